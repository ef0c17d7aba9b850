//! Every word that is said to be shared, put in or left out stands in the text that it is said of.

use proptest::prelude::*;
use travaux::analysis::{self, Analysed};
use travaux::extract::read;
use travaux::fate::FateKind;
use travaux::language::plain;
use travaux::lineage::{self, Lineage, LinkKind};
use travaux::report::{ChangeRow, LineageView, WordingView};

use super::texts::{Compared, made_pair, own_compared, sources_of};

/// The words of a text, as a reader hears them.
fn words(text: &str) -> Vec<String> {
    let small = plain(text).to_lowercase();
    let words = small.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// A text in which words are looked for.
struct Text<'a> {
    name: &'a str,
    words: Vec<String>,
}

impl<'a> Text<'a> {
    fn of(name: &'a str, texts: &[String]) -> Self {
        Text { name, words: words(&texts.join("\n")) }
    }

    /// Says that a phrase stands here, word behind word.
    fn says(&self, phrase: &str, said: &str) {
        let wanted = words(phrase);
        let stands = wanted.is_empty() || self.words.windows(wanted.len()).any(|run| run == wanted);
        assert!(stands, "{said}: “{phrase}” does not stand in the {} text", self.name);
    }

    /// Says that the words of a phrase stand here in this order. What is told by itself may stand between: how strongly a thing is
    /// asked, brackets, who proposes what they hold.
    fn says_in_order(&self, phrase: &str, said: &str) {
        assert!(self.has_in_order(phrase), "{said}: “{phrase}” does not stand in the {} text", self.name);
    }

    fn has_in_order(&self, phrase: &str) -> bool {
        let mut own = self.words.iter();
        words(phrase).iter().all(|word| own.any(|there| there == word))
    }
}

/// Says of a word that both have that each has it: "combat / combating" are the forms of either.
fn both_say(shared: &str, old: &Text, new: &Text) {
    let (earlier, later) = shared.split_once(" / ").unwrap_or((shared, shared));
    old.says(earlier, shared);
    new.says(later, shared);
}

/// Holds a line of a gist against the texts: "+ came", "− went", "went → came", "moved: in both", with what sort of change it
/// is before a colon.
fn gist_stands(line: &str, old: &Text, new: &Text) {
    const SORTS: [&str; 13] = [
        "much rewritten: ",
        "small words only: ",
        "small words: ",
        "word forms only: ",
        "word forms: ",
        "word order only: ",
        "word order: ",
        "punctuation only: ",
        "punctuation: ",
        "letter case only: ",
        "letter case: ",
        "possible misprints only: ",
        "possible misprints: ",
    ];
    if let Some(moved) = line.strip_prefix("moved: ") {
        old.says_in_order(moved, line);
        return new.says_in_order(moved, line);
    }
    let told = SORTS.iter().find_map(|sort| line.strip_prefix(sort)).unwrap_or(line);
    if let Some(came) = told.strip_prefix("+ ") {
        new.says_in_order(came, line);
    } else if let Some(gone) = told.strip_prefix("− ") {
        old.says_in_order(gone, line);
    } else {
        let (gone, came) = told.split_once(" → ").unwrap_or_else(|| panic!("what sort of line is this: {line}"));
        old.says_in_order(gone, line);
        new.says_in_order(came, line);
    }
}

/// Holds the wordings of brackets and options against the texts. Some stand around a heading, or are paragraphs beside each
/// other: the text of another provision, by whose number they are called.
fn brackets_stand(row: &ChangeRow, compared: &Compared) {
    let said = &row.sentence;
    let own = |name, section: &[String], texts: &[String]| Text::of(name, &[section, texts].concat());
    let (old, new) = (own("old", &row.old_section, &row.old_text), own("new", &row.new_section, &row.new_text));
    let is_beside = |document: &Analysed, wording: &WordingView| {
        let called = |label: &str| wording.option.as_deref().is_some_and(|option| label.ends_with(option));
        let mut provisions = document.provisions.iter();
        provisions.any(|one| called(&one.label) && words(one.text()) == words(&wording.text))
    };
    let stands_now = |text: &str| match row.new.is_empty() {
        true => assert_eq!(words(text), ["no", "text"], "{said}: of two options it was the one without a text"),
        false => new.says_in_order(text, said),
    };
    for bracket in &row.brackets {
        let is_opened = bracket.fate == FateKind::Opened;
        let (text, document) = if is_opened { (&new, &compared.new) } else { (&old, &compared.old) };
        for wording in &bracket.wordings {
            if !text.has_in_order(&wording.text) {
                assert!(is_beside(document, wording), "{said}: {wording:?}");
            } else if wording.stands {
                // What is open within it may have been settled otherwise.
                stands_now(&settled(&wording.text));
            }
        }
        bracket.became.iter().for_each(|became| stands_now(became));
    }
}

/// Holds all that is quoted of a change against its texts.
fn row_stands(row: &ChangeRow, compared: &Compared) {
    let (old, new) = (Text::of("old", &row.old_text), Text::of("new", &row.new_text));
    if let Some(evidence) = &row.evidence {
        evidence.shared.iter().for_each(|word| both_say(word, &old, &new));
        for (text, lacking) in [(&old, &evidence.unaccounted.old), (&new, &evidence.unaccounted.new)] {
            lacking.iter().for_each(|word| text.says(word, &row.sentence));
        }
        if let Some(numbers) = &evidence.unlike_numbers {
            numbers.old.iter().for_each(|number| old.says(number, &row.sentence));
            numbers.new.iter().for_each(|number| new.says(number, &row.sentence));
        }
    }
    if row.score.is_some() {
        // Who proposes a wording is told by the names that the program has for them.
        let lines = row.gist.iter().filter(|line| !line.starts_with("proposers"));
        lines.for_each(|line| gist_stands(line, &old, &new));
    }
    if let Some(shifts) = &row.shifts {
        let said = &row.sentence;
        // Of several provisions each has its phrase, and of an open one several stand in brackets.
        let phrases = |text: &Text, phrase: &Option<String>| {
            let parts = phrase.iter().flat_map(|phrase| phrase.split(" / ")).flat_map(|phrase| phrase.split("]["));
            parts.for_each(|part| text.says_in_order(part, said));
        };
        if let Some(strength) = &shifts.strength {
            phrases(&old, &strength.old);
            phrases(&new, &strength.new);
        }
        if let Some(addressee) = &shifts.addressee {
            phrases(&old, &addressee.old);
            phrases(&new, &addressee.new);
        }
        for set in [&shifts.further, &shifts.negations, &shifts.citations, &shifts.dates, &shifts.numbers] {
            set.added.iter().for_each(|text| new.says_in_order(text, said));
            set.dropped.iter().for_each(|text| old.says_in_order(text, said));
        }
        let replaced = &shifts.qualifiers.replaced;
        let added = shifts.qualifiers.added.iter().chain(replaced.iter().map(|pair| &pair.new));
        added.for_each(|one| new.says_in_order(&one.text, said));
        let dropped = shifts.qualifiers.dropped.iter().chain(replaced.iter().map(|pair| &pair.old));
        dropped.for_each(|one| old.says_in_order(&one.text, said));
        for list in &shifts.lists {
            list.added.iter().for_each(|entry| new.says_in_order(entry, said));
            list.dropped.iter().for_each(|entry| old.says_in_order(entry, said));
        }
    }
    brackets_stand(row, compared);
    // Whatever a sentence quotes stands in one of the two texts.
    let both = [old.words.as_slice(), new.words.as_slice()].concat();
    for quoted in quotes(&row.sentence) {
        let unknown = words(quoted).into_iter().find(|word| !both.contains(word));
        assert_eq!(unknown, None, "{}", row.sentence);
    }
}

/// A wording without what is open in it.
fn settled(wording: &str) -> String {
    let mut depth = 0usize;
    let mut settled = String::new();
    for letter in wording.chars() {
        match letter {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            letter if depth == 0 => settled.push(letter),
            _ => {}
        }
    }
    settled
}

/// What stands in quotation marks, the outermost pair of several.
fn quotes(sentence: &str) -> Vec<&str> {
    let (mut depth, mut from) = (0usize, 0);
    let mut found = Vec::new();
    for (at, sign) in sentence.char_indices() {
        match sign {
            '“' => {
                if depth == 0 {
                    from = at + sign.len_utf8();
                }
                depth += 1;
            }
            '”' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(&sentence[from..at]);
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn what_is_quoted_of_ours_stands_in_them() {
    let mut counts = (0, 0, 0);
    for compared in own_compared() {
        for row in &compared.view.changes {
            row_stands(row, compared);
            counts.0 += row.evidence.iter().map(|evidence| evidence.shared.len()).sum::<usize>();
            counts.1 += row.gist.len();
            counts.2 += row.brackets.len();
        }
    }
    assert!(counts.0 > 100 && counts.1 > 50 && counts.2 > 50, "{counts:?}");
}

#[test]
fn what_links_between_meetings_are_said_to_share_stands_in_both() {
    for folder in ["corpus", "examples/negotiation"] {
        let documents = sources_of(folder).iter().map(|source| read(source).unwrap()).collect();
        let documents = Analysed::of_each(documents, &analysis::Options::default());
        let lineage = Lineage::build(documents, &lineage::Options { doubtful: true, ..lineage::Options::default() });
        let view = LineageView::of(&lineage);
        let text = |id: &str| view.nodes.iter().find(|node| *node.id == *id).unwrap().text.clone();
        let mut count = 0;
        for edge in &view.edges {
            let (old, new) = ([text(&edge.source)], [text(&edge.target)]);
            let (old, new) = (Text::of("earlier", &old), Text::of("later", &new));
            // A draft's provision that was split shares words with its parts together.
            if edge.kind != LinkKind::Version {
                edge.shared.iter().for_each(|shared| both_say(shared, &old, &new));
                count += edge.shared.len();
            }
        }
        assert!(folder != "corpus" || count > 50, "{count}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_quoted_of_made_up_reports_stands_in_them(made in made_pair()) {
        let (old, new) = made.sources();
        let compared = Compared::read(&old, &new);
        compared.view.changes.iter().for_each(|row| row_stands(row, &compared));
    }
}
