//! A law that holds of most pairs and not of all: a provision that has nothing to do with either document, put in anywhere,
//! changes no link that was sure.

use std::collections::BTreeSet;
use std::error::Error;

use rayon::prelude::*;
use travaux::align::{Certainty, Options, align};
use travaux::analysis::{self, Analysed};
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::generate::Recipe;
use travaux::model::ProvisionIndex;

/// How many made-up pairs are tried.
const TRIALS: u64 = 2_000;

/// Prints how often the law fails.
pub fn print() -> Result<(), Box<dyn Error>> {
    let failed = (0..TRIALS).into_par_iter().map(fails).collect::<Result<Vec<bool>, _>>()?;
    let count = failed.iter().filter(|&&failed| failed).count();
    println!("an unrelated provision changes a sure link in {count} of {TRIALS} made-up pairs");
    Ok(())
}

fn fails(seed: u64) -> travaux::error::Result<bool> {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut share = |most: f64| most * random.f64();
    let recipe = Recipe {
        seed,
        changed: share(0.4),
        dropped: share(0.2),
        added: share(0.2),
        split: share(0.2),
        merged: share(0.2),
        moved: share(0.3),
        provisions: random.usize(16..75),
        words: random.usize(18..55),
        ..Recipe::default()
    };
    let made = recipe.make();
    let to_old = random.bool();
    let source = if to_old { &made.old } else { &made.new };
    let mut lines: Vec<&[u8]> = source.bytes.split_inclusive(|&byte| byte == b'\n').collect();
    let gap = random.usize(0..=lines.len());
    lines.insert(gap, b"{\"id\": \"stranger\", \"text\": \"Quarrying xylophones requires yoghurt everywhere.\"}\n");
    let analysed = |source: &Source| Ok(Analysed::of(read(source)?, &analysis::Options::default()));
    let longer = analysed(&Source { bytes: lines.concat(), ..source.clone() })?;
    let (old, new) = (analysed(&made.old)?, analysed(&made.new)?);
    let sure = links(&old, &new, Certainty::Sure);
    let after =
        if to_old { links(&longer, &new, Certainty::Doubtful) } else { links(&old, &longer, Certainty::Doubtful) };
    Ok(!sure.is_subset(&after))
}

/// The links of at least some certainty, by labels.
fn links(old: &Analysed, new: &Analysed, least: Certainty) -> BTreeSet<(String, String)> {
    let label = |document: &Analysed, at: ProvisionIndex| document.provisions[at].label.clone();
    let found = align(old, new, &Options::default()).correspondences;
    let certain = found.iter().filter(|one| one.support.as_ref().is_some_and(|support| support.certainty >= least));
    certain
        .flat_map(|one| one.old.iter().flat_map(move |&at| one.new.iter().map(move |&there| (at, there))))
        .map(|(at, there)| (label(old, at), label(new, there)))
        .collect()
}
