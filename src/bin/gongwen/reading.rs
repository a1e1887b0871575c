//! How many tasks were read → a bar on standard error, where that is a terminal.

use indicatif::{ProgressBar, ProgressStyle};
use std::sync::{Mutex, PoisonError};

/// The bar of the review under way.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Shows that so many of all tasks were read.
pub fn progress(read: usize, all: usize) {
    let mut bar = BAR.lock().unwrap_or_else(PoisonError::into_inner);
    if read < all {
        bar.get_or_insert_with(|| new_bar(all)).set_position(read as u64);
    } else if let Some(bar) = bar.take() {
        bar.finish_and_clear();
    }
}

fn new_bar(all: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(all as u64).with_style(style)
}
