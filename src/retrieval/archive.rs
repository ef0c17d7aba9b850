//! An archive made ready once, to be asked again and again: what a person looks up as they type.
//!
//! A text is looked up in two steps. The index tells which provisions share its rarest terms; the scorer weighs these few as it
//! would among all, since how rare words are was counted over the whole archive. The text that is looked up is not counted
//! with it.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::collection::{Place, words};
use super::parameters::Parameters;
use super::search::{Options, Search, Searcher, is_searched, looked_up};
use super::statistics::Statistics;
use crate::analysis::Analysed;
use crate::index::{Accumulator, TermIndex};
use crate::language::{Term, Vocabulary};
use crate::model::{DocumentIndex, ProvisionIndex};

/// How many provisions the scorer looks at for each text.
const CANDIDATES: usize = 64;

/// How many provisions it looks at besides that have every word of the text.
const HOLDING: usize = 256;

/// How many entries of the index are looked at for each text.
const POSTINGS: usize = 200_000;

/// What is known of documents for them to be searched.
pub struct Archive {
    vocabulary: Vocabulary,
    /// What is named, sorted; its terms follow those of the vocabulary.
    identities: Vec<String>,
    /// The provisions that can be found, in the order of the documents.
    places: Vec<Place>,
    index: TermIndex,
    /// The lengths of the vectors of the provisions.
    norms: Vec<f64>,
    statistics: Statistics,
    parameters: Parameters,
}

impl Archive {
    /// Makes documents ready, which are in the order of time.
    pub fn of(documents: &[Analysed], parameters: Parameters) -> Self {
        let vocabularies: Vec<&Vocabulary> = documents.iter().map(Analysed::vocabulary).collect();
        let (vocabulary, numbers) = Vocabulary::union(&vocabularies);
        let stated = |at: usize| looked_up(&documents[at]).into_iter().map(move |place| (at, place));
        let places: Vec<Place> = (0..documents.len()).flat_map(stated).collect();
        let named = |&(at, provision): &Place| documents[at].named(provision).iter().map(|one| one.id().to_owned());
        let mut identities: Vec<String> = places.iter().flat_map(named).collect();
        identities.sort_unstable();
        identities.dedup();
        let known = Known { vocabulary: &vocabulary, identities: &identities };
        let set = |&(at, provision): &Place| {
            let words =
                words(&documents[at], provision, &numbers[at], |id| known.identity(id).expect("it was gathered"));
            sorted(words.into_iter().map(|word| word.term))
        };
        let sets: Vec<Vec<Term>> = places.par_iter().map(set).collect();
        let index = TermIndex::of(vocabulary.len() + identities.len(), || sets.iter().map(|set| set.iter().copied()));
        let norm = |set: &Vec<Term>| set.iter().map(|&term| index.weight(term).powi(2)).sum::<f64>().sqrt();
        let norms = sets.iter().map(norm).collect();
        let statistics = Statistics::of(documents);
        Archive { vocabulary, identities, places, index, norms, statistics, parameters }
    }

    /// Finds the nearest provisions of the documents that it was made of for each provision of a text, as
    /// [`search`](super::search) does: among adopted texts or all documents, so many for each, doubtful ones too if they are
    /// wanted.
    pub fn search(
        &self,
        documents: &[Analysed],
        text: &Analysed,
        Options { all, doubtful, limit, .. }: &Options,
    ) -> Search {
        let is_open: Vec<bool> = documents
            .iter()
            .map(|document| document.source != text.source && is_searched(document, text, *all))
            .collect();
        let near: FxHashSet<Place> =
            looked_up(text).into_iter().flat_map(|query| self.nearest(text, query, &is_open)).collect();
        let mut held: Vec<usize> = near.iter().map(|place| place.0).collect();
        held.sort_unstable();
        held.dedup();
        let others: Vec<&Analysed> = held.iter().map(|&at| &documents[at]).chain([text]).collect();
        let searcher = Searcher::among(text, documents, &others, &self.parameters, (&held, &near, &self.statistics));
        let open = || (0..is_open.len()).filter(|&at| is_open[at]);
        Search {
            documents: open().map(DocumentIndex::new).collect(),
            provisions: self.places.iter().filter(|place| is_open[place.0]).count(),
            ..searcher.search(true, *doubtful, *limit)
        }
    }

    /// The provisions of open documents that share most with one of a text, by its terms, the rarest first.
    fn nearest(&self, text: &Analysed, query: ProvisionIndex, is_open: &[bool]) -> Vec<Place> {
        let known = Known { vocabulary: &self.vocabulary, identities: &self.identities };
        // A term of the text that no document has is behind all others.
        let unknown = (self.vocabulary.len() + self.identities.len()) as Term;
        let vocabulary = text.vocabulary();
        let numbers: Vec<Term> = (0..vocabulary.len() as Term)
            .map(|term| self.vocabulary.find(vocabulary.normal(term)).unwrap_or(unknown))
            .collect();
        let words = words(text, query, &numbers, |id| known.identity(id).unwrap_or(unknown));
        let all = sorted(words.into_iter().map(|word| word.term));
        let is_known = !all.contains(&unknown);
        let mut terms: Vec<Term> = all.into_iter().filter(|&term| term != unknown).collect();
        terms.sort_by_key(|&term| (self.index.frequency(term), term));
        // What has every word of it may hold it whole, however long it is.
        let has_all = |place: &u32| terms.iter().all(|&term| self.index.postings(term).binary_search(place).is_ok());
        let rarest = terms.first().filter(|_| is_known).map(|&term| self.index.postings(term)).unwrap_or_default();
        let is_wanted = |place: &u32| is_open[self.places[*place as usize].0];
        let holding = rarest.iter().filter(|place| is_wanted(place) && has_all(place)).map(|&place| place as usize);
        let holding: Vec<usize> = holding.take(HOLDING).collect();
        let mut shared = Accumulator::new(self.places.len());
        let mut looked_at = 0;
        for &term in &terms {
            if looked_at > POSTINGS {
                break;
            }
            let postings = self.index.postings(term);
            looked_at += postings.len();
            shared.add(self.index.weight(term).powi(2), postings.iter().copied().filter(is_wanted));
        }
        let ranked = shared.ranked(CANDIDATES, |shared, place| shared / self.norms[place].max(f64::MIN_POSITIVE));
        let nearest = ranked.into_iter().map(|(_, place)| place);
        nearest.chain(holding).map(|place| self.places[place]).collect()
    }
}

/// The terms that an archive knows.
struct Known<'a> {
    vocabulary: &'a Vocabulary,
    identities: &'a [String],
}

impl Known<'_> {
    /// The term of what is named.
    fn identity(&self, id: &str) -> Option<Term> {
        let at = self.identities.binary_search_by(|known| known.as_str().cmp(id)).ok()?;
        Some((self.vocabulary.len() + at) as Term)
    }
}

fn sorted(terms: impl Iterator<Item = Term>) -> Vec<Term> {
    let mut terms: Vec<Term> = terms.collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis;
    use crate::extract::of_texts;
    use crate::model::{Document, Metadata, Stage};
    use crate::retrieval::search;

    fn document(id: &str, texts: &[&str]) -> Analysed {
        let document = of_texts(id, texts, Some("en"));
        let metadata = Metadata { stage: Some(Stage::Final), ..document.metadata.clone() };
        Analysed::of(Document { metadata, ..document }, &analysis::Options::default())
    }

    #[test]
    fn an_archive_finds_what_a_search_of_all_finds() {
        let documents = [
            document("1998", &["Harbour masters keep registers of vessels.", "Pilots are trained every second year."]),
            document(
                "2004",
                &["The guild publishes tide tables each spring.", "Masters register vessels without lamps."],
            ),
        ];
        let archive = Archive::of(&documents, Parameters::default());
        let text = document("text", &["Harbour masters should keep registers of all vessels and crews."]);
        let found = archive.search(&documents, &text, &Options::default());
        let of_all = search(&text, &documents, &Options::default());
        assert_eq!((found.provisions, &found.documents), (of_all.provisions, &of_all.documents));
        let places = |search: &Search| -> Vec<_> { search.found[0].precedents.iter().map(|one| one.place).collect() };
        assert_eq!(places(&found), places(&of_all));
        assert_eq!(found.found[0].precedents[0].place.of(&documents).id, *"1998/1");
    }

    #[test]
    fn a_text_of_unknown_words_finds_nothing() {
        let documents = [document("1998", &["Pilots are trained."])];
        let options = Options { all: true, doubtful: true, ..Options::default() };
        let found = Archive::of(&documents, Parameters::default()).search(
            &documents,
            &document("text", &["Qwertz asdf."]),
            &options,
        );
        assert!(found.found[0].precedents.is_empty());
    }
}
