//! How far the revisions of a draft have come: how many brackets and options each part of it has in each.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::visit::EdgeRef;

use super::{Lineage, LinkKind};
use crate::analysis::Analysed;
use crate::brackets::Holds;
use crate::fate::beside;
use crate::model::{DocumentIndex, Kind, ProvisionIndex, ProvisionPlace};

/// The open brackets and options of a draft in its revisions and in what was adopted of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The documents, earliest first.
    pub documents: Vec<DocumentIndex>,
    /// A row for each part of the text: an article, or what stands under one heading. In the order of the first document that
    /// has it.
    pub rows: Vec<ProgressRow>,
}

/// What is open in one part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgressRow {
    /// Its heading in the last document that has it, or what it is called by its number.
    pub name: String,
    /// The number of its article in the first document that has it, where that is another.
    pub was: Option<String>,
    /// How much is open in each document; nothing in one that does not have the part.
    pub open: Vec<Option<Open>>,
}

/// How much of a text is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Open {
    /// Brackets, those with no words yet among them; notes are none.
    pub brackets: usize,
    /// Options, and provisions that stand beside others.
    pub options: usize,
}

impl Open {
    /// Brackets and options together.
    pub fn all(self) -> usize {
        self.brackets + self.options
    }

    fn add(&mut self, other: Open) {
        self.brackets += other.brackets;
        self.options += other.options;
    }

    /// What is open in a provision, and in the heading that it is the first to stand under.
    pub fn of(document: &Analysed, at: ProvisionIndex) -> Self {
        let count = |bracketed: &crate::brackets::Bracketed| Open {
            // A sign that closes what nothing opened is a misprint, or the end of one that is counted where it opens.
            brackets: bracketed.brackets().iter().filter(|one| one.holds != Holds::Note && one.is_opened).count(),
            options: bracketed.options().len(),
        };
        let mut open = count(document.bracketed(at));
        document.open_heading(at).into_iter().for_each(|heading| open.add(count(heading)));
        open.options += usize::from(beside(&document.provision(at).label).is_some());
        // An option of several paragraphs is counted with the first of them.
        let option = |at: ProvisionIndex| {
            let provision = document.provision(at);
            (provision.option.clone(), part_of(document, at))
        };
        let before = at.index().checked_sub(1).map(ProvisionIndex::new);
        let begins_option =
            document.provision(at).option.is_some() && before.is_none_or(|before| option(before) != option(at));
        open.options += usize::from(begins_option);
        open
    }
}

/// What tells the part of a text that a provision stands in: its article, or else its headings.
fn part_of(document: &Analysed, at: ProvisionIndex) -> (bool, String) {
    let provision = document.provision(at);
    match provision.kind {
        Kind::Article => (true, article_of(provision.number(), provision.option.as_deref()).to_owned()),
        Kind::Preamble => (false, String::new()),
        _ if provision.section.is_empty() => (true, provision.number().to_owned()),
        _ => (false, provision.section.join("\n")),
    }
}

/// The number of the article that a label is of: of "3 bis(2)" "3 bis", of "3(1) Option 2" "3".
fn article_of<'l>(label: &'l str, option: Option<&str>) -> &'l str {
    let label = option.and_then(|option| label.strip_suffix(option)).unwrap_or(label);
    label.split('(').next().unwrap_or(label).trim()
}

impl Lineage {
    /// The progress of each draft that has revisions and anything open, in the order of the documents.
    pub fn progress(&self) -> Vec<Progress> {
        self.chains().into_iter().filter_map(|documents| self.progress_of(documents)).collect()
    }

    /// The drafts with their revisions and what was adopted of them: of each draft one line of documents, earliest first.
    pub(crate) fn chains(&self) -> Vec<Vec<DocumentIndex>> {
        let mut chains: Vec<Vec<DocumentIndex>> = Vec::new();
        let mut steps: Vec<(DocumentIndex, DocumentIndex)> = self
            .comparisons
            .iter()
            .filter_map(|one| match one.pieces[..] {
                [piece] => Some((piece, one.new)),
                _ => None,
            })
            .collect();
        steps.sort_unstable();
        for (from, to) in steps {
            match chains.iter().position(|chain| chain.contains(&from)) {
                Some(chain) if chains[chain].last() == Some(&from) => chains[chain].push(to),
                Some(_) => {}
                None => chains.push(vec![from, to]),
            }
        }
        chains
    }

    fn progress_of(&self, documents: Vec<DocumentIndex>) -> Option<Progress> {
        let mut rows: Vec<ProgressRow> = Vec::new();
        let mut firsts: Vec<(bool, String)> = Vec::new();
        // Which row each part of the last document is in.
        let mut row_of: BTreeMap<(bool, String), usize> = BTreeMap::new();
        for (column, &document) in documents.iter().enumerate() {
            let held = &self.documents[document];
            let mut parts: Vec<((bool, String), String, Open)> = Vec::new();
            let mut votes: Vec<BTreeMap<usize, usize>> = Vec::new();
            for at in ProvisionIndex::all(&held.provisions) {
                let key = part_of(held, at);
                let place = parts.iter().position(|(known, ..)| *known == key).unwrap_or_else(|| {
                    parts.push((key.clone(), name(held, at, &key), Open::default()));
                    votes.push(BTreeMap::new());
                    parts.len() - 1
                });
                parts[place].2.add(Open::of(held, at));
                let before = column.checked_sub(1).map(|before| documents[before]);
                for earlier in before.into_iter().flat_map(|before| self.earlier(document, at, before)) {
                    let row = row_of.get(&part_of(&self.documents[documents[column - 1]], earlier));
                    row.into_iter().for_each(|&row| *votes[place].entry(row).or_default() += 1);
                }
            }
            let mut taken = BTreeSet::new();
            let mut next = BTreeMap::new();
            for ((key, name, open), votes) in parts.into_iter().zip(votes) {
                let best = votes
                    .into_iter()
                    .filter(|(row, _)| !taken.contains(row))
                    .max_by_key(|&(row, count)| (count, usize::MAX - row));
                let row = best.map_or_else(
                    || {
                        rows.push(ProgressRow { name: String::new(), was: None, open: vec![None; documents.len()] });
                        firsts.push(key.clone());
                        rows.len() - 1
                    },
                    |(row, _)| row,
                );
                taken.insert(row);
                rows[row].name = name;
                rows[row].was = (firsts[row].0 && key.0 && firsts[row].1 != key.1).then(|| firsts[row].1.clone());
                rows[row].open[column] = Some(open);
                next.insert(key, row);
            }
            row_of = next;
        }
        let has_open = rows.iter().flat_map(|row| row.open.iter().flatten()).any(|open| open.all() > 0);
        has_open.then_some(Progress { documents, rows })
    }

    /// The provisions of an earlier document that one of a later document came of.
    fn earlier(
        &self,
        document: DocumentIndex,
        provision: ProvisionIndex,
        before: DocumentIndex,
    ) -> Vec<ProvisionIndex> {
        let Some(node) = self.node(ProvisionPlace { document, provision }) else { return Vec::new() };
        let versions = self.graph.edges_directed(node, petgraph::Direction::Incoming);
        let versions = versions.filter(|edge| edge.weight().kind == LinkKind::Version);
        let from = versions.map(|edge| &self.graph[edge.source()]).filter(|node| node.document == before);
        from.map(|node| node.provision).collect()
    }
}

/// What a part of a text is called: by its heading without brackets, or by what it is and its number.
fn name(document: &Analysed, at: ProvisionIndex, (is_numbered, key): &(bool, String)) -> String {
    let provision = document.provision(at);
    match (provision.section.last(), provision.kind) {
        (_, Kind::Preamble) => crate::model::Kind::Preamble.name().to_owned(),
        (Some(heading), Kind::Article) if heading.contains(key.as_str()) => whole(document, at, heading),
        (Some(heading), kind) if kind != Kind::Article => whole(document, at, heading),
        _ if *is_numbered => format!("{} {key}", provision.kind.name()),
        _ => key.clone(),
    }
}

fn whole(document: &Analysed, at: ProvisionIndex, heading: &str) -> String {
    document.open_heading(at).map_or_else(|| heading.to_owned(), |open| open.whole(heading))
}

#[cfg(test)]
mod tests {
    use super::article_of;

    #[test]
    fn a_label_tells_its_article() {
        for (label, option, article) in [
            ("3(2)", None, "3"),
            ("3 bis(2 alt)", None, "3 bis"),
            ("3ter(1) Option 2", Some("Option 2"), "3ter"),
            ("3(1) Variante 2", Some("Variante 2"), "3"),
            ("3 Option (b)", Some("Option (b)"), "3"),
            ("21", Some("Option 1"), "21"),
        ] {
            assert_eq!(article_of(label, option), article);
        }
    }
}
