//! Between which wordings there is a choice: brackets side by side, words between strokes, options of one list.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Bracket, Choice, Holds, Member, OptionText};
use crate::language::Negotiation;

/// The choices that brackets and options leave.
pub(super) fn choices(
    text: &str,
    brackets: &[Bracket],
    options: &[OptionText],
    groups: &[usize],
    words: &Negotiation,
) -> Vec<Choice> {
    let mut found: Vec<Choice> = Vec::new();
    // Brackets side by side, by the bracket around them.
    let mut last = BTreeMap::<Option<usize>, (usize, usize)>::new();
    for (at, bracket) in brackets.iter().enumerate() {
        if bracket.holds == Holds::Note {
            continue;
        }
        let parts = parts(text, bracket);
        if parts.len() > 1 {
            let member =
                |(span, inside): (Range<usize>, Range<usize>)| Member { span, inside, bracket: Some(at), option: None };
            found.push(Choice { members: parts.into_iter().map(member).collect() });
            continue;
        }
        let member =
            Member { span: bracket.span.clone(), inside: bracket.inside.clone(), bracket: Some(at), option: None };
        let touches = |before: usize| {
            let between = text.get(brackets[before].span.end..bracket.span.start);
            between.is_some_and(|between| between.chars().all(|c| c.is_whitespace() && c != '\n' || c == '/'))
        };
        let beside = last.get(&bracket.parent).copied().filter(|&(before, _)| touches(before));
        let goes_on = words.goes_on(&text[bracket.inside.clone()]);
        match beside {
            Some((_, choice)) if !goes_on => {
                found[choice].members.push(member);
                last.insert(bracket.parent, (at, choice));
            }
            _ => {
                // What goes on with the words before it is no wording beside others.
                if goes_on {
                    last.remove(&bracket.parent);
                } else {
                    last.insert(bracket.parent, (at, found.len()));
                }
                found.push(Choice { members: vec![member] });
            }
        }
    }
    let mut of_options = BTreeMap::<usize, Vec<Member>>::new();
    for (at, (option, &group)) in options.iter().zip(groups).enumerate() {
        of_options.entry(group).or_default().push(Member {
            span: option.mark.start..option.inside.end.max(option.mark.end),
            inside: option.inside.clone(),
            bracket: None,
            option: Some(at),
        });
    }
    let mut found: Vec<Choice> = found.into_iter().flat_map(|choice| apart(text, choice)).collect();
    found.extend(of_options.into_values().map(|members| Choice { members }));
    found.sort_by_key(|choice| (choice.span().start, std::cmp::Reverse(choice.span().end)));
    found
}

/// A row of brackets as the choices that it is of: in "[ports][harbours] [shall][should]" a space parts two.
fn apart(text: &str, choice: Choice) -> Vec<Choice> {
    let is_spaced = |before: &Member, after: &Member| {
        text.get(before.span.end..after.span.start).is_some_and(|between| between.contains(char::is_whitespace))
    };
    let groups = || choice.members.chunk_by(|before, after| !is_spaced(before, after));
    // A space between single brackets is one that a typist puts or forgets.
    if groups().count() > 1 && groups().all(|group| group.len() > 1) {
        return groups().map(|group| Choice { members: group.to_vec() }).collect();
    }
    vec![choice]
}

/// The longest part of a bracket between strokes, in words.
const LONGEST_PART: usize = 4;

/// The wordings that one bracket sets side by side: "[shall/should/may]". Each with what is cut where it is not taken.
fn parts(text: &str, bracket: &Bracket) -> Vec<(Range<usize>, Range<usize>)> {
    let content = &text[bracket.inside.clone()];
    let mut parts = Vec::new();
    let mut from = 0;
    for (at, _) in content.match_indices('/').chain([(content.len(), "")]) {
        let words = content[from..at].split_whitespace().count();
        let is_word = content[from..at].trim().chars().all(|c| c.is_alphabetic() || c.is_whitespace() || c == '-');
        if !(1..=LONGEST_PART).contains(&words) || !is_word {
            return Vec::new();
        }
        let start = bracket.inside.start;
        // The stroke goes with the part before it, or with the last one.
        let span =
            if at == content.len() { start + from.saturating_sub(1)..start + at } else { start + from..start + at + 1 };
        parts.push((span, start + from..start + at));
        from = at + 1;
    }
    // "[and/or]" is one word.
    let is_joint = parts.iter().all(|(_, inside)| text[inside.clone()].trim().len() <= 3);
    if parts.len() < 2 || is_joint { Vec::new() } else { parts }
}
