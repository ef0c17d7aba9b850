//! Links between meetings: what an earlier one had adopted already, and what later reports tell of it.

use rayon::prelude::*;

use super::{Edge, Lineage, LinkKind, Options, is_adopted};
use crate::align::Unaccounted;
use crate::analysis::Analysed;
use crate::anatomy::Anatomy;
use crate::meetings::{comes_before, is_later_meeting, reports_on};
use crate::model::{Document, DocumentIndex, ProvisionIndex, ProvisionPlace, Stage};
use crate::retrieval::{CrossMeetingLink, LinkRule, cross_meeting_links};

impl Lineage {
    /// Links what meetings adopted to what earlier meetings of the same body did. An idea that was dropped and came
    /// back goes back to the last meeting that had it.
    pub(super) fn add_adopted(&mut self, options: &Options) {
        let takes_part = |documents: &[Analysed], document: usize, at: ProvisionIndex| {
            let document = &documents[document];
            document.metadata.stage() == Stage::Final && is_adopted(document, document.provision(at))
        };
        let is_earlier = |documents: &[Analysed], old: usize, new: usize| {
            may_hold_precedents(&documents[old], &documents[new], options)
        };
        self.add_precedents(options, takes_part, is_earlier);
    }

    /// Links provisions to earlier ones, of those that take part.
    pub(super) fn add_precedents(
        &mut self,
        options: &Options,
        takes_part: impl Fn(&[Analysed], usize, ProvisionIndex) -> bool + Sync,
        is_earlier: impl Fn(&[Analysed], usize, usize) -> bool + Sync,
    ) {
        let documents = &self.documents;
        let takes_part = |document: usize, at: ProvisionIndex| takes_part(documents, document, at);
        let is_earlier = |old: usize, new: usize| is_earlier(documents, old, new);
        let found = self.cross_meeting(options, takes_part, is_earlier);
        self.add_found(LinkKind::Precedent, found, options);
    }

    /// Links what meetings adopted to what later reports of activities tell of it.
    pub(super) fn add_follow_up(&mut self, options: &Options) {
        let documents = &self.documents;
        let takes_part = |document: usize, at: ProvisionIndex| {
            let document = &documents[document];
            match document.metadata.stage() {
                Stage::Final => is_adopted(document, document.provision(at)),
                Stage::Other => !is_mandate(document, at),
                Stage::Draft => false,
            }
        };
        let is_earlier = |old: usize, new: usize| reports_on(&documents[old], &documents[new]);
        let found = self.cross_meeting(options, takes_part, is_earlier);
        self.add_found(LinkKind::FollowUp, found, options);
    }

    fn cross_meeting(
        &self,
        options: &Options,
        takes_part: impl Fn(usize, ProvisionIndex) -> bool + Sync,
        is_earlier: impl Fn(usize, usize) -> bool + Sync,
    ) -> Vec<CrossMeetingLink> {
        let takes_part = |document: usize, at: ProvisionIndex| self.is_linked[document] && takes_part(document, at);
        let is_earlier = |old: usize, new: usize| self.is_linked[old] && self.is_linked[new] && is_earlier(old, new);
        let (parameters, engine) = (&options.retrieval, &options.align.parameters);
        let (doubtful, archive) = (options.doubtful, options.statistics());
        let rule = LinkRule { parameters, engine, archive, doubtful, takes_part, is_earlier };
        cross_meeting_links(&self.documents.iter().collect::<Vec<_>>(), &rule)
    }

    fn add_found(&mut self, kind: LinkKind, found: Vec<CrossMeetingLink>, options: &Options) {
        let engine = &options.align.parameters;
        let documents = &self.documents;
        let edge = |CrossMeetingLink { old, new, correspondence }: CrossMeetingLink| {
            let (relation, origin) = (correspondence.relation, correspondence.origin);
            let mut support = correspondence.support?;
            let (earlier, later) = (&documents[old], &documents[new]);
            let (at, there) = (correspondence.old[0], correspondence.new[0]);
            let evidence = &mut support.evidence;
            evidence.shared = earlier.shared_with(at, (later, there), &evidence.shared);
            evidence.unlike_numbers = Unaccounted::of_numbers(&earlier.numbers(at), &later.numbers(there));
            if evidence.unlike_numbers.is_some() {
                support.confidence = engine.despite_numbers(support.confidence);
                support.certainty = options.retrieval.certainty(support.confidence, engine);
            }
            let place = |document, provision| ProvisionPlace { document: DocumentIndex::new(document), provision };
            Some((place(old, at), place(new, there), Edge::found(kind, relation, support, origin)))
        };
        let edges: Vec<_> = found.into_par_iter().filter_map(edge).collect();
        for (from, to, edge) in edges {
            self.add_edge(from, to, edge);
        }
    }
}

/// Whether a document may hold precedents of a later one.
fn may_hold_precedents(old: &Document, new: &Document, options: &Options) -> bool {
    is_later_meeting(old, new) || options.across && comes_before(old, new)
}

/// Whether a paragraph only reports what was asked for: that is told where it was asked.
fn is_mandate(document: &Analysed, at: ProvisionIndex) -> bool {
    let asks = |anatomy: &Anatomy| {
        let operative = anatomy.operative.as_ref();
        operative.is_some_and(|phrase| phrase.scale == "asks" && anatomy.addressee.is_some())
    };
    document.anatomy(at).is_some_and(asks)
}
