//! Answers: JSON, files, and errors that tell a person what to do.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::assets::trouble;
use crate::decisions::Decision;
use crate::error::{Error, ErrorKind};

/// What comes of a request.
pub(super) type Answer = std::result::Result<Response, Failure>;

/// Why nothing comes of one.
pub(super) struct Failure {
    status: StatusCode,
    error: String,
    clashing: Vec<Decision>,
}

#[derive(Serialize)]
struct Told<'a> {
    error: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    clashing: &'a [Decision],
}

impl Failure {
    pub(super) fn new(status: StatusCode, error: impl Into<String>) -> Self {
        Failure { status, error: error.into(), clashing: Vec::new() }
    }

    /// Decisions stand in the way.
    pub(super) fn in_the_way(clashing: Vec<Decision>) -> Self {
        let error = "this has been decided otherwise; what was decided can be replaced";
        Failure { clashing, ..Failure::new(StatusCode::CONFLICT, error) }
    }

    /// The same as a page, for a person who went there.
    pub(super) fn into_page(self) -> Response {
        let page = trouble(&self.error, self.status == StatusCode::SERVICE_UNAVAILABLE);
        (self.status, typed("text/html; charset=utf-8", page)).into_response()
    }

    /// Nobody is named as the one who decides.
    pub(super) fn nobody() -> Self {
        Failure::new(StatusCode::PRECONDITION_REQUIRED, "nobody is named as the one who decides; give your name")
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let status = match error.kind() {
            ErrorKind::NotFound => StatusCode::NOT_FOUND,
            ErrorKind::Conflict => StatusCode::CONFLICT,
            ErrorKind::Output => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Failure::new(status, error.to_string())
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, typed("application/json", to_json(&Told { error: &self.error, clashing: &self.clashing })))
            .into_response()
    }
}

fn to_json(value: &impl Serialize) -> Vec<u8> {
    // Of types of its own that hold texts and numbers.
    serde_json::to_vec(value).expect("answers are written as JSON")
}

/// A value as JSON.
pub(super) fn json(value: &impl Serialize) -> Answer {
    Ok(typed("application/json", to_json(value)))
}

/// Bytes of a kind.
pub(super) fn typed(kind: &'static str, bytes: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static(kind))], bytes.into()).into_response()
}

/// What was sent as JSON.
pub(super) fn sent<T: DeserializeOwned>(bytes: &[u8]) -> std::result::Result<T, Failure> {
    serde_json::from_slice(bytes)
        .map_err(|error| Failure::new(StatusCode::BAD_REQUEST, format!("what was sent is no such request: {error}")))
}

/// The values of a query by their names.
#[derive(Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    pub(super) fn of(text: Option<&str>) -> Self {
        Query(form_urlencoded::parse(text.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// All values of a name, in their order.
    pub(super) fn all<'q>(&'q self, name: &'q str) -> impl Iterator<Item = &'q str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a name.
    ///
    /// # Errors
    /// If there is none.
    pub(super) fn one(&self, name: &str) -> std::result::Result<&str, Failure> {
        let missing = || Failure::new(StatusCode::BAD_REQUEST, format!("`{name}` is missing from the address"));
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str()).ok_or_else(missing)
    }
}
