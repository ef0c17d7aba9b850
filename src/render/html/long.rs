//! Long lists, of which the beginning stands in the page as such.

/// How many rows, and how many wordings, a page has as elements from the beginning.
pub(super) const FIRST: usize = 300;

/// A list of which the beginning is there from the beginning.
pub(super) struct Long<T> {
    pub(super) first: Vec<T>,
    pub(super) rest: Vec<T>,
}

impl<T> Long<T> {
    /// As much of a list as still has room, and the rest.
    pub(super) fn of(mut first: Vec<T>, room: &mut usize) -> Self {
        let rest = first.split_off(first.len().min(*room));
        *room -= first.len();
        Long { first, rest }
    }

    /// All of it, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.first.iter_mut().chain(&mut self.rest)
    }

    /// All of it.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.first.iter().chain(&self.rest)
    }
}
