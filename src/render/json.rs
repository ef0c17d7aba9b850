//! JSON, as the views stand.

use serde::Serialize;

/// A view as indented JSON with a line break at the end.
pub fn to_string(view: &impl Serialize) -> String {
    // Views are plain structs with string keys, whose serialising cannot fail.
    let mut json = serde_json::to_string_pretty(view).expect("views have string keys");
    json.push('\n');
    json
}
