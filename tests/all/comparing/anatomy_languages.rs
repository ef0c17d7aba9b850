//! Provisions of French and Spanish are taken apart as English ones are: what is known of a language stands in its
//! lexicon, and nothing of it in the program.

use std::sync::LazyLock;

use travaux::anatomy::{Anatomy, Lexicon, Lexicons};
use travaux::shift::{Direction, Shifts};

/// A provision and what is expected of it.
struct Expected {
    text: &'static str,
    addressee: Option<&'static str>,
    phrase: &'static str,
    /// The kinds of each qualifier, with + between several, and its text.
    qualifiers: &'static [(&'static str, &'static str)],
}

const FRENCH: [Expected; 12] = [
    Expected {
        text: "Les États parties sont encouragés à envisager, dans le respect de leur législation nationale, de \
            mettre en commun les données biométriques des voyageurs, selon qu’il convient.",
        addressee: Some("Les États parties"),
        phrase: "sont encouragés à envisager de",
        qualifiers: &[
            ("domestic-law", "dans le respect de leur législation nationale"),
            ("appropriateness", "selon qu’il convient"),
        ],
    },
    Expected {
        text: "Les États parties, lorsqu’ils préviennent et combattent le trafic illicite de migrants, sont invités à \
            tenir compte, s’il y a lieu et conformément à leur législation nationale, de l’expérience des acteurs \
            concernés, notamment les organisations internationales, le secteur privé et la société civile.",
        addressee: Some("Les États parties"),
        phrase: "sont invités à",
        qualifiers: &[
            ("appropriateness", "s’il y a lieu"),
            ("domestic-law", "conformément à leur législation nationale"),
        ],
    },
    Expected {
        text: "Rappelant que les États devraient protéger les victimes, le Groupe de travail a recommandé à la \
            Conférence d’envisager, à sa septième session, d’engager des débats sur la question.",
        addressee: Some("la Conférence"),
        phrase: "a recommandé à … d'envisager d'",
        qualifiers: &[("timing", "à sa septième session")],
    },
    Expected {
        text: "Les États parties peuvent envisager, conformément à leur droit interne, de recourir à des livraisons \
            surveillées, tout en veillant au plein respect des droits des migrants.",
        addressee: Some("Les États parties"),
        phrase: "peuvent envisager de",
        qualifiers: &[
            ("domestic-law", "conformément à leur droit interne"),
            ("safeguard", "tout en veillant au plein respect des droits des migrants"),
        ],
    },
    Expected {
        text: "Les États parties devraient s’efforcer de renforcer leurs capacités en tirant parti de l’assistance \
            technique fournie, à leur demande, par l’ONUDC et d’autres partenaires.",
        addressee: Some("Les États parties"),
        phrase: "devraient s'efforcer de",
        qualifiers: &[("request", "à leur demande")],
    },
    Expected {
        text: "Les États parties ne devraient pas engager de poursuites pénales contre les migrants.",
        addressee: Some("Les États parties"),
        phrase: "ne devraient pas",
        qualifiers: &[],
    },
    Expected {
        text: "Conformément à l’article 20 de la Convention contre la criminalité organisée et à leur législation \
            nationale, les États parties devraient recourir à des techniques d’enquête spéciales, au besoin.",
        addressee: Some("les États parties"),
        phrase: "devraient",
        qualifiers: &[
            (
                "domestic-law+international-law",
                "Conformément à l’article 20 de la Convention contre la criminalité organisée et à leur législation \
                nationale",
            ),
            ("necessity", "au besoin"),
        ],
    },
    Expected {
        text: "Il convient que les États parties désignent, dans la mesure du possible, des points de contact \
            chargés, entre autres, de l’échange d’informations.",
        addressee: Some("les États parties"),
        phrase: "il convient que",
        qualifiers: &[("capacity", "dans la mesure du possible"), ("non-exhaustive", "entre autres")],
    },
    Expected {
        text: "Demande à tous les États Membres, conformément aux obligations que leur impose la Charte des Nations \
            Unies, de s’abstenir de toute action susceptible d’aggraver la situation ;",
        addressee: Some("tous les États Membres"),
        phrase: "demande à … de",
        qualifiers: &[(
            "international-law",
            "conformément aux obligations que leur impose la Charte des Nations Unies",
        )],
    },
    Expected {
        text: "Prie également le Secrétaire général de lui présenter, au plus tard le 31 mars 2026, un rapport sur \
            l’application de la présente résolution, et décide de rester saisi de la question.",
        addressee: Some("le Secrétaire général"),
        phrase: "prie … de",
        qualifiers: &[("timing", "au plus tard le 31 mars 2026")],
    },
    Expected {
        text: "Engage vivement les parties à coopérer pleinement avec la Mission ;",
        addressee: Some("les parties"),
        phrase: "engage vivement … à",
        qualifiers: &[],
    },
    Expected {
        text: "Invite l’Office des Nations Unies contre la drogue et le crime, agissant en étroite consultation avec \
            les États Membres, à ne pas réduire ses activités, sous réserve de la disponibilité de ressources \
            extrabudgétaires ;",
        addressee: Some("l’Office des Nations Unies contre la drogue et le crime"),
        phrase: "invite … à ne pas",
        qualifiers: &[
            ("consultation", "en étroite consultation avec les États Membres"),
            ("capacity", "sous réserve de la disponibilité de ressources extrabudgétaires"),
        ],
    },
];

const SPANISH: [Expected; 12] = [
    Expected {
        text: "Se alienta a los Estados parte a que consideren la posibilidad de compartir, de conformidad con su \
            derecho interno, los datos biométricos de los viajeros, según proceda.",
        addressee: Some("los Estados parte"),
        phrase: "se alienta a … a que consideren la posibilidad de",
        qualifiers: &[("domestic-law", "de conformidad con su derecho interno"), ("appropriateness", "según proceda")],
    },
    Expected {
        text: "Se alienta a los Estados parte, en consonancia con los principios fundamentales de su derecho interno \
            y con las obligaciones internacionales pertinentes, a que adopten un enfoque basado en los derechos \
            humanos.",
        addressee: Some("los Estados parte"),
        phrase: "se alienta a … a que",
        qualifiers: &[(
            "domestic-law+international-law",
            "en consonancia con los principios fundamentales de su derecho interno y con las obligaciones \
            internacionales pertinentes",
        )],
    },
    Expected {
        text: "De conformidad con su derecho interno, se alienta a los Estados parte a que reúnan datos pertinentes \
            y los faciliten a la UNODC con carácter voluntario.",
        addressee: Some("los Estados parte"),
        phrase: "se alienta a … a que",
        qualifiers: &[
            ("domestic-law", "De conformidad con su derecho interno"),
            ("voluntariness", "con carácter voluntario"),
        ],
    },
    Expected {
        text: "Reconociendo que la confianza mutua es indispensable, los Estados parte tal vez deseen elaborar una \
            estrategia nacional, dentro de los límites de los recursos existentes.",
        addressee: Some("los Estados parte"),
        phrase: "tal vez deseen",
        qualifiers: &[("capacity", "dentro de los límites de los recursos existentes")],
    },
    Expected {
        text: "Los Estados parte podrán considerar, de conformidad con su legislación nacional, la posibilidad de \
            recurrir a la entrega vigilada, velando al mismo tiempo por el pleno respeto de los derechos de los \
            migrantes.",
        addressee: Some("Los Estados parte"),
        phrase: "podrán considerar la posibilidad de",
        qualifiers: &[
            ("domestic-law", "de conformidad con su legislación nacional"),
            ("safeguard", "velando al mismo tiempo por el pleno respeto de los derechos de los migrantes"),
        ],
    },
    Expected {
        text: "Los Estados parte no deberían enjuiciar penalmente a los migrantes objeto de tráfico.",
        addressee: Some("Los Estados parte"),
        phrase: "no deberían",
        qualifiers: &[],
    },
    Expected {
        text: "Deberían adoptarse sin demora medidas adecuadas para proteger a los migrantes, teniendo en cuenta la \
            capacidad nacional.",
        addressee: None,
        phrase: "deberían",
        qualifiers: &[("timing", "sin demora"), ("capacity", "teniendo en cuenta la capacidad nacional")],
    },
    Expected {
        text: "Se invita a los Estados que aún no lo hayan hecho a que pasen a ser partes en el Protocolo, con \
            carácter prioritario y sin más demora.",
        addressee: Some("los Estados que aún no lo hayan hecho"),
        phrase: "se invita a … a que",
        qualifiers: &[("timing", "con carácter prioritario"), ("timing", "sin más demora")],
    },
    Expected {
        text: "El Grupo de Trabajo sobre el Tráfico Ilícito de Migrantes pidió a la Secretaría que siguiera \
            prestando asistencia técnica a los Estados Miembros, previa solicitud.",
        addressee: Some("la Secretaría"),
        phrase: "pidió a … que",
        qualifiers: &[("request", "previa solicitud")],
    },
    Expected {
        text: "Exhorta a todos los Estados Miembros, de conformidad con las obligaciones que les impone la Carta de \
            las Naciones Unidas, a que se abstengan de toda acción que pueda empeorar la situación;",
        addressee: Some("todos los Estados Miembros"),
        phrase: "exhorta a … a que",
        qualifiers: &[(
            "international-law",
            "de conformidad con las obligaciones que les impone la Carta de las Naciones Unidas",
        )],
    },
    Expected {
        text: "Insta encarecidamente a las partes a que cooperen plenamente con la Misión;",
        addressee: Some("las partes"),
        phrase: "insta encarecidamente a … a que",
        qualifiers: &[],
    },
    Expected {
        text: "Decide que la Fuerza deberá cumplir su mandato sin perjuicio de los derechos y obligaciones de las \
            partes;",
        addressee: Some("la Fuerza"),
        phrase: "decide que … deberá",
        qualifiers: &[("without-prejudice", "sin perjuicio de los derechos y obligaciones de las partes")],
    },
];

fn lexicon(language: &str) -> &'static Lexicon {
    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(Lexicons::built_in);
    LEXICONS.of(Some(language)).expect("the language has a lexicon")
}

#[test]
fn provisions_are_taken_apart_in_french_and_spanish() {
    for (language, provisions) in [("fr", FRENCH), ("es", SPANISH)] {
        for Expected { text, addressee, phrase, qualifiers } in provisions {
            let anatomy = Anatomy::of(text, lexicon(language));
            assert_eq!(anatomy.addressee.as_deref(), addressee, "{text}");
            assert_eq!(anatomy.operative.map(|operative| operative.phrase).as_deref(), Some(phrase), "{text}");
            let found: Vec<(String, &str)> =
                anatomy.qualifiers.iter().map(|one| (one.kinds.join("+"), one.text.as_str())).collect();
            let expected: Vec<(String, &str)> =
                qualifiers.iter().map(|(kinds, text)| ((*kinds).to_owned(), *text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
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
