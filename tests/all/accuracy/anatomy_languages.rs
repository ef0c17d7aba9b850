//! Provisions of French and Spanish, written down with their parts by hand: what is known of a language stands in its lexicon.

use travaux::anatomy::{Anatomy, Lexicons};

use super::ratchet::Case;

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

pub fn cases() -> Vec<Case> {
    let lexicons = Lexicons::built_in();
    let mut cases = Vec::new();
    for (language, provisions) in [("fr", FRENCH), ("es", SPANISH)] {
        let lexicon = lexicons.of(Some(language)).expect("the language has a lexicon");
        for Expected { text, addressee, phrase, qualifiers } in provisions {
            let anatomy = Anatomy::of(text, lexicon);
            let told = |list: Vec<String>| if list.is_empty() { "none".to_owned() } else { list.join(" | ") };
            let found = anatomy.qualifiers.iter().map(|one| format!("{}={}", one.kinds.join("+"), one.text));
            let read = qualifiers.iter().map(|(kinds, text)| format!("{kinds}={text}"));
            let parts = [
                ("addressee", anatomy.addressee.as_deref().unwrap_or("none"), addressee.unwrap_or("none")),
                ("phrase", anatomy.operative.as_ref().map_or("none", |one| one.phrase.as_str()), phrase),
                ("qualifiers", &told(found.collect()), &told(read.collect())),
            ];
            // The first words tell the texts of a language apart.
            let opening: String = text.chars().take(60).collect();
            for (part, found, read) in parts {
                cases.push(Case::new(format!("{language} “{}…” {part}", opening.trim()), found == read, found));
            }
        }
    }
    cases
}
