//! What people may write beside the reports. Each reader takes any of it, and refuses what is not its own.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use tempfile::TempDir;
use travaux::align::Parameters;
use travaux::analysis::{self, Analysed};
use travaux::anatomy::{Anatomy, Lexicons, NameLists};
use travaux::corpus::{Corpus, MANIFEST, READINGS, Readings};
use travaux::decisions::{DECISIONS, Decisions};
use travaux::evaluate::{CrossMeetingGold, Gold};
use travaux::extract::{Options, Profile, of_texts, read_with};
use travaux::model::ProvisionIndex;
use travaux::named::Names;

use super::{made, source};

thread_local! {
    /// A folder for files that are read by their path, kept for all runs; in memory where the system has such a place.
    pub static FOLDER: TempDir = {
        let in_memory = Path::new("/dev/shm");
        let folder = if in_memory.is_dir() { TempDir::new_in(in_memory) } else { TempDir::new() };
        folder.or_else(|_| TempDir::new()).expect("there is room for a folder")
    };
}

/// A manifest, decisions, corrections, gold, a profile, the engine's numbers.
pub fn data_files(bytes: &[u8]) {
    let made = made::recipe(bytes, made::data_file).map(String::into_bytes);
    let bytes = made.as_deref().unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = Parameters::parse(text);
        if let Ok(profile) = Profile::parse(text) {
            let report = source("report.txt", b"Action 1: Act.\n\n1. It acts.\n\n1.1 It acts again.".to_vec());
            let _ = read_with(&report, &Options { profile: Some(profile), ..Options::default() });
        }
        if let Ok(corpus) = Corpus::parse(Path::new("corpus"), text) {
            let ids: Vec<&str> = corpus.ids().collect();
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "ids differ");
        }
    }
    FOLDER.with(|folder| {
        let folder = folder.path();
        for name in [DECISIONS, READINGS] {
            fs::write(folder.join(name), bytes).expect("there is room for a file");
        }
        if let Ok(decisions) = Decisions::open(folder) {
            assert_eq!(decisions.text().as_bytes(), bytes, "what was read is what is written");
        }
        if let Ok(readings) = Readings::open(folder) {
            assert_eq!(readings.text().as_bytes(), bytes, "what was read is what is written");
            for id in readings.documents() {
                for one in readings.of(id) {
                    // One that stands in an array is left to its owner.
                    let Ok(less) = readings.without(id, &one.correction.line) else { continue };
                    let again = less.with(id, &one.correction).expect("it stood there before");
                    assert_eq!(again.on(id, &one.correction.line), Some(&one.correction));
                }
            }
        }
        let file = folder.join(DECISIONS);
        if let Ok(gold) = Gold::open(&file) {
            assert_eq!(gold.pairs(), gold.pairs(), "twice the same");
        }
        let _ = CrossMeetingGold::open(&file);
    });
}

/// Phrases, names of States, and names of treaties and bodies.
pub fn word_files(bytes: &[u8]) {
    let made = made::recipe(bytes, made::word_file).map(String::into_bytes);
    FOLDER.with(|folder| {
        let file = folder.path().join(MANIFEST);
        fs::write(&file, made.as_deref().unwrap_or(bytes)).expect("there is room for a file");
        let text = "States parties should, as appropriate, ratify the Convention on Quays (CQ). (Norway)";
        if let Ok(lexicons) = Lexicons::with_file(&file) {
            let lexicon = lexicons.of(Some("en")).expect("the English one stays");
            Anatomy::of(text, lexicon);
        }
        let names = NameLists::with_file(&file);
        let instruments = Names::with_file(&file);
        if names.is_ok() || instruments.is_ok() {
            let (names, instruments) = (names.unwrap_or_default(), instruments.unwrap_or_default());
            let options = analysis::Options { names, instruments, ..analysis::Options::default() };
            let document = Analysed::of(of_texts("report", &[text], Some("en")), &options);
            document.named(ProvisionIndex::new(0));
        }
    });
}
