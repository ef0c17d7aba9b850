//! `travaux precedent`: where a text was agreed before.

use super::Outcome;
use super::arguments::Precedent;
use super::forms::Format;
use super::input::{all, document, lexicons};
use super::output::{Console, form};
use crate::corpus::{Declared, Source};
use crate::error::{Error, Result};
use crate::extract::{Document, read};
use crate::lineage::in_time_order;
use crate::render::{json, precedent};
use crate::search::{Options, search};
use crate::view::PrecedentView;

pub(super) fn run(command: &Precedent, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let text = match (&command.file, &command.text) {
        (Some(name), _) => with_provisions(document(name, console)?, console)?,
        (None, text) => units("text", [text.as_deref().unwrap_or_default()].into_iter(), command.lang.as_deref())?,
    };
    let corpus = in_time_order(all(&[], console)?);
    let language = command.lang.clone().or_else(|| language_of(&text, &corpus));
    let lexicons = lexicons(&command.lexicon, console)?;
    let lexicon = lexicons.of(language.as_deref());
    let (all, limit, lexicons) = (command.all, command.limit.get(), lexicons.clone());
    let options = Options { all, limit, language: language.clone(), lexicons };
    let found = search(&text, &corpus, &options);
    if found.documents.is_empty() {
        console.note(if command.all {
            "the corpus holds no other document of an earlier date"
        } else {
            "the corpus holds no adopted text of an earlier date; --all searches drafts and other documents as well"
        });
    }
    if let Some(own) = text.language.as_ref().filter(|_| command.file.is_some())
        && !corpus.iter().any(|document| document.language.as_ref() == Some(own))
    {
        console.note(&format!("no document of the corpus is in the language of the text, `{own}`"));
    }
    let view = PrecedentView::of(&found, &text, command.file.is_some(), &corpus, lexicon);
    let lacks_some = !command.all && found.found.iter().any(|found| found.precedents.is_empty());
    let view = match lacks_some {
        // What was in a draft and not adopted is worth knowing.
        true => view.with_elsewhere(&search(&text, &corpus, &Options { all: true, ..options }), &corpus),
        false => view,
    };
    let result = match form {
        Format::Json => json::to_string(&view),
        Format::Table => precedent::precedents(&view, console.terminal_for(file)),
    };
    console.write(&result, file)?;
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
    let read = units(&document.id, text.split("\n\n"), document.language.as_deref())?;
    Ok(Document { date: document.date, ..read })
}

/// Texts as a document, each of them a provision.
fn units<'a>(id: &str, texts: impl Iterator<Item = &'a str>, language: Option<&str>) -> Result<Document> {
    let texts = texts.map(str::trim).filter(|text| !text.is_empty());
    let unit = |(at, text): (usize, &str)| serde_json::json!({ "id": format!("{}", at + 1), "text": text }).to_string();
    let lines: Vec<String> = texts.enumerate().map(unit).collect();
    if lines.is_empty() {
        return Err(Error::usage("the text is empty; give the words to look up"));
    }
    let declared = Declared { language: language.map(str::to_owned), ..Declared::default() };
    read(&Source { id: id.into(), path: "text.jsonl".into(), bytes: lines.join("\n").into(), declared })
}

/// The language of a text, if a document of the corpus is in it: that of a few words is easily mistaken. Else the
/// language of most documents.
fn language_of(text: &Document, corpus: &[Document]) -> Option<String> {
    let languages = || corpus.iter().filter_map(|document| document.language.as_ref());
    let own = text.language.as_ref().filter(|own| languages().any(|other| &other == own));
    let commonest = || languages().max_by_key(|one| (languages().filter(|other| other == one).count(), *one));
    own.or_else(commonest).cloned()
}
