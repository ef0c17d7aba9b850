//! `travaux precedent`: where a text was agreed before.

use super::Outcome;
use super::arguments::{Format, Precedent};
use super::input::{all, document};
use super::output::{Console, form};
use crate::corpus::{Declared, Source};
use crate::error::{Error, Result};
use crate::extract::{Document, read};
use crate::render::{json, precedent};
use crate::search::{Options, search};
use crate::view::PrecedentView;

pub(super) fn run(command: &Precedent, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let text = match (&command.file, &command.text) {
        (Some(name), _) => document(name, console)?,
        (None, text) => quoted(text.as_deref().unwrap_or_default(), command.lang.as_deref())?,
    };
    let corpus = all(&[], console)?;
    let language = command.lang.clone().or_else(|| language_of(&text, &corpus));
    let lexicons = command.lexicon.open()?;
    let lexicon = lexicons.of(language.as_deref());
    let options = Options { all: command.all, limit: command.limit.get(), language: language.clone() };
    let found = search(&text, &corpus, lexicon, &options);
    if found.documents.is_empty() {
        console.note(if command.all {
            "the corpus holds no other document of an earlier date"
        } else {
            "the corpus holds no adopted text of an earlier date; --all searches drafts and other documents as well"
        });
    }
    let view = PrecedentView::of(&found, &text, command.file.is_some(), &corpus, lexicon);
    let result = match form {
        Format::Json => json::to_string(&view),
        Format::Table => precedent::precedents(&view, console.terminal_for(file)),
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}

/// A text from the command line as a document of one provision.
fn quoted(text: &str, language: Option<&str>) -> Result<Document> {
    if text.trim().is_empty() {
        return Err(Error::Unknown { message: "the text is empty; give the words to look up".into() });
    }
    let unit = serde_json::json!({ "id": "1", "text": text });
    let declared = Declared { language: language.map(str::to_owned), ..Declared::default() };
    read(&Source { id: "text".into(), path: "text.jsonl".into(), bytes: unit.to_string().into(), declared })
}

/// The language of a text, if a document of the corpus is in it: that of a few words is easily mistaken. Else the
/// language of most documents.
fn language_of(text: &Document, corpus: &[Document]) -> Option<String> {
    let languages = || corpus.iter().filter_map(|document| document.language.as_ref());
    let own = text.language.as_ref().filter(|own| languages().any(|other| &other == own));
    let commonest = || languages().max_by_key(|one| (languages().filter(|other| other == one).count(), *one));
    own.or_else(commonest).cloned()
}
