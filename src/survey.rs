//! What an archive tells of each of its documents: what else of it a part must know to be worked on by itself.
//!
//! How a document is read and how its provisions are weighed depends on what it stands among: short forms that others introduce,
//! delegations that others name, how rare a word is in all of them. A survey holds that, and which documents belong together, and no
//! text. It is made part by part, in two rounds: what documents introduce, then, with that known of all, how often their words stand.
//! The [`groups`](Survey::groups) of an archive can then be given to different machines, and come to what one machine would make of
//! them.
//!
//! ```
//! use travaux::analysis::{Analysed, Options};
//! use travaux::extract::of_texts;
//! use travaux::survey::Survey;
//!
//! let read = |id: &str, text: &str| of_texts(id, &[text], Some("en"));
//! let options = Options::default();
//! let parts = [vec![read("1998", "Keep registers of vessels.")], vec![read("2004", "Train pilots.")]];
//! let introduced = parts.iter().map(|part| Survey::of(&Analysed::of_each(part.clone(), &options), &options));
//! let mut survey = Survey::joined(introduced.collect())?;
//! let counted = parts.map(|part| survey.counted(&Analysed::of_each_among(part, &options, survey.surroundings())));
//! survey = Survey::joined([survey].into_iter().chain(counted).collect())?;
//! assert!(survey.uncounted().is_empty());
//! # Ok::<(), travaux::error::Error>(())
//! ```

use std::collections::BTreeSet;
use std::hash::BuildHasher;

use borsh::{BorshDeserialize, BorshSerialize};
use rustc_hash::FxBuildHasher;

use crate::analysis::{Analysed, Options, Surroundings};
use crate::error::{Error, Result};
use crate::meetings::{groups, in_time_order};
use crate::model::{Document, DocumentIndex, Head};
use crate::retrieval::Statistics;

/// What an archive, or a part of one, tells of each of its documents.
#[derive(Debug, Clone, BorshSerialize, BorshDeserialize)]
pub struct Survey {
    /// The documents without their texts, in the order of their ids.
    heads: Vec<Head>,
    surroundings: Surroundings,
    /// The ids of the documents whose words were counted, and what they were counted among, as a number.
    counted: BTreeSet<String>,
    among: Option<u64>,
    statistics: Statistics,
    /// What tells by which language, phrases and names they were read.
    words: u64,
}

impl Survey {
    /// What some documents introduce, that were read with these options. Their words are not counted yet.
    pub fn of(documents: &[Analysed], options: &Options) -> Self {
        let mut heads: Vec<Head> = documents.iter().map(|document| document.head()).collect();
        heads.sort_by(|one, other| one.id().cmp(other.id()));
        let words = FxBuildHasher.hash_one(options.given());
        let (counted, among, statistics) = Default::default();
        Survey { heads, surroundings: Surroundings::of(documents, options), counted, among, statistics, words }
    }

    /// What is counted of some of its documents, which were read in its surroundings: to be joined with it.
    pub fn counted(&self, documents: &[Analysed]) -> Self {
        Survey {
            heads: Vec::new(),
            surroundings: Surroundings::default(),
            counted: documents.iter().map(|document| document.id.clone()).collect(),
            among: Some(self.introduced()),
            statistics: Statistics::of(documents),
            words: self.words,
        }
    }

    /// One survey of those of several parts.
    ///
    /// # Errors
    /// [`Error::Usage`] if a document is in two of them, or was counted in two; if they were read by other words, or counted among
    /// other documents.
    pub fn joined(parts: Vec<Survey>) -> Result<Self> {
        let mut parts = parts.into_iter();
        let Some(mut all) = parts.next() else { return Err(Error::usage("there is no survey to be joined")) };
        for part in parts {
            if part.words != all.words {
                return Err(Error::usage(
                    "the surveys were made with different --lang, --lexicon, --names or --instruments; make them with the same",
                ));
            }
            if let Some(twice) = part.counted.iter().find(|id| all.counted.contains(*id)) {
                return Err(Error::usage(format!("the words of `{twice}` were counted in two of the surveys")));
            }
            if all.among.zip(part.among).is_some_and(|(one, other)| one != other) {
                return Err(counted_elsewhere());
            }
            all.heads.extend(part.heads);
            all.surroundings.add(part.surroundings);
            all.counted.extend(part.counted);
            all.among = all.among.or(part.among);
            all.statistics.add(part.statistics);
        }
        all.heads.sort_by(|one, other| one.id().cmp(other.id()));
        if let Some(pair) = all.heads.windows(2).find(|pair| pair[0].id() == pair[1].id()) {
            return Err(Error::usage(format!("`{}` is in two of the surveys", pair[0].id())));
        }
        match all.among {
            Some(among) if !all.heads.is_empty() && among != all.introduced() => Err(counted_elsewhere()),
            _ => Ok(all),
        }
    }

    /// What tells this archive from others, as far as words are counted by it.
    fn introduced(&self) -> u64 {
        FxBuildHasher.hash_one(borsh::to_vec(&(&self.heads, &self.surroundings)).expect("memory takes what is written"))
    }

    /// What its documents tell of how others that stand among them are read.
    pub fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// How often words stand in those of its documents whose words were counted.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// The ids of the documents whose words were not counted.
    pub fn uncounted(&self) -> Vec<&str> {
        self.heads.iter().map(Head::id).filter(|id| !self.counted.contains(*id)).collect()
    }

    /// How many provisions a document has; nothing if it is not among them.
    pub fn provisions_of(&self, id: &str) -> Option<usize> {
        Some(self.head(id)?.provisions)
    }

    /// How many documents it holds counts of.
    pub fn counts(&self) -> usize {
        self.counted.len()
    }

    /// Sees to it that the words of all of its documents are counted.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn ensure_whole(&self) -> std::result::Result<(), String> {
        if self.heads.is_empty() {
            return Err(
                "holds counts only; join it with the survey that they were counted by: `travaux survey --with`".into(),
            );
        }
        let uncounted = self.uncounted();
        let [first, rest @ ..] = uncounted.as_slice() else { return Ok(()) };
        let others = if rest.is_empty() { String::new() } else { format!(" and {} others", rest.len()) };
        Err(format!(
            "the words of `{first}`{others} are not counted in it; count them with `travaux survey --with SURVEY {first} ... \
             --into COUNTS`, and join SURVEY and COUNTS with `travaux survey --with SURVEY --with COUNTS`"
        ))
    }

    /// Sees to it that some documents are among its own, and were read as they are now.
    ///
    /// # Errors
    /// What is wrong, and what to do.
    pub fn ensure_holds(&self, documents: &[Document], options: &Options) -> std::result::Result<(), String> {
        if self.words != FxBuildHasher.hash_one(options.given()) {
            return Err("was made with another --lang, --lexicon, --names or --instruments; give the same".into());
        }
        for document in documents {
            match self.head(&document.id) {
                None => return Err(format!("does not hold `{}`; make a survey of all documents", document.id)),
                Some(head) if head.content != document.head().content => {
                    return Err(format!(
                        "holds `{}` as it was read before: its file, what the manifest says of it, or how it is read was changed; \
                         make the survey again",
                        document.id
                    ));
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn head(&self, id: &str) -> Option<&Head> {
        Some(&self.heads[self.heads.binary_search_by(|head| head.id().cmp(id)).ok()?])
    }

    /// The ids of documents that links may join to some of its documents, and that are not among these.
    pub fn missing(&self, documents: &[Document]) -> Vec<String> {
        let named: BTreeSet<&str> = documents.iter().map(|document| document.id.as_str()).collect();
        let is_cut = |group: &Vec<String>| group.iter().any(|id| named.contains(id.as_str()));
        self.groups().into_iter().filter(is_cut).flatten().filter(|id| !named.contains(id.as_str())).collect()
    }

    /// Its documents without their texts, in the order of their ids.
    pub(crate) fn documents(&self) -> impl Iterator<Item = Document> + '_ {
        self.heads.iter().map(Head::document)
    }

    /// The ids of its documents, earliest first.
    pub fn ids(&self) -> Vec<String> {
        in_time_order(self.documents().collect::<Vec<_>>()).into_iter().map(|document| document.id).collect()
    }

    /// The ids of its documents by groups, which no link leads out of: the documents of a group earliest first, and the groups in
    /// the order of their first ones.
    pub fn groups(&self) -> Vec<Vec<String>> {
        let documents = in_time_order(self.documents().collect::<Vec<_>>());
        let groups = groups(&documents.iter().collect::<Vec<_>>(), false);
        let ids = |group: Vec<_>| group.into_iter().map(|at: DocumentIndex| documents[at.index()].id.clone());
        groups.into_iter().map(|group| ids(group).collect()).collect()
    }

    /// The survey as bytes, for this build of the program.
    pub fn to_bytes(&self) -> Vec<u8> {
        borsh::to_vec(self).expect("memory takes what is written")
    }

    /// The survey that [`Survey::to_bytes`] gave; nothing if it is of another shape.
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        borsh::from_slice(bytes).ok()
    }
}

fn counted_elsewhere() -> Error {
    Error::usage(
        "the surveys were counted among different documents, so that they do not add up; make one survey of all documents, or count \
         each part with `--with` what all parts introduce",
    )
}
