//! The JSON Schemas of the JSON outputs, made from the types that are written.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::evaluate::Evaluation;
use crate::report::{
    CheckView, ComparisonView, DecisionsView, DocumentView, DocumentsView, ExplanationView, HistoryView, LineageView,
    PrecedentView, RepeatsView, ReviewView, SurveyView,
};

/// What makes the schema of an output.
type Maker = fn() -> Schema;

/// The outputs that have a schema.
const SCHEMAS: [(&str, Maker); 13] = [
    ("document", of::<DocumentView>),
    ("documents", of::<DocumentsView<'_>>),
    ("check", of::<CheckView>),
    ("compare", of::<ComparisonView>),
    ("explanation", of::<ExplanationView>),
    ("lineage", of::<LineageView>),
    ("trace", of::<HistoryView>),
    ("precedent", of::<PrecedentView>),
    ("repeats", of::<RepeatsView>),
    ("review", of::<ReviewView>),
    ("decisions", of::<DecisionsView>),
    ("survey", of::<SurveyView>),
    ("eval", of::<Evaluation>),
];

/// The names of the outputs that have a schema.
pub fn names() -> impl Iterator<Item = &'static str> {
    SCHEMAS.iter().map(|(name, _)| *name)
}

/// The JSON Schema (draft 2020-12) of an output, by its name; nothing if there is no such output.
pub fn schema(name: &str) -> Option<Schema> {
    SCHEMAS.iter().find(|(known, _)| *known == name).map(|(_, make)| make())
}

fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
