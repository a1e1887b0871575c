//! Options about time and earlier ledgers, and the files that they name → a tracker.

use crate::files::{self, Failure};
use gongwen::{CleanOptions, Language, Review, Source, Tracker};
use serde::Deserialize;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Tracking {
    #[arg(
        long,
        value_name = "DATE",
        help = "按这一天判断是否到期，如 2025-09-30（默认：报告所述时期的末日）"
    )]
    as_of: Option<String>,
    #[arg(long, value_name = "FILE", help = "灯的规则表，每行：结论、到期、进度、灯")]
    lamps: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = "读回人工改判和复核意见：改过的台账（xlsx、csv）或 json")]
    decisions: Option<PathBuf>,
    #[arg(long, value_name = "FILE", help = "与以前的台账相比：新增、新完成、进步、退步")]
    since: Option<PathBuf>,
}

impl Tracking {
    /// The files that are read.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        [&self.lamps, &self.decisions, &self.since].into_iter().flatten()
    }
}

/// A tracker that knows all that the options say.
pub fn tracker(options: &Tracking, lang: Language) -> Result<Tracker, Failure> {
    let library = |e: gongwen::Error| Failure::library(&e, lang);
    let mut tracker = Tracker::new();
    if let Some(day) = &options.as_of {
        tracker = tracker.as_of(day).map_err(|e| library(e).about(Path::new("--as-of")))?;
    }
    if let Some(name) = &options.lamps {
        let table = text(name, lang)?;
        tracker = tracker.lamps(table.text()).map_err(|e| library(e).about(name))?;
    }
    if let Some(name) = &options.decisions {
        tracker = match earlier(name, lang)? {
            Earlier::Ledger(ledger) => tracker.decisions(&ledger).map_err(|e| library(e).about(name))?,
            Earlier::Json(json) => decided(tracker, json),
        };
    }
    if let Some(name) = &options.since {
        tracker = match earlier(name, lang)? {
            Earlier::Ledger(ledger) => tracker.since(&ledger).map_err(|e| library(e).about(name))?,
            Earlier::Json(json) => recalled(tracker, json),
        };
    }
    Ok(tracker)
}

/// A ledger of an earlier day, in one of its forms.
enum Earlier {
    Ledger(Box<Source>),
    Json(Json),
}

/// What a program or a person wrote: a review of an earlier day, or decisions only.
#[derive(Deserialize)]
#[serde(untagged)]
enum Json {
    Review(Box<Review>),
    Decisions(Vec<Decided>),
}

/// A decision in JSON: of the task with this key, or these words.
#[derive(Deserialize)]
struct Decided {
    #[serde(default)]
    key: String,
    #[serde(default)]
    task: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    comment: String,
}

/// The cells of a file, as they are: what looks damaged in a comment may be meant so.
fn text(name: &Path, lang: Language) -> Result<Source, Failure> {
    let bytes = files::read(name, lang).map_err(|failure| failure.about(name))?;
    source(&bytes, name, lang)
}

fn source(bytes: &[u8], name: &Path, lang: Language) -> Result<Source, Failure> {
    let as_it_is = CleanOptions::new().keep_damage(true);
    gongwen::open(bytes, as_it_is).map_err(|e| Failure::library(&e, lang).about(name))
}

fn earlier(name: &Path, lang: Language) -> Result<Earlier, Failure> {
    let bytes = files::read(name, lang).map_err(|failure| failure.about(name))?;
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(first, Some(b'{' | b'[')) {
        return Ok(Earlier::Ledger(Box::new(source(&bytes, name, lang)?)));
    }
    let json = serde_json::from_slice(&bytes).map_err(|_| {
        let line = lang.pick(
            "应为 check 的 JSON，或 [{\"key\": …, \"verdict\": …, \"comment\": …}]",
            "expected the JSON of check, or [{\"key\": …, \"verdict\": …, \"comment\": …}]",
        );
        Failure::new(line).about(name)
    })?;
    Ok(Earlier::Json(json))
}

fn decided(tracker: Tracker, json: Json) -> Tracker {
    match json {
        Json::Decisions(all) => {
            all.iter().fold(tracker, |t, d| t.decide(&d.key, &d.task, &d.verdict, &d.comment))
        }
        Json::Review(review) => review.findings.iter().fold(tracker, |t, finding| {
            let Some(tracking) = &finding.tracking else { return t };
            let Some(decision) = &tracking.decision else { return t };
            let verdict = decision.verdict.map_or("", |verdict| verdict.as_str());
            t.decide(&tracking.key, &finding.task.text, verdict, &decision.comment)
        }),
    }
}

fn recalled(tracker: Tracker, json: Json) -> Tracker {
    match json {
        Json::Decisions(all) => all.iter().fold(tracker, |t, d| t.recall(&d.key, &d.task, &d.verdict)),
        Json::Review(review) => review.findings.iter().fold(tracker, |t, finding| {
            let key = finding.tracking.as_ref().map_or("", |tracking| &tracking.key);
            t.recall(key, &finding.task.text, gongwen::model::Standing::of(finding).as_str())
        }),
    }
}
