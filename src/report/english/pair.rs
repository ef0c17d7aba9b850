//! What became of a document in another, in words.

use super::{brackets_sentence, counted, listed, noun, relation};
use crate::align::Relation;
use crate::model::Kind;
use crate::report::{ChangeRow, ComparisonView, DocumentHead, Facet, PairKind, Shown, Summary};

/// Where none of the changes passes a filter.
pub const NO_SUCH_CHANGE: &str = "no change of that sort";

/// Two documents by their ids.
pub fn pair_title(old: &DocumentHead, new: &DocumentHead) -> String {
    format!("{} → {}", old.id, new.id)
}

/// Two documents as they are cited.
pub fn pair_heading(old: &DocumentHead, new: &DocumentHead) -> String {
    format!("{} → {}", cited(old), cited(new))
}

/// A document as it is cited: by its id and its symbol.
fn cited(head: &DocumentHead) -> String {
    match &head.metadata.symbol {
        Some(symbol) => format!("{} ({symbol})", head.id),
        None => head.id.clone(),
    }
}

/// A document with all that names it: its id, symbol, date and title.
pub fn cited_in_full(head: &DocumentHead) -> String {
    let about: Vec<String> = head.metadata.symbol_and_date().chain(head.metadata.title.clone()).collect();
    if about.is_empty() { head.id.clone() } else { format!("{}: {}", head.id, about.join(", ")) }
}

/// How much is shown, where only some of it was asked for.
pub fn shown(shown: Shown) -> String {
    match shown.count {
        0 => format!("Of {} changes none is shown.", shown.of),
        1 => format!("Of {} changes 1 is shown.", shown.of),
        count => format!("Of {} changes {count} are shown.", shown.of),
    }
}

/// What accepting and rejecting tracked changes comes to.
pub fn tracked_hint(view: &ComparisonView) -> String {
    let (old, new) = (&view.old.id, &view.new.id);
    match view.shown {
        None => format!(
            "Accepting all changes leaves the wording of {new}, rejecting all that of {old}. Headings and tables are no \
             part of either, nor is what stands in sections that the other document does not hold."
        ),
        Some(count) => {
            format!("{} Accepting these leaves the wording of {new}, rejecting them that of {old}.", shown(count))
        }
    }
}

/// What stands below the last change.
pub fn end_of(view: &ComparisonView) -> String {
    format!("End of the comparison of {} with {}.", view.old.id, view.new.id)
}

/// Why nothing is said of strength: there is no lexicon of a language, or it is not known which it is.
pub fn no_lexicon(language: Option<&str>) -> String {
    match language {
        Some(code) => format!("Nothing is said of strength and qualifiers: there is no lexicon for `{code}`."),
        None => "Nothing is said of strength and qualifiers: the language was not recognized; --lang names it.".into(),
    }
}

/// Why paragraphs are held against recommendations.
pub fn no_recommendations_in(without: &str, with: &str) -> String {
    format!(
        "{without} has no recommendations, so its numbered paragraphs are held against the recommendations of {with}."
    )
}

/// Where texts have more options than are held against each other one by one.
pub fn too_many_options(labels: &[&str]) -> String {
    format!(
        "The options of {} are too many to be held against each other one by one, so all of them are compared as one text; a \
         provision for each option is compared by itself.",
        listed(labels)
    )
}

/// What "new" and "not repeated" mean between reports of different meetings.
pub fn different_meetings(one: u32, other: u32) -> String {
    format!(
        "These are reports of different meetings ({one} and {other}): that something is new or not repeated says no \
         more than that no counterpart was found."
    )
}

/// One sentence on a pair of documents: "Of 11 draft recommendations 10 were adopted, all of them reworded, 1 was not
/// adopted; 8 became weaker; ..."
pub fn pair_sentence(
    (old, new): (&DocumentHead, &DocumentHead),
    pair: PairKind,
    rows: &[ChangeRow],
    summary: &Summary,
) -> String {
    let mut parts = vec![fates(old, pair, rows)];
    let shifts = [
        (summary.reversed, "was reversed", "were reversed"),
        (summary.weakened, "became weaker", "became weaker"),
        (summary.strengthened, "became stronger", "became stronger"),
        (summary.qualified, "gained a qualifier", "gained a qualifier"),
        (summary.unqualified, "lost a qualifier", "lost a qualifier"),
        (summary.readdressed, "is addressed to others", "are addressed to others"),
        (summary.renumbered, "was renumbered", "were renumbered"),
        (summary.moved, "stands in another section", "stand in another section"),
    ];
    parts.extend(counts(shifts.into_iter()));
    let of = |relation: Relation| rows.iter().filter(move |row| row.relation == relation);
    let fresh = of(Relation::New).count();
    parts.extend((fresh > 0).then(|| format!("{} new in {}", counted(fresh, "is", "are"), new.id)));
    let outside = of(Relation::OutsideCoverage).filter(|row| row.old.is_empty()).count();
    let stand = counted(outside, "stands", "stand");
    parts.extend((outside > 0).then(|| format!("{stand} in sections that {} does not hold", old.id)));
    let doubtful = rows.iter().filter(|row| Facet::Doubtful.holds(row)).count();
    parts.extend((doubtful > 0).then(|| counted(doubtful, "link is doubtful", "links are doubtful")));
    let brackets = brackets_sentence(&summary.brackets).map(|told| format!(" {told}")).unwrap_or_default();
    format!("{}.{brackets}", parts.join("; "))
}

/// What is told with a verb in the number that goes with its count, if anything is.
fn counts(told: impl Iterator<Item = (usize, &'static str, &'static str)>) -> impl Iterator<Item = String> {
    told.filter(|(count, ..)| *count > 0).map(|(count, one, several)| counted(count, one, several))
}

/// The relations of what stands in both documents.
const KEPT: [Relation; 4] = [Relation::Unchanged, Relation::Reworded, Relation::Split, Relation::Merged];

/// What became of the old provisions.
fn fates(old: &DocumentHead, pair: PairKind, rows: &[ChangeRow]) -> String {
    let total: usize = rows.iter().map(|row| row.old.len()).sum();
    let noun = noun_of(rows, total);
    let count =
        |relation| -> usize { rows.iter().filter(|row| row.relation == relation).map(|row| row.old.len()).sum() };
    let told = |fates: &[(Relation, &'static str, &'static str)]| -> Vec<String> {
        counts(fates.iter().map(|&(relation, one, several)| (count(relation), one, several))).collect()
    };
    let (one_left, several_left) = match pair {
        PairKind::Adoption => ("was not adopted", "were not adopted"),
        PairKind::Revision => ("is not in the revision", "are not in the revision"),
        PairKind::Meetings => ("was not repeated", "were not repeated"),
        PairKind::Unknown => ("is not in the new text", "are not in the new text"),
    };
    let left = [
        (Relation::Withdrawn, one_left, several_left),
        (
            Relation::OutsideCoverage,
            "lies outside what the new document holds",
            "lie outside what the new document holds",
        ),
    ];
    let all_kept: usize = KEPT.map(count).iter().sum();
    let told_as_one = match pair {
        _ if all_kept == 0 => None,
        PairKind::Adoption => Some((format!("Of {total} draft {noun}"), "was adopted", "were adopted")),
        PairKind::Meetings => Some((format!("Of the {total} {noun} of {}", old.id), "was repeated", "were repeated")),
        PairKind::Revision | PairKind::Unknown => None,
    };
    if total == 0 {
        return format!("{} has no {noun} to compare", old.id);
    }
    let Some((of, one_kept, several_kept)) = told_as_one else {
        let kept = [
            (Relation::Unchanged, "is unchanged", "are unchanged"),
            (Relation::Reworded, "was reworded", "were reworded"),
            (Relation::Split, "was split", "were split"),
            (Relation::Merged, "was merged", "were merged"),
        ];
        return format!("Of the {total} {noun} of {}, {}", old.id, listed(&told(&[&kept[..], &left[..]].concat())));
    };
    let how = KEPT.map(|kept| (count(kept), relation(kept)));
    let how: Vec<(usize, &str)> = how.into_iter().filter(|(count, _)| *count > 0).collect();
    let how = match how.as_slice() {
        [(1, name)] => (*name).to_owned(),
        [(_, name)] => format!("all of them {name}"),
        [(first, name), rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|(count, name)| format!("{count} {name}")).collect();
            listed(&[vec![format!("{first} of them {name}")], rest].concat())
        }
        [] => String::new(),
    };
    let kept = counted(all_kept, one_kept, several_kept);
    [vec![format!("{of} {kept}, {how}")], told(&left)].concat().join(", ")
}

/// What the rows are about, in the number that goes with a count.
pub(super) fn noun_of(rows: &[ChangeRow], count: usize) -> &'static str {
    let kind = rows.first().map_or(Kind::Recommendation, |row| row.kind);
    match (rows.iter().all(|row| row.kind == kind), count) {
        (true, count) => noun(kind, count),
        (false, 1) => "provision",
        (false, _) => "provisions",
    }
}
