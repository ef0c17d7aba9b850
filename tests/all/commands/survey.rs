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
    let recipe =
        ArchiveRecipe { reports: 6, paragraphs: 5, recommendations: 40, repeated: 0.4, ..ArchiveRecipe::default() };
    let made = recipe.make();
    let folder = archive_of(&made.manifest, DOCUMENTS);
    for report in &made.reports {
        fs::write(folder.path().join(&report.path), &report.bytes).unwrap();
    }
    folder
}

/// An archive of documents, each an id, what is declared about it, and its text, behind what stands in a manifest.
fn archive_of(manifest: &str, documents: &[(&str, &str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let mut manifest = manifest.to_owned();
    for (id, declared, text) in documents {
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

/// The lists of a lineage, item by item.
fn lists(lineage: &Value) -> BTreeMap<&str, Vec<String>> {
    let fields = lineage.as_object().unwrap().iter();
    fields
        .filter_map(|(field, list)| Some((field.as_str(), list.as_array()?.iter().map(Value::to_string).collect())))
        .collect()
}

/// Holds the lineages of the groups of an archive, made with its survey, against that of the whole: they hold the same, in the same
/// order.
fn assert_groups_come_to_the_whole(archive: &Path, options: &[&str]) -> (Value, Vec<Value>) {
    let survey = archive.join("whole.survey").to_str().unwrap().to_owned();
    let whole = json(archive, &[&["lineage"], options].concat());
    let view = json(archive, &["survey", "--into", &survey]);
    let groups = view["groups"].as_array().unwrap();
    let of = |group| json(archive, &[&["lineage", "--survey", &survey, "--by-id"], options, &ids(group)[..]].concat());
    let found: Vec<Value> = groups.iter().map(of).collect();
    for (field, all) in lists(&whole) {
        let parts: Vec<Vec<String>> = found.iter().map(|part| lists(part).remove(field).unwrap_or_default()).collect();
        assert_eq!(parts.iter().map(Vec::len).sum::<usize>(), all.len(), "{field}");
        for part in parts {
            let mut own: Vec<&String> = all.iter().filter(|item| part.contains(item)).collect();
            let mut part: Vec<&String> = part.iter().collect();
            // Of what is cited elsewhere a part does not know the order.
            if field == "citations" {
                own.sort();
                part.sort();
            }
            assert_eq!(part, own, "{field}");
        }
    }
    (whole, found)
}

fn ids(group: &Value) -> Vec<&str> {
    group["documents"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect()
}

#[test]
fn groups_come_to_what_the_whole_archive_does() {
    let archive = archive();
    let (whole, found) = assert_groups_come_to_the_whole(archive.path(), &[]);
    // Three made-up series, lamps, ferries, pilots, lighthouses, and notes of nobody.
    assert_eq!(found.len(), 8);
    // The test is one: links, what others introduce and what others cite are told of.
    let all = lists(&whole);
    assert!(all["edges"].len() > 30 && !all["families"].is_empty());
    assert!(all["citations"].iter().any(|one| one.contains("phares-2002")));
    let of = |id: &str| found.iter().find(|one| one["documents"][0]["id"] == id).unwrap();
    let proposers = of("ferries-2001")["nodes"][0]["proposers"].to_string();
    assert!(proposers.contains("Lagoon States"), "named in brackets by the pilots: {proposers}");
    let alone = json(archive.path(), &["lineage", "lamps-1998", "lamps-2004"]);
    assert_eq!(of("lamps-1998")["edges"][0]["source"], "lamps-1998/para-2");
    assert_ne!(of("lamps-1998")["edges"], alone["edges"], "by themselves their words are weighed otherwise");
    assert_groups_come_to_the_whole(archive.path(), &["--paragraphs", "--doubtful"]);
}

#[test]
fn what_a_series_is_named_after_is_known_wherever_it_stands() {
    let lamps: Vec<(String, String)> = (1991..1996)
        .map(|year| (format!("lamps-{year}"), format!("body = \"Lamp Board\"\nstage = \"final\"\ndate = \"{year}\"")))
        .collect();
    let text = "1. Keep the lamps of the quay in order.\n\n2. Paint the ferries with a steady hand.\n";
    let mut documents: Vec<(&str, &str, &str)> =
        lamps.iter().map(|(id, declared)| (&**id, &**declared, text)).collect();
    documents.extend([
        ("town", "stage = \"final\"\ndate = \"1999\"", "1. Heron ponds are to be fenced by the towns.\n"),
        (
            "herons-2002",
            "body = \"Heron Quorum\"\nstage = \"final\"\ndate = \"2002\"",
            "1. Trim the wicks of all lamps on the quays each winter.\n\n2. Count passengers at the landings.\n",
        ),
        (
            "herons-2006",
            "body = \"Heron Quorum\"\nstage = \"final\"\ndate = \"2006\"",
            "1. Report on the wicks of those lamps that stand on the quays.\n\n2. Train the pilots.\n",
        ),
    ]);
    // No text of the series says "heron", one of another does.
    let (whole, _) = assert_groups_come_to_the_whole(archive_of("", &documents).path(), &["--doubtful"]);
    assert!(lists(&whole)["edges"].iter().any(|edge| edge.contains("herons-2002/")), "{}", whole["edges"]);
}

#[test]
fn a_group_is_in_the_same_order_by_itself() {
    let documents = [
        (
            "a-report",
            "body = \"Lamp Board\"\nmeeting = 1\nstage = \"final\"\ndate = \"2003\"\nsymbol = \"LB/3/5\"",
            "1. Keep registers of the lamps that stand on quays.\n\n2. Train those who trim wicks every winter.\n",
        ),
        (
            "b-first",
            "stage = \"draft\"\nsymbol = \"LB/3/L.1\"",
            "1. Keep the registers of lamps that stand on quays and piers.\n\n2. Train those who trim wicks.\n",
        ),
        ("c-other", "body = \"Ferry Union\"\nstage = \"draft\"", "1. Count passengers at landings.\n"),
        (
            "d-revised",
            "body = \"Lamp Board\"\nmeeting = 1\nstage = \"draft\"\nsymbol = \"LB/3/L.1/Rev.1\"",
            "1. Keep registers of lamps that stand on quays.\n\n2. Train those who trim wicks each winter.\n",
        ),
    ];
    let (whole, _) = assert_groups_come_to_the_whole(archive_of("", &documents).path(), &[]);
    let order: Vec<&str> =
        whole["documents"].as_array().unwrap().iter().map(|head| head["id"].as_str().unwrap()).collect();
    // Undated, a draft stands before its revision and both before the report; what belongs to nothing comes last.
    assert_eq!(order, ["b-first", "d-revised", "a-report", "c-other"]);
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
    assert!(said.contains("are not counted in it; count them with"), "{said}");
    let mut counted: Vec<String> = vec![file("read")];
    for (at, part) in parts.iter().enumerate().rev() {
        counted.push(file(&format!("{at}.count")));
        let into = counted.last().unwrap();
        run(archive, &[&["survey", "--with", &file("read"), "--into", into], *part].concat()).unwrap();
    }
    assert_eq!(join(&counted, "joined"), all);
    assert!(fs::read(file("joined")).unwrap() == fs::read(file("all")).unwrap(), "in whatever parts and order");
    let count = json(archive, &["survey", "--with", &counted[1]]);
    assert_eq!(
        (count["documents"].as_array().unwrap().len(), count["counted"].as_u64().unwrap()),
        (0, parts.last().unwrap().len() as u64)
    );
    let said = run(archive, &["lineage", "--survey", &counted[1], "lamps-1998"]).unwrap_err();
    assert!(said.contains("holds counts only; join it with"), "{said}");
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
    // Nor is what was counted among other documents.
    for (part, name) in [(["lamps-1998", "lamps-2004"], "1.alone"), (["ferries-2001", "ferries-2006"], "2.alone")] {
        run(archive, &["survey", part[0], part[1], "--into", &file(name)]).unwrap();
    }
    let said = run(archive, &["survey", "--with", &file("1.alone"), "--with", &file("2.alone")]).unwrap_err();
    assert!(said.contains("counted among different documents"), "{said}");
    let said = run(archive, &["survey", "--with", &introduced[0], "--with", &counted[1]]).unwrap_err();
    assert!(said.contains("counted among different documents"), "{said}");
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
    fails("lamps", &["ferries-2001"], "does not hold `ferries-2001`");
    fails("lamps", &["lamps-1998", "--lang", "fr"], "was made with another --lang");
    fails("lamps", &["lamps-1998", "lamps-1998"], "lamps-1998 is named twice");
    fails("lamps", &["--by-id", "lamps-1998.txt"], "lamps-1998");
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
    // A document that was changed since, be it by a word.
    let text = fs::read_to_string(archive.join("lamps-1998.txt")).unwrap();
    fs::write(archive.join("lamps-1998.txt"), text.replace("wicks", "flames")).unwrap();
    fails("lamps", &["lamps-1998", "lamps-2004"], "holds `lamps-1998` as it was read before");
    // No file for two things, and none of the archive.
    let into = |arguments: &[&str]| run(archive, &[&["survey"], arguments].concat()).unwrap_err();
    assert!(into(&["--into", "both.json", "-o", "both.json"]).contains("names no file of its own"));
    assert!(into(&["--into", "-"]).contains("names no file of its own"));
    assert!(into(&["--into", &file("lamps-2004.txt")]).contains("is one of the files that were read"));
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

#[test]
fn who_names_a_part_of_a_group_is_told() {
    let archive = archive();
    let archive = archive.path();
    let survey = archive.join("all").to_str().unwrap().to_owned();
    run(archive, &["survey", "--into", &survey]).unwrap();
    let said = |ids: &[&str]| {
        let output = program()
            .arg("--no-cache")
            .arg("-C")
            .arg(archive)
            .args(["lineage", "--survey", &survey])
            .args(ids)
            .output();
        String::from_utf8(output.unwrap().stderr).unwrap()
    };
    assert!(said(&["lamps-1998"]).contains("`lamps-2004` may be linked with what was named"));
    assert!(!said(&["lamps-1998", "lamps-2004"]).contains("may be linked"));
}

#[test]
fn an_id_is_meant_though_a_file_has_its_name() {
    let archive = archive();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("lamps-2004"), "1. Sing.\n").unwrap();
    let run = |arguments: &[&str]| {
        let output =
            program().current_dir(&folder).arg("--no-cache").arg("-C").arg(archive.path()).args(arguments).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    assert!(run(&["lineage", "--format", "json", "lamps-2004"]).contains("Sing."));
    assert!(!run(&["lineage", "--format", "json", "--by-id", "lamps-2004"]).contains("Sing."));
}
