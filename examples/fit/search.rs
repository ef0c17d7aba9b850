//! Coordinate search: each number is moved up and down in turn, and stays where the figures are best.

use std::error::Error;

use toml_edit::{DocumentMut, Item, Value};
use travaux::align::Parameters;

use crate::measure::figures;
use crate::sets::Set;

/// How often all numbers are gone through, with steps half as large each time.
const ROUNDS: i32 = 3;

/// A gain below this is chance.
const LEAST_GAIN: f64 = 1e-4;

/// What is added to the faults of each set, so that none has infinite worth.
const FAULTLESS: f64 = 0.004;

/// The numbers that are not moved: what is fitted by other means, and what trades accuracy for time.
const LEFT_ALONE: [&str; 6] = ["candidates", "confidence", "evidence", "lattice", "limits", "regime"];

/// The text of a parameters file with better numbers. `without` names sets that are left out, `only` the numbers and
/// tables that are moved, if not all.
pub fn better(sets: &[Set], text: &str, without: &[String], only: &[String]) -> Result<String, Box<dyn Error>> {
    let sets: Vec<&Set> =
        sets.iter().filter(|set| !without.iter().any(|name| set.name.starts_with(name.as_str()))).collect();
    let mut file: DocumentMut = text.parse()?;
    let mut places = numbers(&mut file);
    places.retain(|path| only.is_empty() || only.iter().any(|begin| path.join(".").starts_with(begin.as_str())));
    let mut random = fastrand::Rng::with_seed(1);
    let mut best = goodness(&sets, &file)?;
    eprintln!("begin with {best:.5}");
    for round in 0..ROUNDS {
        let mut order: Vec<usize> = (0..places.len()).collect();
        random.shuffle(&mut order);
        for at in order {
            let path = &places[at];
            let value = number(&mut file, path).ok_or("a number is gone")?;
            let step = (0.25 * value.abs()).max(0.03) / 2f64.powi(round);
            for to in [value + step, value - step] {
                let to = (to * 1_000.0).round() / 1_000.0;
                set(&mut file, path, to);
                match goodness(&sets, &file) {
                    Ok(good) if good > best + LEAST_GAIN => {
                        best = good;
                        eprintln!("{best:.5} {} {value} -> {to}", path.join("."));
                        break;
                    }
                    _ => set(&mut file, path, value),
                }
            }
        }
    }
    Ok(file.to_string())
}

/// How good numbers are: the weighted mean of the negative logarithms of what is missing in each figure of
/// each set, links and whole groups counting the same. By logarithms, a fault that is taken away counts by
/// the share of the faults that it is: the last few of a set as much as many of another.
fn goodness(sets: &[&Set], file: &DocumentMut) -> Result<f64, Box<dyn Error>> {
    let parameters = Parameters::parse(&file.to_string())?;
    let sum = |of: &dyn Fn(&Set) -> f64| sets.iter().map(|set| of(set)).sum::<f64>();
    let good = sum(&|set| {
        let figures = figures(set, &parameters);
        let worth = |figure: f64| -(1.0 - figure + FAULTLESS).ln();
        set.weight * 0.5 * (worth(figures.links.f1()) + worth(figures.strict.f1()))
    });
    Ok(good / sum(&|set| set.weight))
}

/// The paths of the numbers of a file that may be moved.
fn numbers(file: &mut DocumentMut) -> Vec<Vec<String>> {
    fn gather(value: &Item, path: &[String], found: &mut Vec<Vec<String>>) {
        let below = |name: &str| [path, &[name.to_owned()]].concat();
        match value {
            Item::Table(table) => table.iter().for_each(|(name, item)| gather(item, &below(name), found)),
            Item::Value(Value::Float(_)) => found.push(path.to_vec()),
            Item::Value(Value::InlineTable(table)) => {
                let names = table.iter().filter(|(_, value)| value.is_float()).map(|(name, _)| below(name));
                found.extend(names);
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    gather(file.as_item(), &[], &mut found);
    found.retain(|path| !LEFT_ALONE.iter().any(|name| path.join(".").starts_with(name)));
    found
}

fn number(file: &mut DocumentMut, path: &[String]) -> Option<f64> {
    place(file, path).and_then(|value| value.as_float())
}

/// Puts a number at a path, where there is one.
pub fn set(file: &mut DocumentMut, path: &[String], to: f64) {
    if let Some(value) = place(file, path) {
        let decor = value.decor().clone();
        *value = Value::from(to);
        *value.decor_mut() = decor;
    }
}

/// The number at a path.
fn place<'a>(file: &'a mut DocumentMut, path: &[String]) -> Option<&'a mut Value> {
    let mut item = file.as_item_mut();
    for name in path {
        item = item.get_mut(name.as_str())?;
    }
    item.as_value_mut()
}
