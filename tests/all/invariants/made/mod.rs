//! Inputs that are made and not found: small texts, documents and files, put together by the bytes of an input, so that a
//! fuzzer that changes a byte changes a word, a number or a sign, and comes to what only sound input comes to.
//!
//! An input that begins with [`RECIPE`] is a recipe; any other one is taken as it is. A byte mostly stands for one piece, so
//! that what is cut out of a recipe leaves a recipe.

pub mod pdf;
pub mod word;

use std::fmt::Write;

use arbitrary::{Result, Unstructured};

/// What a recipe begins with: a control character, with which no text begins.
pub const RECIPE: u8 = 1;

/// What makes something of the bytes of a recipe.
pub type Make<T> = fn(&mut Unstructured<'_>) -> Result<T>;

/// What a recipe makes; nothing if the bytes are none.
pub fn recipe<T>(bytes: &[u8], make: Make<T>) -> Option<T> {
    let (_, rest) = bytes.split_first().filter(|(first, _)| **first == RECIPE)?;
    make(&mut Unstructured::new(rest)).ok()
}

/// The text that a recipe makes, or the bytes as a text.
pub fn text(bytes: &[u8], make: Make<String>) -> String {
    recipe(bytes, make).unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// What reports in a language are made of.
pub struct Tongue {
    pub code: &'static str,
    openings: &'static [&'static str],
    acts: &'static [&'static str],
    limits: &'static [&'static str],
    /// Lines that stand alone: headings, contents, options, what is at the head or foot of pages.
    alone: &'static [&'static str],
    /// What stands before the number of a provision.
    labels: &'static [&'static str],
    stop: &'static str,
}

pub const TONGUES: [Tongue; 6] = [
    Tongue {
        code: "en",
        openings: &[
            "Ports shall",
            "Harbour masters should",
            "Millers are encouraged to",
            "The Council calls upon growers to",
            "States parties may",
            "Keepers shall not",
            "The Secretariat was requested to consider",
            "Noting the hail,",
            "Decides to",
            "No mill need",
            "(Norway)",
            "[EU: Growers] should",
        ],
        acts: &[
            "keep lists of ships",
            "count the hives every second year",
            "prune the trees by 12 March 2031",
            "repair the quay in accordance with article 5 (2) of the Convention on Quays (CQ)",
            "submit thirty (30) reports (A/HRC/40/2/Add.1)",
            "share apples, pears, and plums",
            "consider: (a) the dues; (b) the tides",
            "recall resolution 5/3 and paragraph 4 above",
            "[open] [close] the sluice",
            "ratify ICCPR-OP1",
        ],
        limits: &[
            "where feasible",
            "subject to domestic law",
            "as appropriate",
            "with a view to saving water",
            "if any",
            "inter alia",
            "and not otherwise",
            "[to be decided]",
        ],
        alone: &[
            "II. Recommendations",
            "A. Hives",
            "Trees and hives",
            "Annex II",
            "CONTENTS",
            "Hives ........ 3 - 4   12",
            "Part One",
            "Chapter 3",
            "Option 1:",
            "[Alternative A]",
            "The Orchard Council,",
            "Noting the hail,",
            "5/13",
            "____",
            "1 Ibid., p. 4.",
            "A/HRC/40/2",
            "12 March 2031",
            "Report of the Council on the Tides on its second session",
            "Draft articles on quays",
            "B. On mills (continued)",
            "Adopted by the council.",
        ],
        labels: &["Recommendation ", "Article ", "Paragraph ", "Section ", "Rule "],
        stop: ".",
    },
    Tongue {
        code: "fr",
        openings: &[
            "Les ports devraient",
            "Les États parties sont encouragés à",
            "Le Conseil prie les meuniers de",
            "Notant la grêle,",
            "Décide de",
            "(Norvège)",
        ],
        acts: &[
            "tenir des listes de navires",
            "compter les ruches avant le 1er mai 2031",
            "réparer le quai conformément à l’article 5",
            "partager des pommes, des poires et des prunes",
        ],
        limits: &[
            "selon qu’il convient",
            "sous réserve de leur droit interne",
            "en vue d’économiser l’eau",
            "[à déterminer]",
        ],
        alone: &[
            "II. Recommandations",
            "Annexe",
            "Table des matières",
            "Première partie",
            "Option 1 :",
            "Le Conseil des vergers,",
        ],
        labels: &["Recommandation ", "Article premier ", "Article ", "Paragraphe "],
        stop: ".",
    },
    Tongue {
        code: "es",
        openings: &[
            "Los puertos deberían",
            "Se alienta a los molineros a que",
            "Los Estados partes podrán",
            "Observando el granizo,",
            "Decide",
            "(España)",
        ],
        acts: &[
            "llevar listas de buques",
            "contar las colmenas antes del 1 de mayo de 2031",
            "reparar el muelle de conformidad con el artículo 5",
            "compartir manzanas, peras y ciruelas",
        ],
        limits: &["según proceda", "con sujeción a su derecho interno", "con miras a ahorrar agua", "[por determinar]"],
        alone: &["II. Recomendaciones", "Anexo", "Índice", "Primera parte", "Opción 1:", "El Consejo de los huertos,"],
        labels: &["Recomendación ", "Artículo ", "Párrafo "],
        stop: ".",
    },
    Tongue {
        code: "ru",
        openings: &[
            "Портам следует",
            "Государства-участники должны",
            "Совет призывает мельников",
            "отмечая град,",
            "постановляет",
            "(Норвегия)",
        ],
        acts: &[
            "вести списки судов",
            "считать ульи до 1 мая 2031 года",
            "чинить причал в соответствии со статьей 5",
            "делить яблоки, груши и сливы",
        ],
        limits: &[
            "по мере необходимости",
            "с учетом внутреннего законодательства",
            "в целях экономии воды",
            "[подлежит определению]",
        ],
        alone: &["II. Рекомендации", "Приложение", "Содержание", "Часть первая", "Вариант 1:", "Совет садов,"],
        labels: &["Рекомендация ", "Статья ", "Пункт "],
        stop: ".",
    },
    Tongue {
        code: "ar",
        openings: &[
            "ينبغي للموانئ",
            "يجوز للدول الأطراف",
            "يهيب المجلس بأصحاب الطواحين",
            "وإذ يلاحظ البرد،",
            "يقرر",
            "(النرويج)",
        ],
        acts: &[
            "أن تحتفظ بقوائم السفن",
            "أن تعد الخلايا قبل ١ أيار/مايو ٢٠٣١",
            "إصلاح الرصيف وفقا للمادة ٥",
            "تقاسم التفاح والكمثرى والبرقوق",
        ],
        limits: &["حسب الاقتضاء", "رهنا بقوانينها الداخلية", "بغية توفير المياه", "[يحدد لاحقا]"],
        alone: &["ثانيا - التوصيات", "المرفق", "المحتويات", "الباب الأول", "الخيار ١:", "إن مجلس البساتين،"],
        labels: &["التوصية ", "المادة ", "الفقرة "],
        stop: ".",
    },
    Tongue {
        code: "zh",
        openings: &["各港口应当", "鼓励缔约国", "理事会吁请磨坊主", "注意到冰雹，", "决定", "（挪威）"],
        acts: &["保存船舶清单", "在2031年5月1日之前清点蜂箱", "根据第五条修理码头", "分享苹果、梨和李子"],
        limits: &["酌情", "在遵守国内法的前提下", "以期节约用水", "[待定]"],
        alone: &["二、建议", "附件", "目录", "第一部分", "备选案文1：", "果园理事会，"],
        labels: &["建议", "第", "第二"],
        stop: "。",
    },
];

/// Numbers as provisions print them; `%` stands for one that counts on.
const NUMBERS: &[&str] = &[
    "%. ",
    "%.",
    "% ",
    "(%) ",
    "%) ",
    "%.1. ",
    "%.% ",
    "129.% ",
    "[%. ",
    "[%] ",
    "% bis. ",
    "%bis ",
    "%A. ",
    "(a) ",
    "(b) ",
    "(ii) ",
    "(iv) ",
    "a) ",
    "IV. ",
    "I. ",
    "V ",
    "- ",
    "• ",
    "– ",
    "١- ",
    "٢. ",
    "一、",
    "（二）",
    "12.04.020 ",
    "%,",
    "PP% ",
    "OP% ",
    "5. 3 ",
    "l. ",
    "O. ",
    "%alt ",
    "% (a) ",
];

/// Signs, spaces and letters that are hard to cut.
const ODD: &[&str] = &[
    "\u{301}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{a0}",
    "\u{85}",
    "\u{2028}",
    "\u{c}",
    "\t",
    "-\n",
    "\n",
    "–",
    "“",
    "’",
    "*",
    "**",
    "#",
    "[",
    "]",
    "[[",
    "/",
    "]/[",
    "(",
    ")",
    "<b>",
    "&amp;",
    "|",
    "_",
    "...",
    "……",
    ":",
    ";",
    "1",
    "²",
    "①",
    "Ⅳ",
    "İ",
    "ß",
    "ﬁ",
    "𝐀",
    "👩\u{200d}🚀",
    "שלום",
    "ไทย",
    "\\",
    "\"",
    "'",
    "«",
    "％",
    "＊",
    "［",
    "］",
    "（",
    "）",
    "، ",
    "؛",
    "。",
    "，",
    "\u{200f}",
    "\u{202e}",
];

/// A piece of a table, by a byte.
fn one_of<'a>(bytes: &mut Unstructured<'_>, table: &[&'a str]) -> Result<&'a str> {
    Ok(table[bytes.int_in_range(0..=table.len() - 1)?])
}

fn tongue(bytes: &mut Unstructured<'_>) -> Result<&'static Tongue> {
    Ok(&TONGUES[bytes.int_in_range(0..=TONGUES.len() - 1)?])
}

/// What people propose and decide, in brackets now and then.
fn sentence(bytes: &mut Unstructured<'_>, tongue: &Tongue) -> Result<String> {
    let form: u8 = bytes.arbitrary()?;
    let (opening, act) = (one_of(bytes, tongue.openings)?, one_of(bytes, tongue.acts)?);
    let mut text = match form % 8 {
        0..=2 => format!("{opening} {act}"),
        3 => format!("{opening}, {}, {act}", one_of(bytes, tongue.limits)?),
        4 => format!("{opening} [{act}]"),
        5 => format!("{opening} [{act}][{}]", one_of(bytes, tongue.acts)?),
        6 => format!("{opening} [{act}/{}], {}", one_of(bytes, tongue.acts)?, one_of(bytes, tongue.limits)?),
        _ => act.to_owned(),
    };
    text.push_str(if form & 64 == 0 { tongue.stop } else { one_of(bytes, &["", ";", ":", ",", "!", ".1", "]", "*"])? });
    Ok(text)
}

/// A line or more of a report.
fn block(bytes: &mut Unstructured<'_>, tongue: &Tongue, count: &mut u32) -> Result<String> {
    let form: u8 = bytes.arbitrary()?;
    let numbered = |bytes: &mut Unstructured<'_>, count: &mut u32| -> Result<String> {
        // Now and then a number is doubled or left out.
        let step = [1, 1, 1, 1, 1, 0, 2, 3][bytes.int_in_range(0..=7usize)?];
        *count = (*count + step).max(1);
        Ok(one_of(bytes, NUMBERS)?.replace('%', &count.to_string()))
    };
    Ok(match form % 16 {
        0..=5 => {
            *count += 1;
            format!("{count}. {}", sentence(bytes, tongue)?)
        }
        6 | 7 => numbered(bytes, count)? + &sentence(bytes, tongue)?,
        8 => {
            *count += 1;
            format!(
                "{}{count}{}",
                one_of(bytes, tongue.labels)?,
                one_of(bytes, &["", ".", ":", " (dues)", "\n", "\n\n", " – ", "条 "])?
            )
        }
        9 | 10 => one_of(bytes, tongue.alone)?.to_owned(),
        11 => sentence(bytes, tongue)?,
        12 => {
            *count = 0;
            String::new()
        }
        13 => one_of(bytes, ODD)?.to_owned() + &sentence(bytes, tongue)?,
        14 => format!("{} {}", sentence(bytes, tongue)?, numbered(bytes, count)? + &sentence(bytes, tongue)?),
        _ => {
            let (from, to) = (bytes.int_in_range(0..=5u8)?, one_of(bytes, ODD)?);
            let text = sentence(bytes, tongue)?;
            let (before, behind) = text.split_at(text.ceil_char_boundary(usize::from(from) * 4).min(text.len()));
            format!("{before}{to}{behind}")
        }
    })
}

/// The most pieces of what is made.
const MOST: usize = 40;

/// The blocks of a report with the space behind each.
fn blocks(bytes: &mut Unstructured<'_>) -> Result<Vec<String>> {
    let own = tongue(bytes)?;
    let (mut blocks, mut count) = (Vec::new(), 0);
    while !bytes.is_empty() && blocks.len() < MOST {
        let space: u8 = bytes.arbitrary()?;
        let other = if space & 0xf0 == 0xf0 { tongue(bytes)? } else { own };
        let text = block(bytes, other, &mut count)?;
        let space = ["\n\n", "\n\n", "\n", "\n", "\n    ", "\n\n\n\n", "\r\n", " "][usize::from(space % 8)];
        blocks.push(text + space);
    }
    Ok(blocks)
}

/// A report.
pub fn report(bytes: &mut Unstructured<'_>) -> Result<String> {
    Ok(blocks(bytes)?.concat())
}

/// A report and what some changes make of it.
pub fn two_reports(bytes: &mut Unstructured<'_>) -> Result<(String, String)> {
    let changes: Vec<u8> = changes(bytes)?;
    let old = blocks(bytes)?;
    Ok((old.concat(), changed(&old, &changes).concat()))
}

/// The texts of two documents, each a provision.
pub fn two_documents(bytes: &mut Unstructured<'_>) -> Result<(Vec<String>, Vec<String>)> {
    let changes: Vec<u8> = changes(bytes)?;
    let own = tongue(bytes)?;
    let mut old = Vec::new();
    while !bytes.is_empty() && old.len() < MOST / 2 {
        let mut text = sentence(bytes, own)?;
        for _ in 0..bytes.int_in_range(0..=3u8)? {
            text += " ";
            text += &sentence(bytes, own)?;
        }
        old.push(text);
    }
    let new = changed(&old, &changes);
    Ok((old, new))
}

/// Up to a dozen changes, each two bytes: what is done, and where.
fn changes(bytes: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let count = bytes.int_in_range(0..=12usize)?;
    Ok(bytes.bytes((count * 2).min(bytes.len()))?.to_vec())
}

/// Pieces of which some were left out, doubled, moved, put in brackets or in capitals, or run into each other.
fn changed(pieces: &[String], changes: &[u8]) -> Vec<String> {
    let mut new = pieces.to_vec();
    for change in changes.chunks_exact(2) {
        if new.is_empty() {
            break;
        }
        let (what, at) = (change[0], usize::from(change[1]) % new.len());
        match what % 8 {
            0 => drop(new.remove(at)),
            1 => new.insert(at, pieces[usize::from(what) % pieces.len()].clone()),
            2 => {
                let piece = new.remove(at);
                new.insert(usize::from(what / 8) % (new.len() + 1), piece);
            }
            3 => new[at] = format!("[{}]", new[at]),
            4 => new[at] = new[at].to_uppercase(),
            5 => new[at] = new[at].replace(['[', ']'], ""),
            6 => {
                let half = new[at].ceil_char_boundary(new[at].len() / 2);
                let behind = new[at].split_off(half);
                new.insert(at + 1, behind);
            }
            _ => new[at] = new[at].replace("s ", " "),
        }
    }
    new
}

/// Words and signs of a text under negotiation; the words are of few letters, so that texts share some.
const PIECES: &[&str] = &[
    "Ports ",
    "shall ",
    "should ",
    "not ",
    "keep ",
    "lists ",
    "of ",
    "ships",
    ", ",
    ". ",
    "[",
    "]",
    "[",
    "] ",
    "/",
    "][",
    "[EU: ",
    "[Norway and Chad: ",
    "(Norway)",
    "Option 1: ",
    "\nOption 2: ",
    "Alternative A\n",
    "no text",
    "[...]",
    "[X]",
    "[placeholder]",
    "[Note: ",
    "where feasible",
    "[, where feasible,] ",
    "and ",
    "or ",
    "\n",
    "\n\n",
    "(a) ",
    "(b) ",
    "the quay",
    "Article 5 ",
    "12 March 2031",
    "thirty (30) ",
    "*",
    "\u{ad}",
    "\u{301}",
    "’",
    "'",
    "“",
    "–",
    "[[",
    "]]",
    "KEEP ",
    "вести ",
    "списки",
    "ينبغي ",
    "应当",
    "，",
    "［",
    "］",
    "alt ",
    "bis ",
    "1. ",
    "2. ",
];

/// A text of words and signs, and what some changes make of it.
pub fn two_texts(bytes: &mut Unstructured<'_>) -> Result<(String, String)> {
    let changes: Vec<u8> = changes(bytes)?;
    let old = pieces(bytes, PIECES, 60)?;
    Ok((old.concat(), changed(&old, &changes).concat()))
}

/// Pieces out of a table, and letters that are in none.
fn pieces(bytes: &mut Unstructured<'_>, table: &[&str], most: usize) -> Result<Vec<String>> {
    let mut pieces = Vec::new();
    while !bytes.is_empty() && pieces.len() < most {
        let at = usize::from(bytes.arbitrary::<u8>()?);
        pieces.push(match at {
            0xff => bytes.arbitrary::<char>()?.to_string(),
            0xe0..0xff => ODD[usize::from(bytes.arbitrary::<u8>()?) % ODD.len()].to_owned(),
            _ => table[at % table.len()].to_owned(),
        });
    }
    Ok(pieces)
}

/// A sentence or several in a language, with its code.
pub fn two_sentences(bytes: &mut Unstructured<'_>) -> Result<(&'static str, String, String)> {
    let own = tongue(bytes)?;
    let changes: Vec<u8> = changes(bytes)?;
    let mut old = Vec::new();
    while !bytes.is_empty() && old.len() < 12 {
        old.push(match bytes.int_in_range(0..=5u8)? {
            0 => format!("{} ", one_of(bytes, own.openings)?),
            1 => format!("{} ", one_of(bytes, own.acts)?),
            2 => format!("{} ", one_of(bytes, own.limits)?),
            3 => one_of(bytes, ODD)?.to_owned(),
            4 => one_of(bytes, PIECES)?.to_owned(),
            _ => sentence(bytes, own)? + " ",
        });
    }
    Ok((own.code, old.concat(), changed(&old, &changes).concat()))
}

/// Symbols and dates, and what looks like them.
pub fn symbols(bytes: &mut Unstructured<'_>) -> Result<String> {
    let table = &[
        "A",
        "/",
        "HRC",
        "/40",
        "/2",
        "CTOC/COP/WG.7",
        "/2019",
        "/L.1",
        "/Add.",
        "/Rev.",
        "/Corr.",
        "1",
        "2",
        "12",
        "999",
        "*",
        "**",
        " and ",
        "–3",
        "-",
        "S/RES/",
        "186(1964)",
        "E/DEC/",
        "2013/5",
        " ",
        "2019",
        "-09",
        "-11",
        "-31",
        "-00",
        "99999",
        "0",
        "(",
        ")",
        ".",
        ",",
        "A/RES/72/1",
        "\n",
        "é",
        "＊",
        "٭",
        "1/",
        "Add",
        "to ",
    ];
    Ok(pieces(bytes, table, MOST)?.concat())
}

/// Tags and text of a web page.
pub fn page(bytes: &mut Unstructured<'_>) -> Result<String> {
    let table = &[
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ol>",
        "</ol>",
        "<ol start=3>",
        "<ol type=a reversed>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<li value=-2>",
        "<h1>",
        "</h1>",
        "<h3>",
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<td colspan=2 rowspan=3>",
        "</td>",
        "<th>",
        "<b>",
        "</b>",
        "<i>",
        "<em>",
        "</i>",
        "<br>",
        "<pre>",
        "</pre>",
        "<sup>",
        "</sup>",
        "<a href=#f1 id=r1>",
        "</a>",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<!--",
        "-->",
        "<![CDATA[",
        "<title>",
        "</title>",
        "<head>",
        "<body>",
        "</html>",
        "<blockquote>",
        "<template>",
        "<svg>",
        "<noscript>",
        "<textarea>",
        "<span style=\"display:none\">",
        "</span>",
        "<p hidden>",
        "&nbsp;",
        "&amp;",
        "&#x41;",
        "&#0;",
        "&lt",
        "&bogus;",
        "<meta charset=latin1>",
        "<",
        ">",
        "</",
        "<p",
        " class='x'",
        "\"",
        "1. Ports shall keep lists.",
        "2. Mills",
        "(a) dues",
        "II. Recommendations",
        "[open]",
        " ",
        "\n",
        "\t",
        "\0",
        "*",
        "<dl><dt>",
        "<dd>",
        "<hr>",
        "<q>",
        "<del>",
        "<ins>",
        "</ins>",
        "<select><option>",
        "<frameset>",
        "<math>",
        "<p/>",
        "<center>",
        "<nobr>",
    ];
    Ok("<html>".to_owned() + &pieces(bytes, table, 80)?.concat())
}

/// Marks and text of Markdown.
pub fn markdown(bytes: &mut Unstructured<'_>) -> Result<String> {
    let table = &[
        "# ",
        "## ",
        "1. ",
        "2. ",
        "- ",
        "* ",
        "+ ",
        "    ",
        "  ",
        "\t",
        "\n",
        "\n\n",
        "\n",
        "> ",
        "*",
        "**",
        "_",
        "***",
        "`",
        "```\n",
        "~~~",
        "[",
        "](x)",
        "[^1]",
        "[^1]: ",
        "![",
        "|",
        "|---|---|\n",
        "---\n",
        "===\n",
        "<p>",
        "<!--",
        "-->",
        "</p>",
        "&amp;",
        "\\",
        "\\*",
        "Ports shall keep lists",
        " of ships.",
        "Recommendation 4",
        "II. Recommendations",
        "(a) dues",
        "[open]",
        "~~",
        "$",
        ":",
        "1) ",
        "[x]: /y\n",
        "<https://x.y>",
        "  \n",
        "é",
        "\u{a0}",
        "- [ ] ",
        "**B. On law***Recommendation 5*",
        "12",
        "{#id}",
        "\r\n",
    ];
    Ok(pieces(bytes, table, 80)?.concat())
}

/// Lists of units in both forms, and what is almost one.
pub fn units(bytes: &mut Unstructured<'_>) -> Result<String> {
    let table = &[
        "{\"id\": \"1\", \"text\": \"Ports shall keep lists.\"}\n",
        "{\"id\":",
        "\"a\"",
        ",\"text\":",
        "\"Mills\"",
        ",\"section\":",
        "\"A > B\"",
        "null",
        "}",
        "\n",
        "\r\n",
        "1",
        "1.10",
        "-3",
        "\"\\u00e9\\ud83d\"",
        "\"\\ud800\"",
        "{",
        "[",
        "]",
        "id,text\n",
        "id;text;section\n",
        "id\ttext\n",
        "1,Ports shall keep lists.\n",
        "2,\"Mills, and\n\"\"dues\"\"\"\n",
        "\"",
        ",",
        ";",
        "\t",
        "3,[open]\n",
        "text,id\n",
        " ",
        "\u{feff}",
        "true",
        "section",
        "\"\",\"\"\n",
        "{\"text\": \"\\n\\n\", \"id\": 7}\n",
    ];
    let head = one_of(
        bytes,
        &["", "id,text\n", "id;text;section\n", "{\"id\": \"0\", \"text\": \"Act.\"}\n", "section\ttext\tid\n"],
    )?;
    Ok(head.to_owned() + &pieces(bytes, table, MOST)?.concat())
}

/// Files beside the reports: a manifest, decisions, corrections, gold, a profile.
pub fn data_file(bytes: &mut Unstructured<'_>) -> Result<String> {
    let table = &[
        "[[document]]\n",
        "id = \"report\"\n",
        "path = \"report.txt\"\n",
        "path = \"../x\"\n",
        "symbol = \"A/HRC/40/2\"\n",
        "body = \"Orchard Council\"\n",
        "meeting = 2\n",
        "stage = \"draft\"\n",
        "stage = \"final\"\n",
        "draft_of = \"other\"\n",
        "id = \"other\"\n",
        "date = \"2031-03-12\"\n",
        "date = 2031-03-12\n",
        "language = \"fr\"\n",
        "inferred = [\"date\"]\n",
        "profile = \"articles\"\n",
        "profile = 'x.toml'\n",
        "title = \"\"\n",
        "model = 'm'\n",
        "[[document.line]]\n",
        "begins = \"l3. Harbours\"\n",
        "begins = ' '\n",
        "nth = 2\n",
        "nth = 0\n",
        "number = \"13\"\n",
        "number = \"2 bis\"\n",
        "is = \"text\"\n",
        "is = \"item\"\n",
        "is = \"heading\"\n",
        "# a note\n",
        "\n",
        "[[decision]]\n",
        "old = \"old/1\"\n",
        "new = \"new/1\"\n",
        "old = \"old/2\"\n",
        "new = \"new/2\"\n",
        "old = 'new/2'\n",
        "new = 'old/3'\n",
        "verdict = \"accept\"\n",
        "verdict = \"link\"\n",
        "verdict = \"reject\"\n",
        "why = \"Recast.\"\n",
        "who = \"Ada Example\"\n",
        "who = ''\n",
        "when = \"2026-03-02\"\n",
        "when = 2026-03-02\n",
        "old_text = \"Ports shall keep lists.\"\n",
        "new_text = \"Mills should turn.\"\n",
        "name = \"own\"\n",
        "about = \"Mine.\"\n",
        "[[headed]]\n",
        "[headed]\n",
        "pattern = '^Action {number}'\n",
        "pattern = '^({article}|(?:){number}'\n",
        "kind = \"recommendation\"\n",
        "kind = 'clause'\n",
        "[numbered]\n",
        "levels = [\"paragraph\", \"recommendation\"]\n",
        "levels = []\n",
        "before = '§ ?'\n",
        "bare = true\n",
        "titles = true\n",
        "[recommendations]\n",
        "by_text = ['should']\n",
        "[[shows]]\n",
        "line = '^Action'\n",
        "paragraph = 'acts'\n",
        "least = 1\n",
        "most = 0\n",
        "chapters = true\n",
        "preamble = true\n",
        "[[link]]\n",
        "old = [\"1\"]\n",
        "new = [\"2\", \"3\"]\n",
        "old = \"",
        "'''",
        "\"\"\"\n",
        "[",
        "]",
        " = ",
        "{ a = 1 }",
        "\\u0000",
        "\"\n",
        "runs_on = true\n",
        "paragraphs = true\n",
        "document = [",
        "{",
        "},\n",
        "]\n",
    ];
    Ok(pieces(bytes, table, MOST)?.concat())
}

/// A whole decision or several on two small documents, with what a person may add between them.
pub fn decisions(bytes: &mut Unstructured<'_>) -> Result<String> {
    let mut file = String::new();
    let mut decided = 0;
    while !bytes.is_empty() && decided < 8 {
        let (old, new, form) = (bytes.int_in_range(0..=7u8)?, bytes.int_in_range(0..=7u8)?, bytes.arbitrary::<u8>()?);
        let verdict = ["accept", "link", "reject"][usize::from(form % 3)];
        let (one, other) = if form & 64 == 0 { ("old", "new") } else { ("new", "old") };
        let _ = write!(
            file,
            "[[decision]]\nold = \"{one}/{old}\"\nnew = \"{other}/{new}\"\nverdict = \"{verdict}\"\nwhy = \"Recast.\"\nwho = \"Ada Example\"\nwhen = 2026-03-02\n"
        );
        if form & 128 != 0 {
            file += &pieces(
                bytes,
                &[
                    "# a note\n",
                    "\n",
                    "old_text = \"Ports shall keep lists.\"\n",
                    "new_text = \"Mills should turn.\"\n",
                    "[[decision]]\n",
                    "x = 1\n",
                ],
                2,
            )?
            .concat();
        }
        decided += 1;
    }
    Ok(file)
}

/// Phrases, names of States and names of things, as users add them.
pub fn word_file(bytes: &mut Unstructured<'_>) -> Result<String> {
    let table = &[
        "replace = true\n",
        "[[operative]]\n",
        "phrases = [\"is|are invited to? consider*\", \"see # …\"]\n",
        "phrases = [\"(may\"]\n",
        "phrases = ['']\n",
        "phrases = ['… to', '* ?']\n",
        "style = \"modal\"\n",
        "style = 'verb'\n",
        "scale = \"asks\"\n",
        "scale = 'own'\n",
        "rank = 30\n",
        "negated = 2\n",
        "frees = true\n",
        "main = true\n",
        "unless = ['where']\n",
        "why = \"[ours]\"\n",
        "[[softener]]\n",
        "force = -2\n",
        "[[qualifier]]\n",
        "kind = \"domestic-law\"\n",
        "[modifiers]\n",
        "[addressee]\n",
        "[heads]\n",
        "[extent]\n",
        "[lists]\n",
        "[cited]\n",
        "[light]\n",
        "[numbers]\n",
        "one = 1\n",
        "and = ['and']\n",
        "leads = ['by']\n",
        "tails = []\n",
        "articles = ['the']\n",
        "[names]\n",
        "NO = [\"Norway\"]\n",
        "XX = ['Norway', 'Orchard Isles']\n",
        "[groups]\n",
        "[members]\n",
        "[thing.CQ]\n",
        "[thing.CQ-P1]\n",
        "kind = \"treaty\"\n",
        "kind = 'body'\n",
        "parent = \"CQ\"\n",
        "parent = 'CQ-P1'\n",
        "number = 1\n",
        "all = [\"CQ\"]\n",
        "en = [\"Convention on Quays\", '']\n",
        "about = { en = ['dues'] }\n",
        "group = true\n",
        "# a note\n",
        "\n",
        "'",
        "[",
        "zh = ['码头公约']\n",
        "exact = ['(?x']\n",
        "dates = ['{month}']\n",
    ];
    let head =
        one_of(bytes, &["language = \"en\"\n", "language = \"fr\"\n", "language = 'zh'\n", "language = 'xx'\n", ""])?;
    Ok(head.to_owned() + &pieces(bytes, table, MOST)?.concat())
}
