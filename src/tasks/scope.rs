//! A document → which of its parts may hold tasks: all of a plan, the planned half of a report, what has owners in a notice.

use crate::model::{Document, DocumentKind, Mood, Section, SectionRole};
use crate::span::Span;
use crate::tables::{Table, word_lists};
use crate::text::boundary::head;
use std::collections::HashSet;

word_lists! {
    "../tables/task_scope.tsv",
    /// Last words of titles below which stand duties, conditions or formalities.
    duty
    /// Last words of titles below which only diligence is asked for.
    asked
    /// First words of lines that are captions or formalities.
    caption
    /// Words in the title of a document that plans, though it is called no plan: 2024年民生实事.
    planned
    /// Words in the title of one that tells what was.
    told
}

/// Where the tasks of a document stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// In all its items: a plan, a task table.
    Items,
    /// In the sentences of its planned half: a report, a speech.
    PlannedHalf,
    /// In the sentences of parts that are called plans.
    PlannedParts,
    /// Only where owners or deadlines are told: a notice.
    Dated,
    /// Only where owners are told: a letter, rules.
    Owned,
}

impl Scope {
    /// Where the tasks of `document` stand, by its kind; where that is not known, by its title, by `owned` (how many notes say who) and by
    /// how its items begin.
    pub(super) fn of(text: &str, document: &Document, owned: usize) -> Self {
        match document.kind {
            DocumentKind::Plan | DocumentKind::Table => Scope::Items,
            DocumentKind::Report | DocumentKind::Speech => Scope::PlannedHalf,
            DocumentKind::Notice => Scope::Dated,
            DocumentKind::Letter | DocumentKind::Law => Scope::Owned,
            DocumentKind::Other => Scope::of_unknown(text, document, owned),
        }
    }

    /// Where the tasks of a document stand whose kind is not known.
    fn of_unknown(text: &str, document: &Document, owned: usize) -> Self {
        let title = title(text, document);
        if document.sections.iter().any(|s| s.role == SectionRole::Review) {
            return if document.plan_from.is_some() { Scope::PlannedHalf } else { Scope::PlannedParts };
        }
        match () {
            () if owned >= FEWEST_NOTES || is_called_a_plan(title) => Scope::Items,
            () if tells(title) => Scope::Owned,
            () if orders(text, document) => Scope::Items,
            () => Scope::PlannedParts,
        }
    }

    /// Whether a sentence there may promise.
    pub(super) fn takes(self, role: SectionRole) -> bool {
        match role {
            SectionRole::Plan | SectionRole::Targets => true,
            SectionRole::Organisation | SectionRole::Other => self == Scope::PlannedHalf,
            _ => false,
        }
    }
}

/// The title of a document, or its first line.
pub(super) fn title<'a>(text: &'a str, document: &'a Document) -> &'a str {
    document.letterhead.title.as_ref().map_or_else(|| first_line(text, document), |t| t.text.as_str())
}

pub(super) fn is_called_a_plan(title: &str) -> bool {
    title.chars().count() <= LONGEST_TITLE && WORDS.planned.occur_in(title) && !WORDS.told.occur_in(title)
}

/// Whether a title tells what was: 「云溪县典型经验做法」.
fn tells(title: &str) -> bool {
    title.chars().count() <= LONGEST_TITLE && WORDS.told.occur_in(title)
}

/// 「云溪县2024年十件民生实事」; what is longer is no title.
const LONGEST_TITLE: usize = 40;

/// One note may say who receives applications; two organise a plan.
const FEWEST_NOTES: usize = 2;

/// Whether two of three items, or of the lines where there are none, begin with what is to be done: 新建公厕12座.
fn orders(text: &str, document: &Document) -> bool {
    let whole = document.place.span.of(text);
    let items: Vec<&str> = match document.is_numbered() {
        true => document.sections.iter().filter(|s| document.is_leaf(s)).map(|s| item(text, s)).collect(),
        false => whole.lines().map(str::trim).filter(|l| has_words(l)).collect(),
    };
    let begins = |words: &str| {
        let words = words.trim_start();
        ACT_WORDS.rows().any(|row| head(words, FIRST_WORDS).contains(row[0]))
    };
    let acting =
        items.iter().filter(|words| words.split(['。', '；']).take(MOST_SENTENCES).any(begins)).count();
    let moods = |mood: fn(&Mood) -> bool| document.statements.iter().filter(|s| mood(&s.mood)).count();
    let told = moods(|m| matches!(m, Mood::Done | Mood::Ongoing | Mood::Admitted));
    acting > 0 && acting * 3 >= items.len() * 2 && told <= moods(|m| *m == Mood::Planned)
}

static ACT_WORDS: Table = Table::new(include_str!("../tables/act_words.tsv"));
/// 「全县新建公厕12座」, not 「12月14日，市长率队调研」.
const FIRST_WORDS: usize = 6;
/// 「（一）交通。新建公路3条。」: an item's title and its first sentence.
const MOST_SENTENCES: usize = 2;

/// A section's own text behind its marker.
fn item<'a>(text: &'a str, section: &Section) -> &'a str {
    let own = section.place.span.of(text);
    own.get(section.marker.len()..).unwrap_or(own)
}

/// Which sections hold no tasks though the document does: duties, conditions, what a contents list names before it comes.
pub(super) struct Barred(Vec<bool>);

impl Barred {
    pub(super) fn of(text: &str, document: &Document) -> Self {
        let whole = tells_duties(title(text, document));
        let mut barred = vec![whole; document.sections.len()];
        for section in &document.sections {
            let above = section.parent.is_some_and(|p| barred[p]);
            let own = section.title.as_deref().unwrap_or_else(|| item(text, section));
            let name = own.trim_start().split(['。', '：', ':', '\n']).next().unwrap_or("");
            barred[section.id] |= above || tells_duties(name);
        }
        let mut later = HashSet::new();
        for section in document.sections.iter().rev() {
            // A contents list names titles that come again with something below them.
            let listed = section.title.is_some()
                && section.form == crate::model::Form::Title
                && document.is_leaf(section);
            let again = later.contains(&(section.marker.as_str(), section.title.as_deref()));
            barred[section.id] |= listed && again;
            later.insert((section.marker.as_str(), section.title.as_deref()));
        }
        Barred(barred)
    }

    /// Whether a section holds no tasks.
    pub(super) fn holds(&self, section: &Section) -> bool {
        self.0.get(section.id).copied().unwrap_or(false)
    }
}

fn first_line<'a>(text: &'a str, document: &Document) -> &'a str {
    document.place.span.of(text).lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("")
}

/// Whether below a title stand duties or conditions: 科长岗位职责, not 明确工作职责.
fn tells_duties(title: &str) -> bool {
    let acts = ACTS.rows().any(|row| title.starts_with(row[0]));
    !acts && WORDS.duty.end(title.trim().trim_end_matches(['。', '：', ':', '；']))
}

/// Whether a title asks for diligence: 五、有关要求.
pub(super) fn asks(title: &str) -> bool {
    WORDS.asked.end(title)
}

static ACTS: Table = Table::new(include_str!("../tables/action_verbs.tsv"));

/// Whether a part leads to the tasks or looks back, and holds none.
pub(super) fn leads(role: SectionRole) -> bool {
    matches!(
        role,
        SectionRole::Requirements | SectionRole::Background | SectionRole::Review | SectionRole::Problems
    )
}

/// Where the body of a document ends that begins at `span.start`: before signatures, the date and notes on the document.
pub(super) fn without_signature(text: &str, span: Span) -> Span {
    let mut piece = span.of(text);
    while let Some(line) = piece.trim_end().rsplit('\n').next()
        && signs(line.trim())
    {
        let kept = piece.trim_end();
        piece = &kept[..kept.len() - line.len()];
    }
    Span::new(span.start, span.start + piece.trim_end().len())
}

/// Whether a line signs or dates a document, or says something of it: 县水务局　县财政局, 2025年3月5日, （此件公开发布）.
fn signs(line: &str) -> bool {
    let inner = line.trim_matches(['（', '）', '(', ')', '【', '】']);
    !line.is_empty()
        && (is_date(line)
            || is_drawn(line)
            || is_caption(inner) && line.chars().count() <= LONGEST_CAPTION
            || names_organs_only(line))
}

/// 「附件：1.云溪县河湖名录」; a longer line says something.
const LONGEST_CAPTION: usize = 40;

fn is_caption(line: &str) -> bool {
    WORDS.caption.begin(line) || line.chars().all(|c| !('\u{4E00}'..='\u{9FFF}').contains(&c))
}

fn is_date(line: &str) -> bool {
    let rest = line.trim_end_matches('日');
    let dated = rest
        .chars()
        .all(|c| c.is_ascii_digit() || c.is_whitespace() || "年月〇零一二三四五六七八九十-./".contains(c));
    dated && line.contains(['年', '-', '/', '.']) && line.chars().count() <= 16
}

fn names_organs_only(line: &str) -> bool {
    let mut names = line.split_whitespace().peekable();
    !line.contains(['。', '，', '、', '：', '；', '（', '.'])
        && names.peek().is_some()
        && names.all(super::names::is_signer)
}

/// Whether an item says anything: no `?`, no rule of a drawn box.
pub(super) fn has_words(item: &str) -> bool {
    item.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).nth(1).is_some()
}

/// Whether a line is worth reading as a task: no caption, no rule of a drawn box, some words.
pub(super) fn says_something(line: &str) -> bool {
    let han = line.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).count();
    let drawn = is_drawn(line);
    han >= FEWEST_CHARACTERS
        && !drawn
        && !(WORDS.caption.begin(line) && line.chars().count() <= LONGEST_CAPTION)
}

/// Whether a line belongs to a drawn box.
fn is_drawn(line: &str) -> bool {
    line.chars().any(|c| ('\u{2500}'..='\u{257F}').contains(&c))
}

/// 「修路30公里」 is the shortest task that is worth one.
const FEWEST_CHARACTERS: usize = 4;
