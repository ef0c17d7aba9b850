use super::*;

fn read(text: &str) -> Bracketed {
    Bracketed::of(text, Some("en"))
}

/// The words of each wording of each choice.
fn told(text: &str) -> Vec<Vec<&str>> {
    let bracketed = read(text);
    let choices = bracketed.choices().iter();
    choices.map(|choice| choice.members.iter().map(|member| text[member.inside.clone()].trim()).collect()).collect()
}

fn proposers(text: &str) -> Vec<Vec<String>> {
    let names = |bracket: &Bracket| bracket.proposers.iter().map(|one| one.name().to_owned()).collect();
    read(text).brackets().iter().map(names).collect()
}

#[test]
fn brackets_side_by_side_are_one_choice() {
    assert_eq!(told("Ports [shall][should] [will] keep lists."), [vec!["shall", "should", "will"]]);
    assert_eq!(told("Ports [shall]/[should] keep lists."), [vec!["shall", "should"]]);
    assert_eq!(told("Ports [shall/should/may] keep lists."), [vec!["shall", "should", "may"]]);
    assert_eq!(told("Ports keep [and/or] sell lists."), [vec!["and/or"]]);
    assert_eq!(told("Ports [shall] keep [public] lists."), [vec!["shall"], vec!["public"]]);
    assert_eq!(
        told("[Ports][Harbours] [shall][should][may] keep lists."),
        [vec!["Ports", "Harbours"], vec!["shall", "should", "may"]]
    );
}

#[test]
fn what_goes_on_with_the_words_before_it_is_no_other_wording() {
    assert_eq!(
        told("Ports [in the north] [and in the south] keep lists[, as appropriate]."),
        [vec!["in the north"], vec!["and in the south"], vec![", as appropriate"]]
    );
    assert_eq!(told("[small] [or] [large] ports"), [vec!["small"], vec!["or"], vec!["large"]]);
}

#[test]
fn choices_are_nested() {
    assert_eq!(
        told("[Ports [shall][should] keep lists.]"),
        [vec!["Ports [shall][should] keep lists."], vec!["shall", "should"]]
    );
    let bracketed = read("[Ports [shall][should] keep lists.]");
    assert_eq!(bracketed.brackets()[1].parent, Some(0));
}

#[test]
fn options_are_a_choice() {
    let text = "Fees\nOption 1: Ports pay [all].\nOption 2 (Chile): Ships pay.\nOption 3: No text";
    assert_eq!(told(text), [vec!["Ports pay [all].", "Ships pay.", "No text"], vec!["all"]]);
    let bracketed = read(text);
    assert!(bracketed.options()[2].says_nothing);
    assert_eq!(bracketed.options()[1].proposers[0].id(), "CL");
    assert_eq!(bracketed.chosen(text, &[Some(1), None]), "Fees\nShips pay.");
}

#[test]
fn a_bracket_says_whose_words_it_holds() {
    assert_eq!(
        proposers("Ports [EU, Norway: shall][Chile: should] act."),
        [vec!["European Union", "Norway"], vec!["Chile"]]
    );
    assert_eq!(proposers("Ports act [within a year (Peru)] or rest."), [vec!["Peru"]]);
    assert_eq!(proposers("Ports act [within a year – Peru] or rest."), [vec!["Peru"]]);
    assert_eq!(proposers("Ports act [within a year] (Peru)."), [vec!["Peru"]]);
    assert_eq!(proposers("[Climate forcers: gases.] [Note: see above] [Oslo]"), [vec![""; 0], vec![], vec![]]);
    let text = "Ports [EU, Norway: shall][Chile: should] act.";
    assert_eq!(told(text), [vec!["shall", "should"]]);
    assert_eq!(read(text).whole(text), "Ports shall should act.");
}

#[test]
fn names_to_choose_from_name_nobody() {
    assert_eq!(told("The seat is in [Norway][Chile]."), [vec!["Norway", "Chile"]]);
    assert!(read("Mark all wells [Norway].").is_empty(), "who asks");
}

#[test]
fn places_and_notes_are_no_wording() {
    let bracketed =
        read("By [X] the [placeholder for the list] of [20XX] {to be moved to Article 3} [Note: see Article 2].");
    let holds: Vec<Holds> = bracketed.brackets().iter().map(|bracket| bracket.holds).collect();
    assert_eq!(holds, [Holds::Place, Holds::Place, Holds::Place, Holds::Note, Holds::Note]);
}

#[test]
fn a_missing_sign_loses_no_word() {
    for text in ["Ports [shall [keep] lists.", "Ports shall] keep [lists].", "]Ports[", "[[[", "]]"] {
        let bracketed = read(text);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        assert_eq!(letters(&bracketed.whole(text)), letters(text), "{text}");
    }
    let bracketed = read("Ports [shall [keep] lists.");
    assert_eq!(bracketed.brackets().iter().map(|one| one.is_closed).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn the_fixed_part_reads_as_a_text() {
    for (text, fixed) in [
        ("Ports [shall][should] keep lists[, where feasible,] of ships.", "Ports keep lists of ships."),
        ("Commitment[s] of State[s] [parties] .", "Commitment of State."),
        ("Ports keep lists [and registers] [public] ; and", "Ports keep lists; and"),
    ] {
        assert_eq!(read(text).fixed(text), fixed);
    }
    let text = "Commitment[s] of State[s] [parties] act.";
    assert_eq!(read(text).whole(text), "Commitments of States parties act.");
}

#[test]
fn delegations_that_no_list_has_are_known_by_their_brackets() {
    let texts = [
        "[Lagoon States: shall][Northern Ports: should]",
        "[Lagoon States, Northern Ports: may]",
        "[Lagoon States: can]",
        "[Northern Ports: must] [Preamble: whereas]",
    ];
    let names = NameLists::built_in();
    let of = |texts: &[&'static str]| Unlisted::of(texts.iter().copied(), Some("en"), names.of(Some("en")));
    // Wherever the texts stand.
    let mut all = of(&texts[..2]);
    all.add(of(&texts[2..]));
    assert_eq!(all, of(&texts));
    let found = all.names();
    assert_eq!(found, ["Lagoon States", "Northern Ports"]);
    let extended = names.of(Some("en")).unwrap().with_unlisted(&found);
    let reader = Reader { language: Some("en"), names: Some(&extended), is_negotiated: true };
    let (bracketed, attributions) = reader.read(texts[1], &[], 0);
    assert_eq!(bracketed.brackets()[0].proposers.len(), 2);
    assert_eq!(attributions.len(), 1);
}

#[test]
fn brackets_that_cross_stand_in_none_of_each_other() {
    let text = "Ports [shall ［keep] public］ lists [of ［ships] here.";
    let read = read(text);
    let parents: Vec<Option<usize>> = read.brackets().iter().map(|bracket| bracket.parent).collect();
    assert_eq!(parents, [None; 4]);
}
