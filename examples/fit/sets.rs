//! The documents to measure on, and what is true of them.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use travaux::analysis::{self, Analysed};
use travaux::corpus::{Corpus, Declared, Source};
use travaux::evaluate::Gold;
use travaux::extract::{of_texts, read};
use travaux::generate::Recipe;
use travaux::model::{Document, Kind, Provision};

/// Old and new provisions that belong together, by their places; one side is empty where there is no
/// counterpart.
pub type Group = (Vec<usize>, Vec<usize>);

/// Pairs of documents of one sort.
pub struct Set {
    pub name: String,
    pub items: Vec<Item>,
    /// How much its figures count in the search, against 1 for a set of real documents.
    pub weight: f64,
}

/// A pair of documents and its alignment.
pub struct Item {
    pub old: Analysed,
    pub new: Analysed,
    pub groups: Vec<Group>,
    /// Whether paragraphs are compared as well as recommendations.
    pub paragraphs: bool,
}

#[derive(Clone, Deserialize)]
struct Row {
    old: Vec<String>,
    new: Vec<String>,
    groups: Vec<Group>,
}

/// Every set: the files, their variants, the corpus, and made-up pairs.
pub fn all(files: &[PathBuf]) -> Result<Vec<Set>, Box<dyn Error>> {
    let mut sets = vec![corpus()?, corpus_replaced()?];
    for file in files {
        let rows: Vec<Row> = serde_json::from_slice(&std::fs::read(file)?)?;
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut random = fastrand::Rng::with_seed(7);
        let thinned: Vec<Row> = rows.iter().map(|row| row.thinned(&mut random)).collect();
        let reshuffled: Vec<Row> = rows.iter().map(|row| row.reshuffled(&mut random)).collect();
        let replaced: Vec<Row> = rows.iter().map(|row| row.replaced(&rows, &mut random)).collect();
        for (name, rows, weight) in [
            (name.clone(), rows, 1.0),
            (format!("{name}, half left out"), thinned, 0.3),
            (format!("{name}, reshuffled"), reshuffled, 0.2),
            (format!("{name}, some replaced"), replaced, 0.3),
        ] {
            let items = rows.into_iter().map(Row::item).collect::<Result<_, _>>()?;
            sets.push(Set { name, items, weight });
        }
    }
    for (name, changed) in [("made up, a third changed", 1.0 / 3.0), ("made up, half changed", 0.5)] {
        let items = [1, 2].map(|seed| made_up(&Recipe { seed, changed, ..Recipe::default() }));
        sets.push(Set { name: name.into(), items: items.into_iter().collect::<Result<_, _>>()?, weight: 0.3 });
    }
    Ok(sets)
}

impl Row {
    fn item(self) -> Result<Item, Box<dyn Error>> {
        Ok(Item { old: units("old", &self.old), new: units("new", &self.new), groups: self.groups, paragraphs: false })
    }

    /// The same with every other group's new side left out, by chance.
    fn thinned(&self, random: &mut fastrand::Rng) -> Row {
        let left_out: Vec<bool> = self.groups.iter().map(|(old, _)| !old.is_empty() && random.bool()).collect();
        let mut kept = vec![true; self.new.len()];
        for ((_, new), left_out) in self.groups.iter().zip(&left_out) {
            new.iter().for_each(|&there| kept[there] = kept[there] && !left_out);
        }
        let order: Vec<usize> = (0..self.new.len()).filter(|&there| kept[there]).collect();
        self.reordered(&order)
    }

    /// The same with the new side's groups in any order.
    fn reshuffled(&self, random: &mut fastrand::Rng) -> Row {
        let mut groups: Vec<&Vec<usize>> = self.groups.iter().map(|(_, new)| new).collect();
        random.shuffle(&mut groups);
        self.reordered(&groups.into_iter().flatten().copied().collect::<Vec<_>>())
    }

    /// The same with the new side of one group in six put out for that of any group of any pair.
    fn replaced(&self, rows: &[Row], random: &mut fastrand::Rng) -> Row {
        let mut row = self.clone();
        let mut groups = Vec::new();
        for (old, new) in self.groups.clone() {
            if old.is_empty() || new.is_empty() || random.usize(0..6) > 0 {
                groups.push((old, new));
                continue;
            }
            for &there in &new {
                let other = &rows[random.usize(0..rows.len())].new;
                row.new[there] = other[random.usize(0..other.len())].clone();
            }
            groups.extend(old.into_iter().map(|at| (vec![at], Vec::new())));
            groups.extend(new.into_iter().map(|there| (Vec::new(), vec![there])));
        }
        Row { groups, ..row }
    }

    /// The same with these of the new provisions in this order.
    fn reordered(&self, order: &[usize]) -> Row {
        let place: BTreeMap<usize, usize> = order.iter().enumerate().map(|(at, &there)| (there, at)).collect();
        let groups = self.groups.iter().flat_map(|(old, new)| {
            let mut kept: Vec<usize> = new.iter().filter_map(|there| place.get(there).copied()).collect();
            kept.sort_unstable();
            match (kept.is_empty(), old.len()) {
                (false, _) => vec![(old.clone(), kept)],
                (true, _) => old.iter().map(|&at| (vec![at], Vec::new())).collect(),
            }
        });
        let new = order.iter().map(|&there| self.new[there].clone()).collect();
        Row { old: self.old.clone(), new, groups: groups.collect() }
    }
}

fn analysed(document: Document) -> Analysed {
    Analysed::of(document, &analysis::Options::default())
}

fn units(id: &str, texts: &[String]) -> Analysed {
    analysed(of_texts(id, &texts.iter().map(String::as_str).collect::<Vec<_>>(), None))
}

fn made_up(recipe: &Recipe) -> Result<Item, Box<dyn Error>> {
    let made = recipe.make();
    let (old, new) = (analysed(read(&made.old)?), analysed(read(&made.new)?));
    let mut alone = [vec![true; old.provisions.len()], vec![true; new.provisions.len()]];
    for (olds, news) in &made.truth {
        olds.iter().for_each(|&at| alone[0][at] = false);
        news.iter().for_each(|&there| alone[1][there] = false);
    }
    let mut groups = made.truth;
    groups.extend((0..old.provisions.len()).filter(|&at| alone[0][at]).map(|at| (vec![at], Vec::new())));
    groups.extend((0..new.provisions.len()).filter(|&there| alone[1][there]).map(|there| (Vec::new(), vec![there])));
    Ok(Item { old, new, groups, paragraphs: false })
}

/// A recommendation as a unit: its number, its text, its section.
type Unit = (String, String, String);

/// The draft of 2019, as a list of units, with each of its recommendations in turn put out for some of other
/// meetings.
fn corpus_replaced() -> Result<Set, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Corpus::open(&folder)?;
    let gold = Gold::open(&folder.join("gold/2019-draft-final.tsv"))?;
    let recommendations = |id: &str| -> Result<Vec<Unit>, Box<dyn Error>> {
        let document = read(&corpus.source(id)?)?;
        let unit = |there: &Provision| {
            (there.label.clone(), there.text().to_owned(), there.section.last().cloned().unwrap_or_default())
        };
        Ok(document.of_kind(Kind::Recommendation).map(unit).collect())
    };
    let list = |id: &str, units: &[Unit]| -> Result<Analysed, Box<dyn Error>> {
        let line =
            |(id, text, section): &Unit| serde_json::json!({"id": id, "text": text, "section": section}).to_string();
        let bytes = units.iter().map(line).collect::<Vec<_>>().join("\n").into_bytes();
        let declared = Declared::default();
        Ok(analysed(read(&Source { id: id.into(), path: format!("{id}.jsonl").into(), bytes, declared })?))
    };
    let (draft, adopted) = (recommendations("2019-draft")?, recommendations("2019-final")?);
    let others = [recommendations("2013-final")?, recommendations("2021-final")?].concat();
    let mut random = fastrand::Rng::with_seed(3);
    let mut items = Vec::new();
    for at in 0..draft.len() {
        for _ in 0..5 {
            let mut changed = draft.clone();
            changed[at].1 = others[random.usize(0..others.len())].1.clone();
            let place = |units: &[Unit], label: &String| units.iter().position(|unit| unit.0 == *label);
            let rows = gold.rows.iter().filter(|row| row.kind == Kind::Recommendation);
            let groups = rows.flat_map(|row| {
                let olds: Vec<usize> = row.old.iter().filter_map(|label| place(&draft, label)).collect();
                let news: Vec<usize> = row.new.iter().filter_map(|label| place(&adopted, label)).collect();
                match olds.contains(&at) {
                    false => vec![(olds, news)],
                    true => vec![(olds, Vec::new()), (Vec::new(), news)],
                }
            });
            let groups = groups.filter(|(old, new)| !(old.is_empty() && new.is_empty())).collect();
            items.push(Item {
                old: list("draft", &changed)?,
                new: list("adopted", &adopted)?,
                groups,
                paragraphs: false,
            });
        }
    }
    Ok(Set { name: "corpus, one replaced".into(), items, weight: 1.0 })
}

/// The gold of the corpus.
fn corpus() -> Result<Set, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Corpus::open(&folder)?;
    let gold = Gold::open(&folder.join("gold/2019-draft-final.tsv"))?;
    let mut items = Vec::new();
    for (old_id, new_id) in gold.pairs() {
        let (old, new) = (analysed(read(&corpus.source(old_id)?)?), analysed(read(&corpus.source(new_id)?)?));
        let places = |document: &Document, kind: Kind, labels: &std::collections::BTreeSet<String>| -> Vec<usize> {
            let is_meant = |there: &Provision| there.kind == kind && labels.contains(&there.label);
            (0..document.provisions.len()).filter(|&at| is_meant(&document.provisions[at])).collect()
        };
        let rows =
            gold.rows.iter().filter(|row| (row.old_document.as_str(), row.new_document.as_str()) == (old_id, new_id));
        let groups = rows.map(|row| (places(&old, row.kind, &row.old), places(&new, row.kind, &row.new))).collect();
        items.push(Item { old, new, groups, paragraphs: true });
    }
    Ok(Set { name: "corpus".into(), items, weight: 1.0 })
}
