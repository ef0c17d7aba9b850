//! What is open in the provisions of a document, and who proposes them or parts of them.

use std::sync::Arc;

use rayon::prelude::*;

use super::Options;
use crate::anatomy::Attribution;
use crate::brackets::{self, Bracketed, Unlisted};
use crate::language::BRACKETS_OF_DRAFT;
use crate::model::{Document, Kind, Provision, Stage};

/// For each provision, how many square brackets that opened in earlier ones under the same headings are open still.
fn opened_before(provisions: &[Provision]) -> Vec<usize> {
    let mut open: usize = 0;
    let mut found = Vec::with_capacity(provisions.len());
    for (at, provision) in provisions.iter().enumerate() {
        if at == 0 || provisions[at - 1].section != provision.section {
            open = 0;
        }
        found.push(open);
        for sign in provision.text().chars() {
            match sign {
                '[' | '［' => open += 1,
                ']' | '］' => open = open.saturating_sub(1),
                _ => {}
            }
        }
    }
    found
}

/// What the brackets of a document name as delegations that no list has, if it is a text under negotiation.
pub(super) fn unlisted(document: &Document, options: &Options) -> Unlisted {
    let code = options.code_of(document);
    let names = options.names.of(code);
    let reader = brackets::Reader { language: code, names, is_negotiated: false };
    let shown = document.provisions.iter().map(|provision| reader.shown_by(provision.text(), &[]));
    if shown.sum::<usize>() < BRACKETS_OF_DRAFT {
        return Unlisted::default();
    }
    Unlisted::of(document.provisions.iter().map(Provision::text), code, names)
}

/// What is open in a text, and who proposes it or parts of it.
pub(super) type Negotiated = (Bracketed, Vec<Attribution>);

/// What is open in each provision of a document, and in the heading that it is the first to stand under.
pub(super) fn negotiated(
    document: &Document,
    code: Option<&str>,
    options: &Options,
    delegations: &[String],
) -> (Vec<Negotiated>, Vec<Option<Arc<Bracketed>>>) {
    let listed = options.names.of(code);
    let extended = listed.filter(|_| !delegations.is_empty()).map(|names| names.with_unlisted(delegations));
    let names = extended.as_ref().or(listed);
    let texts = &document.provisions;
    let mut attributions: Vec<_> =
        texts.par_iter().map(|provision| Attribution::all(provision.text(), names)).collect();
    keep_customary(document, attributions.iter_mut().collect());
    let mut reader = brackets::Reader { language: code, names, is_negotiated: false };
    let shown_by =
        |(provision, attributions): (&Provision, &Vec<Attribution>)| reader.shown_by(provision.text(), attributions);
    let shown = texts.par_iter().zip(&attributions).map(shown_by).sum::<usize>();
    // Of a draft one bracket is enough, or options.
    let is_draft = document.metadata.stage() == Stage::Draft;
    let has_options = || texts.iter().any(|provision| reader.has_options(provision.text()));
    let is_negotiated = shown >= BRACKETS_OF_DRAFT
        || texts.iter().any(|provision| provision.option.is_some())
        || is_draft && (shown > 0 || has_options());
    reader.is_negotiated = is_negotiated;
    let opened = opened_before(texts);
    let read = |((provision, attributions), opened): ((&Provision, Vec<Attribution>), usize)| {
        reader.read(provision.text(), &attributions, opened)
    };
    let read = texts.par_iter().zip(attributions).zip(opened).map(read).collect();
    let heading = |at: usize| {
        let own = texts[at].section.last()?;
        let is_first = at.checked_sub(1).is_none_or(|before| texts[before].section != texts[at].section);
        let (bracketed, _) = is_first.then(|| reader.read(own, &[], 0))?;
        (!bracketed.is_empty()).then(|| Arc::new(bracketed))
    };
    (read, (0..texts.len()).map(heading).collect())
}

/// The least share of the provisions of a kind that end with names in brackets where it is the custom of a document to say
/// so who proposes them. In reports that do, nearly all have; in others, "the following panellists: Ms. Vella (Italy)" is
/// one of many paragraphs.
const CUSTOMARY: f64 = 0.2;

/// Leaves out attributions that may be something else, where so few provisions of their kind have some that they are.
fn keep_customary(document: &Document, mut attributions: Vec<&mut Vec<Attribution>>) {
    for kind in Kind::ALL {
        let of_kind = document.provisions.iter().zip(&mut attributions).filter(|(provision, _)| provision.kind == kind);
        let of_kind: Vec<_> = of_kind.map(|(_, attributions)| attributions).collect();
        let attributed = of_kind.iter().filter(|attributions| !attributions.is_empty()).count();
        if (attributed as f64) < CUSTOMARY * of_kind.len() as f64 {
            of_kind.into_iter().for_each(|attributions| attributions.retain(|one| one.is_plain));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::analysis::Analysed;
    use crate::extract::of_texts;
    use crate::model::{Metadata, ProvisionIndex};

    /// Whether a number in brackets is read as open, which elsewhere cites something.
    fn is_open(stage: Stage, others: &[&str]) -> bool {
        let texts = [&["Report within [30] days."], others].concat();
        let document = of_texts("texts", &texts, Some("en"));
        let metadata = Metadata { stage: Some(stage), ..document.metadata.clone() };
        let analysed = Analysed::of(Document { metadata, ..document }, &Options::default());
        !analysed.bracketed(ProvisionIndex::new(0)).is_empty()
    }

    #[test]
    fn a_text_is_negotiated_if_it_is_a_draft_with_brackets_or_has_several() {
        let [one, plain] = ["Mills [shall] grind.", "Wells are cleaned."];
        assert!(is_open(Stage::Draft, &[one, plain]) && !is_open(Stage::Draft, &[plain]));
        assert!(!is_open(Stage::Final, &[one, one, plain]) && is_open(Stage::Final, &[one, one, one]));
    }
}
