//! A task's words and the titles above it → its key, the same next month and where the plan's numbers or marks changed.

use crate::numeral::{digit, figure};

/// What leads an earlier ledger's row back to a task.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Of the task's words.
    pub words: String,
    /// Of the titles above it.
    pub place: String,
    /// Which of several that are alike, from 1.
    pub nth: usize,
}

impl Key {
    /// The key of the first task of these words under these titles.
    pub fn of<'a>(task: &str, titles: impl IntoIterator<Item = &'a str>) -> Self {
        let mut place = String::new();
        for title in titles {
            place.extend(bare(title));
            place.push('/');
        }
        let words: String = bare(task).collect();
        Key {
            words: format!("{:012x}", hash(&words) >> 16),
            place: format!("{:06x}", hash(&place) >> 40),
            nth: 1,
        }
    }

    /// Reads a key as it was written.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().split('-');
        let hex = |part: &str, len| part.len() == len && part.bytes().all(|b| b.is_ascii_hexdigit());
        let words = parts.next().filter(|part| hex(part, 12))?;
        let place = parts.next().filter(|part| hex(part, 6))?;
        let nth = parts.next().map_or(Some(1), |nth| nth.parse().ok())?;
        parts.next().is_none().then(|| Key { words: words.into(), place: place.into(), nth })
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.words, self.place)?;
        if self.nth > 1 { write!(f, "-{}", self.nth) } else { Ok(()) }
    }
}

/// A number before a mark has at most so many characters: （十二）.
const LONGEST_MARKER: usize = 6;

/// The words without marks and blanks, and without the number that they stand under: a plan that was numbered anew has the same tasks.
pub(super) fn bare(text: &str) -> impl Iterator<Item = char> {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let marker = text.char_indices().take(LONGEST_MARKER).find(|(_, c)| !is_number(*c));
    let rest = match marker {
        Some((at, c)) if at > 0 && !c.is_alphanumeric() && c != '%' => &text[at + c.len_utf8()..],
        _ => text,
    };
    // 2.5亿元 is no number with a mark behind it.
    let numbered = !rest.starts_with(|c: char| digit(c).is_some());
    let words = if numbered { rest } else { text };
    words.chars().filter(|c| c.is_alphanumeric())
}

fn is_number(c: char) -> bool {
    digit(c).is_some() || figure(c).is_some() || c == '十'
}

/// FNV-1a, 64 bits: the same everywhere and always.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_do_not_change_a_key() {
        let key = Key::of("1．新建公厕12座。", ["三、重点任务"]);
        assert_eq!(key, Key::of("（二）新建公厕 12座", ["四、重点任务"]));
        assert_ne!(key.words, Key::of("1．新建公厕15座。", ["三、重点任务"]).words);
        assert_ne!(key.place, Key::of("1．新建公厕12座。", ["三、民生实事"]).place);
        assert_ne!(Key::of("2.5亿元", []).words, Key::of("5亿元", []).words);
    }

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for nth in [1, 3] {
            let key = Key { nth, ..Key::of("新建公厕12座", []) };
            assert_eq!(Key::read(&format!(" {key} ")), Some(key));
        }
        for text in ["", "新建公厕", "12", "0123456789ab", "0123456789ab-012345-x", "0123456789ab-012345-1-1"]
        {
            assert_eq!(Key::read(text), None, "{text}");
        }
    }
}
