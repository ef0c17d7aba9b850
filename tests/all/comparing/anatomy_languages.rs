//! Provisions of French and Spanish are taken apart as English ones are: what is known of a language stands in its
//! lexicon, and nothing of it in the program.

use std::sync::LazyLock;

use travaux::anatomy::{Anatomy, Lexicon, Lexicons};
use travaux::shift::{Direction, Shifts};

fn lexicon(language: &str) -> &'static Lexicon {
    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(Lexicons::built_in);
    LEXICONS.of(Some(language)).expect("the language has a lexicon")
}

/// A phrase of English with those that translate it, each opening a provision of its language.
const COUNTERPARTS: [(&str, &[&str], &[&str]); 18] = [
    ("States shall act", &["Les États doivent agir"], &["Los Estados deberán actuar", "Los Estados deben actuar"]),
    (
        "States should act",
        &["Les États devraient agir", "Il convient que les États agissent"],
        &["Los Estados deberían actuar"],
    ),
    ("States are urged to act", &["Les États sont instamment priés d’agir"], &["Se insta a los Estados a que actúen"]),
    ("States are requested to act", &["Les États sont priés d’agir"], &["Se pide a los Estados que actúen"]),
    ("States are encouraged to act", &["Les États sont encouragés à agir"], &["Se alienta a los Estados a que actúen"]),
    ("States are invited to act", &["Les États sont invités à agir"], &["Se invita a los Estados a que actúen"]),
    (
        "States may wish to act",
        &["Les États souhaiteront peut-être agir", "Les États pourraient souhaiter agir"],
        &["Los Estados tal vez deseen actuar"],
    ),
    ("States may act", &["Les États peuvent agir"], &["Los Estados podrán actuar"]),
    (
        "States should consider acting",
        &["Les États devraient envisager d’agir"],
        &["Los Estados deberían considerar la posibilidad de actuar"],
    ),
    (
        "States should seek to act",
        &["Les États devraient s’efforcer d’agir"],
        &["Los Estados deberían procurar actuar"],
    ),
    ("Decides to act", &["Décide d’agir"], &["Decide actuar"]),
    ("Requests States to act", &["Prie les États d’agir"], &["Pide a los Estados que actúen"]),
    (
        "Urges States to act",
        &["Exhorte les États à agir", "Prie instamment les États d’agir"],
        &["Insta a los Estados a que actúen"],
    ),
    ("Calls upon States to act", &["Engage les États à agir"], &["Exhorta a los Estados a que actúen"]),
    (
        "Welcomes the report",
        &["Accueille avec satisfaction le rapport", "Se félicite du rapport"],
        &["Acoge con beneplácito el informe"],
    ),
    ("Takes note of the report", &["Prend note du rapport"], &["Toma nota del informe"]),
    ("Deplores the attacks", &["Déplore les attaques"], &["Deplora los ataques"]),
    ("Strongly condemns the attacks", &["Condamne fermement les attaques"], &["Condena enérgicamente los ataques"]),
];

#[test]
fn a_phrase_has_the_rank_of_the_english_one_that_it_translates() {
    let strength = |language: &str, text: &str| {
        let operative = Anatomy::of(text, lexicon(language)).operative.unwrap_or_else(|| panic!("no phrase: {text}"));
        (operative.scale, operative.rank, operative.force, operative.negated)
    };
    for (english, french, spanish) in COUNTERPARTS {
        let expected = strength("en", english);
        for (language, texts) in [("fr", french), ("es", spanish)] {
            for text in texts {
                assert_eq!(strength(language, text), expected, "{text} / {english}");
            }
        }
    }
}

#[test]
fn what_a_change_did_is_told_in_french_and_spanish() {
    use Direction::{NotComparable, Same, Stronger, Weaker};
    let changes = [
        ("fr", "Les États parties devraient agir.", "Les États parties sont encouragés à envisager d’agir.", Weaker),
        ("fr", "Les États parties pourraient souhaiter agir.", "Les États parties devraient agir.", Stronger),
        ("fr", "Les États parties sont encouragés à agir.", "Les États parties sont invités à agir.", Same),
        (
            "fr",
            "Les États parties devraient envisager d’agir.",
            "Les États parties sont encouragés à agir.",
            NotComparable,
        ),
        ("fr", "Prie les États de coopérer.", "Prie instamment les États de coopérer.", Stronger),
        (
            "es",
            "Los Estados parte deberían actuar.",
            "Se alienta a los Estados parte a que consideren la posibilidad de actuar.",
            Weaker,
        ),
        ("es", "Los Estados parte tal vez deseen actuar.", "Los Estados parte deberán actuar.", Stronger),
        ("es", "Se alienta a los Estados parte a que actúen.", "Se invita a los Estados parte a que actúen.", Same),
        ("es", "Los Estados parte deberían actuar.", "Los Estados parte deberían procurar actuar.", Weaker),
        ("es", "Condena los ataques.", "Condena enérgicamente los ataques.", Stronger),
    ];
    for (language, old, new, expected) in changes {
        let lexicon = lexicon(language);
        let shifts = Shifts::of(&[Anatomy::of(old, lexicon)], &[Anatomy::of(new, lexicon)], lexicon);
        assert_eq!(shifts.strength.expect("both have a phrase").direction, expected, "{old} / {new}");
        assert_eq!(shifts.addressee, None, "{old} / {new}");
    }
}

#[test]
fn citations_dates_and_numbers_are_read_in_french_and_spanish() {
    let french = "Prie le Secrétaire général, conformément à l’article 18 du Protocole et à la résolution 2723 (2024), \
        de former quatre-vingt-dix experts d’ici au 1er juin 2026.";
    let spanish = "Pide al Secretario General que, conforme al artículo 18 del Protocolo y a la resolución 2723 (2024), \
        capacite a noventa expertos a más tardar el 1 de junio de 2026.";
    for (language, text, cited, date) in [
        ("fr", french, ["article 18", "Protocole", "résolution 2723 (2024)"], "1er juin 2026"),
        ("es", spanish, ["artículo 18", "Protocolo", "resolución 2723 (2024)"], "1 de junio de 2026"),
    ] {
        let anatomy = Anatomy::of(text, lexicon(language));
        assert_eq!(anatomy.citations, cited);
        assert_eq!(anatomy.dates, [date]);
        let numbers: Vec<&str> = anatomy.numbers.iter().map(|number| number.value.as_str()).collect();
        assert_eq!(numbers, ["90"]);
    }
}

#[test]
fn an_item_may_be_marked_without_an_opening_bracket() {
    for (language, text) in
        [("fr", "a) Prie le Secrétaire général d’agir ;"), ("es", "a) Pide al Secretario General que actúe;")]
    {
        assert_eq!(Anatomy::of(text, lexicon(language)).operative.and_then(|phrase| phrase.rank), Some(60), "{text}");
    }
}

#[test]
fn what_only_looks_like_an_operative_phrase_is_none() {
    // A noun, a relative clause and what a recital recalls.
    let french = "Rappelant que les États devraient agir, les États parties qui peuvent répondre à une demande \
        d’entraide sont invités à le faire.";
    let spanish = "Recordando que los Estados deberían actuar, se invita a los Estados que puedan hacerlo a responder \
        a las solicitudes.";
    for (language, text, phrase) in [("fr", french, "sont invités à"), ("es", spanish, "se invita a … a")] {
        let anatomy = Anatomy::of(text, lexicon(language));
        assert_eq!(anatomy.operative.map(|operative| operative.phrase).as_deref(), Some(phrase));
        assert_eq!(anatomy.further, []);
    }
}

#[test]
fn what_nobody_must_do_is_not_forbidden() {
    let lexicons = Lexicons::built_in();
    for (code, old, new) in [
        (
            "fr",
            "Les États parties sont tenus de présenter un rapport.",
            "Les États parties ne sont pas tenus de présenter un rapport.",
        ),
        ("fr", "L’État partie est obligé de payer.", "L’État partie n’est pas obligé de payer."),
        (
            "es",
            "Los Estados partes están obligados a presentar un informe.",
            "Los Estados partes no están obligados a presentar un informe.",
        ),
        ("es", "Los Estados partes tienen que pagar.", "Los Estados partes no tienen que pagar."),
    ] {
        let lexicon = lexicons.of(Some(code)).unwrap();
        let found = Shifts::of(&[Anatomy::of(old, lexicon)], &[Anatomy::of(new, lexicon)], lexicon);
        assert_eq!(found.strength.map(|strength| strength.direction), Some(Direction::Weaker), "{new}");
        assert!(found.negations.is_empty(), "{new}");
    }
}
