//! HTML: a page that holds a whole lineage or comparison, and fragments to be pasted into other pages.
//!
//! The page needs nothing beside itself: its style, script and picture are in it, and its content security policy
//! forbids the browser to load anything. All that the script shows stands in the page already, so that it can be read,
//! printed and searched without.

use std::collections::BTreeSet;

use askama::Template;

use super::comparison::{decision_lines, relation_facts, told};
use super::drawing::Drawing;
use super::redline::{Shown, segments, shown};
use super::svg;
use super::text::printable;
use crate::align::{Certainty, Shares};
use crate::lineage::LinkKind;
use crate::view::{
    ChangeRow, ComparisonView, DocumentHead, EchoView, Manner, NodeView, Op, ReportView, Segment, ThreadView,
    outdated_line, shift_lines, shift_names,
};

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// The hash of the script, by which the page's content security policy knows it. A test holds it to the script.
const SCRIPT_HASH: &str = "sha256-pa0tcWZWN17fjgqlHmTTfPVHKub8l5zoX7cxzvqU77g=";

/// What templates can do to texts.
mod filters {
    /// A name of several words, as a reader would write it.
    #[askama::filter_fn]
    pub(super) fn spaced(name: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(name.to_string().replace('-', " "))
    }

    /// A text as every output can hold it.
    #[askama::filter_fn]
    pub(super) fn shown(text: impl std::fmt::Display, _: &dyn askama::Values) -> askama::Result<String> {
        Ok(super::printable(&text.to_string()))
    }
}

/// A page.
#[derive(Template)]
#[template(path = "html/page.html")]
struct Page<'a> {
    title: &'a str,
    style: &'a str,
    script: &'a str,
    script_hash: &'a str,
    sentences: Vec<String>,
    picture: String,
    comparisons: Vec<Table>,
    echoes: Vec<Echoes>,
    documents: &'a [DocumentHead],
    wordings: Vec<Wordings<'a>>,
    threads: Vec<Thread>,
    relations: Vec<Choice>,
    shifts: Vec<Choice>,
    sections: Vec<String>,
    total: usize,
}

/// A fragment: the change table and the redlines of a comparison.
#[derive(Template)]
#[template(path = "html/fragment.html")]
struct Fragment {
    comparisons: Vec<Table>,
}

/// The change table of a draft and what came of it.
struct Table {
    heading: String,
    notes: Vec<String>,
    rows: Vec<Row>,
}

/// A change, ready to be filled in.
struct Row {
    id: String,
    relation: &'static str,
    facts: Vec<&'static str>,
    shifts: Vec<&'static str>,
    old: Vec<Cited>,
    new: Vec<Cited>,
    ids: String,
    ends: Option<(String, String)>,
    sections: Vec<String>,
    sections_json: String,
    confidence: Option<f64>,
    certainty: Option<&'static str>,
    told: Vec<String>,
    gist: Vec<String>,
    decisions: Vec<String>,
    outdated: Vec<String>,
    detail: Detail,
}

/// A provision that is named, and its address on the page.
struct Cited {
    label: String,
    id: String,
}

/// What opens below a change.
struct Detail {
    sentence: String,
    language: Option<String>,
    pieces: Vec<Piece>,
    texts: Vec<(String, String)>,
    evidence: Vec<(&'static str, String)>,
}

/// A piece of a redline.
struct Piece {
    /// `del`, `ins`, or nothing for what stayed.
    tag: &'static str,
    class: &'static str,
    text: String,
}

/// The links between meetings of one kind.
struct Echoes {
    heading: &'static str,
    rows: Vec<Row>,
}

/// The provisions of a document.
struct Wordings<'a> {
    head: &'a DocumentHead,
    provisions: Vec<Wording<'a>>,
}

/// A provision, with how it is told what it is.
struct Wording<'a> {
    node: &'a NodeView,
    name: String,
    text: String,
    section: String,
}

/// The life of what was linked.
struct Thread {
    /// The provisions of each document, one after the other.
    steps: Vec<Vec<Cited>>,
    reworded: usize,
    status: String,
    strength: String,
    opening: String,
}

/// Something that can be chosen, with how often it occurs.
struct Choice {
    name: &'static str,
    count: usize,
}

/// A page of a lineage or a comparison.
pub fn page(view: &ReportView) -> String {
    let comparisons: Vec<Table> =
        view.comparisons.iter().enumerate().map(|(at, comparison)| table(comparison, &format!("c{at}"))).collect();
    let echoes = [
        (LinkKind::Precedent, "What an earlier meeting had adopted already"),
        (LinkKind::FollowUp, "What later reports tell of it"),
    ];
    let echoes: Vec<Echoes> = echoes
        .into_iter()
        .map(|(kind, heading)| {
            let of_kind = view.echoes.iter().enumerate().filter(|(_, echo)| echo.edge.kind == kind);
            Echoes { heading, rows: of_kind.map(|(at, echo)| echo_row(echo, at)).collect() }
        })
        .filter(|echoes| !echoes.rows.is_empty())
        .collect();
    let rows: Vec<&Row> =
        comparisons.iter().flat_map(|table| &table.rows).chain(echoes.iter().flat_map(|one| &one.rows)).collect();
    let page = Page {
        title: &printable(&view.title),
        style: STYLE,
        script: SCRIPT,
        script_hash: SCRIPT_HASH,
        sentences: sentences(view),
        picture: svg::picture(&Drawing::of(&view.picture), &view.title, false),
        relations: choices(rows.iter().map(|row| row.relation)),
        shifts: choices(rows.iter().flat_map(|row| row.facts.iter().chain(&row.shifts).copied())),
        sections: sections(&rows),
        total: rows.len(),
        documents: &view.lineage.documents,
        wordings: wordings(view),
        threads: view.lineage.threads.iter().map(thread).collect(),
        comparisons,
        echoes,
    };
    filled(&page)
}

/// The change tables and redlines alone, to be pasted into another page.
pub fn fragment(comparisons: &[ComparisonView]) -> String {
    let tables = comparisons.iter().enumerate().map(|(at, comparison)| table(comparison, &format!("c{at}")));
    filled(&Fragment { comparisons: tables.collect() })
}

/// A template, filled in.
pub(super) fn filled(template: &impl Template) -> String {
    // Writing to a string cannot fail, and no filter of these templates does.
    template.render().expect("templates are filled in without errors")
}

fn sentences(view: &ReportView) -> Vec<String> {
    let own = view.comparisons.iter().map(|comparison| &comparison.sentence);
    let whole = view.lineage.sentence();
    // Of two documents the change table says it all; of many, each table has its own.
    match (view.comparisons.len(), view.lineage.documents.len()) {
        (1, 2) => own.map(|sentence| printable(sentence)).collect(),
        (1, _) => std::iter::once(&whole).chain(own).map(|sentence| printable(sentence)).collect(),
        _ => vec![printable(&whole)],
    }
}

/// What occurs, in the order in which it first does, with how often.
fn choices(names: impl Iterator<Item = &'static str>) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for name in names {
        match choices.iter_mut().find(|choice| choice.name == name) {
            Some(choice) => choice.count += 1,
            None => choices.push(Choice { name, count: 1 }),
        }
    }
    choices
}

/// The most headings that anybody would choose from.
const CHOICES: usize = 60;

/// The headings of the rows, each once; none if there are too many to choose from.
fn sections(rows: &[&Row]) -> Vec<String> {
    let mut known = BTreeSet::new();
    let all = rows.iter().flat_map(|row| &row.sections);
    let sections: Vec<String> = all.filter(|section| known.insert(*section)).cloned().collect();
    if sections.len() > CHOICES { Vec::new() } else { sections }
}

fn table(view: &ComparisonView, id: &str) -> Table {
    let cited = |head: &DocumentHead| match &head.symbol {
        Some(symbol) => format!("{} ({symbol})", head.id),
        None => head.id.clone(),
    };
    let language = view.new.language.clone().or_else(|| view.old.language.clone());
    let rows = view.changes.iter().enumerate();
    Table {
        heading: printable(&format!("{} → {}", cited(&view.old), cited(&view.new))),
        notes: std::iter::once(&view.sentence).chain(&view.notes).map(|note| printable(note)).collect(),
        rows: rows.map(|(at, row)| change_row(row, format!("{id}-{at}"), language.clone())).collect(),
    }
}

fn cited(labels: &[String], ids: &[String]) -> Vec<Cited> {
    labels.iter().zip(ids).map(|(label, id)| Cited { label: printable(label), id: printable(id) }).collect()
}

/// Texts as a JSON array, for an attribute that the script reads.
fn json<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    serde_json::Value::from(texts.map(|text| printable(text)).collect::<Vec<_>>()).to_string()
}

fn change_row(row: &ChangeRow, id: String, language: Option<String>) -> Row {
    let (shifts, rest) = told(row);
    let sections: Vec<String> =
        [row.old_section.last(), row.new_section.last()].into_iter().flatten().map(|one| printable(one)).collect();
    let evidence = row.evidence.as_ref().map(|evidence| {
        let rival = evidence.runner_up.as_ref();
        vec![
            ("Score", format!("{:.2}", row.score.unwrap_or_default())),
            ("Rarest words in common", evidence.shared.join(", ")),
            ("Wording kept", kept(evidence.coverage)),
            ("Only in the old", evidence.unaccounted.old.join(", ")),
            ("Only in the new", evidence.unaccounted.new.join(", ")),
            (
                "Next best",
                rival.map_or(String::new(), |one| format!("{} → {}, {:.2}", one.old_id, one.new_id, one.score)),
            ),
        ]
    });
    let mut facts = relation_facts(row);
    facts.remove(0);
    Row {
        id,
        relation: row.relation.name(),
        facts,
        shifts: row.shifts.iter().flat_map(shift_names).collect(),
        old: cited(&row.old, &row.old_ids),
        new: cited(&row.new, &row.new_ids),
        ends: row.old_ids.first().zip(row.new_ids.first()).map(|(old, new)| (printable(old), printable(new))),
        ids: json(row.old_ids.iter().chain(&row.new_ids)),
        sections_json: json(sections.iter()),
        sections,
        confidence: row.confidence,
        certainty: row.certainty.map(Certainty::name),
        told: shifts.iter().map(|line| printable(line)).collect(),
        gist: rest.iter().map(|line| printable(line)).collect(),
        decisions: decision_lines(row).iter().map(|line| printable(line)).collect(),
        outdated: row.outdated.iter().map(|one| printable(&outdated_line(one))).collect(),
        detail: Detail {
            sentence: isolated(&printable(&row.sentence)),
            language,
            pieces: pieces(&segments(row)),
            texts: Vec::new(),
            evidence: told_evidence(evidence.unwrap_or_default()),
        },
    }
}

/// A sentence whose quotations are each kept apart, so that those that run from right to left do not change places.
fn isolated(sentence: &str) -> String {
    sentence.replace('“', "“\u{2068}").replace('”', "\u{2069}”")
}

/// How much of each wording the other has.
fn kept(shares: Shares) -> String {
    format!("{:.0} % of the old, {:.0} % of the new", shares.old * 100.0, shares.new * 100.0)
}

/// Evidence without what is empty.
fn told_evidence(evidence: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    evidence.into_iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| (name, printable(&text))).collect()
}

fn echo_row(echo: &EchoView, at: usize) -> Row {
    let edge = &echo.edge;
    let is_follow_up = edge.kind == LinkKind::FollowUp;
    let named = |node: &NodeView| vec![Cited { label: printable(&node.id), id: printable(&node.id) }];
    let sections: Vec<String> =
        [&echo.old, &echo.new].into_iter().filter_map(|node| node.section.last()).map(|one| printable(one)).collect();
    // What a report tells of a provision is no new wording of it: the two stand below each other.
    let texts = |node: &NodeView| (printable(&node.id), printable(&node.text));
    Row {
        id: format!("e-{at}"),
        relation: edge.kind.name(),
        facts: Vec::new(),
        shifts: edge.shifts.iter().flat_map(shift_names).collect(),
        old: named(&echo.old),
        new: named(&echo.new),
        ends: Some((printable(&edge.source), printable(&edge.target))),
        ids: json([&edge.source, &edge.target].into_iter()),
        sections_json: json(sections.iter()),
        sections,
        confidence: Some(edge.confidence),
        certainty: Some(edge.certainty.name()),
        told: edge.shifts.iter().flat_map(shift_lines).map(|line| printable(&line)).collect(),
        gist: vec![printable(&crate::view::opening(&echo.new.text))],
        decisions: edge.decision.iter().map(|one| printable(&super::comparison::decided(one))).collect(),
        outdated: Vec::new(),
        detail: Detail {
            sentence: String::new(),
            language: None,
            pieces: if is_follow_up { Vec::new() } else { pieces(&echo.redline) },
            texts: if is_follow_up { vec![texts(&echo.old), texts(&echo.new)] } else { Vec::new() },
            evidence: told_evidence(vec![
                ("Score", format!("{:.2}", edge.score)),
                ("Rarest words in common", edge.shared.join(", ")),
                ("Wording kept", kept(edge.coverage)),
            ]),
        },
    }
}

/// A redline in pieces of HTML.
fn pieces(redline: &[Segment]) -> Vec<Piece> {
    let piece = |piece: Shown<'_>| {
        let tag = match piece.segment.op {
            Op::Same => "",
            Op::Gone => "del",
            Op::Came => "ins",
        };
        let class = match piece.segment.manner {
            None => "",
            Some(Manner::Moved) => "moved",
            Some(Manner::Punctuation | Manner::Case) => "slight",
        };
        let space = Piece { tag: "", class: "", text: piece.space.to_owned() };
        [space, Piece { tag, class, text: printable(piece.text) }]
    };
    shown(redline).flat_map(piece).filter(|piece| !piece.text.is_empty()).collect()
}

fn wordings(view: &ReportView) -> Vec<Wordings<'_>> {
    view.lineage
        .documents
        .iter()
        .map(|head| Wordings {
            head,
            provisions: view.lineage.nodes.iter().filter(|node| node.document == head.id).map(wording).collect(),
        })
        .filter(|one| !one.provisions.is_empty())
        .collect()
}

fn wording(node: &NodeView) -> Wording<'_> {
    Wording {
        name: super::comparison::capitalised(node.kind),
        text: printable(&node.text),
        section: printable(&node.section.join(" › ")),
        node,
    }
}

fn thread(view: &ThreadView) -> Thread {
    Thread {
        steps: view.steps.iter().map(|step| cited(step, step)).collect(),
        reworded: view.reworded,
        status: view.standing().join(", "),
        strength: view.strength_line().map(|line| printable(&line)).unwrap_or_default(),
        opening: printable(&view.opening),
    }
}

#[cfg(test)]
mod tests {
    use base64ct::{Base64, Encoding};
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_page_knows_its_script_by_its_hash() {
        let hash = Base64::encode_string(&Sha256::digest(SCRIPT));
        assert_eq!(SCRIPT_HASH, format!("sha256-{hash}"), "set SCRIPT_HASH to this");
    }
}
