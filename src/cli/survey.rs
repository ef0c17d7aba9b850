//! `travaux survey`: what an archive tells of each of its documents, so that parts of it can be worked on elsewhere.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::Survey as Command;
use super::input::{all, reading};
use super::output::Console;
use crate::error::{Error, Result};
use crate::render::Setting;
use crate::report::{Report, SurveyView};
use crate::survey::Survey;

/// What a file with a survey begins with; the version of the program and a line break follow, then a checksum.
const MAGIC: &[u8] = b"travaux survey ";

pub(super) fn run(command: &Command, console: &Console) -> Result<Outcome> {
    let target = command.output.target()?;
    if let Some(into) = &command.into
        && (into == Path::new("-") || target.file == Some(into))
    {
        let message =
            "names no file of its own for the survey; name one with --into, and another with -o for what is told of it";
        return Err(Error::usage(format!("{}: {message}", into.display())));
    }
    let given = command.with.iter().map(|file| open(file, console)).collect::<Result<Vec<_>>>()?;
    let joined = if given.is_empty() { None } else { Some(Survey::joined(given)?) };
    // Whoever joins surveys names no documents, or those whose words are still to be counted.
    let wants_documents = joined.is_none() || !command.documents.is_empty();
    let survey = if wants_documents { made(command, joined, console)? } else { joined.expect("it was given") };
    if let Some(file) = &command.into {
        let bytes = survey.to_bytes();
        let sum = crc32fast::hash(&bytes).to_le_bytes();
        console.write_bytes(&[&head(), &sum[..], &bytes].concat(), Some(file))?;
    }
    console.report(&Report::Survey(SurveyView::of(&survey)), target, Setting::default())?;
    if command.into.is_none() && target.is_for_terminal() {
        console.note("the survey itself is kept with --into FILE");
    }
    Ok(Outcome::Done)
}

/// What the documents tell: with a survey that knows them how often their words stand, else what they introduce, and, if they are
/// all there is, how often their words stand as well.
fn made(command: &Command, joined: Option<Survey>, console: &Console) -> Result<Survey> {
    let options = reading(&command.reading, console)?;
    let documents = all(&command.documents, command.by_id, console)?.documents;
    match joined {
        Some(whole) => {
            let given = command.with.first().map(PathBuf::as_path).unwrap_or(Path::new("the survey"));
            whole.ensure_holds(&documents, &options).map_err(|message| Error::file(given, message))?;
            let read = console.cache.analysed_among(documents, &options, Some(whole.surroundings()));
            Ok(whole.counted(&read))
        }
        None => {
            let read = console.cache.analysed(documents, &options);
            let survey = Survey::of(&read, &options);
            if command.part {
                return Ok(survey);
            }
            let counted = survey.counted(&read);
            Survey::joined(vec![survey, counted])
        }
    }
}

/// Reads a survey from a file.
///
/// # Errors
/// If there is none, or another version of the program wrote it, or somebody has damaged it.
pub(super) fn open(path: &Path, console: &Console) -> Result<Survey> {
    console.remember_input(path);
    let failed = |source| Error::read(path, source);
    let wrong = |message: &str| Error::file(path, message.to_owned());
    let mut file = File::open(path).map_err(failed)?;
    // Of what is no survey no more is read than shows it.
    let mut bytes = Vec::new();
    file.by_ref().take(MAGIC.len() as u64).read_to_end(&mut bytes).map_err(failed)?;
    if bytes != MAGIC {
        return Err(wrong("is no survey; make one with `travaux survey --into FILE`"));
    }
    file.read_to_end(&mut bytes).map_err(failed)?;
    let rest = bytes.strip_prefix(head().as_slice());
    let rest =
        rest.ok_or_else(|| wrong("was written by another version of travaux; make the survey again with this one"))?;
    let whole = rest.split_first_chunk().filter(|(sum, held)| u32::from_le_bytes(**sum) == crc32fast::hash(held));
    let survey = whole.and_then(|(_, held)| Survey::of_bytes(held));
    survey.ok_or_else(|| wrong("is damaged; make the survey again"))
}

/// What a survey of this version begins with. Its number grows whenever a survey holds something else.
fn head() -> Vec<u8> {
    [MAGIC, env!("CARGO_PKG_VERSION").as_bytes(), b", 1\n"].concat()
}
