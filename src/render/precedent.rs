//! Where a text was agreed before, for a terminal.

use super::Terminal;
use super::redline::{inline, legend};
use super::text::{clean, faint, heading, strong, wrapped};
use crate::view::{PrecedentView, QueryView, ResultView, shift_summary};

/// Each provision that was looked up, and below it the nearest agreed language.
pub fn precedents(view: &PrecedentView, terminal: Terminal) -> String {
    let mut out: String = view.queries.iter().map(|one| query(one, terminal)).collect();
    let segments = view.queries.iter().flat_map(|query| &query.results).flat_map(|result| &result.redline);
    if let Some(legend) = legend(segments, terminal) {
        out.push_str(&format!("{}\n", wrapped(&legend, 0, terminal)));
    }
    format!("{out}{}\n", wrapped(&view.sentence(), 0, terminal))
}

fn query(view: &QueryView, terminal: Terminal) -> String {
    let mut lines = Vec::new();
    lines.extend(view.id.as_ref().map(|id| heading(id, terminal)));
    let indent = if view.id.is_some() { 2 } else { 0 };
    lines.push(wrapped(&clean(&view.text), indent, terminal));
    if view.results.is_empty() {
        lines.push(wrapped(&faint("nothing near enough was found", terminal), indent, terminal));
        if !view.elsewhere.is_empty() {
            let told = format!("near in a draft: {}; --all shows it", view.elsewhere.join(", "));
            lines.push(wrapped(&faint(&told, terminal), indent, terminal));
        }
    }
    let results = view.results.iter().map(|one| result(one, indent + 2, terminal));
    let more = match view.more {
        0 => String::new(),
        more => format!(
            "{}\n\n",
            wrapped(&faint(&format!("{more} more; --limit shows them"), terminal), indent + 2, terminal)
        ),
    };
    format!("{}\n\n{}{more}", lines.join("\n"), results.collect::<String>())
}

fn result(view: &ResultView, indent: usize, terminal: Terminal) -> String {
    let title = format!("{}  {}", heading(&view.id, terminal), faint(&citation(view), terminal));
    let mut lines = vec![wrapped(&title, indent, terminal)];
    let mut say = |text: String| lines.push(wrapped(&text, indent + 2, terminal));
    if !view.section.is_empty() {
        say(faint(&view.section.join(" › "), terminal));
    }
    say(faint(&nearness(view), terminal));
    if !view.verbatim.is_empty() {
        let runs: Vec<String> = view.verbatim.iter().map(|run| format!("“{}”", one_line(&run.text))).collect();
        let told = strong(&runs.join("; "), terminal);
        say(format!("word for word, {:.0}% of the words: {told}", 100.0 * view.share));
    }
    say(inline(&view.redline, terminal));
    for told in view.shifts.iter().map(shift_summary).filter(|told| !told.is_empty()) {
        say(strong(&told, terminal));
    }
    format!("{}\n\n", lines.join("\n"))
}

/// Where a text stands, as one cites it.
fn citation(view: &ResultView) -> String {
    let number = format!("{} {}", view.kind.name(), view.label);
    let meeting = view.meeting.map(|meeting| format!("meeting {meeting}"));
    let date = view.date.map(|date| date.to_string());
    [view.symbol.clone(), Some(number), meeting, date].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How near it is, and by what.
fn nearness(view: &ResultView) -> String {
    let mut told = format!("{:.2} near", view.score);
    let quoted: Vec<String> = view.phrases.iter().map(|phrase| format!("“{phrase}”")).collect();
    let alone = view.words.iter().filter(|word| !view.phrases.iter().any(|phrase| has_word(phrase, word)));
    let shared: Vec<String> = quoted.into_iter().chain(alone.cloned()).collect();
    if !shared.is_empty() {
        told.push_str(&format!("; shared: {}", shared.join(", ")));
    }
    told
}

fn has_word(phrase: &str, word: &str) -> bool {
    phrase.split(' ').any(|other| other == word)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
