//! How a text is printed changes nothing in what is linked and told: where its lines end, which quotes and dashes it has, and
//! what stands between its words.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use travaux::corpus::Source;
use travaux::language::plain;
use travaux::report::{ChangeRow, ComparisonView, Op};

use super::texts::{Compared, made_pair, own_compared, own_pairs, text_of};

/// A value with all its texts as a reader sees them.
fn seen(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(plain(&text)),
        Value::Array(list) => Value::Array(list.into_iter().map(seen).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(name, field)| (name, seen(field))).collect()),
        other => other,
    }
}

/// All that is told of a change but where in the texts its parts stand, in bytes.
fn told(row: &ChangeRow) -> Value {
    let mut told = serde_json::to_value(row).unwrap();
    let fields = told.as_object_mut().unwrap();
    fields.remove("anatomy");
    // What stayed is in one piece or in several, by whether it was printed otherwise.
    let mut pieces: Vec<(Op, Value, String)> = Vec::new();
    for piece in &row.redline {
        let manner = json!([piece.manner, piece.pair]);
        match pieces.last_mut() {
            Some((op, last, text)) if *op == piece.op && *last == manner => text.push_str(&piece.text),
            _ => pieces.push((piece.op, manner, piece.text.clone())),
        }
    }
    fields.insert("redline".into(), json!(pieces));
    seen(told)
}

/// Says that two comparisons of the same texts tell the same.
fn tell_the_same(how: &str, one: &ComparisonView, other: &ComparisonView) {
    assert_eq!(one.changes.len(), other.changes.len(), "{how}: {} and {}", one.old.id, one.new.id);
    let mut differences = Vec::new();
    for (one, other) in one.changes.iter().zip(&other.changes) {
        let (one, other) = (told(one), told(other));
        // What one lacks, the other may not have.
        let names = [&one, &other].map(|row| row.as_object().unwrap().keys()).into_iter().flatten();
        for name in names.collect::<BTreeSet<_>>() {
            if one.get(name) != other.get(name) {
                let (field, now) = (one.get(name), other.get(name));
                differences.push(format!("{name} of {}: {field:?} is {now:?}", one["sentence"]));
            }
        }
    }
    assert!(differences.is_empty(), "{how}: {}", differences.join("\n"));
    assert_eq!(plain(&one.sentence), plain(&other.sentence), "{how}");
}

/// A text whose lines are printed otherwise. Their first words are left alone: they may be a number, or the sign of a heading.
fn reprinted(source: &Source, mut print: impl FnMut(&str) -> String) -> Source {
    let line = |line: &str| match line.match_indices(' ').nth(1) {
        Some((at, _)) if line.starts_with(char::is_alphanumeric) => format!("{}{}", &line[..at], print(&line[at..])),
        _ => line.to_owned(),
    };
    let lines: Vec<String> = text_of(source).split('\n').map(line).collect();
    Source { bytes: lines.join("\n").into_bytes(), ..source.clone() }
}

/// Typographic signs for plain ones, or the other way round.
fn other_signs(text: &str) -> String {
    let mut is_open = false;
    let sign = |letter: char| match letter {
        '"' => {
            is_open = !is_open;
            if is_open { '“' } else { '”' }
        }
        '“' | '”' => '"',
        '\'' => '’',
        '’' => '\'',
        '–' => '-',
        '-' => '‑',
        other => other,
    };
    text.chars().map(sign).collect()
}

/// Other spaces between words.
fn other_spaces(text: &str) -> String {
    let mut count = 0;
    let space = |letter: char| {
        count += usize::from(letter == ' ');
        match (letter, count % 3) {
            (' ', 0) => "\u{a0}".to_owned(),
            (' ', 1) => "  ".to_owned(),
            _ => letter.to_string(),
        }
    };
    text.chars().map(space).collect()
}

/// Long words with what says where they may be broken at the end of a line.
fn soft_hyphens(text: &str) -> String {
    let broken = |word: &str| match word.chars().count() >= 8 && word.chars().all(char::is_alphabetic) {
        true => {
            let (at, _) = word.char_indices().nth(4).unwrap();
            format!("{}\u{ad}{}", &word[..at], &word[at..])
        }
        false => word.to_owned(),
    };
    text.split(' ').map(broken).collect::<Vec<_>>().join(" ")
}

/// A text whose paragraphs are set in lines of a width. No line begins with anything but a small word that a sentence may go on
/// with: a number, a capital or a sign may begin a provision or a heading.
fn rewrapped(source: &Source, width: usize) -> Source {
    let text = text_of(source);
    let paragraph = |line: &str| {
        if !line.starts_with(char::is_alphanumeric) {
            return line.to_owned();
        }
        let mut wrapped = String::new();
        let mut column = 0;
        for word in line.split(' ') {
            let is_plain = word.len() > 2 && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == ',');
            let length = word.chars().count();
            if column > 0 {
                let breaks = column + length > width && is_plain;
                wrapped.push(if breaks { '\n' } else { ' ' });
                column = if breaks { 0 } else { column + 1 };
            }
            wrapped.push_str(word);
            column += length;
        }
        wrapped
    };
    let lines: Vec<String> = text.split('\n').map(paragraph).collect();
    Source { bytes: lines.join("\n").into_bytes(), ..source.clone() }
}

type Print = fn(&str) -> String;
const PRINTS: [(&str, Print); 3] = [("signs", other_signs), ("spaces", other_spaces), ("soft hyphens", soft_hyphens)];

/// All of them at once.
fn all_other(text: &str) -> String {
    PRINTS.iter().fold(text.to_owned(), |text, (_, print)| print(&text))
}

/// Holds a pair to the law in one way of printing: both sides of it, and one alone.
fn print_changes_nothing(before: &Compared, (old, new): &(Source, Source), (how, print): (&str, Print)) {
    let printed = Compared::read(&reprinted(old, print), &reprinted(new, print));
    tell_the_same(how, &before.view, &printed.view);
    tell_the_same(how, &before.view, &Compared::of(before.old.clone(), printed.new).view);
}

#[test]
fn how_ours_are_printed_changes_nothing() {
    for (pair, before) in own_pairs().iter().zip(own_compared()) {
        let is_other = |source: &Source| text_of(source) != text_of(&reprinted(source, all_other));
        assert!(is_other(&pair.0) && is_other(&pair.1));
        print_changes_nothing(before, pair, ("all", all_other));
    }
}

#[test]
fn where_the_lines_of_ours_end_changes_nothing() {
    for ((old, new), before) in own_pairs().iter().zip(own_compared()) {
        let [wrapped_old, wrapped_new] = [old, new].map(|source| rewrapped(source, 48));
        let lines = |source: &Source| text_of(source).lines().count();
        assert!(lines(&wrapped_new) > lines(new) + 10 || lines(new) < 50, "{}", new.id);
        tell_the_same("lines", &before.view, &Compared::read(&wrapped_old, &wrapped_new).view);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn how_made_up_reports_are_printed_changes_nothing(made in made_pair(), width in 30usize..90) {
        let pair = made.sources();
        let before = Compared::read(&pair.0, &pair.1);
        PRINTS.into_iter().for_each(|print| print_changes_nothing(&before, &pair, print));
        let wrapped = Compared::read(&rewrapped(&pair.0, width), &rewrapped(&pair.1, width));
        tell_the_same("lines", &before.view, &wrapped.view);
    }
}
