//! Archives of made-up reports: reviews of many States, each at several meetings.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::formulas::{Formulas, Grammar};
use super::{Made, Recipe, Wording, sentence};
use crate::corpus::{Declared, Source};

/// What archive to make. Its reports are laid out as those of the Universal Periodic Review; their wordings are made in the
/// manner of [`Manner::Formulas`](super::Manner::Formulas). Shares lie between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct ArchiveRecipe {
    /// What the choices depend on.
    pub seed: u64,
    /// How many reports there are.
    pub reports: usize,
    /// At how many meetings each subject is reviewed, at least once; the last subject may have fewer.
    pub meetings: usize,
    /// How many paragraphs the summary of a report has.
    pub paragraphs: usize,
    /// How many recommendations a report has.
    pub recommendations: usize,
    /// How many words a recommendation has on average.
    pub words: usize,
    /// The share of recommendations that repeat one of the same subject's meeting before.
    pub repeated: f64,
    /// The share of words that are changed in what is repeated.
    pub changed: f64,
}

impl Default for ArchiveRecipe {
    /// Two reports of each of fifty subjects, with 100 paragraphs and 110 recommendations, of which about a seventh repeat an
    /// earlier one, a fifth of it changed.
    fn default() -> Self {
        ArchiveRecipe {
            seed: 1,
            reports: 100,
            meetings: 2,
            paragraphs: 100,
            recommendations: 110,
            words: 23,
            repeated: 0.15,
            changed: 0.2,
        }
    }
}

/// A made-up archive.
#[derive(Debug, Clone)]
pub struct Archive {
    /// The manifest, as [`corpus::MANIFEST`](crate::corpus::MANIFEST) holds it.
    pub manifest: String,
    /// The reports as text. Their paths are those of the manifest.
    pub reports: Vec<Source>,
    /// What was made out of what, in the order of the later ones.
    pub repeats: Vec<Repeat>,
}

/// A recommendation that repeats another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Repeat {
    /// What it repeats.
    pub earlier: Place,
    /// Where it stands.
    pub later: Place,
}

/// Where a recommendation of an archive stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Place {
    /// The id of the report.
    pub report: String,
    /// The recommendation's label: "101.7".
    pub label: String,
}

/// Under what words recommendations are listed, and what share of them is.
const LISTS: [(f64, &str); 3] = [
    (0.6, "The recommendations formulated during the dialogue and listed below enjoy the support of"),
    (0.3, "The following recommendations will be examined by"),
    (0.1, "The recommendations below did not enjoy the support of"),
];

/// When the first meetings are, and how many years lie between two of a subject.
const FIRST_YEAR: usize = 2009;
const YEARS_BETWEEN: usize = 5;

/// A recommendation of the meeting before.
struct Asked {
    place: Place,
    words: Vec<usize>,
}

impl ArchiveRecipe {
    /// Makes the archive.
    pub fn make(&self) -> Archive {
        let mut random = fastrand::Rng::with_seed(self.seed);
        let mut formulas = Formulas::new(self.seed);
        let mut archive = Archive { manifest: String::new(), reports: Vec::new(), repeats: Vec::new() };
        let mut taken = BTreeSet::new();
        let mut before = Vec::new();
        let mut name = String::new();
        for report in 0..self.reports {
            let (subject, meeting) = (report / self.meetings.max(1), report % self.meetings.max(1));
            if meeting == 0 {
                before.clear();
                name = Grammar::built_in().text("place", &mut random);
                while !taken.insert(name.to_lowercase()) {
                    name.push_str("ia");
                }
            }
            let year = FIRST_YEAR + YEARS_BETWEEN * meeting;
            let id = format!("{}-{year}", name.to_lowercase());
            let mut text = self.summary(&name, subject, meeting, &mut random);
            before = self.conclusions(&id, &name, before, &mut formulas, &mut random, &mut text, &mut archive.repeats);
            let path = format!("{id}.txt");
            archive.manifest += &format!("[[document]]\nid = \"{id}\"\npath = \"{path}\"\n\n");
            let (path, bytes) = (path.into(), text.into_bytes());
            archive.reports.push(Source { id, path, bytes, declared: Declared::default() });
        }
        archive
    }

    /// The first page of a report, and what was said.
    fn summary(&self, name: &str, subject: usize, meeting: usize, random: &mut fastrand::Rng) -> String {
        let (session, number) = (12 + 14 * meeting, subject + 2);
        let (day, year) = (1 + subject % 28, FIRST_YEAR + YEARS_BETWEEN * meeting);
        let mut text = format!(
            "A/HRC/{session}/{number}\n\n{day} May {year}\n\nOriginal: English\n\nHuman Rights Council\n\n\
             Report of the Working Group on the Universal Periodic Review\n\n{name}\n\n\
             I. Summary of the proceedings of the review process\n\n"
        );
        for number in 1..=self.paragraphs {
            let said = Grammar::built_in().text("paragraph", random);
            text += &format!("{number}. {}\n\n", sentence(std::iter::once(said)));
        }
        text
    }

    /// Writes the recommendations of a report, and says which they are.
    #[expect(clippy::too_many_arguments, reason = "what is written to and what is drawn from, each once")]
    fn conclusions(
        &self,
        id: &str,
        name: &str,
        mut before: Vec<Asked>,
        formulas: &mut Formulas,
        random: &mut fastrand::Rng,
        text: &mut String,
        repeats: &mut Vec<Repeat>,
    ) -> Vec<Asked> {
        text.push_str("II. Conclusions and/or recommendations\n\n");
        let drafting = Recipe { changed: self.changed, ..Recipe::like_life() };
        let mut asked = Vec::new();
        let mut number = self.paragraphs;
        let mut up_to = 0.0;
        for (share, lead) in LISTS {
            up_to += share;
            let end = (up_to * self.recommendations as f64).round() as usize;
            if asked.len() == end {
                continue;
            }
            number += 1;
            *text += &format!("{number}. {lead} {name}:\n\n");
            for at in 1..=end - asked.len() {
                let place = Place { report: id.to_owned(), label: format!("{number}.{at}") };
                let words = if !before.is_empty() && random.f64() < self.repeated {
                    let earlier = before.swap_remove(random.usize(..before.len()));
                    repeats.push(Repeat { earlier: earlier.place, later: place.clone() });
                    drafting.edited(&earlier.words, formulas, random)
                } else {
                    formulas.provision(self.words, random)
                };
                // Who asks depends on the place of what is asked.
                let made = Made { from: vec![random.usize(..)], words };
                *text += &format!("{}. {}\n\n", place.label, formulas.text(0, &made));
                asked.push(Asked { place, words: made.words });
            }
        }
        number += 1;
        *text += &format!(
            "{number}. All conclusions and/or recommendations contained in the present report reflect the position of the \
             submitting States.\n"
        );
        asked
    }
}
