//! Figures: how much of what is true was found, and how much of what was found is true.

use rayon::prelude::*;
use std::collections::BTreeSet;

use travaux::align::{Correspondence, Options, Parameters, align};
use travaux::model::ProvisionIndex;

use crate::sets::{Group, Item, Set};

/// Precision, recall and F1 of a set.
#[derive(Clone, Copy, Default)]
pub struct Counts {
    right: usize,
    predicted: usize,
    found: usize,
    gold: usize,
}

impl Counts {
    pub fn precision(self) -> f64 {
        self.right as f64 / self.predicted.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.found as f64 / self.gold.max(1) as f64
    }

    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE)
    }

    fn and(self, other: Counts) -> Counts {
        Counts {
            right: self.right + other.right,
            predicted: self.predicted + other.predicted,
            found: self.found + other.found,
            gold: self.gold + other.gold,
        }
    }
}

/// Over single links, over those of groups of three and more, and over whole groups where a provision that was wrongly left alone costs as well.
#[derive(Clone, Copy, Default)]
pub struct Figures {
    pub links: Counts,
    pub several: Counts,
    pub strict: Counts,
}

/// What the engine makes of an item.
pub fn correspondences(item: &Item, parameters: &Parameters) -> Vec<Correspondence> {
    let options = Options { paragraphs: item.paragraphs, parameters: parameters.clone(), ..Options::default() };
    align(&item.old, &item.new, &options).correspondences
}

/// The places of a correspondence.
pub fn group(one: &Correspondence) -> Group {
    let places = |places: &[ProvisionIndex]| places.iter().map(|at| at.index()).collect();
    (places(&one.old), places(&one.new))
}

/// The links of groups.
pub fn links(groups: impl Iterator<Item = Group>) -> BTreeSet<(usize, usize)> {
    groups
        .flat_map(|(old, new)| {
            old.into_iter().flat_map(move |at| new.clone().into_iter().map(move |there| (at, there)))
        })
        .collect()
}

impl Figures {
    /// The figures of what was found in a pair of texts, each provision that was left alone as a group of its own.
    pub fn of(found: &BTreeSet<Group>, gold: &BTreeSet<Group>) -> Figures {
        let (found_links, gold_links) = (links(found.iter().cloned()), links(gold.iter().cloned()));
        // Where the gold judges only some provisions, so do the figures.
        let judged_old: BTreeSet<usize> = gold.iter().flat_map(|(old, _)| old.iter().copied()).collect();
        let judged_new: BTreeSet<usize> = gold.iter().flat_map(|(_, new)| new.iter().copied()).collect();
        let judged = |(old, new): &&Group| {
            old.iter().any(|at| judged_old.contains(at)) || new.iter().any(|there| judged_new.contains(there))
        };
        let right = found_links.intersection(&gold_links).count();
        let matched = |group: &&Group| !group.0.is_empty() && !group.1.is_empty();
        // What is found of the large groups that are there, and what is right of those that were made.
        let several = |groups: &BTreeSet<Group>| {
            links(
                groups
                    .iter()
                    .filter(|(old, new)| old.len().max(new.len()) > 2 && !old.is_empty() && !new.is_empty())
                    .cloned(),
            )
        };
        let (found_several, gold_several) = (several(found), several(gold));
        Figures {
            several: Counts {
                right: found_several.intersection(&gold_links).count(),
                predicted: found_several.len(),
                found: gold_several.intersection(&found_links).count(),
                gold: gold_several.len(),
            },
            links: Counts { right, predicted: found_links.len(), found: right, gold: gold_links.len() },
            strict: Counts {
                right: found.intersection(gold).count(),
                predicted: found.iter().filter(judged).count(),
                found: found.intersection(gold).filter(matched).count(),
                gold: gold.iter().filter(matched).count(),
            },
        }
    }

    /// The figures of both together.
    pub fn and(self, other: Figures) -> Figures {
        Figures {
            links: self.links.and(other.links),
            several: self.several.and(other.several),
            strict: self.strict.and(other.strict),
        }
    }
}

/// The figures of a set.
pub fn figures(set: &Set, parameters: &Parameters) -> Figures {
    let counted = set.items.par_iter().map(|item| {
        let found = correspondences(item, parameters).iter().map(group).collect();
        Figures::of(&found, &item.groups.iter().cloned().collect())
    });
    counted.reduce(Figures::default, Figures::and)
}

/// Prints a line for each set.
pub fn print(sets: &[Set], parameters: &Parameters) {
    println!("{:44} {:>6} {:>6} {:>6} {:>8}   of three and more", "set", "P", "R", "link", "strict");
    for set in sets {
        let Figures { links, several, strict } = figures(set, parameters);
        println!(
            "{:44} {:6.3} {:6.3} {:6.4} {:8.3}   {:6.3} {:6.3}",
            set.name,
            links.precision(),
            links.recall(),
            links.f1(),
            strict.f1(),
            several.precision(),
            several.recall()
        );
    }
}
