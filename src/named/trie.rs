//! Names as sequences of normalised words, and texts held against all of them at once.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::{Language, Word, is_unspaced, tokens, words};

/// A normalised word as a number.
pub(super) type Symbol = u32;

/// A word as names are held against it. Of scripts without spaces every letter is one, so that it does not matter where
/// words are thought to begin.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Where it stands, in bytes of the text.
    pub(super) span: Range<usize>,
    /// Where it begins with what is elided before it: "l'".
    pub(super) from: usize,
    /// The word, normalised.
    pub(super) normal: Normal,
    /// Whether it holds sentences together and says little by itself.
    pub(super) is_function: bool,
    /// Whether it joins others: "and".
    pub(super) is_and: bool,
}

/// How names are written in a language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spelling<'a> {
    pub(super) language: &'a Language,
    /// What joins the entries of a list, in small letters.
    pub(super) and: &'a FxHashSet<String>,
}

/// A normalised word: a term of the document, or what is none.
#[derive(Debug, Clone)]
pub(super) enum Normal {
    Term(u32),
    Other(String),
}

/// The pieces of a text whose words have been read, each with its term.
pub(super) fn pieces(text: &str, read: impl Iterator<Item = (Word, u32)>, spelling: Spelling) -> Vec<Piece> {
    let language = spelling.language;
    let mut found = Vec::new();
    for (word, term) in read {
        let span = word.span();
        let printed = &text[span.clone()];
        if !printed.is_ascii() && printed.contains(is_unspaced) {
            let letters = printed.char_indices().map(|(at, letter)| {
                let start = span.start + at;
                let normal = Normal::Other(letter.to_lowercase().collect());
                Piece { span: start..start + letter.len_utf8(), from: start, normal, is_function: false, is_and: false }
            });
            found.extend(letters);
            continue;
        }
        let cut = elided(printed);
        let (normal, is_function) = match cut {
            0 => (Normal::Term(term), word.is_function),
            cut => (Normal::Other(language.normal_form(&printed[cut..])), language.is_function_word(&printed[cut..])),
        };
        let is_and = is_function && spelling.and.contains(&printed[cut..].to_lowercase());
        found.push(Piece { span: span.start + cut..span.end, from: span.start, normal, is_function, is_and });
    }
    found
}

/// How many bytes of a word are an elided one with its apostrophe: "l'" and "d'", which no name depends on.
fn elided(printed: &str) -> usize {
    let Some(at) = printed.find(['\'', '’']).filter(|at| (1..=2).contains(at)) else { return 0 };
    let rest = &printed[at..];
    let behind = at + rest.chars().next().map_or(0, char::len_utf8);
    if printed[behind..].chars().count() > 1 { behind } else { 0 }
}

/// What stands at the end of a name.
#[derive(Debug, Clone)]
struct End<V> {
    value: V,
    /// Whether it is written in capitals alone.
    is_acronym: bool,
    /// Whether it has a comma, and a word that joins others. One that has none is written without.
    has_comma: bool,
    has_and: bool,
    /// Whether it has one word only, which then has a capital.
    is_single: bool,
}

/// Names, by the words that they begin with.
#[derive(Debug, Clone)]
pub(super) struct Trie<V> {
    symbols: FxHashMap<String, Symbol>,
    edges: FxHashMap<(u32, Symbol), u32>,
    ends: Vec<Vec<End<V>>>,
}

impl<V> Default for Trie<V> {
    fn default() -> Self {
        Trie { symbols: FxHashMap::default(), edges: FxHashMap::default(), ends: vec![Vec::new()] }
    }
}

/// How many small words may stand between two of a name: "of all the".
const SMALL_WORDS: usize = 4;

impl<V: Clone + PartialEq> Trie<V> {
    /// Whether there is no name.
    pub(super) fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    /// Adds a name as it is written in a language. Tells which value has that name already, if it is another one.
    pub(super) fn add(&mut self, name: &str, value: V, spelling: Spelling) -> Option<V> {
        let is_acronym = is_shouted(name);
        let pieces = name_pieces(name, spelling);
        let (mut node, mut count) = (0, 0);
        for normal in normals(name, &pieces, spelling.language, is_acronym) {
            let next_symbol = self.symbols.len() as Symbol;
            let symbol = *self.symbols.entry(normal).or_insert(next_symbol);
            let next = self.ends.len() as u32;
            node = *self.edges.entry((node, symbol)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
            }
            count += 1;
        }
        if count == 0 {
            return None;
        }
        let ends = &mut self.ends[node as usize];
        let has_comma = name.contains([',', '،', '、']);
        let has_and = pieces.iter().any(|piece| piece.is_and);
        let is_single = count == 1 && name.chars().any(char::is_lowercase);
        if let Some(known) = ends.iter_mut().find(|end| end.is_acronym == is_acronym) {
            known.has_comma |= has_comma;
            known.has_and |= has_and;
            return (known.value != value).then(|| known.value.clone());
        }
        ends.push(End { value, is_acronym, has_comma, has_and, is_single });
        None
    }

    /// The number of a normalised word, if a name has it.
    pub(super) fn symbol(&self, normal: &str) -> Option<Symbol> {
        self.symbols.get(normal).copied()
    }

    /// The longest name that begins at a piece, and the place of the piece behind it.
    pub(super) fn longest(
        &self,
        text: &str,
        pieces: &[Piece],
        symbols: &[Option<Symbol>],
        at: usize,
    ) -> Option<(usize, &V)> {
        let mut node = *self.edges.get(&(0, symbols[at]?))?;
        let (mut end, mut has_comma, mut has_and, mut small) = (at + 1, false, false, 0);
        let mut found = None;
        loop {
            if small == 0 {
                let is_written = |one: &&End<V>| {
                    let printed = pieces[at..end].iter().filter(|piece| one.is_acronym || !piece.is_function);
                    let mut printed = printed.map(|piece| &text[piece.span.clone()]);
                    (one.has_comma || !has_comma)
                        && (one.has_and || !has_and)
                        && (!one.is_acronym || printed.all(is_shouted_or_number))
                        && (!one.is_single || text[pieces[at].span.clone()].starts_with(char::is_uppercase))
                };
                let ends = &self.ends[node as usize];
                // Of a name in capitals and another one, what is printed in capitals is the former.
                let acronym = ends.iter().filter(|one| one.is_acronym).find(is_written);
                let written = acronym.or_else(|| ends.iter().filter(|one| !one.is_acronym).find(is_written));
                found = written.map(|one| (end, &one.value)).or(found);
            }
            let Some(piece) = pieces.get(end) else { return found };
            match gap(&text[pieces[end - 1].span.end..piece.from]) {
                Gap::None => {}
                Gap::Comma => has_comma = true,
                Gap::Mark => return found,
            }
            match symbols[end].and_then(|symbol| self.edges.get(&(node, symbol))) {
                Some(&next) => (node, small) = (next, 0),
                None if piece.is_function && small < SMALL_WORDS => {
                    has_and |= piece.is_and;
                    small += 1;
                }
                None => return found,
            }
            end += 1;
        }
    }
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing that parts: spaces, hyphens, quotation marks.
    None,
    Comma,
    /// Something else.
    Mark,
}

pub(super) fn gap(between: &str) -> Gap {
    let mut found = Gap::None;
    for letter in between.chars() {
        match letter {
            ',' | '،' | '、' => found = Gap::Comma,
            '-' | '‐' | '‑' | '–' | '/' | '\'' | '’' | '‘' | '"' | '“' | '”' | '«' | '»' | '\u{ad}' | '\u{200b}' =>
                {}
            '《' | '》' | '〈' | '〉' | '·' => {}
            letter if letter.is_whitespace() => {}
            _ => return Gap::Mark,
        }
    }
    found
}

/// The pieces of a name.
fn name_pieces(name: &str, spelling: Spelling) -> Vec<Piece> {
    let read = words(name, &tokens(name)).into_iter().map(|mut word| {
        word.is_function = spelling.language.is_function_word(&name[word.span()]);
        (word, 0)
    });
    pieces(name, read, spelling)
}

/// The normalised words of a name. Those that are small count in an acronym alone.
fn normals<'a>(
    name: &'a str,
    pieces: &'a [Piece],
    language: &'a Language,
    is_acronym: bool,
) -> impl Iterator<Item = String> + 'a {
    pieces.iter().filter(move |piece| is_acronym || !piece.is_function).map(|piece| match &piece.normal {
        Normal::Term(_) => language.normal_form(&name[piece.span.clone()]),
        Normal::Other(normal) => normal.clone(),
    })
}

/// The normalised words of a name but for the small ones.
pub(super) fn key(name: &str, spelling: Spelling) -> Vec<String> {
    normals(name, &name_pieces(name, spelling), spelling.language, false).collect()
}

/// Whether a text has capitals and no small letter.
pub(super) fn is_shouted(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// Whether a word is written in capitals, but for a plural or possessive ending, or is a number.
fn is_shouted_or_number(word: &str) -> bool {
    let base = word.strip_suffix(['s']).map_or(word, |base| base.trim_end_matches(['\'', '’']));
    is_shouted(base) || word.chars().all(char::is_numeric)
}
