//! Profiles: how the documents of a body are laid out, as data. One file for each in `profiles/`, or one of the user's.

use std::path::Path;
use std::sync::LazyLock;

use serde::Deserialize;

use super::layout::Layout;
use super::words::Words;
use crate::corpus::read_text;
use crate::error::{Error, Result};
use crate::language::LazyRegex;
use crate::model::{Kind, nearest};

/// The built-in profiles, in the order in which they are tried: what shows by less stands after what shows by more. The
/// first is also taken where none shows.
const FILES: &[(&str, &str)] = &[
    ("recommendations", include_str!("profiles/recommendations.toml")),
    ("drafts", include_str!("profiles/drafts.toml")),
    ("articles", include_str!("profiles/articles.toml")),
    ("sections", include_str!("profiles/sections.toml")),
    ("clauses", include_str!("profiles/clauses.toml")),
    ("reviews", include_str!("profiles/reviews.toml")),
    ("observations", include_str!("profiles/observations.toml")),
    ("resolutions", include_str!("profiles/resolutions.toml")),
];

static BUILT_IN: LazyLock<Vec<Profile>> = LazyLock::new(|| {
    // The files are part of the program; a test reads every one of them.
    FILES.iter().map(|(_, text)| Profile::unchecked(text).expect("the built-in profiles parse")).collect()
});

/// How documents of one sort show their provisions.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Its name.
    pub name: String,
    /// Which documents it is for, in a sentence.
    #[serde(default)]
    pub about: String,
    /// By what a document shows that it is of this sort; all must hold. A profile without is only taken by name.
    #[serde(default)]
    pub(super) shows: Vec<Sign>,
    /// Provisions with a heading of their own. The first form that a line has is taken.
    #[serde(default)]
    pub(super) headed: Vec<Headed>,
    /// Provisions that are numbered paragraphs.
    #[serde(default)]
    pub(super) numbered: Numbered,
    /// Which numbered paragraphs are recommendations.
    #[serde(default)]
    pub(super) recommendations: Recommendations,
    /// Whether headings of parts, chapters and sections are looked for.
    #[serde(default)]
    pub(super) chapters: bool,
    /// Whether the paragraphs before the first number, which end with commas, are a preamble.
    #[serde(default)]
    pub(super) preamble: bool,
}

/// What shows the sort of a document: one of the patterns, and how many paragraphs match it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sign {
    /// Matches the first line of a paragraph.
    pub(super) line: Option<String>,
    /// Matches a paragraph as a whole.
    pub(super) paragraph: Option<String>,
    #[serde(default)]
    pub(super) least: usize,
    pub(super) most: Option<usize>,
}

/// How provisions with a heading of their own look.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Headed {
    /// What the heading begins with, up to and with `{number}`.
    pub(super) pattern: String,
    pub(super) kind: Kind,
    /// Whether a title follows the number.
    #[serde(default)]
    pub(super) titles: bool,
    /// Whether text may follow the number without a point or a dash.
    #[serde(default)]
    pub(super) runs_on: bool,
    /// Whether the numbered paragraphs below count from 1 again and are provisions of their own.
    #[serde(default)]
    pub(super) paragraphs: bool,
}

/// How numbered paragraphs look.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Numbered {
    /// What a paragraph is, by the parts of its number: 129, 129.4. None, if numbers tell nothing.
    pub(super) levels: Vec<Kind>,
    /// Whether a number may stand before a title.
    pub(super) titles: bool,
    /// Whether a number may stand before text without a point, where a text has no others.
    pub(super) bare: bool,
    /// What a number of one part begins with, where it is more than a number: "OP".
    pub(super) before: String,
}

impl Default for Numbered {
    fn default() -> Self {
        Numbered { levels: vec![Kind::Paragraph], titles: false, bare: false, before: String::new() }
    }
}

/// Which numbered paragraphs are recommendations, in a document where none has a heading of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Recommendations {
    /// Those of a section whose title says so, or the numbered items that one of these lists.
    pub(super) by_section: bool,
    /// Those whose text matches one of these.
    pub(super) by_text: Vec<String>,
    /// Whether a document without any is odd.
    pub(super) expected: bool,
}

impl Profile {
    /// The built-in profile of a name, or one from a file.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is neither; or if the file cannot be read or is no profile. The message says what is
    /// wrong.
    pub fn named(name: &str) -> Result<Profile> {
        let path = Path::new(name);
        match Profile::built_in().find(|profile| profile.name == name) {
            Some(profile) => Ok(profile.clone()),
            None if path.extension().is_some() || path.exists() => Profile::open(path),
            None => {
                let known = nearest(name, Profile::built_in().map(|profile| profile.name.as_str()));
                Err(Error::not_found(format!("there is no profile `{name}`; {known}, or name a file")))
            }
        }
    }

    /// Reads a profile from a file.
    ///
    /// # Errors
    /// If the file cannot be read or is no profile; the message says what is wrong.
    pub fn open(path: &Path) -> Result<Profile> {
        let text = read_text(path)?;
        Profile::parse(&text).map_err(|message| Error::file(path, message))
    }

    /// Reads a profile from the text of such a file.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> std::result::Result<Profile, String> {
        let profile = Profile::unchecked(text)?;
        let kinds = profile.numbered.levels.iter().chain(profile.headed.iter().map(|headed| &headed.kind));
        if kinds.copied().any(|kind| kind == Kind::Item) {
            return Err("`item` is no kind here; write recommendation, paragraph, article, clause or preamble".into());
        }
        if profile.headed.is_empty() && profile.numbered.levels.is_empty() {
            return Err("finds no provisions; add a [[headed]] or name a kind in `levels`".into());
        }
        if profile.numbered.levels.len() > MOST_LEVELS {
            return Err(format!("`levels` names more than {MOST_LEVELS} kinds"));
        }
        // Placeholders stand for groups, so that a pattern which is well formed in one language is in every other.
        Layout::compile(&profile, Words::of(None), LazyRegex::checked)?;
        Ok(profile)
    }

    /// Reads a profile without trying its patterns.
    fn unchecked(text: &str) -> std::result::Result<Profile, String> {
        toml::from_str(text).map_err(|error| error.to_string().trim_end().to_owned())
    }

    /// The built-in profiles, in the order in which they are tried.
    pub fn built_in() -> impl Iterator<Item = &'static Profile> {
        BUILT_IN.iter()
    }

    /// The text of a built-in profile's file, as a start for one's own.
    pub fn text(name: &str) -> Option<&'static str> {
        FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
    }
}

/// The most parts that a number has.
const MOST_LEVELS: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_parses_and_bears_its_name() {
        for (name, text) in FILES {
            assert_eq!(Profile::parse(text).unwrap().name, *name);
        }
    }

    #[test]
    fn what_is_wrong_with_a_profile_is_said() {
        let wrong = |text: &str| Profile::parse(&format!("name = \"own\"\nabout = \"Mine.\"\n{text}")).unwrap_err();
        assert!(wrong("[numbered]\nlevels = [\"item\"]").contains("`item` is no kind here"));
        let unclosed = wrong("[[headed]]\npattern = '^Action (?<x'\nkind = \"recommendation\"");
        assert!(unclosed.contains("`headed.pattern`"), "{unclosed}");
        let nothing = wrong("[numbered]\nlevels = []");
        assert!(nothing.contains("finds no provisions"), "{nothing}");
        let sign = wrong("[[shows]]\nline = '(((unclosed'\nleast = 1");
        assert!(sign.contains("`shows.line`"), "{sign}");
        let numberless = wrong("[[headed]]\npattern = '^Action'\nkind = \"recommendation\"");
        assert!(numberless.contains("{number}"), "{numberless}");
    }

    #[test]
    fn a_number_has_so_many_parts_and_no_more() {
        let levels = |count: usize| {
            let kinds = vec!["\"paragraph\""; count].join(", ");
            Profile::parse(&format!("name = \"own\"\n[numbered]\nlevels = [{kinds}]"))
        };
        assert!(levels(MOST_LEVELS).is_ok());
        let refused = levels(MOST_LEVELS + 2).unwrap_err();
        assert!(refused.contains("more than 8 kinds"), "{refused}");
    }

    #[test]
    fn a_profile_is_known_by_its_name_or_by_a_file() {
        assert_eq!(Profile::named("drafts").unwrap().name, "drafts");
        let unknown = Profile::named("draughts").unwrap_err().to_string();
        assert!(unknown.contains("there is no profile `draughts`"), "{unknown}");
        let missing = Profile::named("no-such-folder/own.toml").unwrap_err().to_string();
        assert!(!missing.contains("there is no profile"), "{missing}");
    }
}
