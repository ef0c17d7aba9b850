//! Protocols, by the treaty that they are to: "the Second Optional Protocol to the Covenant", "CEDAW and its Optional
//! Protocol", "OP2-ICCPR", whether they are listed or not.

use std::ops::Range;
use std::sync::Arc;

use super::forms::Protocol;
use super::recognise::{Found, Recogniser, Symbols, Text, What};
use super::trie::Gap;
use super::{NamedKind, Thing};

/// How many words may stand between a protocol and its treaty: "to the 1966 International".
const BETWEEN: usize = 5;

/// How many words may stand before a protocol that number it: "first and second".
const BEFORE: usize = 4;

/// Within how many words it is said what a protocol is about.
const ABOUT: usize = 30;

/// Takes the words for protocols together with their treaties. A protocol whose treaty is not said is nothing.
pub(super) fn settle(recogniser: &Recogniser, text: &Text, found: &mut Vec<Found>) {
    if !found.iter().any(|one| matches!(one.what, What::Protocol(_))) {
        return;
    }
    let about = recogniser.about_symbols(text);
    let mut at = 0;
    while at < found.len() {
        let What::Protocol(protocol) = found[at].what else {
            at += 1;
            continue;
        };
        let mention = Mention::of((recogniser, &about), text, found, at, protocol);
        let Some((owners, covered)) = mention.owners() else {
            found.remove(at);
            continue;
        };
        let mut things: Vec<Arc<Thing>> = Vec::new();
        for owner in &owners {
            for thing in mention.members(owner) {
                if !things.contains(&thing) {
                    things.push(thing);
                }
            }
        }
        let start = found[covered.start].pieces.start.min(mention.start);
        let end = mention.with_about(found[covered.end - 1].pieces.end.max(mention.end), covered.end, &things);
        let span = text.span(&(start..end));
        let things = things.into_iter().map(|thing| (span.clone(), thing)).collect();
        found.splice(covered.clone(), [Found { pieces: start..end, what: What::Things(things) }]);
        at = covered.start + 1;
    }
}

/// A place where a protocol is mentioned.
struct Mention<'a> {
    recogniser: &'a Recogniser<'a>,
    text: &'a Text<'a>,
    found: &'a [Found],
    at: usize,
    protocol: Protocol,
    /// The words of the text by which it may say what protocols are about.
    about: &'a Symbols,
    /// The pieces of the mention, with what numbers it.
    start: usize,
    end: usize,
    numbers: Vec<u32>,
    count: Option<u32>,
    is_plural: bool,
    refers_back: bool,
}

impl<'a> Mention<'a> {
    fn of(
        (recogniser, about): (&'a Recogniser<'a>, &'a Symbols),
        text: &'a Text<'a>,
        found: &'a [Found],
        at: usize,
        protocol: Protocol,
    ) -> Self {
        let forms = recogniser.forms;
        let Range { start, end } = found[at].pieces.clone();
        let mut mention = Mention {
            recogniser,
            text,
            found,
            at,
            protocol,
            about,
            start,
            end,
            numbers: protocol.number.into_iter().collect(),
            count: None,
            is_plural: (start..end).any(|piece| forms.plural.contains(&text.small(piece))),
            refers_back: false,
        };
        // "The first and second", "its two".
        let floor = at.checked_sub(1).map_or(0, |before| found[before].pieces.end);
        let mut numbered = Vec::new();
        for piece in (floor..start).rev().take(BEFORE) {
            if text.gap_behind(piece) == Gap::Mark {
                break;
            }
            let normal = recogniser.normal(&text.pieces[piece]);
            if let Some(number) = forms.ordinals.get(normal) {
                numbered.push(*number);
                mention.start = piece;
            } else if let Some(count) = forms.counts.get(normal) {
                mention.count = Some(*count);
                mention.start = piece;
            } else if forms.back.contains(&text.small(piece)) {
                mention.refers_back = true;
            } else if !text.pieces[piece].is_function {
                break;
            }
        }
        numbered.reverse();
        mention.numbers.extend(numbered);
        // "Optional Protocol No. 2", "OP-2", "Optional Protocol thereto".
        let ceiling = found.get(at + 1).map_or(text.pieces.len(), |next| next.pieces.start);
        if end < ceiling && text.gap_behind(end - 1) == Gap::None {
            let small = text.small(end);
            if let Some(number) = forms.ordinals.get(recogniser.normal(&text.pieces[end])) {
                mention.numbers.push(*number);
                mention.end = end + 1;
            } else if forms.back.contains(&small) {
                (mention.refers_back, mention.end) = (true, end + 1);
            } else if let Some(number) = number(&small) {
                mention.numbers.push(number);
                mention.end = end + 1;
            }
        }
        mention
    }

    /// The treaties that the protocol is to, and which of what was found the mention covers, itself among them.
    fn owners(&self) -> Option<(Vec<Arc<Thing>>, Range<usize>)> {
        let at = self.at;
        if let Some(next) = self.found.get(at + 1)
            && let Some(owner) = self.treaty_of(next).filter(|_| self.is_joined(self.end..next.pieces.start))
            && !self.is_protocol(&owner)
        {
            let mut owners = vec![owner];
            let mut end = at + 2;
            // "Optional Protocols to CEDAW and CAT".
            while self.is_plural
                && let Some(further) = self.found.get(end)
                && let Some(owner) = self.treaty_of(further).filter(|owner| !self.is_protocol(owner))
                && self.is_list(self.found[end - 1].pieces.end..further.pieces.start)
            {
                owners.push(owner);
                end += 1;
            }
            return Some((owners, at..end));
        }
        let before = at.checked_sub(1).map(|before| &self.found[before]);
        // "CAT-OP", "the CEDAW Optional Protocol".
        if let Some(before) = before.filter(|before| before.pieces.end == self.start)
            && let Some(owner) = self.treaty_of(before)
            && self.text.gap_behind(self.start - 1) == Gap::None
            && !self.is_protocol(&owner)
        {
            return Some((vec![owner], at - 1..at + 1));
        }
        // "CEDAW and its Optional Protocol", "ICCPR, ICESCR and their Optional Protocols".
        let mut owners: Vec<Arc<Thing>> = Vec::new();
        let mut next = None;
        for before in (0..at).rev() {
            let Some(owner) = self.found[before].treaty() else { continue };
            let has_protocols = !self.recogniser.table.protocols(owner).is_empty();
            if self.is_protocol(owner) || !(has_protocols || self.refers_back) {
                continue;
            }
            let is_further = next.is_some_and(|next: usize| {
                !self.is_plural || !self.is_list(self.found[before].pieces.end..self.found[next].pieces.start)
            });
            if is_further {
                break;
            }
            next = Some(before);
            if !owners.contains(owner) {
                owners.insert(0, owner.clone());
            }
        }
        let is_said = self.protocol.is_optional || self.refers_back;
        (is_said && !owners.is_empty()).then_some((owners, at..at + 1))
    }

    /// The treaty that some words name, be it by its committee: "the Optional Protocol to CESCR".
    fn treaty_of(&self, found: &Found) -> Option<Arc<Thing>> {
        if let Some(treaty) = found.treaty() {
            return Some(treaty.clone());
        }
        let What::Things(things) = &found.what else { return None };
        let body = things.last().map(|(_, thing)| thing).filter(|thing| thing.kind == NamedKind::Body)?;
        let parent = self.recogniser.table.thing(body.parents.first()?)?;
        (parent.kind == NamedKind::Treaty).then(|| parent.clone())
    }

    /// Whether a thing is itself a protocol.
    fn is_protocol(&self, thing: &Thing) -> bool {
        thing.parents.first().is_some_and(|parent| {
            self.recogniser.table.thing(parent).is_some_and(|parent| parent.kind == NamedKind::Treaty)
        })
    }

    /// Whether the pieces between a protocol and a treaty make the one the other's: "to the", or nothing.
    fn is_joined(&self, between: Range<usize>) -> bool {
        let gaps = between.start - 1..between.end;
        let has_mark = gaps.into_iter().any(|piece| self.text.gap_behind(piece) != Gap::None);
        let of = |piece: usize| self.recogniser.forms.of.contains(&self.text.small(piece));
        let is_short = between.len() <= BETWEEN;
        is_short
            && !has_mark
            && (between.is_empty() || between.clone().next().is_some_and(of) || between.clone().last().is_some_and(of))
    }

    /// Whether the pieces between two treaties make a list of them: "and", a comma.
    fn is_list(&self, between: Range<usize>) -> bool {
        let has_mark = (between.start - 1..between.end).any(|piece| self.text.gap_behind(piece) == Gap::Mark);
        !has_mark && between.len() <= BETWEEN && between.clone().all(|piece| self.text.pieces[piece].is_function)
    }

    /// The protocols to a treaty that are meant.
    fn members(&self, owner: &Arc<Thing>) -> Vec<Arc<Thing>> {
        let table = &self.recogniser.table;
        let protocols = table.protocols(owner);
        let numbered: Vec<_> = protocols.iter().filter(|(number, _)| self.numbers.contains(number)).collect();
        if !numbered.is_empty() {
            return numbered.into_iter().map(|(_, thing)| thing.clone()).collect();
        }
        let next_mention = self.found[self.at + 1..].iter().find(|one| matches!(one.what, What::Protocol(_)));
        let end = next_mention.map_or(self.text.pieces.len(), |next| next.pieces.start).min(self.end + ABOUT);
        let about = self.recogniser.about(self.text, self.about, self.end..end);
        let is_said = |thing: &Arc<Thing>| about.iter().any(|(_, things)| things.contains(thing));
        let about: Vec<_> = protocols.iter().filter(|(_, thing)| is_said(thing)).collect();
        if !about.is_empty() {
            return about.into_iter().map(|(_, thing)| thing.clone()).collect();
        }
        if let Some(count) = self.count {
            let counted: Vec<_> = protocols.iter().filter(|(number, _)| *number <= count).collect();
            if !counted.is_empty() {
                return counted.into_iter().map(|(_, thing)| thing.clone()).collect();
            }
        }
        if let Some(group) = table.group(owner) {
            return vec![group.clone()];
        }
        match protocols {
            [] => vec![self.unlisted(owner)],
            [(_, only)] => vec![only.clone()],
            all if self.is_plural => all.iter().map(|(_, thing)| thing.clone()).collect(),
            // What is called the Optional Protocol came when there was no other.
            [(_, first), ..] => vec![first.clone()],
        }
    }

    /// Where a mention ends that goes on with what its protocols are about: "on the sale of children".
    fn with_about(&self, mut end: usize, next: usize, things: &[Arc<Thing>]) -> usize {
        let ceiling = self.found.get(next).map_or(self.text.pieces.len(), |next| next.pieces.start);
        for (pieces, about) in self.recogniser.about(self.text, self.about, end..ceiling.min(end + ABOUT)) {
            let is_theirs = about.iter().any(|thing| things.contains(thing));
            if is_theirs && pieces.start >= end && pieces.end <= ceiling && self.is_list(end..pieces.start) {
                end = pieces.end;
            }
        }
        end
    }

    /// A protocol that is not listed, by its treaty.
    fn unlisted(&self, owner: &Arc<Thing>) -> Arc<Thing> {
        let number = self.numbers.first().map(|number| number.to_string()).unwrap_or_default();
        let form = if self.protocol.is_optional { "OP" } else { "P" };
        Thing::of(format!("{form}{number}-{}", owner.id), NamedKind::Treaty, Some(owner))
    }
}

/// The number of a protocol among those to a treaty.
fn number(small: &str) -> Option<u32> {
    small.parse().ok().filter(|number| (1..10).contains(number))
}
