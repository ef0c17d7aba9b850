//! How sure a link between meetings is: what its confidence must be made of.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use travaux::analysis::{Analysed, Options};
use travaux::corpus::{Corpus, Declared, Source};
use travaux::embedding::Model;
use travaux::extract::read;
use travaux::model::{Kind, Metadata};
use travaux::retrieval::{ACROSS_LANGUAGES, FEATURES, Features, Parameters, WITH_MODEL, features_between};

use crate::calibrate::{Weighed, logistic_fit};

/// A pair that somebody read, with its features.
struct Sample {
    later: String,
    features: Features,
    is_right: bool,
}

/// The pairs of the corpus: recommendations of each two reports, and those of 2013 with what was told of them in 2018. Which
/// belong together a reader said before; what is not listed was not thought to.
fn of_the_corpus(model: Option<Arc<Model>>) -> Result<Vec<Sample>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Corpus::open(&folder)?;
    let ids = ["2013-final", "2018-activities", "2019-final", "2021-final"];
    let documents = ids.map(|id| -> Result<Analysed, Box<dyn Error>> {
        Ok(Analysed::of(read(&corpus.source(id)?)?, &Options { model: model.clone(), ..Options::default() }))
    });
    let documents = documents.into_iter().collect::<Result<Vec<_>, _>>()?;
    let documents: Vec<&Analysed> = documents.iter().collect();
    let gold = std::fs::read_to_string(folder.join("gold/precedents.tsv"))?;
    let accepted: BTreeSet<(&str, &str)> = gold
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|cells| cells.get(3).is_some_and(|verdict| ["plain", "fair"].contains(verdict)))
        .map(|cells| (cells[0], cells[1]))
        .collect();
    let mut samples = Vec::new();
    for (old, new) in [(0, 1), (0, 2), (0, 3), (2, 3)] {
        let stated = |document: usize, at| {
            let is_told = document == 1;
            is_told || documents[document].provision(at).kind == Kind::Recommendation
        };
        let pairs = features_between(&documents, old, new).into_iter();
        for (from, to, features) in pairs.filter(|(from, to, _)| stated(old, *from) && stated(new, *to)) {
            let id = |document: usize, at| documents[document].provision(at).id.to_string();
            let (earlier, later) = (id(old, from), id(new, to));
            let is_right = accepted.contains(&(earlier.as_str(), later.as_str()));
            samples.push(Sample { later, features, is_right });
        }
    }
    Ok(samples)
}

/// Fits the confidence to the lists of States in some folders: `STATE-1.jsonl`, `STATE-2.jsonl`, and either
/// `STATE.gold.tsv`, which lists every pair that belongs together, or lines of `read.tsv` beside this file, which tell of
/// some pairs whether they do, and to the corpus; `without` names what is left out. Prints how well it holds for States that it
/// was not fitted to.
pub fn print(folder: &Path, model: Option<Arc<Model>>, without: &[String]) -> Result<(), Box<dyn Error>> {
    let mut states = BTreeMap::<String, Vec<Sample>>::new();
    let rows = |path: &Path| -> Result<Vec<Vec<String>>, Box<dyn Error>> {
        let text = std::fs::read_to_string(path)?;
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        Ok(lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
    };
    let mut read_pairs = BTreeMap::<String, BTreeMap<(String, String), bool>>::new();
    for row in rows(&Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/fit/read.tsv"))? {
        read_pairs.entry(row[0].clone()).or_default().insert((row[1].clone(), row[2].clone()), row[3] != "-");
    }
    let mut golds = BTreeMap::<String, BTreeSet<(String, String)>>::new();
    let files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|file| Ok(file?.path())).collect::<std::io::Result<_>>()?;
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(state) = name.strip_suffix(".gold.tsv") {
            golds.insert(state.into(), rows(&file)?.into_iter().map(|row| (row[0].clone(), row[1].clone())).collect());
        }
    }
    let names: BTreeSet<&String> = golds.keys().chain(read_pairs.keys()).collect();
    for state in names {
        let list = |cycle: u8| -> Result<Analysed, Box<dyn Error>> {
            let path = folder.join(format!("{state}-{cycle}.jsonl"));
            let body = Some(format!("Review of {}", state.replace('-', " ")));
            let declared = Declared { metadata: Metadata { body, ..Metadata::default() }, ..Declared::default() };
            let source = Source { id: format!("{state}-{cycle}"), bytes: std::fs::read(&path)?, path, declared };
            Ok(Analysed::of(
                read(&source)?,
                &Options { language: Some("en".into()), model: model.clone(), ..Options::default() },
            ))
        };
        let (old, new) = (list(1)?, list(2)?);
        let label = |document: &Analysed, at| document.provision(at).label.clone();
        for (from, to, features) in features_between(&[&old, &new], 0, 1) {
            let pair = (label(&old, from), label(&new, to));
            let judged = match golds.get(state) {
                Some(gold) => Some(gold.contains(&pair)),
                None => read_pairs.get(state).and_then(|read| read.get(&pair)).copied(),
            };
            let Some(is_right) = judged else { continue };
            states.entry(state.clone()).or_default().push(Sample { later: pair.1, features, is_right });
        }
    }
    states.insert("corpus".into(), of_the_corpus(model.clone())?);
    states.retain(|state, _| !without.contains(state));
    fitted(&states, "confidence", &FEATURES);
    if model.is_some() {
        fitted(&states, "confidence_with_model", &WITH_MODEL);
        fitted(&states, "confidence_across_languages", &ACROSS_LANGUAGES);
    }
    Ok(())
}

/// Prints the weights of some features, and how well they hold: for the States that they were fitted to, and for each State
/// by weights that were fitted without it.
fn fitted(states: &BTreeMap<String, Vec<Sample>>, table: &str, names: &[&'static str]) {
    let values = |sample: &Sample| names.iter().map(|name| sample.features[name]).collect::<Vec<f64>>();
    let fit = |without: Option<&String>| {
        let used = states.iter().filter(|(state, _)| Some(*state) != without).flat_map(|(_, samples)| samples);
        let used: Vec<(Vec<f64>, bool)> = used.map(|sample| (values(sample), sample.is_right)).collect();
        let weighed = used.iter().map(|(features, is_right)| Weighed { features, is_right: *is_right, weight: 1.0 });
        logistic_fit(&weighed.collect::<Vec<_>>(), names.len())
    };
    // The best of each later provision.
    type Best<'a> = (f64, bool, &'a str);
    let best_by = |weights: &[f64], state: &String| -> Vec<(f64, bool)> {
        let mut of_later = BTreeMap::<&str, (f64, bool)>::new();
        for sample in &states[state] {
            let values = values(sample);
            let sum: f64 = weights.iter().zip(values.iter().chain(&[1.0])).map(|(one, other)| one * other).sum();
            let confidence = 1.0 / (1.0 + (-sum).exp());
            let kept = of_later.entry(&sample.later).or_insert((confidence, sample.is_right));
            if confidence > kept.0 {
                *kept = (confidence, sample.is_right);
            }
        }
        of_later.into_values().collect()
    };
    let weights = fit(None);
    let of_all = |weights_for: &dyn Fn(&String) -> Vec<f64>| -> Vec<Best<'_>> {
        let of_state = |state| {
            best_by(&weights_for(state), state).into_iter().map(move |(one, other)| (one, other, state.as_str()))
        };
        states.keys().flat_map(of_state).collect()
    };
    let both = [of_all(&|_| weights.clone()), of_all(&|state| fit(Some(state)))];
    let share = |is_wanted: &dyn Fn(&Best<'_>) -> bool| {
        let part = |best: &Vec<Best<'_>>| {
            let of = || best.iter().filter(|one| is_wanted(one));
            let right = of().filter(|(_, is_right, _)| *is_right).count();
            format!("{:7} {:7.3}", of().count(), right as f64 / of().count().max(1) as f64)
        };
        both.each_ref().map(part).join("   ")
    };
    println!("# best earlier one of each later provision: all States fitted to, and each State left out of the fit\n#");
    println!("# {:>20} {:>7} {:>7}   {:>7} {:>7}", "confidence", "links", "right", "links", "right");
    for tenth in 3..10 {
        let (low, high) = (f64::from(tenth) / 10.0, f64::from(tenth + 1) / 10.0);
        println!(
            "# {:>20} {}",
            format!("{low:.1} - {high:.1}"),
            share(&|one| (low..high).contains(&one.0.min(0.9999)))
        );
    }
    for state in states.keys() {
        println!("# {:>20} {}", format!("from 0.7, {state}"), share(&|one| one.2 == state && one.0 >= 0.7));
    }
    println!("# {:>20} {}", "from 0.7, all", share(&|one| one.0 >= 0.7));
    // What the program states, by the number that it goes by.
    let numbers: toml_edit::DocumentMut = Parameters::DEFAULT.parse().expect("the built-in numbers read");
    let stated = numbers["link"]["stated"].as_float().expect("a number");
    println!("# {:>20} {}", "stated, all", share(&|one| one.0 >= stated));
    println!("\n[{table}]\nbias = {:.3}\n\n[{table}.features]", weights[names.len()]);
    for (name, weight) in names.iter().zip(&weights) {
        println!("{name} = {weight:.3}");
    }
    println!();
}
