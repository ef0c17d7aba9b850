//! Links that are made and unmade by hand: what the engine would say of provisions that a person puts together or
//! sets apart.

use super::change::{Change, Link};
use super::classify::{alone_in_new, alone_in_old, in_order, linked};
use super::coverage::Covered;
use super::groups::Group;
use super::judge::{Judge, Rivals};
use super::text::Prepared;
use super::{Options, Pool, language_of, pools, select};
use crate::extract::Document;
use crate::language::{Language, Term};

/// Two documents ready for links by hand. All provisions are given by their places in
/// [`Document::provisions`].
pub(crate) struct ByHand<'a> {
    old: &'a Document,
    new: &'a Document,
    options: &'a Options,
    pools: Vec<Ready>,
}

/// A pool with its words.
struct Ready {
    pool: Pool,
    prepared: Prepared,
    /// For each old and each new provision, the words of its heading.
    sections: [Vec<Vec<Term>>; 2],
}

impl Ready {
    fn of(old: &Document, new: &Document, pool: Pool, options: &Options) -> Self {
        let language = Language::of(language_of(old, new, options));
        let (olds, news) = (select(old, &pool.old), select(new, &pool.new));
        let prepared = Prepared::of(&olds, &news, &language, options.progress.part(1.0, 1.0));
        let sections =
            [&prepared.old, &prepared.new].map(|side| side.iter().map(|text| text.section.clone()).collect());
        Ready { pool, prepared, sections }
    }

    /// A group by its places in the pool; `None` if the pool does not hold all of it.
    fn group(&self, old: &[usize], new: &[usize]) -> Option<Group> {
        let within = |side: &[usize], wanted: &[usize]| -> Option<Vec<usize>> {
            wanted.iter().map(|place| side.binary_search(place).ok()).collect()
        };
        Some(Group { old: within(&self.pool.old, old)?, new: within(&self.pool.new, new)? })
    }
}

impl<'a> ByHand<'a> {
    /// Makes two documents ready.
    pub(crate) fn of(old: &'a Document, new: &'a Document, options: &'a Options) -> Self {
        let pools = pools(old, new, options).into_iter().map(|pool| Ready::of(old, new, pool, options)).collect();
        ByHand { old, new, options, pools }
    }

    /// The change that puts some provisions together. There must be one on each side.
    ///
    /// Its score and its evidence are those of the wording; its confidence is for the caller to say.
    pub(crate) fn linked(&self, old: Vec<usize>, new: Vec<usize>) -> Change {
        match self.pools.iter().find_map(|ready| Some((ready, ready.group(&old, &new)?))) {
            Some((ready, group)) => self.linked_within(ready, group),
            // Of two kinds: what is not compared by itself is made ready for this link alone.
            None => {
                let whole = |document: &Document| (0..document.provisions.len()).collect();
                let pool = Pool { old: whole(self.old), new: whole(self.new) };
                let ready = Ready::of(self.old, self.new, pool, self.options);
                let group = Group { old, new };
                self.linked_within(&ready, group)
            }
        }
    }

    fn linked_within(&self, ready: &Ready, group: Group) -> Change {
        let covered = Covered::of((self.old, &ready.pool.old), (self.new, &ready.pool.new), &ready.sections, &[]);
        let moved = group.old.iter().any(|&one| group.new.iter().any(|&other| !covered.same_section(one, other)));
        let places = |side: &[usize], group: &[usize]| group.iter().map(|&at| side[at]).collect();
        let (old, new) = (places(&ready.pool.old, &group.old), places(&ready.pool.new, &group.new));
        linked((self.old, old), (self.new, new), moved, self.link(ready, group))
    }

    /// What speaks for a link, if nothing else is considered.
    fn link(&self, ready: &Ready, group: Group) -> Link {
        let Ready { prepared, .. } = ready;
        let rivals = Rivals::of(&[], prepared.old.len(), prepared.new.len());
        let parameters = &self.options.parameters;
        let judge = Judge { prepared, parameters, scored: &[], rivals, closeness: 1.0, in_order: false };
        judge.link(group).1
    }

    /// The change of an old provision that has no counterpart, where all links are these.
    pub(crate) fn alone_in_old(&self, place: usize, links: &[(usize, usize)]) -> Change {
        let by_new = |ready: &Ready| {
            let at = ready.pool.old.binary_search(&place).ok()?;
            Some(self.covered(ready, links).by_new(at))
        };
        alone_in_old((self.old, place), self.pools.iter().find_map(by_new).unwrap_or(true))
    }

    /// The change of a new provision that has no counterpart, where all links are these.
    pub(crate) fn alone_in_new(&self, place: usize, links: &[(usize, usize)]) -> Change {
        let by_old = |ready: &Ready| {
            let at = ready.pool.new.binary_search(&place).ok()?;
            Some(self.covered(ready, links).by_old(at))
        };
        alone_in_new((self.new, place), self.pools.iter().find_map(by_old).unwrap_or(true))
    }

    fn covered<'b>(&self, ready: &'b Ready, links: &[(usize, usize)]) -> Covered<'b> {
        let within = |&(old, new): &(usize, usize)| {
            Some((ready.pool.old.binary_search(&old).ok()?, ready.pool.new.binary_search(&new).ok()?))
        };
        let links: Vec<(usize, usize)> = links.iter().filter_map(within).collect();
        Covered::of((self.old, &ready.pool.old), (self.new, &ready.pool.new), &ready.sections, &links)
    }

    /// The changes in the order in which comparing tells them: pool by pool.
    pub(crate) fn in_order(&self, changes: Vec<Change>) -> Vec<Change> {
        let pool_of = |change: &Change| {
            let holds = |ready: &Ready| match change.new.first() {
                Some(place) => ready.pool.new.binary_search(place).is_ok(),
                None => ready.pool.old.binary_search(&change.old[0]).is_ok(),
            };
            self.pools.iter().position(holds).unwrap_or(self.pools.len())
        };
        let mut by_pool: Vec<Vec<Change>> = vec![Vec::new(); self.pools.len() + 1];
        for change in changes {
            by_pool[pool_of(&change)].push(change);
        }
        by_pool.into_iter().flat_map(in_order).collect()
    }
}
