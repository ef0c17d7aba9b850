//! Links that are made and unmade by a person: what the engine would say of provisions that are put together or
//! set apart.

use super::beads::{Bead, Made};
use super::classify::{alone_in_new, alone_in_old, in_order, linked};
use super::correspondence::{Correspondence, IndexPair, Origin, Support};
use super::coverage::Covered;
use super::support::{Judge, Rivals};
use super::text::Prepared;
use super::{Options, Pool};
use crate::analysis::Analysed;
use crate::language::Term;
use crate::model::{Document, ProvisionIndex};

/// Two documents ready for links by hand.
pub(crate) struct ManualLinks<'a> {
    old: &'a Analysed,
    new: &'a Analysed,
    options: &'a Options,
    pools: Vec<Ready<'a>>,
}

/// A pool with its terms.
struct Ready<'a> {
    pool: Pool,
    prepared: Prepared<'a>,
    /// For each old and each new provision, the terms of its heading.
    sections: [Vec<Vec<Term>>; 2],
}

impl<'a> Ready<'a> {
    fn of(old: &'a Analysed, new: &'a Analysed, pool: Pool, options: &Options) -> Self {
        let prepared = Prepared::of((old, &pool.old), (new, &pool.new), options.progress.part(1.0, 1.0));
        let sections = prepared.sections();
        Ready { pool, prepared, sections }
    }

    /// Provisions by their places in the pool; `None` if the pool does not hold all of them.
    fn bead(&self, old: &[ProvisionIndex], new: &[ProvisionIndex]) -> Option<Bead> {
        let within = |side: &[ProvisionIndex], wanted: &[ProvisionIndex]| -> Option<Vec<usize>> {
            wanted.iter().map(|place| side.binary_search(place).ok()).collect()
        };
        Some(Bead { old: within(&self.pool.old, old)?, new: within(&self.pool.new, new)? })
    }
}

impl<'a> ManualLinks<'a> {
    /// Makes two documents ready.
    pub(crate) fn of(old: &'a Analysed, new: &'a Analysed, options: &'a Options) -> Self {
        let pools = Pool::of_each(old, new, options.paragraphs);
        let pools = pools.into_iter().map(|pool| Ready::of(old, new, pool, options)).collect();
        ManualLinks { old, new, options, pools }
    }

    /// The correspondence that puts some provisions together. There must be one on each side.
    ///
    /// Its score and its evidence are those of the wording; its confidence is for the caller to say.
    pub(crate) fn linked(&self, old: Vec<ProvisionIndex>, new: Vec<ProvisionIndex>) -> Correspondence {
        match self.pools.iter().find_map(|ready| Some((ready, ready.bead(&old, &new)?))) {
            Some((ready, bead)) => self.linked_within(ready, bead),
            // Of two kinds: what is not compared by itself is made ready for this link alone.
            None => {
                let whole = |document: &Document| ProvisionIndex::all(&document.provisions).collect();
                let pool = Pool { old: whole(self.old), new: whole(self.new) };
                let [olds, news] = [&old, &new].map(|side| side.iter().map(|at| at.index()).collect());
                let ready = Ready::of(self.old, self.new, pool, self.options);
                self.linked_within(&ready, Bead { old: olds, new: news })
            }
        }
    }

    fn linked_within(&self, ready: &Ready<'_>, bead: Bead) -> Correspondence {
        let covered = self.covered(ready, &[]);
        let moved = bead.pairs().any(|(one, other)| !covered.same_section(one, other));
        let [old, new] = [(&ready.pool.old, &bead.old), (&ready.pool.new, &bead.new)]
            .map(|(side, members)| members.iter().map(|&at| side[at]).collect::<Vec<_>>());
        let support = self.support(&ready.prepared, bead);
        Correspondence { origin: Origin::Reviewer, ..linked((self.old, old), (self.new, new), moved, support) }
    }

    /// What speaks for a link, if nothing else is considered.
    fn support(&self, prepared: &Prepared<'_>, bead: Bead) -> Support {
        let rivals = Rivals::of(&[], prepared.old.len(), prepared.new.len());
        let parameters = &self.options.parameters;
        Judge { prepared, parameters, scored: &[], rivals, closeness: 1.0, in_order: false }
            .link(Made { bead, probability: None })
            .1
    }

    /// What became of an old provision that has no counterpart, where all links are these.
    pub(crate) fn alone_in_old(&self, place: ProvisionIndex, links: &[IndexPair]) -> Correspondence {
        let by_new =
            |ready: &Ready<'_>| Some(self.covered(ready, links).by_new(ready.pool.old.binary_search(&place).ok()?));
        alone_in_old((self.old, place), self.pools.iter().find_map(by_new).unwrap_or(true))
    }

    /// What a new provision that has no counterpart is, where all links are these.
    pub(crate) fn alone_in_new(&self, place: ProvisionIndex, links: &[IndexPair]) -> Correspondence {
        let by_old =
            |ready: &Ready<'_>| Some(self.covered(ready, links).by_old(ready.pool.new.binary_search(&place).ok()?));
        alone_in_new((self.new, place), self.pools.iter().find_map(by_old).unwrap_or(true))
    }

    fn covered<'b>(&self, ready: &'b Ready<'_>, links: &[IndexPair]) -> Covered<'b> {
        let Ready { pool, sections, .. } = ready;
        let within =
            |&(old, new): &IndexPair| Some((pool.old.binary_search(&old).ok()?, pool.new.binary_search(&new).ok()?));
        let links: Vec<(usize, usize)> = links.iter().filter_map(within).collect();
        let same = self.options.parameters.evidence.same_section;
        Covered::of((self.old, &pool.old), (self.new, &pool.new), sections, &links, same)
    }

    /// Correspondences in the order in which aligning lists them: pool by pool.
    pub(crate) fn in_order(&self, all: Vec<Correspondence>) -> Vec<Correspondence> {
        let pool_of = |one: &Correspondence| {
            let holds = |ready: &Ready<'_>| match one.new.first() {
                Some(place) => ready.pool.new.binary_search(place).is_ok(),
                None => ready.pool.old.binary_search(&one.old[0]).is_ok(),
            };
            self.pools.iter().position(holds).unwrap_or(self.pools.len())
        };
        let mut by_pool: Vec<Vec<Correspondence>> = vec![Vec::new(); self.pools.len() + 1];
        for one in all {
            by_pool[pool_of(&one)].push(one);
        }
        by_pool.into_iter().flat_map(in_order).collect()
    }
}
