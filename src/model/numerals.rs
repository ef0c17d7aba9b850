//! Numbers as they are printed: in the digits of any script, in Roman and in Chinese numerals, and in parts ("129.4").

use std::cmp::Ordering;
use std::fmt;

/// The zero of each set of decimal digits that the documents use: of Europe, Arabic-Indic, its eastern form, and the
/// full-width digits of Chinese typesetting.
const ZEROS: [char; 4] = ['0', '٠', '۰', '０'];

const CHINESE_DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of a number that is written in decimal digits or in Chinese numerals; `None` for anything else, and for
/// what does not fit.
pub(crate) fn value(text: &str) -> Option<u32> {
    decimal(text).or_else(|| chinese(text))
}

fn decimal(text: &str) -> Option<u32> {
    let digit =
        |c: char| ZEROS.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|&digit| digit < 10));
    let digits = |value: u32, c| value.checked_mul(10)?.checked_add(digit(c)?);
    (!text.is_empty()).then(|| text.chars().try_fold(0, digits)).flatten()
}

/// "十三" is 13, "二十" is 20, "一百零五" is 105.
fn chinese(text: &str) -> Option<u32> {
    let (mut value, mut digit) = (0, 0);
    for letter in text.chars() {
        match letter {
            '十' | '百' => {
                value += digit.max(1) * if letter == '十' { 10 } else { 100 };
                digit = 0;
            }
            '零' | '〇' if value > 0 => {}
            _ if digit == 0 => digit = CHINESE_DIGITS.iter().position(|&one| one == letter)? as u32 + 1,
            _ => return None,
        }
    }
    Some(value + digit).filter(|&value| value > 0)
}

/// The value of a Roman numeral in its usual form; `None` for any other string.
pub(crate) fn roman(numeral: &str) -> Option<u32> {
    const VALUES: [(&str, u32); 9] =
        [("C", 100), ("XC", 90), ("L", 50), ("XL", 40), ("X", 10), ("IX", 9), ("V", 5), ("IV", 4), ("I", 1)];
    let mut rest = numeral;
    let mut value = 0;
    for (sign, worth) in VALUES {
        let mut times = 0;
        while let Some(shorter) = rest.strip_prefix(sign) {
            value += worth;
            rest = shorter;
            times += 1;
            if times > 1 && !matches!(sign, "I" | "X" | "C") || times > 3 {
                return None;
            }
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}

/// The number of a paragraph: "12", of parts: "129.4", or put in later: "2 bis", "2A".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Number(Vec<Part>);

/// A part of a number. Numbers are compared by value and suffix alone, as "01" and "1" are the same number.
#[derive(Debug, Clone)]
struct Part {
    value: u32,
    /// The place of what was put in behind the number, by [`suffix_place`]; 0 where nothing was.
    suffix: u32,
    /// Both as they are shown, in European digits.
    shown: String,
}

impl Part {
    fn of(value: u32) -> Part {
        Part { value, suffix: 0, shown: value.to_string() }
    }

    fn read(text: &str) -> Option<Part> {
        let text = text.trim();
        let digits: String = text.chars().take_while(|c| decimal(c.encode_utf8(&mut [0; 4])).is_some()).collect();
        let value = decimal(&digits)?;
        let printed = &text[digits.len()..];
        let suffix = if printed.is_empty() { 0 } else { suffix_place(printed.trim())? };
        let zeros = digits.chars().count() - 1;
        let width = if digits.starts_with(ZEROS) { zeros + 1 } else { 0 };
        Some(Part { value, suffix, shown: format!("{value:0width$}{printed}") })
    }

    fn key(&self) -> (u32, u32) {
        (self.value, self.suffix)
    }
}

impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Part {}

impl PartialOrd for Part {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Part {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// What drafters put behind the number of a provision that comes between two others, in order.
const SUFFIXES: [&str; 9] = ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"];

/// What they put behind the number of a provision that another stands beside, until one of the two is chosen: "2 alt".
const BESIDE: &str = "alt";

/// How many may stand beside one: "2 alt 3".
const MOST_BESIDE: u32 = 10;

/// The place of a suffix among all: behind what stands beside a provision those that come between it and the next.
fn suffix_place(suffix: &str) -> Option<u32> {
    let lower = suffix.to_ascii_lowercase();
    let (between, beside) = match lower.split_once(BESIDE) {
        Some((between, count)) => {
            let count = count.trim_matches(['.', ' ']);
            let count = if count.is_empty() { 1 } else { decimal(count).filter(|&count| count < MOST_BESIDE)? };
            (between.trim(), count)
        }
        None => (lower.as_str(), 0),
    };
    let place = if between.is_empty() && beside > 0 { 0 } else { between_place(between)? };
    Some(place * MOST_BESIDE + beside)
}

/// The place of what stands between two provisions: "bis" is 1, "ter" is 2.
fn between_place(lower: &str) -> Option<u32> {
    let lower = if lower == "quat" { "quater" } else { lower };
    let letter = match lower.as_bytes() {
        // Behind all that are words.
        [letter @ b'a'..=b'z'] => Some(usize::from(letter - b'a') + SUFFIXES.len()),
        _ => None,
    };
    letter.or_else(|| SUFFIXES.iter().position(|&known| known == lower)).map(|at| at as u32 + 1)
}

impl Number {
    /// A pattern of one part of a number in figures, suffix included.
    pub(crate) fn part_pattern() -> String {
        format!(r"\d{{1,4}}(?:{}|[A-Za-z]\b)?", Number::suffix_pattern())
    }

    /// A pattern of a suffix that is a word.
    pub(crate) fn suffix_pattern() -> String {
        let beside = format!(r"\s?{BESIDE}\b(?:\.?\s?\d\b)?");
        // "7.bis" is "7 bis".
        format!(r"(?i:\.?\s?(?:{}|quat)\b(?:{beside})?|{beside})", SUFFIXES.join("|"))
    }

    /// Reads a number in decimal digits, its parts divided by points or, as in Arabic, by hyphens.
    pub(crate) fn read(text: &str) -> Option<Number> {
        let is_suffix = |part: &str| {
            let word: String = part.chars().take_while(|letter| letter.is_alphabetic()).collect();
            word.len() > 1 && between_place(&word.to_ascii_lowercase()).is_some()
        };
        let mut parts: Vec<String> = Vec::new();
        for part in text.split(['.', '-']) {
            match parts.last_mut() {
                Some(last) if is_suffix(part) => last.push_str(part),
                _ => parts.push(part.to_owned()),
            }
        }
        parts.iter().map(|part| Part::read(part)).collect::<Option<Vec<Part>>>().map(Number)
    }

    /// A number of one part.
    pub(crate) fn of_one(value: u32) -> Number {
        Number(vec![Part::of(value)])
    }

    /// The numbers that stand in a label: of "5(2)" 5 and 2, of "IV" 4. `None` where something else stands in it as well.
    pub(crate) fn of_label(label: &str) -> Option<Number> {
        let parts = label.split(['.', '(']).map(|part| part.trim_end_matches(')'));
        parts
            .map(|part| Part::read(part).or_else(|| roman(part).map(Part::of)))
            .collect::<Option<Vec<Part>>>()
            .map(Number)
    }

    /// The number without the part before its first point, if that is a given one: of 3.2 in Article 3, 2.
    pub(crate) fn within(&self, label: &str) -> Option<Number> {
        let (first, rest) = self.0.split_first()?;
        (!rest.is_empty() && first.shown == label).then(|| Number(rest.to_vec()))
    }

    /// The number 1.
    pub(crate) fn is_first(&self) -> bool {
        matches!(self.0.as_slice(), [part] if part.key() == (1, 0))
    }

    /// How many parts it has.
    pub(crate) fn depth(&self) -> usize {
        self.0.len()
    }

    /// Whether it may be the number of a paragraph by its size: years are not.
    pub(crate) fn is_of_series(&self) -> bool {
        self.depth() > 1 || self.0.iter().all(|part| part.value < 1000)
    }

    /// Whether it is 2 or 3.
    pub(crate) fn is_second_or_third(&self) -> bool {
        matches!(self.0.as_slice(), [part] if (2..=3).contains(&part.value))
    }

    /// The number as a label writes it that it belongs beside: 5.2, or 5(2).
    pub(crate) fn shown_like(&self, label: &str) -> String {
        if !label.contains('(') {
            return self.to_string();
        }
        let parts = self.0.iter().enumerate();
        parts.map(|(at, part)| if at == 0 { part.shown.clone() } else { format!("({})", part.shown) }).collect()
    }

    /// Whether its last part is a multiple of ten.
    pub(crate) fn is_round(&self) -> bool {
        self.0.last().is_some_and(|last| last.value.is_multiple_of(10))
    }

    /// The number that follows it among those of its depth.
    pub(crate) fn next(&self) -> Number {
        let mut next = self.clone();
        if let Some(last) = next.0.last_mut() {
            *last = Part::of(last.value.saturating_add(1));
        }
        next
    }

    /// The number before it among those of its depth.
    pub(crate) fn previous(&self) -> Number {
        let mut previous = self.clone();
        if let Some(last) = previous.0.last_mut() {
            *last = Part::of(last.value.saturating_sub(1));
        }
        previous
    }

    /// The numbers that it is a part of, the nearest first.
    pub(crate) fn ancestors(&self) -> impl Iterator<Item = Number> + use<> {
        std::iter::successors(self.parent(), Number::parent)
    }

    /// The number that it is a part of: of 129.4 it is 129.
    pub(crate) fn parent(&self) -> Option<Number> {
        let (_, above) = self.0.split_last()?;
        (!above.is_empty()).then(|| Number(above.to_vec()))
    }

    /// How many numbers are missing between a number and one that comes later; `None` if it does not come later.
    /// 129 is followed by 129.1 or by 130, and so is 129.7 by 130.1: what stands above a number need not be printed.
    /// What was put in (2 bis) follows what it stands behind.
    pub(crate) fn missing_before(&self, later: &Number) -> Option<u32> {
        let same = self.0.iter().zip(&later.0).take_while(|(one, other)| one == other).count();
        let reached = self.0.get(same).map_or((0, 0), Part::key);
        let next = later.0.get(same)?;
        if next.key() <= reached {
            return None;
        }
        let steps = (next.value - reached.0).saturating_sub(1);
        let below = later.0[same + 1..].iter().map(|part| part.value.saturating_sub(1));
        Some(below.fold(steps, u32::saturating_add))
    }

    /// The numbers that are missing between it and a later one of the same depth and parent, the first and the last; of
    /// one with another parent, those before it there.
    pub(crate) fn missing_between(before: Option<&Number>, later: &Number) -> Option<(Number, Number)> {
        let (last, above) = later.0.split_last()?;
        let reached = before
            .filter(|before| before.depth() == later.depth() && before.0.starts_with(above))
            .and_then(|before| before.0.last())
            .map_or(0, |part| part.value);
        let sibling = |value: u32| Number([above, &[Part::of(value)]].concat());
        (last.value > reached.saturating_add(1)).then(|| (sibling(reached + 1), sibling(last.value - 1)))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<&str> = self.0.iter().map(|part| part.shown.as_str()).collect();
        f.write_str(&parts.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roman_numeral_is_one_only_in_its_usual_form() {
        assert_eq!(
            [roman("XIV"), roman("XLII"), roman("III"), roman("IC"), roman("VV"), roman("IIII")],
            [Some(14), Some(42), Some(3), None, None, None]
        );
    }

    #[test]
    fn digits_of_any_script_and_chinese_numerals() {
        assert_eq!([value("13"), value("١٣"), value("۱۳"), value("１３"), value("十三")], [Some(13); 5]);
        assert_eq!([value("十"), value("二十"), value("一百零五"), value("九")], [10, 20, 105, 9].map(Some));
        assert_eq!([value(""), value("12a"), value("一二"), value("99999999999")], [None; 4]);
    }

    #[test]
    fn what_is_missing_between_numbers() {
        let missing = |one: &str, other: &str| Number::read(one)?.missing_before(&Number::read(other)?);
        assert_eq!(
            [missing("12", "13"), missing("12", "15"), missing("12", "12"), missing("12", "3")],
            [Some(0), Some(2), None, None]
        );
        assert_eq!([missing("129", "129.1"), missing("129.7", "130"), missing("129.7", "130.1")], [Some(0); 3]);
        assert_eq!([missing("129.7", "129.9"), missing("129", "129.2"), missing("128", "130.2")], [1, 1, 2].map(Some));
        let run = |one: &str, other: &str| {
            let (first, last) = Number::missing_between(Number::read(one).as_ref(), &Number::read(other)?)?;
            Some(format!("{first} to {last}"))
        };
        assert_eq!(run("12", "15").as_deref(), Some("13 to 14"));
        assert_eq!(run("129.7", "129.9").as_deref(), Some("129.8 to 129.8"));
        assert_eq!(run("129.7", "131.3").as_deref(), Some("131.1 to 131.2"), "130 belongs to another series");
        assert_eq!(
            [run("129.7", "130.1"), run("12", "13"), run("12", "3"), run("2", "2 bis")],
            [None, None, None, None]
        );
        assert_eq!([missing("129.7", "129.7"), missing("129.7", "129.6"), missing("129.7", "129")], [None; 3]);
    }

    #[test]
    fn what_was_put_in_later_stands_between() {
        let read = |text: &str| Number::read(text).unwrap();
        let shown = ["2 bis", "2A", "1.2A", "12.04.020", "٣"].map(|text| read(text).to_string());
        assert_eq!(shown, ["2 bis", "2A", "1.2A", "12.04.020", "3"]);
        let numbers = ["2", "2 bis", "2 ter", "3"].map(read);
        assert!(numbers.is_sorted());
        assert!(numbers.windows(2).all(|pair| pair[0].missing_before(&pair[1]) == Some(0)));
        assert_eq!(read("7.bis").to_string(), "7bis");
        assert_eq!(Number::read("2 und"), None);
        assert_eq!(Number::of_label("5(2)"), Number::read("5.2"));
    }
}
