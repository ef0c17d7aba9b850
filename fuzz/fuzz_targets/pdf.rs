//! PDFs. Panics of what draws a page are caught by the program, so the hook by which the fuzzer takes any
//! panic for a finding goes; those of the invariants unwind to the fuzzer and end it all the same.
#![no_main]

#[path = "../../tests/all/invariants.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| invariants::hold("pdf", bytes)
);
