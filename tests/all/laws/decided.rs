//! A decision that is applied twice is applied once: in its file, and in what comes of it.

use proptest::prelude::*;
use travaux::align::{Correspondence, align};
use travaux::analysis::Analysed;
use travaux::decisions::{Applied, Decided, Decision, Decisions, Reviewed, Verdict};
use travaux::model::{Date, ProvisionIndex};

use super::texts::{made_pair, options, own_compared, read_pair};

/// A decision on two provisions, with the wordings that it was made on.
fn decided((old, at): (&Analysed, usize), (new, there): (&Analysed, usize), verdict: Verdict) -> Decided {
    let (one, other) = (old.provision(ProvisionIndex::new(at)), new.provision(ProvisionIndex::new(there)));
    let decision = Decision {
        old: one.id.clone(),
        new: other.id.clone(),
        verdict,
        why: "read by hand".into(),
        who: "Ada Example".into(),
        when: "1973-06-07".parse::<Date>().unwrap(),
    };
    Decided { decision, old_text: Some(one.text().into()), new_text: Some(other.text().into()) }
}

const VERDICTS: [Verdict; 3] = [Verdict::Accept, Verdict::Reject, Verdict::Link];

/// Says that decisions hold once, however often they are made.
fn holds_once(old: &Analysed, new: &Analysed, made: &[(usize, usize, usize)]) {
    let mut kept = Decisions::default();
    for &(at, there, verdict) in made {
        let one = decided(
            (old, at % old.provisions.len()),
            (new, there % new.provisions.len()),
            VERDICTS[verdict % VERDICTS.len()],
        );
        // What contradicts an earlier one is put in its place.
        kept = kept.with(&one, true).unwrap();
        let again = kept.with(&one, true).unwrap();
        assert_eq!(again.text(), kept.text(), "the file is the same to the letter");
        let refused = kept.with(&one, false).unwrap_err();
        assert!(refused.to_string().contains("already, on line"), "{refused}");
    }
    let options = options();
    let found = align(old, new, &options).correspondences;
    let apply = |found: Vec<Correspondence>| kept.apply(found, old, new, &options);
    let Applied { reviewed: once, .. } = apply(found);
    let Applied { reviewed: twice, .. } = apply(once.iter().map(|one| one.correspondence.clone()).collect());
    let links = |reviewed: &[Reviewed]| -> Vec<String> {
        let told = |one: &Reviewed| format!("{:?}", one.correspondence);
        reviewed.iter().map(told).collect()
    };
    assert_eq!(links(&once), links(&twice));
}

#[test]
fn decisions_on_ours_hold_once() {
    let mut random = fastrand::Rng::with_seed(1971);
    for compared in own_compared().iter().filter(|one| one.old.provisions.len() < 40) {
        let made: Vec<_> = (0..6).map(|_| (random.usize(..), random.usize(..), random.usize(..))).collect();
        holds_once(&compared.old, &compared.new, &made);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_on_made_up_reports_hold_once(
        made in made_pair(), decisions in prop::collection::vec((0..12usize, 0..12usize, 0..3usize), 1..6),
    ) {
        let (old, new) = made.sources();
        let (old, new) = read_pair(&old, &new);
        holds_once(&old, &new, &decisions);
    }
}
