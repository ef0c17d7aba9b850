//! The words by which a text under negotiation says what is open in it: that one wording is an option among several, that a
//! place is kept for words to come.

use std::sync::LazyLock;

use serde::Deserialize;

use super::lazy_regex::LazyRegex;
use super::registry::PerLanguage;

/// How many brackets with words show that a text is under negotiation: in others one may be an editor's.
pub(crate) const BRACKETS_OF_DRAFT: usize = 3;

/// The file of a language (`negotiation.toml`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    option: Vec<String>,
    nothing: Vec<String>,
    placeholder: Vec<String>,
    blank: Vec<String>,
    editorial: Vec<String>,
    remark: Vec<String>,
    note: Vec<String>,
    goes_on: Vec<String>,
    form: Vec<String>,
}

/// What the words of a language tell of a text under negotiation.
#[derive(Debug)]
pub(crate) struct Negotiation {
    option: LazyRegex,
    nothing: LazyRegex,
    placeholder: LazyRegex,
    editorial: LazyRegex,
    remark: LazyRegex,
    note: LazyRegex,
    goes_on: LazyRegex,
    form: Vec<String>,
}

/// The mark of an option: "Option 1 (proposed by Chile):".
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OptionMark {
    /// The name: "Option 1".
    pub(crate) name: String,
    /// What stands in brackets behind the name, without them, in bytes of the text.
    pub(crate) by: Option<std::ops::Range<usize>>,
    /// Where the wording begins, in bytes of the text.
    pub(crate) end: usize,
}

impl OptionMark {
    /// How it is named.
    pub(crate) fn style(&self) -> OptionStyle {
        OptionStyle::of(&self.name)
    }
}

/// How the options of one choice are named: by a word, and numbers of one sort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OptionStyle {
    word: String,
    sort: char,
    is_bracketed: bool,
    /// Whether it is the first of its count.
    pub(crate) is_first: bool,
}

impl OptionStyle {
    /// The style of a name: "Option 1".
    pub(crate) fn of(name: &str) -> Self {
        let is_number = |c: char| c.is_numeric() || "一二三四五六七八九十".contains(c);
        let at = name.rfind(|c: char| c.is_whitespace() || matches!(c, '.' | '(' | '（'));
        // "备选案文1" has no space within.
        let at = at.or_else(|| name.find(is_number)).unwrap_or(0);
        let (word, number) = name.split_at(at);
        let bare = number.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '(' | ')' | '（' | '）'));
        let sort = match bare.chars().next().unwrap_or(' ') {
            first if is_number(first) => '1',
            'I' | 'V' | 'X' => 'I',
            'i' | 'v' | 'x' => 'i',
            first if first.is_uppercase() => 'A',
            _ => 'a',
        };
        let is_first = matches!(bare, "1" | "I" | "i" | "A" | "a" | "一" | "А" | "а" | "أ");
        let word = word.trim_matches(|c: char| c.is_whitespace() || c == '.').to_lowercase();
        OptionStyle { word, sort, is_bracketed: number.contains(['(', '（']), is_first }
    }

    /// Whether options so named may be of one choice.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        (&self.word, self.sort, self.is_bracketed) == (&other.word, other.sort, other.is_bracketed)
    }
}

impl Negotiation {
    /// The words of a language; those of English where it has none.
    pub(crate) fn of(code: Option<&str>) -> &'static Self {
        static READ: PerLanguage<Negotiation> = PerLanguage::new(|entry| {
            let file = toml::from_str(entry.negotiation?);
            Some(Negotiation::compile(file.expect("the files of each language are valid; a test reads them all")))
        });
        static ENGLISH: LazyLock<&Negotiation> =
            LazyLock::new(|| READ.of(Some("en")).expect("English has words of negotiation"));
        READ.of(code).unwrap_or(*ENGLISH)
    }

    fn compile(file: File) -> Self {
        let any = |phrases: &[String]| phrases.iter().map(|phrase| regex::escape(phrase)).collect::<Vec<_>>().join("|");
        let prefixes: Vec<String> =
            file.goes_on.iter().filter_map(|phrase| phrase.strip_suffix('*')).map(str::to_owned).collect();
        let whole_words: Vec<String> = file.goes_on.iter().filter(|phrase| !phrase.ends_with('*')).cloned().collect();
        let pattern = |text: String| LazyRegex::built_in(&text).expect("escaped phrases make valid patterns");
        let opening = |phrases: &[String]| format!(r"(?i)^\W*(?:{})(?:$|[^\p{{L}}])", any(phrases));
        let whole = |phrases: &[String]| pattern(format!(r"(?i)^\W*(?:{})\W*$", any(phrases)));
        // Behind the name a mark tells that the wording begins, or the line ends, or a sentence or bracket begins.
        let name = any(&file.option);
        let number =
            r"(?:\d{1,2}[a-z]?|\p{Lu}|[ivxIVX]{1,4}|[一二三四五六七八九十]{1,2}|[(（](?:\p{L}{1,4}|\d{1,2})[)）])";
        let by = r"\s*(?:[(（](?<round>[^()（）]{1,120})[)）]|[\[［](?<square>[^\[\]［］]{1,120})[\]］])\s*(?:[:：]+|[–—]|-\s)";
        let rest = r"(?:\s*(?:[:：.)\]–—]+\*{0,2}|\s-\s)\s*|\s*$|\s+(?<first>[\p{Lu}\p{Lo}\[（［(]))";
        Negotiation {
            option: pattern(format!(r"^\s*\*{{0,2}}(?<name>(?i:{name})[.\s]*(?:№\s*)?{number})(?:{by}\s*|{rest})")),
            nothing: pattern(format!(
                r"(?i)^\W*(?:{})\b(?:\W+\w+){{0,4}}(?:\W*\([^()]{{0,60}}\))?\W*$",
                any(&file.nothing)
            )),
            placeholder: pattern(format!(
                r"(?i)^\s*(?:[xyzn]{{1,3}}|\d{{0,2}}x{{2,4}}|[\s.…_–—●•*-]*|(?:{})(?:\P{{L}}.*)?|(?:{}))\s*$",
                any(&file.placeholder),
                any(&file.blank)
            )),
            editorial: whole(&file.editorial),
            remark: pattern(opening(&file.remark)),
            note: pattern(format!(r"(?i)^\W*(?:{})\b[^.:：\n]{{0,40}}[:：]", any(&file.note))),
            goes_on: pattern(match prefixes.is_empty() {
                true => opening(&whole_words),
                false => format!(r"{}|^\W*(?:{})", opening(&whole_words), any(&prefixes)),
            }),
            form: file.form.iter().map(|word| word.to_lowercase()).collect(),
        }
    }

    /// The mark of an option that a line begins with.
    pub(crate) fn option_mark(&self, line: &str) -> Option<OptionMark> {
        let found = self.option.captures(line)?;
        let name = found.name("name")?.as_str();
        let end = found.name("first").map_or(found.get_match().end(), |first| first.start());
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let by = found.name("round").or_else(|| found.name("square")).map(|by| by.range());
        Some(OptionMark { name, by, end })
    }

    /// Whether a word of a title, in small letters, tells which form of a text it is: "draft".
    pub(crate) fn is_form(&self, word: &str) -> bool {
        self.form.iter().any(|form| form == word)
    }

    /// Whether an option says that there is to be no text.
    pub(crate) fn says_nothing(&self, text: &str) -> bool {
        !text.contains(char::is_alphanumeric) || self.nothing.is_match(text.trim())
    }

    /// Whether what a bracket holds only keeps a place for words to come.
    pub(crate) fn is_placeholder(&self, text: &str) -> bool {
        self.placeholder.is_match(text)
    }

    /// Whether what a bracket holds is a remark of an editor.
    pub(crate) fn is_editorial(&self, text: &str) -> bool {
        self.editorial.is_match(text)
    }

    /// Whether what a bracket holds begins as a remark of an editor does, which it is in a text that nobody negotiates:
    /// "[Repealed]", "[see the annex]".
    pub(crate) fn may_be_remark(&self, text: &str) -> bool {
        self.remark.is_match(text)
    }

    /// Whether what a bracket holds is a note on the draft.
    pub(crate) fn is_note(&self, text: &str) -> bool {
        self.note.is_match(text)
    }

    /// Whether what a bracket holds goes on with the words before it.
    pub(crate) fn goes_on(&self, text: &str) -> bool {
        text.trim_start().starts_with([',', ';', '،', '，', '、']) || self.goes_on.is_match(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    fn name(language: &str, line: &str) -> Option<(String, String)> {
        let mark = Negotiation::of(Some(language)).option_mark(line)?;
        Some((mark.name, line[mark.end..].to_owned()))
    }

    #[test]
    fn an_option_is_known_by_its_mark() {
        for (language, line, expected, rest) in [
            ("en", "Option 1: Ports keep lists.", "Option 1", "Ports keep lists."),
            ("en", "Option 2 (Chile): Ports keep lists.", "Option 2", "Ports keep lists."),
            ("en", "Option (b) Ports keep lists.", "Option (b)", "Ports keep lists."),
            ("en", "Option 3 [Ports keep lists.]", "Option 3", "[Ports keep lists.]"),
            ("en", "ALTERNATIVE A – Ports keep lists.", "ALTERNATIVE A", "Ports keep lists."),
            ("en", "Alt. 2: Ports keep lists.", "Alt. 2", "Ports keep lists."),
            ("en", "Option 4", "Option 4", ""),
            ("en", "**Option 3:**Ports keep lists.", "Option 3", "Ports keep lists."),
            ("fr", "Variante 1 : Les ports tiennent des listes.", "Variante 1", "Les ports tiennent des listes."),
            ("es", "Opción 2: Los puertos llevan listas.", "Opción 2", "Los puertos llevan listas."),
            ("ru", "Вариант 1: Порты ведут списки.", "Вариант 1", "Порты ведут списки."),
            ("ar", "الخيار 1: تحتفظ الموانئ بقوائم.", "الخيار 1", "تحتفظ الموانئ بقوائم."),
            ("zh", "备选案文1：港口应保存清单。", "备选案文1", "港口应保存清单。"),
        ] {
            assert_eq!(name(language, line), Some((expected.to_owned(), rest.to_owned())), "{line}");
        }
        for line in
            ["Option 1 of the table is the cheapest.", "Options 1 and 2 remain.", "Optional 2: no", "The option 1: x"]
        {
            assert_eq!(name("en", line), None, "{line}");
        }
    }

    #[test]
    fn every_language_with_names_has_the_words_of_negotiation() {
        let english: *const Negotiation = Negotiation::of(None);
        for code in Languages::built_in().with_names().filter(|code| *code != "en") {
            assert!(!std::ptr::eq(english, Negotiation::of(Some(code))), "{code}");
        }
    }

    #[test]
    fn what_a_bracket_holds_is_told_by_its_words() {
        let words = Negotiation::of(Some("en"));
        for text in ["", " ", "X", "xx", "20XX", "...", "…", "__", "placeholder for the list", "to be completed", "TBD"]
        {
            assert!(words.is_placeholder(text), "{text}");
        }
        assert!(words.is_placeholder("number") && words.is_placeholder("to be determined by the Parties"));
        for text in ["shall", "to become", "tbda", "12", "number of ships", "x per cent", "to be held in Oslo"] {
            assert!(!words.is_placeholder(text), "{text}");
        }
        assert!(words.says_nothing("No text") && words.says_nothing("No text in agreement."));
        assert!(
            !words.says_nothing("No texts shall be kept by the secretariat of the agreement, unless all Parties ask.")
        );
        assert!(!words.says_nothing("No provision of this Agreement affects the rights of States."));
        assert!(words.says_nothing("No provision on this matter"));
        assert!(words.says_nothing("No reference to fees and fares (no Article 9).]"));
        let goes_on = |language, text| Negotiation::of(Some(language)).goes_on(text);
        assert!(
            goes_on("ar", "وفي الجنوب")
                && !goes_on("ar", "وثيقة")
                && goes_on("zh", "和在南部")
                && !goes_on("zh", "和平")
        );
        assert!(words.goes_on(", where feasible,") && words.goes_on("and Chile") && !words.goes_on("android"));
        assert!(words.is_note("Note: see Article 3") && words.is_note("Note by the secretariat: see below"));
        assert!(!words.is_note("note") && !words.is_note("note that ports keep lists"));
        assert!(words.is_editorial("sic") && words.is_editorial("emphasis added.") && !words.is_editorial("basic"));
    }
}
