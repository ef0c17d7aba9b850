//! Which profile a document is read by: the one that its signs show, or, where that one leaves much unread, the one that reads
//! most.

use std::collections::HashSet;
use std::sync::Arc;

use super::layout::Layout;
use super::line::{ends_sentence, is_title_alone};
use super::outline::{Outline, outline};
use super::part::PartKind;
use super::profile::Profile;
use super::words::Words;
use crate::ingest::{Line, Start};

/// A document's outline by the layout that was chosen for it.
pub(super) struct Choice<'a> {
    pub(super) layout: Arc<Layout<'a>>,
    pub(super) outline: Outline,
    /// What to say where another profile was taken than the signs show.
    pub(super) said: Option<String>,
}

/// By how much another profile must read better to be taken.
const MARGIN: f64 = 0.1;

/// How many provisions it must find: one may be a slip.
const FEWEST: usize = 2;

/// Chooses a profile for a document by its lines.
pub(super) fn choose(lines: Vec<Line>, words: &'static Words) -> Choice<'static> {
    let layout = Layout::found_in(&lines, words);
    let found = outline(lines, &layout);
    let deepest = Profile::built_in().max_by_key(|profile| profile.numbered.levels.len());
    let deepest = deepest.map_or_else(|| Arc::clone(&layout), |profile| Layout::of_built_in(profile, words));
    let quality = Quality::of(&found, layout.profile.preamble, &deepest);
    // A section of recommendations tells what a document is, whatever else stands in it.
    let is_report = found.parts.iter().any(|part| {
        matches!(part.kind, PartKind::Heading(_))
            && words.names_recommendations(found.lines[part.lines.start].passage.text())
    });
    if quality.is_good() || is_report && quality.provisions > 0 {
        return Choice { layout, outline: found, said: None };
    }
    let mut best: Option<(Quality, Arc<Layout<'static>>, Outline)> = None;
    for other in Layout::built_in(words).filter(|other| other.profile.name != layout.profile.name) {
        let read = outline(found.lines.clone(), &other);
        let reached = Quality::of(&read, false, &deepest);
        if reached.provisions < FEWEST {
            continue;
        }
        let bar = best.as_ref().map_or(quality.score() + MARGIN, |(best, ..)| best.score());
        if reached.score() > bar {
            best = Some((reached, other, read));
        }
    }
    match best {
        None => Choice { layout, outline: found, said: None },
        Some((reached, other, read)) => {
            let by = format!("was read by the profile `{}`, since by `{}`", other.profile.name, layout.profile.name);
            let said = match quality.unread.saturating_sub(reached.unread) {
                0 => format!("{by} only {} of its text would belong to provisions", percent(quality.share())),
                1 => format!("{by} a line that begins with a number would be read as running text"),
                lines => format!("{by} {lines} lines that begin with numbers would be read as running text"),
            };
            let said = format!("{said}; --profile names one");
            Choice { layout: other, outline: read, said: Some(said) }
        }
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", share * 100.0)
}

/// How much of a document an outline reads.
#[derive(Debug, Clone, Copy, Default)]
struct Quality {
    provisions: usize,
    /// How many of them bear a label that stood before.
    repeated: usize,
    /// How many lines begin with a number and no provision or heading.
    unread: usize,
    /// How many bytes stand in provisions and headings, and in all but notes.
    read: usize,
    all: usize,
}

impl Quality {
    /// Measures an outline. What stands before the first provision of a text that shows a preamble is taken for that.
    fn of(outline: &Outline, has_preamble: bool, deepest: &Layout) -> Self {
        let mut quality = Quality::default();
        let mut labels = HashSet::new();
        for part in &outline.parts {
            let lines = &outline.lines[part.lines.clone()];
            let length: usize = lines.iter().map(|line| line.passage.text().len()).sum();
            let begins_unread = |at: &usize| {
                if outline.lines[*at].said.is_some() {
                    return false;
                }
                let is_free = outline.lines[*at].start != Start::Flow
                    || at.checked_sub(1).is_none_or(|above| {
                        let above = outline.lines[above].passage.text();
                        ends_sentence(above) || is_title_alone(above)
                    });
                is_free && begins_with_number(deepest, outline.lines[*at].passage.text())
            };
            match &part.kind {
                PartKind::Footnote => continue,
                PartKind::Provision(opening) | PartKind::Item(opening) => {
                    quality.read += length;
                    quality.provisions += usize::from(!opening.resumes);
                    quality.repeated += usize::from(!opening.resumes && !labels.insert(opening.label.as_str()));
                    quality.unread += part.lines.clone().skip(1).filter(begins_unread).count();
                }
                PartKind::Heading(_) | PartKind::Option(..) => {
                    // Sections may count anew, and so may options.
                    labels.clear();
                    quality.read += length;
                }
                PartKind::Front if has_preamble => quality.read += length,
                PartKind::Front | PartKind::Loose => quality.unread += part.lines.clone().filter(begins_unread).count(),
                PartKind::Annex => {}
            }
            quality.all += length;
        }
        quality
    }

    fn share(&self) -> f64 {
        self.read as f64 / self.all.max(1) as f64
    }

    /// From 0, nothing read, to 1, all read and nothing odd.
    fn score(&self) -> f64 {
        if self.provisions == 0 {
            return 0.0;
        }
        let repeated = self.repeated as f64 / self.provisions.max(1) as f64;
        let unread = self.unread as f64 / (self.provisions + self.unread).max(1) as f64;
        self.share() - 0.5 * repeated - 0.5 * unread
    }

    fn is_good(&self) -> bool {
        self.provisions > 0
            && self.share() >= 0.6
            && self.unread * 4 <= self.provisions
            && self.repeated * 4 <= self.provisions
    }
}

/// Whether a line begins with the number of a paragraph of whatever depth, as the layout with the deepest numbers reads it:
/// one of several parts, or with a point or a bracket behind it.
fn begins_with_number(deepest: &Layout, text: &str) -> bool {
    deepest.number(text).is_some_and(|(number, end)| {
        number.depth() > 1 || !text[..end].ends_with(|letter: char| letter.is_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reading_is_good_that_reads_most_and_leaves_little_odd() {
        let good = Quality { provisions: 8, repeated: 2, unread: 2, read: 60, all: 100 };
        assert!(good.is_good());
        for worse in [
            Quality { provisions: 0, repeated: 0, unread: 0, ..good },
            Quality { read: 59, ..good },
            Quality { unread: 3, ..good },
            Quality { repeated: 3, ..good },
        ] {
            assert!(!worse.is_good(), "{worse:?}");
        }
        assert_eq!(Quality::default().score(), 0.0);
        assert!((good.score() - (0.6 - 0.5 * 2.0 / 8.0 - 0.5 * 2.0 / 10.0)).abs() < 1e-12);
        assert_eq!(percent(0.296), "30%");
    }
}
