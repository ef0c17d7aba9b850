//! What texts name is the same thing however it is written, and a different one where it is another.

use std::fs;

use proptest::prelude::*;
use travaux::analysis::{Analysed, Options};
use travaux::extract::of_texts;
use travaux::model::ProvisionIndex;
use travaux::named::{Compared, NamedKind, Names};

fn read(language: &str, texts: &[&str]) -> Analysed {
    Analysed::of(of_texts("list", texts, Some(language)), &Options::default())
}

/// The identities that a text names, each once, in order, with what articles are of.
fn named(language: &str, text: &str) -> Vec<String> {
    let document = read(language, &[text]);
    let mut told = Vec::new();
    for named in document.named(ProvisionIndex::new(0)) {
        let within = named.within.as_ref().map(|within| format!(" of {}", within.id)).unwrap_or_default();
        let one = format!("{}{within}", named.id());
        if !told.contains(&one) {
            told.push(one);
        }
    }
    told
}

#[track_caller]
fn holds(language: &str, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(named(language, text), *expected, "{text}");
    }
}

#[test]
fn a_protocol_is_known_however_it_is_written() {
    for text in [
        "Join OP-CAT.",
        "Join OPCAT.",
        "Join the OP CAT at once.",
        "Join CAT-OP.",
        "Join the Optional Protocol to the Convention against Torture.",
        "Join the Optional Protocol of the UN Convention Against Torture and other Cruel, Inhuman or Degrading Treatment or Punishment.",
        "Join the optional protocol to CAT.",
        "Join the CAT Optional Protocol.",
    ] {
        assert_eq!(named("en", text), ["OP-CAT"], "{text}");
    }
    holds(
        "en",
        &[
            ("Join CAT and its Optional Protocol.", &["CAT", "OP-CAT"]),
            ("Join CAT, and the Optional Protocol thereto, without delay.", &["CAT", "OP-CAT"]),
            ("Join the second Optional Protocol to the ICCPR.", &["ICCPR-OP2"]),
            ("Join ICCPR-OP 2.", &["ICCPR-OP2"]),
            ("Join the first and second Optional Protocols to the ICCPR.", &["ICCPR-OP1", "ICCPR-OP2"]),
            ("Join the ICCPR and its Second Optional Protocol.", &["ICCPR", "ICCPR-OP2"]),
            ("Join the Optional Protocol to the ICCPR on the death penalty.", &["ICCPR-OP2"]),
            (
                "Join the two Optional Protocols to the Convention on the Rights of the Child.",
                &["OP-CRC-AC", "OP-CRC-SC"],
            ),
            ("Join the Optional Protocol to the CRC on the sale of children.", &["OP-CRC-SC"]),
            ("Join OP3-CRC.", &["OP-CRC-IC"]),
            ("Join the Optional Protocols to CEDAW and CRPD.", &["OP-CEDAW", "OP-CRPD"]),
            ("Join the Optional Protocol to CEDAW and the Rome Statute.", &["OP-CEDAW", "Rome-Statute"]),
            ("Join the Optional Protocol to the Basel Convention.", &["OP-Basel"]),
            ("Sign the protocol on how visitors are received.", &[]),
            ("Join the Optional Protocol.", &[]),
        ],
    );
}

#[test]
fn what_has_a_number_is_that_number() {
    holds(
        "en",
        &[
            ("Join ILO Convention No. 189.", &["ILO-189"]),
            ("Join Conventions Nos. 87 and 98 of the ILO.", &["ILO-87", "ILO-98", "ILO"]),
            ("Join the Domestic Workers Convention.", &["ILO-189"]),
            ("Carry out Security Council resolution 1325 (2000).", &["SC", "resolution 1325"]),
            ("Carry out UNSCR 1325.", &["resolution 1325"]),
            ("See resolutions 1325 and 1820 (2008).", &["resolution 1325", "resolution 1820"]),
            ("See resolution 65/229 and S/RES/1325(2000).", &["resolution 65/229", "resolution 1325"]),
            ("See resolution 65-229.", &["resolution 65/229"]),
            (
                "Amend articles 3 and 7 (2) of the Criminal Code.",
                &["article 3 of Penal-Code", "article 7 of Penal-Code", "Penal-Code"],
            ),
            ("Honour article 14 of CEDAW.", &["article 14 of CEDAW", "CEDAW"]),
            ("Amend Act No. 12 of 2005 and Law 1257.", &["law 12", "law 1257"]),
            ("Reach SDG 5 and Goal 7 of Agenda 2063.", &["goal 5", "goal 7", "Agenda-2063"]),
            ("Join Protocol No. 14.", &["ECHR-P14"]),
            ("Join the 1951 Convention and its 1967 Protocol.", &["Refugees", "Refugees-1967"]),
            ("See CTOC/COP/2018/3.", &["CTOC/COP/2018/3"]),
        ],
    );
}

#[test]
fn the_longest_name_counts_and_no_other() {
    holds(
        "en",
        &[
            ("Answer the Committee against Torture.", &["CAT-Committee"]),
            (
                "Found a National Human Rights Institution in line with the Paris Principles.",
                &["NHRI", "Paris-Principles"],
            ),
            ("Stop genocide and the convention of ships.", &[]),
            ("The cat sat; who said it?", &[]),
            ("Join the WHO Framework Convention on Tobacco Control.", &["WHO", "FCTC"]),
            ("Join the Covenant on Economic, Social and Cultural Rights.", &["ICESCR"]),
        ],
    );
}

#[test]
fn names_are_known_in_other_languages() {
    holds(
        "fr",
        &[
            ("Ratifier le Protocole facultatif se rapportant à la Convention contre la torture.", &["OP-CAT"]),
            ("Ratifier la CDE et ses deux Protocoles facultatifs.", &["CRC", "OP-CRC-AC", "OP-CRC-SC"]),
            (
                "Appliquer l'article 14 de la Convention sur l'élimination de toutes les formes de discrimination à l'égard des femmes.",
                &["article 14 of CEDAW", "CEDAW"],
            ),
            ("Ratifier la Convention no 189 de l'OIT.", &["ILO-189"]),
        ],
    );
    holds(
        "es",
        &[
            (
                "Ratificar el Segundo Protocolo Facultativo del Pacto Internacional de Derechos Civiles y Políticos.",
                &["ICCPR-OP2"],
            ),
            ("Ratificar el Convenio núm. 169 de la OIT y el Estatuto de Roma.", &["ILO-169", "Rome-Statute"]),
            (
                "Reformar los artículos 3 y 7 del Código Penal.",
                &["article 3 of Penal-Code", "article 7 of Penal-Code", "Penal-Code"],
            ),
        ],
    );
    holds(
        "ru",
        &[
            ("Присоединиться к Конвенции о правах инвалидов и Факультативному протоколу к ней.", &["CRPD", "OP-CRPD"]),
            (
                "Ратифицировать второй Факультативный протокол к Международному пакту о гражданских и политических правах.",
                &["ICCPR-OP2"],
            ),
        ],
    );
    holds(
        "ar",
        &[
            ("الانضمام إلى اتفاقية حقوق الطفل.", &["CRC"]),
            ("تعديل المادة ١٨ من الدستور.", &["article 18", "Constitution"]),
        ],
    );
    holds(
        "zh",
        &[
            ("批准《禁止酷刑公约任择议定书》。", &["OP-CAT"]),
            ("加入《残疾人权利公约》及其《任择议定书》。", &["CRPD", "OP-CRPD"]),
        ],
    );
    // Of what has no names of its own, those that all use are known.
    holds("de", &[("Ratifizieren Sie OP-CAT und CEDAW.", &["OP-CAT", "CEDAW"])]);
}

#[test]
fn a_document_s_own_short_forms_hold_within_it() {
    let texts = [
        "The State should found a National Board of Quays (NBQ).",
        "The NBQ should report.",
        "The National Agency for Casks (hereinafter “the Agency”) should report. The Agency should have a budget.",
        "Join the Convention on the Law of the Sea (CLS).",
        "Honour the CLS.",
        "The NQB should report.",
        "Stop cruel, inhuman or degrading treatment, says the Convention against Torture and Other Cruel, Inhuman or \
         Degrading Treatment or Punishment (CAT).",
        "Being Parties to the Framework Convention on Climate Change (hereinafter “the Convention”).",
        "Join the Rome Statute of the International Criminal Court (ICC).",
    ];
    let document = read("en", &texts);
    let at = |at: usize| document.named(ProvisionIndex::new(at));
    assert_eq!(at(0)[0].id(), at(1)[0].id());
    assert_eq!((at(1).len(), at(1)[0].kind()), (1, NamedKind::Introduced));
    assert_eq!(
        at(2).iter().map(|named| &texts[2][named.span.clone()]).collect::<Vec<_>>(),
        ["National Agency for Casks", "Agency", "Agency"]
    );
    assert_eq!(at(4)[0].id(), "UNCLOS");
    assert!(at(5).is_empty());
    let ids = |place: usize| at(place).iter().map(|named| named.id().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(6), ["CAT", "CAT"], "what all know it for");
    assert_eq!(ids(7), ["UNFCCC", "UNFCCC"]);
    assert_eq!(ids(8), ["Rome-Statute", "ICC"]);
    assert!(read("en", &["The NBQ should report."]).named(ProvisionIndex::new(0)).is_empty());
    // Documents that are read together share them, unless they differ.
    let list = |id: &str, text: &str| of_texts(id, &[text], Some("en"));
    let both = [list("one", texts[0]), list("other", texts[1])].to_vec();
    let both = Analysed::of_each(both, &Options::default());
    assert_eq!(both[1].named(ProvisionIndex::new(0))[0].id(), at(0)[0].id());
    let differ =
        [list("one", texts[0]), list("other", texts[1]), list("third", "A Northern Bank of Quails (NBQ).")].to_vec();
    assert!(Analysed::of_each(differ, &Options::default())[1].named(ProvisionIndex::new(0)).is_empty());
}

#[test]
fn two_texts_are_held_against_each_other() {
    let document = read(
        "en",
        &[
            "Join ILO Convention 189.",
            "Join ILO Convention 169.",
            "Join OP-CAT.",
            "Join CAT.",
            "Join the Optional Protocol to the Convention against Torture.",
            "Build quays.",
        ],
    );
    let named = |at: usize| document.named(ProvisionIndex::new(at));
    let numbers = Compared::of(named(0), named(1));
    assert!(numbers.conflicting.contains(&NamedKind::Treaty) && numbers.related.is_empty());
    let family = Compared::of(named(2), named(3));
    assert!(family.conflicting.contains(&NamedKind::Treaty) && family.related.len() == 1);
    assert!(Compared::of(named(2), named(4)).is_equal());
    let alone = Compared::of(named(0), named(5));
    assert!(alone.conflicting.is_empty() && alone.only_first.len() == 1);
}

#[test]
fn names_of_one_s_own_are_added() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ours.toml");
    fs::write(&path, "[thing.Quays]\nkind = 'treaty'\nen = ['Convention on Quays']\n").unwrap();
    let options = Options { instruments: Names::with_file(&path).unwrap(), ..Options::default() };
    let document = Analysed::of(of_texts("list", &["Join the Convention on Quays and CAT."], Some("en")), &options);
    let ids: Vec<&str> = document.named(ProvisionIndex::new(0)).iter().map(|named| named.id()).collect();
    assert_eq!(ids, ["Quays", "CAT"]);
    fs::write(&path, "[thing.Quays]\nkind = 'treaties'\n").unwrap();
    assert!(Names::with_file(&path).unwrap_err().to_string().contains("ours.toml"));
}

/// What names, brackets and numbers are made of, and what may stand in the way of them.
const PIECES: &[&str] = &[
    "Optional Protocol",
    "OP",
    "OP2-",
    "CAT",
    "the",
    "to",
    "its",
    "thereto",
    "two",
    "second",
    "ICCPR",
    "and",
    ",",
    ".",
    "(",
    ")",
    "U.N.",
    "N.Office",
    "l'",
    "l’OIT",
    "é",
    "e\u{301}",
    "\u{200b}",
    "\u{ad}",
    "\n",
    "«",
    "“the Agency”",
    "hereinafter",
    "(NPM)",
    "National Preventive Mechanism",
    "Agency",
    "articles 3 and 7",
    "2bis",
    "No. 189",
    "Convention",
    "١٨",
    "第14条",
    "禁止酷刑公约",
    "任择议定书",
    "resolution 1325 (2000)",
    "99999999999",
    "on the sale of children",
    "-",
    "/",
    "UN's",
];

proptest! {
    #[test]
    fn whatever_is_named_stands_in_the_text(picked in prop::collection::vec((0..PIECES.len(), any::<bool>()), 0..24)) {
        let text: String = picked.iter().map(|&(at, space)| [PIECES[at], if space { " " } else { "" }].concat()).collect();
        for language in ["en", "fr", "ar", "zh", "de"] {
            let document = read(language, &[&text]);
            for at in 0..document.provisions.len() {
                let at = ProvisionIndex::new(at);
                let named = document.named(at);
                prop_assert!(named.iter().all(|one| document.provision(at).text().get(one.span.clone()).is_some()));
                prop_assert!(named.is_sorted_by_key(|one| one.span.start), "{named:?}");
                prop_assert!(Compared::of(named, named).is_equal());
            }
        }
    }
}
