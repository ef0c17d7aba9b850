//! Which brackets and options of the old text are there still, and what each is now.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Kept, Side};
use crate::anatomy::Proposer;
use crate::brackets::{Bracketed, Member};

/// How alike the words of an old and of a new bracket must be for them to be one, by the Jaccard index, where no sign tells.
const ALIKE: f64 = 0.5;

/// How alike they must be, by the same, where both signs stayed or one bracket alone stands in the place of one: else the words of
/// the old one went, and others were put into a bracket.
const ALIKE_IN_PLACE: f64 = 0.2;

/// Which share of the shorter of two must have stayed in the longer, and how many words, where one of the signs stayed.
const WITHIN: f64 = 0.8;
const WORDS_WITHIN: usize = 3;

/// Which share of the shorter of two options of one name must have stayed for them to be one.
const SAME_NAME: f64 = 0.25;

/// What holds a wording: a bracket or an option, by its place among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    Bracket(usize),
    Option(usize),
}

impl Holder {
    pub(super) fn of(member: &Member) -> Option<Holder> {
        member.bracket.map(Holder::Bracket).or(member.option.map(Holder::Option))
    }

    /// Who proposes it.
    pub(super) fn proposers(self, bracketed: &Bracketed) -> &[Proposer] {
        match self {
            Holder::Bracket(at) => &bracketed.brackets()[at].proposers,
            Holder::Option(at) => &bracketed.options()[at].proposers,
        }
    }

    /// The words that it holds.
    pub(super) fn inside(self, bracketed: &Bracketed) -> Range<usize> {
        match self {
            Holder::Bracket(at) => bracketed.brackets()[at].inside.clone(),
            Holder::Option(at) => bracketed.options()[at].inside.clone(),
        }
    }

    fn is_bracket(self) -> bool {
        matches!(self, Holder::Bracket(_))
    }
}

/// Which old brackets and options are there still, each with what it is now.
#[derive(Default)]
pub(super) struct Matched {
    now: BTreeMap<Holder, Holder>,
    held: BTreeSet<Holder>,
}

impl Matched {
    pub(super) fn of(old: &Side<'_>, new: &Side<'_>, kept: &Kept) -> Self {
        let mut all = Matched::default();
        let mut left = (stretches(old), stretches(new));
        all.add(alike(&left, (old, new), kept, |from, to| from.is_bracket() == to.is_bracket()), &mut left);
        // Where much was written anew, the redline may hold on to other words: what says the same to the letter is the same.
        all.add(same_words((old.text, &left.0), (new.text, &left.1)), &mut left);
        // Nor does it where a bracket alone stands for one alone: between the same words.
        all.add(in_one_place((old, &left.0), (new, &left.1), kept), &mut left);
        // An option that has its name still is the same, however much of it was written anew, as long as some of it stayed.
        all.add(by_name((old, &left.0), (new, &left.1), kept), &mut left);
        // What stood in brackets may be an option now, and the other way round.
        all.add(alike(&left, (old, new), kept, |from, to| from.is_bracket() != to.is_bracket()), &mut left);
        let taken_up = taken_up((old, &left.0), new);
        all.held.extend(taken_up.iter().map(|(_, to)| *to));
        all.now.extend(taken_up);
        all
    }

    /// Notes pairs, and strikes them from what is left.
    fn add(&mut self, pairs: Vec<(Holder, Holder)>, left: &mut (Vec<Stretched>, Vec<Stretched>)) {
        self.held.extend(pairs.iter().map(|(_, to)| *to));
        self.now.extend(pairs);
        left.0.retain(|one| !self.now.contains_key(&one.holder));
        left.1.retain(|one| !self.held.contains(&one.holder));
    }

    /// What a wording of the old text is still in.
    pub(super) fn new_of(&self, member: &Member) -> Option<Holder> {
        self.now.get(&Holder::of(member)?).copied()
    }

    /// What a bracket or an option of the old text is now.
    pub(super) fn new_of_holder(&self, holder: Holder) -> Option<Holder> {
        self.now.get(&holder).copied()
    }

    /// Whether a wording of the new text was held before.
    pub(super) fn holds_new(&self, member: &Member) -> bool {
        Holder::of(member).is_some_and(|holder| self.held.contains(&holder))
    }
}

/// What holds a wording, its words, and the places of its signs.
struct Stretched<'s> {
    holder: Holder,
    words: &'s [Range<usize>],
    signs: [Option<usize>; 2],
}

fn stretches<'s>(side: &'s Side<'_>) -> Vec<Stretched<'s>> {
    let brackets = side.open.brackets().iter().enumerate().map(|(at, bracket)| Stretched {
        holder: Holder::Bracket(at),
        words: side.words(&bracket.inside),
        signs: [bracket.is_opened.then_some(bracket.span.start), bracket.is_closed.then_some(bracket.content.end)],
    });
    let options = side.open.options().iter().enumerate().map(|(at, option)| Stretched {
        holder: Holder::Option(at),
        words: side.words(&option.inside),
        signs: [None; 2],
    });
    brackets.chain(options).collect()
}

/// The pairs of an old and a new stretch that have the same words, in the order of the texts.
fn same_words((old_text, old): (&str, &[Stretched]), (new_text, new): (&str, &[Stretched])) -> Vec<(Holder, Holder)> {
    let key = |text: &str, one: &Stretched| -> (bool, Vec<String>) {
        (one.holder.is_bracket(), one.words.iter().map(|word| text[word.clone()].to_lowercase()).collect())
    };
    let mut there: BTreeMap<(bool, Vec<String>), Vec<Holder>> = BTreeMap::new();
    for one in new.iter().rev() {
        there.entry(key(new_text, one)).or_default().push(one.holder);
    }
    let mut found = Vec::new();
    for one in old.iter().filter(|one| !one.words.is_empty()) {
        let same = there.get_mut(&key(old_text, one)).and_then(Vec::pop);
        found.extend(same.map(|other| (one.holder, other)));
    }
    found
}

/// The pairs of an old and a new bracket that are the only ones left between the same two words that stayed.
fn in_one_place(
    (old, olds): (&Side<'_>, &[Stretched]),
    (new, news): (&Side<'_>, &[Stretched]),
    kept: &Kept,
) -> Vec<(Holder, Holder)> {
    let span = |side: &Side<'_>, holder: Holder| match holder {
        Holder::Bracket(at) => Some(side.open.brackets()[at].span.clone()),
        Holder::Option(_) => None,
    };
    type Place = (Option<usize>, Option<usize>);
    let mut places: BTreeMap<Place, [Vec<Holder>; 2]> = BTreeMap::new();
    for one in olds {
        let Some(span) = span(old, one.holder) else { continue };
        let place =
            (kept.last_before(span.start).map(|word| word.end), kept.first_behind(span.end).map(|word| word.start));
        places.entry(place).or_default()[0].push(one.holder);
    }
    for one in news {
        let Some(span) = span(new, one.holder) else { continue };
        let place = (kept.new_last_before(span.start), kept.new_first_behind(span.end));
        places.entry(place).or_default()[1].push(one.holder);
    }
    let alone = places.into_iter().filter_map(|((before, behind), [from, to])| match (&from[..], &to[..]) {
        ([from], [to]) if before.is_some() && behind.is_some() => {
            let (from_it, to_it) = ((old, *from), (new, *to));
            let is_one = is_filled(from_it, to_it) || share_in_common(from_it, to_it) >= ALIKE_IN_PLACE;
            is_one.then_some((*from, *to))
        }
        _ => None,
    });
    alone.collect()
}

/// Whether what one holds may stand for what the other holds: a place for words to come for any, a figure for a figure.
fn is_filled((old, from): (&Side<'_>, Holder), (new, to): (&Side<'_>, Holder)) -> bool {
    let is_figure = |side: &Side<'_>, holder: Holder| {
        let words = side.words(&holder.inside(side.open));
        !words.is_empty() && words.iter().all(|word| side.text[word.clone()].chars().all(char::is_numeric))
    };
    old.is_place(from) || new.is_place(to) || is_figure(old, from) && is_figure(new, to)
}

/// How alike the words of two brackets are, wherever the redline has them: the Jaccard index, case aside. Two that hold none are the
/// same.
fn share_in_common((old, from): (&Side<'_>, Holder), (new, to): (&Side<'_>, Holder)) -> f64 {
    let words = |side: &Side<'_>, holder: Holder| -> BTreeSet<String> {
        side.words(&holder.inside(side.open)).iter().map(|word| side.text[word.clone()].to_lowercase()).collect()
    };
    let (before, after) = (words(old, from), words(new, to));
    let all = before.union(&after).count();
    if all == 0 { 1.0 } else { before.intersection(&after).count() as f64 / all as f64 }
}

/// The pairs of an old and a new option that alone have a name, and something in common.
fn by_name(
    (old, olds): (&Side<'_>, &[Stretched]),
    (new, news): (&Side<'_>, &[Stretched]),
    kept: &Kept,
) -> Vec<(Holder, Holder)> {
    fn named<'s>(side: &Side<'s>, all: &'s [Stretched<'s>]) -> BTreeMap<String, Vec<&'s Stretched<'s>>> {
        let mut found: BTreeMap<String, Vec<&Stretched>> = BTreeMap::new();
        for one in all {
            if let Holder::Option(at) = one.holder {
                found.entry(side.open.options()[at].name.to_lowercase()).or_default().push(one);
            }
        }
        found
    }
    let there = named(new, news);
    let pair = |(name, own): (String, Vec<&Stretched>)| match (&own[..], &there.get(&name)?[..]) {
        ([from], [to]) => {
            let inside = to.holder.inside(new.open);
            let stayed = from.words.iter().filter_map(|word| kept.new_of(word));
            let common = stayed.filter(|word| inside.contains(&word.start)).count();
            let shorter = from.words.len().min(to.words.len());
            (common as f64 >= SAME_NAME * shorter as f64 && common > 0).then_some((from.holder, to.holder))
        }
        _ => None,
    };
    named(old, olds).into_iter().filter_map(pair).collect()
}

/// What share of an option's different words, and how many, must stand in a new one for it to be taken up there.
const TAKEN_UP: f64 = 0.7;
const WORDS_TAKEN_UP: usize = 8;

/// How many pairs of options are held against each other so; of more there is no telling.
const MOST_TAKEN_UP: usize = 10_000;

/// The old options that a new one takes up among others: two that became one.
fn taken_up((old, olds): (&Side<'_>, &[Stretched]), new: &Side<'_>) -> Vec<(Holder, Holder)> {
    let words = |side: &Side<'_>, holder: Holder| -> BTreeSet<String> {
        side.words(&holder.inside(side.open)).iter().map(|word| side.text[word.clone()].to_lowercase()).collect()
    };
    let left: Vec<&Stretched> = olds.iter().filter(|one| !one.holder.is_bracket()).collect();
    if left.is_empty() || left.len() * new.open.options().len() > MOST_TAKEN_UP {
        return Vec::new();
    }
    let news: Vec<(Holder, BTreeSet<String>)> =
        (0..new.open.options().len()).map(Holder::Option).map(|holder| (holder, words(new, holder))).collect();
    let pair = |one: &Stretched| {
        let own = words(old, one.holder);
        let share = |there: &BTreeSet<String>| own.intersection(there).count() as f64 / own.len().max(1) as f64;
        let best = news.iter().map(|(holder, there)| (*holder, share(there))).rev();
        let (holder, share) = best.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
        (own.len() >= WORDS_TAKEN_UP && share >= TAKEN_UP).then_some((one.holder, holder))
    };
    left.into_iter().filter_map(pair).collect()
}

/// The pairs of an old and a new stretch that are one by their words, or by both their signs: the most alike first, each in one
/// pair at most.
fn alike(
    (old, new): &(Vec<Stretched>, Vec<Stretched>),
    (old_side, side): (&Side<'_>, &Side<'_>),
    kept: &Kept,
    may_be: impl Fn(Holder, Holder) -> bool,
) -> Vec<(Holder, Holder)> {
    let places: BTreeMap<Holder, usize> = new.iter().enumerate().map(|(at, one)| (one.holder, at)).collect();
    let opened = new.iter().enumerate().filter_map(|(at, one)| Some((one.signs[0]?, at)));
    let by_sign: BTreeMap<usize, usize> = opened.collect();
    let mut pairs: Vec<(f64, usize, usize)> = Vec::new();
    for (at, one) in old.iter().enumerate() {
        // How many of its words stand in each of the new ones.
        let mut common = BTreeMap::<usize, usize>::new();
        for word in one.words.iter().filter_map(|word| kept.new_of(word)) {
            for there in side.holders(word.start).filter_map(|holder| places.get(&holder)) {
                *common.entry(*there).or_default() += 1;
            }
        }
        let signed = one.signs[0].and_then(|sign| by_sign.get(&kept.sign(sign)?));
        if let Some(there) = signed {
            common.entry(*there).or_default();
        }
        for (there, common) in common {
            let other = &new[there];
            let all = one.words.len() + other.words.len() - common;
            let alike = if all == 0 { 0.0 } else { common as f64 / all as f64 };
            let stayed = |side: usize| match (one.signs[side], other.signs[side]) {
                (Some(sign), Some(now)) => kept.sign(sign) == Some(now),
                _ => false,
            };
            let signs = (0..2).filter(|&side| stayed(side)).count() as f64 / 2.0;
            let shorter = one.words.len().min(other.words.len());
            let is_within = common >= WORDS_WITHIN && common as f64 >= WITHIN * shorter as f64;
            let is_in_place =
                alike >= ALIKE_IN_PLACE || all == 0 || is_filled((old_side, one.holder), (side, other.holder));
            let is_one = alike >= ALIKE || signs == 1.0 && is_in_place || signs > 0.0 && is_within;
            if may_be(one.holder, other.holder) && is_one {
                pairs.push((alike + signs, at, there));
            }
        }
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut found = Vec::new();
    for (_, at, there) in pairs {
        if !olds.contains(&at) && !news.contains(&there) {
            olds.insert(at);
            news.insert(there);
            found.push((old[at].holder, new[there].holder));
        }
    }
    found
}
