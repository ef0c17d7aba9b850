//! What two provisions have in common, as both print it, and the numbers by which they are told apart.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Analysed;
use crate::language::{Term, Word, in_both, plain, tokens, words};
use crate::model::ProvisionIndex;

impl Analysed {
    /// The numbers, years, articles and symbols that a provision names, each once, but not those of places in its own
    /// document, which follow when that is renumbered.
    pub(crate) fn numbers(&self, at: ProvisionIndex) -> BTreeSet<String> {
        let (text, provision) = (&self.texts[at.index()], self.provision(at));
        let places: Vec<&str> = provision
            .references
            .iter()
            .filter(|reference| reference.document.is_none())
            .filter_map(|reference| Some(reference.place.as_ref()?.label.as_str()))
            .collect();
        let printed = text.tokens.iter().filter(|token| token.is_word).map(|token| &provision.text()[token.span()]);
        let named = printed.filter(|word| word.contains(char::is_numeric) && !places.contains(word));
        named.map(|word| plain(&word.to_lowercase())).collect()
    }

    /// What of some words and phrases of a provision a later one has as well: runs of words that stand in both, and other
    /// words in both forms, as in "combat / combating".
    pub(crate) fn shared_with(
        &self,
        at: ProvisionIndex,
        (later, there): (&Analysed, ProvisionIndex),
        phrases: &[String],
    ) -> Vec<String> {
        let small = |word: &str| plain(&word.to_lowercase());
        let printed = |document: &Analysed, at: ProvisionIndex, normal: &str| -> Vec<String> {
            let text = document.provision(at).text();
            let is_it = |term: Term| document.vocabulary.normal(term) == normal;
            document.words(at).filter(|(_, term)| is_it(*term)).map(|(word, _)| text[word.span()].to_owned()).collect()
        };
        let text = later.provision(there).text();
        let words_there: Vec<String> = later.words(there).map(|(word, _)| small(&text[word.span()])).collect();
        let mut shared = Vec::new();
        for phrase in phrases {
            let spans: Vec<Range<usize>> = words(phrase, &tokens(phrase)).iter().map(Word::span).collect();
            let small_words: Vec<String> = spans.iter().map(|span| small(&phrase[span.clone()])).collect();
            let mut from = 0;
            while from < spans.len() {
                let stands = |to: &usize| words_there.windows(to - from).any(|run| run == &small_words[from..*to]);
                let to = (from + 1..=spans.len()).take_while(stands).last();
                // Small words at the ends of a run say nothing by themselves.
                let says = |at: &usize| !self.language().is_function_word(&phrase[spans[*at].clone()]);
                let run = from..to.unwrap_or(from + 1);
                let ends = run.clone().find(says).zip(run.clone().rfind(says));
                let found = ends.and_then(|(first, last)| match to {
                    Some(_) => Some(closed(phrase, spans[first].start..spans[last].end).to_owned()),
                    None => {
                        let normal = self.language().normal_form(&phrase[spans[from].clone()]);
                        let [olds, news] = [printed(self, at, &normal), printed(later, there, &normal)];
                        let [olds, news] =
                            [&olds, &news].map(|forms| forms.iter().map(String::as_str).collect::<Vec<_>>());
                        in_both(&olds, &news)
                    }
                });
                shared.extend(found.filter(|one| !shared.contains(one)));
                from = run.end;
            }
        }
        shared
    }
}

/// A stretch of a text, with the bracket that closes one opened in it.
pub(crate) fn closed(text: &str, range: Range<usize>) -> &str {
    let is_open = text[range.clone()].rfind('(').is_some_and(|at| !text[range.start + at..range.end].contains(')'));
    if is_open && text[range.end..].starts_with(')') { &text[range.start..=range.end] } else { &text[range] }
}
