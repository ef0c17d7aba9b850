//! Words that a scan or a typist got wrong.

use super::{Language, plain};

/// From how many letters on a word that is none is taken for the one that differs from it in a letter, and for one that differs
/// in two.
const ONE_OFF: usize = 5;
const TWO_OFF: usize = 9;

/// How many times as rare a misprint is as the word that was meant, at least.
const RARER: u32 = 50;

impl Language {
    /// Whether a word is none of the language, and looks like one that is: "flexibilily" for "flexibility", "fo" for "for",
    /// "Genera]" for "General". A name that is not known is as good as any other.
    pub(crate) fn is_misprint_of(&self, printed: &str, word: &str) -> bool {
        let [small, meant] = [printed, word].map(|text| plain(&text.to_lowercase()));
        let is_word = |text: &str| !text.is_empty() && text.chars().all(char::is_alphabetic);
        // A misprint stands now and then in what words were counted in.
        let is_rarer = || self.count(&small).saturating_mul(RARER).max(1) <= self.count(&meant);
        if small == meant || !is_word(&meant) || self.is_small_function_word(&small) || !is_rarer() {
            return false;
        }
        let letters = meant.chars().count();
        let distance = strsim::osa_distance(&small, &meant);
        // A sign or a figure among letters was one of them.
        if !is_word(&small) {
            let has_letters = small.chars().any(char::is_alphabetic);
            return has_letters && letters > 1 && distance == 1 && small.chars().count() == letters;
        }
        let is_name = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        if is_name(printed) || is_name(word) {
            return false;
        }
        let most = match letters {
            TWO_OFF.. => 2,
            ONE_OFF.. => 1,
            _ => usize::from(self.is_small_function_word(&meant)),
        };
        (1..=most).contains(&distance)
    }

    /// How many texts of the background have a word, small and plain; a function word stands in most.
    fn count(&self, small: &str) -> u32 {
        match self.is_small_function_word(small) {
            true => u32::MAX,
            false => self.frequencies().map_or(0, |known| known.count(&self.normal_form(small))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misprint_is_no_word_and_looks_like_one() {
        let english = Language::of(Some("en"));
        let misprints =
            [("cf", "of"), ("fo", "for"), ("o1", "or"), ("Genera]", "General"), ("resposnibility", "responsibility")];
        for (printed, word) in misprints {
            assert!(english.is_misprint_of(printed, word), "{printed} for {word}");
            assert!(!english.is_misprint_of(word, printed), "{word} for {printed}");
        }
        // Words, names, numbers, and what is too short to tell.
        for (printed, word) in
            [("weather", "whether"), ("Slovenia", "Slovakia"), ("tape", "rape"), ("12", "13"), ("4l", "41")]
        {
            assert!(!english.is_misprint_of(printed, word), "{printed} for {word}");
        }
        assert!(!Language::of(None).is_misprint_of("cf", "of"), "of a language that is not known no word is known");
    }
}
