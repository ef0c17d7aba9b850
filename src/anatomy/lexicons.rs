//! Which languages have a lexicon: those that come with the program, and one of a user's own.

use std::path::Path;
use std::sync::Arc;

use super::file::File;
use super::lexicon::Lexicon;
use crate::corpus::read_text;
use crate::error::{Flaw, Result};
use crate::language::{Languages, LazyRegex, PerLanguage};

/// The lexicons of the languages that have one: those that come with the program, and one of a user's own.
#[derive(Clone, Default)]
pub struct Lexicons {
    /// The lexicon that stands in for that of its language.
    own: Option<(String, Arc<Lexicon>)>,
    /// The text of the user's file.
    given: Arc<str>,
}

impl std::fmt::Debug for Lexicons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicons").field("own", &self.own.as_ref().map(|(language, _)| language)).finish()
    }
}

static BUILT_IN: PerLanguage<Lexicon> = PerLanguage::new(|entry| {
    // The files are part of the program; a test reads every one of them.
    let file = File::parse(entry.lexicon?);
    let file = file.unwrap_or_else(|flaw| panic!("the lexicon of {}: {}", entry.code, flaw.message));
    Some(
        Lexicon::compile(file, LazyRegex::built_in)
            .unwrap_or_else(|flaw| panic!("the lexicon of {}: {flaw}", entry.code)),
    )
});

impl Lexicons {
    /// The lexicons that come with the program.
    pub fn built_in() -> Lexicons {
        Lexicons::default()
    }

    /// The text of the file of a lexicon that comes with the program.
    pub fn text(language: &str) -> Option<&'static str> {
        Languages::built_in().entry(Some(language))?.lexicon
    }

    /// The built-in lexicons with the entries of a file added to those of its language.
    ///
    /// # Errors
    /// If the file cannot be read, is no TOML of the form of the built-in files, or has a phrase that cannot be
    /// understood; the message names the line where it can.
    pub fn with_file(path: &Path) -> Result<Self> {
        let text = read_text(path)?;
        Lexicons::with(&text).map_err(|flaw| flaw.in_file(path, &text))
    }

    fn with(text: &str) -> std::result::Result<Self, Flaw> {
        let added = File::parse(text)?;
        let language = added.language.clone();
        let file = match Lexicons::text(&language) {
            Some(built_in) => File::parse(built_in)?.with(added),
            None => added,
        };
        let lexicon = Lexicon::compile(file, LazyRegex::checked)?;
        Ok(Lexicons { own: Some((language, Arc::new(lexicon))), given: text.into() })
    }

    /// The text of the user's file; empty without one.
    pub(crate) fn given(&self) -> &str {
        &self.given
    }

    /// The lexicon of a language, by its ISO 639-1 code.
    pub fn of(&self, language: Option<&str>) -> Option<&Lexicon> {
        match &self.own {
            Some((own, lexicon)) if language == Some(own) => Some(lexicon),
            _ => BUILT_IN.of(language),
        }
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashSet;

    use super::*;
    use crate::anatomy::Anatomy;

    fn phrase(lexicons: &Lexicons, language: &str, text: &str) -> Option<(String, Option<u32>)> {
        let operative = Anatomy::of(text, lexicons.of(Some(language))?).operative?;
        Some((operative.phrase, operative.rank))
    }

    fn flaw(text: &str) -> (Option<usize>, String) {
        let line = |offset: usize| text[..offset].lines().count() + 1;
        Lexicons::with(text).err().map(|flaw| (flaw.offset.map(line), flaw.message)).expect("it is refused")
    }

    #[test]
    fn the_built_in_lexicons_are_read() {
        for language in Languages::built_in().with_lexicon() {
            assert!(Lexicons::built_in().of(Some(language)).is_some(), "{language}");
        }
        assert!(Lexicons::built_in().of(Some("tlh")).is_none() && Lexicons::built_in().of(None).is_none());
    }

    #[test]
    fn no_entry_of_the_built_in_lexicons_is_dead_or_double() {
        for language in Languages::built_in().with_lexicon() {
            let Ok(file) = File::parse(Lexicons::text(language).unwrap()) else { panic!("{language} is read") };
            let mut seen = FxHashSet::default();
            for entry in &file.operative {
                for phrase in &entry.phrases {
                    assert!(
                        seen.insert((phrase.clone(), format!("{:?}", entry.style))),
                        "{language}: `{phrase}` twice"
                    );
                    assert!(!phrase.contains('’'), "{language}: `{phrase}` never fits");
                }
            }
            let words =
                [&file.lists.conjunctions, &file.addressee.relatives, &file.extent.predicate, &file.modifiers.denials];
            for word in words.into_iter().flatten() {
                assert!(!word.contains(' '), "{language}: `{word}` is looked up as one word");
            }
        }
    }

    #[test]
    fn entries_are_added_and_take_the_place_of_others() {
        let text = "language = 'en'\n\
            [[operative]]\nphrases = ['should']\nstyle = 'modal'\nscale = 'asks'\nrank = 7\nwhy = 'ours'\n\
            [[operative]]\nphrases = ['are kindly asked to']\nstyle = 'modal'\nscale = 'asks'\nrank = 8\nwhy = 'ours'\n";
        let Ok(lexicons) = Lexicons::with(text) else { panic!("it is read") };
        assert_eq!(phrase(&lexicons, "en", "States should act.").unwrap(), ("should".into(), Some(7)));
        assert_eq!(phrase(&lexicons, "en", "States are kindly asked to act.").unwrap().1, Some(8));
        assert_eq!(phrase(&lexicons, "en", "States shall act.").unwrap().1, Some(100));
        let Ok(alone) = Lexicons::with(&format!("replace = true\n{text}")) else { panic!("it is read") };
        assert_eq!(phrase(&alone, "en", "States shall act."), None);
    }

    #[test]
    fn a_language_of_ones_own() {
        let text = "language = 'la'\n[addressee]\nactors = ['civitates']\n\
            [[operative]]\nphrases = ['debent']\nstyle = 'modal'\nscale = 'asks'\nrank = 100\nwhy = 'ours'\n";
        let Ok(lexicons) = Lexicons::with(text) else { panic!("it is read") };
        assert_eq!(phrase(&lexicons, "la", "Civitates debent agere.").unwrap(), ("debent".into(), Some(100)));
        assert_eq!(phrase(&lexicons, "en", "States should act.").unwrap().1, Some(70));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(flaw("language = 'en'\n\n[[operative]]\nphrase = 'x'\n").0, Some(4));
        let entry = |phrase: &str, why: &str| {
            flaw(&format!(
                "language = 'en'\n[[operative]]\nphrases = ['{phrase}']\nstyle = 'modal'\nscale = 'asks'\nwhy = '{why}'"
            ))
        };
        assert!(entry("should", " ").1.contains("empty `why`"));
        assert!(entry("encourag*", "ours").1.contains("has to begin with a whole word"));
        assert!(entry("calls … …", "ours").1.contains("side by side"));
        let head = "language = 'en'\n[[qualifier]]\nkind = 'x'\nphrases = ['{nowhere} …']";
        assert!(flaw(head).1.contains("`nowhere`, which is not among the heads"));
    }

    #[test]
    fn a_lexicon_says_what_it_was_made_of() {
        let text = "language = 'en'\n[addressee]\nactors = ['millers']\n";
        let Ok(lexicons) = Lexicons::with(text) else { panic!("it is read") };
        assert_eq!((lexicons.given(), Lexicons::built_in().given()), (text, ""));
        for language in ["en", "fr"] {
            assert_eq!(lexicons.of(Some(language)).unwrap().language_code(), language);
        }
    }
}
