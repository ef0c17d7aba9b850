//! Tables for a terminal: one file for each view.

mod anatomy;
mod check;
mod comparison;
mod document;
mod evaluation;
mod explanation;
mod history;
mod lineage;
mod precedent;
pub mod redline;
mod repeats;
mod review;
mod survey;
mod table;

use super::text::{clean, doubtful, heading, wrapped};
use super::{Rendered, Setting};
use crate::report::english::{Graded, Named};
use crate::report::{Overview, Report};
pub use review::question;

/// How text for a terminal is to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terminal {
    /// The width in columns.
    pub width: u16,
    /// Whether to use colour.
    pub colour: bool,
}

/// Tables.
pub(super) fn render(report: &Report<'_>, setting: &Setting<'_>) -> Rendered {
    let terminal = setting.terminal;
    let text = match report {
        Report::Documents(views) => each(views, document::document, terminal),
        Report::Anatomies(views) => each(views, anatomy::anatomies, terminal),
        Report::Check(view) => each(&view.documents, check::check, terminal),
        Report::Comparison(overview) => comparisons(overview, setting),
        Report::Explanation(view) => each(&view.explanations, explanation::explanation, terminal),
        Report::Lineage(overview) => lineage::lineage(overview, setting.redline, terminal),
        Report::History(view, _) => history::history(view, terminal),
        Report::Precedents(view) => precedent::precedents(view, terminal),
        Report::Repeats(view) => each(&view.tables, repeats::repeats, terminal),
        Report::Survey(view) => survey::survey(view, terminal),
        Report::Review(view) => review::review(view, setting.program, terminal),
        Report::Decisions(view) => review::decisions(view, terminal),
        Report::Evaluation(evaluation) => evaluation::evaluation(evaluation, terminal),
    };
    Ok(text.into())
}

fn comparisons(overview: &Overview<'_>, setting: &Setting<'_>) -> String {
    let one = |view| comparison::comparison(view, setting.redline, setting.terminal);
    overview.comparisons().iter().map(one).collect()
}

/// Views one after the other.
fn each<T>(views: &[T], one: fn(&T, Terminal) -> String, terminal: Terminal) -> String {
    views.iter().map(|view| one(view, terminal)).collect::<Vec<_>>().join("\n")
}

/// Paragraphs of text.
struct Text {
    terminal: Terminal,
    out: String,
}

impl Text {
    fn new(terminal: Terminal) -> Self {
        Text { terminal, out: String::new() }
    }

    /// Paragraphs below a heading.
    fn titled(title: &str, terminal: Terminal) -> Self {
        Text { terminal, out: format!("{}\n", heading(title, terminal)) }
    }

    /// Adds a paragraph that is set in; its styles and signs are what they are to be.
    fn add(&mut self, indent: usize, text: &str) {
        self.out.push_str(&wrapped(text, indent, self.terminal));
        self.out.push('\n');
    }

    /// Adds a sentence of which one word may be in doubt.
    fn add_graded(&mut self, indent: usize, Graded { before, word, is_doubted, after }: &Graded) {
        let word = if *is_doubted { doubtful(word, self.terminal) } else { clean(word) };
        self.add(indent, &format!("{}{word}{}", clean(before), clean(after)));
    }

    /// Adds lines behind a name, each of them in a style.
    fn add_named(&mut self, named: &Named, style: fn(&str, Terminal) -> String) {
        /// How far the lines stand in from their names.
        const INDENT: usize = 10;
        for (at, line) in named.lines.iter().enumerate() {
            let name = if at == 0 { named.name } else { "" };
            let line = wrapped(&style(line, self.terminal), INDENT, self.terminal);
            self.out.push_str(&format!("{name:<9} {}\n", line.trim_start()));
        }
    }
}
