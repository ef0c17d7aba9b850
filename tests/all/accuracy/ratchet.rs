//! Every case of the project's own gold by name, in a list of what is met today: `tests/fixtures/accuracy`, a file for each gold.
//!
//! The list holds both ways. A case that is listed as met and is not stops the build, and so does one that is met and not
//! listed as such: what was won once is not lost unseen, and no number has to be perfect on the pairs that it was fitted to.
//! `TRAVAUX_BLESS=1 cargo test --test all accuracy` writes the lists anew and keeps the reasons; the difference is read like code,
//! and a case that went from `met` to `missed` is told of in the commit.
//!
//! A line is a state, a case and, where it is known, why the case is not met, parted by tabs. What the program found and no
//! reader did has a line of its own, as long as it is found. Gold whose texts are not in the project
//! (`tests/fixtures/negotiating`) cannot be run here; CHANGELOG.md has its figures.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{anatomy, anatomy_languages, fates, links, made_up, precedents, search};

/// What makes a word of a list.
const STATES: [(&str, bool); 2] = [("met", true), ("missed", false)];

/// A case of a gold, and what is made of it today.
pub struct Case {
    /// What it is called in the list: it stays the same as long as the gold says the same.
    pub name: String,
    pub is_met: bool,
    /// What was found instead.
    pub found: String,
}

impl Case {
    pub fn new(name: impl Into<String>, is_met: bool, found: impl Into<String>) -> Self {
        Case { name: name.into(), is_met, found: found.into() }
    }

    /// Something that was found and that no reader found.
    pub fn of_nobody(name: impl Into<String>) -> Self {
        Case { name: format!("in no gold: {}", name.into()), is_met: false, found: String::new() }
    }
}

/// A gold, and what is made of it.
struct Gold {
    /// The name of its list.
    name: &'static str,
    /// Where it stands.
    stands: &'static str,
    cases: fn() -> Vec<Case>,
}

/// What is held against gold. Another gold is a line here and a function beside the others.
const GOLDS: [Gold; 9] = [
    Gold { name: "links", stands: "corpus/gold/2019-draft-final.tsv", cases: links::of_the_drafts },
    Gold { name: "shifts", stands: "corpus/gold/2019-shifts.tsv", cases: links::shifts },
    Gold { name: "anatomy", stands: "corpus/gold/anatomy.tsv", cases: anatomy::cases },
    Gold {
        name: "anatomy-languages",
        stands: "tests/all/accuracy/anatomy_languages.rs",
        cases: anatomy_languages::cases,
    },
    Gold { name: "precedents", stands: "corpus/gold/precedents.tsv", cases: precedents::stated },
    Gold { name: "precedents-doubtful", stands: "corpus/gold/precedents.tsv", cases: precedents::doubtful },
    Gold {
        name: "search",
        stands: "corpus/gold/precedents.tsv and tests/all/accuracy/search.rs",
        cases: search::cases,
    },
    Gold { name: "fates", stands: "examples/negotiation/fates.tsv", cases: fates::cases },
    Gold { name: "made-up", stands: "tests/all/accuracy/made_up.rs", cases: made_up::cases },
];

/// The rows of a file of gold below its head, by cells.
pub fn gold_rows(path: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).expect("the gold reads");
    let lines = text.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/accuracy")
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    name: String,
    is_met: bool,
    why: String,
}

impl Listed {
    fn line(&self) -> String {
        let state = if self.is_met { "met" } else { "missed" };
        let why = if self.why.is_empty() { String::new() } else { format!("\t{}", self.why) };
        format!("{state}\t{}{why}", self.name)
    }
}

/// The lines of a list; what is wrong with it, if it is none.
fn listed(text: &str) -> Result<Vec<Listed>, String> {
    let mut names = BTreeSet::new();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).skip(1);
    let line = |line: &str| {
        let mut cells = line.splitn(3, '\t');
        let (state, name) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default().to_owned());
        let known = STATES.iter().find(|(known, _)| *known == state);
        let (_, is_met) = known.ok_or_else(|| format!("`{state}` is no state, in the line `{line}`"))?;
        if name.is_empty() || !names.insert(name.clone()) {
            return Err(format!("no name, or one that stands above already, in the line `{line}`"));
        }
        Ok(Listed { name, is_met: *is_met, why: cells.next().unwrap_or_default().to_owned() })
    };
    lines.map(line).collect()
}

/// The list as it should be today, with the reasons that it has.
fn today(gold: &Gold, list: &[Listed], cases: &[Case]) -> String {
    let why: BTreeMap<&str, &str> =
        list.iter().filter(|one| !one.is_met).map(|one| (one.name.as_str(), one.why.as_str())).collect();
    let mut text = format!(
        "# What is met today of {}.\n# tests/all/accuracy/ratchet.rs holds this list, and tells how it is written anew.\nstate\tcase\twhy\n",
        gold.stands
    );
    for case in cases {
        let why = if case.is_met { "" } else { why.get(case.name.as_str()).copied().unwrap_or_default() };
        let line = Listed { name: case.name.clone(), is_met: case.is_met, why: why.to_owned() }.line();
        writeln!(text, "{line}").expect("a string takes all");
    }
    text
}

/// Where a list and what is met today differ, each with the line to add, to take out or to change.
fn differences(list: &[Listed], cases: &[Case]) -> Vec<String> {
    let mut told = Vec::new();
    for case in cases {
        let now = Listed { name: case.name.clone(), is_met: case.is_met, why: String::new() }.line();
        let found = if case.found.is_empty() { String::new() } else { format!(" (found: {})", case.found) };
        match list.iter().find(|one| one.name == case.name) {
            None if case.is_met => told.push(format!("met and not listed; add the line\n    {now}")),
            None => told.push(format!("not met and not listed{found}; mend it, or add the line\n    {now}")),
            Some(one) if one.is_met && !case.is_met => told.push(format!(
                "no longer met{found}; mend it, or put in place of the line\n    {}\n  the line\n    {now}",
                one.line()
            )),
            Some(one) if !one.is_met && case.is_met => {
                told.push(format!("met now; put in place of the line\n    {}\n  the line\n    {now}", one.line()))
            }
            Some(_) => {}
        }
    }
    let gone = list.iter().filter(|one| !cases.iter().any(|case| case.name == one.name));
    told.extend(gone.map(|one| format!("no such case any more; take out the line\n    {}", one.line())));
    told
}

#[test]
fn what_is_met_is_what_is_listed() {
    let is_blessed = std::env::var_os("TRAVAUX_BLESS").is_some_and(|set| set == "1");
    let mut told = String::new();
    for gold in &GOLDS {
        let path = folder().join(format!("{}.tsv", gold.name));
        let list = listed(&fs::read_to_string(&path).unwrap_or_default());
        let list = list.unwrap_or_else(|wrong| panic!("{}: {wrong}", path.display()));
        let cases = (gold.cases)();
        let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
        assert!(!cases.is_empty() && names.len() == cases.len(), "a case of {} has the name of another", gold.name);
        for one in differences(&list, &cases) {
            writeln!(told, "- {}.tsv: {one}", gold.name).expect("a string takes all");
        }
        let met = cases.iter().filter(|case| case.is_met).count();
        println!("{:20} {met:4} met of {:4}", gold.name, cases.len());
        if is_blessed {
            fs::create_dir_all(folder()).expect("the folder is made");
            fs::write(&path, today(gold, &list, &cases)).expect("the list is written");
        }
    }
    if is_blessed {
        println!("written anew:\n{told}");
    } else {
        assert!(told.is_empty(), "lists in tests/fixtures/accuracy are not what is met today:\n{told}");
    }
    let files = fs::read_dir(folder()).expect("the lists are there");
    let files = files.map(|file| file.expect("the folder reads").file_name().to_string_lossy().into_owned());
    let lists: BTreeSet<String> = GOLDS.iter().map(|gold| format!("{}.tsv", gold.name)).collect();
    assert_eq!(files.collect::<BTreeSet<_>>(), lists, "a list of no gold");
}

/// The list itself is held: whatever was lost, won, come or gone is told, with the line that says so.
#[test]
fn a_list_holds_both_ways() {
    let list = listed("# A remark.\nstate\tcase\twhy\nmet\tone\nmissed\ttwo\tno word in common\nmet\tthree\n").unwrap();
    let case = |name: &str, is_met| Case::new(name, is_met, "something else");
    assert_eq!(differences(&list, &[case("one", true), case("two", false), case("three", true)]), [""; 0]);
    let told = differences(&list, &[case("one", false), case("two", true), case("four", true), case("five", false)]);
    let begins = ["no longer met (found: something else)", "met now", "met and not listed", "not met and not listed"];
    assert_eq!(told.len(), 5, "{told:?}");
    assert!(told.iter().zip(begins).all(|(told, begin)| told.starts_with(begin)), "{told:?}");
    let lines = ["missed\tone", "met\ttwo", "met\tfour", "missed\tfive", "met\tthree"];
    assert!(told.iter().zip(lines).all(|(told, line)| told.ends_with(&format!("    {line}"))), "{told:?}");
    assert!(told[4].starts_with("no such case any more"), "{told:?}");
    // A reason stays with its case, and goes once it is met.
    let kept = today(&GOLDS[0], &list, &[case("two", false), case("one", true)]);
    assert!(kept.ends_with("why\nmissed\ttwo\tno word in common\nmet\tone\n"), "{kept}");
    let met = today(&GOLDS[0], &list, &[case("two", true)]);
    assert!(met.ends_with("why\nmet\ttwo\n"), "{met}");
    for wrong in ["passed\tone", "met\t", "met\tone\nmissed\tone"] {
        assert!(listed(&format!("state\tcase\twhy\n{wrong}\n")).is_err(), "{wrong}");
    }
}
