//! Where a text was said before: links between meetings, and the search for agreed language.
//!
//! Both look texts up in one collection of terms, and go by the same numbers.
//!
//! ```
//! use travaux::analysis::{self, Analysed};
//! use travaux::extract::of_texts;
//! use travaux::retrieval::{Options, search};
//!
//! let read = |id: &str, texts: &[&str]| Analysed::of(of_texts(id, texts, Some("en")), &analysis::Options::default());
//! let corpus = [read("1998", &["Harbour masters keep registers of vessels.", "Pilots are trained every second year."])];
//! let text = read("draft", &["Harbour masters should keep registers of vessels and crews."]);
//! let found = search(&text, &corpus, &Options { all: true, ..Options::default() });
//! assert_eq!(found.found[0].precedents[0].place.of(&corpus).id, *"1998/1");
//! ```

mod archive;
mod collection;
mod families;
mod features;
mod links;
mod parameters;
mod rarity;
mod scorer;
mod search;
mod statistics;
mod vector;
mod verbatim;

pub use archive::Archive;
pub use collection::counted;
pub(crate) use families::{Cluster, GroupLink, families, themes};
pub use features::{ACROSS_LANGUAGES, FEATURES, Features, WITH_MODEL};
pub(crate) use links::{CrossMeetingLink, LinkRule, cross_meeting_links};
pub use parameters::{Numbers, Parameters};
pub use scorer::features_between;
#[cfg(feature = "cli")]
pub(crate) use search::Searcher;
pub use search::{Found, Options, Precedent, Search, search};
pub use statistics::Statistics;
pub use verbatim::{Verbatim, verbatim};
