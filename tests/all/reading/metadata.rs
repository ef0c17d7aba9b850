//! What a document says of itself, in front matter of many kinds: each field is read right, or not at all.

use std::path::PathBuf;

use crate::common::analysed;
use travaux::corpus::{Declared, Source};
use travaux::extract::read;
use travaux::lineage::{Lineage, Options};
use travaux::model::{Document, Metadata};

const TEXT: &str = "I. Opening\n\n1. The members spoke about the tides and the quays of the harbour.\n\n\
                    2. The members thanked the masters for their reports on the lamps.\n";

fn document(text: &str) -> Document {
    let bytes = text.as_bytes().to_vec();
    read(&Source { id: "report".into(), path: PathBuf::from("report.txt"), bytes, declared: Declared::default() })
        .unwrap()
}

/// What is read of the front matter before a short text.
fn said(front: &str) -> Metadata {
    document(&format!("{front}\n\n{TEXT}")).metadata
}

/// Symbol, body, meeting, date and subject.
type Said<'a> = (Option<&'a str>, Option<&'a str>, Option<u32>, Option<&'a str>, Option<&'a str>);

#[track_caller]
fn assert_said(about: &Metadata, (symbol, body, meeting, date, subject): Said<'_>) {
    assert_eq!(about.symbol.as_deref(), symbol);
    assert_eq!(about.body.as_deref(), body);
    assert_eq!(about.meeting, meeting);
    assert_eq!(about.date.map(|date| date.to_string()).as_deref(), date);
    assert_eq!(about.subject.as_deref(), subject);
}

#[test]
fn front_matter_in_capitals_is_read_as_any_other() {
    let about = document(
        "UNITED NATIONS\n\nA\n\nDistr.\nGENERAL\n\nA/XYZ/12/9\n20 JULY 2029\n\nHUMAN HARBOURS COUNCIL\nTwelfth session\n\n\
         REPORT OF THE WORKING GROUP ON HARBOUR LIGHTS *\n\nNORTHLAND (ISLES OF)\n\nI. SUMMARY\n\n\
         1. The Working Group on Harbour Lights (WGHL), established by resolution 5/1 of 18 June 2027, held its thirty-first \
         session from 4 to 15 May 2029. The pilots were heard.\n\n2. The Council met.\n",
    )
    .metadata;
    let body = Some("Working Group on Harbour Lights");
    assert_said(&about, (Some("A/XYZ/12/9"), body, Some(31), Some("2029-07-20"), Some("Northland (Isles of)")));
    assert_eq!(about.title.as_deref(), Some("REPORT OF THE WORKING GROUP ON HARBOUR LIGHTS"));
}

#[test]
fn the_session_of_the_body_above_is_not_that_of_the_report() {
    let front = "A/XYZ/12/9\n\nHuman Harbours Council\nTwelfth session\nAgenda item 6\n\n5 March 2030\n\n";
    let of_group = said(&format!("{front}Report of the Working Group on Harbour Lights**\n\nNorthland"));
    let body = Some("Working Group on Harbour Lights");
    assert_said(&of_group, (Some("A/XYZ/12/9"), body, None, Some("2030-03-05"), Some("Northland")));
    assert_eq!(of_group.title.as_deref(), Some("Report of the Working Group on Harbour Lights"));
    let of_council = said(&format!("{front}Report of the Human Harbours Council on its eleventh session"));
    let body = Some("Human Harbours Council");
    assert_said(&of_council, (Some("A/XYZ/12/9"), body, Some(11), Some("2030-03-05"), None));
    let to_council = said(&format!("{front}Report of the Secretary-General on lamps"));
    assert_said(&to_council, (Some("A/XYZ/12/9"), body, Some(12), Some("2030-03-05"), None));
}

#[test]
fn the_lowest_of_several_bodies_is_meant() {
    let about = said(
        "E/PQ.9/2033/14 **\n\nEconomic Council\n\nCommission on Tides\nExpert Group on Ebb\n\nThird meeting\n\
         Vienna, 4–6 May 2033\n\nDistr.: Limited\n6 May 2033\n\nDraft report\n\nRapporteur: Ms. Anyone",
    );
    let symbol = Some("E/PQ.9/2033/14**");
    assert_said(&about, (symbol, Some("Expert Group on Ebb"), Some(3), Some("2033-05-06"), None));
}

#[test]
fn other_kinds_of_documents_are_read() {
    let conference = said(
        "CKP/2031/7/Add.2\n\nConference of the Parties to the Convention on Drifting Buoys\nSixteenth session\n\n\
         12 January 2031\n\nReport of the Conference of the Parties on its sixteenth session, held in Rotterdam\n\nAddendum",
    );
    let body = Some("Conference of the Parties to the Convention on Drifting Buoys");
    assert_said(&conference, (Some("CKP/2031/7/Add.2"), body, Some(16), Some("2031-01-12"), None));
    let observations = said(
        "CXT/C/NOR/CO/3\n7 JULY 2027\n\nCOMMITTEE ON THE RIGHTS OF PILOTS\nForty-fourth session\n\n\
         Concluding observations of the Committee on the Rights of Pilots\n\nNORTHLAND",
    );
    let body = Some("Committee on the Rights of Pilots");
    assert_said(&observations, (Some("CXT/C/NOR/CO/3"), body, Some(44), Some("2027-07-07"), Some("Northland")));
    let minutes = said("Minutes of the Board of Harbour Masters\n\nForty-second meeting\n\n3 March 2032");
    assert_said(&minutes, (None, Some("Board of Harbour Masters"), Some(42), Some("2032-03-03"), None));
    let review = said("Report of the Harbour Board on its annual review");
    assert_said(&review, (None, Some("Harbour Board"), None, None, None));
}

#[test]
fn a_symbol_in_pieces_is_put_together() {
    for front in ["United Nations A\n\nA/\nXYZ/12/9", "UNITED NATIONS\n\nA\n\n/XYZ/12/9", "A /XYZ/12/9", "A/XYZ/ 12/9"]
    {
        assert_eq!(said(front).symbol.as_deref(), Some("A/XYZ/12/9"), "{front}");
    }
    for front in ["A/XYZ/12/9*", "A/XYZ/12/9 *", "United Nations A/XYZ/12/9 ∗"] {
        assert_eq!(said(front).symbol.as_deref(), Some("A/XYZ/12/9*"), "{front}");
    }
    assert_eq!(said("Report of the Board on A/XYZ/12/9").symbol, None, "what a title cites is another document");
}

#[test]
fn a_line_behind_the_title_is_no_subject_where_that_is_not_sure() {
    let title = "Report of the Working Group on Harbour Lights";
    let subject = |behind: &str| said(&format!("{title}\n\n{behind}")).subject;
    assert_eq!(
        subject("United Isles of Great Northland and\nthe South").as_deref(),
        Some("United Isles of Great Northland and the South")
    );
    assert_eq!(subject("Northland*\n\n* Issued without editing.").as_deref(), Some("Northland"));
    assert_eq!(subject("Northland\n\nContents\n\nI. Opening ........ 3").as_deref(), Some("Northland"));
    assert_eq!(subject("Northland\n\nIntroduction\n\n1. The Group met.").as_deref(), Some("Northland"));
    assert_eq!(subject("Northland\n\nAddendum\n\nReplies of the port").as_deref(), Some("Northland"));
    for other in [
        "Note by the secretariat",
        "Rapporteur: Ms. Anyone",
        "Vienna, 4–6 May 2033",
        "Commission on Tides",
        "The members met.",
        "Northland\n\nSouthland",
    ] {
        assert_eq!(subject(other), None, "{other}");
    }
}

#[test]
fn the_working_group_of_each_language_has_its_session_and_subject() {
    for (text, body, subject) in [
        (
            "Distr. générale\n5 août 2029\nFrançais\n\nConseil des phares\nDouzième session\n\nRapport du Groupe de travail sur \
             l’examen des phares*\n\nNordlande\n\nI. Débats\n\n1. Le Groupe de travail sur l’examen des phares, créé en \
             application de la résolution 5/1, a tenu sa dix-neuvième session du 4 au 15 mai. Les phares ont été vus.\n",
            "Groupe de travail sur l’examen des phares",
            "Nordlande",
        ),
        (
            "Distr. general\n5 de agosto de 2029\nEspañol\n\nCONSEJO DE FAROS\n12º período de sesiones\n\nInforme del Grupo de \
             Trabajo sobre el Examen de los Faros*\n\nNorlandia\n\nI. Resumen\n\n1. El Grupo de Trabajo sobre el Examen de los \
             Faros, establecido por la resolución 5/1, celebró su 19º período de sesiones en mayo. Se vieron los faros.\n",
            "Grupo de Trabajo sobre el Examen de los Faros",
            "Norlandia",
        ),
        (
            "Distr.: General\n5 August 2029\nRussian\n\nСовет по маякам\nДвенадцатая сессия\n\nДоклад Рабочей группы по обзору \
             маяков*\n\nСеверландия\n\nI. Резюме\n\n1. Рабочая группа по обзору маяков, учрежденная резолюцией 5/1, провела \
             свою девятнадцатую сессию в мае. Обзор состоялся утром.\n",
            "Рабочая группа по обзору маяков",
            "Северландия",
        ),
        (
            "Distr.: General\n5 August 2029\nArabic\n\nمجلس المنارات\nالدورة الثانية عشرة\n\nتقرير الفريق العامل المعني باستعراض \
             المنارات*\n\nشماليا\n\nأولا - موجز\n\n١ - عقد الفريق العامل المعني باستعراض المنارات، المنشأ بالقرار ٥/١، دورته \
             التاسعة عشرة في أيار/مايو. وأجري الاستعراض صباحا.\n",
            "الفريق العامل المعني باستعراض المنارات",
            "شماليا",
        ),
        (
            "Distr.: General\n5 August 2029\nChinese\n\n灯塔理事会\n第十二届会议\n\n灯塔审议工作组报告*\n\n北国\n\n一. 概述\n\n\
             1. 灯塔审议工作组根据第5/1号决议设立，举行了第十九届会议。审议在上午进行。\n",
            "灯塔审议工作组",
            "北国",
        ),
    ] {
        let about = document(&format!("A/XYZ/12/9\n\n{text}")).metadata;
        assert_said(&about, (Some("A/XYZ/12/9"), Some(body), Some(19), Some("2029-08-05"), Some(subject)));
    }
}

#[test]
fn a_document_without_a_date_is_not_put_last_in_silence() {
    let named = |id: &str, front: &str| Document { id: id.into(), ..document(&format!("{front}\n\n{TEXT}")) };
    let documents = vec![
        named("undated", "Report of the Harbour Board"),
        named("dated", "3 March 2032\n\nReport of the Harbour Board"),
    ];
    let lineage = Lineage::build(documents.into_iter().map(analysed).collect(), &Options::default());
    let warnings: Vec<String> = lineage.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["undated: no date was found in it, so it was put last, after `dated`; give its date in the manifest, as in \
          `date = \"2019-09-13\"`"]
    );
}
