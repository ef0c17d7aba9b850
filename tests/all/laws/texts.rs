//! The texts that the laws are held to: the project's own documents, and reports that are made up.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use travaux::align::Options;
use travaux::analysis::{self, Analysed};
use travaux::change::{Change, compare};
use travaux::corpus::{Corpus, Declared, Source};
use travaux::extract::read;
use travaux::report::ComparisonView;

use crate::common::corpus_root;

/// A file of the project.
pub fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The sources of a corpus of the project, in the order of its manifest.
pub fn sources_of(folder: &str) -> Vec<Source> {
    Corpus::open(&file(folder)).unwrap().sources().unwrap()
}

/// The texts in the folders of fixtures: other layouts and other languages.
pub fn fixtures() -> Vec<Source> {
    let folders = ["languages", "profiles", "akn"].map(|name| file("tests/fixtures").join(name));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()));
    let mut paths: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).collect();
    paths.sort();
    assert!(paths.len() >= 14, "the fixtures are there: {paths:?}");
    paths.iter().map(|path| Source::open(path).unwrap()).collect()
}

/// A text as a source of a name.
pub fn source(id: &str, text: &str) -> Source {
    Source { id: id.into(), path: format!("{id}.txt").into(), bytes: text.into(), declared: Declared::default() }
}

/// The text of a source.
pub fn text_of(source: &Source) -> &str {
    std::str::from_utf8(&source.bytes).unwrap()
}

/// Two sources as they are read together.
pub fn read_pair(old: &Source, new: &Source) -> (Analysed, Analysed) {
    let [old, new] = [old, new].map(|source| read(source).unwrap());
    Analysed::of_pair(old, new, &analysis::Options::default())
}

/// How documents are compared here: with their paragraphs, so that there is more to be wrong about.
pub fn options() -> Options {
    Options { paragraphs: true, ..Options::default() }
}

/// Two documents, what became of each provision, and what is told of it.
pub struct Compared {
    pub old: Analysed,
    pub new: Analysed,
    pub changes: Vec<Change>,
    pub view: ComparisonView,
}

impl Compared {
    pub fn of(old: Analysed, new: Analysed) -> Self {
        let changes = compare(&old, &new, &options());
        let view = ComparisonView::of(&old, &new, &changes);
        Compared { old, new, changes, view }
    }

    pub fn read(old: &Source, new: &Source) -> Self {
        let (old, new) = read_pair(old, new);
        Compared::of(old, new)
    }
}

/// Pairs of the project's own documents: a draft and its report, two meetings, five forms of one negotiated text, and two
/// lists.
pub fn own_pairs() -> Vec<(Source, Source)> {
    let corpus = Corpus::open(&corpus_root()).unwrap();
    let of_corpus = |old: &str, new: &str| (corpus.source(old).unwrap(), corpus.source(new).unwrap());
    let drafts = sources_of("examples/negotiation");
    let steps = drafts.windows(2).map(|pair| (pair[0].clone(), pair[1].clone()));
    let lists =
        ["draft", "adopted"].map(|name| Source::open(&file(&format!("tests/fixtures/akn/{name}.txt"))).unwrap());
    let [old, new] = lists;
    let reports = [of_corpus("2019-draft", "2019-final"), of_corpus("2013-final", "2021-final"), (old, new)];
    reports.into_iter().chain(steps).collect()
}

/// The same, compared. They are compared once for all laws.
pub fn own_compared() -> &'static [Compared] {
    static COMPARED: LazyLock<Vec<Compared>> =
        LazyLock::new(|| own_pairs().iter().map(|(old, new)| Compared::read(old, new)).collect());
    &COMPARED
}

/// A made-up recommendation, from the choices of which it is made.
#[derive(Debug, Clone)]
pub struct Provision {
    who: usize,
    strength: usize,
    qualifier: usize,
    act: usize,
    object: usize,
    end: usize,
}

const WHO: [&str; 6] =
    ["Harbour masters", "Coastal States", "The keepers of mills", "Orchard councils", "States", "The guild of pilots"];
const STRENGTH: [&str; 6] =
    ["should", "shall", "may", "are encouraged to", "are invited to consider how to", "must not"];
const QUALIFIER: [&str; 6] = [
    "",
    ", as appropriate,",
    ", where feasible,",
    ", in accordance with domestic law,",
    ", upon request,",
    ", subject to available funds,",
];
const ACT: [&str; 8] =
    ["keep", "publish", "inspect", "mend", "replace before winter", "count twice a year", "hand over", "register"];
const OBJECT: [&str; 12] = [
    "the lists of vessels that call at night",
    "the “great” sluices of the lower river",
    "the millwheels, the weirs and the gates",
    "the tide tables of the northern coast",
    "the barrels of cider – sealed or not – on the quay",
    "the pear trees’ ledgers and seed-books",
    "mooring chains of more than 30 metres",
    "the dues that article 12 of the Code of Mills sets",
    "the bee-hives between the orchards",
    "the lamps of every lighthouse, beacon and buoy",
    "the rules on well-being of deck hands",
    "the grain stores of small villages",
];
const END: [&str; 6] = [
    "",
    ", with a view to reducing the losses of fishing crews",
    ", including by training inspectors in reading charts",
    " by 30 April 1977",
    " and report on it to the council",
    ", taking into account the floods of the spring",
];

impl Provision {
    /// What it says.
    pub fn text(&self) -> String {
        let Provision { who, strength, qualifier, act, object, end } = *self;
        format!(
            "{} {}{} {} {}{}.",
            WHO[who], STRENGTH[strength], QUALIFIER[qualifier], ACT[act], OBJECT[object], END[end]
        )
    }
}

/// A made-up recommendation.
pub fn provision() -> impl Strategy<Value = Provision> {
    (0..WHO.len(), 0..STRENGTH.len(), 0..QUALIFIER.len(), 0..ACT.len(), 0..OBJECT.len(), 0..END.len()).prop_map(
        |(who, strength, qualifier, act, object, end)| Provision { who, strength, qualifier, act, object, end },
    )
}

/// What is said in a report and in the one that came of it.
#[derive(Debug, Clone)]
pub struct MadePair {
    pub old: Vec<String>,
    pub new: Vec<String>,
}

/// Two made-up reports, of which the later has some recommendations of the earlier in other words, left out, moved or joined.
pub fn made_pair() -> impl Strategy<Value = MadePair> {
    let edit = (0..9usize, any::<prop::sample::Index>(), provision());
    (prop::collection::vec(provision(), 3..9), prop::collection::vec(edit, 0..8)).prop_map(|(old, edits)| {
        let texts = |provisions: &[Provision]| -> Vec<String> { provisions.iter().map(Provision::text).collect() };
        let mut new = old.clone();
        let mut joined = Vec::new();
        for (kind, place, other) in edits {
            let at = place.index(new.len());
            match kind {
                0 => new[at].strength = other.strength,
                1 => new[at].qualifier = other.qualifier,
                2 => new[at].object = other.object,
                3 => new[at].end = other.end,
                4 => new[at].who = other.who,
                5 if new.len() > 2 => drop(new.remove(at)),
                6 => new.insert(at, other),
                7 => new.rotate_left(1),
                _ => joined.push(at),
            }
        }
        let mut later = texts(&new);
        for at in joined.into_iter().filter(|_| later.len() > 2).collect::<Vec<_>>() {
            if at + 1 < later.len() && later.len() > 2 {
                let further = later.remove(at + 1);
                later[at] = format!("{} {further}", later[at]);
            }
        }
        MadePair { old: texts(&old), new: later }
    })
}

/// A report on a meeting that lists recommendations, with a paragraph before them.
pub fn report(day: &str, texts: &[String]) -> String {
    let listed = texts.iter().enumerate().map(|(at, text)| format!("Recommendation {}\n\n{text}\n\n", at + 1));
    format!(
        "Council of Harbours and Orchards\n\n{day}\n\nReport of the Council\n\nI. Opening\n\n1. The Council met in the old \
         granary.\n\nII. Recommendations\n\n{}",
        listed.collect::<String>()
    )
}

impl MadePair {
    /// Its two reports.
    pub fn sources(&self) -> (Source, Source) {
        (source("first", &report("4 May 1971", &self.old)), source("second", &report("6 June 1973", &self.new)))
    }
}
