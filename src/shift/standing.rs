//! What only seems to have come or gone: it stands in the other text still, elsewhere or under another name.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::{Direction, ListShift, QualifierPair, QualifierShifts, SetShift, Shifts};
use crate::language::{Language, plain};
use crate::named::{Named, name_the_same};

/// The words of one side of a change, and what they name.
#[derive(Debug, Default)]
pub(crate) struct Wording<'a> {
    texts: Vec<(&'a str, &'a [Named])>,
    /// The words in small letters with a space around each.
    words: String,
    /// Those that say something in their normal forms; made when they are first asked for.
    telling: OnceCell<Vec<String>>,
}

impl<'a> Wording<'a> {
    /// The wording of some texts, each with what it names.
    pub(crate) fn of(texts: Vec<(&'a str, &'a [Named])>) -> Self {
        let words = texts.iter().map(|(text, _)| spaced(text)).collect();
        Wording { texts, words, telling: OnceCell::new() }
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

    /// Whether a word of another wording stands here in another form no less often: "is established" has "establishes".
    fn has_form(&self, word: &str, there: &Wording<'_>, language: &Language) -> bool {
        let wanted = language.normal_form(word);
        let count =
            |words: &str| words.split(' ').filter(|own| !own.is_empty() && language.normal_form(own) == wanted).count();
        let is_word = word.chars().all(char::is_alphabetic);
        is_word && count(&self.words) > 0 && count(&self.words) >= count(&there.words)
    }

    /// Whether it has the words of a phrase that say something in their order, with few others between, of a longer phrase but for one: "in full accordance with
    /// the principles of equity and common …" has "in accordance with the principle of common …".
    fn says(&self, phrase: &str, language: &Language) -> bool {
        let wanted = telling(&spaced(phrase), language);
        let [first, rest @ ..] = wanted.as_slice() else { return false };
        if wanted.len() < LEAST_SAID {
            return false;
        }
        let here = self.telling(language);
        let may_lack = usize::from(wanted.len() > LEAST_SAID);
        let follows = |start: usize| {
            let behind = &here[start + 1..here.len().min(start + wanted.len() + MOST_BETWEEN)];
            let mut from = 0;
            let mut found = 0;
            for word in rest {
                if let Some(at) = behind[from..].iter().position(|other| other == word) {
                    from += at + 1;
                    found += 1;
                }
            }
            found + may_lack >= rest.len()
        };
        here.iter().enumerate().any(|(at, word)| word == first && follows(at))
    }

    /// Whether most of the words of a phrase that say something stand near each other here, in whatever order and form.
    fn holds(&self, phrase: &str, language: &Language) -> bool {
        let wanted: BTreeSet<String> = telling(&spaced(phrase), language).into_iter().collect();
        let least = LEAST_SAID.max((HELD * wanted.len() as f64).ceil() as usize);
        if wanted.len() < least {
            return false;
        }
        let here = self.telling(language);
        let places: Vec<usize> = (0..here.len()).filter(|&at| wanted.contains(&here[at])).collect();
        let near = NEAR * wanted.len();
        places.iter().enumerate().any(|(first, &start)| {
            let window = places[first..].iter().take_while(|&&at| at < start + near);
            window.map(|&at| &here[at]).collect::<BTreeSet<_>>().len() >= least
        })
    }

    /// Its words that say something, each in its normal form, in their order.
    fn telling(&self, language: &Language) -> &[String] {
        self.telling.get_or_init(|| telling(&self.words, language))
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
            && !language.is_joining_word(words[0])
            && tail.len() <= LONGEST_TAIL
            && language.phrase_from(&lower) == 0;
        let tail = tail.join(" ");
        if is_tail && other.count(&tail) == 0 { format!("{entry} {tail}") } else { entry.to_owned() }
    }

    /// A citation as the whole name that it is a part of, or by number with the name of what it is a part of: "article 7" of
    /// "article 7 of the Constitution".
    fn cited_whole(&self, citation: &str, language: &Language) -> String {
        let printed = |(text, all): &(&'a str, &'a [Named])| {
            let spans = all.iter().filter_map(|named| text.get(named.span.clone()));
            spans
                .filter(|printed| printed.len() > citation.len() && whole_in(printed, citation).is_some())
                .min_by_key(|name| name.len())
        };
        if let Some(name) = self.texts.iter().find_map(printed) {
            return name.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if !citation.ends_with(|letter: char| letter.is_ascii_digit() || letter == ')') {
            return citation.to_owned();
        }
        let behind = |(text, _): &(&'a str, &'a [Named])| Some(&text[whole_in(text, citation)? + citation.len()..]);
        let rest = self.texts.iter().find_map(behind).unwrap_or_default();
        let words: Vec<&str> = rest.split_whitespace().take(SMALL_BEFORE_NAME + LONGEST_TAIL).collect();
        let small = words.iter().take_while(|word| language.is_function_word(word)).count();
        let is_capital = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
        let name = words[small..].iter().take_while(is_capital);
        // A name ends with the mark behind its last word.
        let ends = name.clone().position(|word| word.contains(ends_name));
        let count = ends.map_or(name.count(), |at| at + 1);
        let is_joined = words[..small].iter().any(|word| language.is_joining_word(word));
        let is_part = rest.starts_with(char::is_whitespace) && (1..=SMALL_BEFORE_NAME).contains(&small) && !is_joined;
        if !is_part || count == 0 {
            return citation.to_owned();
        }
        let tail = words[..small + count].join(" ");
        format!(
            "{citation} {}",
            tail.split(|letter: char| letter != ' ' && ends_name(letter)).next().unwrap_or_default()
        )
    }

    /// Whether a citation is one: a title of one word needs a small word before it. "Declaration of winners" cites nothing.
    fn cites(&self, citation: &str, language: &Language) -> bool {
        let title = spaced(citation);
        let before =
            self.words.match_indices(&title).map(|(at, _)| self.words[..at].rsplit(' ').next().unwrap_or_default());
        !is_title(citation) || before.into_iter().any(|word| language.is_function_word(word))
    }

    /// Whether all words of a date stand here, with few others between: the year may stand behind another day.
    fn has_date(&self, date: &str) -> bool {
        let wanted = spaced(date);
        let (first, rest) = wanted.trim().split_once(' ').unwrap_or((wanted.trim(), ""));
        let here: Vec<&str> = self.words.split_whitespace().collect();
        let follows = |at: usize| {
            let mut behind = here[at + 1..].iter().take(DATE_WITHIN);
            rest.split(' ').filter(|word| !word.is_empty()).all(|word| behind.any(|other| *other == word))
        };
        !rest.is_empty() && here.iter().enumerate().any(|(at, word)| *word == first && follows(at))
    }

    /// Whether a citation of another wording stands here with its numbers in another form: "article 4.5" is "article 4,
    /// paragraph 5".
    fn has_in_parts(&self, citation: &str, there: &Wording<'_>) -> bool {
        let (cited, words) = (spaced(citation), there.words.split_whitespace().collect::<Vec<_>>());
        let cited: Vec<&str> = cited.split_whitespace().collect();
        let is_number = |word: &str| !word.is_empty() && word.chars().all(|letter| letter.is_ascii_digit());
        let other_form = |whole: &[&str]| match whole {
            [name, article, paragraph] if is_number(article) && is_number(paragraph) && !is_number(name) => {
                let behind = format!(" {name} {article} ");
                let followed = self.words.match_indices(&behind).map(|(at, _)| &self.words[at + behind.len()..]);
                let mut next = followed.map(|rest| rest.split(' ').take(2).collect::<Vec<_>>());
                next.any(|next| matches!(next[..], [word, number] if !is_number(word) && number == *paragraph))
            }
            [name, article, word, paragraph]
                if is_number(article) && is_number(paragraph) && !is_number(name) && !is_number(word) =>
            {
                self.words.contains(&format!(" {name} {article} {paragraph} "))
            }
            _ => false,
        };
        let windows = words.windows(cited.len().max(1)).enumerate();
        let mut starts = windows.filter(|(_, window)| *window == cited).map(|(at, _)| at);
        // Of the two numbers one may stand before or behind what is taken for the citation.
        starts.any(|at| {
            let of = |first: usize| [3, 4].map(|length| (first, first + length));
            let mut around = (at.saturating_sub(3)..at + cited.len()).flat_map(of).filter(|(_, end)| *end > at);
            around.any(|(first, end)| words.get(first..end).is_some_and(other_form))
        })
    }

    /// Whether a phrase of another wording stands here with a word that is misprinted.
    fn has_misprinted(&self, phrase: &str, there: &Wording<'_>, language: &Language) -> bool {
        let wanted = spaced(phrase);
        let is_misprinted = |word: &str| {
            let here = self.words.split(' ').filter(|own| !own.is_empty());
            here.filter(|own| there.count(own) == 0).any(|own| language.is_misprint_of(own, word))
        };
        let lacking: Vec<&str> =
            wanted.split(' ').filter(|word| !word.is_empty() && self.count(word) < there.count(word)).collect();
        !lacking.is_empty() && lacking.into_iter().all(is_misprinted)
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

/// How many words complete the entry of a list, or a citation.
const LONGEST_TAIL: usize = 4;

/// How many words that say something a phrase has at least that others may stand within, and how many may.
const LEAST_SAID: usize = 3;
const MOST_BETWEEN: usize = 2;

/// How many words a date that shares its year with another reaches over.
const DATE_WITHIN: usize = 6;

/// Whether a citation is a title of one word: "Convention".
fn is_title(citation: &str) -> bool {
    !citation.is_empty() && citation.chars().all(char::is_alphabetic)
}

/// What share of a condition's words that say something stand elsewhere where the condition does.
const HELD: f64 = 0.75;
/// Within how many times as many words as it has they must stand.
const NEAR: usize = 3;

/// How many small words stand before the name of what a citation is a part of: "of the".
const SMALL_BEFORE_NAME: usize = 2;

/// Where a citation stands in a text: "resolution 5/1" is no part of "resolution 5/13", nor "article 1" of "article 1/2".
fn whole_in(text: &str, citation: &str) -> Option<usize> {
    let joins = |letter: char| letter.is_alphanumeric() || letter == '/';
    let is_whole = |at: &usize| {
        let (before, behind) = (&text[..*at], &text[at + citation.len()..]);
        !before.ends_with(joins) && !behind.starts_with(joins)
    };
    text.match_indices(citation).map(|(at, _)| at).find(is_whole)
}

/// Whether a sign stands in no name.
fn ends_name(letter: char) -> bool {
    !letter.is_alphanumeric() && !matches!(letter, '-' | '\'' | '’')
}

/// The words that say something of words with a space around each, in their normal forms.
fn telling(words: &str, language: &Language) -> Vec<String> {
    let telling = words.split(' ').filter(|word| !word.is_empty() && !language.is_function_word(word));
    telling.map(|word| language.normal_form(word)).collect()
}

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
        self.qualifiers = qualifiers(self.qualifiers, old, new, language);
        for list in &mut self.lists {
            list.added.retain(|entry| !old.has(entry, new));
            list.dropped.retain(|entry| !new.has(entry, old));
            list.added.iter_mut().for_each(|entry| *entry = new.completed(entry, old, language));
            list.dropped.iter_mut().for_each(|entry| *entry = old.completed(entry, new, language));
        }
        self.lists.retain(|ListShift { added, dropped, .. }| !added.is_empty() || !dropped.is_empty());
        let SetShift { added, dropped } = &mut self.citations;
        let is_cited = |citation: &str, here: &Wording<'_>, there: &Wording<'_>| {
            let is_named = is_title(citation) && there.count(citation) > 0;
            let stands = there.names(citation, here) || there.has_in_parts(citation, here) || is_named;
            here.cites(citation, language) && !stands
        };
        added.retain(|citation| is_cited(citation, new, old));
        dropped.retain(|citation| is_cited(citation, old, new));
        // To ratify one treaty is not to consider ratifying another.
        let is_of_other = !added.is_empty() && !dropped.is_empty();
        added.iter_mut().for_each(|citation| *citation = new.cited_whole(citation, language));
        dropped.iter_mut().for_each(|citation| *citation = old.cited_whole(citation, language));
        if let Some(strength) = &mut self.strength
            && is_of_other
            && matches!(strength.direction, Direction::Weaker | Direction::Stronger)
            && (strength.old.is_none() || strength.new.is_none())
        {
            strength.direction = Direction::NotComparable;
        }
        // "9 June" of "9 June and 1 July 1970" is 9 June 1970.
        self.dates.added.retain(|date| !old.has_date(date));
        self.dates.dropped.retain(|date| !new.has_date(date));
        // A number that is a part of a citation now stands there still.
        self.numbers.added.retain(|number| !old.has(number, new));
        self.numbers.dropped.retain(|number| !new.has(number, old));
        let stands = |phrase: &String, here: &Wording<'_>, there: &Wording<'_>| {
            here.has(phrase, there)
                || here.has_form(phrase, there, language)
                || here.has_misprinted(phrase, there, language)
        };
        self.further.added.retain(|phrase| !stands(phrase, old, new));
        self.further.dropped.retain(|phrase| !stands(phrase, new, old));
        self
    }
}

fn qualifiers(found: QualifierShifts, old: &Wording<'_>, new: &Wording<'_>, language: &Language) -> QualifierShifts {
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
    let stands = |phrase: &str, here: &Wording<'_>| here.says(phrase, language) || here.holds(phrase, language);
    added.retain(|one| !old.has(&one.text, new) && !stands(&one.text, old));
    dropped.retain(|one| !new.has(&one.text, old) && !stands(&one.text, new));
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

    #[test]
    fn a_phrase_with_words_between_is_said() {
        let english = Language::of(Some("en"));
        let old = Wording::of(vec![(
            "Ports act in [full] accordance with the principles of equity and common duty.",
            &[][..],
        )]);
        assert!(old.says("in accordance with the principle of common duty", english));
        assert!(!old.says("in accordance with the principle of fair trade", english));
        assert!(!old.says("in full", english), "a word or two stand anywhere");
    }

    #[test]
    fn a_citation_is_told_with_what_it_is_a_part_of() {
        let english = Language::of(Some("en"));
        let whole =
            |text: &'static str, citation: &str| Wording::of(vec![(text, &[][..])]).cited_whole(citation, english);
        assert_eq!(
            whole("Under article 7 of the Harbour Act, ports pay.", "article 7"),
            "article 7 of the Harbour Act"
        );
        assert_eq!(
            whole("Under article 70 of the Act and article 7 of the Harbour Act.", "article 7"),
            "article 7 of the Harbour Act"
        );
        assert_eq!(whole("Bring article 7 and Article 9 in line.", "article 7"), "article 7");
        assert_eq!(whole("Under article 7 of the report, ports pay.", "article 7"), "article 7");
        assert_eq!(
            whole("Under [article 7 of the Charter][rule 2], ports pay.", "article 7"),
            "article 7 of the Charter"
        );
    }

    #[test]
    fn a_phrase_with_a_misprint_or_in_another_form_stands() {
        let english = Language::of(Some("en"));
        let wording = |text: &'static str| Wording::of(vec![(text, &[][..])]);
        let (old, new) = (wording("It calls again for lists."), wording("It calls again fo lists."));
        assert!(new.has_misprinted("calls for", &old, english));
        assert!(wording("A list is established.").has_form("establishes", &wording("It establishes a list."), english));
        assert!(!wording("A list is kept.").has_form("establishes", &wording("It establishes a list."), english));
        assert!(!wording("It calls again on lists.").has_misprinted("calls for", &old, english));
    }
}
