//! What only seems to have come or gone: it stands in the other text still, elsewhere or under another name.

use super::{ListShift, QualifierPair, QualifierShifts, SetShift, Shifts};
use crate::language::{Language, plain};
use crate::named::{Named, name_the_same};

/// The words of one side of a change, and what they name.
#[derive(Debug, Default)]
pub(crate) struct Wording<'a> {
    texts: Vec<(&'a str, &'a [Named])>,
    /// The words in small letters with a space around each.
    words: String,
}

impl<'a> Wording<'a> {
    /// The wording of some texts, each with what it names.
    pub(crate) fn of(texts: Vec<(&'a str, &'a [Named])>) -> Self {
        let words = texts.iter().map(|(text, _)| spaced(text)).collect();
        Wording { texts, words }
    }

    /// How often a phrase stands in it.
    fn count(&self, phrase: &str) -> usize {
        let phrase = spaced(phrase);
        // A space is between two words, and of both.
        let phrase = phrase.trim_end();
        let ends = |(at, _): &(usize, &str)| self.words[at + phrase.len()..].starts_with(' ');
        if phrase.is_empty() { 0 } else { self.words.match_indices(phrase).filter(ends).count() }
    }

    /// Whether a phrase of another wording stands here no less often than there.
    fn has(&self, phrase: &str, there: &Wording<'_>) -> bool {
        let count = self.count(phrase);
        count > 0 && count >= there.count(phrase)
    }

    /// The entry of a list with what follows it here up to the next mark or entry, if a small word joins that on and the
    /// other wording does not have it: "children" of "children with disabilities".
    fn completed(&self, entry: &str, other: &Wording<'_>, language: &Language) -> String {
        let rest = self.texts.iter().find_map(|(text, _)| text.split_once(entry)).map_or("", |(_, rest)| rest);
        let end = rest.find([',', ';', '.', ':', '(', ')', '[', ']', '\n']).unwrap_or(rest.len());
        let words: Vec<&str> = rest[..end].split_whitespace().collect();
        let small = words.iter().take_while(|word| language.is_function_word(word)).count();
        let says = |word: &&&str| !language.is_function_word(word) && !language.is_joining_word(word);
        let content = words[small..].iter().take_while(says).count();
        let tail = &words[..small + content];
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        // "In order to inform" belongs to the whole list.
        let is_tail = rest.starts_with(char::is_whitespace)
            && small > 0
            && content > 0
            && tail.len() <= LONGEST_TAIL
            && language.phrase_from(&lower) == 0;
        let tail = tail.join(" ");
        if is_tail && other.count(&tail) == 0 { format!("{entry} {tail}") } else { entry.to_owned() }
    }

    /// What a citation of it names.
    fn named(&self, citation: &str) -> Vec<Named> {
        let wanted = spaced(citation);
        let is_part = |text: &str, named: &Named| {
            text.get(named.span.clone()).is_some_and(|printed| {
                let printed = spaced(printed);
                wanted.contains(&printed) || printed.contains(&wanted)
            })
        };
        let of = |(text, all): &(&'a str, &'a [Named])| -> Vec<Named> {
            all.iter().filter(|named| is_part(text, named)).cloned().collect()
        };
        self.texts.iter().flat_map(of).collect()
    }

    /// Whether it names all that a citation of another wording names.
    fn names(&self, citation: &str, there: &Wording<'_>) -> bool {
        let named = there.named(citation);
        let stands = |one: &Named| self.texts.iter().any(|(_, own)| name_the_same(std::slice::from_ref(one), own));
        !named.is_empty() && named.iter().all(stands)
    }
}

/// How many words complete the entry of a list.
const LONGEST_TAIL: usize = 4;

/// The words of a text in small letters, a space around each.
fn spaced(text: &str) -> String {
    let small = plain(&text.to_lowercase());
    let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut spaced = String::from(" ");
    words.for_each(|word| {
        spaced.push_str(word);
        spaced.push(' ');
    });
    spaced
}

impl Shifts {
    /// Takes out of what came what stood there before, and out of what went what stands there still: a qualifier or the
    /// entry of a list by its words, a citation by what it names.
    /// What of an entry is printed is whole.
    pub(crate) fn without_standing(mut self, old: &Wording<'_>, new: &Wording<'_>, language: &Language) -> Self {
        self.qualifiers = qualifiers(self.qualifiers, old, new);
        for list in &mut self.lists {
            list.added.retain(|entry| !old.has(entry, new));
            list.dropped.retain(|entry| !new.has(entry, old));
            list.added.iter_mut().for_each(|entry| *entry = new.completed(entry, old, language));
            list.dropped.iter_mut().for_each(|entry| *entry = old.completed(entry, new, language));
        }
        self.lists.retain(|ListShift { added, dropped, .. }| !added.is_empty() || !dropped.is_empty());
        let SetShift { added, dropped } = &mut self.citations;
        added.retain(|citation| !old.names(citation, new));
        dropped.retain(|citation| !new.names(citation, old));
        self
    }
}

fn qualifiers(found: QualifierShifts, old: &Wording<'_>, new: &Wording<'_>) -> QualifierShifts {
    let QualifierShifts { mut added, mut dropped, replaced } = found;
    let mut kept: Vec<QualifierPair> = Vec::new();
    for pair in replaced {
        match (new.has(&pair.old.text, old), old.has(&pair.new.text, new)) {
            (false, false) => kept.push(pair),
            (true, false) => added.push(pair.new),
            (false, true) => dropped.push(pair.old),
            (true, true) => {}
        }
    }
    added.retain(|one| !old.has(&one.text, new));
    dropped.retain(|one| !new.has(&one.text, old));
    QualifierShifts { added, dropped, replaced: kept }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anatomy::Qualifier;

    #[test]
    fn what_stands_elsewhere_did_not_come_or_go() {
        let english = Language::of(Some("en"));
        let qualifier = |text: &str| Qualifier { kinds: vec!["discretion".into()], text: text.into() };
        let shifts = || Shifts {
            qualifiers: QualifierShifts { dropped: vec![qualifier("as needed")], ..QualifierShifts::default() },
            ..Shifts::default()
        };
        let wording = |text: &'static str| Wording::of(vec![(text, &[][..])]);
        let old = wording("Ports should, as needed, keep lists.");
        let stands =
            shifts().without_standing(&old, &wording("Lists that, as needed, hold all ships should be kept."), english);
        assert!(stands.qualifiers.dropped.is_empty());
        let gone = shifts().without_standing(&old, &wording("Ports should keep lists as neededness asks."), english);
        assert_eq!(gone.qualifiers.dropped.len(), 1);
    }
}
