//! What must hold of single texts and of pairs of them.

use std::ops::Range;

use travaux::analysis::{self, Analysed};
use travaux::anatomy::{Anatomy, Lexicons};
use travaux::brackets::{Bracketed, Holds};
use travaux::diff::{self, Stretch};
use travaux::extract::of_texts;
use travaux::fate::{FateKind, alone, fates};
use travaux::language::{Language, Languages, Reading, plain, tokens};
use travaux::model::{Date, DocumentSymbol, ProvisionIndex};
use travaux::named::Compared;
use travaux::shift::Shifts;

use super::made;

/// What stands between two texts in one input.
const BETWEEN_TEXTS: &str = "\n=====\n";

/// Two texts: those of a recipe, or what stands before and behind a line between them, or one text twice.
pub fn two(bytes: &[u8], make: made::Make<(String, String)>) -> (String, String) {
    made::recipe(bytes, make).unwrap_or_else(|| {
        let both = String::from_utf8_lossy(bytes);
        let (old, new) = both.split_once(BETWEEN_TEXTS).unwrap_or((&both, &both));
        (old.to_owned(), new.to_owned())
    })
}

/// Two texts in a language. Of texts that are no recipe their length tells it.
fn two_in_a_language(bytes: &[u8]) -> (&'static str, String, String) {
    made::recipe(bytes, made::two_sentences).unwrap_or_else(|| {
        let (old, new) = two(bytes, made::two_texts);
        (made::TONGUES[bytes.len() % made::TONGUES.len()].code, old, new)
    })
}

/// Says that ranges of a text are in its order and apart, and cut no letter.
fn are_in_order(ranges: &[Range<usize>], text: &str) {
    let mut end = 0;
    for range in ranges {
        assert!(end <= range.start && text.get(range.clone()).is_some(), "{ranges:?} of {text:?}");
        end = range.end;
    }
}

/// Words and marks, the plain form of a text, the language that it shows to be in.
pub fn language(bytes: &[u8]) {
    let (code, text, other) = two_in_a_language(bytes);
    let tokens = tokens(&text);
    let spans: Vec<Range<usize>> = tokens.iter().map(|token| token.span()).collect();
    are_in_order(&spans, &text);
    let mut left = spans.iter().peekable();
    for (place, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        while left.next_if(|span| span.end <= place).is_some() {}
        assert!(left.peek().is_some_and(|span| span.contains(&place)), "{letter:?} is in no token of {text:?}");
    }
    let language = Language::of(Some(code));
    for span in spans {
        let word = &text[span];
        language.normal_form(word);
        language.is_function_word(word);
    }
    let made_plain = plain(&text);
    assert_eq!(plain(&made_plain), made_plain, "what is plain stays so: {text:?}");
    let is_known = |code: &str| Languages::built_in().codes().any(|known| known == code);
    assert!(Languages::built_in().detect(&other).is_none_or(is_known));
}

/// The symbols of documents, and dates.
pub fn symbols(bytes: &[u8]) {
    let text = made::text(bytes, made::symbols);
    let places: Vec<Range<usize>> = DocumentSymbol::find_in(&text).collect();
    are_in_order(&places, &text);
    let mut found = Vec::new();
    for line in text.lines().chain(places.iter().map(|place| &text[place.start..])) {
        if let Some((at, symbol)) = DocumentSymbol::ending(line) {
            assert!(line.get(at..).is_some_and(|rest| rest.contains(symbol.root())), "{symbol:?} of {line:?}");
            found.push(symbol);
        }
    }
    for one in &found {
        assert!(one.starts_with(one.cited()) && one.starts_with(one.root()), "{one:?}");
        let _ = (one.addendum(), one.form(), one.year(), one.act());
        let _ = (one.is_correction(), one.is_limited(), one.is_addendum());
        assert!(one.is_of_one_document(one) && one.is_of_one_piece(one) && !one.is_earlier_form_of(one), "{one:?}");
        for other in &found {
            assert_eq!(one.is_of_one_document(other), other.is_of_one_document(one), "{one:?}, {other:?}");
            assert_eq!(one.is_of_one_piece(other), other.is_of_one_piece(one), "{one:?}, {other:?}");
            assert!(!(one.is_earlier_form_of(other) && other.is_earlier_form_of(one)), "{one:?}, {other:?}");
        }
    }
    let words = text.split_whitespace().filter_map(|word| word.parse::<Date>().ok().map(|date| (word, date)));
    let dates: Vec<Date> = words
        .map(|(word, date)| {
            assert_eq!(date.to_string(), word, "a date is written as it was read");
            date
        })
        .collect();
    for pair in dates.windows(2) {
        assert_eq!(pair[0].cmp(&pair[1]), pair[1].cmp(&pair[0]).reverse());
    }
}

/// Letters and figures.
fn letters(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// What must hold of what is open in a text.
fn is_open(text: &str, open: &Bracketed) {
    for (at, bracket) in open.brackets().iter().enumerate() {
        for place in [&bracket.span, &bracket.content, &bracket.inside] {
            assert!(text.get(place.clone()).is_some(), "{bracket:?} of {text:?}");
        }
        assert!(holds(&bracket.span, &bracket.content) && holds(&bracket.content, &bracket.inside), "{bracket:?}");
        let is_within = |parent: usize| parent < at && holds(&open.brackets()[parent].content, &bracket.span);
        assert!(bracket.parent.is_none_or(is_within), "{bracket:?} of {text:?}");
    }
    for (at, option) in open.options().iter().enumerate() {
        assert!(text.get(option.mark.clone()).is_some() && text.get(option.inside.clone()).is_some(), "{option:?}");
        assert!(option.mark.end <= option.inside.start && option.parent.is_none_or(|parent| parent < at), "{option:?}");
    }
    for choice in open.choices() {
        assert!(!choice.members.is_empty() && text.get(choice.span()).is_some(), "{choice:?}");
        for member in &choice.members {
            assert!(holds(&member.span, &member.inside) && text.get(member.span.clone()).is_some(), "{member:?}");
        }
    }
    are_in_order(&open.marks(), text);
    let none_says_who = open.brackets().iter().all(|bracket| bracket.proposers.is_empty());
    let (all, whole) = (letters(text), letters(&open.whole(text)));
    let is_all_wording = none_says_who && open.options().is_empty();
    assert!(if is_all_wording { whole == all } else { whole <= all }, "{whole} of {all} letters of {text:?}");
    assert!(letters(&open.fixed(text)) <= whole, "what is fixed is a part of {text:?}");
    for pick in 0..3 {
        let picks: Vec<Option<usize>> = open.choices().iter().map(|one| Some(pick % one.members.len())).collect();
        assert!(letters(&open.chosen(text, &picks)) <= whole, "what is chosen is a part of {text:?}");
    }
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// A text with what is open in it.
fn reading<'a>(text: &'a str, open: &Bracketed, code: &str) -> Reading<'a> {
    open.marked(Reading::of(text, Language::of(Some(code))))
}

/// What is open in two texts, and what became of it.
pub fn brackets(bytes: &[u8]) {
    let code = made::TONGUES[bytes.len() % made::TONGUES.len()].code;
    let (old, new) = two(bytes, made::two_texts);
    let open = [&old, &new].map(|text| Bracketed::of(text, Some(code)));
    is_open(&old, &open[0]);
    is_open(&new, &open[1]);
    let redline = diff::redline(&reading(&old, &open[0], code), &reading(&new, &open[1], code));
    covers(&redline, &old, &new);
    let told = fates((&old, &open[0]), (&new, &open[1]), &redline);
    for fate in &told {
        let text = if fate.kind == FateKind::Opened { &new } else { &old };
        assert!(fate.wordings.iter().all(|one| text.get(one.span.clone()).is_some()), "{fate:?}");
        assert!(fate.wordings.iter().all(|one| one.kept.0 <= one.kept.1), "{fate:?}");
    }
    let counted: usize =
        told.iter().filter(|fate| fate.kind != FateKind::Opened).map(|fate| fate.count + fate.within).sum();
    let brackets = open[0].brackets().iter().filter(|one| one.holds != Holds::Note && one.is_opened).count();
    assert_eq!(
        counted,
        brackets + open[0].options().len(),
        "each bracket counts with one fate: {old:?} {new:?} {told:?}"
    );
    alone((&old, &open[0]), FateKind::Dropped);
}

/// Says that a redline covers both texts whole, in their order.
fn covers(redline: &[Stretch], old: &str, new: &str) {
    let (mut before, mut after) = (0, 0);
    for stretch in redline {
        let (gone, came) = match stretch {
            Stretch::Unchanged { old, new } => (Some(old), Some(new)),
            Stretch::Deleted { old, .. } => (Some(old), None),
            Stretch::Inserted { new, .. } => (None, Some(new)),
        };
        for (range, end, text) in [(gone, &mut before, old), (came, &mut after, new)] {
            let Some(range) = range else { continue };
            assert!(range.start == *end && text.get(range.clone()).is_some(), "{redline:?} of {old:?}, {new:?}");
            *end = range.end;
        }
    }
    assert!(before == old.len() && after == new.len(), "{redline:?} of {old:?}, {new:?}");
}

/// The redline of two texts, and of each against itself.
pub fn redline(bytes: &[u8]) {
    let (code, old, new) = two_in_a_language(bytes);
    let language = Language::of(Some(code));
    let [before, after] = [&old, &new].map(|text| Reading::of(text, language));
    covers(&diff::redline(&before, &after), &old, &new);
    covers(&diff::redline(&after, &before), &new, &old);
    let same = diff::redline(&after, &after);
    assert!(same.iter().all(|stretch| matches!(stretch, Stretch::Unchanged { .. })), "{same:?} of {new:?}");
}

/// The parts of two wordings, and what changed of them.
pub fn anatomy(bytes: &[u8]) {
    let (code, old, new) = two_in_a_language(bytes);
    let lexicons = Lexicons::built_in();
    let Some(lexicon) = lexicons.of(Some(code)) else { return };
    let [before, after] = [&old, &new].map(|text| {
        let anatomy = Anatomy::of(text, lexicon);
        are_in_order(&anatomy.core_spans, text);
        anatomy
    });
    Shifts::of(&[&before], &[&after], lexicon);
    let same = Shifts { strength: None, ..Shifts::of(&[&after], &[&after], lexicon) };
    assert_eq!(same, Shifts::default(), "nothing is shifted from {new:?} to the same");
    let dates: Vec<Range<usize>> = lexicon.dates_in(&new).collect();
    are_in_order(&dates, &new);
}

/// What two texts of one document name.
pub fn named(bytes: &[u8]) {
    let (code, one, other) = two_in_a_language(bytes);
    let document = Analysed::of(of_texts("report", &[&one, &other], Some(code)), &analysis::Options::default());
    let named = |at: usize| document.named(ProvisionIndex::new(at));
    for (at, text) in [(0, &one), (1, &other)] {
        assert!(named(at).iter().all(|name| text.get(name.span.clone()).is_some()), "{:?} of {text:?}", named(at));
        assert!(Compared::of(named(at), named(at)).is_equal(), "a text names what it names: {text:?}");
    }
    let compared = [Compared::of(named(0), named(1)), Compared::of(named(1), named(0))];
    assert_eq!(compared[0].is_equal(), compared[1].is_equal(), "{one:?}, {other:?}");
}
