//! Regular expressions of data files, which are compiled when they are first used: a language has more than a hundred, of
//! which a document needs a few, and to compile them all takes longer than to read a report.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// How large a pattern may grow, in bytes of the compiled form, so that a slip in a file does not take the memory.
const LARGEST: usize = 10 << 20;

/// A regular expression that is compiled when it is first used. It can be used as the [`Regex`] that it is.
#[derive(Clone)]
pub(crate) struct LazyRegex {
    text: String,
    compiled: OnceLock<Regex>,
}

/// How patterns are made: [`LazyRegex::built_in`] or [`LazyRegex::checked`].
pub(crate) type MakeRegex = fn(&str) -> Result<LazyRegex, String>;

impl LazyRegex {
    /// A pattern of the program itself.
    ///
    /// # Errors
    /// What is wrong with it; in tests at once, which read every file that is part of the program.
    pub(crate) fn built_in(text: &str) -> Result<Self, String> {
        match cfg!(test) {
            true => LazyRegex::checked(text),
            false => Ok(LazyRegex { text: text.to_owned(), compiled: OnceLock::new() }),
        }
    }

    /// A pattern of a user's, which may be wrong.
    ///
    /// # Errors
    /// What is wrong with it.
    pub(crate) fn checked(text: &str) -> Result<Self, String> {
        let compiled = compile(text).map_err(|error| error.to_string())?;
        Ok(LazyRegex { text: text.to_owned(), compiled: compiled.into() })
    }
}

impl Deref for LazyRegex {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| compile(&self.text).expect("what is not checked at once is part of the program"))
    }
}

impl fmt::Debug for LazyRegex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

fn compile(text: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(text).size_limit(LARGEST).build()
}
