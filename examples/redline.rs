//! Compares two documents and prints what became of each provision, word by word.
//!
//! ```text
//! cargo run --example redline -- corpus/2019-draft.txt corpus/2019-final.txt
//! ```

use std::path::Path;

use travaux::align::{Options, compare};
use travaux::corpus::Source;
use travaux::error::Result;
use travaux::extract::read;
use travaux::view::{Op, redline_of};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let old_path = arguments.next().unwrap_or_else(|| "corpus/2019-draft.txt".into());
    let new_path = arguments.next().unwrap_or_else(|| "corpus/2019-final.txt".into());
    let old = read(&Source::open(Path::new(&old_path))?)?;
    let new = read(&Source::open(Path::new(&new_path))?)?;
    for change in compare(&old, &new, &Options::default()) {
        let (&[from], &[to]) = (change.old.as_slice(), change.new.as_slice()) else { continue };
        let (from, to) = (&old.provisions[from], &new.provisions[to]);
        println!("{} → {}: {}", from.label, to.label, change.relation.name());
        for segment in redline_of(from.text(), to.text()) {
            match segment.op {
                Op::Same => {}
                Op::Gone => println!("  - {}", segment.text.trim()),
                Op::Came => println!("  + {}", segment.text.trim()),
            }
        }
    }
    Ok(())
}
