//! What is at which address.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;

use super::answer::{Answer, Failure, Query, json, sent};
use super::desk::Desk;
use super::guard::{Guard, watch};
use super::{assets, decisions, documents, precedents, reading, views};

/// The largest request but for files, in bytes.
const LARGEST: usize = 4 * 1024 * 1024;

/// An act of the workbench: with what stands behind the question mark, and what was sent.
type Act = fn(&Arc<Desk>, &Query, &[u8]) -> Answer;

/// What is asked, by the last part of its address.
const ASKED: &[(&str, Act)] = &[
    ("state", |desk, _, _| state(desk)),
    ("documents", |desk, _, _| documents::list(desk)),
    ("document", |desk, query, _| reading::show(desk, query)),
    ("page", |desk, query, _| reading::page(desk, query)),
    ("questions", |desk, _, _| decisions::questions(desk)),
    ("decisions", |desk, _, _| decisions::list(desk)),
    ("find", |desk, query, _| decisions::find(desk, query)),
    ("forms", |_, query, _| views::forms(query)),
];

/// What is changed, likewise.
const CHANGED: &[(&str, Act)] = &[
    ("who", who),
    ("metadata", |desk, _, bytes| documents::declare(desk, bytes)),
    ("forget", |desk, _, bytes| documents::forget(desk, bytes)),
    ("reading", |desk, _, bytes| reading::correct(desk, bytes)),
    ("decide", |desk, _, bytes| decisions::decide(desk, bytes)),
    ("undo", |desk, _, bytes| decisions::undo(desk, bytes)),
    ("precedents", |desk, _, bytes| precedents::search(desk, bytes)),
    ("again", |desk, _, _| {
        desk.go_on();
        state(desk)
    }),
    ("stop", |desk, _, _| {
        desk.work.stop();
        state(desk)
    }),
    ("quit", |desk, _, _| {
        desk.end();
        state(desk)
    }),
];

/// All addresses, each behind the guard.
pub(super) fn all(desk: Arc<Desk>, guard: Arc<Guard>) -> Router {
    Router::new()
        .route("/{token}/", get(home))
        .route("/{token}/{page}", get(page))
        .route("/{token}/assets/{name}", get(asset))
        .route("/{token}/api/{name}", get(asked).merge(post(changed).layer(DefaultBodyLimit::max(LARGEST))))
        .route("/{token}/api/file", post(file).layer(DefaultBodyLimit::disable()))
        .fallback(|| async { nothing() })
        .layer(from_fn_with_state(guard, watch))
        .with_state(desk)
}

fn nothing() -> Response {
    (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response()
}

async fn home() -> Response {
    assets::page("").unwrap_or_else(nothing)
}

/// A page: one that its script fills, or one that is made of a report.
async fn page(State(desk): State<Arc<Desk>>, Path((_, name)): Path<(String, String)>, uri: Uri) -> Response {
    if let Some(page) = assets::page(&name).filter(|_| !name.is_empty()) {
        return page;
    }
    let query = Query::of(uri.query());
    let act = match name.as_str() {
        "compare" | "history" | "trace" | "repeats" => views::page,
        "export" => views::export,
        _ => return nothing(),
    };
    // What is taken out is asked for by a script.
    let is_for_a_person = name != "export";
    match off(move || act(&desk, &name, &query)).await {
        Err(failure) if is_for_a_person => failure.into_page(),
        answer => answer.into_response(),
    }
}

async fn asset(Path((_, name)): Path<(String, String)>) -> Response {
    assets::asset(&name).unwrap_or_else(nothing)
}

async fn asked(State(desk): State<Arc<Desk>>, Path((_, name)): Path<(String, String)>, uri: Uri) -> Response {
    act(ASKED, desk, name, uri, Bytes::new()).await
}

async fn changed(
    State(desk): State<Arc<Desk>>,
    Path((_, name)): Path<(String, String)>,
    uri: Uri,
    bytes: std::result::Result<Bytes, BytesRejection>,
) -> Response {
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            return Failure::new(error.status(), format!("this cannot be taken: {}", error.body_text()))
                .into_response();
        }
    };
    act(CHANGED, desk, name, uri, bytes).await
}

async fn act(acts: &'static [(&str, Act)], desk: Arc<Desk>, name: String, uri: Uri, bytes: Bytes) -> Response {
    let Some((_, act)) = acts.iter().find(|(known, _)| *known == name) else { return nothing() };
    off(move || act(&desk, &Query::of(uri.query()), &bytes)).await.into_response()
}

/// A file that was dropped. It is written as it comes in, so that its size is no matter of memory.
async fn file(State(desk): State<Arc<Desk>>, uri: Uri, request: Request) -> Response {
    let query = Query::of(uri.query());
    let name = match query.one("name") {
        Ok(name) => name.to_owned(),
        Err(failure) => return failure.into_response(),
    };
    documents::take(desk, name, request.into_body()).await.into_response()
}

/// Does what may take long on a thread of its own. What fails there is told, and the others go on.
pub(super) async fn off(act: impl FnOnce() -> Answer + Send + 'static) -> Answer {
    tokio::task::spawn_blocking(act).await.unwrap_or_else(|_| {
        let error = "something went wrong within the program; what was decided is kept, and the terminal says more";
        Err(Failure::new(StatusCode::INTERNAL_SERVER_ERROR, error))
    })
}

fn state(desk: &Arc<Desk>) -> Answer {
    json(&desk.told(|history| decisions::open_questions(desk, history)))
}

#[derive(Deserialize)]
struct Who {
    who: String,
}

fn who(desk: &Arc<Desk>, _: &Query, bytes: &[u8]) -> Answer {
    desk.name(&sent::<Who>(bytes)?.who)?;
    state(desk)
}
