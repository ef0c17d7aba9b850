//! Whose words a bracket holds: "[EU, Norway: shall]", "[shall (EU)]", "[shall – EU]".

use std::collections::BTreeMap;
use std::ops::Range;

use borsh::{BorshDeserialize, BorshSerialize};

use super::signs::{Beside, Pair, pairs};
use crate::anatomy::{Attribution, NameList};
use crate::language::Negotiation;

/// The longest list of names before a colon, in bytes.
const LONGEST: usize = 400;

/// Who is named at the beginning of a bracket, before a colon.
pub(super) fn at_start(text: &str, inside: Range<usize>, names: Option<&NameList>) -> Option<Attribution> {
    let content = &text[inside.clone()];
    let (colon, sign) = content.match_indices([':', '：']).next().filter(|(colon, _)| *colon <= LONGEST)?;
    let proposers = Attribution::named_in(text, inside.start..inside.start + colon, names)?;
    let end = inside.start + colon + sign.len();
    let end = end + (text[end..inside.end].len() - text[end..inside.end].trim_start().len());
    Some(Attribution::new(inside.start..end, proposers))
}

/// Who is named at the end of a bracket, in round brackets or behind a dash.
pub(super) fn at_end(text: &str, inside: Range<usize>, names: Option<&NameList>) -> Option<Attribution> {
    let content = text[inside.clone()].trim_end();
    let end = inside.start + content.len();
    let start = match content.strip_suffix(')') {
        Some(_) => content.rfind('(')?,
        None => content.rmatch_indices(['–', '—']).next().filter(|(at, _)| content[..*at].ends_with(' '))?.0,
    };
    // Names that are all there is are words to choose from.
    if content[..start].trim().is_empty() || content.len() - start > LONGEST {
        return None;
    }
    let name = content[start..].chars().next().map_or(0, char::len_utf8);
    let close = usize::from(content.ends_with(')') && content[start..].starts_with('('));
    let proposers = Attribution::named_in(text, inside.start + start + name..end - close, names)?;
    Some(Attribution::new(inside.start + start..end, proposers))
}

/// Who is named in the whole of a range.
pub(super) fn whole(text: &str, range: Range<usize>, names: Option<&NameList>) -> Option<Attribution> {
    let proposers = Attribution::named_in(text, range.clone(), names)?;
    Some(Attribution::new(range, proposers))
}

/// What must speak for a name being that of a delegation, and what each bracket says that has it before a colon: 1, but more where
/// another such bracket stands beside it ("[A: shall][B: should]"), or what it holds begins within a sentence ("[A: , however,]").
const LEAST: usize = 3;
const SURE: usize = 3;

/// What speaks for names being those of delegations that no list has: how much for each, and whether more than its place before
/// a colon does.
#[derive(Debug, Clone, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Unlisted(BTreeMap<String, (usize, bool)>);

impl Unlisted {
    /// What some texts of one language have before the colons of brackets, each word with a capital, and no list names.
    pub fn of<'t>(texts: impl Iterator<Item = &'t str>, language: Option<&str>, names: Option<&NameList>) -> Self {
        let words = Negotiation::of(language);
        let mut counts = BTreeMap::<String, (usize, bool)>::new();
        for text in texts {
            let all: Vec<Pair> = pairs(text).into_iter().filter(|pair| pair.is_opened && !pair.is_brace).collect();
            let is_led = |pair: &Pair| {
                let lead = text[pair.inside.clone()].split_once([':', '：']).map(|(lead, _)| lead);
                lead.is_some_and(|lead| lead.split([',', ';', '/', '&']).all(|name| is_name(name.trim())))
            };
            let beside = Beside::of(text, &all);
            for pair in &all {
                let content = &text[pair.inside.clone()];
                let Some((lead, rest)) = content.split_once([':', '：']) else { continue };
                let goes_on = rest.trim_start().starts_with([',', ';', '.', '،', '，']);
                // One word with a capital may be any word at the beginning of a bracket.
                let is_seen = goes_on || beside.neighbours(&pair.span).any(is_led);
                let is_sure = |name: &str| name.contains(' ') && is_seen;
                if lead.len() > LONGEST
                    || words.is_placeholder(lead)
                    || words.is_note(lead)
                    || words.option_mark(content).is_some()
                {
                    continue;
                }
                let each: Vec<&str> = lead.split([',', ';', '/', '&']).map(str::trim).collect();
                if each.iter().all(|name| is_name(name)) {
                    for name in each {
                        let (count, seen) = counts.entry(name.to_owned()).or_default();
                        *count += if is_sure(name) { SURE } else { 1 };
                        *seen |= is_seen;
                    }
                }
            }
        }
        counts.retain(|name, _| Attribution::named_in(name, 0..name.len(), names).is_none());
        Unlisted(counts)
    }

    /// Adds what other texts have.
    pub fn add(&mut self, other: Unlisted) {
        for (name, (more, is_seen)) in other.0 {
            let (count, seen) = self.0.entry(name).or_default();
            *count += more;
            *seen |= is_seen;
        }
    }

    /// The names for which enough speaks, in the order of the alphabet.
    pub fn names(&self) -> Vec<String> {
        let enough = self.0.iter().filter(|(_, (count, seen))| *seen && *count >= LEAST);
        enough.map(|(name, _)| name.clone()).collect()
    }
}

/// Whether a phrase may be a name: a few words, each with a capital but for small ones between.
fn is_name(phrase: &str) -> bool {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let begins = |word: &str| word.chars().next().is_some_and(|first| first.is_uppercase() || !first.is_lowercase());
    let is_word = |word: &str| begins(word) || word.chars().count() <= 3;
    (1..=5).contains(&words.len())
        && words.first().is_some_and(|word| begins(word))
        && words.last().is_some_and(|word| begins(word))
        && words.iter().all(|word| is_word(word))
        && phrase.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '(' | ')'))
        && phrase.chars().any(char::is_alphabetic)
}
