//! What two texts name, held against each other.

use std::collections::BTreeSet;

use super::{Named, NamedKind};

/// What two lists of named things have in common, and what not. Everything stands in the order of the texts, each once.
#[derive(Debug, Clone, Default)]
pub struct Compared<'a> {
    /// What both name, as it stands in each.
    pub shared: Vec<(&'a Named, &'a Named)>,
    /// What is not the same and yet of one family: a convention and its protocol. Neither is shared.
    pub related: Vec<(&'a Named, &'a Named)>,
    /// The kinds of which both name things and share none: 189 against 169.
    pub conflicting: BTreeSet<NamedKind>,
    /// What only the first names.
    pub only_first: Vec<&'a Named>,
    /// What only the second names.
    pub only_second: Vec<&'a Named>,
}

impl<'a> Compared<'a> {
    /// Holds what two texts name against each other.
    pub fn of(first: &'a [Named], second: &'a [Named]) -> Self {
        let (first, second) = (each_once(first), each_once(second));
        let mut compared = Compared::default();
        for one in &first {
            compared.shared.extend(second.iter().filter(|other| is_same(one, other)).map(|other| (*one, *other)));
        }
        let is_shared =
            |one: &Named| compared.shared.iter().any(|(a, b)| std::ptr::eq(*a, one) || std::ptr::eq(*b, one));
        compared.only_first = first.iter().copied().filter(|one| !is_shared(one)).collect();
        compared.only_second = second.iter().copied().filter(|one| !is_shared(one)).collect();
        for one in &compared.only_first {
            let related = compared.only_second.iter().filter(|other| is_related(one, other));
            compared.related.extend(related.map(|other| (*one, *other)));
        }
        let kinds = |list: &[&Named]| list.iter().map(|named| named.kind()).collect::<BTreeSet<_>>();
        let shared: BTreeSet<_> = compared.shared.iter().map(|(one, _)| one.kind()).collect();
        let both = kinds(&first).intersection(&kinds(&second)).copied().collect::<BTreeSet<_>>();
        compared.conflicting = both.difference(&shared).copied().collect();
        compared
    }

    /// Whether neither names anything that the other does not.
    pub fn is_equal(&self) -> bool {
        self.only_first.is_empty() && self.only_second.is_empty()
    }
}

/// Whether two texts name one and the same thing.
pub(crate) fn name_the_same(first: &[Named], second: &[Named]) -> bool {
    first.iter().any(|one| second.iter().any(|other| is_same(one, other)))
}

fn each_once(list: &[Named]) -> Vec<&Named> {
    let mut kept: Vec<&Named> = Vec::new();
    for named in list {
        if !kept.iter().any(|known| known.thing == named.thing && known.within == named.within) {
            kept.push(named);
        }
    }
    kept
}

/// Whether both are the same thing. An article is another one if it is said to be of something else.
fn is_same(one: &Named, other: &Named) -> bool {
    let is_within_same = match (&one.within, &other.within) {
        (Some(one), Some(other)) => one.is_same(other),
        _ => true,
    };
    one.thing.is_same(&other.thing) && is_within_same
}

fn is_related(one: &Named, other: &Named) -> bool {
    one.thing.family() == other.thing.family() && one.thing.id != other.thing.id
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::named::Thing;

    fn named(id: &str, kind: NamedKind, parent: Option<&Thing>) -> Named {
        Named { span: 0..1, thing: Thing::of(id, kind, parent), within: None }
    }

    #[test]
    fn what_is_shared_conflicts_and_stands_alone_is_told() {
        let treaty = |id: &str| named(id, NamedKind::Treaty, None);
        let (one, other) = ([treaty("ILO-189")], [treaty("ILO-169")]);
        let compared = Compared::of(&one, &other);
        assert!(compared.shared.is_empty() && compared.related.is_empty());
        assert!(compared.conflicting.contains(&NamedKind::Treaty));
        assert!(!compared.is_equal() && Compared::of(&one, &one).is_equal());

        let two = [treaty("ILO-189"), treaty("ILO-169"), treaty("ILO-189")];
        let compared = Compared::of(&one, &two);
        assert_eq!((compared.shared.len(), compared.only_second.len()), (1, 1));
        assert!(compared.conflicting.is_empty());

        let body = [named("ILO", NamedKind::Body, None)];
        assert!(Compared::of(&one, &body).conflicting.is_empty(), "of two kinds");
    }

    #[test]
    fn a_group_is_its_members_and_a_protocol_is_not_its_convention() {
        let convention = named("X", NamedKind::Treaty, None);
        let mut group = (*Thing::of("OP-X", NamedKind::Treaty, Some(&convention.thing))).clone();
        group.is_group = true;
        let group = Named { span: 0..1, thing: group.into(), within: None };
        let [first, second] = ["OP-X-1", "OP-X-2"].map(|id| named(id, NamedKind::Treaty, Some(&group.thing)));
        let [convention, group, first, second] = [convention, group, first, second].map(|one| [one]);
        assert_eq!(Compared::of(&group, &first).shared.len(), 1);
        for other in [&convention, &second] {
            let compared = Compared::of(&first, other);
            assert_eq!((compared.shared.len(), compared.related.len(), compared.conflicting.len()), (0, 1, 1));
        }
    }

    #[test]
    fn articles_of_different_laws_are_different() {
        let article = |within: Option<&str>| {
            let within = within.map(|id| Thing::of(id, NamedKind::Law, None));
            [Named { within, ..named("article 3", NamedKind::Article, None) }]
        };
        let (one, other, unsaid) = (article(Some("penal code")), article(Some("constitution")), article(None));
        assert_eq!(Compared::of(&one, &other).conflicting.len(), 1);
        assert_eq!(Compared::of(&one, &unsaid).shared.len(), 1);
    }
}
