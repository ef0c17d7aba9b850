//! Groups: documents that chains of links may join, so that no link leads out of a group.

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use super::drafts::{draft_of, is_revision_of};
use super::likeness::are_of_one_text;
use super::order::{comes_before, reports_on};
use super::series::key;
use crate::model::{Document, DocumentIndex, DocumentSymbol, Stage};

/// The groups of some documents, in the order of their first ones: series, drafts with what came of them, and reports on activities
/// with all that they may tell of, which is whatever any body adopted before. `across` joins what precedents across series may
/// join: all that has a date.
pub(crate) fn groups(documents: &[&Document], across: bool) -> Vec<Vec<DocumentIndex>> {
    let mut sets = UnionFind::<usize>::new(documents.len());
    let mut first_of_series = FxHashMap::default();
    let mut first_of_draft = FxHashMap::default();
    for (at, document) in documents.iter().enumerate() {
        if let Some(key) = key(document) {
            sets.union(*first_of_series.entry(key).or_insert(at), at);
        }
        if let Some(symbol) = document.metadata.symbol.as_ref() {
            sets.union(*first_of_draft.entry(DocumentSymbol::root(symbol)).or_insert(at), at);
        }
    }
    let others = |at: usize| (0..documents.len()).filter(move |&other| other != at);
    for (at, document) in documents.iter().enumerate() {
        let may_be_linked = |other: &Document| {
            across && comes_before(document, other)
                || match document.metadata.stage() {
                    Stage::Final => false,
                    Stage::Other => reports_on(other, document),
                    Stage::Draft => {
                        draft_of(document, other).is_some()
                            || is_revision_of(document, other)
                            || are_of_one_text(document, other)
                    }
                }
        };
        for other in others(at).filter(|&other| may_be_linked(documents[other])) {
            sets.union(at, other);
        }
    }
    let mut groups: Vec<Vec<DocumentIndex>> = Vec::new();
    let mut group_of = FxHashMap::default();
    for at in 0..documents.len() {
        let group = *group_of.entry(sets.find_mut(at)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(DocumentIndex::new(at));
    }
    groups
}
