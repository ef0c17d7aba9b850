//! Who writes down what is decided in a dialogue.

use crate::analysis::Analysed;
use crate::cli::decide::{By, decided};
use crate::cli::input::locked_decisions;
use crate::cli::output::{Console, keep_decisions};
use crate::decisions::{Decided, Decision, Verdict};
use crate::error::{Error, Result};
use crate::lineage::link_kind;
use crate::model::{ProvisionId, find_provision};
use crate::report::Question;

/// Two ids, the earlier provision's first.
pub(super) type Ids = (ProvisionId, ProvisionId);

/// Who knows the provisions and writes decisions down.
pub(super) trait Scribe {
    /// The two provisions to link where a person names another one for those of a question.
    fn pair(&self, question: &Question, id: &str) -> Result<Ids>;
    /// Writes a verdict on some pairs, unless decisions stand in its way that are not known to go.
    fn write(&mut self, pairs: &[Ids], verdict: Verdict, why: &str, may_go: &[Decision]) -> Result<Written>;
}

/// What came of writing decisions down.
pub(super) enum Written {
    /// They are kept.
    Kept(Vec<Decision>),
    /// They are not: these stand there, and fit the texts as they are.
    InTheWay(Vec<Decision>),
}

/// The scribe of a corpus.
pub(super) struct CorpusScribe<'a> {
    pub(super) documents: &'a [Analysed],
    pub(super) by: By,
    pub(super) console: &'a Console,
}

impl Scribe for CorpusScribe<'_> {
    fn pair(&self, question: &Question, id: &str) -> Result<Ids> {
        pair_to_link(self.documents, question, id)
    }

    /// The file is read again each time: somebody else may have written to it. Nothing is written unless all of it can
    /// be.
    fn write(&mut self, pairs: &[Ids], verdict: Verdict, why: &str, may_go: &[Decision]) -> Result<Written> {
        let decided = pairs.iter().map(|(old, new)| decided(self.documents, (old, new), verdict, why, &self.by));
        let decided = decided.collect::<Result<Vec<Decided>>>()?;
        let (_lock, there) = locked_decisions(&self.console.corpus)?;
        let clashing = decided.iter().flat_map(|one| there.clashing(&one.decision));
        // One that fits no more is why the question was asked.
        let fits = clashing.filter(|clash| there.misfit(clash, self.documents).is_none());
        let in_the_way: Vec<Decision> = fits.filter(|clash| !may_go.contains(clash)).cloned().collect();
        if !in_the_way.is_empty() {
            return Ok(Written::InTheWay(in_the_way));
        }
        keep_decisions(&decided.iter().try_fold(there, |there, one| there.with(one, true))?)?;
        Ok(Written::Kept(decided.into_iter().map(|one| one.decision).collect()))
    }
}

/// The two provisions to link where a person names another one for those of a question: one of the later document is
/// another target, one of an earlier document another origin. Documents are in the order of time.
pub(super) fn pair_to_link(documents: &[Analysed], question: &Question, id: &str) -> Result<Ids> {
    let place = find_provision(documents, id)?;
    let target = find_provision(documents, &question.new[0])?;
    let named = place.of(documents).id.clone();
    let (kept, is_target) = match place.document.cmp(&target.document) {
        std::cmp::Ordering::Equal => (&question.old, true),
        std::cmp::Ordering::Less => (&question.new, false),
        std::cmp::Ordering::Greater => {
            let (new, document) = (&question.new[0], &documents[target.document.index()].id);
            return Err(Error::refused(format!(
                "{named} is later than {new}; name a provision of {document} or of an earlier document"
            )));
        }
    };
    let [only] = kept.as_slice() else {
        let several = kept.iter().map(|id| &**id).collect::<Vec<_>>().join(", ");
        return Err(Error::refused(format!("{several} are several; use `travaux decide` for each")));
    };
    let other = find_provision(documents, only)?;
    let (old, new) = if is_target { (other, place) } else { (place, other) };
    link_kind(documents, old, new)?;
    Ok(if is_target { (only.clone(), named) } else { (named, only.clone()) })
}
