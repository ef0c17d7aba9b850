//! The fuzzer: one program for all targets, so that it is linked once. `TARGET` names the one to run, as
//! `tests/all/invariants/` has them:
//!
//! ```sh
//! export RUSTC_BOOTSTRAP=1
//! TARGET=redline cargo fuzz run --sanitizer none fuzz fuzz/corpus/redline -- -max_len=1024
//! ```
#![no_main]

#[path = "../tests/all/invariants/mod.rs"]
mod invariants;

use std::sync::OnceLock;

/// The target that was asked for.
static HOLDS: OnceLock<fn(&[u8])> = OnceLock::new();

/// Looks up the target, and keeps work on the one thread that is fuzzed: to hand small inputs on takes longer than they do.
fn begin() {
    let name = std::env::var("TARGET").expect("TARGET names what is to be fuzzed");
    let found = invariants::TARGETS.into_iter().find(|(target, _)| *target == name);
    let (_, holds) = found.unwrap_or_else(|| panic!("there is no target `{name}`"));
    HOLDS.get_or_init(|| holds);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("no pool was built before");
    // Panics of what draws the page of a PDF are caught by the program, so the hook by which the fuzzer takes any panic for a
    // finding goes; those of the invariants unwind to the fuzzer and end it all the same.
    if name == "pdf" {
        drop(std::panic::take_hook());
    }
}

libfuzzer_sys::fuzz_target!(init: begin(), |bytes: &[u8]| HOLDS.get().expect("it was looked up")(bytes));
