//! Reads what is open in a text: which signs are brackets, what each holds, and who proposes it.

use super::choices::choices;
use super::signs::{self, Beside, Look, Pair, look, pairs};
use super::splice::united;
use super::{Bracket, Bracketed, Holds, OptionText, is_within, options, proposed};
use crate::anatomy::{Attribution, NameList};
use crate::language::Negotiation;

/// Reads what is open in the texts of a document.
pub(crate) struct Reader<'a> {
    /// The language of the document, as an ISO 639-1 code.
    pub(crate) language: Option<&'a str>,
    /// The names of those who propose.
    pub(crate) names: Option<&'a NameList>,
    /// Whether the document is under negotiation: elsewhere a number or a short name in brackets is a citation.
    pub(crate) is_negotiated: bool,
}

impl Reader<'_> {
    /// How many brackets of a text show that its document is under negotiation: they hold words that are no remark of an editor,
    /// no part of a quotation, and no name of who asks.
    pub(crate) fn shown_by(&self, text: &str, attributions: &[Attribution]) -> usize {
        let words = Negotiation::of(self.language);
        let found = pairs(text);
        let quoted = if found.is_empty() { Vec::new() } else { signs::quoted(text) };
        let shows = |pair: &&Pair| {
            let content = &text[pair.inside.clone()];
            !pair.is_brace
                && pair.is_opened
                && look(text, pair) == Look::Plain
                && !words.is_editorial(content)
                && !words.may_be_remark(content)
                && !words.is_note(content)
                && !signs::is_quoted(&quoted, &pair.span)
                && !is_within(attributions, &pair.span)
        };
        found.iter().filter(shows).count()
    }

    /// Whether a text has options beside each other.
    pub(crate) fn has_options(&self, text: &str) -> bool {
        let found = options::options(text, Negotiation::of(self.language));
        found.windows(2).any(|pair| pair[0].group == pair[1].group)
    }

    /// What is open in a text, and who proposes it or parts of it: `attributions` with those of brackets and options.
    /// `opened` says how many brackets that were opened before are open still: signs that close more are strays.
    pub(crate) fn read(
        &self,
        text: &str,
        attributions: &[Attribution],
        opened: usize,
    ) -> (Bracketed, Vec<Attribution>) {
        let words = Negotiation::of(self.language);
        let found = self.pairs(text, words, opened);
        let options = if self.is_negotiated { options::options(text, words) } else { Vec::new() };
        if found.is_empty() && options.is_empty() {
            return (Bracketed::default(), attributions.to_vec());
        }
        // Names in brackets beside each other are what there is to choose from: "[Oslo][Lima]".
        let beside = Beside::of(text, &found);
        let is_choice = |one: &Attribution| {
            let first = found.partition_point(|pair| pair.span.start < one.span.start);
            let is_pair = found[first..]
                .iter()
                .take_while(|pair| pair.span.start == one.span.start)
                .any(|pair| pair.span == one.span);
            is_pair && beside.neighbours(&one.span).next().is_some()
        };
        let mut attributions: Vec<Attribution> = attributions.iter().filter(|one| !is_choice(one)).cloned().collect();
        let kept: Vec<Pair> = found.iter().filter(|pair| !is_within(&attributions, &pair.span)).cloned().collect();
        let mut own = Vec::new();
        let mut brackets: Vec<Bracket> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        for pair in kept {
            while open.last().is_some_and(|&outer| brackets[outer].span.end <= pair.span.start) {
                open.pop();
            }
            let mut inside = pair.inside.clone();
            let mut proposers = Vec::new();
            if let Some(led) = proposed::at_start(text, inside.clone(), self.names) {
                inside.start = led.span.end;
                proposers = led.proposers.clone();
                own.push(led);
            }
            let of_bracket = |one: &&Attribution| {
                let ends_it = one.span.end <= inside.end
                    && one.span.start >= inside.start
                    && text[one.span.end..inside.end].trim().is_empty();
                let is_whole = text[inside.start..one.span.start.max(inside.start)].trim().is_empty();
                let follows = one.span.start >= pair.span.end && text[pair.span.end..one.span.start].trim().is_empty();
                ends_it && !is_whole || follows
            };
            // The last one within, or the first one behind.
            let within = attributions.partition_point(|one| one.span.end <= inside.end).checked_sub(1);
            let behind = attributions.partition_point(|one| one.span.start < pair.span.end);
            let near = within.into_iter().chain([behind]).filter_map(|at| attributions.get(at));
            if let Some(one) = near.into_iter().find(of_bracket) {
                own.push(one.clone());
                proposers.extend(one.proposers.iter().cloned());
                if one.span.end <= pair.span.end {
                    inside.end = one.span.start.max(inside.start);
                }
            } else if let Some(closing) = proposed::at_end(text, inside.clone(), self.names) {
                inside.end = closing.span.start;
                proposers.extend(closing.proposers.iter().cloned());
                own.push(closing);
            }
            let content = &text[inside.clone()];
            let holds = if pair.is_brace || words.is_note(content) {
                Holds::Note
            } else if words.is_placeholder(content) {
                Holds::Place
            } else {
                Holds::Wording
            };
            // Signs of two kinds may cross: "[old ［new] words］". What stands in part within another does not stand in it.
            let is_around = |outer: &&usize| brackets[**outer].content.end >= pair.span.end;
            let parent = open.iter().rev().find(is_around).copied();
            open.push(brackets.len());
            brackets.push(Bracket {
                span: pair.span,
                content: pair.inside,
                inside,
                parent,
                holds,
                proposers,
                is_opened: pair.is_opened,
                is_closed: pair.is_closed,
            });
        }
        let groups: Vec<usize> = options.iter().map(|option| option.group).collect();
        let options: Vec<OptionText> = options
            .into_iter()
            .map(|option| {
                let by = option.by.and_then(|by| proposed::whole(text, by, self.names));
                let proposers = by.iter().flat_map(|one| one.proposers.clone()).collect();
                own.extend(by);
                let says_nothing = words.says_nothing(&text[option.inside.clone()]);
                OptionText {
                    name: option.name,
                    mark: option.mark,
                    inside: option.inside,
                    parent: option.parent,
                    says_nothing,
                    proposers,
                }
            })
            .collect();
        let choices = choices(text, &brackets, &options, &groups, words);
        own.sort_by_key(|one| (one.span.start, one.span.end));
        // One bracket may say it for another that ends with it.
        let mut end = 0;
        own.retain(|one| {
            let is_apart = one.span.start >= end;
            end = end.max(one.span.end);
            is_apart
        });
        let taken = united(own.iter().map(|one| one.span.clone()).collect());
        attributions.retain(|one| {
            let at = taken.partition_point(|other| other.end <= one.span.start);
            taken.get(at).is_none_or(|other| other.start >= one.span.end)
        });
        attributions.extend(own.iter().cloned());
        attributions.sort_by_key(|one| one.span.start);
        (Bracketed { brackets, options, choices, attributions: own }, attributions)
    }

    /// The pairs of signs that are brackets of a negotiation.
    fn pairs(&self, text: &str, words: &Negotiation, opened: usize) -> Vec<Pair> {
        let mut found = pairs(text);
        let is_free = self.is_negotiated || found.is_empty();
        let quoted = if is_free { Vec::new() } else { signs::quoted(text) };
        let is_one = |pair: &Pair| {
            let content = &text[pair.inside.clone()];
            let may_be_remark = || words.may_be_remark(content) || signs::is_quoted(&quoted, &pair.span);
            let is_remark = words.is_editorial(content) || !self.is_negotiated && may_be_remark();
            match look(text, pair) {
                _ if !pair.is_opened && !self.is_negotiated => false,
                Look::Other => false,
                Look::Plain => (!pair.is_brace || self.is_negotiated) && !is_remark,
                Look::Mark => self.is_negotiated && !pair.is_brace && !is_remark,
            }
        };
        found.retain(is_one);
        let mut closed = 0;
        found.retain(|pair| {
            closed += usize::from(!pair.is_opened);
            pair.is_opened || closed <= opened
        });
        found
    }
}
