//! Which lines begin provisions: a list is known by its run and its place, in plain text, Markdown and web pages alike.

use std::path::PathBuf;

use travaux::corpus::Source;
use travaux::extract::read;
use travaux::model::{Document, Kind, Metadata};

fn read_as(name: &str, text: &str, language: &str) -> Document {
    let declared = Metadata { language: Some(language.into()), ..Metadata::default() }.into();
    let source = Source { id: "own".into(), path: PathBuf::from(name), bytes: text.as_bytes().to_vec(), declared };
    read(&source).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A text as a web page, a paragraph each.
fn page(text: &str) -> String {
    let paragraphs: Vec<String> = text.split("\n\n").map(|one| format!("<p>{}</p>", one.trim())).collect();
    format!("<html><body>\n{}\n</body></html>\n", paragraphs.join("\n"))
}

/// The label and kind of each provision: `r5(1)` for a recommendation, `p5` for a paragraph.
fn labels(document: &Document) -> Vec<String> {
    let letter = |kind: Kind| &kind.name()[..1];
    document.provisions.iter().map(|one| format!("{}{}", letter(one.kind), one.label)).collect()
}

/// Reads a text in each format and says which provisions it has; they must be the same in all.
fn found(text: &str, language: &str) -> (Vec<String>, Document) {
    let plain = read_as("own.txt", text, language);
    for (name, text) in [("own.md", text.to_owned()), ("own.html", page(text))] {
        let other = read_as(name, &text, language);
        assert_eq!(labels(&other), labels(&plain), "{name}");
        let texts = |document: &Document| -> Vec<String> {
            document.provisions.iter().map(|one| one.text().to_owned()).collect()
        };
        assert_eq!(texts(&other), texts(&plain), "{name}");
    }
    (labels(&plain), plain)
}

fn text_of<'a>(document: &'a Document, label: &str) -> &'a str {
    document.provisions.iter().find(|one| one.label == label).unwrap_or_else(|| panic!("{label} is there")).text()
}

/// A report of five paragraphs whose fourth is followed by a list.
fn report(lead_in: &str, items: &str) -> String {
    format!(
        "Report of the Orchard Council on its third meeting\n\nI. Opening\n\n1. The council met in the old cider mill and heard \
         the growers speak about frost and hail.\n\n2. It thanked the keepers of the bees for their yearly count.\n\nII. \
         Conclusions and recommendations\n\n3. {lead_in}\n\n{items}\n\n4. What is set out above are the views of the growers \
         alone.\n"
    )
}

const ITEMS: [&str; 6] = [
    "Plant two hedges along the northern road (Growers)",
    "Prune the oldest trees before the frost (Keepers)",
    "Count the hives in spring and in autumn (Millers)",
    "Repair the press in the lower barn (Growers)",
    "Teach grafting in the village school (Keepers)",
    "Clear the ditches before the rains (Millers)",
];

fn listed(ends: &str) -> String {
    let items = ITEMS.iter().zip(1..).map(|(item, number)| format!("{number}. {item}{ends}"));
    items.collect::<Vec<_>>().join("\n\n")
}

const LISTED: [&str; 10] = ["p1", "p2", "p3", "r3(1)", "r3(2)", "r3(3)", "r3(4)", "r3(5)", "r3(6)", "p4"];

#[test]
fn a_list_counts_past_the_number_of_its_paragraph() {
    for lead_in in [
        "The following recommendations were accepted by the orchard:",
        "The following recommendations were made to the orchard. It will answer in autumn.",
        "During the debate, it was recommended that the orchard:",
        "The recommendations below were accepted by the orchard",
    ] {
        for ends in [";", ".", ""] {
            let (labels, document) = found(&report(lead_in, &listed(ends)), "en");
            assert_eq!(labels, LISTED, "{lead_in:?}, {ends:?}");
            assert_eq!(text_of(&document, "3(6)"), format!("{}{ends}", ITEMS[5]));
            assert_eq!(text_of(&document, "3"), lead_in);
            assert_eq!(document.left_out.len(), 0, "{lead_in:?}, {ends:?}");
        }
    }
}

#[test]
fn a_list_is_a_list_in_every_language() {
    let cases = [
        (
            "fr",
            "I. Ouverture\n\n1. Le conseil s’est réuni au moulin.\n\nII. Conclusions et recommandations\n\n2. Les \
             recommandations ci-après ont été acceptées :\n\n1. Planter deux haies le long de la route ;\n\n2. Tailler les \
             vieux arbres ;\n\n3. Compter les ruches ;\n\n3. Ces vues sont celles des cultivateurs.\n",
        ),
        (
            "es",
            "I. Apertura\n\n1. El consejo se reunió en el molino.\n\nII. Conclusiones y recomendaciones\n\n2. Se aceptaron las \
             siguientes recomendaciones:\n\n1. Plantar dos setos junto al camino;\n\n2. Podar los árboles viejos;\n\n3. Contar \
             las colmenas;\n\n3. Estas opiniones son las de los cultivadores.\n",
        ),
        (
            "ru",
            "I. Открытие\n\n1. Совет собрался на старой мельнице.\n\nII. Выводы и рекомендации\n\n2. Были приняты следующие \
             рекомендации:\n\n1. Посадить две изгороди вдоль дороги;\n\n2. Обрезать старые деревья;\n\n3. Сосчитать \
             ульи;\n\n3. Эти мнения принадлежат садоводам.\n",
        ),
        (
            "zh",
            "一、开幕\n\n1. 理事会在老磨坊举行会议。\n\n二、结论和建议\n\n2. 下列建议得到果园的接受：\n\n1. 沿路种植两道树篱；\n\n2. 修剪老树；\n\n3. \
             清点蜂箱；\n\n3. 上述意见仅为种植者的意见。\n",
        ),
    ];
    for (language, text) in cases {
        let (labels, _) = found(text, language);
        assert_eq!(labels, ["p1", "p2", "r2(1)", "r2(2)", "r2(3)", "p3"], "{language}");
    }
}

#[test]
fn a_list_of_one_needs_a_colon() {
    let second = "4. The following recommendation was not accepted:\n\n1. Fell the lime tree by the gate (Millers).";
    let text = report("The following recommendations were accepted:", &format!("{}\n\n{second}", listed(";")))
        .replace("4. What is set out", "5. What is set out");
    let (labels, _) = found(&text, "en");
    assert_eq!(labels[9..], ["p4", "r4(1)", "p5"]);
}

#[test]
fn headings_part_a_list_and_no_paragraph() {
    let (first, rest) = ITEMS.split_at(3);
    let part = |items: &[&str], from: usize| {
        let items = items.iter().zip(from..).map(|(item, number)| format!("{number}. {item};"));
        items.collect::<Vec<_>>().join("\n\n")
    };
    let items = format!("Trees and hives\n\n{}\n\nBarns and schools\n\n{}", part(first, 1), part(rest, 4));
    let (labels, document) = found(&report("The following recommendations were made to the orchard:", &items), "en");
    assert_eq!(labels, LISTED);
    let section = |label: &str| {
        let one = document.provisions.iter().find(|one| one.label == label).expect("it is there");
        one.section.last().expect("it stands under a heading").clone()
    };
    assert_eq!([section("3(3)"), section("3(4)")], ["Trees and hives", "Barns and schools"]);
}

#[test]
fn a_misprinted_number_is_taken_where_it_is_missing() {
    let numbered = |marks: [&str; 5]| {
        let items = marks.iter().zip(ITEMS).map(|(mark, item)| format!("{mark} {item};"));
        report("The following recommendations were accepted by the orchard:", &items.collect::<Vec<_>>().join("\n\n"))
    };
    let labels = ["p1", "p2", "p3", "r3.1", "r3.2", "r3.3", "r3.4", "r3.5", "p4"];
    for (odd, printed) in [("13.3.", "13.3."), ("3. 3", "3. 3"), ("3.8.", "3.8.")] {
        let (found, document) = found(&numbered(["3.1.", "3.2.", odd, "3.4.", "3.5."]), "en");
        assert_eq!(found, labels, "{odd}");
        assert_eq!(text_of(&document, "3.3"), format!("{};", ITEMS[2]));
        let said: Vec<&str> = document.warnings.iter().map(|warning| warning.message.as_str()).collect();
        assert!(said.iter().any(|said| said.contains(&format!("is printed \u{201c}{printed}\u{201d}"))), "{said:?}");
    }
    let glued = numbered(["3.1.", "3.2.", "3.3.", "3.4.", "3.5."]).replace(";\n\n3.4. ", ";3.4. ");
    let (found, document) = found(&glued, "en");
    assert_eq!(found, labels, "within a line");
    assert_eq!(text_of(&document, "3.3"), format!("{};", ITEMS[2]));
}

#[test]
fn series_that_restart_or_leave_numbers_out() {
    let section = |title: &str, numbers: &[u32]| {
        let items = numbers.iter().zip(ITEMS.iter().cycle()).map(|(number, item)| format!("{number}. {item}.\n\n"));
        format!("## {title}\n\n{}", items.collect::<String>())
    };
    let numbers: [&[u32]; 3] = [&[1, 2, 3, 4, 5], &[4, 5, 6, 7], &[30, 31, 42, 44]];
    let text: String =
        ["Trees", "Hives", "Barns"].iter().zip(numbers).map(|(title, list)| section(title, list)).collect();
    let document = read_as("own.md", &text, "en");
    let read: Vec<&str> = document.provisions.iter().map(|one| one.label.split('#').next().unwrap()).collect();
    let printed: Vec<String> = numbers.concat().iter().map(u32::to_string).collect();
    assert_eq!(read, printed);
}

#[test]
fn numbers_that_were_put_in_later() {
    let text = "1. Keepers count the hives.\n\n2. Growers prune the trees.\n\n2 bis. Millers mend the press.\n\n2A. Carters \
                clear the road.\n\n3. All meet in autumn.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["p1", "p2", "p2 bis", "p2A", "p3"]);
    assert!(document.series()[0].missing.is_empty());
}

#[test]
fn a_table_of_contents_is_no_text() {
    let contents = "CONTENTS\n\nOpening ............................ 1 - 2        3\n\nI. THE WORK OF THE COUNCIL ........ 3      \
                    4\n\nII. CONCLUSIONS AND RECOMMENDATIONS    4 - 5     9\n\n";
    let body = "Opening\n\n1. The council met in the old cider mill.\n\n2. It heard the growers speak about hail.\n\nI. THE WORK OF \
                THE COUNCIL\n\n3. It thanked the keepers for their yearly count.\n\nII. CONCLUSIONS AND RECOMMENDATIONS\n\n4. \
                Growers should prune the oldest trees.\n\n5. Keepers should count the hives in spring.\n";
    let (labels, document) = found(&format!("Report of the Orchard Council\n\n{contents}{body}"), "en");
    assert_eq!(labels, ["p1", "p2", "p3", "r4", "r5"]);
    assert_eq!(document.provisions[3].section, ["II. CONCLUSIONS AND RECOMMENDATIONS"]);
    let furniture: Vec<&str> = document.furniture.iter().map(|line| line.text()).collect();
    assert!(furniture.iter().any(|line| line.starts_with("II. CONCLUSIONS")), "{furniture:?}");
}

#[test]
fn a_table_of_contents_without_pages_stands_again_below() {
    let titles = ["1. Short title", "2. Hives", "3. Dues"];
    let texts = ["This Act is the Orchard Act.", "Keepers register each hive with the council.", "Who presses pays."];
    let body: String = titles.iter().zip(texts).map(|(title, text)| format!("{title}\n\n{text}\n\n")).collect();
    let text = format!("ORCHARD ACT\n\nArrangement of sections\n\n{}\n\n{body}", titles.join("\n\n"));
    let (labels, document) = found(&text, "en");
    assert_eq!(labels, ["p1", "p2", "p3"]);
    assert_eq!(text_of(&document, "2"), texts[1]);
    assert_eq!(document.provisions[1].section.last().map(String::as_str), Some("2. Hives"));
}

#[test]
fn a_title_over_nothing_is_the_text() {
    let text = "1. Hives\n\n1.1. A hive is a house of bees\n\n1.2. A keeper is who keeps one\n\n2. Dues\n\n2.1. Each keeper pays \
                a jar of honey\n\n2.2. Dues are paid in autumn.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["c1.1", "c1.2", "c2.1", "c2.2"]);
    assert_eq!(text_of(&document, "1.2"), "A keeper is who keeps one");
    let one_line = "Article 1\n\nEach keeper keeps a book.\n\nArticle 2\n\nNo dues are owed (see annex I)\n\nArticle 3\n\nKeepers \
                    may withdraw at any time.\n";
    let (labels, document) = found(one_line, "en");
    assert_eq!(labels, ["a1", "a2", "a3"]);
    assert_eq!(text_of(&document, "2"), "No dues are owed (see annex I)");
}

#[test]
fn articles_by_other_names_and_with_titles_in_brackets() {
    for (one, other) in [
        ("Article 1 (hives)", "Article 2 (dues)"),
        ("[Article 1]", "[Article 2]"),
        ("Art. 1", "Art. 2"),
        ("Rule 1", "Rule 2"),
        ("Draft article 1", "Draft article 2"),
        ("ARTICLE 1: HIVES.", "ARTICLE 2: DUES."),
        ("Article 1 – hives", "Article 2 – dues"),
    ] {
        let text =
            format!("## {one}\n\nEach keeper registers each hive.\n\n## {other}\n\nEach keeper pays a jar of honey.\n");
        let document = read_as("own.md", &text, "en");
        assert_eq!(labels(&document), ["a1", "a2"], "{one}");
        assert_eq!(text_of(&document, "2"), "Each keeper pays a jar of honey.");
    }
    let traditional =
        "第一條\n\n一、養蜂人應登記蜂箱。\n\n二、養蜂人應每年報告。\n\n第二條\n\n養蜂人應繳納一罐蜂蜜。\n";
    assert_eq!(found(traditional, "zh").0, ["a1(1)", "a1(2)", "a2"]);
}

#[test]
fn an_annex_that_a_sentence_names_ends_nothing() {
    let text = "Article 1\n\n1. Each keeper pays what is set out in\nannex II.\nGrowers may waive it.\n\n2. Each keeper keeps a \
                book.\n\nArticle 2\n\nKeepers may withdraw.\n";
    let document = read_as("own.txt", text, "en");
    assert_eq!(labels(&document), ["a1(1)", "a1(2)", "a2"]);
    assert_eq!(text_of(&document, "1(1)"), "Each keeper pays what is set out in annex II. Growers may waive it.");
}

#[test]
fn a_list_within_a_clause_takes_over_no_numbering() {
    let text = "1. Scope\n\nThis standard covers hives.\n\n2. Hives\n\n2.1. Colours\n\nHives are white.\n\n2.2. Kinds of \
                repair\n\nThere are two kinds.\n\n1. Cleaning of the boards\n\nThe boards are scraped.\n\n2. Renewal of a \
                board\n\nA board is replaced.\n\n2.3. Records\n\nEach repair is written down.\n\n3. Keepers\n\nKeepers report \
                hives that are empty.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["c1", "c2.1", "c2.2", "c2.3", "c3"]);
    assert!(text_of(&document, "2.2").ends_with("2. Renewal of a board\nA board is replaced."));
    assert!(document.series()[0].missing.is_empty(), "2 stands over its parts");
}

#[test]
fn sections_of_a_code_count_by_tens() {
    let text = "Chapter 4.12 HIVES\n\n4.12.010 Purpose.\n\nThis chapter keeps the bees well.\n\n4.12.020 Permits.\n\nA. Each hive has \
                a permit.\n\nB. A permit holds for a year.\n\n4.12.030 Marks.\n\nEach hive bears its number.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["c4.12.010", "c4.12.020", "c4.12.030"]);
    assert!(document.series()[0].missing.is_empty());
    assert_eq!(document.left_out.len(), 0);
}

#[test]
fn numbers_without_a_point_below_the_verb_of_a_resolution() {
    let text = "RESOLUTION 7\n\nThe Orchard Conference (Millbrook, 2024),\n\nnoting\n\na) that hail fell twice in May;\n\nb) that \
                hives stood empty,\n\nresolves\n\n1 that each grower plant a hedge;\n\n2 that each keeper count the \
                hives,\n\ninstructs the Secretary\n\n1 to keep the book of hives;\n\n2 to report in autumn.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["pPP1", "p1", "p2", "p1#2", "p2#2"]);
    assert_eq!(text_of(&document, "2"), "that each keeper count the hives,");
    assert_eq!(document.provisions[3].section, ["instructs the Secretary"]);
}

#[test]
fn an_operative_paragraph_without_a_number_is_counted() {
    let text = "# Hives of the northern orchard\n\n*The Orchard Assembly*,\n\n*Recalling* its resolution 3/4 on \
                hail,\n\n*Noting* that the hives stand empty,\n\n*Decides* to fill the hives of the northern orchard.\n";
    let document = read_as("own.md", text, "en");
    assert_eq!(labels(&document), ["pPP1", "pPP2", "p1"]);
    assert_eq!(text_of(&document, "1"), "Decides to fill the hives of the northern orchard.");
}

#[test]
fn years_and_house_numbers_begin_nothing() {
    let text = "NOTICE OF THE ORCHARD\n\n1309 Mill Lane\n\nThe growers plan to plant a hedge. Views may be sent until the end of the \
                year\n2024. The council will answer each letter.\n";
    let document = read_as("own.txt", text, "en");
    assert!(document.provisions.is_empty() && document.left_out.is_empty());
}

#[test]
fn what_looks_numbered_and_was_left_out_is_said() {
    let text =
        report("The council spoke of the hives, and of the trees behind the barn.", "17. Hives stand in rows of four.");
    let document = read_as("own.txt", &text, "en");
    let said: Vec<&str> = document.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(document.left_out.len(), 1, "{said:?}");
    assert!(said.iter().any(|said| said.contains("begins with a number that counts on from none")), "{said:?}");
}

#[test]
fn another_profile_is_taken_where_the_signs_leave_much_unread() {
    let text = "# ORCHARD AGREEMENT\n\n## 1. SALE OF TREES.\n\n### 1.1 Trees.\n\nThe seller sells ten trees.\n\n### 1.2 \
                Delivery.\n\nThe trees come in autumn.\n\n## 2. PAYMENT.\n\n### 2.1 Price.\n\nEach tree costs forty crowns.\n";
    let document = read_as("own.md", text, "en");
    assert_eq!(labels(&document), ["c1.1", "c1.2", "c2.1"]);
    let said: Vec<&str> = document.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(said.iter().any(|said| said.contains("by the profile `clauses`")), "{said:?}");
}

#[test]
fn two_series_that_alternate_miss_nothing() {
    let text = "I. Opening\n\n1. The council met in the mill.\n\nII. Recommendations\n\n2. The following recommendations were \
                accepted:\n\n2.1. Plant a hedge;\n\n2.2. Prune the trees;\n\n2.3. Count the hives.\n\n3. The orchard holds \
                that 2.2 is done.\n\n4. The following recommendations were refused:\n\n4.1. Fell the lime tree;\n\n4.2. Sell \
                the press.\n\n5. These are the views of the growers.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["p1", "p2", "r2.1", "r2.2", "r2.3", "p3", "p4", "r4.1", "r4.2", "p5"]);
    assert_eq!(document.warnings.len(), 0, "{:?}", document.warnings);
}

#[test]
fn lines_without_space_between_are_parted_by_their_numbers() {
    let text = "ORCHARD BOARD\n\n1. Apologies\nApologies came from the miller.\n\n2. Minutes\nThe minutes were agreed.\n\n3. Matters \
                arising\n3.1 The hedge has been planted.\n3.2 The press is still broken.\n\n4. Other business\nThere was none.\n";
    let document = read_as("own.txt", text, "en");
    assert_eq!(labels(&document), ["c1", "c2", "c3.1", "c3.2", "c4"]);
    assert_eq!(text_of(&document, "3.2"), "The press is still broken.");
    assert_eq!(text_of(&document, "1"), "Apologies came from the miller.");
}

#[test]
fn the_operative_part_of_a_judgment_counts_anew() {
    let text = "JUDGMENT\n\nTHE FACTS\n\n1. The applicant keeps bees.\n\n2. On 2 June the council took two steps:\n\n1. it closed the \
                mill;\n\n2. it sold the press.\n\n3. The applicant complained.\n\nFOR THESE REASONS, THE COURT, \
                UNANIMOUSLY,\n\n1. Declares the application admissible;\n\n2. Holds that there was a violation.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["p1", "p2", "p3", "p1#2", "p2#2"]);
    assert_eq!(document.provisions[1].items.len(), 2);
    assert_eq!(document.provisions[3].section, ["FOR THESE REASONS, THE COURT, UNANIMOUSLY,"]);
}

#[test]
fn headings_stand_under_the_article_that_they_part() {
    let text = "## Article 1\n\n1. Each keeper keeps bees.\n\n**Registers**\n\n2. Registers are public.\n\n## Article \
                2\n\nKeepers may withdraw.\n";
    let document = read_as("own.md", text, "en");
    assert_eq!(labels(&document), ["a1(1)", "a1(2)", "a2"]);
    assert_eq!(document.provisions[1].section, ["Article 1", "Registers"]);
    assert_eq!(document.provisions[2].section, ["Article 2"]);
}

#[test]
fn a_list_by_letters_is_one_where_recommendations_are_announced() {
    let items =
        "(a) Plant two hedges;\n\n(b) Prune the trees:\n\n(i) in autumn;\n\n(ii) in spring;\n\n(c) Count the hives.";
    let (labels, document) = found(&report("The following recommendations were accepted:", items), "en");
    assert_eq!(labels, ["p1", "p2", "p3", "r3(a)", "r3(b)", "r3(c)", "p4"]);
    assert_eq!(text_of(&document, "3"), "The following recommendations were accepted:");
    assert_eq!(text_of(&document, "3(b)"), "Prune the trees:\n(i) in autumn;\n(ii) in spring;");
    let b = document.provisions.iter().find(|one| one.label == "3(b)").expect("it is there");
    let items: Vec<&str> = b.items.iter().map(|item| &b.text()[item.range.clone()]).collect();
    assert_eq!(items, ["(i) in autumn;", "(ii) in spring;"]);
}

/// The labels of a plain text whose lines have no space between.
fn without_space(text: &str) -> Vec<String> {
    labels(&read_as("own.txt", text, "en"))
}

#[test]
fn the_first_number_is_read_where_no_space_stands_between_lines() {
    let report = "Report of the Orchard Council\nI. Opening\n1. The council met in the mill.\n2. It elected a chair.\nII. Work\n3. It \
                  counted the hives.\n";
    assert_eq!(without_space(report), ["p1", "p2", "p3"]);
    let resolution =
        "The Orchard Assembly,\nRecalling resolution 3,\n1. Calls upon growers to act;\n2. Decides to meet.\n";
    assert_eq!(without_space(resolution), ["pPP1", "p1", "p2"]);
    let act = "Section 1. Hives\n(1) A hive is a house of bees.\n(2) A keeper keeps one.\nSection 2. Dues\n(1) A keeper \
               pays.\nSection 3. Name\nThis is the Hive Act.\n";
    assert_eq!(without_space(act), ["a1(1)", "a1(2)", "a2(1)", "a3"]);
}

#[test]
fn two_numbers_may_be_missing_in_one_line() {
    let text = "1. The council decided:\n\n1) to plant a hedge;\n\n2) to count the hives; 2. It met again; 3) Later.\n\n4) to mend \
                the press.\n\n3. The meeting ended.\n";
    let document = read_as("own.txt", text, "en");
    let read: String = document.provisions.iter().map(|one| one.text().to_owned()).collect();
    assert!(["hedge", "hives", "again", "Later", "press", "ended"].iter().all(|word| read.contains(word)), "{read}");
}

#[test]
fn a_missing_number_is_no_year_and_no_count() {
    for odd in [
        "1999. In that year the hives doubled.",
        "3 March 2020 was cold.",
        "The council recalled decision 4; 3 Members left.",
    ] {
        let text = format!("1. The council met.\n\n2. It spoke of hives.\n\n{odd}\n\n4. It closed.\n");
        let document = read_as("own.txt", &text, "en");
        assert_eq!(labels(&document), ["p1", "p2", "p4"], "{odd}");
        assert_eq!(document.series()[0].missing, ["3"], "{odd}");
    }
}

#[test]
fn a_series_that_begins_with_two_lacks_one() {
    let document = read_as("own.txt", "Prose.\n\n2. The council met.\n\n3. It closed.\n", "en");
    assert_eq!(document.series()[0].missing, ["1"]);
}

#[test]
fn leaders_and_figures_far_apart_are_no_contents_by_themselves() {
    let form = "1. Name of the orchard: ..........................\n\n2. Keeper: ..........................\n\n3. The council fills in \
                the form.\n\n4. Signature: ______________________\n";
    let votes = "1. The council voted as follows:\n\nIn favour      12\n\nAgainst      3\n\nAbstaining      2\n\n2. The motion was \
                 carried.\n";
    for text in [form, votes] {
        let document = read_as("own.txt", text, "en");
        assert_eq!(document.furniture.len(), 0, "{:?}", document.furniture);
    }
}

#[test]
fn a_provision_without_a_title_stands_under_no_other_s() {
    let text = "1. Hives\n\nA hive is a house of bees.\n\n2. Dues\n\nEach keeper pays a jar of honey.\n\n3. The council may waive the \
                dues of any keeper who has lost more than half of the hives.\n\n4. Name\n\nThese are the hive rules.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["p1", "p2", "p3", "p4"]);
    assert!(document.provisions[2].section.is_empty(), "{:?}", document.provisions[2].section);
}

#[test]
fn items_of_a_headed_recommendation_are_its_text() {
    let text = "Recommendation 1: Hives\n\nKeepers should count them.\n\nRecommendation 2: Reviews\n\nKeepers should:\n\n1. review \
                the lists;\n\n2. report on them.\n\n3. meet in spring.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels, ["r1", "r2"]);
    assert_eq!(document.provisions[1].items.len(), 3);
    assert_eq!(document.left_out.len(), 0);
}

#[test]
fn what_leads_in_to_articles_leads_in_to_no_list() {
    let text = "The Orchard Council,\n\nWhereas:\n\n(1) Hives are few.\n\n(2) Hail is frequent.\n\nHas adopted these \
                rules:\n\nArticle 1 Scope\n\n1. These rules apply to hives.\n\n2. They do not apply to nests.\n\nArticle 2 \
                Name\n\nThese are the hive rules.\n";
    let (labels, document) = found(text, "en");
    assert_eq!(labels[labels.len() - 3..], ["a1(1)", "a1(2)", "a2"]);
    assert_eq!(text_of(&document, "1(2)"), "They do not apply to nests.");
}

#[test]
fn what_only_heads_its_parts_may_be_missing_too() {
    let clauses = "1. Hives\n\n1.1 Hives are kept.\n\n1.2 Hives are counted.\n\n2. Dues\n\n2.1 Dues are paid.\n\n4. Names\n\n4.1 \
                   Names are given.\n\n4.2 Names are kept.\n";
    let (_, document) = found(clauses, "en");
    assert_eq!(document.series()[0].missing, ["3"]);
    let articles = "Article 1\n\n1. Hives are kept.\n\n2. Hives are counted.\n\nArticle 2\n\n1. Dues are paid.\n\n2. They are low.\n\n\
                    Article 5\n\nKeepers may withdraw.\n";
    let (_, document) = found(articles, "en");
    assert_eq!(document.series()[0].missing, ["3 to 4"]);
}

#[test]
fn a_short_list_in_an_article_is_read_as_a_long_one() {
    for items in 2..5 {
        let list: String = (1..=items).map(|item| format!("{item}. To keep hive {item};\n\n")).collect();
        let text = format!("Article 1\n\nThe aims are:\n\n{list}Article 2\n\nKeepers may withdraw.\n");
        let (labels, document) = found(&text, "en");
        assert_eq!(labels.len(), items + 2, "{labels:?}");
        assert_eq!(document.left_out.len(), 0);
    }
}

#[test]
fn a_table_of_contents_without_a_title_names_pages_that_rise_and_headings_that_follow() {
    let titles = ["1 Scope", "2 Hives", "3 Dues"];
    let texts = ["This standard covers hives.", "Hives stand level.", "Dues are paid in honey."];
    let body: String = titles.iter().zip(texts).map(|(title, text)| format!("{title}\n\n{text}\n\n")).collect();
    for between in [" ........ ", " ........\n"] {
        let contents: String =
            titles.iter().zip([1, 1, 4]).map(|(title, page)| format!("{title}{between}{page}\n")).collect();
        let document =
            read_as("own.txt", &format!("{contents}\n{body}3.1 Dues are low.\n\n3.2 They fall due in May.\n"), "en");
        assert_eq!(labels(&document), ["c1", "c2", "c3", "c3.1", "c3.2"], "{between:?}");
        assert_eq!(text_of(&document, "2"), "Hives stand level.");
    }
}

#[test]
fn an_item_that_is_set_in_is_no_misprint_of_a_paragraph() {
    let text = "1. The council met.\n\n2. It spoke of hives, of which there are three kinds\n\n    7. wooden ones, which are old,\n\n4. \
                It closed.\n";
    let document = read_as("own.txt", text, "en");
    assert_eq!(labels(&document), ["p1", "p2", "p4"]);
    assert_eq!(document.series()[0].missing, ["3"]);
}
