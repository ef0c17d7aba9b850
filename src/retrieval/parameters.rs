//! The numbers that retrieval goes by.

use std::sync::OnceLock;

use serde::Deserialize;

use super::features::{ACROSS_LANGUAGES, Confidence, FEATURES, WITH_MODEL};
use crate::align::{self, Certainty};
use crate::parameters;

/// The numbers that retrieval goes by; `parameters.toml`, beside this module, holds the built-in ones and says what each
/// is.
pub type Parameters = parameters::Parameters<Numbers>;

impl parameters::Numbers for Numbers {
    const BUILT_IN: &'static str = include_str!("parameters.toml");

    fn built_in() -> &'static OnceLock<Parameters> {
        static BUILT_IN: OnceLock<Parameters> = OnceLock::new();
        &BUILT_IN
    }

    fn check(&mut self) -> Result<(), String> {
        self.confidence.check("confidence", &FEATURES)?;
        self.confidence_with_model.check("confidence_with_model", &WITH_MODEL)?;
        self.confidence_across_languages.check("confidence_across_languages", &ACROSS_LANGUAGES)
    }
}

impl Numbers {
    /// The confidence of a link between meetings in a word: what is stated is likely at least; from where on it is sure,
    /// the engine's numbers say.
    pub(crate) fn certainty(&self, confidence: f64, engine: &align::Parameters) -> Certainty {
        match engine.certainty(confidence) {
            Certainty::Sure => Certainty::Sure,
            _ if confidence >= self.link.stated => Certainty::Likely,
            _ => Certainty::Doubtful,
        }
    }
}

/// The tables of the file, each with its numbers.
macro_rules! tables {
    ($($(#[$about:meta])* $table:ident: $name:ident { $($number:ident: $kind:ty),+ $(,)? })+) => {
        /// The file.
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct Numbers {
            $(pub(super) $table: $name,)+
            /// How likely a link is to be right: without a model, with one, and with one between languages.
            pub(super) confidence: Confidence,
            pub(super) confidence_with_model: Confidence,
            pub(super) confidence_across_languages: Confidence,
        }

        impl Numbers {
            /// The names of the tables, by which a file is known.
            pub const TABLES: &'static [&'static str] = &[$(stringify!($table)),+];
        }

        $($(#[$about])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name {
            $(pub(super) $number: $kind,)+
        })+
    };
}

tables! {
    /// How texts are looked up and read.
    collection: Lookup { candidates: usize, most_postings: usize, light: f64, outside: f64 }
    /// What is weighed as one.
    part: Parts { long: usize, least: usize, most: usize, common_name: f64, few: usize }
    /// Which of the links that were weighed are made.
    link: Link { stated: f64, doubtful: f64, as_good: f64, fresh: f64 }
    /// What is named.
    shown: Shown { telling: f64, most: usize, words: usize }
    /// Which threads and single provisions are of one family, and how it is named.
    family: Family { alike: f64, share: f64, words: usize }
    /// What two texts have word for word.
    verbatim: Runs { least_words: usize, least_content: usize }
}
