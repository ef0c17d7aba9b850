//! Provisions that stand beside each other until one is chosen ("2" and "2 alt"), and headings in brackets.

/// The label of the provision that one of a label stands beside: of "3(2 alt)" "3(2)", of "2 bis alt 2" "2 bis".
pub fn beside(label: &str) -> Option<String> {
    let lower = label.to_ascii_lowercase();
    let at = lower.rfind("alt")?;
    let (before, behind) = (label[..at].trim_end(), label[at + 3..].trim_start_matches('.'));
    let count = behind.trim_end_matches(')').trim();
    let closes = &behind[behind.trim_end_matches(')').len()..];
    let is_number = count.is_empty() || count.len() == 1 && count.bytes().all(|digit| digit.is_ascii_digit());
    let stands_behind_number = before.contains(|c: char| c.is_ascii_digit());
    (is_number && stands_behind_number).then(|| format!("{before}{closes}"))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn an_alternative_names_what_it_stands_beside() {
        for (label, expected) in [
            ("2 alt", Some("2")),
            ("3(2 alt)", Some("3(2)")),
            ("3(3alt)", Some("3(3)")),
            ("2 bis alt 2", Some("2 bis")),
            ("2alt. 3", Some("2")),
            ("2", None),
            ("2 bis", None),
            ("alt", None),
            ("Basalt 2 and 3", None),
        ] {
            assert_eq!(beside(label).as_deref(), expected, "{label}");
        }
    }
}
