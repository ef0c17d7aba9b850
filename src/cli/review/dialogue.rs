//! The dialogue with a person who decides on links.

use std::io::{self, BufRead, Write};

use super::scribe::{Ids, Scribe, Written};
use crate::cli::decide::{done, told};
use crate::decisions::{Decision, Verdict};
use crate::error::{Error, ErrorKind};
use crate::model::ProvisionId;
use crate::render::text::clean;
use crate::render::{Terminal, terminal};
use crate::report::{Question, ReviewView};

/// Why a dialogue stopped before its end.
pub(super) enum Stop {
    /// The terminal cannot be read.
    Read(io::Error),
    /// The terminal cannot be written.
    Write(io::Error),
    /// A decision cannot be kept.
    Error(Error),
}

/// What comes of writing to the terminal; reading says so by itself.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Stop::Write(error)
    }
}

/// What a person answers.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    Verdict(Verdict),
    Skip,
    Quit,
}

/// What the answers mean.
const HELP: &str = "\
a: the two belong together
r: they do not
l: one of them belongs to another provision, which you name
s, or nothing: decide later
q: stop; what was decided is kept";

/// A dialogue with a person.
pub(super) struct Dialogue<'a, I, O> {
    input: I,
    output: O,
    scribe: &'a mut dyn Scribe,
    /// What was decided.
    kept: Vec<Decision>,
}

pub(super) type Asked<T> = std::result::Result<T, Stop>;

impl<'a, I: BufRead, O: Write> Dialogue<'a, I, O> {
    /// A dialogue in which nothing has been said.
    pub(super) fn new(input: I, output: O, scribe: &'a mut dyn Scribe) -> Self {
        Dialogue { input, output, scribe, kept: Vec::new() }
    }

    /// Asks one question after the other. Each decision is kept at once, so that nothing is lost when the person
    /// leaves.
    pub(super) fn run(mut self, view: &ReviewView, terminal: Terminal) -> Asked<()> {
        let count = view.questions.len();
        for (at, question) in view.questions.iter().enumerate() {
            writeln!(self.output, "{} of {count}", at + 1)?;
            if let Some(decision) = self.kept.iter().find(|decision| is_stale(question, decision)) {
                let (old, new) = (question.old.join(", "), question.new.join(", "));
                let text =
                    format!("{old} → {new}: no longer asked, since {}; run `travaux review` again", done(decision));
                writeln!(self.output, "{}\n", clean(&text))?;
                continue;
            }
            write!(self.output, "{}", terminal::question(question, terminal))?;
            if !self.decide(question)? {
                break;
            }
        }
        let count = match self.kept.len() {
            0 => "Nothing was decided.".to_owned(),
            count => format!("Decided: {count}"),
        };
        writeln!(self.output, "{count}")?;
        for decision in &self.kept {
            writeln!(self.output, "  {}", clean(&done(decision)))?;
        }
        Ok(())
    }

    /// Takes a decision on a question; false if the person has had enough.
    fn decide(&mut self, question: &Question) -> Asked<bool> {
        loop {
            let verdict = match self.answer()? {
                Answer::Skip => return Ok(true),
                Answer::Quit => return Ok(false),
                Answer::Verdict(verdict) => verdict,
            };
            let pairs = match verdict {
                Verdict::Link => self.pair_to_link(question)?,
                _ => Some(question.open.iter().map(|one| (one.old.clone(), one.new.clone())).collect()),
            };
            let Some(pairs) = pairs else { continue };
            let Some(why) = self.ask("Why? (nothing: go back)")?.filter(|why| !why.is_empty()) else { continue };
            if let Some(kept) = self.write(&pairs, verdict, &why)? {
                let said: Vec<String> = kept.iter().map(done).collect();
                writeln!(self.output, "{}; kept\n", clean(&said.join(", ")))?;
                self.kept.extend(kept);
                return Ok(true);
            }
        }
    }

    /// Writes a verdict down; nothing if it cannot be, or is not to take the place of what stands there.
    fn write(&mut self, pairs: &[Ids], verdict: Verdict, why: &str) -> Asked<Option<Vec<Decision>>> {
        let mut may_go = Vec::new();
        loop {
            match self.scribe.write(pairs, verdict, why, &may_go) {
                Ok(Written::Kept(kept)) => return Ok(Some(kept)),
                Ok(Written::InTheWay(there)) => {
                    for decision in &there {
                        writeln!(self.output, "Decided already: {}", clean(&told(decision)))?;
                    }
                    let answer = self.ask("[r]eplace it, or go back (nothing)?")?.unwrap_or_default();
                    if !["r", "replace"].contains(&answer.to_lowercase().as_str()) {
                        return Ok(None);
                    }
                    may_go.extend(there);
                }
                Err(error) => return self.mistaken(error).map(|()| None),
            }
        }
    }

    /// What was mistyped can be typed again; a file that cannot be written or read is another matter.
    fn mistaken(&mut self, error: Error) -> Asked<()> {
        match error.kind() {
            ErrorKind::NotFound | ErrorKind::Refused | ErrorKind::Conflict => {
                Ok(writeln!(self.output, "{}", clean(&error.to_string()))?)
            }
            _ => Err(Stop::Error(error)),
        }
    }

    fn answer(&mut self) -> Asked<Answer> {
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
                _ => writeln!(self.output, "{HELP}")?,
            }
        }
    }

    /// Asks which provision one of the question's belongs to; none if the person thinks better of it.
    fn pair_to_link(&mut self, question: &Question) -> Asked<Option<Vec<Ids>>> {
        let prompt = match question.rivals.first() {
            Some(rival) => {
                let other = if question.new.contains(&rival.new) { &rival.old } else { &rival.new };
                format!("Which provision instead, such as {}? (nothing: go back)", clean(other))
            }
            None => "Which provision instead, DOCUMENT/NUMBER? (nothing: go back)".to_owned(),
        };
        let Some(id) = self.ask(&prompt)?.filter(|id| !id.is_empty()) else { return Ok(None) };
        match self.scribe.pair(question, &id) {
            Ok((old, new)) => {
                writeln!(self.output, "{}", clean(&format!("{old} → {new}")))?;
                Ok(Some(vec![(old, new)]))
            }
            Err(error) => self.mistaken(error).map(|()| None),
        }
    }

    /// Asks for a line; none at the end of the input.
    fn ask(&mut self, prompt: &str) -> Asked<Option<String>> {
        loop {
            write!(self.output, "{prompt} ")?;
            self.output.flush()?;
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line).map_err(Stop::Read)? == 0 {
                writeln!(self.output)?;
                return Ok(None);
            }
            match String::from_utf8(line) {
                Ok(line) => return Ok(Some(line.trim().to_owned())),
                Err(_) => writeln!(self.output, "That is not UTF-8, so it cannot be kept; type it again.")?,
            }
        }
    }
}

/// Whether a question asks about links that a decision has settled or made give way since.
fn is_stale(question: &Question, decision: &Decision) -> bool {
    let asked = question.old.iter().flat_map(|old| question.new.iter().map(move |new| (old, new)));
    let gives_way = |(old, new): (&ProvisionId, &ProvisionId)| {
        let is_between = old.document() == decision.old.document() && new.document() == decision.new.document();
        is_between && (*old == decision.old || *new == decision.new)
    };
    let mut asked = asked.filter(|(old, new)| decision.is_on(old, new) || gives_way((old, new)));
    match decision.verdict {
        Verdict::Link => asked.next().is_some(),
        _ => asked.any(|(old, new)| decision.is_on(old, new)),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::align::{Certainty, Relation};
    use crate::analysis::{self, Analysed};
    use crate::cli::review::scribe::pair_to_link;
    use crate::corpus::Source;
    use crate::error::Result;
    use crate::extract::read;
    use crate::lineage::LinkKind;
    use crate::model::{Date, Metadata, Stage};
    use crate::report::OpenLink;

    fn provision_id(id: &str) -> ProvisionId {
        id.parse().unwrap()
    }

    fn question(old: &[&str], new: &[&str]) -> Question {
        let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let ids = |ids: &[&str]| ids.iter().map(|id| provision_id(id)).collect::<Vec<_>>();
        let pairs = old.iter().flat_map(|old| new.iter().map(move |new| (old, new)));
        Question {
            old: ids(old),
            new: ids(new),
            open: pairs.map(|(old, new)| OpenLink { old: provision_id(old), new: provision_id(new) }).collect(),
            kind: LinkKind::Version,
            relation: Relation::Reworded,
            confidence: 0.5,
            certainty: Certainty::Doubtful,
            score: 0.4,
            margin: 0.1,
            old_text: owned(old),
            new_text: owned(new),
            redline: Vec::new(),
            rivals: Vec::new(),
        }
    }

    fn decision((old, new): &Ids, verdict: Verdict, why: &str) -> Decision {
        let when = Date::new(2026, 3, 2).unwrap();
        Decision { old: old.clone(), new: new.clone(), verdict, why: why.into(), who: "Bo".into(), when }
    }

    /// Documents of three provisions each: a draft `d`, its report `f`, and a report `g` of a later meeting.
    fn documents() -> Vec<Analysed> {
        let document = |id: &str, meeting: u32, stage: Stage| {
            let unit = |at: u32| format!("{{\"id\": \"{at}\", \"text\": \"States should mark arms of sort {at}.\"}}");
            let bytes = [1, 2, 3].map(unit).join("\n").into_bytes();
            let body = Some("Working Group".into());
            let date = Some(Date::year_only(2000 + meeting as i16));
            let about = Metadata { meeting: Some(meeting), stage: Some(stage), body, date, ..Metadata::default() };
            let declared = about.into();
            let source = Source { id: id.into(), path: format!("{id}.jsonl").into(), bytes, declared };
            Analysed::of(read(&source).unwrap(), &analysis::Options::default())
        };
        vec![document("d", 1, Stage::Draft), document("f", 1, Stage::Final), document("g", 2, Stage::Final)]
    }

    /// A scribe that keeps decisions in memory.
    struct Memory {
        documents: Vec<Analysed>,
        there: Vec<Decision>,
        kept: Vec<String>,
    }

    impl Scribe for Memory {
        fn pair(&self, question: &Question, id: &str) -> Result<Ids> {
            pair_to_link(&self.documents, question, id)
        }

        fn write(&mut self, pairs: &[Ids], verdict: Verdict, why: &str, may_go: &[Decision]) -> Result<Written> {
            let is_asked = |one: &&Decision| pairs.iter().any(|(old, new)| one.is_on(old, new));
            let there = self.there.iter().filter(is_asked).filter(|one| !may_go.contains(one)).cloned();
            let there: Vec<Decision> = there.collect();
            if !there.is_empty() {
                return Ok(Written::InTheWay(there));
            }
            let shown: Vec<String> = pairs.iter().map(|(old, new)| format!("{old}-{new}")).collect();
            self.kept.push(format!("{} {}: {why}", shown.join(" "), verdict.name()));
            Ok(Written::Kept(pairs.iter().map(|pair| decision(pair, verdict, why)).collect()))
        }
    }

    /// What is recorded and what is shown when a person types some lines.
    fn talk(questions: Vec<Question>, typed: impl AsRef<[u8]>) -> (Vec<String>, String) {
        talk_with(questions, typed, Vec::new())
    }

    fn talk_with(questions: Vec<Question>, typed: impl AsRef<[u8]>, there: Vec<Decision>) -> (Vec<String>, String) {
        let mut shown = Vec::new();
        let mut scribe = Memory { documents: documents(), there, kept: Vec::new() };
        let view = ReviewView { schema: "travaux.review/1", questions };
        let terminal = Terminal { width: 80, colour: false };
        let dialogue = Dialogue::new(typed.as_ref(), &mut shown, &mut scribe);
        assert!(dialogue.run(&view, terminal).is_ok());
        (scribe.kept, String::from_utf8(shown).unwrap())
    }

    #[test]
    fn answers_become_decisions() {
        let questions = || vec![question(&["d/1"], &["f/1"]), question(&["d/2"], &["f/2", "f/3"])];
        assert_eq!(talk(questions(), "a\nplain\nr\nno\n").0, ["d/1-f/1 accept: plain", "d/2-f/2 d/2-f/3 reject: no"]);
        let (kept, shown) = talk(questions(), "s\naccept\nall of it\n");
        assert_eq!(kept, ["d/2-f/2 d/2-f/3 accept: all of it"]);
        assert!(shown.ends_with("\nDecided: 2\n  d/2 → f/2 accepted by Bo\n  d/2 → f/3 accepted by Bo\n"), "{shown}");
        assert_eq!(talk(questions(), "l\nf/3\nthere\nq\n").0, ["d/1-f/3 link: there"]);
        assert_eq!(talk(questions(), "l\nd/3\nfrom there\n").0, ["d/3-f/1 link: from there"]);
    }

    #[test]
    fn no_reason_no_decision() {
        assert_eq!(talk(vec![question(&["d/1"], &["f/1"])], "a\n\nr\nnow then\n").0, ["d/1-f/1 reject: now then"]);
        for typed in ["", "a", "a\n", "what\n", "q\n", "s\n", "l\n\n", "\n"] {
            let (kept, shown) = talk(vec![question(&["d/1"], &["f/1"])], typed);
            assert_eq!(kept, [] as [&str; 0], "{typed:?}");
            assert!(shown.ends_with("Nothing was decided.\n"), "{shown}");
        }
    }

    #[test]
    fn what_is_mistyped_is_asked_again() {
        // A wrong id is told before the reason is asked for, and the pair is shown.
        let (kept, shown) = talk(vec![question(&["d/1"], &["f/1"])], "l\nf/99\nl\nf/3\nthere\n");
        assert_eq!(kept, ["d/1-f/3 link: there"]);
        assert!(shown.contains("`f` has no provision `99`") && shown.contains("d/1 → f/3\nWhy?"), "{shown}");
        let (kept, shown) = talk(vec![question(&["d/1", "d/2"], &["f/1"])], "l\nf/3\ns\n");
        assert_eq!(kept, [] as [&str; 0]);
        assert!(shown.contains("d/1, d/2 are several"));
        let (kept, shown) = talk(vec![question(&["d/1"], &["f/1"])], b"?\na\ncaf\xe9\ncaf\xc3\xa9\n");
        assert_eq!(kept, ["d/1-f/1 accept: café"]);
        assert!(shown.contains("a: the two belong together\n") && shown.contains("That is not UTF-8"), "{shown}");
    }

    #[test]
    fn what_typing_does_not_mend_stops_the_dialogue() {
        let mut scribe = Memory { documents: Vec::new(), there: Vec::new(), kept: Vec::new() };
        let mut dialogue = Dialogue::new(io::empty(), io::sink(), &mut scribe);
        assert!(dialogue.mistaken(Error::refused("nothing would come of it")).is_ok());
        assert!(dialogue.mistaken(Error::file(Path::new("decisions.toml"), "is damaged")).is_err());
    }

    #[test]
    fn a_third_document_is_an_origin_if_it_is_earlier_and_nothing_else() {
        let of_meetings = || vec![question(&["f/2"], &["g/3"])];
        assert_eq!(talk(of_meetings(), "l\nf/1\nx\n").0, ["f/1-g/3 link: x"]);
        assert_eq!(talk(of_meetings(), "l\ng/1\nx\n").0, ["f/2-g/1 link: x"]);
        let (kept, shown) = talk(of_meetings(), "l\nd/1\nq\n");
        assert_eq!(kept, [] as [&str; 0]);
        assert!(shown.contains("a lineage does not hold d against g"), "{shown}");
        let (kept, shown) = talk(vec![question(&["d/1"], &["f/1"])], "l\ng/1\nq\n");
        assert_eq!(kept, [] as [&str; 0]);
        assert!(shown.contains("g/1 is later than f/1; name a provision of f or of an earlier document"), "{shown}");
    }

    #[test]
    fn what_a_link_settles_is_not_asked() {
        let questions =
            || vec![question(&["d/1"], &["f/1"]), question(&["d/2"], &["f/2"]), question(&["f/2"], &["g/2"])];
        let (kept, shown) = talk(questions(), "l\nf/2\nx\na\ny\n");
        assert_eq!(kept, ["d/1-f/2 link: x", "f/2-g/2 accept: y"]);
        assert!(shown.contains("d/2 → f/2: no longer asked, since d/1 → f/2 linked by Bo"), "{shown}");
        assert_eq!(talk(questions(), "a\nx\na\ny\n").0.len(), 2);
    }

    #[test]
    fn what_somebody_else_decided_is_replaced_only_if_asked_for() {
        let there = || vec![decision(&(provision_id("d/1"), provision_id("f/1")), Verdict::Reject, "read by hand")];
        let questions = || vec![question(&["d/1"], &["f/1"])];
        let (kept, shown) = talk_with(questions(), "a\nx\n\ns\n", there());
        assert_eq!(kept, [] as [&str; 0]);
        assert!(shown.contains("Decided already: d/1 → f/1 rejected by Bo on 2026-03-02: read by hand"), "{shown}");
        assert_eq!(talk_with(questions(), "a\nx\nr\n", there()).0, ["d/1-f/1 accept: x"]);
    }
}
