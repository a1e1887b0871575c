//! A review or an outline → what people read: terminal table, CSV, Markdown.
