//! Whose proposed words stand in the text that was adopted.
//!
//! Drafts say who proposed what: "[EU: shall]", "Option 1 (Chile):", "(proposed by Peru)". Each such wording is held against
//! what became of its provision in the last document of the draft's line, word by word.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use petgraph::visit::EdgeRef;

use super::{Lineage, LinkKind};
use crate::anatomy::Proposer;
use crate::brackets::Bracketed;
use crate::diff::redline;
use crate::fate::{Kept, words};
use crate::model::{DocumentIndex, ProvisionIndex, ProvisionPlace};

/// What each proposer of a draft proposed, and what of it stands in the last form of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// The documents, earliest first.
    pub documents: Vec<DocumentIndex>,
    /// How many words the last document has in its provisions.
    pub words: usize,
    /// The proposers: who has most words in the text first.
    pub proposers: Vec<Share>,
}

/// What one proposer proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Who it is: the same whatever the name.
    pub id: String,
    /// The name that is shown.
    pub name: String,
    /// The wordings that the drafts name it for, each once, in the order of the drafts.
    pub proposals: Vec<Proposal>,
    /// How many words of the last document are its.
    pub standing: usize,
}

/// A wording that was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The provision of the last draft that has it.
    pub place: ProvisionPlace,
    /// Its words as printed.
    pub text: String,
    /// How many there are.
    pub words: usize,
    /// The provisions of the last document that its provision became.
    pub became: Vec<ProvisionPlace>,
    /// Its words that stand there, in runs as that document has them.
    pub phrases: Vec<String>,
    /// How many these are.
    pub standing: usize,
    /// Whether it was that there be no text, and there is none.
    pub prevailed: bool,
}

impl Lineage {
    /// Whose words stand in what came of each draft, where its revisions name proposers; in the order of the documents.
    pub fn provenance(&self) -> Vec<Provenance> {
        self.chains().into_iter().filter_map(|documents| self.provenance_of(documents)).collect()
    }

    fn provenance_of(&self, documents: Vec<DocumentIndex>) -> Option<Provenance> {
        let (&last, drafts) = documents.split_last()?;
        // Where nothing is open, names at the end of a text say who asks for the whole of it.
        let is_open = |&draft: &DocumentIndex| {
            let held = &self.documents[draft];
            ProvisionIndex::all(&held.provisions)
                .any(|at| !held.bracketed(at).is_empty() || held.provision(at).option.is_some())
        };
        if !drafts.iter().any(is_open) {
            return None;
        }
        let mut shares: BTreeMap<String, Share> = BTreeMap::new();
        // The words of the last document that each proposer has, by where they begin.
        let mut standing: BTreeMap<String, BTreeSet<(ProvisionIndex, usize)>> = BTreeMap::new();
        // The last draft that has a wording is the one that is held against the text.
        for &draft in drafts.iter().rev() {
            for at in ProvisionIndex::all(&self.documents[draft].provisions) {
                let place = ProvisionPlace { document: draft, provision: at };
                let proposed = self.proposed(place);
                if proposed.is_empty() {
                    continue;
                }
                let became = self.became(place, last);
                let texts: Vec<_> = became.iter().map(|&provision| self.kept(place, (last, provision))).collect();
                for (inside, proposers) in proposed {
                    for proposer in proposers {
                        let share = shares.entry(proposer.id().to_owned()).or_insert_with(|| Share {
                            id: proposer.id().to_owned(),
                            name: proposer.name().to_owned(),
                            proposals: Vec::new(),
                            standing: 0,
                        });
                        let own: Vec<Range<usize>> = self.own_words(place, &inside);
                        let printed = self.printed(place, &inside);
                        let says_nothing = own.is_empty();
                        // A later draft has it in other words, or in the same.
                        let is_known = |one: &Proposal| {
                            one.became.iter().map(|place| place.provision).eq(became.iter().copied())
                                && are_one_proposal(&one.text, &printed)
                        };
                        if share.proposals.iter().any(is_known) {
                            continue;
                        }
                        let mut phrases = Vec::new();
                        let mut held = 0;
                        for (&provision, kept) in became.iter().zip(&texts) {
                            // What is still in brackets does not stand yet.
                            let open = self.documents[last].bracketed(provision).open_anywhere();
                            let is_free = |word: &Range<usize>| {
                                !open.iter().any(|one| one.start <= word.start && word.end <= one.end)
                            };
                            let now: Vec<Range<usize>> =
                                own.iter().filter_map(|word| kept.new_of(word)).filter(is_free).collect();
                            held += now.len();
                            standing
                                .entry(share.id.clone())
                                .or_default()
                                .extend(now.iter().map(|word| (provision, word.start)));
                            phrases.extend(runs(self.documents[last].provision(provision).text(), now));
                        }
                        share.proposals.push(Proposal {
                            place,
                            text: printed,
                            words: own.len(),
                            became: became
                                .iter()
                                .map(|&provision| ProvisionPlace { document: last, provision })
                                .collect(),
                            phrases,
                            standing: held.min(own.len()),
                            prevailed: says_nothing && became.is_empty(),
                        });
                    }
                }
            }
        }
        if shares.is_empty() {
            return None;
        }
        let all = ProvisionIndex::all(&self.documents[last].provisions)
            .map(|at| self.documents[last].provision(at).text())
            .map(|text| words(text, 0..text.len()).count())
            .sum();
        let mut proposers: Vec<Share> = shares
            .into_values()
            .map(|mut share| {
                share.proposals.sort_by_key(|proposal| (proposal.place.document, proposal.place.provision));
                Share { standing: standing.get(&share.id).map_or(0, BTreeSet::len), ..share }
            })
            .collect();
        proposers.sort_by(|one, other| other.standing.cmp(&one.standing).then(one.name.cmp(&other.name)));
        Some(Provenance { documents, words: all, proposers })
    }

    /// The wordings of a provision that somebody is named for: brackets and options, and the whole where it says so at its end.
    fn proposed(&self, place: ProvisionPlace) -> Vec<(Range<usize>, Vec<&Proposer>)> {
        let document = &self.documents[place.document];
        let bracketed = document.bracketed(place.provision);
        let brackets = bracketed.brackets().iter().map(|bracket| (&bracket.inside, &bracket.proposers));
        let options = bracketed.options().iter().map(|option| (&option.inside, &option.proposers));
        let mut found: Vec<(Range<usize>, Vec<&Proposer>)> = brackets
            .chain(options)
            .filter(|(_, proposers)| !proposers.is_empty())
            .map(|(inside, proposers)| (inside.clone(), proposers.iter().collect()))
            .collect();
        let text = document.provision(place.provision).text();
        let is_told = |one: &Proposer| found.iter().any(|(_, all)| all.iter().any(|other| other.id() == one.id()));
        let rest: Vec<&Proposer> =
            document.proposers(&[place.provision]).into_iter().filter(|one| !is_told(one)).collect();
        if !rest.is_empty() {
            found.push((0..text.len(), rest));
        }
        found
    }

    /// The words of a wording, without signs, marks and names, and without what stands in brackets within it: that may be others'.
    /// That there be no text is no words of anybody's.
    fn own_words(&self, place: ProvisionPlace, inside: &Range<usize>) -> Vec<Range<usize>> {
        let document = &self.documents[place.document];
        let bracketed = document.bracketed(place.provision);
        if bracketed.options().iter().any(|option| option.says_nothing && option.inside == *inside) {
            return Vec::new();
        }
        let text = document.provision(place.provision).text();
        let mut marks = bracketed.marks();
        marks.extend(document.attributions(place.provision).iter().map(|one| one.span.clone()));
        let is_within = |span: &Range<usize>| inside.start <= span.start && span.end <= inside.end && span != inside;
        let inner = bracketed.brackets().iter().filter(|one| one.inside != *inside).map(|one| one.span.clone());
        marks.extend(inner.filter(is_within));
        let is_marked = |word: &Range<usize>| marks.iter().any(|mark| mark.start <= word.start && word.end <= mark.end);
        words(text, inside.clone()).filter(|word| !is_marked(word)).collect()
    }

    /// A wording as printed, without who proposes it.
    fn printed(&self, place: ProvisionPlace, inside: &Range<usize>) -> String {
        let document = &self.documents[place.document];
        let text = document.provision(place.provision).text();
        let mut shown = String::new();
        let mut from = inside.start;
        for one in document.attributions(place.provision) {
            if from <= one.span.start && one.span.end <= inside.end {
                shown.push_str(&text[from..one.span.start]);
                from = one.span.end;
            }
        }
        shown.push_str(&text[from.min(inside.end)..inside.end]);
        shown.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The provisions of a later document that one became, along the links from form to form.
    fn became(&self, place: ProvisionPlace, last: DocumentIndex) -> Vec<ProvisionIndex> {
        let mut found = BTreeSet::new();
        let mut open: Vec<_> = self.node(place).into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if self.graph[node].document == last {
                found.insert(self.graph[node].provision);
                continue;
            }
            let versions = self.graph.edges(node).filter(|edge| edge.weight().kind == LinkKind::Version);
            open.extend(versions.map(|edge| edge.target()));
        }
        found.into_iter().collect()
    }

    /// Which words of a provision stand in a later one.
    fn kept(&self, place: ProvisionPlace, (document, provision): (DocumentIndex, ProvisionIndex)) -> Kept {
        let (old, new) = (&self.documents[place.document], &self.documents[document]);
        let (before, after) = (old.reading(place.provision), new.reading(provision));
        let sides: [(&str, &Bracketed); 2] =
            [(&before.text, old.bracketed(place.provision)), (&after.text, new.bracketed(provision))];
        Kept::of(&redline(&before, &after), sides[0], sides[1])
    }
}

/// Whether two wordings are forms of one proposal: more than half of their words are the same, by the Jaccard index.
fn are_one_proposal(one: &str, other: &str) -> bool {
    let set = |text: &str| text.split(' ').map(str::to_lowercase).collect::<BTreeSet<_>>();
    let (one, other) = (set(one), set(other));
    2 * one.intersection(&other).count() > one.union(&other).count()
}

/// The words of a text that stand at some places, those that follow each other in one phrase.
fn runs(text: &str, mut words: Vec<Range<usize>>) -> Vec<String> {
    words.sort_by_key(|word| word.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for word in words {
        match found.last_mut() {
            Some(last) if !text[last.end..word.start].contains(char::is_alphanumeric) => last.end = word.end,
            _ => found.push(word),
        }
    }
    found.into_iter().map(|run| text[run].split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}
