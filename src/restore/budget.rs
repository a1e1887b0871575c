//! The length of a text → how many characters of it may be searched for.

/// How many more characters of a text may be searched for: each search costs some microseconds, and a hostile text may be
/// damaged from end to end. What goes beyond is left as it is.
pub(super) struct Budget(usize);

impl Budget {
    /// What a text of so many bytes may cost: UTF-8 shown as GBK lost one character in forty bytes of it.
    pub(super) fn of_text(bytes: usize) -> Self {
        Budget(40_000 + bytes / 24)
    }

    /// No search at all.
    pub(super) fn none() -> Self {
        Budget(0)
    }

    /// The same for characters of a shifted run, of which each may be several.
    pub(super) fn take_shifted(&mut self, characters: usize) -> Option<()> {
        self.take((characters + 2) * 40)
    }

    pub(super) fn take(&mut self, characters: usize) -> Option<()> {
        self.0 = self.0.checked_sub(characters)?;
        Some(())
    }
}
