//! Fields: what Word works out and prints, such as the page of a heading.

/// The fields that are open. Each has its instructions first, then its result, which is what is printed.
#[derive(Default)]
pub(super) struct Fields {
    /// For each, whether its result is read yet.
    has_result: Vec<bool>,
    /// How many are in their instructions yet.
    in_instructions: usize,
}

impl Fields {
    /// Whether the reader stands in the instructions of one.
    pub(super) fn is_instructing(&self) -> bool {
        self.in_instructions > 0
    }

    /// Takes note of what marks the parts of a field.
    pub(super) fn take(&mut self, mark: Option<&str>) {
        match mark {
            Some("begin") => {
                self.has_result.push(false);
                self.in_instructions += 1;
            }
            Some("separate") => {
                if let Some(result @ false) = self.has_result.last_mut() {
                    *result = true;
                    self.in_instructions -= 1;
                }
            }
            _ => {
                let ended = self.has_result.pop();
                self.in_instructions -= usize::from(ended == Some(false));
            }
        }
    }
}
