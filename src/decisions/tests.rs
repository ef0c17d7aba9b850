use super::*;
use crate::align::{Certainty, Correspondence, Options, Relation, align};
use crate::analysis::{self, Analysed};
use crate::error::ErrorKind;
use crate::extract::of_texts;
use crate::model::Date;

fn document(id: &str, texts: &[&str]) -> Analysed {
    Analysed::of(of_texts(id, texts, Some("en")), &analysis::Options::default())
}

const TEXTS: [&str; 4] = [
    "Harbour masters keep registers of vessels and their crews.",
    "Consular officers issue travel papers to stranded seafarers.",
    "Judges hear witnesses by video where distance forbids travel.",
    "Schools teach children about the dangers of crossing deserts.",
];

fn documents() -> (Analysed, Analysed) {
    (document("old", &TEXTS), document("new", &TEXTS))
}

fn decided((old, new): (&Analysed, &Analysed), pair: (usize, usize), verdict: Verdict) -> Decided {
    let (one, other) = (&old.provisions[pair.0 - 1], &new.provisions[pair.1 - 1]);
    Decided {
        decision: Decision {
            old: one.id.clone(),
            new: other.id.clone(),
            verdict,
            why: "a reason".into(),
            who: "Ada Example".into(),
            when: Date::new(2026, 3, 2).unwrap(),
        },
        old_text: Some(one.text().into()),
        new_text: Some(other.text().into()),
    }
}

fn decisions(verdicts: &[(usize, usize, Verdict)]) -> Decisions {
    let (old, new) = documents();
    verdicts.iter().fold(Decisions::default(), |decisions, &(from, to, verdict)| {
        decisions.with(&decided((&old, &new), (from, to), verdict), false).unwrap()
    })
}

/// What comes of the four provisions, each with itself, under some decisions.
fn outcome(verdicts: &[(usize, usize, Verdict)]) -> Vec<Reviewed> {
    let (old, new) = documents();
    let Applied { reviewed, warnings, .. } = applied(&decisions(verdicts), &old, &new);
    assert_eq!(warnings, []);
    reviewed
}

/// What the alignment of two documents comes to under some decisions.
fn applied(decisions: &Decisions, old: &Analysed, new: &Analysed) -> Applied {
    let options = Options::default();
    decisions.apply(align(old, new, &options).correspondences, old, new, &options)
}

fn shape(reviewed: &[Reviewed]) -> Vec<(Vec<usize>, Vec<usize>, Relation)> {
    let labels = |places: &[ProvisionIndex]| places.iter().map(|at| at.index() + 1).collect::<Vec<_>>();
    let of = |one: &Correspondence| (labels(&one.old), labels(&one.new), one.relation);
    reviewed.iter().map(|one| of(&one.correspondence)).collect()
}

fn same(at: usize) -> (Vec<usize>, Vec<usize>, Relation) {
    (vec![at], vec![at], Relation::Unchanged)
}

#[test]
fn nothing_decided_changes_nothing() {
    assert_eq!(shape(&outcome(&[])), [same(1), same(2), same(3), same(4)]);
}

#[test]
fn a_rejected_link_leaves_both_sides_alone() {
    let changes = outcome(&[(2, 2, Verdict::Reject)]);
    let alone = [(vec![2], vec![], Relation::Withdrawn), (vec![], vec![2], Relation::New)];
    assert_eq!(shape(&changes), [same(1), alone[0].clone(), alone[1].clone(), same(3), same(4)]);
    let marked: Vec<usize> = changes.iter().map(|change| change.decisions.len()).collect();
    assert_eq!(marked, [0, 1, 1, 0, 0]);
}

#[test]
fn an_accepted_link_is_certain() {
    let changes = outcome(&[(2, 2, Verdict::Accept)]);
    let before = outcome(&[]);
    assert_eq!((&changes[0], &changes[2..]), (&before[0], &before[2..]));
    let (link, was) =
        (changes[1].correspondence.support.as_ref().unwrap(), before[1].correspondence.support.as_ref().unwrap());
    assert_eq!((link.confidence, link.certainty), (1.0, Certainty::Sure));
    assert_eq!((link.score, &link.evidence), (was.score, &was.evidence));
}

#[test]
fn a_link_takes_both_out_of_what_they_were_in() {
    let changes = outcome(&[(1, 2, Verdict::Link)]);
    let expected = [
        (vec![], vec![1], Relation::New),
        (vec![1], vec![2], Relation::Reworded),
        (vec![2], vec![], Relation::Withdrawn),
        same(3),
        same(4),
    ];
    assert_eq!(shape(&changes), expected);
    assert_eq!(changes[1].correspondence.support.as_ref().unwrap().confidence, 1.0);
    assert!(changes[1].correspondence.renumbered);
    // What is alone because of it says so.
    let marked: Vec<usize> = changes.iter().map(|change| change.decisions.len()).collect();
    assert_eq!(marked, [1, 1, 1, 0, 0]);
}

#[test]
fn what_is_accepted_beside_a_link_makes_a_split() {
    let changes = outcome(&[(1, 1, Verdict::Link), (1, 2, Verdict::Accept), (2, 2, Verdict::Reject)]);
    let split = (vec![1], vec![1, 2], Relation::Split);
    assert_eq!(shape(&changes), [split, (vec![2], vec![], Relation::Withdrawn), same(3), same(4)]);
    let link = changes[0].correspondence.support.as_ref().unwrap();
    assert_eq!((link.confidence, link.evidence.parts.len()), (1.0, 2));
}

#[test]
fn a_whole_is_as_sure_as_its_least_sure_link() {
    let before = outcome(&[]);
    let changes = outcome(&[(1, 2, Verdict::Accept)]);
    assert_eq!(shape(&changes)[0], (vec![1, 2], vec![1, 2], Relation::Reworded));
    let weakest =
        before[..2].iter().map(|change| change.correspondence.support.as_ref().unwrap().confidence).fold(1.0, f64::min);
    assert_eq!(changes[0].correspondence.support.as_ref().unwrap().confidence, weakest);
}

#[test]
fn the_order_of_the_documents_does_not_matter() {
    let (old, new) = documents();
    let Applied { reviewed, .. } = applied(&decisions(&[(1, 2, Verdict::Link)]), &new, &old);
    assert!(shape(&reviewed).contains(&(vec![2], vec![1], Relation::Reworded)));
}

#[test]
fn a_decision_on_other_words_is_not_applied() {
    let (old, _) = documents();
    let mut texts = TEXTS;
    texts[1] = "Consular officers  issue travel papers to stranded seafarers.";
    let decisions = decisions(&[(2, 2, Verdict::Reject)]);
    let applied = |new: &Analysed| applied(&decisions, &old, new);
    // Spaces are nothing that a reader sees.
    assert_eq!(applied(&document("new", &texts)).reviewed.len(), 5);
    texts[1] = "Consular officers issue no travel papers to stranded seafarers.";
    let Applied { reviewed, warnings, .. } = applied(&document("new", &texts));
    assert_eq!(reviewed.len(), 4);
    assert!(reviewed.iter().all(|change| change.decisions.is_empty()));
    let said: Vec<String> = warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        ["new:2: 2: its wording is not the one that was decided on; read it and decide again, with --replace; so the \
          decision on line 1 of decisions.toml is not applied (old/2 → new/2, rejected by Ada Example on 2026-03-02)"]
    );
    let Applied { warnings, .. } = applied(&document("new", &TEXTS[..1]));
    assert!(warnings[0].message.starts_with("there is no new/2 any more; there is `new/1`; so the decision on line 1"));
}

/// How a new decision on the second pair stands in a file.
const SECOND: &str = "[[decision]]\nold = \"old/2\"\nnew = \"new/2\"\nverdict = \"reject\"\nwhy = \"a reason\"\n\
                      who = \"Ada Example\"\nwhen = \"2026-03-02\"\n\
                      old_text = \"Consular officers issue travel papers to stranded seafarers.\"\n\
                      new_text = \"Consular officers issue travel papers to stranded seafarers.\"\n";

const FIRST: &str = "# Ours.\n\n[[decision]] # first\nwho = 'Bo' # odd quotes\nold = \"old/1\"\n# between\nnew = \"new/1\"\n\
                     verdict = \"accept\"\nwhy = \"a\"\nwhen = 2026-01-02\nold_text = \"x\"\nnew_text = \"y\" # so\n# The end.\n";

fn parsed(text: &str) -> Decisions {
    Decisions::parse("decisions.toml".into(), text.into()).unwrap()
}

#[test]
fn a_decision_more_leaves_the_rest_as_it_stands() {
    let (old, new) = documents();
    let with = |text: &str| parsed(text).with(&decided((&old, &new), (2, 2), Verdict::Reject), false).unwrap();
    let bare = FIRST.trim_end();
    let (marked, ended) = (format!("\u{feff}{FIRST}"), FIRST.replace('\n', "\r\n"));
    for text in [FIRST, bare, "# Nothing yet.\n", &marked, "\u{feff}# So.\n"] {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        assert_eq!(with(text).text(), format!("{text}{end}\n{SECOND}"));
    }
    for text in ["", "\u{feff}"] {
        assert_eq!(with(text).text(), format!("{text}{SECOND}"));
    }
    assert_eq!(with(&ended).text(), format!("{ended}\r\n{}", SECOND.replace('\n', "\r\n")));
    assert_eq!(with(FIRST).iter().count(), 2);
}

#[test]
fn a_decision_replaced_or_taken_out_leaves_the_rest_as_it_stands() {
    let (old, new) = documents();
    let first = decided((&old, &new), (1, 1), Verdict::Reject);
    let text = "Harbour masters keep registers of vessels and their crews.";
    let after = FIRST
        .replace("'Bo'", "\"Ada Example\"")
        .replace("\"accept\"", "\"reject\"")
        .replace("\"a\"", "\"a reason\"")
        .replace("2026-01-02", "\"2026-03-02\"");
    let after = after.replace("\"x\"", &format!("\"{text}\"")).replace("\"y\"", &format!("\"{text}\""));
    let both = |first: &str| format!("\u{feff}{first}\n{SECOND}");
    let replaced = parsed(&both(FIRST)).with(&first, true).unwrap();
    assert_eq!(replaced.text(), both(&after));
    assert_eq!(replaced.on("new/1", "old/1").unwrap().verdict, Verdict::Reject);
    let ended = parsed(&both(FIRST).replace('\n', "\r\n")).with(&first, true).unwrap();
    assert_eq!(ended.text(), both(&after).replace('\n', "\r\n"));
    // What was not pinned to wordings is now.
    let unpinned = FIRST.replace("old_text = \"x\"\nnew_text = \"y\" # so\n", "");
    for text in [unpinned.as_str(), unpinned.trim_end_matches("\n# The end.\n")] {
        assert_eq!(parsed(text).with(&first, true).unwrap().entries[0].decided, first);
    }
    // Taken out, its comments with it but for those around.
    assert_eq!(parsed(&both(FIRST)).without("new/2", "old/2").unwrap().text(), format!("\u{feff}{FIRST}"));
    let rest = parsed(&both(FIRST)).without("old/1", "new/1").unwrap();
    assert_eq!(rest.text(), format!("\u{feff}# Ours.\n# The end.\n\n{SECOND}"));
    assert_eq!(parsed(SECOND).without("old/2", "new/2").unwrap().text(), "");
    let none = parsed(SECOND).without("old/1", "new/2").unwrap_err();
    assert!(none.to_string().contains("nothing is decided on old/1 and new/2"), "{none}");
    assert_eq!(none.kind(), ErrorKind::NotFound);
    let taken = parsed(FIRST).with(&first, false).unwrap_err();
    assert_eq!(taken.kind(), ErrorKind::Conflict, "{taken}");
}

#[test]
fn an_array_is_left_to_its_owner() {
    let (old, new) = documents();
    let inline = "decision = [\n  # why we did so\n  { old = 'old/1', new = 'new/1', verdict = 'accept', why = 'a', \
                  who = 'b', when = '2026' }, # so\n]\n";
    for text in [inline, "decision = []\n"] {
        let kept = parsed(text);
        let said = kept.with(&decided((&old, &new), (2, 2), Verdict::Reject), false).unwrap_err().to_string();
        assert!(said.contains("1:12: decisions that stand in an array"), "{said}");
    }
    assert!(parsed(inline).without("old/1", "new/1").is_err());
    let replaced = parsed(inline).with(&decided((&old, &new), (1, 1), Verdict::Reject), true).unwrap();
    assert!(
        replaced.text().starts_with("decision = [\n  # why we did so\n  { old = \"old/1\", "),
        "{}",
        replaced.text()
    );
    assert!(replaced.text().ends_with(" }, # so\n]\n"), "{}", replaced.text());
}

#[test]
fn any_text_comes_back_as_it_was() {
    let (old, new) = documents();
    for text in
        ["two\nlines", "\"quotes\" and '''more'''", "a\\b\ttab\r\nend", "\u{1b}[31m\u{7f}\u{8}", "ends in \"\"\""]
    {
        let mut decided = decided((&old, &new), (1, 1), Verdict::Reject);
        decided.decision.why = text.into();
        decided.old_text = Some(text.into());
        for file in ["", "# Ours.\r\n"] {
            let decisions = parsed(file).with(&decided, false).unwrap();
            assert_eq!(decisions.entries[0].decided, decided);
            assert_eq!(decisions.with(&decided, true).unwrap().entries[0].decided, decided);
        }
    }
}

#[test]
fn a_decision_without_wordings_holds_for_any_and_says_so() {
    let (old, new) = documents();
    let text =
        SECOND.lines().filter(|line| !line.contains("_text")).map(|line| format!("{line}\n")).collect::<String>();
    let applied = applied(&parsed(&text), &old, &new);
    assert_eq!(applied.reviewed.len(), 5);
    assert_eq!(applied.warnings.len(), 1);
    let said = applied.warnings[0].to_string();
    assert!(said.contains("the decision on line 1 of decisions.toml says not on which wordings it was made"), "{said}");
    assert!(said.contains("`travaux decide old/2 new/2 --reject --replace --why ...` writes them down"), "{said}");
}

#[test]
fn a_decision_of_which_both_wordings_changed_is_one_warning() {
    let (old, new) = (document("old", &["One.", "Two."]), document("new", &["One.", "Two."]));
    let (_, warnings) = parsed(SECOND).fitting(&old, &new);
    assert_eq!(warnings.len(), 1);
    let said = warnings[0].to_string();
    assert!(said.starts_with("old:2: 2: its wording and that of new/2 are not those that were decided on; "), "{said}");
}

fn pairs(reviewed: &Reviewed) -> Vec<(usize, usize)> {
    reviewed.correspondence.pairs().into_iter().map(|(old, new)| (old.index(), new.index())).collect()
}

#[test]
fn pairs_within_a_whole_are_told_apart() {
    let changes = outcome(&[(1, 2, Verdict::Accept)]);
    assert_eq!(pairs(&changes[0]), [(0, 0), (0, 1), (1, 1)]);
    assert_eq!(pairs(&changes[1]), [(2, 2)]);
}

#[test]
fn the_order_of_decisions_changes_nothing() {
    let verdicts = [(1, 2, Verdict::Link), (2, 2, Verdict::Accept), (1, 1, Verdict::Accept), (3, 4, Verdict::Link)];
    let mut turned = verdicts;
    let undecided = |reviewed: Vec<Reviewed>| -> Vec<Correspondence> {
        reviewed.into_iter().map(|one| one.correspondence).collect()
    };
    for _ in 0..verdicts.len() {
        turned.rotate_left(1);
        assert_eq!(undecided(outcome(&verdicts)), undecided(outcome(&turned)));
    }
}

#[test]
fn a_link_replaces_all_that_claims_its_provisions() {
    let (old, new) = documents();
    let kept = decisions(&[(1, 2, Verdict::Link), (3, 3, Verdict::Reject), (2, 1, Verdict::Link)]);
    let link = decided((&old, &new), (1, 1), Verdict::Link);
    assert_eq!(kept.clashing(&link.decision).len(), 2);
    let replaced = kept.with(&link, true).unwrap();
    let pairs: Vec<(&str, &str)> = replaced.iter().map(|one| (one.old.as_str(), one.new.as_str())).collect();
    assert_eq!(pairs, [("old/1", "new/1"), ("old/3", "new/3")]);
}

#[test]
fn decisions_that_contradict_each_other_are_refused() {
    let (old, new) = documents();
    let refused = |kept: &[(usize, usize, Verdict)], (from, to, verdict): (usize, usize, Verdict)| {
        decisions(kept).with(&decided((&old, &new), (from, to), verdict), false).unwrap_err().to_string()
    };
    let twice = refused(&[(1, 1, Verdict::Accept)], (1, 1, Verdict::Reject));
    assert!(twice.contains("old/1 → new/1 was accepted by Ada Example already, on line 1"), "{twice}");
    for pair in [(1, 3), (4, 2)] {
        let claimed = refused(&[(1, 2, Verdict::Link)], (pair.0, pair.1, Verdict::Link));
        assert!(claimed.contains("is claimed already by old/1 → new/2 on line 1"), "{claimed}");
    }
    // What belongs to both is no contradiction.
    let both = decisions(&[(1, 2, Verdict::Link)]);
    assert!(both.with(&decided((&old, &new), (1, 3), Verdict::Accept), false).is_ok());
}

#[test]
fn every_provision_stands_in_one_change_whatever_was_decided() {
    let ((old, new), options) = (documents(), Options::default());
    let before = align(&old, &new, &options).correspondences;
    let mut random = fastrand::Rng::with_seed(20_190_913);
    for _ in 0..300 {
        let mut kept = Decisions::default();
        for _ in 0..random.usize(1..6) {
            let verdict = [Verdict::Accept, Verdict::Reject, Verdict::Link][random.usize(0..3)];
            let pair = (random.usize(1..=4), random.usize(1..=4));
            // What contradicts the others is refused.
            kept = kept.with(&decided((&old, &new), pair, verdict), false).unwrap_or(kept);
        }
        let Applied { reviewed: after, warnings, .. } = kept.apply(before.clone(), &old, &new, &options);
        assert_eq!(warnings, []);
        let sorted = |pick: fn(&Correspondence) -> &Vec<ProvisionIndex>| {
            let places = after.iter().flat_map(|one| pick(&one.correspondence));
            let mut places: Vec<usize> = places.map(|at| at.index()).collect();
            places.sort_unstable();
            places
        };
        assert_eq!((sorted(|one| &one.old), sorted(|one| &one.new)), (vec![0, 1, 2, 3], vec![0, 1, 2, 3]));
        for fit in kept.fitting(&old, &new).0 {
            let mut pairs = after.iter().map(|one| &one.correspondence);
            let holds = pairs.any(|one| one.old.contains(&fit.old) && one.new.contains(&fit.new));
            assert!(holds || !fit.decision.affirms(), "{:?}", fit.decision);
        }
        let is_decided = |one: &Correspondence| {
            let fitting = kept.fitting(&old, &new).0;
            fitting.iter().any(|fit| one.old.contains(&fit.old) || one.new.contains(&fit.new))
        };
        for one in before.iter().filter(|one| !is_decided(one)) {
            assert!(after.contains(&Reviewed::from(one.clone())), "nobody decided on it");
        }
    }
}

#[test]
fn where_neither_side_fits_any_more_both_are_told() {
    let decisions = decisions(&[(1, 2, Verdict::Link)]);
    let old = document("old", &["Bells are rung in fog.", TEXTS[1]]);
    let new = document("new", &TEXTS[..1]);
    let Applied { warnings, .. } = applied(&decisions, &old, &new);
    let said: Vec<&str> = warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    for part in ["its wording is not the one that was decided on", "nor does new/2 fit: there is no new/2 any more"] {
        assert!(said[0].contains(part), "{said:?}");
    }
}
