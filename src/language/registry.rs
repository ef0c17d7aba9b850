//! The languages that are known. All that belongs to one stands in its folder; each has a line in one table.
//!
//! A language is read from its own entry and nothing else, so that adding one changes no other: outside of this file
//! nobody goes through the table.

use std::sync::OnceLock;

use snowball_stemmers_rs::Algorithm;
use whatlang::Lang;

/// A language as it stands in the table.
#[derive(Clone)]
pub(crate) struct Entry {
    /// Its ISO 639-1 code.
    pub(crate) code: &'static str,
    /// Its ISO 639-2 code.
    three_letters: &'static str,
    /// How its words are reduced to stems, where they are.
    pub(crate) stems: Option<Algorithm>,
    /// What the detector calls it, where texts are recognized as being in it.
    detected: Option<Lang>,
    /// Whether it is written from right to left.
    is_leftwards: bool,
    /// The words by which documents show their structure.
    pub(crate) structure: Option<&'static str>,
    /// Its function words.
    pub(crate) words: Option<&'static str>,
    /// The phrases by which the parts of a provision are known.
    pub(crate) lexicon: Option<&'static str>,
    /// The names of those who propose texts.
    pub(crate) names: Option<&'static str>,
    /// How common its words are, and how much each tells.
    pub(crate) frequencies: Option<&'static str>,
    /// How it forms the names of protocols and of what has a number.
    pub(crate) naming: Option<&'static str>,
    /// The words by which a text under negotiation says what is open in it.
    pub(crate) negotiation: Option<&'static str>,
}

/// A line for each language: its codes of two letters and of three, how its words are reduced to stems, what the detector calls it, the direction
/// of its writing, and the files in its folder.
macro_rules! languages {
    ($($code:literal $three_letters:literal $stems:tt $detected:tt $direction:ident [$($file:ident)*])*) => {
        const TABLE: &[Entry] = &[$(Entry {
            $($file: Some(include_str!(concat!($code, "/", stringify!($file), ".toml"))),)*
            three_letters: $three_letters,
            ..Entry::new($code, languages!(Algorithm $stems), languages!(Lang $detected), languages!($direction))
        }),*];
    };
    ($from:ident -) => { None };
    ($from:ident $name:ident) => { Some($from::$name) };
    (rightwards) => { false };
    (leftwards) => { true };
}

// Of languages that no text is recognized to be in, a manifest may tell.
languages! {
    "en" "eng" English Eng rightwards [structure words lexicon names naming negotiation frequencies]
    "fr" "fra" French Fra rightwards [structure words lexicon names naming negotiation]
    "es" "spa" Spanish Spa rightwards [structure words lexicon names naming negotiation]
    "ru" "rus" Russian Rus rightwards [structure words names naming negotiation]
    "ar" "ara" Arabic Ara leftwards [structure words names naming negotiation]
    "zh" "zho" - Cmn rightwards [structure words names naming negotiation]
    "de" "deu" German Deu rightwards [words]
    "pt" "por" Portuguese Por rightwards []
    "it" "ita" Italian Ita rightwards []
    "nl" "nld" Dutch Nld rightwards []
    "fa" "fas" - - leftwards []
    "he" "heb" - - leftwards []
    "ur" "urd" - - leftwards []
    "yi" "yid" - - leftwards []
}

impl Entry {
    const fn new(code: &'static str, stems: Option<Algorithm>, detected: Option<Lang>, is_leftwards: bool) -> Self {
        Entry {
            code,
            three_letters: code,
            stems,
            detected,
            is_leftwards,
            structure: None,
            words: None,
            lexicon: None,
            names: None,
            naming: None,
            negotiation: None,
            frequencies: None,
        }
    }
}

/// Some languages. Those that the program knows are [`Languages::built_in`].
pub struct Languages<'a>(&'a [Entry]);

impl<'a> Languages<'a> {
    /// Those that the program knows.
    pub fn built_in() -> Languages<'static> {
        Languages(TABLE)
    }

    /// The codes of those that texts are recognized to be in.
    pub fn codes(&self) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(|entry| entry.detected.is_some()).map(|entry| entry.code)
    }

    /// The codes of those whose reports are read by words of their own.
    #[cfg(test)]
    pub(crate) fn with_structure(&self) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(|entry| entry.structure.is_some()).map(|entry| entry.code)
    }

    /// The codes of those that have a lexicon.
    pub fn with_lexicon(&self) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(|entry| entry.lexicon.is_some()).map(|entry| entry.code)
    }

    /// The language that a text is in, where it can be told: a few words do not tell.
    pub fn detect(&self, text: &str) -> Option<&'static str> {
        let found = whatlang::detect(text).filter(whatlang::Info::is_reliable)?.lang();
        self.0.iter().find(|entry| entry.detected == Some(found)).map(|entry| entry.code)
    }

    /// The ISO 639-2 code of a language by its ISO 639-1 code, where it is known.
    pub fn three_letters(&self, code: &str) -> Option<&'static str> {
        self.entry(Some(code)).map(|entry| entry.three_letters)
    }

    /// Whether a language is written from right to left.
    pub fn is_leftwards(&self, code: &str) -> bool {
        self.entry(Some(code)).is_some_and(|entry| entry.is_leftwards)
    }

    /// The codes of those that have names of States.
    pub fn with_names(&self) -> impl Iterator<Item = &'static str> + 'a {
        self.0.iter().filter(|entry| entry.names.is_some()).map(|entry| entry.code)
    }

    /// The entry of a language.
    pub(crate) fn entry(&self, code: Option<&str>) -> Option<&'a Entry> {
        self.0.iter().find(|entry| Some(entry.code) == code)
    }
}

/// What is read from the entry of a language when it is first asked for.
pub(crate) struct PerLanguage<T> {
    read: fn(&Entry) -> Option<T>,
    done: [OnceLock<Option<T>>; TABLE.len()],
}

impl<T> PerLanguage<T> {
    /// What this reads; nothing of a language that lacks the file for it.
    pub(crate) const fn new(read: fn(&Entry) -> Option<T>) -> Self {
        PerLanguage { read, done: [const { OnceLock::new() }; TABLE.len()] }
    }

    /// What was read for a language.
    pub(crate) fn of(&self, code: Option<&str>) -> Option<&T> {
        let at = TABLE.iter().position(|entry| Some(entry.code) == code)?;
        self.done[at].get_or_init(|| (self.read)(&TABLE[at])).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    /// A sentence of a report in each language that texts are recognized to be in.
    const SENTENCES: [(&str, &str); 10] = [
        ("en", "The Working Group recommended that States should consider marking every barrel that leaves a harbour."),
        ("fr", "Le Groupe de travail a recommandé aux États d'envisager de marquer chaque tonneau qui quitte un port."),
        ("es", "El Grupo de Trabajo recomendó que los Estados consideraran marcar cada barril que sale de un puerto."),
        ("ru", "Рабочая группа рекомендовала государствам рассмотреть вопрос о маркировке каждой бочки в порту."),
        ("ar", "أوصى الفريق العامل بأن تنظر الدول في وضع علامات على كل برميل يغادر الميناء."),
        ("zh", "工作组建议各国考虑在每个离开港口的木桶上做标记。"),
        ("de", "Die Arbeitsgruppe empfahl den Staaten, jedes Fass zu kennzeichnen, das den Hafen verlässt."),
        (
            "pt",
            "O Grupo de Trabalho recomendou que os Estados considerassem marcar cada barril que não sai de um porto.",
        ),
        ("it", "Il gruppo di lavoro ha raccomandato agli Stati di contrassegnare ogni barile che lascia un porto."),
        ("nl", "De werkgroep heeft de staten aanbevolen om elk vat te merken dat een haven verlaat."),
    ];

    #[test]
    fn every_language_is_recognized() {
        for (code, sentence) in SENTENCES {
            assert_eq!(Languages::built_in().detect(sentence), Some(code));
        }
        assert_eq!(Languages::built_in().codes().count(), SENTENCES.len());
    }

    #[test]
    fn adding_a_language_or_taking_one_away_changes_no_other() {
        // Whatever another language calls a small word, and the first of the table at that.
        let mut own = Entry::new("xx", Some(Algorithm::Finnish), Some(Lang::Fin), true);
        own.words = Some(r#"function = ["war", "die", "states", "marking", "tonneau", "barril", "木桶"]"#);
        let with_own = [&[own], TABLE].concat();
        let without = |code: &str| TABLE.iter().filter(|entry| entry.code != code).cloned().collect::<Vec<_>>();
        let others = TABLE.iter().map(|entry| (entry.code, without(entry.code)));
        for (changed, entries) in others.chain([("xx", with_own)]) {
            let languages = Languages(&entries);
            for (code, sentence) in SENTENCES.into_iter().filter(|(code, _)| *code != changed) {
                assert_eq!(languages.detect(sentence), Some(code), "{changed}");
                let read = |languages: &Languages| {
                    let language = Language::read(languages.entry(Some(code)).expect("it is there"));
                    let words =
                        sentence.split(' ').map(|word| (language.normal_form(word), language.is_function_word(word)));
                    words.collect::<Vec<_>>()
                };
                assert_eq!(read(&languages), read(&Languages::built_in()), "{code}, {changed}");
            }
        }
    }
}
