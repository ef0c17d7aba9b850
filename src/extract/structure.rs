//! What stands in the file of a language that says how its documents show their structure (`structure.toml`).

use serde::Deserialize;

use super::ordinals::Tens;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StructureFile {
    pub(super) recommendation: String,
    pub(super) recommendations: Vec<String>,
    #[serde(default)]
    pub(super) lead_in: Vec<String>,
    pub(super) article: String,
    pub(super) chapters: Vec<String>,
    pub(super) enacting: String,
    pub(super) preambular: String,
    pub(super) operative: Vec<String>,
    pub(super) number_end: String,
    #[serde(default = "point")]
    pub(super) number_joint: String,
    pub(super) sections: Option<SectionSigns>,
    pub(super) annex: Vec<String>,
    pub(super) addendum: Vec<String>,
    pub(super) contents: Vec<String>,
    pub(super) continued: Vec<String>,
    pub(super) compounding: Vec<String>,
    pub(super) months: Vec<String>,
    pub(super) ordinals: Vec<String>,
    #[serde(default)]
    pub(super) tens: Vec<Tens>,
    #[serde(default)]
    pub(super) prefixes: Vec<String>,
    pub(super) date: String,
    pub(super) front: FrontLines,
    pub(super) title: Front,
    #[serde(default)]
    pub(super) instrument: Instrument,
    pub(super) stage: StagePatterns,
    pub(super) body: Body,
    pub(super) meeting: TitleAndText,
    pub(super) date_of: FrontAndText,
    pub(super) references: References,
}

/// What joins the parts of a number in most languages.
fn point() -> String {
    r"\.".to_owned()
}

/// The signs by which sections are counted, beside "I." and "A.".
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SectionSigns {
    pub(super) first: Vec<String>,
    pub(super) second: Vec<String>,
    /// What stands behind a sign of the first rank, and of the second where that differs.
    pub(super) end: String,
    pub(super) second_end: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct References {
    pub(super) resolution: Vec<String>,
    pub(super) decision: Vec<String>,
    pub(super) own_resolution: Vec<String>,
    pub(super) own_decision: Vec<String>,
    pub(super) dated: String,
    pub(super) and: Vec<String>,
    pub(super) to: Vec<String>,
    pub(super) paragraph: Vec<String>,
    pub(super) recommendation: Vec<String>,
    pub(super) in_own: Vec<String>,
    pub(super) in_other: Vec<String>,
    pub(super) before_other: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Front {
    pub(super) front: Vec<String>,
}

/// What the first lines of a treaty say, or of the draft of one.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Instrument {
    /// Its title.
    #[serde(default)]
    pub(super) title: Vec<String>,
    /// That it is a draft.
    #[serde(default)]
    pub(super) draft: Vec<String>,
    /// That it was adopted.
    #[serde(default)]
    pub(super) adopted: Vec<String>,
}

/// Lines of the front matter.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontLines {
    pub(super) session: Vec<String>,
    pub(super) apart: Vec<String>,
    pub(super) no_subject: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TitleAndText {
    pub(super) title: Vec<String>,
    pub(super) text: Vec<String>,
}

/// Which words of a name have a capital.
#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Capitals {
    Each,
    First,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub(super) organs: Vec<String>,
    pub(super) capitals: Capitals,
    pub(super) title: Vec<String>,
    pub(super) front: Vec<String>,
    pub(super) text: Vec<String>,
    #[serde(default)]
    pub(super) declined: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FrontAndText {
    pub(super) front: Vec<String>,
    pub(super) text: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StagePatterns {
    pub(super) draft: Vec<String>,
    #[serde(rename = "final")]
    pub(super) final_title: Vec<String>,
    pub(super) adopted: Vec<String>,
    pub(super) closing: Vec<String>,
}
