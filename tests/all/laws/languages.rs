//! A language more changes nothing in what is found in texts of the others.

use std::fs;

use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::anatomy::Lexicons;
use travaux::change::compare;
use travaux::corpus::Source;
use travaux::extract::read;
use travaux::language::Languages;
use travaux::render::to_json;
use travaux::report::{ComparisonView, DocumentView};

use super::texts::{fixtures, own_pairs};

/// Phrases of a language that has none so far, among them words that mean something in others.
const PHRASES: &str = r#"
language = "LANGUAGE"

[[operative]]
phrases = ["should", "shall", "may", "devrait", "debería", "must", "are encouraged to"]
style = "modal"
scale = "asks"
rank = 1
why = "made up"

[[qualifier]]
kind = "ours"
phrases = ["as appropriate", "domestic law", "the", "of"]
"#;

/// All that is told of a text, and of what became of another in it.
fn told(pair: &(Source, Source), lexicons: &Lexicons) -> String {
    let options = analysis::Options { lexicons: lexicons.clone(), ..analysis::Options::default() };
    let [old, new] = [&pair.0, &pair.1].map(|source| read(source).unwrap());
    let (old, new) = Analysed::of_pair(old, new, &options);
    let changes = compare(&old, &new, &Options { paragraphs: true, ..Options::default() });
    let view = ComparisonView::of(&old, &new, &changes);
    [to_json(&view), to_json(&DocumentView::of(&old)), to_json(&DocumentView::of(&new))].concat()
}

#[test]
fn phrases_of_another_language_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.toml");
    let alone = fixtures().into_iter().map(|source| (source.clone(), source));
    // The longest pair has nothing that the others do not have.
    let pairs: Vec<(Source, Source)> =
        own_pairs().into_iter().filter(|(old, _)| old.id != "2013-final").chain(alone).collect();
    let lexicons = |language: &str| {
        fs::write(&path, PHRASES.replace("LANGUAGE", language)).unwrap();
        Lexicons::with_file(&path).unwrap()
    };
    let without: Vec<&str> = Languages::built_in()
        .codes()
        .filter(|code| !Languages::built_in().with_lexicon().any(|with| with == *code))
        .collect();
    assert!(without.contains(&"de") && !without.contains(&"en"), "{without:?}");
    let german = lexicons("de");
    for pair in &pairs {
        let before = told(pair, &Lexicons::built_in());
        assert!(told(pair, &german) == before, "{}", pair.0.id);
    }
    // The same phrases in the texts' own language do make a difference.
    let english = lexicons("en");
    assert!(told(&pairs[0], &english) != told(&pairs[0], &Lexicons::built_in()));
}
