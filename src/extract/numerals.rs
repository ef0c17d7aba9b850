//! Numbers as they are printed: in the digits of any script, in Roman and in Chinese numerals, and in parts ("129.4").

use std::fmt;

/// The zero of each set of decimal digits that the documents use: of Europe, Arabic-Indic, its eastern form, and the
/// full-width digits of Chinese typesetting.
const ZEROS: [char; 4] = ['0', '٠', '۰', '０'];

const CHINESE_DIGITS: [char; 9] = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The value of a number that is written in decimal digits or in Chinese numerals; `None` for anything else, and for
/// what does not fit.
pub(super) fn value(text: &str) -> Option<u32> {
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
pub(super) fn roman(numeral: &str) -> Option<u32> {
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

/// The number of a paragraph: "12", or of parts: "129.4".
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Number(Vec<u32>);

impl Number {
    /// Reads a number in decimal digits, its parts divided by points or, as in Arabic, by hyphens.
    pub(super) fn read(text: &str) -> Option<Number> {
        text.split(['.', '-']).map(decimal).collect::<Option<Vec<u32>>>().map(Number)
    }

    /// A number of one part.
    pub(super) fn of_one(value: u32) -> Number {
        Number(vec![value])
    }

    /// The numbers that stand in a label: of "5(2)" 5 and 2, of "IV" 4. `None` where something else stands in it as well.
    pub(super) fn of_label(label: &str) -> Option<Number> {
        let parts = label.trim_end_matches(')').split(['.', '(']);
        parts.map(|part| decimal(part).or_else(|| roman(part))).collect::<Option<Vec<u32>>>().map(Number)
    }

    /// The number 1.
    pub(super) fn is_first(&self) -> bool {
        self.0 == [1]
    }

    /// How many parts it has.
    pub(super) fn depth(&self) -> usize {
        self.0.len()
    }

    /// The number that follows it among those of its depth.
    pub(super) fn next(&self) -> Number {
        let mut next = self.clone();
        if let Some(last) = next.0.last_mut() {
            *last = last.saturating_add(1);
        }
        next
    }

    /// How many numbers are missing between a number and one that comes later; `None` if it does not come later.
    /// 129 is followed by 129.1 or by 130, and so is 129.7 by 130.1: what stands above a number need not be printed.
    pub(super) fn missing_before(&self, later: &Number) -> Option<u32> {
        let same = self.0.iter().zip(&later.0).take_while(|(one, other)| one == other).count();
        let reached = self.0.get(same).copied().unwrap_or(0);
        let steps = later.0.get(same)?.checked_sub(reached)?.checked_sub(1)?;
        let below = later.0[same + 1..].iter().map(|part| part.saturating_sub(1));
        Some(below.fold(steps, u32::saturating_add))
    }

    /// The first and the last number of the first run that is missing before a later one.
    pub(super) fn first_missing_before(&self, later: &Number) -> Option<(Number, Number)> {
        self.missing_before(later)?;
        let same = self.0.iter().zip(&later.0).take_while(|(one, other)| one == other).count();
        let reached = |at: usize| if at == same { self.0.get(at).copied().unwrap_or(0) } else { 0 };
        let at = (same..later.0.len()).find(|&at| later.0[at] > reached(at) + 1)?;
        let sibling = |part: u32| Number([&later.0[..at], &[part]].concat());
        Some((sibling(reached(at) + 1), sibling(later.0[at] - 1)))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.0.iter().map(u32::to_string).collect();
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
            let (first, last) = Number::read(one)?.first_missing_before(&Number::read(other)?)?;
            Some(format!("{first} to {last}"))
        };
        assert_eq!(run("12", "15").as_deref(), Some("13 to 14"));
        assert_eq!(run("129.7", "129.9").as_deref(), Some("129.8 to 129.8"));
        assert_eq!([run("129.7", "130.1"), run("12", "13"), run("12", "3")], [None, None, None]);
        assert_eq!([missing("129.7", "129.7"), missing("129.7", "129.6"), missing("129.7", "129")], [None; 3]);
    }
}
