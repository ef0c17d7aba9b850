//! The same bytes everywhere: in another language of the machine, another time zone and terminal, on more threads, with files named
//! in another order, and whatever is kept of earlier runs.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use travaux::render::Renderer;
use travaux::report::Sort;

/// A small corpus: a draft with brackets, its report, and the report of a later meeting.
fn corpus() -> TempDir {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    let text = |title: &str, day: &str, texts: [&str; 4]| {
        let listed = texts.iter().enumerate().map(|(at, text)| format!("Recommendation {}\n\n{text}\n\n", at + 1));
        let listed: String = listed.collect();
        format!("Council of Harbours and Orchards\n\n{day}\n\n{title}\n\nII. Recommendations\n\n{listed}")
    };
    let draft = [
        "Harbour masters should keep lists of İstanbul’s vessels [and barges] that call at night.",
        "Mills [shall] [should] mend their weirs before the first frost of the year.",
        "Orchard councils should graft old pear trees every March.",
        "Pilots may, as appropriate, train in reading tide tables.",
    ];
    let last = [
        "Harbour masters are encouraged to keep public lists of İstanbul’s vessels that call at night.",
        "Mills should mend their weirs and sluices before the first frost of the year, where feasible.",
        "Pilots should train in reading tide tables.",
        "The guild should report on 30 barrels of cider by 1 May 1975.",
    ];
    let later = [
        "Harbour masters shall keep public lists of vessels that call at night.",
        "Mills should mend their weirs and sluices before the first frost.",
        "Pilots should train in reading tide tables and charts.",
        "Beekeepers should count their hives.",
    ];
    write("draft.txt", text("Draft report", "4 May 1971", draft));
    write("last.txt", text("Report of the Council", "6 May 1971", last));
    write("later.txt", text("Report of the Council", "7 June 1974", later));
    let entry = |id: &str, stage: &str, meeting: usize| {
        format!(
            "[[document]]\nid = \"{id}\"\npath = \"{id}.txt\"\nbody = \"Council\"\nstage = \"{stage}\"\nmeeting = {meeting}\n\n"
        )
    };
    write(
        "manifest.toml",
        [entry("draft", "draft", 1), entry("last", "final", 1), entry("later", "final", 2)].concat(),
    );
    folder
}

/// Where a run takes place.
struct Place<'a> {
    variables: &'a [(&'a str, &'a str)],
    threads: &'a str,
    /// A folder to keep what is read in; nothing is kept where there is none.
    cache: Option<&'a Path>,
}

const HOME: Place = Place { variables: &[("LC_ALL", "C"), ("TZ", "UTC"), ("TERM", "dumb")], threads: "1", cache: None };

const AWAY: [Place; 3] = [
    Place {
        variables: &[
            ("LC_ALL", "tr_TR.UTF-8"),
            ("LANG", "tr_TR.UTF-8"),
            ("TZ", "Asia/Kathmandu"),
            ("TERM", "xterm-256color"),
            ("COLUMNS", "43"),
            ("CLICOLOR_FORCE", "1"),
            ("COLORTERM", "truecolor"),
        ],
        threads: "2",
        cache: None,
    },
    Place {
        variables: &[
            ("LANG", "ar_EG"),
            ("LANGUAGE", "ar:fr"),
            ("TZ", "Pacific/Kiritimati"),
            ("NO_COLOR", "1"),
            ("COLUMNS", "400"),
            ("LINES", "3"),
            ("SOURCE_DATE_EPOCH", "86400"),
        ],
        threads: "8",
        cache: None,
    },
    Place {
        variables: &[("LC_ALL", ""), ("LC_CTYPE", "POSIX"), ("TZ", "nowhere/at all"), ("HOME", "/")],
        threads: "3",
        cache: None,
    },
];

/// Writes a result to a file and reads it.
fn written(folder: &Path, arguments: &[&str], name: &str, place: &Place) -> Vec<u8> {
    let results = TempDir::new().unwrap();
    let file = results.path().join(name);
    let mut command = Command::new(env!("CARGO_BIN_EXE_travaux"));
    command.current_dir(folder).env_clear().envs(place.variables.iter().copied());
    command.args(["-C", ".", "--threads", place.threads]).args(arguments).arg("-o").arg(&file);
    match place.cache {
        Some(cache) => command.arg("--cache").arg(cache),
        None => command.arg("--no-cache"),
    };
    let output = command.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    fs::read(file).unwrap()
}

/// The commands with the forms of what they write.
const COMMANDS: [(&[&str], Sort); 4] = [
    (&["lineage"], Sort::Lineage),
    (&["compare", "draft", "last"], Sort::Comparison),
    (&["trace", "last/1"], Sort::History),
    (&["extract", "draft", "last"], Sort::Plain),
];

/// Each command with a file of each form that it has.
fn forms() -> impl Iterator<Item = (&'static [&'static str], String)> {
    COMMANDS.into_iter().flat_map(|(arguments, sort)| {
        let endings = Renderer::of(sort).filter_map(|form| form.endings.first());
        endings.map(move |ending| (arguments, format!("result.{ending}")))
    })
}

#[test]
fn no_form_depends_on_where_it_is_written() {
    let folder = corpus();
    let mut count = 0;
    for (arguments, name) in forms() {
        let home = written(folder.path(), arguments, &name, &HOME);
        assert!(home.len() > 100, "{arguments:?} {name}");
        // What a form is made of is the same in all; each is written in one place more, and two in every place.
        let places =
            if name.ends_with(".json") || name.ends_with(".txt") { &AWAY[..] } else { &AWAY[count % 3..][..1] };
        for place in places {
            assert!(
                written(folder.path(), arguments, &name, place) == home,
                "{arguments:?} {name}: {:?}",
                place.variables
            );
        }
        count += 1;
    }
    assert!(count > 25, "every command in every form: {count}");
}

#[test]
fn the_order_in_which_files_are_named_is_of_no_account() {
    let folder = corpus();
    for name in ["result.json", "result.html", "result.xlsx"] {
        let lineage = |files: [&str; 3]| written(folder.path(), &[&["lineage"], &files[..]].concat(), name, &HOME);
        let before = lineage(["draft.txt", "last.txt", "later.txt"]);
        for files in [["later.txt", "last.txt", "draft.txt"], ["last.txt", "draft.txt", "later.txt"]] {
            assert!(lineage(files) == before, "{name} of {files:?}");
        }
    }
}

/// The entries of a cache, in the order of their names.
fn entries(cache: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(cache).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

/// Some bytes as what broke off, or went wrong, leaves them.
fn damaged(mut bytes: Vec<u8>, random: &mut fastrand::Rng) -> Vec<u8> {
    match random.usize(0..4) {
        0 => bytes.truncate(random.usize(0..bytes.len())),
        1 => {
            let at = random.usize(0..bytes.len());
            bytes[at] ^= 1 << random.u8(0..8);
        }
        2 => {
            let at = random.usize(0..bytes.len());
            bytes[at..].fill(0);
        }
        // What another version has written: its number stands behind what all entries begin with.
        _ => {
            let at = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 1;
            bytes[at] = bytes[at].wrapping_add(1);
        }
    }
    bytes
}

#[test]
fn whatever_became_of_what_is_kept_changes_nothing() {
    let (folder, cache) = (corpus(), TempDir::new().unwrap());
    let place = Place { cache: Some(cache.path()), ..HOME };
    let run = |place: &Place| written(folder.path(), &["lineage"], "result.json", place);
    let without = run(&HOME);
    assert!(run(&place) == without, "nothing was kept yet");
    let whole: Vec<(PathBuf, Vec<u8>)> =
        entries(cache.path()).into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect();
    assert_eq!(whole.len(), 6, "three documents, and the words of each");
    let mut random = fastrand::Rng::with_seed(1974);
    for round in 0..12 {
        for (path, bytes) in &whole {
            // Some are whole, and some are gone.
            match random.usize(0..4) {
                0 => fs::write(path, bytes).unwrap(),
                1 => fs::remove_file(path).unwrap(),
                _ => fs::write(path, damaged(bytes.clone(), &mut random)).unwrap(),
            }
        }
        assert!(run(&place) == without, "round {round}");
        for (path, bytes) in &whole {
            assert!(fs::read(path).unwrap() == *bytes, "round {round}: {} is whole again", path.display());
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_kept_where_nothing_can_be_written_changes_nothing() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, cache) = (corpus(), TempDir::new().unwrap());
    let place = Place { cache: Some(cache.path()), ..HOME };
    let run = |place: &Place| written(folder.path(), &["lineage"], "result.json", place);
    let without = run(&HOME);
    run(&place);
    let allow = |paths: &[PathBuf], mode: u32| {
        paths.iter().for_each(|path| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap());
    };
    let (files, root) = (entries(cache.path()), [cache.path().to_owned()]);
    // Half of it can be read, and none of it can be changed; for root it can.
    fs::write(&files[0], "half").unwrap();
    allow(&files, 0o400);
    allow(&files[3..], 0o000);
    allow(&root, 0o500);
    assert!(run(&place) == without);
    allow(&root, 0o700);
    // Here not even root can write.
    #[cfg(target_os = "linux")]
    assert!(run(&Place { cache: Some(Path::new("/proc/self")), ..HOME }) == without);
}
