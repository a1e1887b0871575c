//! What a character adds to its line → a number that the build script writes and `survey.rs` sums up.

/// What a character adds to its line: a number of seven bits each for rare, wide, traditional and simplified ones, and
/// above them what is only seen or not.
pub type Class = u32;

pub const RARE_ONE: Class = 1;
pub const WIDE_ONE: Class = 1 << 7;
pub const TRADITIONAL_ONE: Class = 1 << 14;
pub const SIMPLIFIED_ONE: Class = 1 << 21;
/// It hardly stands in a clean line.
pub const IS_ODD: Class = 1 << 28;
/// A bracket that opens: pinyin may follow.
pub const OPENS: Class = 1 << 29;
/// A letter of ASCII.
pub const IS_LETTER: Class = 1 << 30;
/// It may end a line and hardly ever does.
pub const IS_RARE_END: Class = 1 << 31;
