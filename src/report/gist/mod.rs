//! The gist of a change: what was done to the act, in few and whole phrases.
//!
//! Left out is what the shifts of the change tell, what stands elsewhere in the other text, small words and the forms of
//! words. Where most of it was rewritten, pieces tell nothing, and the two openings stand for it.

mod changes;
mod moved;
mod phrase;
mod slight;
mod told;
mod words;

use std::ops::Range;

use super::english;
use super::wording::{Manner, Op, Segment};
use crate::language::Language;
use crate::shift::Shifts;
use changes::{Change, changes, whole_changes};
use moved::{moved, moved_words};
use slight::{misprinted, misprints, slight, slight_words};
use words::{Counts, Side, State, Word};

/// How many pieces of change the gist names, and how many letters make a piece worth naming beside larger ones.
const GIST_PIECES: usize = 3;
const GIST_LETTERS: usize = 4;

/// How many letters the piece counts for more in which the act itself is named.
const ACT: usize = 12;

/// How many words are left at most of what is told otherwise for the most part.
const SCRAP: usize = 2;

/// Below which share of words that stayed on either side a text was rewritten, and how many words tell.
const REWRITTEN: f64 = 0.4;
const LEAST_REWRITTEN: usize = 3;

/// The changes of a redline in few words, in the order of the text: `adopt strict procedures → cooperate to establish
/// appropriate procedures`, `+ where appropriate`, `− in airports`, `moved: as appropriate`. Where no word was changed
/// that says something, what was: `small words only: with → in`, `punctuation only: − ,`.
pub fn gist(redline: &[Segment], language: &'static Language) -> Vec<String> {
    Gist::of(redline, [language; 2], &Context::default()).lines()
}

/// What happened to a piece of a text.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// Words gave way to others; one side may be empty.
    Changed {
        /// What was deleted.
        old: String,
        /// What was inserted.
        new: String,
    },
    /// Most of it was rewritten.
    Rewritten {
        /// How it began.
        old: String,
        /// How it begins.
        new: String,
    },
    /// A phrase stands in another place.
    Moved(String),
    /// Nothing that says something was changed.
    Slight {
        /// What was.
        what: Slight,
        /// Whether it is all that was.
        is_all: bool,
        /// What was deleted.
        old: String,
        /// What was inserted.
        new: String,
    },
}

impl Piece {
    /// It is not all that was.
    fn is_one_of_several(&mut self) {
        if let Piece::Slight { is_all, .. } = self {
            *is_all = false;
        }
    }
}

/// A change that says nothing by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slight {
    /// Of small words.
    SmallWords,
    /// Of the forms of words.
    Forms,
    /// Of the order of words.
    Order,
    /// Of marks.
    Punctuation,
    /// Of small letters and capitals.
    Case,
    /// Of a word that one text has wrong.
    Misprint,
}

/// What is known of a change besides the redline of which the gist is.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Context<'a> {
    /// The whole texts, where the redline is of a part.
    pub(super) whole: Option<[&'a str; 2]>,
    /// Whether a side is of several texts: parts of what was split or merged.
    pub(super) has_parts: bool,
    /// Whether something in it is open, which is told by itself.
    pub(super) has_brackets: bool,
    /// What the change did to the parts of the provision.
    pub(super) shifts: Option<&'a Shifts>,
    /// The words that either text has wrong, where the redline is of a part.
    pub(super) misprints: Option<&'a [[String; 2]]>,
}

/// The gist of a change.
#[derive(Debug, Default)]
pub(super) struct Gist {
    /// The pieces in the order of the text, with what each weighs.
    pieces: Vec<(usize, Piece)>,
}

impl Gist {
    /// The gist of a redline of texts in two languages.
    pub(super) fn of(
        redline: &[Segment],
        [old_language, new_language]: [&'static Language; 2],
        context: &Context<'_>,
    ) -> Self {
        let [mut told_old, mut told_new] = context.shifts.map(told::told).unwrap_or_default();
        let is_told = context.has_parts || !told_old.is_empty() || !told_new.is_empty();
        // What a text has wrong says what was meant.
        let misprints = match context.misprints {
            Some(found) => found,
            None => &misprints(redline, [old_language, new_language]),
        };
        for [old, new] in misprints {
            told_old.push(old.clone());
            told_new.push(new.clone());
        }
        let mut old = Side::of(redline, Segment::in_old, old_language, &told_old);
        let mut new = Side::of(redline, Segment::in_new, new_language, &told_new);
        let [old_counts, new_counts] = match context.whole {
            Some([before, after]) => [Counts::of(before, old_language), Counts::of(after, new_language)],
            None => [Counts::of_side(&old), Counts::of_side(&new)],
        };
        old.mark_lost(&old_counts, &new_counts, context.has_parts);
        new.mark_lost(&new_counts, &old_counts, context.has_parts);
        let (old, new) = (&old, &new);
        if let Some(piece) = rewritten(old, new) {
            return Gist { pieces: vec![(usize::MAX, piece)] };
        }
        let changes = changes(redline, old, new);
        let whole = whole_changes(changes.clone(), old, new);
        let of = |change| piece(change, old, new, context.has_brackets);
        let mut pieces: Vec<(usize, Piece)> = whole.iter().filter_map(of).collect();
        let has_large = pieces.iter().any(|(weight, _)| *weight >= GIST_LETTERS);
        pieces.retain(|(weight, _)| *weight >= GIST_LETTERS || !has_large);
        pieces.extend(moved(redline, new_language).into_iter().map(|text| (0, Piece::Moved(text))));
        if pieces.is_empty() {
            let slight = if changes.is_empty() {
                slight(redline)
            } else {
                slight_words(&changes, old, new).into_iter().collect()
            };
            // Beside what the shifts tell, or between the parts of a whole, it is not worth a word.
            let is_worth = |piece: &Piece| {
                !is_told
                    || !matches!(piece, Piece::Slight { what: Slight::SmallWords | Slight::Forms | Slight::Order, .. })
            };
            pieces = slight.into_iter().filter(is_worth).map(|piece| (0, piece)).collect();
            if !misprints.is_empty() && (!is_told || !pieces.is_empty()) {
                pieces.push((0, misprinted(misprints)));
            }
            if pieces.len() > 1 {
                pieces.iter_mut().for_each(|(_, piece)| piece.is_one_of_several());
            }
        }
        Gist { pieces }
    }

    /// The gist of a part of a redline. Where in that only marks changed and words elsewhere, nothing is left to tell of
    /// it.
    pub(super) fn within(
        part: &[Segment],
        whole: &[Segment],
        languages: [&'static Language; 2],
        context: &Context<'_>,
    ) -> Self {
        let found = misprints(whole, languages);
        let context = &Context { misprints: Some(&found), ..*context };
        let mut gist = Gist::of(part, languages, context);
        // What is cut out of one side alone leaves words that look changed.
        let says_little = |gist: &Gist| gist.pieces.iter().all(|(_, piece)| matches!(piece, Piece::Slight { .. }));
        if !gist.pieces.is_empty() && says_little(&gist) {
            gist = Some(Gist::of(whole, languages, context)).filter(says_little).unwrap_or(gist);
        }
        // Then nothing else was found that says something.
        if matches!(gist.pieces.as_slice(), [(_, Piece::Slight { what: Slight::Misprint, .. })]) {
            return gist;
        }
        let is_slight = says_little(&gist);
        let is_reworded = |redline: &[Segment]| {
            redline
                .iter()
                .any(|segment| segment.op != Op::Unchanged && matches!(segment.manner, None | Some(Manner::Moved)))
        };
        // A condition that went from one duty to another is no word more and no word less, and tells the most.
        let is_silent = context.shifts.is_none_or(|shifts| english::shift_lines(shifts).is_empty());
        if is_silent && is_slight && !context.has_brackets && !context.has_parts && is_reworded(whole) {
            let moved = moved_words(whole, languages, &found);
            if !moved.is_empty() {
                return Gist { pieces: moved.into_iter().map(|piece| (0, piece)).collect() };
            }
        }
        match is_reworded(whole) {
            true if is_slight && !is_reworded(part) => Gist::default(),
            false => Gist { pieces: slight(whole).into_iter().map(|piece| (0, piece)).collect() },
            true => gist,
        }
    }

    /// The weightiest pieces in the order of the text, a line for each.
    pub(super) fn lines(&self) -> Vec<String> {
        self.weightiest(GIST_PIECES).into_iter().map(english::piece_line).collect()
    }

    /// So many of the weightiest pieces, in the order of the text.
    pub(super) fn weightiest(&self, count: usize) -> Vec<&Piece> {
        let mut order: Vec<usize> = (0..self.pieces.len()).collect();
        order.sort_by_key(|&at| (std::cmp::Reverse(self.pieces[at].0), at));
        order.truncate(count);
        order.sort_unstable();
        order.into_iter().map(|at| &self.pieces[at].1).collect()
    }
}

/// How both texts begin, where most of either was rewritten.
fn rewritten(old: &Side, new: &Side) -> Option<Piece> {
    let share = |side: &Side| {
        let content = side.words.iter().filter(|word| word.is_content());
        let total = content.clone().count();
        let lost = content.clone().filter(|word| word.is_lost).count();
        let stayed = content.filter(|word| word.state != State::Changed || word.is_told).count();
        (lost >= LEAST_REWRITTEN).then_some(stayed as f64 / total as f64)
    };
    let is_other = |side: &Side| share(side).is_some_and(|share| share < REWRITTEN);
    // What both begin with is not what was rewritten.
    let opening = |side: &Side| {
        let differs = |word: &Word| word.state != State::Stayed && word.sort != words::Sort::Mark;
        let first = side.words.iter().position(differs).unwrap_or(0);
        let holds = |at: &usize| !side.words[*at].is_content();
        let start = (0..first).rev().take_while(holds).last().unwrap_or(first);
        side.shown_whole(start..side.words.len())
    };
    (is_other(old) && is_other(new)).then(|| Piece::Rewritten { old: opening(old), new: opening(new) })
}

/// What a change tells, and what it weighs; nothing where no word of it says something new.
fn piece(change: &Change, old: &Side, new: &Side, has_brackets: bool) -> Option<(usize, Piece)> {
    let lost = |side: &Side, run: &Range<usize>| -> usize {
        side.words[run.clone()].iter().filter(|word| word.is_lost).map(Word::letters).sum()
    };
    let (lost_old, lost_new) = (lost(old, &change.old), lost(new, &change.new));
    if lost_old + lost_new == 0 {
        return None;
    }
    let has_act = is_act(old, &change.old) || is_act(new, &change.new);
    let told = |side: &Side, run: &Range<usize>| -> usize {
        side.words[run.clone()].iter().filter(|word| word.is_changed() && word.is_told).map(Word::letters).sum()
    };
    // What is left of a name that is told otherwise is a scrap.
    let count = |side: &Side, run: &Range<usize>| side.words[run.clone()].iter().filter(|word| word.is_lost).count();
    let is_scrap = count(old, &change.old).max(count(new, &change.new)) <= SCRAP;
    if !has_act && is_scrap && told(old, &change.old) + told(new, &change.new) > lost_old + lost_new {
        return None;
    }
    let weight = lost_old + lost_new + if has_act { ACT } else { 0 };
    let speaks = |side: &Side, run: &Range<usize>, lost: usize, other: (&Side, &Range<usize>)| {
        lost > 0 || is_form_of(&side.words[run.clone()], &other.0.words[other.1.clone()])
    };
    let keeps_old = speaks(old, &change.old, lost_old, (new, &change.new));
    let keeps_new = speaks(new, &change.new, lost_new, (old, &change.old));
    // A word for a small word: "that" for "both".
    let is_word = |run: &Range<usize>| run.len() == 1;
    let is_exchange = is_word(&change.old) && is_word(&change.new);
    // What gave way to a bracket, which is told by itself, went.
    let is_own =
        |side: &Side, run: &Range<usize>| !has_brackets || side.words[run.clone()].iter().any(Word::is_changed);
    let only_lost = |side: &Side, run: &Range<usize>| {
        let mut lost = run.clone().filter(|&at| side.words[at].is_lost);
        lost.next().map_or(run.start..run.start, |first| first..lost.next_back().unwrap_or(first) + 1)
    };
    let is_both = !change.old.is_empty() && !change.new.is_empty();
    if is_both && !(is_own(old, &change.old) && is_own(new, &change.new)) {
        let [before, after] = [(old, &change.old), (new, &change.new)];
        let shown = |(side, run): (&Side, &Range<usize>)| side.shown_whole(only_lost(side, run));
        return Some((weight, Piece::Changed { old: shown(before), new: shown(after) }));
    }
    let (before, after) = match (keeps_old || is_exchange, keeps_new || is_exchange) {
        (true, true) => (old.shown_whole(change.old.clone()), new.shown_whole(change.new.clone())),
        (true, false) => (old.shown_whole(alone(&old.words, &change.old)?), String::new()),
        (false, _) => (String::new(), new.shown_whole(alone(&new.words, &change.new)?)),
    };
    Some((weight, Piece::Changed { old: before, new: after }))
}

/// Whether a run holds the first word of a side that says something: the act.
fn is_act(side: &Side, run: &Range<usize>) -> bool {
    side.words.iter().position(Word::is_content).is_some_and(|first| run.contains(&first))
}

/// Whether some words say something that stands in others in the same or another form, or that stayed.
fn is_form_of(run: &[Word], other: &[Word]) -> bool {
    let mut content = run.iter().filter(|word| word.is_content()).peekable();
    content.peek().is_some() && content.any(|word| !word.is_told && other.iter().any(|there| there.stems == word.stems))
}

/// A run that went or came alone, without what is told elsewhere at its ends; nothing if most of it is.
fn alone(words: &[Word], run: &Range<usize>) -> Option<Range<usize>> {
    let is_lost = |at: &usize| words[*at].is_lost;
    let first = run.clone().find(is_lost)?;
    let last = run.clone().rev().find(is_lost)?;
    // A phrase begins with the small words before it, and is whole.
    let says = |at: &usize| words[*at].is_content() && !words[*at].is_told;
    let holds = |at: &usize| words[*at].sort == words::Sort::Small && !words[*at].joins;
    let first = (run.start..first).rev().take_while(says).last().unwrap_or(first);
    let start = (run.start..first).rev().take_while(holds).last().unwrap_or(first);
    let last = (last + 1..run.end).take_while(says).last().unwrap_or(last);
    let content = words[start..=last].iter().filter(|word| word.is_content());
    let lost = content.clone().filter(|word| word.is_lost).count();
    (lost * 2 >= content.count()).then_some(start..last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::english as read;
    use crate::report::wording::redline_of;

    fn gist_of(old: &str, new: &str) -> Vec<String> {
        gist(&redline_of(&read(old), &read(new)), Language::of(Some("en")))
    }

    #[test]
    fn pieces_are_whole_phrases() {
        assert_eq!(
            gist_of(
                "States parties should adopt strict procedures in airports to combat smuggling.",
                "States parties should, as appropriate, cooperate to establish appropriate procedures in airports to prevent and combat smuggling.",
            ),
            [
                "adopt strict procedures → as appropriate, cooperate to establish appropriate procedures",
                "combat smuggling → prevent and combat smuggling"
            ]
        );
        assert_eq!(
            gist_of("The guild keeps lists of vessels.", "The guild keeps lists of sunken vessels."),
            ["vessels → sunken vessels"]
        );
        assert_eq!(
            gist_of(
                "Pilots report on the loss of crates to the office.",
                "Pilots report on the weight of crates to the office."
            ),
            ["the loss → the weight"].map(|piece| piece.replace("the ", ""))
        );
    }

    #[test]
    fn small_words_and_forms_are_told_only_where_nothing_else_is() {
        assert_eq!(
            gist_of("Masters report these losses with care.", "Masters report the losses in care."),
            ["small words only: these, with → the, in"]
        );
        assert_eq!(
            gist_of(
                "The guild welcomes protecting the harbours of the coast.",
                "The guild welcomes protection of the harbours of the coast."
            ),
            ["word forms only: protecting → protection of"]
        );
        assert_eq!(
            gist_of("Masters report these losses each day.", "Masters report the thefts each day."),
            ["these losses → the thefts"]
        );
    }

    #[test]
    fn a_word_that_one_text_has_wrong_is_no_other_word() {
        assert_eq!(
            gist_of("Ports keep lists of their vessels.", "Ports keep lists cf their vessels."),
            ["possible misprints only: of → cf"]
        );
        assert_eq!(
            gist_of("The responsibility of ports or harbours ends.", "That resposnibility of ports o1 harbours ends."),
            [
                "small words: The responsibility → That resposnibility",
                "possible misprints: responsibility, or → resposnibility, o1"
            ]
        );
        // The figure of a note is no part of the word that it stands at.
        assert_eq!(
            gist_of("Ports report on their actions.", "Ports report on all their actions16."),
            ["word forms only: their actions → all their actions16"]
        );
        // Of a name it is not known what was meant.
        assert_eq!(gist_of("Pilots of Lerna sail.", "Pilots of Lerma sail."), ["Lerna sail → Lerma sail"]);
    }

    #[test]
    fn what_came_is_told_with_what_it_is_said_of() {
        assert_eq!(
            gist_of("Ports identify the routes of the guild.", "Ports identify and mark the routes of the guild."),
            ["+ mark"]
        );
        assert_eq!(
            gist_of(
                "Ports watch pilots and routes of the guild.",
                "Ports watch pilots and close the routes of the guild."
            ),
            ["routes → close the routes"]
        );
        // What is joined on stands in the place of nothing else.
        assert_eq!(
            gist_of(
                "Ports end harmful practices and delays.",
                "Ports end harmful practices such as the sale of berths."
            ),
            ["− delays", "+ such as the sale of berths"]
        );
    }

    #[test]
    fn what_stands_elsewhere_still_is_not_left_out() {
        let old = "Inspectors of the harbour open sealed crates, count barrels and weigh anchors that were found.";
        let new = "Inspectors weigh anchors of the harbour that were found, open sealed crates and count barrels.";
        let told = gist_of(old, new);
        assert!(told.iter().all(|line| !line.starts_with('−') && !line.starts_with('+')), "{told:?}");
    }

    #[test]
    fn where_most_was_rewritten_the_acts_are_quoted() {
        let old = "Draft guidelines for masters to develop their skills in reading forged charts and give them the needed lamps.";
        let new = "Strengthen the power of harbours to find false cargo, including by sending inspectors abroad and by teaching \
                   masters how crates are sealed.";
        let told = gist_of(old, new);
        assert_eq!(
            told,
            [
                "much rewritten: Draft guidelines for masters to develop their skills … → Strengthen the power of harbours to find false cargo …"
            ]
        );
    }

    #[test]
    fn what_the_shifts_tell_is_not_told_again() {
        use crate::anatomy::{Anatomy, Lexicons};
        let (old, new) = (
            "Noting the report of the guild of 9 December 1976 and its 51 charts of the coast,",
            "Noting the report of the guild of 7 June 1977 and its 55 charts of the coast,",
        );
        let lexicons = Lexicons::built_in();
        let lexicon = lexicons.of(Some("en")).unwrap();
        let shifts = Shifts::of(&[Anatomy::of(old, lexicon)], &[Anatomy::of(new, lexicon)], lexicon);
        assert_eq!(shifts.dates.added, ["7 June 1977"]);
        let context = Context { shifts: Some(&shifts), ..Context::default() };
        let told = Gist::of(&redline_of(&read(old), &read(new)), [Language::of(Some("en")); 2], &context);
        assert_eq!(told.lines(), Vec::<String>::new());
    }

    #[test]
    fn a_condition_that_went_to_another_duty_is_told() {
        let told = |old: &str, new: &str| {
            let whole = redline_of(&read(old), &read(new));
            // Without their qualifiers both say the same.
            let part = [Segment::new(Op::Unchanged, "detain adults; release children")];
            Gist::within(&part, &whole, [Language::of(Some("en")); 2], &Context::default()).lines()
        };
        let old = "Ports shall, if necessary, detain crews; ports shall release cargo.";
        let new = "Ports shall detain crews; ports shall, if necessary, release cargo.";
        assert_eq!(told(old, new), ["moved: if necessary"]);
    }

    #[test]
    fn every_language_has_a_gist() {
        let told = |code: Option<&str>, old: &str, new: &str| {
            let language = Language::of(code);
            let [old, new] = [old, new].map(|text| crate::language::Reading::of(text, language));
            gist(&redline_of(&old, &new), language)
        };
        let french = told(
            Some("fr"),
            "Les ports dressent une liste des navires en vue de compter les caisses.",
            "Les ports dressent un registre des navires afin de compter les caisses.",
        );
        assert_eq!(french, ["une liste → un registre"]);
        assert_eq!(
            told(Some("zh"), "各国应当打击偷运移民的行为。", "各国应当打击贩运移民的行为。"),
            ["偷运移民 → 贩运移民"]
        );
        assert_eq!(told(None, "Porti servant listas.", "Porti servant tabulas."), ["servant listas → servant tabulas"]);
    }

    #[test]
    fn the_gist_of_what_is_no_rewording_says_so() {
        assert_eq!(gist_of("[Ports] keep lists.", "Ports keep lists."), ["punctuation only: − [ ]"]);
        assert_eq!(
            gist_of("The working group met.", "The Working Group met."),
            ["letter case only: working group → Working Group"]
        );
        assert_eq!(
            gist_of("The working group, met.", "The Working group met."),
            ["punctuation: − ,", "letter case: working → Working"]
        );
        let old = "Upon written request, inspectors of the harbour open sealed crates and count barrels.";
        let new = "Inspectors of the harbour open sealed crates and count barrels upon written request.";
        assert_eq!(gist_of(old, new), ["moved: upon written request"]);
    }

    #[test]
    fn a_word_between_two_halves_of_a_change_belongs_to_its_gist() {
        let old = "Ports watch routes utilized by smuggling organizations.";
        let new = "Ports watch routes utilized by organized criminal groups involved in the smuggling of migrants.";
        let whole = "smuggling organizations → organized criminal groups involved in the smuggling of migrants";
        assert_eq!(gist_of(old, new), [whole]);
    }
}
