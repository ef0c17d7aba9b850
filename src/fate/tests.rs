use super::*;
use crate::diff::redline;
use crate::language::{Language, Reading};

/// The fates between two texts, each as its kind, the wordings, and what stands now.
fn told(old: &str, new: &str) -> Vec<String> {
    told_in("en", old, new)
}

fn told_in(language: &str, old: &str, new: &str) -> Vec<String> {
    let fates = fates_in(language, old, new);
    let told = |fate: &Fate| {
        let wordings: Vec<&str> = fate.wordings.iter().map(|wording| wording.text.as_str()).collect();
        let became = fate.became.as_ref().map(|now| format!(" => {now}")).unwrap_or_default();
        format!("{}: {}{became}", fate.kind.name(), wordings.join(" | "))
    };
    fates.iter().map(told).collect()
}

/// The fates between two texts in a language.
fn fates_in(language: &str, old: &str, new: &str) -> Vec<Fate> {
    let open = [old, new].map(|text| Bracketed::of(text, Some(language)));
    let read = |text, open: &Bracketed| Reading {
        attributed: open.attributions().iter().map(|one| one.span.clone()).collect(),
        ..open.marked(Reading::of(text, Language::of(Some(language))))
    };
    let redline = redline(&read(old, &open[0]), &read(new, &open[1]));
    fates((old, &open[0]), (new, &open[1]), &redline)
}

#[test]
fn one_of_several_is_taken() {
    assert_eq!(
        told("Ports [shall][should][will] keep lists of ships.", "Ports shall keep lists of ships."),
        ["resolved: shall | should | will => shall"]
    );
    assert_eq!(
        told("Ports [shall][should] keep lists of ships.", "Ports may keep lists of ships."),
        ["resolved: shall | should => may"]
    );
    assert_eq!(
        told("Ports [shall/should] keep lists of ships.", "Ports should keep lists of ships."),
        ["resolved: shall | should => should"]
    );
    assert_eq!(
        told(
            "The fee falls due [within ten days] [within a month] of the call.",
            "The fee falls due within a month of the call."
        ),
        ["resolved: within ten days | within a month => within a month"]
    );
}

#[test]
fn a_bracket_is_lifted_or_dropped() {
    assert_eq!(
        told(
            "Ports keep lists [of ships] and, [where feasible,] registers.",
            "Ports keep lists of ships and registers."
        ),
        ["lifted: of ships", "dropped: where feasible,"]
    );
    assert_eq!(
        told("Ports keep [complete lists of all ships that call].", "Ports keep lists of all ships that call."),
        ["lifted: complete lists of all ships that call => lists of all ships that call"]
    );
}

#[test]
fn a_bracket_stays_open_whatever_happens_around_it() {
    assert_eq!(
        told("Ports keep [public] lists of ships.", "All ports of the coast keep [public] lists."),
        ["open: public"]
    );
    assert_eq!(
        told(
            "Ports keep lists [of small ships] at the quay.",
            "Ports keep lists [of small ships and boats] at the quay."
        ),
        ["open: of small ships => of small ships and boats"]
    );
    assert_eq!(told("By [X] ports keep lists.", "By [X] ports keep lists."), ["open: X"]);
    assert_eq!(told("By [X] ports keep lists.", "By 2030 ports keep lists."), ["resolved: X => 2030"]);
    assert_eq!(
        told("Ports [shall][should][may] keep lists.", "Ports [shall][should] keep lists."),
        ["open: shall", "open: should", "dropped: may"]
    );
}

#[test]
fn what_stood_free_is_opened() {
    let (old, new) = ("Ports keep lists of ships.", "Ports keep [lists of ships] [and of boats].");
    assert_eq!(told(old, new), ["opened: lists of ships", "opened: and of boats"]);
}

#[test]
fn nested_brackets_have_fates_of_their_own() {
    assert_eq!(
        told("[Ports [shall][should] keep lists [of ships].]", "Ports should keep lists."),
        [
            "lifted: Ports [shall][should] keep lists [of ships].",
            "resolved: shall | should => should",
            "dropped: of ships"
        ]
    );
}

#[test]
fn options_are_settled_as_brackets_are() {
    let old = "Fees\nOption 1: Ports pay the pilots for every ship.\nOption 2: Ships pay the pilots that they call.\nOption 3: No text";
    assert_eq!(
        told(old, "Fees\nShips pay the pilots that they call."),
        [
            "resolved: Ports pay the pilots for every ship. | Ships pay the pilots that they call. | No text => Ships pay the pilots that they call"
        ]
    );
    assert_eq!(
        told(old, "Fees"),
        ["resolved: Ports pay the pilots for every ship. | Ships pay the pilots that they call. | No text => No text"]
    );
}

#[test]
fn who_proposes_is_no_word_of_it() {
    assert_eq!(
        told("Ports [EU, Norway: shall][Chile: should] keep lists.", "Ports shall keep lists."),
        ["resolved: shall | should => shall"]
    );
}

#[test]
fn other_languages_and_scripts_are_told_alike() {
    assert_eq!(
        told_in("zh", "各港口［应］［可］保存船舶清单［，并每年公布］。", "各港口应保存船舶清单。"),
        ["resolved: 应 | 可 => 应", "dropped: ，并每年公布"]
    );
    assert_eq!(
        told_in(
            "fr",
            "Les ports [doivent][peuvent] tenir des listes[, s'il y a lieu,] de navires.",
            "Les ports doivent tenir des listes de navires."
        ),
        ["resolved: doivent | peuvent => doivent", "dropped: , s'il y a lieu,"]
    );
    assert_eq!(
        told_in("ru", "Порты [ведут] [могут вести] списки судов [каждый год].", "Порты ведут списки судов каждый год."),
        ["resolved: ведут | могут вести => ведут", "lifted: каждый год"]
    );
    assert_eq!(
        told_in("ar", "[يجب][ينبغي] أن تحتفظ الموانئ بقوائم السفن.", "يجب أن تحتفظ الموانئ بقوائم السفن."),
        ["resolved: يجب | ينبغي => يجب"]
    );
}

#[test]
fn what_stands_in_a_wider_bracket_now_is_not_lifted() {
    assert_eq!(
        told("Ports keep lists [of ships] for the guild.", "[Ports keep lists of ships for the guild.]"),
        ["open: of ships", "opened: Ports keep lists of ships for the guild."]
    );
}

#[test]
fn an_option_that_keeps_its_name_is_the_same() {
    let old = "Option 1: Ports may also levy fees in the winter for the mending of the quays along the northern coast.\n\
               Option 2: No text.";
    let new = "Option 1: Ports may also levy fees, as the guild decides at its next session, upon a call of the masters.\n\
               Option 2: No text.";
    let told = told(old, new);
    assert!(told[0].starts_with("open: Ports may also levy fees in the winter"), "{told:?}");
    assert!(told.iter().all(|fate| fate.starts_with("open: ")), "{told:?}");
}

#[test]
fn other_words_in_the_place_of_a_bracket_are_another_bracket() {
    assert_eq!(
        told("Ports keep lists [of small ships] at the quay.", "Ports keep lists [in winter] at the quay."),
        ["dropped: of small ships", "opened: in winter"]
    );
    // A figure gives way to a figure.
    assert_eq!(told("Within [30] days ports report.", "Within [45] days ports report."), ["open: 30 => 45"]);
}

#[test]
fn what_an_option_holds_goes_with_it() {
    let old = "Option 1: Ports [shall][should] pay the pilots [of the coast] for every ship.\n\
               Option 2: Ships pay the pilots that [they][the ports] call in winter.";
    assert_eq!(
        told(old, "Ships pay the pilots that they call in winter."),
        [
            "resolved: Ports [shall][should] pay the pilots [of the coast] for every ship. | \
             Ships pay the pilots that [they][the ports] call in winter. => Ships pay the pilots that they call in winter",
            "resolved: they | the ports => they"
        ]
    );
}

#[test]
fn what_is_taken_into_a_bracket_of_its_own_is_open_still() {
    assert_eq!(
        told(
            "Pilots serve [the quays of the old port][the river] in winter.",
            "Pilots serve [the quays of the old port and of the new one] in winter."
        ),
        ["open: the quays of the old port => the quays of the old port and of the new one", "dropped: the river"]
    );
}

#[test]
fn a_provision_in_brackets_that_was_written_anew_did_not_go() {
    let old = "[Ports keep lists of all the ships that call in winter.][The guild keeps lists of pilots.]";
    let new = "In winter a register names whoever calls at any port.";
    assert_eq!(
        told(old, new),
        ["resolved: Ports keep lists of all the ships that call in winter. | The guild keeps lists of pilots. => \
          In winter a register names whoever calls at any port"]
    );
}

#[test]
fn the_wording_next_to_what_stayed_was_taken() {
    let old = "Each port submits lists that [shall][should][may][, with a view to the safety of all,] include names.";
    let new = "By the first of May a port hands over a register which may include names.";
    assert_eq!(
        told(old, new),
        ["resolved: shall | should | may => may", "dropped: , with a view to the safety of all,"]
    );
}

#[test]
fn what_went_with_a_wording_is_counted_beside_it() {
    let old = "Option 1: Ports [shall][should] pay the pilots [of the coast] for every ship.\n\
               Option 2: Ships pay the pilots that they call in winter.";
    let new = "Ships pay the pilots that they call in winter.";
    let fates = fates_in("en", old, new);
    // Two options, of which one was taken; three brackets went with the other.
    assert_eq!(
        fates.iter().map(|fate| (fate.kind, fate.count, fate.within)).collect::<Vec<_>>(),
        [(FateKind::Resolved, 2, 3)]
    );
}

#[test]
fn a_bracket_within_one_of_several_goes_with_it() {
    let fates = fates_in(
        "en",
        "Ports [shall keep [old] lists][may hold public books] here.",
        "Ports [may hold public books] here.",
    );
    let told: Vec<_> = fates.iter().map(|fate| (fate.kind, fate.wordings[0].text.as_str(), fate.within)).collect();
    assert_eq!(told, [(FateKind::Dropped, "shall keep [old] lists", 1), (FateKind::Open, "may hold public books", 0)]);
}

#[test]
fn an_option_that_takes_up_others_was_there() {
    let old = "Option 1: Ports keep registers of all lamps, buoys and beacons along the northern coast.\n\
               Option 2: Harbours train pilots twice in spring, in autumn and before every feast.";
    let new = "Option A: Ports keep registers of all lamps, buoys and beacons along the northern coast; harbours train pilots twice in \
               spring, in autumn and before every feast.\nOption B: No text";
    let fates = fates_in("en", old, new);
    let named = |name: &str| {
        fates.iter().flat_map(|fate| &fate.wordings).filter(|one| one.option.as_deref() == Some(name)).count()
    };
    assert_eq!(named("Option A"), 0, "{fates:?}");
    assert!(fates.iter().take(2).all(|fate| fate.kind == FateKind::Open), "{fates:?}");
}
