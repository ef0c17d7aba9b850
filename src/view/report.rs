//! All that a page shows of a lineage or of a comparison, for outputs that hold more than one table.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::comparison::ComparisonView;
use super::lineage::{EdgeView, LineageView, NodeView};
use super::picture::Picture;
use super::wording::{Segment, redline_of};
use crate::lineage::LinkKind;

/// A lineage with its change tables, its picture and the redlines of its other links.
#[derive(Debug, Clone)]
pub struct ReportView {
    /// What it is about: "2019-draft → 2019-final", or "Lineage of 5 documents".
    pub title: String,
    /// The documents, the provisions and the links.
    pub lineage: LineageView,
    /// The picture.
    pub picture: Picture,
    /// The change tables.
    pub comparisons: Vec<ComparisonView>,
    /// The links between meetings.
    pub echoes: Vec<EchoView>,
}

/// A link between meetings: a precedent, or what a report tells.
#[derive(Debug, Clone)]
pub struct EchoView {
    /// The link.
    pub edge: EdgeView,
    /// The earlier wording.
    pub old: NodeView,
    /// The later wording.
    pub new: NodeView,
    /// The redline of the two; empty for what a report tells.
    pub redline: Vec<Segment>,
}

impl ReportView {
    /// The report of a lineage and the change tables that belong to it.
    pub fn of(title: String, lineage: LineageView, comparisons: Vec<ComparisonView>) -> Self {
        let picture = Picture::of(&lineage, &comparisons);
        let nodes: BTreeMap<&str, &NodeView> = lineage.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
        let echo = |edge: &EdgeView| {
            let (old, new) = (*nodes.get(edge.source.as_str())?, *nodes.get(edge.target.as_str())?);
            // What a report tells of a provision is no new wording of it.
            let is_wording = edge.kind != LinkKind::FollowUp;
            let redline = if is_wording { redline_of(&old.text, &new.text) } else { Vec::new() };
            Some(EchoView { edge: edge.clone(), old: old.clone(), new: new.clone(), redline })
        };
        let echoes = lineage.edges.par_iter().filter(|edge| edge.kind != LinkKind::Version).filter_map(echo).collect();
        ReportView { title, picture, comparisons, echoes, lineage }
    }
}
