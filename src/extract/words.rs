//! The words by which documents of a language show their structure. They are data: `structure.toml` in the folder of
//! the language.

use super::marks::Mark;
use super::ordinals::Ordinals;
use super::structure::{Capitals, SectionSigns, StructureFile};
use crate::ingest::is_square;
use crate::language::{LazyRegex, Negotiation, PerLanguage};
use crate::model::{ACT_NUMBER, Act, Numbering, PIECE};

/// The language whose words are taken where another has none.
const DEFAULT: &str = "en";

/// The words of one language, compiled.
#[derive(Debug)]
pub(crate) struct Words {
    /// What a pattern of a profile may name in braces, as patterns.
    placeholders: Vec<(&'static str, String)>,
    /// The line that names the body at the head of a resolution.
    pub(super) enacting: LazyRegex,
    /// How the paragraphs of a preamble begin.
    pub(super) preambular: LazyRegex,
    /// How a text under negotiation says what is open in it.
    pub(super) negotiation: &'static Negotiation,
    /// How the paragraphs below it begin.
    pub(super) operative: LazyRegex,
    pub(super) recommendations: Vec<String>,
    /// What a paragraph says that leads in to recommendations, where naming them does not tell.
    lead_in: Vec<LazyRegex>,
    /// What stands behind the number of a paragraph, as a pattern.
    pub(super) number_end: String,
    /// What joins the parts of a number, as a pattern.
    pub(super) number_joint: String,
    sections: Option<Sections>,
    /// The headings of parts, chapters and sections, outermost first.
    pub(super) chapters: Vec<LazyRegex>,
    pub(super) annex: LazyRegex,
    pub(super) addendum: LazyRegex,
    /// The title of a table of contents.
    contents: LazyRegex,
    pub(super) continued: LazyRegex,
    compounding: Vec<String>,
    pub(super) months: Vec<String>,
    pub(super) ordinals: Ordinals,
    /// What stands before a hyphen in many words: "co-operation".
    prefixes: Vec<String>,
    /// Lines of the front matter: which session it is, and others that belong to no name and no title.
    pub(super) session: Vec<LazyRegex>,
    apart: Vec<LazyRegex>,
    /// What stands behind a title and is no subject.
    pub(super) no_subject: Vec<LazyRegex>,
    pub(super) title: Vec<LazyRegex>,
    /// The title of a treaty, and what says that it is a draft of one.
    pub(super) instrument: Vec<LazyRegex>,
    pub(super) draft_instrument: Vec<LazyRegex>,
    /// The lines of the cover by which a treaty says that it was adopted.
    pub(super) adopted_instrument: Vec<LazyRegex>,
    pub(super) draft: Vec<LazyRegex>,
    pub(super) final_title: Vec<LazyRegex>,
    pub(super) adopted: Vec<LazyRegex>,
    pub(super) closing: Vec<LazyRegex>,
    /// How the names of bodies begin where they are declined, and where they are not.
    declined: Vec<(String, String)>,
    /// Whether each word of a name has a capital, or the first alone.
    pub(super) capitals_each: bool,
    pub(super) body_title: Vec<LazyRegex>,
    pub(super) body_front: Vec<LazyRegex>,
    pub(super) body_text: Vec<LazyRegex>,
    pub(super) meeting_title: Vec<LazyRegex>,
    pub(super) meeting: Vec<LazyRegex>,
    pub(super) date_front: Vec<LazyRegex>,
    pub(super) date_text: Vec<LazyRegex>,
    /// Where acts are cited, and what they are: "resolutions 5/3 and 5/4".
    pub(super) acts: Vec<(Act, LazyRegex)>,
    /// How a title says which act the document is.
    pub(super) own_act: Vec<(Act, LazyRegex)>,
    /// Where numbered places are cited.
    pub(super) places: Vec<(Numbering, LazyRegex)>,
    /// What stands behind a place of the document itself, and behind one of another; and before one of another.
    pub(super) in_own: LazyRegex,
    pub(super) in_other: LazyRegex,
    pub(super) before_other: LazyRegex,
    /// What stands behind a symbol and is more of the same document: "and Add.1–3".
    pub(super) further: LazyRegex,
    /// The `numbers` that stand behind these and end there: "and Add.1 and 2".
    pub(super) further_numbers: LazyRegex,
    /// A number in a list of places, or the `first` and the `last` of a range.
    pub(super) numbers: LazyRegex,
    /// The date of an act behind its number.
    pub(super) dated: LazyRegex,
}

/// Those signs, compiled.
#[derive(Debug)]
struct Sections {
    signs: SignPlaces,
    pattern: LazyRegex,
}

/// For each sign its rank, 1 or 2, and its place among those of the rank, from 1.
type SignPlaces = Vec<(String, (u8, u32))>;

impl Sections {
    fn of(signs: &SectionSigns) -> Result<Self, String> {
        let placed = |rank: u8, list: &[String]| {
            let entries = list.iter().zip(1..);
            entries
                .flat_map(|(entry, at)| entry.split('|').map(move |one| (one.to_owned(), (rank, at))))
                .collect::<SignPlaces>()
        };
        let all: SignPlaces = [placed(1, &signs.first), placed(2, &signs.second)].concat();
        let one_of = |list: &[String], end: &str| format!(r"(?:{})\s?(?:{end})", any(list.iter().map(String::as_str)));
        let ranks = [(&signs.first, &signs.end), (&signs.second, signs.second_end.as_ref().unwrap_or(&signs.end))];
        let ranks = ranks.into_iter().filter(|(list, _)| !list.is_empty());
        let forms: Vec<String> = ranks.map(|(list, end)| one_of(list, end)).collect();
        let pattern = format!(r"^(?<all>{})\s*\S", forms.join("|"));
        Ok(Sections { signs: all, pattern: LazyRegex::built_in(&pattern)? })
    }
}

/// A pattern that matches any of some words, the longest first: "twenty-first" is not to be read as "twenty".
pub(super) fn any<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut words: Vec<&str> = words.flat_map(|word| word.split('|')).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.into_iter().map(regex::escape).collect::<Vec<_>>().join("|")
}

impl Words {
    /// The words of a language, or English where there are none for it.
    pub(crate) fn of(language: Option<&str>) -> &'static Words {
        static READ: PerLanguage<Words> = PerLanguage::new(|entry| {
            // The files are part of the program; a test reads every one of them.
            let read = |text: &str| {
                Words::parse(entry.code, text).unwrap_or_else(|flaw| panic!("the words of {}: {flaw}", entry.code))
            };
            entry.structure.map(read)
        });
        READ.of(language).or_else(|| READ.of(Some(DEFAULT))).expect("English has words")
    }

    fn parse(code: &str, text: &str) -> Result<Words, String> {
        let file: StructureFile = toml::from_str(text).map_err(|error| error.to_string())?;
        let any = |list: &[String]| any(list.iter().map(String::as_str));
        let month = any(&file.months);
        let date = format!("(?i:{})", file.date.replace("{month}", &month));
        let ordinals = Ordinals::new(file.ordinals, file.tens);
        let ordinal = format!("(?:{})", ordinals.pattern());
        let organ = format!("(?i:{})", file.body.organs.join("|"));
        let declined =
            format!("(?:{})", file.body.declined.iter().map(|(form, _)| form.as_str()).collect::<Vec<_>>().join("|"));
        let filled = [
            ("{date}", date),
            ("{ordinal}", format!("(?<ordinal>{ordinal})")),
            ("{month}", month.clone()),
            ("{organ}", organ),
            ("{declined}", declined),
        ];
        let compile = LazyRegex::built_in;
        let patterns = |list: &[String]| {
            list.iter()
                .map(|p| compile(&filled.iter().fold(p.clone(), |filled, (name, words)| filled.replace(name, words))))
                .collect::<Result<Vec<_>, _>>()
        };
        let either = |list: &[String]| list.join("|");
        let references = &file.references;
        let (and, to, dated) = (any(&references.and), any(&references.to), references.dated.replace("{month}", &month));
        let joint = format!(r"(?:\s*[,;،]\s*(?:(?:{and})\s*)?|\s*(?:{and})\s*)");
        let list = |word: &[String], entry: &str| {
            // In Arabic, "and" is written onto the number.
            let joint = format!(r"(?:\s*[,;،]\s*(?:(?:{and})\s*)?|\s+(?:{and}|{to})\s*)");
            compile(&format!(r"(?i)\b(?:{})\s+{entry}(?:{joint}{entry})*", either(word)))
        };
        let act = format!("{ACT_NUMBER}(?:{dated})?");
        let place = r"\d{1,4}(?:\.\d{1,3})*\b(?:\s?\([a-z]{1,4}\))*(?:\s?[–—-]\s?\d{1,4}\b)?";
        let own_act = |act: Act, list: &[String]| {
            let with_number = |pattern: &String| pattern.replace("{number}", &format!("(?<number>{ACT_NUMBER})"));
            let compiled = list.iter().map(|pattern| Ok((act, compile(&with_number(pattern))?)));
            compiled.collect::<Result<Vec<_>, String>>()
        };
        Ok(Words {
            recommendations: file.recommendations.iter().map(|word| word.to_lowercase()).collect(),
            placeholders: vec![
                ("{recommendation}", file.recommendation),
                ("{recommendations}", any(&file.recommendations)),
                ("{article}", file.article),
                ("{enacting}", file.enacting.clone()),
                ("{operative}", any(&file.operative)),
            ],
            enacting: compile(&file.enacting)?,
            preambular: compile(&file.preambular)?,
            negotiation: Negotiation::of(Some(code)),
            operative: compile(&format!("(?i)^(?:{})", any(&file.operative)))?,
            lead_in: patterns(&file.lead_in)?,
            number_end: file.number_end,
            number_joint: file.number_joint,
            sections: file.sections.as_ref().map(Sections::of).transpose()?,
            chapters: file.chapters.iter().map(|chapter| compile(chapter)).collect::<Result<_, _>>()?,
            annex: compile(&format!(
                r"(?i)^(?:{})(?:\s*(?:[IVX]+|\d+|[A-Z]|[一二三四五六七八九十]+|{ordinal}))?\.?$",
                any(&file.annex)
            ))?,
            addendum: compile(&format!(r"(?i)^(?:{})(?:\b|\d)", any(&file.addendum)))?,
            contents: compile(&format!(r"(?i)^(?:{})$", any(&file.contents)))?,
            continued: compile(&format!(r"(?i)\s*[(（](?:{})[)）]\s*$", any(&file.continued)))?,
            session: patterns(&file.front.session)?,
            apart: patterns(&file.front.apart)?,
            no_subject: patterns(&file.front.no_subject)?,
            title: patterns(&file.title.front)?,
            instrument: patterns(&file.instrument.title)?,
            draft_instrument: patterns(&file.instrument.draft)?,
            adopted_instrument: patterns(&file.instrument.adopted)?,
            draft: patterns(&file.stage.draft)?,
            final_title: patterns(&file.stage.final_title)?,
            adopted: patterns(&file.stage.adopted)?,
            closing: patterns(&file.stage.closing)?,
            declined: file.body.declined,
            capitals_each: file.body.capitals == Capitals::Each,
            body_title: patterns(&file.body.title)?,
            body_front: patterns(&file.body.front)?,
            body_text: patterns(&file.body.text)?,
            meeting_title: patterns(&file.meeting.title)?,
            meeting: patterns(&file.meeting.text)?,
            date_front: patterns(&file.date_of.front)?,
            date_text: patterns(&file.date_of.text)?,
            acts: vec![
                (Act::Resolution, list(&references.resolution, &act)?),
                (Act::Decision, list(&references.decision, &act)?),
            ],
            own_act: [
                own_act(Act::Resolution, &references.own_resolution)?,
                own_act(Act::Decision, &references.own_decision)?,
            ]
            .concat(),
            places: vec![
                (Numbering::Paragraph, list(&references.paragraph, place)?),
                (Numbering::Recommendation, list(&references.recommendation, place)?),
            ],
            in_own: compile(&format!(r"(?i)^,?\s*(?:{})\b", either(&references.in_own)))?,
            in_other: compile(&format!(r"(?i)^,?\s*(?:{})\b", either(&references.in_other)))?,
            // Its number, if it has one, or the name of a treaty may follow: "rule 4 (", "the Convention on the Law, ".
            numbers: compile(&format!(
                r"(?i)(?<first>\d{{1,4}}(?:\.\d{{1,3}})*)(?:\s?\([a-z]{{1,4}}\))*(?:(?:\s?[–—-]\s?|\s+(?:{to})\s*)(?<last>\d{{1,4}})\b)?"
            ))?,
            further: compile(&format!(
                r"^(?:\s?[–—-]\s?\d{{1,3}}\b)?(?:{joint}{PIECE}(?:\s?(?:[–—-]|{to})\s?\d{{1,3}}\b)?)*"
            ))?,
            further_numbers: compile(&format!(r"^(?<numbers>(?:{joint}\d{{1,3}}\b)+)\s*(?:[^\s\p{{L}}\d]|$)"))?,
            before_other: compile(&format!(
                r"(?i)\b(?:{})(?:\s+(?:\S*\d[^\s,;]*|[ivxlc]{{1,6}}|\p{{L}}))?(?:\s?\([^()\s]*\))*(?:\s*|(?:\s+[^\s,;.()]+){{0,8}}\s?[,(]\s*)$",
                either(&references.before_other)
            ))?,
            dated: compile(&format!("^(?:{dated})"))?,
            compounding: file.compounding,
            months: file.months,
            ordinals,
            prefixes: file.prefixes,
        })
    }

    /// A pattern of a profile with what its placeholders stand for in this language.
    pub(super) fn fill_in(&self, pattern: &str) -> String {
        self.placeholders
            .iter()
            .fold(pattern.to_owned(), |filled, (name, words)| filled.replace(name, &format!("(?:{words})")))
    }

    /// The sign of a section that a line begins with, where the language has signs of its own, and the byte behind it.
    pub(super) fn section_mark(&self, line: &str) -> Option<(Mark, usize)> {
        let sections = self.sections.as_ref()?;
        let found = sections.pattern.captures(line)?;
        let all = found.name("all")?;
        // Of "十" and "十一" the longer.
        let signs = sections.signs.iter().filter(|(sign, _)| all.as_str().starts_with(sign.as_str()));
        let (_, (rank, place)) = signs.max_by_key(|(sign, _)| sign.len())?;
        let of_rank = |wanted: u8| (*rank == wanted).then_some(*place);
        Some((Mark::Capital { roman: of_rank(1), letter: of_rank(2) }, all.end()))
    }

    /// Whether a word stands by itself beside others with which it also makes compounds.
    pub(super) fn compounds(&self, word: &str) -> bool {
        self.compounding.iter().any(|known| known == word)
    }

    /// The name of a body as it is given by itself, in a language whose names are declined.
    pub(super) fn as_named(&self, body: &str) -> String {
        let declined = self.declined.iter().find(|(form, _)| body.starts_with(form.as_str()));
        declined.map_or_else(|| body.to_owned(), |(form, name)| body.replacen(form.as_str(), name, 1))
    }

    /// Whether a line is a document's title.
    pub(super) fn is_title(&self, line: &str) -> bool {
        self.title.iter().any(|pattern| pattern.is_match(line))
    }

    /// Whether a line of the front matter belongs to no name and no title.
    pub(super) fn stands_apart(&self, line: &str) -> bool {
        self.session.iter().chain(&self.apart).any(|pattern| pattern.is_match(line))
    }

    /// Whether a line stands above a table of contents.
    pub(super) fn is_contents(&self, line: &str) -> bool {
        self.contents.is_match(line.trim())
    }

    /// Whether a word may have a hyphen behind itself: "co-operation".
    pub(super) fn is_prefix(&self, word: &str) -> bool {
        let word = word.to_lowercase();
        self.prefixes.contains(&word)
    }

    /// Whether a title says that what stands under it are recommendations: it begins with the word
    /// for them, behind its number, or is short and ends with it ("Conclusions and recommendations").
    pub(super) fn names_recommendations(&self, title: &str) -> bool {
        let behind_mark = self.section_mark(title).map_or(title, |(_, end)| &title[end..]);
        let lower = behind_mark.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        let is_mark = |word: &str| word.chars().count() == 1 || word.chars().all(|c| "ivxlc0123456789".contains(c));
        words.next_if(|word| is_mark(word));
        let words: Vec<&str> = words.collect();
        let is_one = |word: &str, known: &str| {
            word == known || known.starts_with(is_square) && (word.starts_with(known) || word.ends_with(known))
        };
        let is_any =
            |word: Option<&&str>| word.is_some_and(|word| self.recommendations.iter().any(|one| is_one(word, one)));
        // A footnote may hang on a title.
        let ends =
            title.trim_end_matches(['*', ' ']).ends_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '）'));
        ends && (is_any(words.first()) || words.len() <= 4 && is_any(words.last()))
    }

    /// Whether a paragraph leads in to recommendations.
    pub(super) fn leads_in(&self, text: &str) -> bool {
        let names = |text: &str| self.recommendations.iter().any(|word| text.contains(word.as_str()));
        match self.lead_in.as_slice() {
            [] => names(&text.to_lowercase()),
            patterns => patterns.iter().any(|pattern| pattern.is_match(text)),
        }
    }

    /// The number of a month, counted from 1.
    pub(super) fn month(&self, name: &str) -> Option<i8> {
        position(&self.months, name).map(|index| index as i8)
    }
}

fn position(list: &[String], word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    list.iter().position(|entry| entry.split('|').any(|form| form.to_lowercase() == word)).map(|index| index + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Languages;

    #[test]
    fn every_file_parses() {
        for language in Languages::built_in().with_structure() {
            let is_default = std::ptr::eq(Words::of(Some(language)), Words::of(None));
            assert_eq!(is_default, language == DEFAULT, "{language}");
        }
    }

    #[test]
    fn a_title_that_begins_or_ends_with_the_word_names_recommendations() {
        let names = |title: &str| Words::of(Some("en")).names_recommendations(title);
        for title in [
            "Recommendations",
            "II. Recommendations",
            "B. Recommendations on the upkeep of all mills of the valley",
            "Conclusions and recommendations",
        ] {
            assert!(names(title), "{title}");
        }
        for title in
            ["Mills", "Follow-up to the many old recommendations", "Recommendations:", "Recommendations of mills,"]
        {
            assert!(!names(title), "{title}");
        }
    }

    #[test]
    fn what_makes_compounds_also_stands_by_itself() {
        let english = Words::of(Some("en"));
        assert!(!english.compounding.is_empty() && english.compounding.iter().all(|word| english.compounds(word)));
        assert!(!english.compounds("mill") && Words::of(Some("fr")).compounds("bien"));
    }
}
