//! Compares two documents and prints what became of each provision, word by word.
//!
//! ```text
//! cargo run --example redline -- corpus/2019-draft.txt corpus/2019-final.txt
//! ```

use std::path::Path;

use travaux::align;
use travaux::analysis::{self, Analysed};
use travaux::change::compare;
use travaux::corpus::Source;
use travaux::diff::Stretch;
use travaux::error::Result;
use travaux::extract::read;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let old_path = arguments.next().unwrap_or_else(|| "corpus/2019-draft.txt".into());
    let new_path = arguments.next().unwrap_or_else(|| "corpus/2019-final.txt".into());
    let old = read(&Source::open(Path::new(&old_path))?)?;
    let new = read(&Source::open(Path::new(&new_path))?)?;
    let (old, new) = Analysed::of_pair(old, new, &analysis::Options::default());
    for change in compare(&old, &new, &align::Options::default()) {
        let one = &change.correspondence;
        let (&[from], &[to]) = (one.old.as_slice(), one.new.as_slice()) else { continue };
        let (from, to) = (old.provision(from), new.provision(to));
        println!("{} → {}: {}", from.label, to.label, one.relation.name());
        for stretch in change.redline {
            match stretch {
                Stretch::Unchanged { .. } => {}
                Stretch::Deleted { old, .. } => println!("  - {}", from.text()[old].trim()),
                Stretch::Inserted { new, .. } => println!("  + {}", to.text()[new].trim()),
            }
        }
    }
    Ok(())
}
