//! Comparisons, histories and single provisions: as pages, and taken out in any form that the command line writes.

use std::sync::Arc;

use axum::http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::answer::{Answer, Failure, Query, json, typed};
use super::assets::LINKED;
use super::desk::Desk;
use super::history::{History, analysis_options};
use super::work::Job;
use crate::align;
use crate::analysis::Analysed;
use crate::cli::compare::overview;
use crate::cli::input::ordered;
use crate::decisions::Decisions;
use crate::error::{Error, Warning};
use crate::lineage::{self, Cycles, Lineage, consecutive, find};
use crate::meetings::draft_of;
use crate::model::{Document, Stage};
use crate::render::{Linked, Renderer, Setting};
use crate::report::{Filter, RepeatsView, Report, Sort};

/// What is said where two reports are compared as if the one were a draft of the other.
const MEETINGS: &str = "These are two adopted texts. Here each provision stands beside the one of the other text that it is likest to, and \
                        beside no other. What the later says again of the earlier, several times too, is told by \"What is repeated\".";

/// What can be shown.
fn sort(what: &str, query: &Query) -> Option<Sort> {
    match what {
        "compare" if query.all("document").nth(2).is_some() => Some(Sort::Lineage),
        "compare" => Some(Sort::Comparison),
        "history" => Some(Sort::Lineage),
        "trace" => Some(Sort::History),
        "repeats" => Some(Sort::Repeats),
        _ => None,
    }
}

/// A page of a report, with what makes it a part of the workbench.
pub(super) fn page(desk: &Arc<Desk>, what: &str, query: &Query) -> Answer {
    let form = Renderer::named("html").ok_or_else(|| Error::refused("this build of the program writes no pages"))?;
    let setting = Setting { linked: Some(LINKED), ..Setting::default() };
    let bytes = rendered(desk, what, query, form, &setting)?;
    Ok(typed("text/html; charset=utf-8", bytes))
}

/// A report in a form, to be kept as a file.
pub(super) fn export(desk: &Arc<Desk>, _: &str, query: &Query) -> Answer {
    let what = query.one("what")?;
    let name = query.one("form")?;
    let form = sort(what, query).and_then(|sort| Renderer::of(sort).find(|form| form.name == name));
    let form = form.ok_or_else(|| Failure::new(StatusCode::BAD_REQUEST, format!("a {what} has no form `{name}`")))?;
    let author = desk.who().unwrap_or_else(|| Setting::default().author.to_owned());
    let setting = Setting { author: &author, ..Setting::default() };
    let bytes = rendered(desk, what, query, form, &setting)?;
    let ending = form.endings.first().copied().unwrap_or("txt");
    let mut response = typed("application/octet-stream", bytes);
    let named = format!("attachment; filename=\"{}.{ending}\"", file_name(what, query));
    if let Ok(value) = HeaderValue::from_str(&named) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// The name of a file that is taken out, in letters that any system knows.
fn file_name(what: &str, query: &Query) -> String {
    let of: Vec<&str> = query.all("document").chain(query.all("id")).take(2).collect();
    let name = [&[what][..], &of[..]].concat().join(" ");
    name.chars().map(|c| if c.is_ascii_alphanumeric() || "-. ".contains(c) { c } else { '-' }).take(80).collect()
}

#[derive(Serialize)]
struct Forms {
    forms: Vec<Form>,
}

#[derive(Serialize)]
struct Form {
    name: &'static str,
    about: &'static str,
    ending: Option<&'static str>,
}

/// The forms in which a view can be taken out.
pub(super) fn forms(query: &Query) -> Answer {
    let what = query.one("what")?;
    let sort =
        sort(what, query).ok_or_else(|| Failure::new(StatusCode::BAD_REQUEST, format!("`{what}` is no view")))?;
    let form =
        |form: &'static Renderer| Form { name: form.name, about: form.about, ending: form.endings.first().copied() };
    json(&Forms { forms: Renderer::of(sort).map(form).collect() })
}

fn rendered(
    desk: &Arc<Desk>,
    what: &str,
    query: &Query,
    form: &Renderer,
    setting: &Setting<'_>,
) -> std::result::Result<Vec<u8>, Failure> {
    let ids: Vec<&str> = query.all("document").collect();
    let ready = || -> std::result::Result<Arc<History>, Failure> {
        if desk.shelf().followed().next().is_none() {
            return Err(Failure::new(StatusCode::NOT_FOUND, "the folder holds no documents yet; add some first"));
        }
        let why = |failure: String| Failure::new(StatusCode::CONFLICT, failure);
        let wait = "the documents are being compared; this shows itself when that is done";
        let missing = || desk.failure().map_or_else(|| Failure::new(StatusCode::SERVICE_UNAVAILABLE, wait), why);
        // What is outdated is shown to nobody.
        desk.present().ok_or_else(missing)
    };
    let all = Filter::default();
    let told = |warnings: &[Warning]| warnings.iter().map(Warning::to_string).collect::<Vec<_>>();
    let report = |report: &Report<'_>, notes: Vec<String>| {
        let linked = setting.linked.map(|linked| Linked { notes: &notes, ..linked });
        form.render(report, &Setting { linked, ..*setting })
    };
    let written = match (what, ids.as_slice()) {
        ("compare", [old, new]) => {
            let (old, new) = pair(desk, old, new)?;
            let are_meetings =
                draft_of(&old, &new).is_none() && [&old, &new].iter().all(|one| one.metadata.stage() == Stage::Final);
            let decisions = desk.decisions()?;
            let (view, warnings) = long(desk, |job| {
                let options = align::Options { progress: job.progress(0.0, 1.0), ..align::Options::default() };
                Ok(overview(old, new, &decisions, &options, &all))
            })?;
            let remark = are_meetings.then(|| MEETINGS.to_owned());
            let notes: Vec<String> = remark.into_iter().chain(warnings.iter().map(Warning::to_string)).collect();
            report(&Report::Comparison(view), notes)
        }
        ("compare", [] | [_]) => {
            return Err(Failure::new(StatusCode::BAD_REQUEST, "choose two documents or more to compare"));
        }
        ("compare", _) | ("history", [_, ..]) => {
            let lineage = long(desk, |job| some(desk, &ids, job))?;
            report(&Report::of_lineage(&lineage, &all), told(&lineage.warnings))
        }
        ("repeats", [] | [_, _]) => {
            let shelf = desk.shelf();
            let documents: Vec<Document> = shelf.followed().map(|held| held.document.clone()).collect();
            let cycles = match ids.as_slice() {
                [earlier, later] => {
                    ids.iter().try_for_each(|id| shelf.document(id).map(drop))?;
                    ordered(&documents, earlier, later)?;
                    vec![Cycles { earlier: (*earlier).to_owned(), later: (*later).to_owned() }]
                }
                _ => consecutive(&documents),
            };
            let lineage = long(desk, |job| {
                let documents = desk.cache(&shelf).analysed(documents, &analysis_options(&shelf)?);
                Ok(Lineage::between(documents, &cycles, &lineage_options(job), &*desk.decisions()?))
            })?;
            let view = RepeatsView::of(&lineage, &cycles, &lineage::Options::default().retrieval);
            report(&Report::Repeats(view), told(&lineage.warnings))
        }
        ("repeats", _) => {
            return Err(Failure::new(
                StatusCode::BAD_REQUEST,
                "choose two reports, or none for all that follow each other",
            ));
        }
        ("trace", _) => {
            let (history, id) = (ready()?, query.one("id")?);
            let steps = history.lineage.history(find(&history.lineage, id)?);
            report(&Report::of_history(id, &history.lineage, &steps), Vec::new())
        }
        _ => {
            let history = ready()?;
            report(&Report::of_lineage(&history.lineage, &all), told(&history.lineage.warnings))
        }
    };
    Ok(written?)
}

/// Does what may take long, so that it is seen and can be stopped.
fn long<T>(
    desk: &Arc<Desk>,
    act: impl FnOnce(&Arc<Job>) -> std::result::Result<T, Failure>,
) -> std::result::Result<T, Failure> {
    let stopped = || Err(Failure::new(StatusCode::CONFLICT, "this was stopped; load the page again to begin anew"));
    desk.work.done("comparing", act).unwrap_or_else(stopped)
}

/// How a lineage is built, as on the command line without options.
fn lineage_options(job: &Arc<Job>) -> lineage::Options {
    let align = align::Options { progress: job.progress(0.0, 1.0), ..align::Options::default() };
    lineage::Options { align, ..lineage::Options::default() }
}

/// Two documents of the folder, the one before the other, word by word.
fn pair(desk: &Arc<Desk>, old: &str, new: &str) -> std::result::Result<(Analysed, Analysed), Failure> {
    let shelf = desk.shelf();
    let [old, new] = [old, new].map(|id| shelf.document(id).map(|held| held.document.clone()));
    Ok(desk.cache(&shelf).analysed_pair(old?, new?, &analysis_options(&shelf)?))
}

/// The lineage of some documents.
fn some(desk: &Arc<Desk>, ids: &[&str], job: &Arc<Job>) -> std::result::Result<Lineage, Failure> {
    let shelf = desk.shelf();
    let documents = ids.iter().map(|id| Ok(shelf.document(id)?.document.clone()));
    let documents = documents.collect::<crate::error::Result<Vec<Document>>>()?;
    let documents = desk.cache(&shelf).analysed(documents, &analysis_options(&shelf)?);
    let decisions = Decisions::clone(&*desk.decisions()?).among(&documents);
    Ok(Lineage::build_decided(documents, &lineage_options(job), &decisions))
}
