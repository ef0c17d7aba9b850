//! Where a provision names things.

use std::ops::Range;
use std::sync::Arc;

use super::forms::{Forms, Protocol};
use super::numbered::numbered;
use super::table::{Names, Table};
use super::trie::{Gap, Normal, Piece, Spelling, Symbol, Trie, gap, pieces};
use super::{Introduced, Named, NamedKind, Thing, protocols};
use crate::language::{Language, Vocabulary, Word};

/// Finds what the texts of a document name.
pub(crate) struct Recogniser<'a> {
    code: Option<&'a str>,
    language: &'static Language,
    vocabulary: &'a Vocabulary,
    pub(super) table: Arc<Table>,
    pub(super) forms: &'static Forms,
    /// The terms of the document as the names know them.
    names: Symbols,
    about: Symbols,
    protocols: Symbols,
}

/// For each term its symbol, if a name has it.
pub(super) type Symbols = Vec<Option<Symbol>>;

/// Some words of a text, and what they name.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) pieces: Range<usize>,
    pub(super) what: What,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    /// Things, each with its place in bytes.
    Things(Vec<(Range<usize>, Arc<Thing>)>),
    /// A protocol, of whatever treaty.
    Protocol(Protocol),
}

impl Found {
    /// The treaty that the words name, if they name one.
    pub(super) fn treaty(&self) -> Option<&Arc<Thing>> {
        match &self.what {
            What::Things(things) => {
                things.last().map(|(_, thing)| thing).filter(|thing| thing.kind == NamedKind::Treaty)
            }
            What::Protocol(_) => None,
        }
    }
}

/// A text as it is read for names.
pub(super) struct Text<'a> {
    pub(super) text: &'a str,
    pub(super) pieces: Vec<Piece>,
}

impl Text<'_> {
    /// A piece as it is printed, in small letters.
    pub(super) fn small(&self, at: usize) -> String {
        self.text[self.pieces[at].span.clone()].to_lowercase()
    }

    pub(super) fn span(&self, pieces: &Range<usize>) -> Range<usize> {
        self.pieces[pieces.start].span.start..self.pieces[pieces.end - 1].span.end
    }

    /// What stands between a piece and the one behind it.
    pub(super) fn gap_behind(&self, at: usize) -> Gap {
        match self.pieces.get(at + 1) {
            Some(next) => gap(&self.text[self.pieces[at].span.end..next.from]),
            None => Gap::Mark,
        }
    }
}

/// The words of a document as some names know them, with what is written together with a word or without.
fn symbols<V: Clone + PartialEq>(trie: &Trie<V>, vocabulary: &Vocabulary, forms: &Forms) -> Symbols {
    let symbol = |normal: &str| {
        let bare = || forms.prefixes.iter().find_map(|prefix| trie.symbol(normal.strip_prefix(prefix.as_str())?));
        trie.symbol(normal).or_else(bare)
    };
    (0..vocabulary.len() as u32).map(|term| symbol(vocabulary.normal(term))).collect()
}

impl<'a> Recogniser<'a> {
    /// Makes ready for the texts of a document in a language.
    pub(crate) fn of(names: &Names, code: Option<&'a str>, vocabulary: &'a Vocabulary) -> Self {
        let (table, forms) = (names.table(code), Forms::of(code));
        let (names, about) = (symbols(&table.names, vocabulary, forms), symbols(&table.about, vocabulary, forms));
        let protocols = symbols(&forms.protocols, vocabulary, forms);
        Recogniser { code, language: Language::of(code), vocabulary, table, forms, names, about, protocols }
    }

    /// Reads a text for names.
    pub(super) fn read<'t>(&self, text: &'t str, words: impl Iterator<Item = (Word, u32)>) -> Text<'t> {
        Text { text, pieces: pieces(text, words, self.spelling()) }
    }

    /// How names are written in the document's language.
    pub(super) fn spelling(&self) -> Spelling<'static> {
        Spelling { language: self.language, and: &self.forms.and }
    }

    /// The normalised word of a piece.
    pub(super) fn normal<'p>(&'p self, piece: &'p Piece) -> &'p str {
        match &piece.normal {
            Normal::Term(term) => self.vocabulary.normal(*term),
            Normal::Other(normal) => normal,
        }
    }

    fn symbols<V: Clone + PartialEq>(&self, text: &Text, trie: &Trie<V>, known: &Symbols) -> Symbols {
        let symbol = |piece: &Piece| match &piece.normal {
            Normal::Term(term) => known[*term as usize],
            Normal::Other(normal) => trie.symbol(normal),
        };
        text.pieces.iter().map(symbol).collect()
    }

    /// What a text names, in its order. Short forms that its document introduces come before those that all know.
    pub(crate) fn named(
        &self,
        text: &str,
        words: impl Iterator<Item = (Word, u32)>,
        own: &[&Introduced],
    ) -> Vec<Named> {
        let text = self.read(text, words);
        let mut found = self.listed(&text, own);
        self.add_numbered(&text, &mut found);
        protocols::settle(self, &text, &mut found);
        self.told(&text, found)
    }

    /// The names that are listed, and the words for protocols: of those that begin with one word the longest.
    pub(super) fn listed(&self, text: &Text, own: &[&Introduced]) -> Vec<Found> {
        let known = self.symbols(text, &self.table.names, &self.names);
        let protocols = self.symbols(text, &self.forms.protocols, &self.protocols);
        let own: Vec<(&Introduced, Symbols)> = own
            .iter()
            .filter(|own| !own.names().is_empty())
            .map(|own| (*own, text.pieces.iter().map(|piece| own.names().symbol(self.normal(piece))).collect()))
            .collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.pieces.len() {
            let listed = self.table.names.longest(text.text, &text.pieces, &known, at);
            let mut longest = listed.map(|(end, thing)| (end, thing.clone()));
            for (own, symbols) in &own {
                if let Some((end, thing)) = own.names().longest(text.text, &text.pieces, symbols, at)
                    && longest.as_ref().is_none_or(|(last, _)| end >= *last)
                {
                    longest = Some((end, thing.clone()));
                    break;
                }
            }
            let protocol = self.forms.protocols.longest(text.text, &text.pieces, &protocols, at);
            let (end, what) = match (longest, protocol) {
                (Some((end, thing)), other) if other.is_none_or(|(last, _)| end >= last) => {
                    (end, What::Things(vec![(text.span(&(at..end)), thing)]))
                }
                (_, Some((end, protocol))) => (end, What::Protocol(*protocol)),
                _ => {
                    at += 1;
                    continue;
                }
            };
            found.push(Found { pieces: at..end, what });
            at = end;
        }
        found
    }

    /// The words of a text by which it may say what protocols are about, ready for [`Recogniser::about`].
    pub(super) fn about_symbols(&self, text: &Text) -> Symbols {
        self.symbols(text, &self.table.about, &self.about)
    }

    /// What protocols are about, where a stretch of a text says so: the pieces that do, and the protocols.
    pub(super) fn about(
        &self,
        text: &Text,
        symbols: &Symbols,
        within: Range<usize>,
    ) -> Vec<(Range<usize>, &[Arc<Thing>])> {
        let told = |at: usize| {
            let (end, words) = self.table.about.longest(text.text, &text.pieces, symbols, at)?;
            Some((at..end, self.table.about(*words)))
        };
        within.filter_map(told).collect()
    }

    /// Adds what is named by numbers. Of two names for the same words the longer one stands.
    fn add_numbered(&self, text: &Text, found: &mut Vec<Found>) {
        for list in numbered(text.text, self.code, self.forms, &self.table) {
            let first = text.pieces.partition_point(|piece| piece.span.end <= list.span.start);
            let last = text.pieces.partition_point(|piece| piece.span.start < list.span.end);
            if first >= last {
                continue;
            }
            let covers = |other: &&Found| other.pieces.start < last && first < other.pieces.end;
            let has = |other: &Found| other.pieces.len() > last - first;
            if found.iter().filter(covers).any(has) {
                continue;
            }
            found.retain(|other| !covers(&other));
            found.push(Found { pieces: first..last, what: What::Things(list.things) });
        }
        found.sort_by_key(|one| one.pieces.start);
    }

    /// What was found, with what articles are part of.
    fn told(&self, text: &Text, found: Vec<Found>) -> Vec<Named> {
        let mut named = Vec::new();
        for (at, one) in found.iter().enumerate() {
            let What::Things(things) = &one.what else { continue };
            for (span, thing) in things {
                let within = (thing.kind == NamedKind::Article).then(|| self.owner(text, &found, at)).flatten();
                named.push(Named { span: span.clone(), thing: thing.clone(), within });
            }
        }
        named
    }

    /// The treaty or law that an article is of: "article 14 of the Covenant", "CEDAW article 9".
    fn owner(&self, text: &Text, found: &[Found], at: usize) -> Option<Arc<Thing>> {
        let has_articles = |thing: &Arc<Thing>| {
            matches!(thing.kind, NamedKind::Treaty | NamedKind::Law | NamedKind::Declaration | NamedKind::Introduced)
        };
        let of = |one: &Found| match &one.what {
            What::Things(things) => things.first().map(|(_, thing)| thing.clone()).filter(has_articles),
            What::Protocol(_) => None,
        };
        let pieces = &found[at].pieces;
        let behind = found.get(at + 1).filter(|next| {
            let mut between = pieces.end..next.pieces.start;
            let joins = between.clone().any(|piece| self.forms.of.contains(&text.small(piece)));
            (joins || between.is_empty()) && between.all(|piece| text.pieces[piece].is_function)
        });
        let before = at.checked_sub(1).map(|before| &found[before]).filter(|before| before.pieces.end == pieces.start);
        behind.and_then(of).or_else(|| before.and_then(of))
    }
}
