//! The language of what people read: Chinese or English.

/// The language of what people read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// 中文.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// Returns the one of two wordings that is in this language.
    ///
    /// # Example
    /// ```
    /// use gongwen::Language;
    ///
    /// assert_eq!(Language::English.pick("计划", "plan"), "plan");
    /// ```
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}
