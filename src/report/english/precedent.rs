//! What was found of a text in earlier ones, in words.

use super::{kind, percent, plural, quoted, shared, with_model};
use crate::model::ProvisionId;
use crate::report::{PrecedentView, ResultView};

/// A search in one sentence.
pub fn search_sentence(view: &PrecedentView) -> String {
    let found = view.queries.iter().filter(|query| !query.results.is_empty()).count();
    let searched = format!(
        "among {} of {}",
        plural(view.searched.provisions, "provision"),
        plural(view.searched.documents.len(), "document")
    );
    let sentence = match view.queries.as_slice() {
        [] => "There is no provision to look up.".to_owned(),
        [only] => {
            let found = plural(only.results.len() + only.more, "precedent");
            let shown = if only.more > 0 { format!(", {} shown", only.results.len()) } else { String::new() };
            format!("{found} found {searched}{shown}.")
        }
        several => format!("Agreed language was found for {found} of {} provisions, {searched}.", several.len()),
    };
    with_model(sentence, view.model.as_deref())
}

/// Where nothing was found.
pub const NOTHING_NEAR: &str = "nothing near enough was found";

/// Where else something is near.
pub fn near_in_drafts(ids: &[ProvisionId]) -> String {
    let ids: Vec<&str> = ids.iter().map(ProvisionId::as_str).collect();
    format!("near in a draft: {}; --all shows it", ids.join(", "))
}

/// How many more are near.
pub fn more_results(more: usize) -> String {
    format!("{more} more; --limit shows them")
}

/// How much stands there word for word; what follows is quoted.
pub fn word_for_word(view: &ResultView) -> (String, String) {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let runs: Vec<String> = view.verbatim.iter().map(|run| quoted(one_line(&run.text))).collect();
    (format!("word for word, {} of the words: ", percent(view.share)), runs.join("; "))
}

/// Where a text stands, as one cites it.
pub fn citation(view: &ResultView) -> String {
    let number = format!("{} {}", kind(view.kind), view.label);
    let meeting = view.meeting.map(|meeting| format!("meeting {meeting}"));
    let date = view.date.map(|date| date.to_string());
    [view.symbol.clone().map(String::from), Some(number), meeting, date]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

/// How near it is, and by what.
pub fn nearness(view: &ResultView) -> String {
    let is_told = |word: &String| view.phrases.iter().any(|phrase| phrase.split(' ').any(|other| other == word));
    let alone = view.words.iter().filter(|word| !is_told(word)).cloned();
    let words: Vec<String> = view.phrases.iter().map(quoted).chain(alone).collect();
    let shared = if words.is_empty() { String::new() } else { format!("; {}", shared(&words)) };
    let doubt = if view.doubtful { "doubtful, " } else { "" };
    format!("{doubt}{:.2} near{shared}", view.score)
}
