//! Which sections a document holds.

use crate::model::{Coverage, HeldSection, Provision};

/// What a document holds, by its provisions and the sections that it says are continued.
pub(super) fn coverage(provisions: &[Provision], continued: &[Vec<String>], is_addendum: bool) -> Coverage {
    if !is_addendum && continued.is_empty() {
        return Coverage::Whole;
    }
    Coverage::Part { sections: held_sections(provisions, continued) }
}

/// The sections that hold provisions, each once.
pub(super) fn held_sections(provisions: &[Provision], continued: &[Vec<String>]) -> Vec<HeldSection> {
    let mut sections: Vec<HeldSection> = Vec::new();
    for provision in provisions {
        if !sections.iter().any(|held| held.path == provision.section) {
            let is_continued = continued.contains(&provision.section);
            sections.push(HeldSection { path: provision.section.clone(), continued: is_continued });
        }
    }
    sections
}
