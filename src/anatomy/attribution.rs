//! Who says a thing: the names of those who propose a text, in brackets at its end or at the end of one of its parts.
//!
//! "Ratify the treaty (Chile, Peru); train its judges (Norway)." has two. "(Peru)" in the middle of a clause is none: "the
//! talks held in Lima (Peru) and". What holds anything but names and what joins names is none either.

use std::ops::Range;
use std::sync::Arc;

use borsh::{BorshDeserialize, BorshSerialize};

use super::names::{Entry, NameList, folded, is_silent, key};

/// The proposers of a text or of one of its parts.
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Attribution {
    /// Where it stands, in bytes of the text, with its brackets.
    pub span: Range<usize>,
    /// Who is named, in the order of the text, each once.
    pub proposers: Vec<Proposer>,
    /// Whether it can be nothing else: it says so ("proposed by"), or stands in square brackets. Names in round ones may
    /// tell where somebody is from, or list who takes part.
    pub(crate) is_plain: bool,
}

/// Somebody who proposes a text, under one of several names: "Turkey", "Türkiye".
#[derive(Debug, Clone, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub struct Proposer {
    entry: Arc<Entry>,
    /// Where the name stands, in bytes of the text.
    pub span: Range<usize>,
}

impl Attribution {
    /// What is said in so many words.
    pub(crate) fn new(span: Range<usize>, proposers: Vec<Proposer>) -> Self {
        Attribution { span, proposers, is_plain: true }
    }

    /// Who is named in a stretch of a text that holds nothing but names and what joins them.
    pub(crate) fn named_in(text: &str, range: Range<usize>, names: Option<&NameList>) -> Option<Vec<Proposer>> {
        Content::of(&text[range.clone()], range.start, names?)?.proposers()
    }

    /// Whether a place in the text, in bytes, lies wholly within.
    pub fn holds(&self, span: &Range<usize>) -> bool {
        self.span.start <= span.start && span.end <= self.span.end
    }
}

impl Proposer {
    /// What is the same whatever the name and the language: the code of ISO 3166-1 of a State ("TR"), a word for a group
    /// ("african-group").
    pub fn id(&self) -> &str {
        &self.entry.id
    }

    /// The name that is shown, in the language of the text.
    pub fn name(&self) -> &str {
        &self.entry.name
    }
}

/// What opens an attribution, and what closes it.
const BRACKETS: [(char, char); 5] = [('(', ')'), ('[', ']'), ('（', '）'), ('［', '］'), ('【', '】')];

/// The longest attribution, in bytes: a text is joined by fifty States at times.
const LONGEST: usize = 4096;

/// The most that stands between two attributions of one part, in bytes: "(Chile) and on behalf of (Peru)".
const LONGEST_JOINT: usize = 100;

/// How many brackets that nobody closed are tried: a missing one is a misprint, and each of them reaches to the end.
const MOST_OPEN: usize = 8;

/// The most marks that belong to an attribution behind its bracket.
const MOST_MARKS: usize = 8;

/// The attributions of a text, in order.
pub(super) fn attributions(text: &str, list: &NameList) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = without_brackets(text, list).into_iter().collect();
    let mut open = 0;
    // From the end, since what stands behind one tells whether it ends a part.
    for Bracket { start, inside, end, is_round } in brackets(text).into_iter().rev() {
        open += usize::from(inside.end == text.len());
        if inside.end == text.len() && open > MOST_OPEN {
            continue;
        }
        let content = &text[inside.clone()];
        let next = found.last().map(|next| next.span.start);
        if content.len() > LONGEST || !ends_part(text, end, next, list) {
            continue;
        }
        let Some(content) = Content::of(content, inside.start, list) else { continue };
        let is_plain = !is_round || content.lead().is_some();
        if let Some(proposers) = content.proposers() {
            // What stands within this one is part of it.
            while found.last().is_some_and(|inner| inner.span.start < end) {
                found.pop();
            }
            found.push(Attribution { span: start..end, proposers, is_plain });
        }
    }
    found.reverse();
    found
}

/// A bracket with what it holds. One that nobody closed reaches to the end of the text.
struct Bracket {
    start: usize,
    inside: Range<usize>,
    end: usize,
    is_round: bool,
}

/// The brackets of a text, in the order in which they open.
fn brackets(text: &str) -> Vec<Bracket> {
    let mut found: Vec<Bracket> = Vec::new();
    // Of each kind, those that are open.
    let mut open: [Vec<usize>; BRACKETS.len()] = Default::default();
    for (at, letter) in text.char_indices() {
        let behind = at + letter.len_utf8();
        if let Some(kind) = BRACKETS.iter().position(|&(opening, _)| opening == letter) {
            open[kind].push(found.len());
            let is_round = matches!(letter, '(' | '（');
            found.push(Bracket { start: at, inside: behind..text.len(), end: text.len(), is_round });
        } else if let Some(kind) = BRACKETS.iter().position(|&(_, closing)| closing == letter)
            && let Some(closed) = open[kind].pop()
        {
            (found[closed].inside.end, found[closed].end) = (at, behind);
        }
    }
    found
}

/// Whether a part of a text ends at a place, or nothing but another attribution follows, which begins at `next`.
fn ends_part(text: &str, end: usize, next: Option<usize>, list: &NameList) -> bool {
    // The number of a note, and quotes or brackets that were open.
    let is_mark = |letter: char| letter.is_numeric() || matches!(letter, '*' | '†' | '”' | '"' | '»' | '’' | ')' | ']');
    let marks = text[end..].chars().take(MOST_MARKS).take_while(|&letter| is_mark(letter)).map(char::len_utf8);
    let behind = &text[end + marks.sum::<usize>()..];
    let rest = behind.trim_start();
    if let Some(next) = next.filter(|&next| next >= end) {
        let between = text.get(text.len() - behind.len()..next).unwrap_or_default();
        let is_near = between.len() <= LONGEST_JOINT;
        let is_mark = |letter: char| letter.is_whitespace() || SEPARATORS.contains(&letter);
        if is_near && (between.chars().all(is_mark) || list.and.contains(&key(between))) {
            return true;
        }
    }
    match rest.chars().next() {
        None => true,
        Some(mark) if ENDS.contains(&mark) => true,
        Some(_) => behind[..behind.len() - rest.len()].contains("\n\n") || is_item(rest),
    }
}

/// What ends a part of a text, or begins another.
const ENDS: [char; 15] = [';', '.', '!', '?', '/', '|', '؛', '؟', '。', '；', '．', '…', '•', '·', '▪'];

/// Whether a text begins with the mark of an item: "(b) Train", "2) Train".
fn is_item(text: &str) -> bool {
    let label = text.strip_prefix('(').unwrap_or(text);
    let end = label.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(label.len());
    (1..=4).contains(&end) && label[end..].starts_with(')')
}

/// The proposers that the last clause of a text names without brackets, behind words such as "proposed by".
fn without_brackets(text: &str, list: &NameList) -> Option<Attribution> {
    let trimmed = text.trim_end_matches(|letter: char| letter.is_whitespace() || ENDS.contains(&letter));
    let begins = |letter: char| ENDS.contains(&letter) || matches!(letter, '\n' | '–' | '—');
    let start = trimmed.rfind(begins)?;
    let start = start + trimmed[start..].chars().next().map_or(0, char::len_utf8);
    let content = &trimmed[start..];
    // Most texts are told by the first word of their last clause.
    let first = key(content.split_whitespace().next()?);
    if content.len() > LONGEST
        || !list.leads.iter().any(|lead| lead.split(' ').next().is_some_and(|word| first.starts_with(word)))
    {
        return None;
    }
    let led = Content::of(content, start, list).filter(|content| content.lead().is_some())?;
    let proposers = led.proposers()?;
    let start = start + (content.len() - content.trim_start().len());
    Some(Attribution { span: start..trimmed.len(), proposers, is_plain: true })
}

/// What may stand between names.
const SEPARATORS: [char; 9] = [',', ';', '/', '&', '+', '،', '؛', '、', '；'];

/// What may stand within a name or around it.
const INNER: [char; 16] = ['(', ')', '\'', '’', '‘', '-', '‐', '‑', '–', '.', '"', '“', '”', '（', '）', '，'];

/// What a bracket holds, word by word.
struct Content<'a> {
    list: &'a NameList,
    /// The words as a list of names has them, each with its place in bytes of the whole text.
    words: Vec<(String, Range<usize>)>,
}

impl<'a> Content<'a> {
    /// The words of a text that holds no mark but such as stand in and between names.
    fn of(content: &str, offset: usize, list: &'a NameList) -> Option<Self> {
        let may_stand = |letter: char| {
            letter.is_alphanumeric()
                || letter.is_whitespace()
                || !is_mark(letter)
                || SEPARATORS.contains(&letter)
                || INNER.contains(&letter)
        };
        if !content.chars().all(may_stand) {
            return None;
        }
        let place = |(word, place): (String, Range<usize>)| (word, offset + place.start..offset + place.end);
        Some(Content { list, words: folded(content).into_iter().map(place).collect() })
    }

    /// Where the words end that lead up to names, if it begins with such.
    fn lead(&self) -> Option<usize> {
        self.phrases_at(0).find(|(phrase, _)| self.list.leads.contains(phrase)).map(|(_, end)| end)
    }

    /// Who is named, if nothing but names and what joins them is left.
    fn proposers(self) -> Option<Vec<Proposer>> {
        let mut is_barred = vec![[false; 2]; self.words.len()];
        let mut named = Vec::new();
        if !self.names_from(0, &mut named, &mut is_barred) {
            return None;
        }
        let mut found: Vec<Proposer> = Vec::new();
        for (words, entry) in named {
            if found.iter().all(|other| other.entry.id != entry.id) {
                let span = self.words[words.start].1.start..self.words[words.end - 1].1.end;
                found.push(Proposer { entry, span });
            }
        }
        Some(found)
    }

    /// Whether the words from a place on are names and what joins them; if so, the names are added. The longest name that
    /// leaves names behind it is taken. `is_barred` says of which places it is known that they are not, without a name
    /// before them and with one.
    fn names_from(&self, at: usize, named: &mut Vec<(Range<usize>, Arc<Entry>)>, is_barred: &mut [[bool; 2]]) -> bool {
        let is_behind = usize::from(!named.is_empty());
        if at == self.words.len() {
            return is_behind == 1;
        }
        if is_barred[at][is_behind] {
            return false;
        }
        let count = named.len();
        for (phrase, end) in self.phrases_at(at) {
            if let Some(entry) = self.list.entry(&phrase) {
                named.push((at..end, entry.clone()));
                if self.names_from(end, named, is_barred) {
                    return true;
                }
                named.truncate(count);
            }
            let may_stand = match is_behind {
                0 => self.list.leads.contains(&phrase),
                _ => self.list.and.contains(&phrase) || end == self.words.len() && self.list.tails.contains(&phrase),
            };
            if (may_stand || self.list.articles.contains(&phrase)) && self.names_from(end, named, is_barred) {
                return true;
            }
        }
        is_barred[at][is_behind] = true;
        false
    }

    /// The phrases that begin at a word, the longest first, each with the place behind it. Of a word that another is
    /// written together with, what is left of it may begin one as well.
    fn phrases_at(&self, at: usize) -> impl Iterator<Item = (String, usize)> + '_ {
        let most = (self.words.len() - at).min(self.list.longest());
        let phrase = move |count: usize| {
            let words: Vec<&str> = self.words[at..at + count].iter().map(|(word, _)| word.as_str()).collect();
            (words.join(" "), at + count)
        };
        let whole = (1..=most).rev().map(phrase);
        let without = self.list.prefixes.iter().flat_map(move |prefix| {
            let shorter = move |count| {
                let (phrase, end) = phrase(count);
                Some((phrase.strip_prefix(prefix.as_str()).filter(|rest| !rest.is_empty())?.to_owned(), end))
            };
            (1..=most).rev().filter_map(shorter)
        });
        whole.chain(without)
    }
}

/// Whether a letter is a mark that a reader sees.
fn is_mark(letter: char) -> bool {
    !letter.is_alphanumeric() && !letter.is_whitespace() && !is_silent(letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anatomy::NameLists;

    /// The attributions of a text, each as it is printed, with the ids of those it names.
    fn read(language: &str, text: &str) -> Vec<(String, Vec<String>)> {
        let lists = NameLists::built_in();
        let found = attributions(text, lists.of(Some(language)).unwrap()).into_iter();
        let ids = |found: &Attribution| found.proposers.iter().map(|proposer| proposer.id().to_owned()).collect();
        found.map(|found| (text[found.span.clone()].to_owned(), ids(&found))).collect()
    }

    fn ids(language: &str, text: &str) -> Vec<Vec<String>> {
        read(language, text).into_iter().map(|(_, ids)| ids).collect()
    }

    #[test]
    fn the_end_of_a_text_says_who_asks() {
        for (end, expected) in [
            ("(Slovakia)", &["SK"][..]),
            ("(Slovenia, Sweden);", &["SI", "SE"]),
            ("(the United Kingdom of Great Britain and Northern Ireland).", &["GB"]),
            ("(Netherlands, United States of America and Türkiye)", &["NL", "US", "TR"]),
            ("(TURKEY; Turkey/Turkiye)", &["TR"]),
            ("(Bolivarian Republic of Venezuela, Venezuela (Bolivarian Republic of))", &["VE"]),
            ("(Iran (Islamic Republic of))", &["IR"]),
            ("(Iran (Islamic Republic of)", &["IR"]),
            ("(Bosnia and Herzegovina, Trinidad and\nTobago)", &["BA", "TT"]),
            ("(Guinea, Republic of Korea, Guinea-Bissau)", &["GN", "KR", "GW"]),
            ("[Canada]", &["CA"]),
            ("[EU proposal]", &["EU"]),
            ("(proposed by the European Union)", &["EU"]),
            ("(Denmark on behalf of the European Union)", &["DK", "EU"]),
            ("(Group of 77 and China, African Group, CARICOM)", &["group-of-77", "african-group", "caricom"]),
            ("(Côte d’Ivoire, Cote d'Ivoire and Chad).3", &["CI", "TD"]),
            ("(Chile) (Peru) and (Brazil)", &["CL", "PE", "BR"]),
            ("- see the annex. Proposed by Chile and Peru.", &["CL", "PE"]),
        ] {
            let text = format!("Keep a register of all wells {end}");
            assert_eq!(ids("en", &text).concat(), expected, "{text}");
        }
    }

    #[test]
    fn every_part_may_have_its_own() {
        let text = "Mark the wells (Brazil); fill the old ones (Chile, Peru); (b) Pay for it (Norway). Report on it (Malta)/Stop.";
        let expected =
            [("(Brazil)", &["BR"][..]), ("(Chile, Peru)", &["CL", "PE"]), ("(Norway)", &["NO"]), ("(Malta)", &["MT"])];
        let expected = expected.map(|(text, ids)| (text.to_owned(), ids.iter().map(|id| id.to_string()).collect()));
        assert_eq!(read("en", text), expected);
    }

    #[test]
    fn what_is_no_attribution() {
        for text in [
            "The situation in Georgetown (Guyana) and elsewhere is to be studied",
            "Wells in the north (Chad), and others, are to be marked",
            "Mark all wells (ICCPR)",
            "Mark all wells (Chad 2019)",
            "Mark all wells (see Chad)",
            "Mark all wells (and)",
            "Mark all wells (a) [EU, Norway: and all springs]",
            "Mark all wells proposed by Chad",
            "Mark all wells ()",
            "(",
        ] {
            assert_eq!(read("en", text), [], "{text}");
        }
    }

    #[test]
    fn in_every_language_with_names() {
        for (language, text, expected) in [
            (
                "fr",
                "Tenir un registre des puits (Côte d’Ivoire, Royaume-Uni, et l’Allemagne) ;",
                &["CI", "GB", "DE"][..],
            ),
            ("fr", "Tenir un registre (proposé par l’Iran (République islamique d’)).", &["IR"]),
            (
                "es",
                "Llevar un registro de los pozos (Bolivia (Estado Plurinacional de), Turquía y el Perú);",
                &["BO", "TR", "PE"],
            ),
            (
                "ru",
                "Вести реестр колодцев (Российская Федерация, Объединённые Арабские Эмираты и Кот-д'Ивуар).",
                &["RU", "AE", "CI"],
            ),
            ("ar", "الاحتفاظ بسجل للآبار (البرازيل، وشيلي والولايات المتحدة الأمريكية)؛", &["BR", "CL", "US"]),
            ("ar", "الاحتفاظ بسجل للآبار (إيران (جمهورية - الإسلامية)).", &["IR"]),
            ("zh", "建立水井登记册（巴西、智利和美利坚合众国）；", &["BR", "CL", "US"]),
            ("zh", "建立水井登记册（由欧洲联盟提出）。", &["EU"]),
        ] {
            assert_eq!(ids(language, text).concat(), expected, "{text}");
        }
    }

    #[test]
    fn of_many_brackets_without_end_only_some_are_tried() {
        let (open, closed) = ("(".repeat(20_000), "(a) ".repeat(20_000));
        let nested = format!("{}Chad{}", "(".repeat(20_000), ")".repeat(20_000));
        for text in [open, closed, nested] {
            assert!(read("en", &text).len() < 2);
        }
        // One that is missing is a misprint; of many, those before the last ones are not looked at.
        assert_eq!(ids("en", "Mark all wells (Chad").concat(), ["TD"]);
        let far = format!("Mark all wells (Chad {}", "(Peru ".repeat(MOST_OPEN));
        assert!(!ids("en", &far).concat().contains(&"TD".to_owned()));
    }

    #[test]
    fn a_name_is_quoted_where_it_stands() {
        let text = "Mark all wells (the Holy See and Türkiye)";
        let list = NameLists::built_in();
        let found = attributions(text, list.of(Some("en")).unwrap());
        let names: Vec<(&str, &str)> =
            found[0].proposers.iter().map(|one| (one.name(), &text[one.span.clone()])).collect();
        assert_eq!(names, [("Holy See", "Holy See"), ("Türkiye", "Türkiye")]);
    }

    #[test]
    fn the_mark_of_an_item_is_short_and_has_its_bracket() {
        for text in ["(b) Train", "2) Train", "(viii) Train", "b)"] {
            assert!(is_item(text), "{text}");
        }
        for text in ["Train", "(Brazil) Train", "() Train", "(b Train", "b. Train"] {
            assert!(!is_item(text), "{text}");
        }
    }

    #[test]
    fn a_bracket_that_is_too_long_attributes_nothing() {
        let text = |count: usize| format!("Keep a register of all wells ({})", vec!["Chile"; count].join(", "));
        assert_eq!(ids("en", &text(3)), [["CL"]]);
        assert_eq!(ids("en", &text(LONGEST / 7 + 2)), [] as [Vec<String>; 0]);
    }
}
