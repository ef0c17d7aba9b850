//! Changes of who says a thing, and of the signs of brackets: what went or came of these is set apart from what was reworded.

use std::ops::Range;

use super::{Nature, Stretch};
use crate::language::Reading;

/// The same redline, in which words that went or came within an attribution are stretches of their own, and signs of brackets.
pub(super) fn set_apart(redline: Vec<Stretch>, old: &Reading<'_>, new: &Reading<'_>) -> Vec<Stretch> {
    let is_plain = |reading: &Reading<'_>| reading.attributed.is_empty() && reading.signs.is_empty();
    if is_plain(old) && is_plain(new) {
        return redline;
    }
    let apart = [apart(old), apart(new)];
    let part = |stretch: Stretch| match stretch {
        Stretch::Deleted { old: range, nature: nature @ (Nature::Reworded | Nature::Punctuation | Nature::Case) } => {
            parts(range, (old, &apart[0]), nature)
                .into_iter()
                .map(|(old, nature)| Stretch::Deleted { old, nature })
                .collect()
        }
        Stretch::Inserted { new: range, nature: nature @ (Nature::Reworded | Nature::Punctuation | Nature::Case) } => {
            parts(range, (new, &apart[1]), nature)
                .into_iter()
                .map(|(new, nature)| Stretch::Inserted { new, nature })
                .collect()
        }
        other => vec![other],
    };
    redline.into_iter().flat_map(part).collect()
}

/// What is set apart in a text, in its order: who says it, and the signs of brackets that are none of that.
fn apart(reading: &Reading<'_>) -> Vec<(Range<usize>, Nature)> {
    let is_held = |span: &&Range<usize>| {
        let at = reading.attributed.partition_point(|one| one.end < span.end);
        reading.attributed.get(at).is_some_and(|one| one.start <= span.start)
    };
    let signs = reading.signs.iter().filter(|span| !is_held(span)).map(|span| (span.clone(), Nature::Bracket));
    let attributed = reading.attributed.iter().map(|span| (span.clone(), Nature::Attribution));
    let mut apart: Vec<(Range<usize>, Nature)> = attributed.chain(signs).collect();
    apart.sort_by_key(|(span, _)| span.start);
    apart
}

/// A stretch of changed text in parts: within attributions, signs of brackets, and the rest, which is of the nature given. What
/// has no letter, such as the mark behind an attribution, belongs to the part before it, and at the beginning to that behind it.
fn parts(
    stretch: Range<usize>,
    (reading, apart): (&Reading<'_>, &[(Range<usize>, Nature)]),
    rest: Nature,
) -> Vec<(Range<usize>, Nature)> {
    let first = apart.partition_point(|(span, _)| span.end <= stretch.start);
    let apart = apart[first..]
        .iter()
        .take_while(|(span, _)| span.start < stretch.end)
        .map(|(span, nature)| (span.start.max(stretch.start)..span.end.min(stretch.end), *nature));
    let mut found: Vec<(Range<usize>, Nature)> = Vec::new();
    let mut start = stretch.start;
    let mut add = |part: Range<usize>, nature: Nature| {
        let says = |part: &Range<usize>| reading.text[part.clone()].contains(char::is_alphanumeric);
        let is_space = |part: &Range<usize>| reading.text[part.clone()].trim().is_empty();
        match found.last_mut() {
            _ if part.is_empty() => {}
            Some((last, kind)) if *kind == nature => last.end = part.end,
            Some((last, _)) if is_space(&part) => last.end = part.end,
            Some((last, kind)) if *kind != Nature::Bracket && nature != Nature::Bracket && !says(&part) => {
                last.end = part.end;
            }
            Some((last, kind)) if *kind != Nature::Bracket && nature != Nature::Bracket && !says(last) => {
                (last.end, *kind) = (part.end, nature);
            }
            _ => found.push((part, nature)),
        }
    };
    for (span, nature) in apart {
        add(start..span.start, rest);
        add(span.clone(), nature);
        start = span.end;
    }
    add(start..stretch.end, rest);
    // Beside a bracket nothing but marks is left of what was reworded: "[, where feasible,]" without its words.
    for (part, nature) in &mut found {
        if *nature == Nature::Reworded
            && !reading.text[part.clone()].contains(|c: char| c.is_alphanumeric() || matches!(c, '%' | '$' | '€'))
        {
            *nature = Nature::Punctuation;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::redline;
    use crate::language::english;

    /// What went and came, with the nature of each.
    fn changed(old: &str, new: &str) -> Vec<(String, Nature)> {
        fn reading(text: &str) -> Reading<'_> {
            let spans = text.char_indices().filter(|(_, letter)| *letter == '(').map(|(at, _)| at);
            let span = |start: usize| start..start + text[start..].find(')').map_or(0, |end| end + 1);
            Reading { attributed: spans.map(span).collect::<Vec<_>>().into(), ..english(text) }
        }
        let (old, new) = (reading(old), reading(new));
        let (mut texts, mut rebuilt) = (Vec::new(), [String::new(), String::new()]);
        for stretch in redline(&old, &new) {
            match stretch {
                Stretch::Unchanged { old: before, new: after } => {
                    rebuilt[0].push_str(&old.text[before]);
                    rebuilt[1].push_str(&new.text[after]);
                }
                Stretch::Deleted { old: range, nature } => {
                    rebuilt[0].push_str(&old.text[range.clone()]);
                    texts.push((format!("-{}", old.text[range].trim()), nature));
                }
                Stretch::Inserted { new: range, nature } => {
                    rebuilt[1].push_str(&new.text[range.clone()]);
                    texts.push((format!("+{}", new.text[range].trim()), nature));
                }
            }
        }
        assert_eq!(rebuilt, [old.text.into_owned(), new.text.into_owned()]);
        texts
    }

    #[test]
    fn who_says_it_is_set_apart_from_what_is_said() {
        let (who, what) = (Nature::Attribution, Nature::Reworded);
        let told = |old: &str, new: &str| changed(old, new);
        let expected = |parts: &[(&str, Nature)]| {
            parts.iter().map(|(text, nature)| ((*text).to_owned(), *nature)).collect::<Vec<_>>()
        };
        assert_eq!(
            told("Mark the wells (Peru);", "Mark the wells (Chile);"),
            expected(&[("-Peru", who), ("+Chile", who)])
        );
        assert_eq!(told("Mark the wells.", "Mark the wells (Chile)."), expected(&[("+(Chile)", who)]));
        assert_eq!(
            told("Mark wells in the north (Peru);", "Mark wells beside every road (Chile);"),
            expected(&[("-in the north", what), ("-(Peru", who), ("+beside every road", what), ("+(Chile", who)])
        );
        assert_eq!(told("Mark the old wells (Peru);", "Mark the wells (Peru);"), expected(&[("-old", what)]));
    }
}
