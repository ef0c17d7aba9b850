//! What redlines of the corpus say, read against the two texts.

use crate::common::document;
use travaux::align::Options;
use travaux::change::compare;
use travaux::render::{Terminal, terminal::redline::inline};
use travaux::report::{ChangeRow, ComparisonView, Manner, Op};

const PLAIN: Terminal = Terminal { width: 80, colour: false };

/// The ten recommendations of the draft of 2019 that have a counterpart in the final report.
fn linked() -> Vec<ChangeRow> {
    let (old, new) = (document("2019-draft"), document("2019-final"));
    let view = ComparisonView::of(&old, &new, &compare(&old, &new, &Options::default()));
    view.changes.into_iter().filter(|row| !row.redline.is_empty()).collect()
}

#[test]
fn the_ten_linked_recommendations_of_2019() {
    let rows = linked();
    for (label, said) in [
        (
            "11",
            "States parties [-should draft-] {+are encouraged to strengthen their capacity to identify fraudulent \
             documents, including, as necessary, by preparing and disseminating+} guidelines for {+relevant \
             authorities, as well as by providing+} practitioners [-to develop their capacities in identifying forged \
             documents and provide them with the needed-] {+with appropriate+} equipment {+and training+}.",
        ),
        (
            "13",
            "States parties should [-adopt strict-]{+, without prejudice to international commitments on the free \
             movement of people, cooperate to establish appropriate+} procedures in airports to {+prevent and+} combat \
             {+the+} smuggling of migrants by air.",
        ),
        // The aim was put before the place, and told as moved.
        (
            "15",
            "States parties should [-exchange relevant-] {+consider means of sharing+} information [-on individuals \
             entering-]{+, in line with domestic law,+} {<1 with a view to reducing<} {+opportunities for the smuggling \
             of migrants to hosting+} countries [-who are hosting-] {+on the occasion of+} international sporting or \
             other major events[<1, with a view to reducing<] [-the opportunities for migrant smugglers-].",
        ),
        // A comma went with what it parted.
        (
            "16",
            "States parties should [-analyse the outcome of work by investigative bodies and summarise promising \
             practices, with a view to making such-] {<1 raise awareness<} {+of the risks involved in the criminal \
             activities carried out by smugglers of migrants, including by disseminating+} information [-available \
             to-] {+and analysis on emerging trends and modalities in the smuggling of migrants to relevant government \
             agencies,+} the general public[~,~] and [-all government and non-governmental agencies in order to-] [<1 \
             raise awareness<] {+civil society, as appropriate, and in line with domestic law+}.",
        ),
        // A closing quotation mark was set elsewhere: no rewording.
        (
            "19",
            "States parties [-should share-] {+are encouraged, consistent with international and domestic law, to \
             consider sharing+} information [-from-] {+through competent national authorities about+} the interdiction \
             of shipments of so-called “feeder[~”~] documents{~”~} that contain identities used repeatedly by \
             [-smuggling organizations-] {+organized criminal groups+} to facilitate travel by air{~,~} in order to \
             enhance the ability of relevant authorities to identify and detect [-individuals travelling with-] {+the \
             smuggling of migrants through the use of+} fraudulent documents.",
        ),
        (
            "21",
            "States parties [-should-] {+are encouraged to+} expand their cooperation with commercial air carriers to \
             detect {+and prevent travel by+} individuals [-travelling-] with fraudulent documents, [-and-] {+in \
             order+} to identify travel patterns and {+disrupt the+} routes utilized by {+organized criminal groups \
             involved in the+} smuggling [-organizations-] {+of migrants+}.",
        ),
    ] {
        let row = rows.iter().find(|row| row.old == [label]).unwrap();
        assert_eq!(inline(&row.redline, PLAIN), said, "{label}");
    }
}

#[test]
fn only_two_phrases_of_2019_moved() {
    let moved: Vec<(String, String)> = linked()
        .iter()
        .flat_map(|row| {
            let halves = row.redline.iter().filter(|s| s.manner == Some(Manner::Moved) && s.op == Op::Inserted);
            halves.map(|half| (row.old.join(", "), half.text.trim().to_owned())).collect::<Vec<_>>()
        })
        .collect();
    let expected = [("15", "with a view to reducing"), ("16", "raise awareness")];
    assert_eq!(moved, expected.map(|(label, phrase)| (label.to_owned(), phrase.to_owned())));
}

#[test]
fn no_small_word_stands_alone_between_two_rewordings() {
    let small = ["a", "an", "and", "by", "for", "in", "of", "on", "or", "the", "to", "with"];
    let rows = linked();
    let islands = rows.iter().flat_map(|row| row.redline.windows(3)).filter_map(|run| match run {
        [before, same, after] if same.op == Op::Unchanged && before.manner.is_none() && after.manner.is_none() => {
            Some(same.text.trim())
        }
        _ => None,
    });
    let islands: Vec<&str> = islands.collect();
    assert!(islands.contains(&"guidelines for") && islands.contains(&"combat"), "what says something is kept");
    assert!(!islands.iter().any(|text| small.contains(text)), "{islands:?}");
}
