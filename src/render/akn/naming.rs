//! Names as the naming convention of Akoma Ntoso has them: IRIs of documents, and what stands in them for what is not known.

use crate::language::Languages;
use crate::model::{Date, ProvisionId};
use crate::report::DocumentHead;

use super::body::Ids;

/// The country of an IRI where none is known: no document says it, and a negotiating body has none. `ZZ` is assigned to no
/// country in ISO 3166-1, and stands for an unknown one in CLDR.
pub(super) const NO_COUNTRY: &str = "zz";

/// The language where none is known, as ISO 639-2 has it.
const NO_LANGUAGE: &str = "und";

/// The date where none is known: the schema asks for a whole one. Cobalt, a widely used library for the format, has it too.
const NO_DATE: &str = "0001-01-01";

/// The part of a document that is the document itself.
const MAIN: &str = "!main";

/// A date as the schema asks for it, with the day or month that is not known as the first, and what it is the date of.
pub(super) struct WholeDate {
    /// The date, by the day.
    pub(super) date: String,
    /// How much of it is known: `document`, `month`, `year` or `unknown`.
    pub(super) name: &'static str,
}

impl WholeDate {
    /// No date at all.
    pub(super) fn unknown() -> Self {
        WholeDate { date: NO_DATE.to_owned(), name: "unknown" }
    }

    /// The date of a document. The schema's calendar has no year 0.
    pub(super) fn of(date: Option<Date>) -> Self {
        let shown = date.map(|date| date.to_string()).filter(|date| !date.starts_with("0000"));
        match shown {
            None => WholeDate::unknown(),
            Some(date) => match date.matches('-').count() {
                0 => WholeDate { date: format!("{date}-01-01"), name: "year" },
                1 => WholeDate { date: format!("{date}-01"), name: "month" },
                _ => WholeDate { date, name: "document" },
            },
        }
    }
}

/// The IRIs of a document.
pub(super) struct Iris {
    /// The document, whatever its form: `/akn/zz/doc/2019-09-13/CTOC-COP-WG-7-2019-6`.
    pub(super) work: String,
    /// Its text in a language: the same with `/eng@2019-09-13`.
    pub(super) expression: String,
    /// The file of it.
    pub(super) manifestation: String,
    /// The language of the text in three letters.
    pub(super) language: String,
}

impl Iris {
    /// The IRIs of two documents, which differ: a document is known by its symbol, else by its id.
    pub(super) fn of_pair(old: &DocumentHead, new: &DocumentHead) -> (Iris, Iris) {
        let by_symbol = |head: &DocumentHead| head.metadata.symbol.clone().map_or(head.id.clone(), String::from);
        let (one, other) = (Iris::of(old, &by_symbol(old)), Iris::of(new, &by_symbol(new)));
        if one.expression != other.expression {
            return (one, other);
        }
        // Two versions of one document, of which nothing but their ids differs.
        let (one, other) = (Iris::of(old, &old.id), Iris::of(new, &new.id));
        if one.expression != other.expression {
            return (one, other);
        }
        (Iris::of(old, &format!("{}-old", old.id)), other)
    }

    fn of(head: &DocumentHead, name: &str) -> Iris {
        let day = head.metadata.date.map(|date| date.to_string());
        let number = Some(number(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "nn".to_owned());
        let work = format!("/akn/{NO_COUNTRY}/doc/{}/{number}", day.as_deref().unwrap_or(NO_DATE));
        let language = three_letters(head.metadata.language.as_deref());
        let expression = format!("{work}/{language}@{}", day.unwrap_or_default());
        let manifestation = format!("{expression}.xml");
        Iris { work, expression, manifestation, language }
    }

    /// The document itself, and none of its annexes, within what an IRI names.
    pub(super) fn main(iri: &str) -> String {
        format!("{iri}/{MAIN}")
    }

    /// A provision of the text; the whole text if it has no such provision.
    pub(super) fn provision(&self, ids: &Ids, provision: &ProvisionId) -> String {
        let main = Iris::main(&self.expression);
        match ids.get(provision) {
            Some(id) => format!("{main}#{id}"),
            None => main,
        }
    }
}

/// A language in three letters, as ISO 639-2 has it; a code that is not known stays as it is.
fn three_letters(code: Option<&str>) -> String {
    let long = code.map(|code| Languages::built_in().three_letters(code).map_or_else(|| number(code), str::to_owned));
    long.filter(|code| !code.is_empty()).unwrap_or_else(|| NO_LANGUAGE.to_owned())
}

/// A printed number or name as a part of an id: letters and digits, and a stroke for all that stands between them.
pub(super) fn number(label: &str) -> String {
    let parts = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_letters_and_digits() {
        assert_eq!(
            ["13", "5.1.2", "3 bis", "A/RES/60/288", "[4]", "٣", "—"].map(number),
            ["13", "5-1-2", "3-bis", "A-RES-60-288", "4", "٣", ""]
        );
    }

    #[test]
    fn a_date_is_whole_and_says_how_much_of_it_is_known() {
        let of = |text: &str| {
            let whole = WholeDate::of(text.parse().ok());
            (whole.date, whole.name)
        };
        assert_eq!(of("2019-09-13"), ("2019-09-13".to_owned(), "document"));
        assert_eq!(of("2019-09"), ("2019-09-01".to_owned(), "month"));
        assert_eq!(of("2019"), ("2019-01-01".to_owned(), "year"));
        assert_eq!(of(""), ("0001-01-01".to_owned(), "unknown"));
        assert_eq!(of("0000"), ("0001-01-01".to_owned(), "unknown"));
    }

    #[test]
    fn languages_have_three_letters() {
        let of = |code: &str| three_letters(Some(code));
        assert_eq!(["en", "zh", "yi", "pl"].map(of), ["eng", "zho", "yid", "pl"]);
        assert_eq!(three_letters(None), "und");
    }
}
