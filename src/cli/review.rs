//! `travaux review`: the links that need a person, and a dialogue that asks for decisions.

use std::io::{self, BufRead, IsTerminal, Write};

use super::Outcome;
use super::arguments::{Format, Review};
use super::decide::{By, decided};
use super::input::{all, decisions};
use super::output::{Console, form};
use crate::align::{Options, Verdict};
use crate::decisions::Decided;
use crate::error::{Error, Result};
use crate::extract::Document;
use crate::lineage::Lineage;
use crate::render::text::clean;
use crate::render::{Terminal, json, review};
use crate::view::{Question, ReviewView};

pub(super) fn run(command: &Review, console: &Console) -> Result<Outcome> {
    let file = command.output.output.as_deref();
    let form = form(command.output.format, file, Format::Table)?;
    let documents = all(&[], console)?;
    let options =
        Options { paragraphs: command.paragraphs, progress: console.progress("comparing"), ..Options::default() };
    let lineage = Lineage::build_decided(documents, &options, &decisions(&[], console)?);
    console.warnings(&lineage.warnings);
    let view = ReviewView::of(&lineage, &options);
    let asks = form == Format::Table && file.is_none() && io::stdin().is_terminal() && io::stdout().is_terminal();
    if asks && !view.questions.is_empty() {
        let by = By::of(&command.by, &console.corpus)?;
        let mut scribe = Scribe { documents: &lineage.documents, by, console };
        let (input, mut output) = (io::stdin().lock(), io::stdout().lock());
        let asked = Dialogue { input, output: &mut output }
            .run(&view, console.terminal, &mut |pairs, verdict, why| scribe.write(pairs, verdict, why));
        return match asked {
            // Whoever reads the output may have gone.
            Err(Stop::Stream(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::Write { path: "the terminal".into(), source: error })
            }
            Err(Stop::Error(error)) => Err(error),
            _ => Ok(Outcome::Done),
        };
    }
    let result = match form {
        Format::Json => json::to_string(&view),
        Format::Table => review::review(&view, console.terminal_for(file)),
    };
    console.write(&result, file)?;
    Ok(Outcome::Done)
}

/// Who writes the decisions down.
struct Scribe<'a> {
    documents: &'a [Document],
    by: By,
    console: &'a Console,
}

impl Scribe<'_> {
    /// Writes a verdict on some pairs, each file whole. The file is read again each time: somebody else may have
    /// written to it.
    fn write(&mut self, pairs: &[(String, String)], verdict: Verdict, why: &str) -> Result<String> {
        let mut decisions = decisions(&[], self.console)?;
        // Nothing is written unless all of it can be.
        let mut said = Vec::new();
        for (one, other) in pairs {
            let decided = decided(self.documents, (one, other), verdict, why, &self.by)?;
            // What stands there on this pair fits its texts no more, or it would not have been asked.
            decisions = decisions.with(&decided, true)?;
            said.push(decided);
        }
        self.console.keep(decisions.text(), decisions.path())?;
        let pair = |one: &Decided| format!("{} → {}", one.decision.old, one.decision.new);
        let pairs = said.iter().map(pair).collect::<Vec<_>>().join(", ");
        Ok(format!("{pairs} {}; kept in {}", verdict.past(), decisions.path().display()))
    }
}

/// Why a dialogue stopped before its end.
enum Stop {
    /// The terminal cannot be read or written.
    Stream(io::Error),
    /// A decision cannot be kept.
    Error(Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Stream(error)
    }
}

/// What a person answers.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Verdict(Verdict),
    Skip,
    Quit,
}

/// A dialogue with a person.
struct Dialogue<I, O> {
    input: I,
    output: O,
}

/// Keeps a verdict on some pairs, for a reason, and says what was done.
type Record<'a> = dyn FnMut(&[(String, String)], Verdict, &str) -> Result<String> + 'a;

impl<I: BufRead, O: Write> Dialogue<I, O> {
    /// Asks one question after the other. Each decision is kept at once, so that nothing is lost when the person
    /// leaves.
    fn run(&mut self, view: &ReviewView, terminal: Terminal, record: &mut Record<'_>) -> std::result::Result<(), Stop> {
        let count = view.questions.len();
        for (at, question) in view.questions.iter().enumerate() {
            writeln!(self.output, "{} of {count}", at + 1)?;
            write!(self.output, "{}", review::question(question, terminal))?;
            if !self.decide(question, record)? {
                break;
            }
        }
        Ok(())
    }

    /// Takes a decision on a question; false if the person has had enough.
    fn decide(&mut self, question: &Question, record: &mut Record<'_>) -> std::result::Result<bool, Stop> {
        loop {
            let verdict = match self.answer()? {
                Answer::Skip => return Ok(true),
                Answer::Quit => return Ok(false),
                Answer::Verdict(verdict) => verdict,
            };
            let pairs = match verdict {
                Verdict::Link => self.pair_to_link(question)?,
                _ => Some(all_pairs(question)),
            };
            let Some(pairs) = pairs else { continue };
            let Some(why) = self.ask("Why? (nothing: go back)")?.filter(|why| !why.is_empty()) else { continue };
            match record(&pairs, verdict, &why) {
                Ok(said) => {
                    writeln!(self.output, "{}\n", clean(&said))?;
                    return Ok(true);
                }
                // What was mistyped can be typed again; a file that cannot be written or read is another matter.
                Err(error @ (Error::Write { .. } | Error::Read { .. } | Error::Line { .. })) => {
                    return Err(Stop::Error(error));
                }
                Err(error) => writeln!(self.output, "{}", clean(&error.to_string()))?,
            }
        }
    }

    fn answer(&mut self) -> std::result::Result<Answer, Stop> {
        loop {
            let Some(line) = self.ask("[a]ccept, [r]eject, [l]ink to another, [s]kip, [q]uit?")? else {
                return Ok(Answer::Quit);
            };
            match line.to_lowercase().as_str() {
                "a" | "accept" => return Ok(Answer::Verdict(Verdict::Accept)),
                "r" | "reject" => return Ok(Answer::Verdict(Verdict::Reject)),
                "l" | "link" => return Ok(Answer::Verdict(Verdict::Link)),
                "s" | "skip" | "" => return Ok(Answer::Skip),
                "q" | "quit" => return Ok(Answer::Quit),
                _ => {}
            }
        }
    }

    /// Asks which provision one of the question's belongs to; none if the person thinks better of it.
    fn pair_to_link(&mut self, question: &Question) -> std::result::Result<Option<Vec<(String, String)>>, Stop> {
        let prompt = match question.rivals.first() {
            Some(rival) => {
                let other = if question.new.contains(&rival.new) { &rival.old } else { &rival.new };
                format!("Which provision instead, such as {}? (nothing: go back)", clean(other))
            }
            None => "Which provision instead, DOCUMENT/NUMBER? (nothing: go back)".to_owned(),
        };
        let Some(id) = self.ask(&prompt)?.filter(|id| !id.is_empty()) else { return Ok(None) };
        let document = |id: &str| id.split_once('/').map(|(document, _)| document.to_owned());
        // An id of the later document is a new target; one of the earlier document a new origin.
        let is_target = document(&id) != document(&question.old[0]);
        let kept = if is_target { &question.old } else { &question.new };
        match kept.as_slice() {
            [one] if is_target => Ok(Some(vec![(one.clone(), id)])),
            [one] => Ok(Some(vec![(id, one.clone())])),
            several => {
                let text = format!("{} are several; use `travaux decide` for each", several.join(", "));
                writeln!(self.output, "{}", clean(&text))?;
                Ok(None)
            }
        }
    }

    /// Asks for a line; none at the end of the input.
    fn ask(&mut self, prompt: &str) -> std::result::Result<Option<String>, Stop> {
        write!(self.output, "{prompt} ")?;
        self.output.flush()?;
        let mut line = String::new();
        match self.input.read_line(&mut line)? {
            0 => {
                writeln!(self.output)?;
                Ok(None)
            }
            _ => Ok(Some(line.trim().to_owned())),
        }
    }
}

/// Every pair of a split or a merger.
fn all_pairs(question: &Question) -> Vec<(String, String)> {
    let olds = question.old.iter();
    olds.flat_map(|old| question.new.iter().map(move |new| (old.clone(), new.clone()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::{Certainty, Relation};
    use crate::lineage::LinkKind;

    fn question(old: &[&str], new: &[&str]) -> Question {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        Question {
            old: owned(old),
            new: owned(new),
            kind: LinkKind::Version,
            relation: Relation::Reworded,
            confidence: 0.5,
            certainty: Certainty::Doubtful,
            margin: 0.1,
            old_text: owned(old),
            new_text: owned(new),
            redline: Vec::new(),
            rivals: Vec::new(),
        }
    }

    /// What is recorded and what is shown when a person types some lines.
    fn talk(questions: Vec<Question>, typed: &str) -> (Vec<String>, String) {
        let (mut kept, mut shown) = (Vec::new(), Vec::new());
        let view = ReviewView { schema: "travaux.review/1", questions };
        let terminal = Terminal { width: 80, colour: false };
        let asked = Dialogue { input: typed.as_bytes(), output: &mut shown }.run(
            &view,
            terminal,
            &mut |pairs, verdict, why| {
                if pairs.iter().any(|(_, new)| new == "f/99") {
                    return Err(Error::Unknown { message: "there is no f/99".into() });
                }
                let pairs: Vec<String> = pairs.iter().map(|(old, new)| format!("{old}-{new}")).collect();
                kept.push(format!("{} {}: {why}", pairs.join(" "), verdict.name()));
                Ok("kept".into())
            },
        );
        assert!(asked.is_ok());
        (kept, String::from_utf8(shown).unwrap())
    }

    #[test]
    fn answers_become_decisions() {
        let questions = || vec![question(&["d/1"], &["f/1"]), question(&["d/2"], &["f/2", "f/3"])];
        assert_eq!(talk(questions(), "a\nplain\nr\nno\n").0, ["d/1-f/1 accept: plain", "d/2-f/2 d/2-f/3 reject: no"]);
        assert_eq!(talk(questions(), "s\naccept\nall of it\n").0, ["d/2-f/2 d/2-f/3 accept: all of it"]);
        assert_eq!(talk(questions(), "l\nf/7\nthere\nq\n").0, ["d/1-f/7 link: there"]);
        assert_eq!(talk(questions(), "l\nd/7\nfrom there\n").0, ["d/7-f/1 link: from there"]);
    }

    #[test]
    fn no_reason_no_decision() {
        assert_eq!(talk(vec![question(&["d/1"], &["f/1"])], "a\n\nr\nnow then\n").0, ["d/1-f/1 reject: now then"]);
        for typed in ["", "a", "a\n", "what\n", "q\n", "s\n", "l\n\n", "\n"] {
            assert_eq!(talk(vec![question(&["d/1"], &["f/1"])], typed).0, [] as [&str; 0], "{typed:?}");
        }
    }

    #[test]
    fn what_is_mistyped_is_asked_again() {
        let (kept, shown) = talk(vec![question(&["d/1"], &["f/1"])], "l\nf/99\nthere\nl\nf/9\nthere\n");
        assert_eq!(kept, ["d/1-f/9 link: there"]);
        assert!(shown.contains("there is no f/99"));
        let (kept, shown) = talk(vec![question(&["d/1", "d/2"], &["f/1"])], "l\nf/3\ns\n");
        assert_eq!(kept, [] as [&str; 0]);
        assert!(shown.contains("d/1, d/2 are several"));
    }
}
