//! Runs of words as whole phrases.

use std::ops::Range;

use super::words::{self, Side, Word};

/// How many words of a phrase are shown: all of so many, and else up to the end of a phrase within so many.
pub(super) const WHOLE: usize = 14;
pub(super) const CUT: usize = 11;

impl Side {
    /// A run in whole phrases: without marks and small words that hold it to what follows; of a long one the beginning.
    pub(super) fn shown_whole(&self, run: Range<usize>) -> String {
        let run = self.trimmed(run);
        if run.len() <= WHOLE {
            return format!("{}{}", self.shown(run.clone()), self.closing(&run));
        }
        let most = run.start + CUT;
        let is_boundary = |at: &usize| {
            let (before, word) = (&self.words[*at - 1], &self.words[*at]);
            // "Of, or benefiting": a phrase that is joined stands with what it is joined to.
            let is_joined = self.words[at.saturating_sub(2).max(run.start)..*at].iter().any(|word| word.joins);
            word.opens_line || !word.is_content() && before.is_content() && !is_joined
        };
        let least = run.start + 3;
        let end = (least..=most).rev().find(is_boundary).unwrap_or(most);
        let cut = self.trimmed(run.start..end);
        format!("{}{} …", self.shown(cut.clone()), self.closing(&cut))
    }

    fn trimmed(&self, run: Range<usize>) -> Range<usize> {
        let words = &self.words;
        let opens = |at: usize| self.text[words[at].span.clone()].starts_with(['(', '“', '"', '«', '[']);
        let closes = |at: usize| self.text[words[at].span.clone()].starts_with([')', '”', '"', '»', ']']);
        let has_content = words[run.clone()].iter().any(Word::is_content);
        let is_end =
            |at: &usize| words[*at].is_content() || closes(*at) || !has_content && words[*at].sort != words::Sort::Mark;
        let is_start =
            |at: &usize| words[*at].sort != words::Sort::Mark && (!words[*at].joins || !has_content) || opens(*at);
        let Some(start) = run.clone().find(is_start) else { return run.start..run.start };
        let end = run.clone().rev().find(is_end).map_or(start, |last| last + 1);
        start..end.max(start)
    }

    /// The bracket that closes what a run opens and does not close.
    fn closing(&self, run: &Range<usize>) -> &'static str {
        let shown = self.shown(run.clone());
        let count = |mark: char| shown.matches(mark).count();
        if count('(') > count(')') { ")" } else { "" }
    }
}
