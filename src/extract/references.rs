//! Documents that a text cites by symbol.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// A United Nations document symbol: capital letters, then parts behind slashes, one of which
/// holds a digit (`CTOC/COP/WG.7/2019/L.1/Add.2`, `A/72/643`, `S/RES/2380(2017)`).
pub(super) static SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z]{1,8}(?:/[A-Za-z]{1,5}(?:\.\d{1,3})?)*(?:/(?:[A-Z][A-Za-z]{0,4}\.)?\d{1,4})(?:/[A-Za-z]{1,5}(?:\.\d{1,3})?|/\d{1,4}|\(\d{4}\))*")
        .expect("valid")
});

/// Where a text cites a document by its symbol, in bytes.
pub fn symbols(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    SYMBOL.find_iter(text).map(|found| found.range())
}

/// The symbols cited in texts, each once, in order.
pub(super) fn cited<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in texts {
        for symbol in SYMBOL.find_iter(text) {
            if !found.iter().any(|known| known == symbol.as_str()) {
                found.push(symbol.as_str().to_owned());
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_found_whole() {
        let text = "(CTOC/COP/WG.7/2019/L.1, CTOC/COP/WG.7/2019/L.1/Add.1 and CTOC/COP/WG.7/2019/L.1/Add.2). \
                    See A/72/643, S/RES/2380(2017), CTOC/COP/WG.7/2018/CRP.1 and/or police/UNODC.";
        assert_eq!(
            cited([text].into_iter()),
            [
                "CTOC/COP/WG.7/2019/L.1",
                "CTOC/COP/WG.7/2019/L.1/Add.1",
                "CTOC/COP/WG.7/2019/L.1/Add.2",
                "A/72/643",
                "S/RES/2380(2017)",
                "CTOC/COP/WG.7/2018/CRP.1",
            ]
        );
    }
}
