//! What sets scripts apart for whoever puts lines together.

/// Whether a letter is of a script that parts no words by spaces and sets all letters in squares: Chinese and Japanese,
/// with their punctuation.
pub(crate) fn is_square(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}'
        | '\u{20000}'..='\u{3ffff}')
}
