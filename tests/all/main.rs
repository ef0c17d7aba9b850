//! The integration tests: one program, so that it is linked once. Each folder is a room of the house, each file a subject;
//! `cargo test --test all reading::pdf` runs one of them. What they read lies in `tests/fixtures`.

mod common;
/// What must hold of whatever is read. The fuzz targets (`fuzz/`) are held to the same file.
mod invariants;

/// From files to documents: formats, layouts, languages, and files that mean harm.
mod reading {
    pub mod broken;
    mod conservation;
    mod corrections;
    mod docx;
    mod extraction;
    mod html;
    mod languages;
    mod marks;
    mod metadata;
    mod numbering;
    mod pdf;
    mod profiles;
    mod tables;
}

/// From documents to what became of each provision.
mod comparing {
    mod alignment;
    mod anatomy;
    mod anatomy_languages;
    mod bounded;
    mod drafts;
    mod made_up;
    mod models;
    mod named;
    mod precedents;
    mod proposers;
    mod redlines;
    mod repeats;
    mod search;
    mod told;
}

/// What is right and what is not, case by case, against all gold that the project holds.
mod accuracy {
    mod anatomy;
    mod anatomy_languages;
    mod fates;
    mod links;
    mod made_up;
    mod precedents;
    mod ratchet;
    mod search;
}

/// Texts under negotiation: brackets, options, and whose words they are.
mod negotiating {
    pub mod example;
    mod properties;
    mod reading;
}

/// From findings to bytes: every form, what it promises, and the programs that open it.
mod writing {
    mod akn;
    mod completions;
    mod forms;
    mod hostile;
    mod outside;
    mod pictures;
    mod schemas;
    mod synoptic;
    mod tallies;
    mod terminal;
    #[cfg(feature = "open")]
    mod workday;
}

/// The program as a person at a terminal has it.
mod commands {
    mod cache;
    mod cli;
    mod decisions;
    mod faults;
    mod init;
    mod library;
    mod readme;
    mod survey;
}

/// What must hold of whole results, whatever the documents: of those of the project and of made-up ones.
mod laws {
    mod archive;
    mod bytes;
    mod decided;
    mod languages;
    mod names;
    mod print;
    mod sides;
    mod texts;
    mod words;
}

/// The workbench, from without: what a browser gets of it, and who means harm.
mod workbench {
    mod by_hand;
    mod changes;
    mod client;
    mod deciding;
    mod files;
    mod hostile;
    mod security;
    mod views;
}

/// What holds of the source itself.
mod layering;
/// What holds of any text.
mod properties;
mod seeds;
