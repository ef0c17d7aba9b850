//! Parts of an archive come to what the whole does, where a survey of it is given.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use travaux::generate::ArchiveRecipe;

use crate::common::program;

/// Documents of several bodies: what one says changes how others are read.
const DOCUMENTS: &[(&str, &str, &str)] = &[
    (
        "lamps-1998",
        "body = \"Lamp Board\"\nstage = \"final\"\ndate = \"1998-05-04\"",
        "Recommendations\n\n1. Accede to the Convention on the Lighting of Quays (CLQ).\n\n2. Keep registers of the lamps that stand on quays.\n\n3. Train those who trim wicks, as decided by the Board.\n",
    ),
    (
        "lamps-2004",
        "body = \"Lamp Board\"\nstage = \"final\"\ndate = \"2004-05-04\"",
        "Recommendations\n\n1. Publish the registers of the lamps that stand on quays.\n\n2. Train those who trim wicks every second winter.\n",
    ),
    (
        "ferries-2001",
        "body = \"Ferry Union\"\nstage = \"final\"\ndate = \"2001-03-02\"",
        "Recommendations\n\n1. Ratify CLQ before the winter and tell the Union so (Lagoon States).\n\n2. Count passengers at each landing (Northern Ports).\n\n3. Consider whether wicks are trimmed at landings (Lagoon States).\n",
    ),
    (
        "ferries-2006",
        "body = \"Ferry Union\"\nstage = \"final\"\ndate = \"2006-03-02\"",
        "Recommendations\n\n1. Complete the ratification of CLQ (Northern Ports).\n\n2. Count passengers at each landing and publish the numbers (Lagoon States).\n\n3. Paint all landings (Northern Ports).\n",
    ),
    (
        "pilots-draft",
        "body = \"Pilots' Congress\"\nstage = \"draft\"\ndate = \"2003-01-01\"\nsymbol = \"PC/3/L.1\"",
        "Recommendations\n\n1. [Lagoon States: Ports shall][Northern Ports: Ports should] keep lists of pilots.\n\n2. [Lagoon States, Northern Ports: Pilots may] wear badges.\n\n3. [Lagoon States: Masters can][Northern Ports: Masters must] [Preamble: whereas] ask for a pilot.\n\n4. Boats carry [two] [three] lamps.\n",
    ),
    (
        "pilots-final",
        "body = \"Pilots' Congress\"\nstage = \"final\"\ndate = \"2003-02-01\"\nsymbol = \"PC/3/5\"",
        "Report, adopted from PC/3/L.1, as lamps are kept by PC/9/1\n\nRecommendations\n\n1. Ports should keep lists of pilots.\n\n2. Pilots may wear badges.\n\n3. Masters must ask for a pilot.\n",
    ),
    (
        "phares-2002",
        "body = \"Conseil des phares\"\nstage = \"final\"\ndate = \"2002-01-01\"\nsymbol = \"PC/9/1\"",
        "Recommandations\n\n1. Tenir les registres des phares et des balises de la côte.\n\n2. Former les gardiens des phares chaque hiver.\n",
    ),
    (
        "phares-2008",
        "body = \"Conseil des phares\"\nstage = \"final\"",
        "Recommandations\n\n1. Publier les registres des phares et des balises de la côte.\n\n2. Peindre les balises.\n",
    ),
    ("notes", "stage = \"final\"", "1. Tre.\n\n2. Bes.\n"),
];

/// An archive of these and of made-up reports in a folder.
fn archive() -> TempDir {
    let folder = TempDir::new().unwrap();
    let recipe =
        ArchiveRecipe { reports: 6, paragraphs: 5, recommendations: 40, repeated: 0.4, ..ArchiveRecipe::default() };
    let made = recipe.make();
    let mut manifest = made.manifest.clone();
    for report in &made.reports {
        fs::write(folder.path().join(&report.path), &report.bytes).unwrap();
    }
    for (id, declared, text) in DOCUMENTS {
        fs::write(folder.path().join(format!("{id}.txt")), text).unwrap();
        manifest += &format!("\n[[document]]\nid = \"{id}\"\npath = \"{id}.txt\"\n{declared}\n");
    }
    fs::write(folder.path().join("manifest.toml"), manifest).unwrap();
    folder
}

/// Runs the program on an archive, and gives what it prints, or what it says of its failure.
fn run(archive: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = program().arg("--no-cache").arg("-C").arg(archive).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

fn json(archive: &Path, arguments: &[&str]) -> Value {
    let printed = run(archive, &[arguments, &["--format", "json"]].concat())
        .unwrap_or_else(|said| panic!("{arguments:?}: {said}"));
    serde_json::from_str(&printed).unwrap()
}

/// The lists of a lineage, each in an order that tells nothing.
fn lists(lineages: &[Value]) -> BTreeMap<String, Vec<String>> {
    let mut lists = BTreeMap::<String, Vec<String>>::new();
    for (field, list) in lineages.iter().flat_map(|one| one.as_object().unwrap()) {
        let own = lists.entry(field.clone()).or_default();
        own.extend(list.as_array().into_iter().flatten().map(Value::to_string));
    }
    lists.values_mut().for_each(|list| list.sort());
    lists
}

fn ids(group: &Value) -> Vec<&str> {
    group["documents"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn groups_come_to_what_the_whole_archive_does() {
    let archive = archive();
    let archive = archive.path();
    let file = |name: &str| archive.join(name).to_str().unwrap().to_owned();
    let whole = json(archive, &["lineage"]);
    // In one go.
    let view = json(archive, &["survey", "--into", &file("all")]);
    let groups = view["groups"].as_array().unwrap();
    // Three made-up series, lamps, ferries, pilots, lighthouses, and notes of nobody.
    assert_eq!(groups.len(), 8);
    let found: Vec<Value> = groups
        .iter()
        .map(|group| json(archive, &[&["lineage", "--survey", &file("all")], &ids(group)[..]].concat()))
        .collect();
    assert_eq!(lists(&found), lists(&[whole.clone()]));
    // The test is one: links, what others introduce and what others cite are told of.
    let all = lists(&found);
    assert!(
        all["edges"].len() > 30
            && !all["families"].is_empty()
            && all["citations"].iter().any(|one| one.contains("phares-2002"))
    );
    let ferries = found.iter().find(|one| one["documents"][0]["id"] == "ferries-2001").unwrap();
    assert!(ferries["nodes"][0]["proposers"].to_string().contains("Lagoon States"), "named in brackets by the pilots");
    let lamps = found.iter().find(|one| one["documents"][0]["id"] == "lamps-1998").unwrap();
    let alone = json(archive, &["lineage", "lamps-1998", "lamps-2004"]);
    assert_eq!(lamps["edges"][0]["source"], "lamps-1998/para-2", "{}", lamps["edges"]);
    assert_ne!(lamps["edges"], alone["edges"], "by themselves their words are weighed otherwise");
}

#[test]
fn a_survey_is_made_part_by_part_in_whatever_order() {
    let archive = archive();
    let archive = archive.path();
    let file = |name: &str| archive.join(name).to_str().unwrap().to_owned();
    let all = json(archive, &["survey", "--into", &file("all")]);
    let documents = ids(&all);
    let parts: Vec<&[&str]> = documents.chunks(4).collect();
    let join = |names: &[String], into: &str| {
        let given: Vec<&str> = names.iter().flat_map(|name| ["--with", name.as_str()]).collect();
        json(archive, &[&["survey", "--into", &file(into)][..], &given[..]].concat())
    };
    let introduced: Vec<String> = (0..parts.len()).map(|at| file(&format!("{at}.part"))).collect();
    for (part, into) in parts.iter().zip(&introduced) {
        run(archive, &[&["survey", "--part", "--into", into], *part].concat()).unwrap();
    }
    let backwards: Vec<String> = introduced.iter().rev().cloned().collect();
    let read = join(&backwards, "read");
    assert_eq!(ids(&read), documents);
    assert_eq!(read["uncounted"].as_array().unwrap().len(), documents.len());
    let said = run(archive, &["lineage", "--survey", &file("read"), "lamps-1998"]).unwrap_err();
    assert!(said.contains("are not counted in the survey"), "{said}");
    let mut counted: Vec<String> = vec![file("read")];
    for (at, part) in parts.iter().enumerate().rev() {
        counted.push(file(&format!("{at}.count")));
        let into = counted.last().unwrap();
        run(archive, &[&["survey", "--with", &file("read"), "--into", into], *part].concat()).unwrap();
    }
    assert_eq!(join(&counted, "joined"), all);
    let lamps = ["lineage", "--format", "json", "lamps-1998", "lamps-2004", "--survey"];
    let by = |survey: &str| run(archive, &[&lamps[..], &[file(survey).as_str()]].concat()).unwrap();
    assert_eq!(by("joined"), by("all"));
    // Nothing is counted twice unseen.
    let twice = [&counted[..], &counted[1..2]].concat();
    let given: Vec<&str> = twice.iter().flat_map(|name| ["--with", name.as_str()]).collect();
    let said = run(archive, &[&["survey"], &given[..]].concat()).unwrap_err();
    assert!(said.contains("counted in two of the surveys"), "{said}");
    let said = run(archive, &["survey", "--with", &introduced[0], "--with", &introduced[0]]).unwrap_err();
    assert!(said.contains("is in two of the surveys"), "{said}");
}

#[test]
fn a_survey_that_does_not_fit_is_told_of() {
    let archive = archive();
    let archive = archive.path();
    let file = |name: &str| archive.join(name).to_str().unwrap().to_owned();
    run(archive, &["survey", "lamps-1998", "lamps-2004", "--into", &file("lamps")]).unwrap();
    let with =
        |survey: &str, others: &[&str]| run(archive, &[&["lineage", "--survey", &file(survey)], others].concat());
    assert!(with("lamps", &["lamps-1998", "lamps-2004"]).is_ok());
    let fails = |survey: &str, others: &[&str], expected: &str| {
        let said = with(survey, others).unwrap_err();
        assert!(said.contains(expected), "{said}");
    };
    fails("lamps", &["ferries-2001"], "`ferries-2001` is not in the survey");
    fails("lamps", &["lamps-1998", "--lang", "fr"], "another --lang");
    fails("lamps", &["lamps-1998", "--across"], "cannot be used with");
    fails("nothing", &["lamps-1998"], "cannot read");
    fails("lamps-1998.txt", &["lamps-1998"], "is no survey; make one with");
    let bytes = fs::read(archive.join("lamps")).unwrap();
    let changed = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = bytes.clone();
        change(&mut bytes);
        fs::write(archive.join(name), bytes).unwrap();
    };
    changed("older", &|bytes| bytes[15] ^= 1);
    fails("older", &["lamps-1998"], "another version of travaux");
    changed("damaged", &|bytes| *bytes.last_mut().unwrap() ^= 1);
    fails("damaged", &["lamps-1998"], "is damaged");
    changed("cut", &|bytes| bytes.truncate(40));
    fails("cut", &["lamps-1998"], "is damaged");
    // A document that was changed since.
    fs::write(archive.join("lamps-1998.txt"), "Recommendations\n\n1. Keep lamps.\n").unwrap();
    fails("lamps", &["lamps-1998"], "is not in the survey as it was read now");
}

#[test]
fn a_table_of_groups_names_the_first_documents() {
    let archive = archive();
    let printed = run(archive.path(), &["survey", "--width", "80"]).unwrap();
    assert!(printed.contains("ferries-2001 and ferries-2006"), "{printed}");
    assert!(
        printed.contains("15 documents with ") && printed.contains(" in 8 groups; the words of all are counted."),
        "{printed}"
    );
}
