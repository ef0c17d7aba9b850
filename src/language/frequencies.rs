//! How common the words of a language are, and how much each tells of a matter.
//!
//! A small collection says little about which words are common: of two lists of recommendations each word that is not
//! boilerplate looks rare. A background of texts of the same sort does (as in the interpolated language models of Jelinek
//! and Mercer 1980). And a rare word need not tell of a matter: "thoroughly" is rarer than "torture". How unevenly a word
//! is spread over the themes of texts that were sorted by hand tells the two apart.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::registry::PerLanguage;

/// How many texts of a background have each stem, and how much each stem tells.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frequencies {
    /// How many texts were counted.
    texts: u32,
    /// For each stem how many of the texts have it, and how much it tells, from 0 to 1.
    stems: FxHashMap<String, (u32, f64)>,
}

impl Frequencies {
    /// The background of a language, where there is one.
    pub(crate) fn of(code: Option<&str>) -> Option<&'static Self> {
        static READ: PerLanguage<Frequencies> = PerLanguage::new(|entry| {
            let file = entry.frequencies?;
            Some(toml::from_str(file).expect("the frequencies of each language are valid; a test reads them all"))
        });
        READ.of(code)
    }

    /// The share of the texts that have a stem, with half a text added so that none is 0.
    pub(crate) fn share(&self, stem: &str) -> f64 {
        (f64::from(self.count(stem)) + 0.5) / (f64::from(self.texts) + 1.0)
    }

    /// How many of the texts have a stem.
    pub(crate) fn count(&self, stem: &str) -> u32 {
        self.stems.get(stem).map_or(0, |(count, _)| *count)
    }

    /// How much a stem tells of the matter of a text, from 0 to 1; what is not known tells all it can.
    pub(crate) fn telling(&self, stem: &str) -> f64 {
        self.stems.get(stem).map_or(1.0, |(_, telling)| *telling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn the_frequencies_of_each_language_are_shares() {
        for code in Languages::built_in().codes() {
            let Some(known) = Frequencies::of(Some(code)) else { continue };
            for (stem, (count, telling)) in &known.stems {
                assert!(*count > 0 && *count <= known.texts && (0.0..=1.0).contains(telling), "{code}: {stem}");
            }
        }
        let english = Frequencies::of(Some("en")).unwrap();
        assert!(english.share("measur") > english.share("tortur") && english.share("tortur") > english.share("xyzzy"));
        assert!(english.telling("effort") < english.telling("tortur"));
    }
}
