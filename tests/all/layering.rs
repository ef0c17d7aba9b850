//! A module uses what stands before it in the pipeline and never what comes after, and each thing is done in one room.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

/// The order of the house. `error` stands before all; `cli` uses all as a stranger would.
const ORDER: [&str; 28] = [
    "error",
    "model",
    "language",
    "corpus",
    "ingest",
    "extract",
    "anatomy",
    "brackets",
    "named",
    "parameters",
    "embedding",
    "analysis",
    "index",
    "diff",
    "fate",
    "shift",
    "align",
    "decisions",
    "change",
    "meetings",
    "retrieval",
    "survey",
    "lineage",
    "evaluate",
    "generate",
    "report",
    "render",
    "cli",
];

/// Something that code can do, by a pattern of one line, and where it may be done. A new rule is an entry in `RULES`.
struct Rule {
    says: &'static str,
    pattern: &'static str,
    place: Place,
}

/// Rooms: modules, folders in them (`render/html`) or single files (`report/mod.rs`).
#[derive(Clone, Copy)]
enum Place {
    OnlyIn(&'static [&'static str]),
    NeverIn(&'static [&'static str]),
}

impl Place {
    fn rooms(self) -> &'static [&'static str] {
        let (Self::OnlyIn(rooms) | Self::NeverIn(rooms)) = self;
        rooms
    }

    fn allows(self, file: &File) -> bool {
        file.is_in(self.rooms()) == matches!(self, Self::OnlyIn(_))
    }
}

const RULES: &[Rule] = &[
    Rule {
        says: "only the command line prints, reads the environment and exits",
        pattern: r"\b(e?print(ln)?!|std::env|process::(exit|Command)|env!\()",
        place: Place::OnlyIn(&["cli"]),
    },
    Rule {
        says: "only the command line knows what time it is, so that the same input gives the same output",
        pattern: r"\b(Timestamp::now|Zoned::now|SystemTime|Instant::now)",
        place: Place::OnlyIn(&["cli"]),
    },
    Rule {
        says: "files are read for the corpus, of a model and on the command line, and nowhere between",
        pattern: r"\b(fs::|File::(open|create)|read_dir)",
        place: Place::OnlyIn(&["corpus", "embedding/tensors.rs", "cli"]),
    },
    Rule {
        says: "what is shown was found before: nothing is aligned or compared for a view or by a renderer",
        pattern: r"\b(align|align_rest|align_cited|compare|cross_meeting_links)\(|Searcher::of",
        place: Place::NeverIn(&["report", "render"]),
    },
    Rule {
        says: "a provision is taken apart once, where documents are analysed",
        pattern: r"Anatomy::of",
        place: Place::OnlyIn(&["anatomy", "analysis"]),
    },
    Rule { says: "there is one tokenizer", pattern: r"icu_segmenter", place: Place::OnlyIn(&["language"]) },
    Rule {
        says: "a language is read from its own files: only who lists them goes through all languages",
        pattern: r"\.(codes|with_lexicon|with_names)\(\)|\bTABLE\b",
        place: Place::OnlyIn(&["language/registry.rs", "cli"]),
    },
    Rule {
        says: "what is known of a language stands in its folder",
        pattern: r"whatlang|snowball_stemmers_rs|(structure|words|lexicon|names|naming|negotiation|frequencies)\.toml",
        place: Place::OnlyIn(&["language"]),
    },
];

/// A file of the source.
struct File {
    /// Its path within `src`, with strokes on any system.
    path: String,
    text: String,
}

impl File {
    /// The room that it belongs to: the folder or file right in `src`.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    fn is_in(&self, rooms: &[&str]) -> bool {
        let name = self.path.trim_end_matches(".rs");
        rooms.iter().any(|room| {
            self.path == *room || name.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// The lines that the program is made of, with their numbers: no comments, and no unit tests, which stand at the end
    /// of a file or in a `tests.rs`.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let text = if self.path.ends_with("/tests.rs") { "" } else { &self.text };
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").enumerate();
        lines.map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

/// Every file of the source, in the order of their paths.
static SOURCE: LazyLock<Vec<File>> = LazyLock::new(|| {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut files);
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
});

fn collect(folder: &Path, inside: &str, files: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{inside}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            collect(&path, &format!("{name}/"), files);
        } else if name.ends_with(".rs") {
            files.push(File { path: name, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

/// The lines of code that a rule is about, each with its file.
fn found(rule: &Rule) -> Vec<(&'static File, String)> {
    let pattern = Regex::new(rule.pattern).unwrap();
    let lines = SOURCE.iter().flat_map(|file| file.code().map(move |(number, line)| (file, number, line)));
    let matching = lines.filter(|(.., line)| pattern.is_match(line));
    matching.map(|(file, number, line)| (file, format!("{}:{number}: {}", file.path, line.trim()))).collect()
}

#[test]
fn no_module_uses_a_later_one() {
    let uses = Regex::new(r"crate::([a-z_]+)").unwrap();
    let hidden = Regex::new(r"crate::\{|super::super").unwrap();
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in SOURCE.iter().filter(|file| !file.is_in(&["lib", "main"])) {
        let own = place(file.room()).unwrap_or_else(|| panic!("{} has no place in the order", file.room()));
        assert!(!hidden.is_match(&file.text), "{}: name modules one by one, so that this test sees them", file.path);
        for found in uses.captures_iter(&file.text) {
            let used = place(&found[1]).unwrap_or_else(|| panic!("{} uses an unknown {}", file.path, &found[1]));
            seen += 1;
            if used > own {
                wrong.push(format!("{} uses {}", file.path, &found[1]));
            }
        }
    }
    assert!(seen > 50, "the uses were read");
    assert_eq!(wrong, [] as [&str; 0]);
}

#[test]
fn each_thing_is_done_in_its_place() {
    for rule in RULES {
        let found = found(rule);
        assert!(!found.is_empty(), "{}: nothing matches the pattern, so the rule holds nothing", rule.says);
        let breaches = found.iter().filter(|(file, _)| !rule.place.allows(file));
        assert_eq!(breaches.map(|(_, line)| line).collect::<Vec<_>>(), [] as [&String; 0], "{}", rule.says);
        for room in rule.place.rooms() {
            assert!(SOURCE.iter().any(|file| file.is_in(&[room])), "{}: there is no {room}", rule.says);
        }
    }
}

#[test]
fn every_file_of_a_language_stands_in_the_table() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/language");
    let table = fs::read_to_string(home.join("registry.rs")).unwrap();
    let folders = fs::read_dir(&home).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    let mut seen = 0;
    for folder in folders {
        let code = folder.file_name().unwrap().to_string_lossy();
        let line = table.lines().find(|line| line.trim_start().starts_with(&format!("\"{code}\" ")));
        let line = line.unwrap_or_else(|| panic!("{code} has a folder and no line"));
        let named: Vec<&str> = line.split(['[', ']']).nth(1).unwrap().split_whitespace().collect();
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap().path();
            assert!(named.contains(&&*file.file_stem().unwrap().to_string_lossy()), "{}", file.display());
            seen += 1;
        }
    }
    assert!(seen > 10, "the files were seen");
}

/// Lines of renderers that may hold words of English: what the command line says of a form, why something cannot fail,
/// what an error calls a form, and DOT, XML and style sheets, in which words are names.
const NO_SPEECH: &str = concat!(
    r#"^ *form\(|^ *"(Markdown|HTML) of|^ *"(A (page|Word document)|Akoma Ntoso:)|expect\("|Error::render|"#,
    r#"(sub|di)?graph |style=|label=|<\?xml|^<|font-family"#,
);

/// Two words in a row. Markup, paths and placeholders are none.
const SPEECH: &str = r"[A-Za-z]{2,},? [a-z]{2,}";

#[test]
fn renderers_say_nothing_in_words_of_their_own() {
    let render = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/render");
    let (speech, no_speech) = (Regex::new(SPEECH).unwrap(), Regex::new(NO_SPEECH).unwrap());
    let literal = Regex::new(r#"r?#*"(?:[^"\\]|\\.)*""#).unwrap();
    let markup = Regex::new(r"\{[^}]*\}|<[^>]*>|\\[nt]").unwrap();
    let mut spoken = Vec::new();
    for file in SOURCE.iter().filter(|file| file.is_in(&["render"])) {
        let lines = file.code().map(|(_, line)| line).filter(|line| !no_speech.is_match(line));
        let literals = lines.flat_map(|line| literal.find_iter(line).map(|found| found.as_str()));
        let said = literals.filter(|text| speech.is_match(&markup.replace_all(text, "#")));
        spoken.extend(said.map(|text| format!("{}: {text}", file.path)));
    }
    // Of a template only what stands between tags is read, and what is told to those who cannot see.
    let shown = Regex::new(r#">([^<>]*)<|(?:aria-label|placeholder|title|alt)="([^"]*)""#).unwrap();
    let template = Regex::new(r"(?s)\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}").unwrap();
    let mut templates = 0;
    for name in [
        "html/page.html",
        "html/fragment.html",
        "html/rows.html",
        "html/grids.html",
        "html/repeats.html",
        "html/repeats_fragment.html",
        "picture.svg",
        "cards.svg",
    ] {
        let text = fs::read_to_string(render.join(name)).unwrap();
        for found in shown.captures_iter(&template.replace_all(&text, "")) {
            templates += 1;
            let said = found.get(1).or(found.get(2)).map_or("", |one| one.as_str());
            if said.contains(|letter: char| letter.is_alphabetic()) {
                spoken.push(format!("{name}: {said}"));
            }
        }
    }
    assert!(templates > 50, "the templates were read");
    assert_eq!(spoken, [] as [&str; 0], "what is said in words is said in report/english");
}
