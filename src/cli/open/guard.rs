//! Who may ask: pages of this server alone, behind its token.
//!
//! Any page that a browser shows can send requests to a server on the same machine, and a name that its owner lets point there
//! makes it look like the page's own (DNS rebinding). So the name that was asked for must be this machine's, what comes from
//! another page is refused, and nothing is told to who does not have the token, which stands in the path: cookies are shared by
//! all ports of a machine.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::error::{Error, Result};

/// How many random bytes the token is made of.
const TOKEN: usize = 16;

/// The port that stands in no address.
const WEB: u16 = 80;

/// What the browser may do with what it is sent: load what this server serves, and nothing else. The picture and what is chosen
/// on a page set styles of elements.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Who may ask.
#[derive(Debug)]
pub(super) struct Guard {
    token: String,
    /// The names by which the server may be asked for, with its port.
    hosts: [String; 2],
}

impl Guard {
    /// A guard with a new token for a port.
    ///
    /// # Errors
    /// If the system gives no random numbers.
    pub(super) fn new(port: u16) -> Result<Self> {
        let mut bytes = [0; TOKEN];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::refused(format!("the system gives no random numbers for the address: {error}")))?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        // A browser leaves the port of the web out.
        let place = |name: &str| if port == WEB { name.to_owned() } else { format!("{name}:{port}") };
        Ok(Guard { token, hosts: ["127.0.0.1", "localhost"].map(place) })
    }

    /// The address of a view: what stands in that of another session behind its token is taken from it.
    pub(super) fn address(&self, view: &str) -> String {
        let behind = view.split_once("://").map_or(view, |(_, rest)| rest.splitn(3, '/').nth(2).unwrap_or_default());
        format!("http://{}/{}/{}", self.hosts[0], self.token, behind.trim_start_matches('/'))
    }

    /// Whether a request may be answered, or why not.
    fn admits(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> std::result::Result<(), StatusCode> {
        // What is sent twice is sent by no browser, and is nobody's own.
        let text = |name: HeaderName| {
            let mut values = headers.get_all(name).iter().map(|value| value.to_str().unwrap_or("?"));
            let first = values.next()?;
            Some(values.next().map_or(first, |_| "?"))
        };
        let is_own = |host: &str| self.hosts.iter().any(|own| own == host);
        let is_named = uri.authority().is_none_or(|named| is_own(named.as_str()));
        if !is_named || !text(header::HOST).is_some_and(is_own) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        let is_own_page = |origin: &str| origin.strip_prefix("http://").is_some_and(is_own);
        let is_change = *method != Method::GET && *method != Method::HEAD;
        let is_other = match text(header::ORIGIN) {
            Some(origin) => !is_own_page(origin),
            // A browser says from which page a change comes.
            None => is_change,
        };
        let site = text(HeaderName::from_static("sec-fetch-site"));
        if is_other || site.is_some_and(|site| site != "same-origin" && site != "none") {
            return Err(StatusCode::FORBIDDEN);
        }
        let given = uri.path().trim_start_matches('/').split('/').next().unwrap_or_default();
        if is_same(given, &self.token) { Ok(()) } else { Err(StatusCode::NOT_FOUND) }
    }
}

/// Whether two texts are the same, in a time that tells nothing of where they differ.
fn is_same(one: &str, other: &str) -> bool {
    one.len() == other.len() && one.bytes().zip(other.bytes()).fold(0, |all, (one, other)| all | (one ^ other)) == 0
}

/// Lets a request through, or not, and says of each answer what may be done with it.
pub(super) async fn watch(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.admits(request.method(), request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(status) => {
            (status, "This is not the address of the workbench. It stands in the terminal in which it was started.\n")
                .into_response()
        }
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("x-frame-options", "DENY");
    set("referrer-policy", "no-referrer");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set("cache-control", "no-store");
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard() -> Guard {
        Guard { token: "abc123".into(), hosts: ["127.0.0.1:4000".into(), "localhost:4000".into()] }
    }

    fn asked(method: &Method, path: &str, headers: &[(&'static str, &'static str)]) -> Option<StatusCode> {
        let mut map = HeaderMap::new();
        for &(name, value) in headers {
            map.append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        guard().admits(method, &path.parse().unwrap(), &map).err()
    }

    #[test]
    fn only_its_own_pages_get_in() {
        let host = ("host", "127.0.0.1:4000");
        let own = ("origin", "http://127.0.0.1:4000");
        assert_eq!(asked(&Method::GET, "/abc123/", &[host]), None);
        assert_eq!(asked(&Method::POST, "/abc123/api/decide", &[host, own, ("sec-fetch-site", "same-origin")]), None);
        // No host, another one, another port: a name that was made to point here.
        for other in [&[][..], &[("host", "evil.example")], &[("host", "127.0.0.1:81")]] {
            assert_eq!(asked(&Method::GET, "/abc123/", other), Some(StatusCode::MISDIRECTED_REQUEST));
        }
        // Both: whoever reads the other one of the two would be misled.
        assert_eq!(
            asked(&Method::GET, "/abc123/", &[host, ("host", "evil.example")]),
            Some(StatusCode::MISDIRECTED_REQUEST)
        );
        assert_eq!(asked(&Method::GET, "http://evil.example/abc123/", &[host]), Some(StatusCode::MISDIRECTED_REQUEST));
        // Another page, or none that says so.
        for page in ["http://evil.example", "https://127.0.0.1:4000", "null", "http://127.0.0.1:40000"] {
            assert_eq!(asked(&Method::GET, "/abc123/", &[host, ("origin", page)]), Some(StatusCode::FORBIDDEN));
        }
        assert_eq!(asked(&Method::POST, "/abc123/api/decide", &[host]), Some(StatusCode::FORBIDDEN));
        assert_eq!(
            asked(&Method::GET, "/abc123/", &[host, ("sec-fetch-site", "cross-site")]),
            Some(StatusCode::FORBIDDEN)
        );
        // No token, and almost the right one.
        for path in ["/", "/abc12/", "/abc124/", "/abc1233/", "//abc124"] {
            assert_eq!(asked(&Method::GET, path, &[host]), Some(StatusCode::NOT_FOUND), "{path}");
        }
    }

    #[test]
    fn tokens_differ_and_views_are_taken_over() {
        let (one, other) = (Guard::new(1).unwrap(), Guard::new(1).unwrap());
        assert_eq!(one.token.len(), 2 * TOKEN);
        assert!(Guard::new(WEB).unwrap().address("").starts_with("http://127.0.0.1/"));
        assert_ne!(one.token, other.token);
        let view = "compare?document=a&document=b#only=weakened";
        assert_eq!(guard().address(view), format!("http://127.0.0.1:4000/abc123/{view}"));
        assert_eq!(
            guard().address(&format!("http://127.0.0.1:9/ff00/{view}")),
            format!("http://127.0.0.1:4000/abc123/{view}")
        );
        assert_eq!(guard().address(""), "http://127.0.0.1:4000/abc123/");
    }
}
