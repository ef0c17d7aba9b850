//! Akoma Ntoso: what each change becomes. Whether files are as the schema wants them is tested in `outside`.

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::common::program;

/// A modification as it is written.
#[derive(Debug, Default)]
struct Modification {
    kind: String,
    /// Where each element leads, by the elements' names.
    leads: BTreeMap<String, Vec<String>>,
    /// The texts of each side, what is marked in them within brackets.
    texts: BTreeMap<String, Vec<String>>,
}

fn value(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).unwrap()?;
    Some(attribute.value.into_owned())
}

/// The modifications of a file.
fn modifications(text: &str) -> Vec<Modification> {
    let mut found: Vec<Modification> = Vec::new();
    let mut reader = Reader::from_str(text);
    let mut side = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Start(element) | Event::Empty(element) => {
                let name = element.name().as_ref().to_owned();
                match (name.as_str(), found.last_mut()) {
                    ("textualMod", _) => {
                        found.push(Modification { kind: value(&element, "type").unwrap(), ..Modification::default() });
                    }
                    ("mainBody" | "references", _) => side = None,
                    ("source" | "destination" | "previous", Some(last)) => {
                        last.leads.entry(name).or_default().extend(value(&element, "href"));
                    }
                    ("old" | "new", Some(last)) => {
                        last.texts.entry(name.clone()).or_default().push(String::new());
                        side = Some(name);
                    }
                    ("del" | "ins", Some(last)) => push(last, &side, "["),
                    _ => {}
                }
            }
            Event::End(element) if ["del", "ins"].contains(&element.name().as_ref()) => {
                push(found.last_mut().unwrap(), &side, "]");
            }
            Event::End(element) if ["old", "new"].contains(&element.name().as_ref()) => side = None,
            Event::Text(written) => {
                if let (Some(last), Some(_)) = (found.last_mut(), &side) {
                    push(last, &side, if written.trim().is_empty() { "" } else { &written });
                }
            }
            _ => {}
        }
    }
}

fn push(modification: &mut Modification, side: &Option<String>, text: &str) {
    let texts = side.as_ref().and_then(|side| modification.texts.get_mut(side));
    texts.and_then(|texts| texts.last_mut()).unwrap().push_str(text);
}

/// What `compare` writes of a pair.
fn written(pair: [&str; 2], further: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changes.akn.xml");
    let mut command = program();
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("compare").args(pair).args(further).arg("-o").arg(&file);
    command.assert().success();
    std::fs::read_to_string(file).unwrap()
}

const LIGHTHOUSES: [&str; 2] = ["tests/fixtures/akn/draft.txt", "tests/fixtures/akn/adopted.txt"];

/// The old document as it is referred to. Neither its country nor its date is known.
const OLD: &str = "/akn/zz/doc/0001-01-01/draft/eng@/!main";

#[test]
fn each_kind_of_change_is_a_modification_of_its_own() {
    let found = modifications(&written(LIGHTHOUSES, &[]));
    let kinds: Vec<&str> = found.iter().map(|one| one.kind.as_str()).collect();
    assert_eq!(kinds, ["split", "join", "substitution", "repeal", "renumbering", "insertion"]);
    let old = |numbers: &[usize]| -> Vec<String> {
        numbers.iter().map(|number| format!("{OLD}#hcontainer_{number}")).collect()
    };
    let new = |numbers: &[usize]| -> Vec<String> { numbers.iter().map(|n| format!("#hcontainer_{n}")).collect() };
    let whole = || vec!["/akn/zz/doc/0001-01-01/adopted/eng@/!main".to_owned()];
    let expected = [
        (new(&[1, 2]), old(&[1])),
        (new(&[3]), old(&[2, 3])),
        (new(&[4]), old(&[4])),
        (whole(), old(&[5])),
        (new(&[5]), old(&[6])),
        (new(&[6]), vec![OLD.to_owned()]),
    ];
    for (one, (sources, destinations)) in found.iter().zip(expected) {
        assert_eq!(one.leads["source"], sources, "{one:?}");
        assert_eq!(one.leads["destination"], destinations, "{one:?}");
        // What stood before is said where it is one provision.
        let before = destinations.iter().filter(|one| one.contains('#')).count() == 1;
        assert_eq!(one.leads.contains_key("previous"), before, "{one:?}");
    }
}

#[test]
fn wordings_are_marked_where_they_differ() {
    let found = modifications(&written(LIGHTHOUSES, &[]));
    let texts = |at: usize, side: &str| found[at].texts.get(side).cloned().unwrap_or_default();
    assert_eq!(texts(2, "old"), ["Pilots should report drifting buoys to the nearest harbour by radio."]);
    assert_eq!(
        texts(2, "new"),
        ["Pilots should report drifting buoys to the nearest harbour by radio [without delay]."]
    );
    assert_eq!(texts(0, "old").len(), 1);
    let parts = texts(0, "new");
    assert!(parts[0].starts_with("Coastal States should keep a register"), "{parts:?}");
    assert!(
        parts[1].ends_with("train the keepers of remote lighthouses in first aid and in the mending of broken lenses.")
    );
    assert_eq!(texts(3, "old"), ["Fishing vessels should not moor to a light buoy by night."]);
    assert_eq!(texts(3, "new"), [""; 0]);
    assert_eq!(texts(4, "old"), [""; 0], "the words of what has another number only are in the body");
}

#[test]
fn a_filter_chooses_modifications_and_leaves_the_body_whole() {
    let text = written(LIGHTHOUSES, &["--only", "withdrawn"]);
    let found = modifications(&text);
    assert_eq!(found.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["repeal"]);
    assert_eq!(text.matches("<hcontainer ").count(), 6);
}

#[test]
fn articles_hold_their_paragraphs_and_a_preamble_its_recitals() {
    let treaty = "tests/fixtures/profiles/articles.txt";
    let text = written([treaty, treaty], &[]);
    assert!(!text.contains("<analysis"), "nothing changed");
    let order = [
        "<docTitle>Convention on Lighthouses</docTitle>",
        "<recital eId=\"recs__rec_1\">",
        "<p>Mindful of those who sail,</p>",
        "<section eId=\"sec_nn_1\">",
        "<heading>CHAPTER I. GENERAL PROVISIONS</heading>",
        "<article eId=\"art_1\">",
        "<num>1</num>",
        "<heading>Article 1 Purpose</heading>",
        "<section eId=\"sec_nn_2\">",
        "<article eId=\"art_3\">",
        "<paragraph eId=\"art_3__para_2\">",
        "<num>2</num>",
        "<paragraph eId=\"art_4__para_3\">",
    ];
    let mut rest = text.as_str();
    for part in order {
        let (_, behind) = rest.split_once(part).unwrap_or_else(|| panic!("{part} stands in its place:\n{rest}"));
        rest = behind;
    }
}

#[test]
fn an_ending_of_two_parts_wins_and_one_alone_will_do() {
    let folder = tempfile::tempdir().unwrap();
    let run = |name: &str| {
        let mut command = program();
        let file = folder.path().join(name);
        command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("compare").args(LIGHTHOUSES).arg("-o").arg(&file);
        (command.output().unwrap(), file)
    };
    for name in ["changes.akn.xml", "changes.akn", "CHANGES.2025.AKN.XML"] {
        let (output, file) = run(name);
        assert!(output.status.success(), "{name}");
        assert!(std::fs::read_to_string(file).unwrap().contains("<akomaNtoso "), "{name}");
    }
    for name in ["changes.xml", ".akn.xml", "akn"] {
        let (output, file) = run(name);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && !Path::new(&file).exists(), "{name}");
        assert!(said.contains(".akn.xml"), "{name}: {said}");
    }
}
