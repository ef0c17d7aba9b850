//! The words by which documents of a language show their structure. They are data: one file in
//! `words/` for each language.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::document::Numbering;
use super::references::{ACT_NUMBER, DECISION, RESOLUTION};

/// The data files, by language.
const FILES: [(&str, &str); 1] = [("en", include_str!("words/en.toml"))];

/// The words of one language, compiled.
#[derive(Debug)]
pub(crate) struct Words {
    language: String,
    pub(super) recommendation_heading: Regex,
    pub(super) recommendations: Vec<String>,
    pub(super) annex: Regex,
    pub(super) addendum: Regex,
    pub(super) continued: Regex,
    compounding: Vec<String>,
    pub(super) months: Vec<String>,
    pub(super) ordinals: Vec<String>,
    pub(super) title: Vec<Regex>,
    pub(super) draft: Vec<Regex>,
    pub(super) final_title: Vec<Regex>,
    pub(super) adopted: Vec<Regex>,
    pub(super) closing: Vec<Regex>,
    pub(super) body_front: Vec<Regex>,
    pub(super) body_text: Vec<Regex>,
    pub(super) meeting: Vec<Regex>,
    pub(super) date_front: Vec<Regex>,
    pub(super) date_text: Vec<Regex>,
    /// Where acts are cited, and what they are: "resolutions 5/3 and 5/4".
    pub(super) acts: Vec<(String, Regex)>,
    /// How a title says which act the document is.
    pub(super) own_act: Vec<(String, Regex)>,
    /// Where numbered places are cited.
    pub(super) places: Vec<(Numbering, Regex)>,
    /// What stands behind a place of the document itself, and behind one of another; and before one of another.
    pub(super) in_own: Regex,
    pub(super) in_other: Regex,
    pub(super) before_other: Regex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: String,
    recommendation: Vec<String>,
    recommendations: Vec<String>,
    annex: Vec<String>,
    addendum: Vec<String>,
    continued: Vec<String>,
    compounding: Vec<String>,
    months: Vec<String>,
    ordinals: Vec<String>,
    date: String,
    title: Front,
    stage: StagePatterns,
    body: FrontAndText,
    meeting: TextOnly,
    date_of: FrontAndText,
    references: References,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct References {
    resolution: Vec<String>,
    decision: Vec<String>,
    own_resolution: Vec<String>,
    own_decision: Vec<String>,
    dated: String,
    and: Vec<String>,
    paragraph: Vec<String>,
    recommendation: Vec<String>,
    in_own: Vec<String>,
    in_other: Vec<String>,
    before_other: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Front {
    front: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextOnly {
    text: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrontAndText {
    front: Vec<String>,
    text: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StagePatterns {
    draft: Vec<String>,
    #[serde(rename = "final")]
    final_title: Vec<String>,
    adopted: Vec<String>,
    closing: Vec<String>,
}

static ALL: LazyLock<Vec<Words>> = LazyLock::new(|| {
    FILES
        .iter()
        .map(|(language, text)| {
            // The files are part of the program; a test reads every one of them.
            let words = Words::parse(text).expect("the built-in words parse");
            debug_assert_eq!(words.language, *language);
            words
        })
        .collect()
});

impl Words {
    /// The words of a language, or English where there are none for it.
    pub(crate) fn of(language: Option<&str>) -> &'static Words {
        ALL.iter().find(|words| Some(words.language.as_str()) == language).unwrap_or(&ALL[0])
    }

    fn parse(text: &str) -> Result<Words, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let any = |list: &[String]| list.iter().map(|word| regex::escape(word)).collect::<Vec<_>>().join("|");
        let month = any(&file.months);
        let date = file.date.replace("{month}", &month);
        // Longer ordinals first, so that "twenty-first" is not read as "twenty".
        let mut by_length = file.ordinals.clone();
        by_length.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let ordinal = any(&by_length);
        let compile = |pattern: &str| Regex::new(pattern).map_err(|error| error.to_string());
        let patterns = |list: &[String]| {
            list.iter()
                .map(|p| compile(&p.replace("{date}", &date).replace("{ordinal}", &ordinal).replace("{month}", &month)))
                .collect::<Result<Vec<_>, _>>()
        };
        let either = |list: &[String]| list.join("|");
        let references = &file.references;
        let (and, dated) = (any(&references.and), references.dated.replace("{month}", &month));
        let list = |word: &[String], entry: &str| {
            let joint = format!(r"(?:\s*[,;]\s*(?:(?:{and})\s+)?|\s+(?:{and})\s+)");
            compile(&format!(r"(?i)\b(?:{})\s+{entry}(?:{joint}{entry})*", either(word)))
        };
        let act = format!("{ACT_NUMBER}(?:{dated})?");
        let place = r"\d{1,4}(?:\.\d{1,3})*\b(?:\s?\([a-z]{1,4}\))*(?:\s?[–—-]\s?\d{1,4}\b)?";
        let own_act = |act: &str, list: &[String]| {
            let with_number = |pattern: &String| pattern.replace("{number}", &format!("(?<number>{ACT_NUMBER})"));
            let compiled = list.iter().map(|pattern| Ok((act.to_owned(), compile(&with_number(pattern))?)));
            compiled.collect::<Result<Vec<_>, String>>()
        };
        let number = r"(?<number>\d{1,4}(?:\.\d{1,3})*|[IVXLC]{1,6})(?<letter>[a-z]|\s?(?:bis|ter|quater))?";
        Ok(Words {
            recommendation_heading: compile(&format!(
                r"(?i)^(?:{})\s+(?:No\.\s*)?{number}\s*(?:$|(?<mark>[.:]|[–—-]\s)\s*(?<rest>.*)$)",
                any(&file.recommendation)
            ))?,
            recommendations: file.recommendations.iter().map(|word| word.to_lowercase()).collect(),
            annex: compile(&format!(r"(?i)^(?:{})(?:\s+(?:[IVX]+|\d+|[A-Z]))?\.?$", any(&file.annex)))?,
            addendum: compile(&format!(r"(?i)^(?:{})\b", any(&file.addendum)))?,
            continued: compile(&format!(r"(?i)\s*\((?:{})\)\s*$", any(&file.continued)))?,
            title: patterns(&file.title.front)?,
            draft: patterns(&file.stage.draft)?,
            final_title: patterns(&file.stage.final_title)?,
            adopted: patterns(&file.stage.adopted)?,
            closing: patterns(&file.stage.closing)?,
            body_front: patterns(&file.body.front)?,
            body_text: patterns(&file.body.text)?,
            meeting: patterns(&file.meeting.text)?,
            date_front: patterns(&file.date_of.front)?,
            date_text: patterns(&file.date_of.text)?,
            acts: vec![
                (RESOLUTION.to_owned(), list(&references.resolution, &act)?),
                (DECISION.to_owned(), list(&references.decision, &act)?),
            ],
            own_act: [own_act(RESOLUTION, &references.own_resolution)?, own_act(DECISION, &references.own_decision)?]
                .concat(),
            places: vec![
                (Numbering::Paragraph, list(&references.paragraph, place)?),
                (Numbering::Recommendation, list(&references.recommendation, place)?),
            ],
            in_own: compile(&format!(r"(?i)^,?\s*(?:{})\b", either(&references.in_own)))?,
            in_other: compile(&format!(r"(?i)^,?\s*(?:{})\b", either(&references.in_other)))?,
            before_other: compile(&format!(r"(?i)\b(?:{})\s+\S+\s*$", either(&references.before_other)))?,
            language: file.language,
            compounding: file.compounding,
            months: file.months,
            ordinals: file.ordinals,
        })
    }

    /// Whether a word stands by itself beside others with which it also makes compounds.
    pub(super) fn compounds(&self, word: &str) -> bool {
        self.compounding.iter().any(|known| known == word)
    }

    /// Whether a line is a document's title.
    pub(super) fn is_title(&self, line: &str) -> bool {
        self.title.iter().any(|pattern| pattern.is_match(line))
    }

    /// Whether a title says that what stands under it are recommendations: it begins with the word
    /// for them, behind its number, or is short and ends with it ("Conclusions and recommendations").
    pub(super) fn names_recommendations(&self, title: &str) -> bool {
        let lower = title.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let is_mark = |word: &str| word.len() == 1 || word.chars().all(|c| "ivxlc0123456789".contains(c));
        words.next_if(|word| is_mark(word));
        let words: Vec<&str> = words.collect();
        let is_one = |word: Option<&&str>| word.is_some_and(|word| self.recommendations.iter().any(|one| one == word));
        let ends = title.trim_end().ends_with(|c: char| c.is_alphanumeric() || c == ')');
        ends && (is_one(words.first()) || words.len() <= 4 && is_one(words.last()))
    }

    /// The number that an ordinal word names: "sixth" is 6.
    pub(super) fn ordinal(&self, word: &str) -> Option<u32> {
        position(&self.ordinals, word).map(|index| index as u32)
    }

    /// The number of a month, counted from 1.
    pub(super) fn month(&self, name: &str) -> Option<i8> {
        position(&self.months, name).map(|index| index as i8)
    }
}

fn position(list: &[String], word: &str) -> Option<usize> {
    list.iter().position(|entry| entry.eq_ignore_ascii_case(word)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_names_its_language() {
        for (language, text) in FILES {
            assert_eq!(Words::parse(text).unwrap().language, language);
        }
    }

    #[test]
    fn recommendation_headings_are_told_from_running_text() {
        let heading = &Words::of(Some("en")).recommendation_heading;
        for good in ["Recommendation 13", "RECOMMENDATION 2.", "Recommendation IV", "Recommendation 3: States should"] {
            assert!(heading.is_match(good), "{good}");
        }
        for bad in ["Recommendation 13 was adopted", "Recommendations 1", "Recommendation on 5"] {
            assert!(!heading.is_match(bad), "{bad}");
        }
    }
}
