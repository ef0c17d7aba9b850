//! `travaux precedent`: where a text was agreed before.

use super::Outcome;
use super::arguments::Precedent;
use super::input::{all, document, model, parameters, reading};
use super::output::Console;
use crate::analysis::{Analysed, Languages, Options};
use crate::error::{Error, Result};
use crate::extract::of_texts;
use crate::meetings::in_time_order;
use crate::model::{Document, Metadata};
use crate::render::Setting;
use crate::report::{PrecedentView, Report};
use crate::retrieval::Searcher;

pub(super) fn run(command: &Precedent, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    let text = match (&command.file, &command.text) {
        (Some(name), _) => with_provisions(document(name, console)?, console)?,
        (None, text) => {
            units("text", [text.as_deref().unwrap_or_default()].into_iter(), command.reading.lang.as_deref())?
        }
    };
    let corpus = in_time_order(all(&[], false, console)?.documents);
    if let Some(own) = text.metadata.language.as_ref().filter(|_| command.file.is_some())
        && !corpus.iter().any(|document| document.metadata.language.as_ref() == Some(own))
    {
        console.note(&format!("no document of the corpus is in the language of the text, `{own}`"));
    }
    let model = model(&command.parameters, true, console)?;
    let reading = Options { model, ..reading(&command.reading, console)? };
    let language = reading.language.clone().or_else(|| language_of(&text, &corpus));
    let text = Analysed::of(text, &Options { language, ..reading.clone() });
    let corpus = console.cache.analysed(corpus, &reading);
    let (parameters, others) = (parameters(&command.parameters, console)?.retrieval, Searcher::others(&text, &corpus));
    let searcher = Searcher::of(&text, &corpus, &others, &parameters);
    let found = searcher.search(command.all, command.doubtful, command.limit.get());
    if found.documents.is_empty() {
        console.note(if command.all {
            "the corpus holds no other document of an earlier date"
        } else {
            "the corpus holds no adopted text of an earlier date; --all searches drafts and other documents as well"
        });
    }
    let view = PrecedentView::of(&found, &text, command.file.is_some(), &corpus);
    let lacks_some = !command.all && found.found.iter().any(|found| found.precedents.is_empty());
    let view = match lacks_some {
        // What was in a draft and not adopted is worth knowing.
        true => view.with_elsewhere(&searcher.search(true, command.doubtful, command.limit.get()), &corpus),
        false => view,
    };
    console.report(&Report::Precedents(view), target, Setting::default())?;
    Ok(Outcome::Done)
}

/// A document that has no numbered provision, with its paragraphs for such.
fn with_provisions(document: Document, console: &Console) -> Result<Document> {
    if !document.provisions.is_empty() {
        return Ok(document);
    }
    console.note("each paragraph of it is looked up as it stands");
    // Whatever ends a line.
    let text = document.source.replace("\r\n", "\n");
    let read = units(&document.id, text.split("\n\n"), document.metadata.language.as_deref())?;
    let metadata = Metadata { date: document.metadata.date, ..read.metadata };
    Ok(Document { metadata, ..read })
}

/// Texts as a document, each of them a provision.
fn units<'a>(id: &str, texts: impl Iterator<Item = &'a str>, language: Option<&str>) -> Result<Document> {
    let texts: Vec<&str> = texts.map(str::trim).filter(|text| !text.is_empty()).collect();
    if texts.is_empty() {
        return Err(Error::usage("the text is empty; give the words to look up"));
    }
    Ok(of_texts(id, &texts, language))
}

/// The language of a text, if a document of the corpus is in it: that of a few words is easily mistaken. Else the
/// language of most documents.
fn language_of(text: &Document, corpus: &[Document]) -> Option<String> {
    let languages = || corpus.iter().map(|document| document.metadata.language.as_deref());
    let own = text.metadata.language.as_deref().filter(|own| languages().any(|other| other == Some(own)));
    own.or(Languages::of(languages()).commonest()).map(str::to_owned)
}
