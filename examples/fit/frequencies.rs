//! How common the words of a language are in texts of the sort that is read, and how much each tells of a matter.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use travaux::analysis::{Analysed, Options};
use travaux::corpus::{Declared, Source};
use travaux::extract::{of_texts, read};
use travaux::model::ProvisionIndex;
use travaux::retrieval::counted;

/// A text that was sorted by hand, a line of a file.
#[derive(Deserialize)]
struct Row {
    text: String,
    #[serde(default)]
    themes: Vec<String>,
}

/// Themes that sort nothing.
const SILENT: [&str; 4] = ["", "General", "Other", "International instruments"];
/// How many texts the themes of all texts count for beside those of the texts that have a word.
const PRIOR: f64 = 8.0;
/// From which divergence beyond chance on, in nats, a word tells of a matter, and from which it tells all it can.
const TELLS: (f64, f64) = (0.15, 0.5);
/// What a word tells at the least.
const LEAST: f64 = 0.15;
/// In how many sorted texts a word must stand for that to be judged.
const JUDGED: f64 = 6.0;

/// Prints the frequencies of the words in some files, each text once. Of lists in JSON lines that name themes, these
/// tell which words tell of a matter.
pub fn print(files: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let rows = files.iter().map(|file| rows(file)).collect::<Result<Vec<_>, _>>()?;
    let rows: BTreeMap<String, Vec<String>> = rows.into_iter().flatten().map(|row| (row.text, row.themes)).collect();
    let texts: Vec<&str> = rows.keys().map(String::as_str).collect();
    let read = Analysed::of(of_texts("texts", &texts, Some("en")), &Options::default());
    let mut counts = BTreeMap::<String, u32>::new();
    let mut themes = BTreeMap::<&str, f64>::new();
    let mut of_stem = BTreeMap::<String, BTreeMap<&str, f64>>::new();
    for (at, sorted) in ProvisionIndex::all(&read.provisions).zip(rows.values()) {
        let stems = counted(&read, at);
        stems.iter().for_each(|stem| *counts.entry(stem.clone()).or_default() += 1);
        let named: Vec<&str> = sorted.iter().map(String::as_str).filter(|theme| !SILENT.contains(theme)).collect();
        for theme in &named {
            let share = 1.0 / named.len() as f64;
            *themes.entry(theme).or_default() += share;
            stems.iter().for_each(|stem| *of_stem.entry(stem.clone()).or_default().entry(theme).or_default() += share);
        }
    }
    println!("# How many of {} texts have each stem, and how much it tells of their matter.", texts.len());
    println!("texts = {}\n\n[stems]", texts.len());
    let (from, to) = TELLS;
    for (stem, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
        let spread = of_stem.get(&stem).map_or(f64::INFINITY, |own| divergence(own, &themes));
        let telling = ((spread - from) / (to - from)).clamp(LEAST, 1.0);
        let is_bare = stem.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_');
        let key = if is_bare { stem.clone() } else { toml::Value::from(stem.as_str()).to_string() };
        println!("{key} = [{count}, {}]", (telling * 100.0).round() / 100.0);
    }
    Ok(())
}

/// The Kullback-Leibler divergence, in nats, of the themes of the texts that have a word from those of all, less what
/// chance makes of so few texts; infinite where too few have it.
fn divergence(own: &BTreeMap<&str, f64>, all: &BTreeMap<&str, f64>) -> f64 {
    let (texts, total): (f64, f64) = (own.values().sum(), all.values().sum());
    if texts < JUDGED {
        return f64::INFINITY;
    }
    let part = |(theme, count): (&&str, &f64)| {
        let expected = count / total;
        let found = (own.get(theme).unwrap_or(&0.0) + PRIOR * expected) / (texts + PRIOR);
        // Half the variance over the mean is what a divergence of counts comes to if they are drawn at random.
        let chance = texts * (1.0 - expected) / (texts + PRIOR).powi(2) / 2.0;
        found * (found / expected).ln() - chance
    };
    all.iter().map(part).sum()
}

/// The texts of a list in JSON lines, or the provisions of a document.
fn rows(file: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    let bytes = std::fs::read(file)?;
    if file.extension().is_some_and(|ending| ending == "jsonl") {
        let lines = String::from_utf8(bytes)?;
        return Ok(lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?);
    }
    let source = Source { id: "text".into(), path: file.to_owned(), bytes, declared: Declared::default() };
    let row = |text: &str| Row { text: text.to_owned(), themes: Vec::new() };
    Ok(read(&source)?.provisions.iter().map(|provision| row(provision.text())).collect())
}
