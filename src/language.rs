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
    /// The one of two wordings that is in this language.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        match self {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }
}
