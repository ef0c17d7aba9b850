//! What two texts have in common, as both print it.

use super::plain;

/// A word that two texts have, given the forms in which each prints it: a form that stands in both to the letter, else one
/// that differs in the case of its letters alone, in small letters where either has it so; or else the first of each, as in
/// "combat / combating". Nothing if one of them does not print it. Which of the texts is the old one makes no difference.
pub(crate) fn in_both(olds: &[&str], news: &[&str]) -> Option<String> {
    let exact: fn(&str) -> String = plain;
    let small: fn(&str) -> String = |word| plain(&word.to_lowercase());
    // Of several forms the one that comes first in the two texts taken together.
    let same = |form: fn(&str) -> String| {
        let printed: Vec<String> = news.iter().map(|new| form(new)).collect();
        let place = |old: &str| printed.iter().position(|new| *new == form(old));
        let both = olds.iter().enumerate().filter_map(|(at, old)| {
            let there = place(old)?;
            Some((at + there, (*old).max(news[there])))
        });
        both.min().map(|(_, printed)| printed.to_owned())
    };
    let apart = || Some(format!("{} / {}", olds.first()?, news.first()?));
    same(exact).or_else(|| same(small)).or_else(apart)
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

    #[test]
    fn a_form_that_both_print_comes_before_one_in_other_letters() {
        assert_eq!(in_both(&["mills", "Mills"], &["Mills"]).as_deref(), Some("Mills"));
        for (olds, news, shown) in
            [(["piers", "pier"], ["pier", "piers"], "pier"), (["Pier", "PIER"], ["pier", "Piers"], "pier")]
        {
            assert_eq!(in_both(&olds, &news).as_deref(), Some(shown));
            assert_eq!(in_both(&news, &olds).as_deref(), Some(shown), "whichever is the old one");
        }
    }
}
