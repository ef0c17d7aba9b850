//! What is furniture wherever it stands alone at a page's edge: page numbers, the numbers of printing jobs, symbols.

use std::sync::LazyLock;

use regex::Regex;

/// "12", "- 12 -", "12/30", "Page 12 of 30". A number alone may be any page's, for a file may be a part of a
/// document.
static PAGE_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:Page |page |p\. )?(?:[-–—] ?)?\d{1,4}(?: ?(?:/|of|de|sur|из|من) ?\d{1,4})?(?: ?[-–—])?$")
        .expect("valid")
});

/// "V.19-10723 (E)", "GE.18-12345(E)", "19-16789", and the bar code's "*1910723*" with the dates of the translation.
static JOB_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[A-Z]{1,3}\.? ?)?\d{2}-\d{5}(?: ?\([A-Z]\))*(?: +\d{6})*$|^\*[A-Z]{0,2}\d{7,8}\*$").expect("valid")
});

/// "A/HRC/39/7", "CTOC/COP/WG.7/2019/L.1/Add.2".
static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^[A-Z]{1,8}(?:/[A-Z][A-Za-z]*\.?|/[A-Za-z.]*\d[\w.]*|/\([IVXLC]+\))+(?: \(\d{4}\))?$").expect("valid")
});

/// What a text that stands alone at a page's edge can only be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Folio {
    PageNumber,
    /// The number of a printing job, or a symbol.
    Other,
}

impl Folio {
    pub(super) fn of(text: &str) -> Option<Self> {
        match text {
            _ if PAGE_NUMBER.is_match(text) || roman(text).is_some() => Some(Folio::PageNumber),
            _ if JOB_NUMBER.is_match(text) => Some(Folio::Other),
            // "HIV/AIDS" is none.
            _ if SYMBOL.is_match(text) && text.contains(|c: char| c.is_ascii_digit()) => Some(Folio::Other),
            _ => None,
        }
    }
}

/// Small Roman figures up to a hundred.
static ROMAN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:[-–—] ?)?((?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3}))(?: ?[-–—])?$").expect("valid"));

/// The number that a text of small Roman figures is: "iv", "- xii -".
pub(super) fn roman(text: &str) -> Option<u64> {
    let figures = ROMAN.captures(text)?.get(1)?.as_str();
    let values: Vec<u64> = figures.chars().map(value).collect();
    let signed = values.iter().enumerate().map(|(at, value)| match values.get(at + 1) {
        Some(next) if next > value => -(*value as i64),
        _ => *value as i64,
    });
    u64::try_from(signed.sum::<i64>()).ok().filter(|number| *number > 0)
}

fn value(figure: char) -> u64 {
    match figure {
        'i' => 1,
        'v' => 5,
        'x' => 10,
        'l' => 50,
        _ => 100,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_job_numbers_and_symbols_are_furniture() {
        for text in ["12", "- 3 -", "1/13", "Page 1 of 3", "iv", "V.19-10723 (E)", "GE.18-12345(E)", "*1910723*"] {
            assert!(Folio::of(text).is_some(), "{text}");
        }
        for text in ["A/HRC/39/7", "CTOC/COP/WG.7/2019/L.1/Add.2", "S/RES/2388 (2017)"] {
            assert_eq!(Folio::of(text), Some(Folio::Other), "{text}");
        }
        for text in ["1. States", "Recommendation 4", "and/or", "I/we", "the 12", "", "vivid", "12 May 2019"] {
            assert_eq!(Folio::of(text), None, "{text}");
        }
    }

    #[test]
    fn roman_figures_are_numbers() {
        assert_eq!([roman("iv"), roman("- xii -"), roman("xl")], [Some(4), Some(12), Some(40)]);
        assert_eq!([roman("civil"), roman("mix"), roman("")], [None, None, None]);
    }
}
