//! The documents to measure on, and what is true of them.

use std::collections::{BTreeMap, BTreeSet};
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
pub struct Row {
    old: Vec<String>,
    new: Vec<String>,
    groups: Vec<Group>,
}

/// The rows of a file.
pub fn rows(file: &Path) -> Result<Vec<Row>, Box<dyn Error>> {
    Ok(serde_json::from_slice(&std::fs::read(file)?)?)
}

/// What the set of a file is called.
pub fn name(file: &Path) -> String {
    file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Every set: the files, their variants, the corpus, and made-up pairs.
pub fn all(files: &[PathBuf]) -> Result<Vec<Set>, Box<dyn Error>> {
    let mut sets = vec![corpus()?, corpus_replaced()?];
    for file in files {
        let (name, rows) = (name(file), rows(file)?);
        let mut random = fastrand::Rng::with_seed(7);
        let thinned: Vec<Row> = rows.iter().map(|row| row.thinned(&mut random)).collect();
        let reshuffled: Vec<Row> = rows.iter().map(|row| row.reshuffled(&mut random)).collect();
        let replaced: Vec<Row> = rows.iter().map(|row| row.replaced(&rows, 6, &mut random)).collect();
        let mut each = |change: fn(&Row, &mut fastrand::Rng) -> Row| -> Vec<Row> {
            rows.iter().map(|row| change(row, &mut random)).collect()
        };
        let moved = each(|row, random| row.moved(8, random));
        let merged = each(Row::merged);
        let split = each(|row, random| row.mirrored().merged(random).mirrored());
        let moved_and_merged = each(|row, random| row.moved(2, random).merged(random));
        let bracketed = each(Row::bracketed);
        for (name, rows, weight) in [
            (name.clone(), rows, 1.0),
            (format!("{name}, half left out"), thinned, 0.3),
            (format!("{name}, reshuffled"), reshuffled, 0.2),
            (format!("{name}, some replaced"), replaced, 0.3),
            (format!("{name}, blocks moved"), moved, 0.3),
            (format!("{name}, merged"), merged, 0.3),
            (format!("{name}, split"), split, 0.2),
            (format!("{name}, moved and merged"), moved_and_merged, 0.2),
            (format!("{name}, bracketed"), bracketed, 0.3),
        ] {
            let items = rows.into_iter().map(Row::item).collect::<Result<_, _>>()?;
            sets.push(Set { name, items, weight });
        }
    }
    let many = Recipe { split: 0.06, merged: 0.06, parts: 6, ..Recipe::default() };
    for (name, recipe) in [
        ("made up, a third changed", Recipe::default()),
        ("made up, half changed", Recipe { changed: 0.5, ..Recipe::default() }),
        ("made up, up to six to one", many.clone()),
        ("made up, half changed, up to six to one", Recipe { changed: 0.5, ..many }),
    ] {
        let items = [1, 2].map(|seed| made_up(&Recipe { seed, ..recipe.clone() }));
        sets.push(Set { name: name.into(), items: items.into_iter().collect::<Result<_, _>>()?, weight: 0.3 });
    }
    Ok(sets)
}

impl Row {
    /// The same with the sides swapped.
    fn mirrored(&self) -> Row {
        let groups = self.groups.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
        Row { old: self.new.clone(), new: self.old.clone(), groups }
    }

    /// The same with a share of the new side's words left out.
    pub fn without_words(&self, share: f64, random: &mut fastrand::Rng) -> Row {
        let mut shorter = |text: &String| {
            let kept: Vec<&str> = text.split_whitespace().filter(|_| random.f64() >= share).collect();
            if kept.is_empty() { text.clone() } else { kept.join(" ") }
        };
        let new = self.new.iter().map(&mut shorter).collect();
        Row { old: self.old.clone(), new, groups: self.groups.clone() }
    }

    /// The same with a share of one side's units kept, in runs of up to `longest`.
    pub fn with_runs(&self, old: bool, kept: f64, longest: usize, random: &mut fastrand::Rng) -> Row {
        if old {
            return self.mirrored().with_runs(false, kept, longest, random).mirrored();
        }
        let mut order = Vec::new();
        let mut at = 0;
        while at < self.new.len() {
            let to = (at + random.usize(1..=longest)).min(self.new.len());
            if random.f64() < kept {
                order.extend(at..to);
            }
            at = to;
        }
        self.reordered(&order)
    }

    /// The same with runs of one to so many units of one side joined to one.
    pub fn joined(&self, old: bool, longest: usize, random: &mut fastrand::Rng) -> Row {
        if old {
            return self.mirrored().joined(false, longest, random).mirrored();
        }
        let mut place = vec![0; self.new.len()];
        let mut new: Vec<String> = Vec::new();
        let mut at = 0;
        while at < self.new.len() {
            let to = (at + random.usize(1..=longest)).min(self.new.len());
            place[at..to].fill(new.len());
            new.push(self.new[at..to].join(" "));
            at = to;
        }
        // Groups that have a unit in common now are one.
        let mut groups: Vec<[BTreeSet<usize>; 2]> = Vec::new();
        for (olds, news) in &self.groups {
            let mut group = [olds.iter().copied().collect(), news.iter().map(|&there| place[there]).collect()];
            let (apart, together): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|other| (0..2).all(|side| other[side].is_disjoint(&group[side])));
            for other in together {
                (0..2).for_each(|side| group[side].extend(&other[side]));
            }
            groups = apart;
            groups.push(group);
        }
        let groups = groups.into_iter().map(|[old, new]| (old.into_iter().collect(), new.into_iter().collect()));
        Row { old: self.old.clone(), new, groups: groups.collect() }
    }

    pub fn item(self) -> Result<Item, Box<dyn Error>> {
        Ok(Item { old: units("old", &self.old), new: units("new", &self.new), groups: self.groups, paragraphs: false })
    }

    /// The same with every other group's new side left out, by chance.
    pub fn thinned(&self, random: &mut fastrand::Rng) -> Row {
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

    /// The same with the new side of one group in so many put out for that of any group of any pair.
    pub fn replaced(&self, rows: &[Row], one_in: usize, random: &mut fastrand::Rng) -> Row {
        let mut row = self.clone();
        let mut groups = Vec::new();
        for (old, new) in self.groups.clone() {
            if old.is_empty() || new.is_empty() || random.usize(0..one_in) > 0 {
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

    /// The same with runs of one to so many of the new side's groups in any order, and one run in six left out.
    fn moved(&self, longest: usize, random: &mut fastrand::Rng) -> Row {
        let mut groups: Vec<&Vec<usize>> =
            self.groups.iter().map(|(_, new)| new).filter(|new| !new.is_empty()).collect();
        groups.sort();
        let mut runs: Vec<&[&Vec<usize>]> = Vec::new();
        let mut rest = groups.as_slice();
        while !rest.is_empty() {
            let (run, after) = rest.split_at(random.usize(1..=longest).min(rest.len()));
            rest = after;
            if random.usize(0..6) > 0 {
                runs.push(run);
            }
        }
        random.shuffle(&mut runs);
        self.reordered(&runs.into_iter().flatten().copied().flatten().copied().collect::<Vec<_>>())
    }

    /// The same with runs of two to six new provisions joined, where each has one counterpart of its own; as many
    /// are left between two runs.
    fn merged(&self, random: &mut fastrand::Rng) -> Row {
        let mut row = Row { old: self.old.clone(), new: Vec::new(), groups: Vec::new() };
        let mut group_of = vec![0; self.new.len()];
        for (at, (_, new)) in self.groups.iter().enumerate() {
            new.iter().for_each(|&there| group_of[there] = at);
        }
        let mut news: Vec<Vec<usize>> = vec![Vec::new(); self.groups.len()];
        // Which group takes in the others of its run.
        let mut head: Vec<usize> = (0..self.groups.len()).collect();
        let (mut run, mut left) = (None, 0);
        for (there, text) in self.new.iter().enumerate() {
            let group = group_of[there];
            let is_single = self.groups[group].0.len() == 1 && self.groups[group].1.len() == 1;
            match run {
                Some(first) if left > 0 && is_single => {
                    head[group] = first;
                    let joined: &mut String = row.new.last_mut().expect("a run has begun");
                    joined.push_str("\n\n");
                    joined.push_str(text);
                    left -= 1;
                    continue;
                }
                None if left == 0 && is_single => {
                    run = Some(group);
                    left = random.usize(1..6);
                }
                _ if left == 0 || run.is_some() => {
                    run = None;
                    left = random.usize(1..6);
                }
                _ => left -= 1,
            }
            news[group].push(row.new.len());
            row.new.push(text.clone());
        }
        let mut groups: Vec<Group> = self.groups.iter().zip(news).map(|((old, _), new)| (old.clone(), new)).collect();
        for (at, &first) in head.iter().enumerate().filter(|(at, first)| at != *first) {
            let olds = std::mem::take(&mut groups[at].0);
            groups[first].0.extend(olds);
        }
        groups.retain(|(old, new)| !(old.is_empty() && new.is_empty()));
        groups.iter_mut().for_each(|(old, _)| old.sort_unstable());
        Row { groups, ..row }
    }

    /// The same with alternatives: one word in eight of either side in brackets, with another of its text after it.
    fn bracketed(&self, random: &mut fastrand::Rng) -> Row {
        let mut side = |texts: &[String]| -> Vec<String> {
            let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
            let mut word = |word: &str| match random.usize(0..8) {
                0 => format!("[{word}][{}]", words[random.usize(0..words.len())]),
                _ => word.to_owned(),
            };
            texts.iter().map(|text| text.split_whitespace().map(&mut word).collect::<Vec<_>>().join(" ")).collect()
        };
        Row { old: side(&self.old), new: side(&self.new), groups: self.groups.clone() }
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
pub fn corpus_replaced() -> Result<Set, Box<dyn Error>> {
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
pub fn corpus() -> Result<Set, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus = Corpus::open(&folder)?;
    let gold = Gold::open(&folder.join("gold/2019-draft-final.tsv"))?;
    let mut items = Vec::new();
    for (old_id, new_id) in gold.pairs() {
        let (old, new) = (analysed(read(&corpus.source(old_id)?)?), analysed(read(&corpus.source(new_id)?)?));
        let places = |document: &Document, kind: Kind, labels: &BTreeSet<String>| -> Vec<usize> {
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
