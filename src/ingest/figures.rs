//! Numbers in the forms that word processors and browsers print them in.

/// A number in a form by its name in Word (`w:numFmt`). Forms that are not known here are printed as plain figures.
pub(super) fn figure(number: u32, form: &str) -> String {
    let special = match form {
        "none" => Some(String::new()),
        "decimalZero" => Some(format!("{number:02}")),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).map(|numeral| numeral.to_lowercase()),
        "upperLetter" => letters(number, &LATIN).map(|letters| letters.to_uppercase()),
        "lowerLetter" => letters(number, &LATIN),
        "russianUpper" => letters(number, &RUSSIAN).map(|letters| letters.to_uppercase()),
        "russianLower" => letters(number, &RUSSIAN),
        "arabicAlpha" => letters(number, &ARABIC),
        "arabicAbjad" => letters(number, &ABJAD),
        "ordinal" => Some(format!("{number}{}", ordinal_ending(number))),
        "numberInDash" => Some(format!("- {number} -")),
        "decimalEnclosedCircle" => enclosed(number, '①'),
        "decimalEnclosedParen" => enclosed(number, '⑴'),
        "decimalEnclosedFullstop" => enclosed(number, '⒈'),
        "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "ideographDigital" => chinese(number),
        "cardinalText" => named(number, &CARDINALS),
        "ordinalText" => named(number, &ORDINALS),
        _ => None,
    };
    special.unwrap_or_else(|| number.to_string())
}

const LATIN: [char; 26] = [
    'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w',
    'x', 'y', 'z',
];

const RUSSIAN: [char; 29] = [
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'к', 'л', 'м', 'н', 'о', 'п', 'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч',
    'ш', 'щ', 'ы', 'э', 'ю', 'я',
];

const ARABIC: [char; 28] = [
    'أ', 'ب', 'ت', 'ث', 'ج', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'س', 'ش', 'ص', 'ض', 'ط', 'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'ل',
    'م', 'ن', 'ه', 'و', 'ي',
];

const ABJAD: [char; 28] = [
    'أ', 'ب', 'ج', 'د', 'ه', 'و', 'ز', 'ح', 'ط', 'ي', 'ك', 'ل', 'م', 'ن', 'س', 'ع', 'ف', 'ص', 'ق', 'ر', 'ش', 'ت', 'ث',
    'خ', 'ذ', 'ض', 'ظ', 'غ',
];

const CARDINALS: [&str; 20] = [
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
    "Twenty",
];

const ORDINALS: [&str; 20] = [
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
];

/// A Roman numeral, as far as there are any.
fn roman(number: u32) -> Option<String> {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..4000).contains(&number) {
        return None;
    }
    let mut rest = number;
    let mut numeral = String::new();
    for (worth, sign) in SIGNS {
        while rest >= worth {
            numeral.push_str(sign);
            rest -= worth;
        }
    }
    Some(numeral)
}

/// A letter by its place in an alphabet. After the last come doubled ones: z, aa, bb.
fn letters(number: u32, alphabet: &[char]) -> Option<String> {
    const MOST: usize = 30;
    let at = (number as usize).checked_sub(1)?;
    let times = at / alphabet.len() + 1;
    (times <= MOST).then(|| alphabet[at % alphabet.len()].to_string().repeat(times))
}

fn ordinal_ending(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// One of the twenty enclosed figures that Unicode has in a row.
fn enclosed(number: u32, first: char) -> Option<String> {
    let at = number.checked_sub(1).filter(|at| *at < 20)?;
    char::from_u32(first as u32 + at).map(String::from)
}

fn named(number: u32, names: &[&str]) -> Option<String> {
    names.get((number as usize).checked_sub(1)?).map(|name| (*name).to_owned())
}

/// A number below a hundred in Chinese figures.
fn chinese(number: u32) -> Option<String> {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = ((number / 10) as usize, (number % 10) as usize);
    match tens {
        _ if number == 0 => None,
        0 => Some(DIGITS[ones].to_owned()),
        1 => Some(format!("十{}", DIGITS[ones])),
        2..=9 => Some(format!("{}十{}", DIGITS[tens], DIGITS[ones])),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::figure;

    #[test]
    fn numbers_in_their_forms() {
        for (number, form, printed) in [
            (4, "decimal", "4"),
            (4, "decimalZero", "04"),
            (1994, "upperRoman", "MCMXCIV"),
            (14, "lowerRoman", "xiv"),
            (26, "lowerLetter", "z"),
            (28, "upperLetter", "BB"),
            (10, "russianLower", "к"),
            (2, "arabicAbjad", "ب"),
            (112, "ordinal", "112th"),
            (23, "ordinal", "23rd"),
            (3, "decimalEnclosedCircle", "③"),
            (21, "chineseCounting", "二十一"),
            (3, "cardinalText", "Three"),
            (12, "ordinalText", "Twelfth"),
            (7, "none", ""),
            (7, "somethingNew", "7"),
            (u32::MAX, "upperRoman", "4294967295"),
            (u32::MAX, "lowerLetter", "4294967295"),
            (0, "upperLetter", "0"),
        ] {
            assert_eq!(figure(number, form), printed, "{number} as {form}");
        }
    }
}
