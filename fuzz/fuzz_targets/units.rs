#![no_main]

#[path = "../../tests/all/invariants.rs"]
mod invariants;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| invariants::hold("units", bytes));
