//! The workbench in a browser: a working day by the keyboard, and the evening after a restart.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::outside::{browser, printed, script};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The workbench of a folder; it ends with the test.
struct Bench {
    process: Child,
    address: String,
}

impl Bench {
    fn open(folder: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_travaux"))
            .args(["open", "--no-browser", "--no-cache"])
            .arg(folder)
            // Git may know nobody here, and somebody must decide.
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", "user.name")
            .env("GIT_CONFIG_VALUE_0", "Ada Example")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Bench { process, address: address.trim().to_owned() }
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // As if the machine had failed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn a_working_day_at_the_workbench() {
    let Some(browser) = browser() else { return };
    let folder = tempfile::tempdir().unwrap();
    let reports = ["2013-final.txt", "2018-activities.txt", "2019-draft.txt", "2019-final.txt", "2021-final.md"];
    for part in ["day", "evening"] {
        let bench = Bench::open(folder.path());
        let mut day = Command::new("node");
        day.arg(script("workday.mjs")).args([part, &bench.address, browser]);
        day.args(reports.map(|report| Path::new(ROOT).join("corpus").join(report)));
        assert_eq!(printed(day.output().unwrap()).trim(), format!("the {part} went well"));
    }
    // The command line knows what was decided.
    let mut review = Command::new(env!("CARGO_BIN_EXE_travaux"));
    let told = printed(review.args(["review", "--decided", "-C"]).arg(folder.path()).output().unwrap());
    assert!(told.contains("The same procedures, recast") && told.contains("Ada Example"), "{told}");
}
