//! What a run came to → its exit status.

/// Exit status: fine, and for `check` every task done.
pub const FINE: u8 = 0;
/// Exit status: `check` found a task that is not done.
pub const NOT_DONE: u8 = 1;
/// Exit status: wrong usage, or something unreadable.
pub const TROUBLE: u8 = 2;
