//! The phrases by which the parts of a provision are known: one data file for each language, to which users add
//! their own.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::file::{File, QualifierEntry};
use super::pattern::{Pattern, Phrases};
use super::words::Word;
use crate::language::{Language, LazyRegex, MakeRegex};

/// How an operative phrase goes with whom it addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Style {
    /// Behind its subject, who is addressed: "States parties should".
    Modal,
    /// At the opening, or behind the body that speaks: "Calls upon States to".
    Performative,
    /// Without a subject, at the opening or behind what is set off; who is addressed stands within it or follows:
    /// "Se alienta a los Estados a que", "Il est recommandé que les États".
    Impersonal,
}

/// An operative phrase of the lexicon.
#[derive(Debug, Clone)]
pub(super) struct Operative {
    pub(super) pattern: Pattern,
    pub(super) style: Style,
    pub(super) scale: String,
    pub(super) rank: Option<u32>,
    /// The rank where the phrase forbids.
    pub(super) negated: Option<u32>,
    /// Whether the denial in it forbids nothing.
    pub(super) frees: bool,
    /// Whether it asks only in a main clause.
    pub(super) is_main: bool,
    /// Words before which it is something else: "the will of".
    pub(super) unless: FxHashSet<String>,
}

/// A phrase that takes force from the operative phrase before it.
#[derive(Debug, Clone)]
pub(super) struct Softener {
    pub(super) pattern: Pattern,
    pub(super) force: i32,
    /// Words before which it is itself the act.
    pub(super) unless: FxHashSet<String>,
}

/// A qualifying phrase of the lexicon.
#[derive(Debug, Clone)]
pub(super) struct Qualifying {
    pub(super) kind: String,
    pub(super) pattern: Pattern,
    /// Of each of these, what the phrase refers to has a word.
    pub(super) about: Vec<FxHashSet<String>>,
}

/// The phrases of a language.
#[derive(Default)]
pub struct Lexicon {
    /// The code of its language.
    code: String,
    language: &'static Language,
    pub(super) operative: Vec<Operative>,
    pub(super) softeners: Vec<Softener>,
    pub(super) qualifiers: Vec<Qualifying>,
    /// The modifiers of all sorts.
    pub(super) modifiers: Phrases,
    pub(super) intensifying: Phrases,
    pub(super) negating: Phrases,
    /// Words by which a core denies.
    pub(super) denials: FxHashSet<String>,
    /// How a word looks that can modify, whatever it is.
    adverb: Option<LazyRegex>,
    /// Determiners by which a subject is denied: "no State".
    pub(super) none: FxHashSet<String>,
    pub(super) actors: Phrases,
    pub(super) determiners: FxHashSet<String>,
    pub(super) restricting: Phrases,
    pub(super) openings: FxHashSet<String>,
    pub(super) relatives: FxHashSet<String>,
    pub(super) no_verb: FxHashSet<String>,
    pub(super) mark: FxHashSet<String>,
    infinitive: Option<LazyRegex>,
    pub(super) ends: Phrases,
    pub(super) purposes: Phrases,
    conjunctions: FxHashSet<String>,
    articles: FxHashSet<String>,
    light: FxHashSet<String>,
    /// Short forms, behind which a full stop ends no sentence.
    pub(super) short: FxHashSet<String>,
    /// What looks like a negation and is none: "not only".
    pub(super) undone: Phrases,
    pub(super) introductions: Phrases,
    pub(super) cited: Vec<LazyRegex>,
    pub(super) dates: Vec<LazyRegex>,
    numbers: FxHashMap<String, u32>,
    elided: FxHashSet<String>,
    /// What stands before a phrase that states something and does not qualify.
    pub(super) predicate: FxHashSet<String>,
    /// Every word that a qualifier's reference is known by.
    pub(super) referred: FxHashSet<String>,
    /// The operative phrases and the qualifiers that can begin with a word.
    operative_from: FxHashMap<String, Vec<usize>>,
    qualifying_from: FxHashMap<String, Vec<usize>>,
}

impl Lexicon {
    pub(super) fn compile(file: File, make: MakeRegex) -> std::result::Result<Self, String> {
        let is_code =
            (2..=3).contains(&file.language.len()) && file.language.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_code {
            return Err(format!("`{}` is no code of a language; write it as in `en`", file.language));
        }
        let set = |words: Vec<String>| -> FxHashSet<String> { words.into_iter().collect() };
        let mut lexicon = Lexicon {
            code: file.language.clone(),
            language: Language::of(Some(&file.language)),
            modifiers: Phrases::parse(
                [&file.modifiers.plain, &file.modifiers.intensifying, &file.modifiers.negating].into_iter().flatten(),
            )?,
            intensifying: Phrases::parse(&file.modifiers.intensifying)?,
            negating: Phrases::parse(&file.modifiers.negating)?,
            actors: Phrases::parse(&file.addressee.actors)?,
            restricting: Phrases::parse(&file.addressee.restricting)?,
            ends: Phrases::parse(&file.extent.ends)?,
            purposes: Phrases::parse(&file.extent.purposes)?,
            introductions: Phrases::parse(&file.lists.introductions)?,
            denials: set(file.modifiers.denials),
            none: set(file.addressee.none),
            articles: set(file.addressee.articles),
            short: set(file.extent.short),
            undone: Phrases::parse(&file.modifiers.undone)?,
            determiners: set(file.addressee.determiners),
            openings: set(file.addressee.openings),
            relatives: set(file.addressee.relatives),
            no_verb: set(file.addressee.no_verb),
            mark: set(file.addressee.mark),
            elided: set(file.addressee.elided),
            predicate: set(file.extent.predicate),
            conjunctions: set(file.lists.conjunctions),
            numbers: file.numbers.into_iter().collect(),
            ..Lexicon::default()
        };
        lexicon.light = file.light.words.iter().map(|word| lexicon.language.normal_form(word)).collect();
        let regex = |pattern: &String| make(pattern);
        lexicon.adverb = file.modifiers.adverb.as_ref().map(regex).transpose()?;
        lexicon.infinitive = file.addressee.infinitive.as_ref().map(regex).transpose()?;
        lexicon.cited = file.cited.patterns.iter().map(regex).collect::<std::result::Result<_, _>>()?;
        lexicon.dates = file.cited.dates.iter().map(regex).collect::<std::result::Result<_, _>>()?;
        let has_no_reason = |why: &String| why.trim().is_empty();
        if file
            .operative
            .iter()
            .map(|entry| &entry.why)
            .chain(file.softener.iter().map(|entry| &entry.why))
            .any(has_no_reason)
        {
            return Err("an entry has an empty `why`; say where its rank or force comes from".into());
        }
        let all =
            file.operative.iter().map(|entry| &entry.phrases).chain(file.softener.iter().map(|entry| &entry.phrases));
        for phrases in all.chain(file.qualifier.iter().map(|entry| &entry.phrases)) {
            if let Some(phrase) = phrases.iter().find(|phrase| phrase.to_lowercase() != **phrase) {
                return Err(format!("the phrase `{phrase}` has a capital; phrases are written in small letters"));
            }
        }
        for entry in &file.operative {
            for phrase in &entry.phrases {
                let pattern = Pattern::parse(phrase)?;
                let (style, scale, rank) = (entry.style, entry.scale.clone(), entry.rank);
                let negated = entry.negated.or(rank);
                let unless = set(entry.unless.clone());
                let (frees, is_main) = (entry.frees, entry.main);
                lexicon.operative.push(Operative { pattern, style, scale, rank, negated, frees, is_main, unless });
            }
        }
        for entry in &file.softener {
            for phrase in &entry.phrases {
                let (pattern, unless) = (Pattern::parse(phrase)?, set(entry.unless.clone()));
                lexicon.softeners.push(Softener { pattern, force: entry.force, unless });
            }
        }
        for entry in file.qualifier {
            lexicon.add_qualifier(&entry, &file.heads)?;
        }
        lexicon.index()?;
        Ok(lexicon)
    }

    fn add_qualifier(
        &mut self,
        entry: &QualifierEntry,
        heads: &BTreeMap<String, Vec<String>>,
    ) -> std::result::Result<(), String> {
        let about: Vec<FxHashSet<String>> = entry.about.iter().map(|words| words.iter().cloned().collect()).collect();
        let mut excluded: FxHashSet<&String> = FxHashSet::default();
        for phrase in &entry.phrases {
            for written in expanded(phrase, heads)? {
                let head = written.strip_suffix(" …").unwrap_or(&written);
                if let Some(except) = entry.except.iter().find(|except| *except == head) {
                    excluded.insert(except);
                    continue;
                }
                let pattern = Pattern::parse(&written)?;
                // What refers to nothing can say nothing of what it refers to.
                let about = if pattern.is_open() { about.clone() } else { Vec::new() };
                self.qualifiers.push(Qualifying { kind: entry.kind.clone(), pattern, about });
            }
        }
        match entry.except.iter().find(|except| !excluded.contains(except)) {
            Some(except) => {
                Err(format!("`except = [\"{except}\"]` leaves out nothing; it has to be as a head is written"))
            }
            None => Ok(()),
        }
    }

    /// Notes with which words phrases begin, so that few are tried at any word.
    fn index(&mut self) -> std::result::Result<(), String> {
        let operative: Vec<&Pattern> = self.operative.iter().map(|entry| &entry.pattern).collect();
        self.operative_from = by_beginning(&operative)?;
        let qualifying: Vec<&Pattern> = self.qualifiers.iter().map(|entry| &entry.pattern).collect();
        self.qualifying_from = by_beginning(&qualifying)?;
        self.referred = self.qualifiers.iter().flat_map(|entry| entry.about.iter().flatten().cloned()).collect();
        Ok(())
    }

    /// The operative phrases that can begin with a word, in the order of the file.
    pub(super) fn operative_from(&self, word: &str) -> impl Iterator<Item = &Operative> {
        self.operative_from.get(word).into_iter().flatten().map(|&at| &self.operative[at])
    }

    /// The qualifiers that can begin with a word, in the order of the file.
    pub(super) fn qualifying_from(&self, word: &str) -> impl Iterator<Item = &Qualifying> {
        self.qualifying_from.get(word).into_iter().flatten().map(|&at| &self.qualifiers[at])
    }

    /// The code of its language, as in ISO 639-1.
    pub(super) fn language_code(&self) -> &str {
        &self.code
    }

    /// How words of the language are normalised.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// Whether a word in small letters says next to nothing about the one behind it: "the", "their".
    pub fn is_article(&self, small: &str) -> bool {
        self.articles.contains(small)
    }

    /// Where a text names dates, in bytes.
    pub fn dates_in<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.dates.iter().flat_map(move |pattern| pattern.find_iter(text)).map(|found| found.range())
    }

    /// Whether a normalised word is one of drafting, which says little of what is asked for: "take", "measures".
    pub(crate) fn is_light(&self, normal: &str) -> bool {
        self.light.contains(normal)
    }

    /// Whether a word joins others: "and".
    pub(super) fn joins(&self, word: &Word) -> bool {
        self.conjunctions.contains(&word.small)
    }

    /// Whether a word looks like one that modifies another.
    pub(super) fn is_adverb(&self, small: &str) -> bool {
        self.adverb.as_ref().is_some_and(|form| form.is_match(small))
    }

    /// The number that a word stands for, as "thirty" and "twenty-two" do. Of its parts the longest known
    /// beginning counts: "quatre-vingt-dix" is eighty and ten, not four, twenty and ten.
    pub fn number(&self, small: &str) -> Option<u32> {
        let mut rest = small;
        let (mut sum, mut last) = (0u32, u32::MAX);
        while !rest.is_empty() {
            let cuts = std::iter::once(rest.len()).chain(rest.rmatch_indices('-').map(|(at, _)| at));
            let (cut, value) = cuts.filter_map(|cut| Some((cut, *self.numbers.get(&rest[..cut])?))).next()?;
            // "Two-three" is no number.
            if value >= last {
                return None;
            }
            (sum, last) = (sum.checked_add(value)?, value);
            rest = rest[cut..].strip_prefix('-').unwrap_or(&rest[cut..]);
        }
        (last < u32::MAX).then_some(sum)
    }

    /// Whether a word holds sentences together and says little; an elided one ("d'") does as the whole one.
    pub(super) fn says_little(&self, small: &str) -> bool {
        self.language.is_function_word(small.trim_end_matches('\''))
    }

    pub(super) fn is_elided(&self, word: &str) -> bool {
        self.elided.contains(word)
    }

    /// Whether a word can be, or begin, what a mark such as "to" announces. The form is tried on both words,
    /// since one mark may announce what another does not: "de le tenir informé", but "de la Commission".
    pub(super) fn may_be_infinitive(&self, mark: &str, small: &str) -> bool {
        let has_form = |form: &LazyRegex| form.is_match(&format!("{mark} {small}"));
        !self.no_verb.contains(small) && self.infinitive.as_ref().is_none_or(has_form)
    }

    #[cfg(test)]
    pub(super) fn empty() -> Self {
        Lexicon::default()
    }
}

/// A phrase with the heads that it names written out, each in turn.
fn expanded(phrase: &str, heads: &BTreeMap<String, Vec<String>>) -> std::result::Result<Vec<String>, String> {
    let Some((name, rest)) = phrase.strip_prefix('{').and_then(|open| open.split_once('}')) else {
        return Ok(vec![phrase.to_owned()]);
    };
    let list = heads.get(name).ok_or_else(|| format!("`{phrase}` names `{name}`, which is not among the heads"))?;
    Ok(list.iter().map(|head| format!("{head}{rest}")).collect())
}

/// Which phrases can begin with a word.
fn by_beginning(patterns: &[&Pattern]) -> std::result::Result<FxHashMap<String, Vec<usize>>, String> {
    let mut found: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for (at, pattern) in patterns.iter().enumerate() {
        for word in pattern.beginnings()? {
            found.entry(word.to_owned()).or_default().push(at);
        }
    }
    Ok(found)
}
