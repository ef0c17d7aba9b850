//! Agreed language, looked up as a person types.

use std::sync::Arc;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use super::answer::{Answer, json, sent};
use super::desk::Desk;
use crate::analysis::{self, Analysed, Languages};
use crate::extract::of_texts;
use crate::report::PrecedentView;
use crate::retrieval::Options;

#[derive(Deserialize)]
struct Typed {
    text: String,
    #[serde(default)]
    all: bool,
    #[serde(default)]
    doubtful: bool,
    #[serde(default = "few")]
    limit: usize,
}

fn few() -> usize {
    5
}

/// How many precedents are shown at most, and how much of a text is looked up, in bytes.
const MOST: usize = 50;
const LONGEST: usize = 20_000;

#[derive(Serialize)]
struct Answered {
    ready: bool,
    took_ms: u64,
    /// Why there is nothing to search, if there will be nothing.
    failure: Option<String>,
    precedents: Option<PrecedentView>,
}

pub(super) fn search(desk: &Arc<Desk>, bytes: &[u8]) -> Answer {
    let Typed { text, all, doubtful, limit } = sent(bytes)?;
    let begun = Instant::now();
    let Some(history) = desk.history() else {
        return json(&Answered { ready: false, took_ms: 0, failure: desk.failure(), precedents: None });
    };
    let corpus = &history.lineage.documents;
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text[..end].trim();
    if text.is_empty() {
        return json(&Answered { ready: true, took_ms: 0, failure: None, precedents: None });
    }
    // A few words do not tell their language: it is that of most documents, unless another one's is recognized.
    let languages = || corpus.iter().map(|document| document.metadata.language.as_deref());
    let read = of_texts("text", &[text], None);
    let own = read.metadata.language.as_deref().filter(|own| languages().any(|other| other == Some(own)));
    let language = own.or(Languages::of(languages()).commonest()).map(str::to_owned);
    let text = Analysed::of(read, &analysis::Options { language, ..history.reading.clone() });
    let options = Options { all, doubtful, limit: limit.clamp(1, MOST), ..Options::default() };
    let found = history.archive.search(corpus, &text, &options);
    let view = PrecedentView::of(&found, &text, false, corpus);
    // What was in a draft and not adopted is worth knowing.
    let view = match !all && found.found.iter().any(|found| found.precedents.is_empty()) {
        true => view.with_elsewhere(&history.archive.search(corpus, &text, &Options { all: true, ..options }), corpus),
        false => view,
    };
    let took_ms = begun.elapsed().as_millis() as u64;
    json(&Answered { ready: true, took_ms, failure: None, precedents: Some(view) })
}
