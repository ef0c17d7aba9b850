//! Words that were replaced throughout: where "Chair" became "Chairperson" in one provision after another,
//! the two count as one word.
//!
//! A word of the old text and one of the new are taken for the same if, in provisions that belong
//! together by all else, the one is missing on the new side where the other is missing on the old, often
//! enough and hardly ever otherwise. Sentence aligners learn translations in the same way (Moore 2002,
//! Varga et al. 2005).

use rustc_hash::FxHashMap;

use super::parameters::Parameters;
use super::text::{Prepared, Text};
use crate::language::Term;

/// The words of the old side (first) that became others throughout, judged by pairs of provisions that
/// belong together.
pub(super) fn renames(prepared: &Prepared<'_>, links: &[(usize, usize)], parameters: &Parameters) -> Vec<(Term, Term)> {
    let (numbers, most) = (&parameters.renames, parameters.limits.rename_words);
    let mut left = [FxHashMap::<Term, u32>::default(), FxHashMap::default()];
    let mut together = FxHashMap::<(Term, Term), u32>::default();
    for &(at, there) in links {
        let (old, new) = (&prepared.old[at], &prepared.new[there]);
        let (only_old, only_new) = (only(old, new), only(new, old));
        // Provisions with more words that only one side has say too little about each of them.
        if only_old.len() > most || only_new.len() > most {
            continue;
        }
        only_old.iter().for_each(|&term| *left[0].entry(term).or_default() += 1);
        only_new.iter().for_each(|&term| *left[1].entry(term).or_default() += 1);
        for &one in &only_old {
            only_new.iter().for_each(|&other| *together.entry((one, other)).or_default() += 1);
        }
    }
    // In a long document two words fall together often enough by chance.
    let times = numbers.times.max(numbers.share * links.len() as f64);
    let mut found: Vec<(f64, Term, Term)> = together
        .into_iter()
        .filter(|&(_, count)| f64::from(count) >= times)
        .map(|((one, other), count)| (2.0 * f64::from(count) / f64::from(left[0][&one] + left[1][&other]), one, other))
        .filter(|&(association, one, other)| {
            let lacking =
                |side: usize, term: Term| f64::from(left[side][&term]) / f64::from(prepared.index.frequency(term));
            association >= numbers.association && lacking(0, one).min(lacking(1, other)) >= numbers.lacking
        })
        .collect();
    found.sort_unstable_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let mut taken = [rustc_hash::FxHashSet::default(), rustc_hash::FxHashSet::default()];
    found.retain(|&(_, one, other)| {
        let is_free = !taken[0].contains(&one) && !taken[1].contains(&other);
        if is_free {
            taken[0].insert(one);
            taken[1].insert(other);
        }
        is_free
    });
    found.into_iter().map(|(_, one, other)| (one, other)).collect()
}

/// The words of a text that another lacks.
fn only(text: &Text, other: &Text) -> Vec<Term> {
    let has = |term: Term| other.counts().binary_search_by_key(&term, |&(there, _)| there).is_ok();
    text.counts().iter().map(|&(term, _)| term).filter(|&term| !has(term)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::analysis::Analysed;
    use crate::extract::of_texts;
    use crate::model::ProvisionIndex;

    #[test]
    fn a_word_that_became_another_throughout_was_renamed() {
        let read = |id: &str, mill: &str| {
            let texts = ["grinds barley", "stands by the weir", "pays a tenth", "rests in winter"]
                .map(|does| format!("The {mill} {does}."));
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            Analysed::of(of_texts(id, &texts, Some("en")), &crate::analysis::Options::default())
        };
        let (old, new) = (read("old", "mill"), read("new", "factory"));
        let places = |document: &Analysed| ProvisionIndex::all(&document.provisions).collect::<Vec<_>>();
        let progress = crate::align::Progress::default();
        let prepared = Prepared::of((&old, &places(&old)), (&new, &places(&new)), progress.part(0.0, 1.0));
        let links: Vec<(usize, usize)> = (0..4).map(|at| (at, at)).collect();
        let found = |parameters: &Parameters| {
            let named = |term: Term| prepared.vocabulary.normal(term).to_owned();
            renames(&prepared, &links, parameters)
                .into_iter()
                .map(|(old, new)| (named(old), named(new)))
                .collect::<Vec<_>>()
        };
        let parameters = Parameters::default();
        let renamed = found(&parameters);
        assert_eq!(renamed.len(), 1, "{renamed:?}");
        assert!(renamed[0].0.starts_with("mill") && renamed[0].1.starts_with("factor"), "{renamed:?}");
        // Provisions that have more words of their own than are looked at tell nothing.
        let none = Parameters::parse(&Parameters::DEFAULT.replace("rename_words = 40", "rename_words = 0")).unwrap();
        assert_eq!(found(&none), []);
    }
}
