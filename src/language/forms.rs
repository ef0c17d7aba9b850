//! What two texts have in common, as both print it.

use super::plain;

/// A word that two texts have, given the forms in which each prints it: a form that stands in both, whatever the case
/// of its letters, or else the first of each, as in "combat / combating". Nothing if one of them does not print it.
pub(crate) fn in_both(olds: &[&str], news: &[&str]) -> Option<String> {
    let small = |word: &&str| plain(&word.to_lowercase());
    let printed: Vec<String> = news.iter().map(small).collect();
    match (olds.iter().find(|old| printed.contains(&small(old))), olds.first(), news.first()) {
        (Some(same), ..) => Some((*same).to_owned()),
        (None, Some(old), Some(new)) => Some(format!("{old} / {new}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_shown_as_both_print_it() {
        assert_eq!(in_both(&["combat"], &["combating"]).as_deref(), Some("combat / combating"));
        assert_eq!(in_both(&["piers", "pier"], &["Pier"]).as_deref(), Some("pier"));
        assert_eq!(in_both(&["pier"], &[]), None);
    }
}
