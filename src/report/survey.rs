//! What a survey of an archive holds.

use schemars::JsonSchema;
use serde::Serialize;

use crate::survey::Survey;

/// What a survey of an archive holds.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct SurveyView {
    /// The name and version of this shape.
    #[schemars(extend("const" = "travaux.survey/1"))]
    pub schema: &'static str,
    /// The ids of the documents, earliest first.
    pub documents: Vec<String>,
    /// How many provisions they have, paragraphs and recommendations alike.
    pub provisions: usize,
    /// The documents by groups, which no link leads out of, in the order of their first ones.
    pub groups: Vec<GroupView>,
    /// How many documents it holds counts of the words of.
    pub counted: usize,
    /// The ids of the documents whose words are not counted yet.
    pub uncounted: Vec<String>,
}

/// Documents that links may join.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct GroupView {
    /// How many provisions they have.
    pub provisions: usize,
    /// Their ids, earliest first.
    pub documents: Vec<String>,
}

impl SurveyView {
    /// The view of a survey.
    pub fn of(survey: &Survey) -> Self {
        let group = |documents: Vec<String>| GroupView {
            provisions: documents.iter().filter_map(|id| survey.provisions_of(id)).sum(),
            documents,
        };
        let groups: Vec<GroupView> = survey.groups().into_iter().map(group).collect();
        SurveyView {
            schema: "travaux.survey/1",
            documents: survey.ids(),
            provisions: groups.iter().map(|group| group.provisions).sum(),
            groups,
            counted: survey.counts(),
            uncounted: survey.uncounted().into_iter().map(str::to_owned).collect(),
        }
    }
}
