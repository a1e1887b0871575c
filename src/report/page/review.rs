//! A review → its page: the answer, tasks beside their evidence, filters, both documents below with each quotation in its place.

use super::frame::{clean, page, theme_button};
use super::paper::{Mark, alike, apart, id_at, lines};
use crate::language::Language;
use crate::model::{Evidence, Finding, NearMiss, Outcome, Standing};
use crate::report::bulletin::bulletin;
use crate::report::explanation::reason;
use crate::report::ledger::{BY_SEVERITY, Ledger, Row};
use crate::report::places::Paper;
use crate::report::table::duty;
use crate::report::{wide, words};
use crate::tables::called::called;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// Writes the page of a review.
///
/// # Example
/// ```
/// use gongwen::{Language, Review, report};
///
/// let review = Review::default();
/// let page = report::review_page(&report::Ledger::new(&review, Language::Chinese));
/// assert!(page.starts_with("<!DOCTYPE html>") && !page.contains("http://"));
/// ```
pub fn review_page(ledger: &Ledger<'_>) -> String {
    let desk = Desk::new(ledger);
    let language = ledger.language;
    let title = format!("{}{}", ledger.title(), language.pick("：完成情况核查", ": checked"));
    let body = html! {
        (desk.head())
        (desk.tools())
        main.wide {
            (desk.tasks())
            (desk.papers())
        }
    };
    page(&title, language, &body)
}

/// A review with the marks of its two documents.
struct Desk<'a> {
    ledger: &'a Ledger<'a>,
    language: Language,
    in_plan: Vec<Mark>,
    in_reports: Vec<Vec<Mark>>,
}

/// The number that a task is named by.
fn number(finding: &Finding, at: usize) -> usize {
    finding.tracking.as_ref().map_or(at + 1, |tracking| tracking.number)
}

impl<'a> Desk<'a> {
    fn new(ledger: &'a Ledger<'a>) -> Self {
        let findings = || ledger.review.findings.iter().enumerate();
        let class = |finding: &Finding| Standing::of(finding).as_str().to_owned();
        let planned = findings().map(|(at, finding)| Mark {
            span: finding.task.place.span,
            id: format!("p{}", number(finding, at)),
            class: class(finding),
            title: String::new(),
            tasks: vec![number(finding, at)],
        });
        let mut told: Vec<Vec<Mark>> = ledger.reports.iter().map(|_| Vec::new()).collect();
        for (at, finding) in findings() {
            let of = finding.report.unwrap_or(0);
            let mark = |e: &Evidence| Mark {
                span: e.place.span,
                id: format!("r{of}-{}", e.place.span.start),
                class: class(finding),
                title: String::new(),
                tasks: vec![number(finding, at)],
            };
            if let Some(told) = told.get_mut(of) {
                told.extend(finding.evidence.iter().map(mark));
            }
        }
        let mut in_reports: Vec<Vec<Mark>> = told.into_iter().map(apart).collect();
        in_reports.iter_mut().flatten().for_each(|mark| mark.tasks.dedup());
        Desk { ledger, language: ledger.language, in_plan: apart(planned.collect()), in_reports }
    }

    fn pick(&self, chinese: &'static str, english: &'static str) -> &'static str {
        self.language.pick(chinese, english)
    }

    fn head(&self) -> Markup {
        let (review, language) = (self.ledger.review, self.language);
        let colon = self.pick("：", ": ");
        html! {
            header.wide {
                h1 { small { (self.pick("计划完成情况核查", "Report checked against its plan")) } (clean(&self.ledger.title())) }
                @for (what, source) in [(self.pick("计划", "Plan"), &review.plan)].into_iter().chain(review.report_files().map(|file| (self.pick("报告", "Report"), file))) {
                    p.facts { (what) (colon) (clean(&wide::file_name(source.name.as_deref())))
                        @if !source.edits.is_empty() {
                            (language.pick(format!("（修复 {} 处）", source.edits.len()), format!(" ({} repairs)", source.edits.len())))
                        }
                    }
                }
                @for (what, text) in words::parts(&review.parts_chosen, language) { p.facts { (what) (colon) (text) } }
                @if let Some(day) = self.ledger.as_of_line(false) { p.facts { (day) } }
                @for warning in &review.warnings { p.warn { (wide::flat(&warning.text)) } }
                @for text in words::lapsed(review, language) { p.warn { (text) } }
                (self.counts())
                @if let Some(choice) = self.ledger.choice_line() { p.warn { (choice) } }
                @if self.ledger.has_bulletin() {
                    p.bulletin title=(self.pick("点一下即可全选", "one click selects it")) { (bulletin(self.ledger)) }
                }
            }
        }
    }

    /// The counts, and a bar of their shares.
    fn counts(&self) -> Markup {
        let summary = &self.ledger.review.summary;
        let count = |standing: Standing| match standing {
            Standing::Done => summary.done,
            Standing::Partly => summary.partly,
            Standing::TargetMissed => summary.target_missed,
            Standing::NotMentioned => summary.not_mentioned,
            Standing::NotCheckable => summary.not_checkable,
        };
        let all = summary.tasks.max(1) as f64;
        let mut from = 0.0;
        html! {
            div.counts {
                div { b { (summary.tasks) } (self.pick("任务", "tasks")) }
                @for standing in BY_SEVERITY.into_iter().rev().skip(1).chain([Standing::NotCheckable]) {
                    @if count(standing) > 0 || standing != Standing::NotCheckable {
                        div { b class=(standing.as_str()) { (count(standing)) } (called("verdict", standing.as_str(), self.language)) }
                    }
                }
                div { b.doubt { (summary.needs_review) } (self.pick("待复核", "to review")) }
            }
            @if summary.tasks > 0 {
                svg.bar viewBox="0 0 1000 22" preserveAspectRatio="none" role="img" aria-label=(self.pick("各结论所占份额", "shares of the verdicts")) {
                    @for standing in BY_SEVERITY.into_iter().rev().skip(1).chain([Standing::NotCheckable]) {
                        @let width = count(standing) as f64 * 1000.0 / all;
                        @if width > 0.0 {
                            rect class=(standing.as_str()) x=(format!("{from:.1}")) y="0" width=(format!("{:.1}", (width - 2.0).max(1.0))) height="22" {
                                title { (called("verdict", standing.as_str(), self.language)) " " (count(standing)) }
                            }
                        }
                        ({ from += width; "" })
                    }
                }
            }
        }
    }

    /// The filters: by verdict, owner, section, text.
    fn tools(&self) -> Markup {
        let findings = &self.ledger.review.findings;
        let standings: BTreeSet<Standing> = findings.iter().map(Standing::of).collect();
        let owners: Vec<&str> = {
            let mut seen = BTreeSet::new();
            findings
                .iter()
                .flat_map(|f| &f.task.owners)
                .map(String::as_str)
                .filter(|o| seen.insert(*o))
                .collect()
        };
        let sections: Vec<&str> = {
            let mut seen = BTreeSet::new();
            findings.iter().filter_map(section).filter(|s| seen.insert(*s)).collect()
        };
        html! {
            nav.tools { div.wide {
                input #search type="search" placeholder=(self.pick("查找（按 /）", "search (press /)")) aria-label=(self.pick("查找", "search"));
                @for standing in BY_SEVERITY.into_iter().filter(|s| standings.contains(s)) {
                    label class=(standing.as_str()) { input type="checkbox" checked[standing != Standing::NotCheckable] data-verdict=(standing.as_str()); " " (called("verdict", standing.as_str(), self.language)) }
                }
                label.doubt { input #doubtful type="checkbox"; " " (self.pick("只看待复核", "to review only")) }
                @if !owners.is_empty() {
                    select #owner aria-label=(self.pick("责任单位", "owner")) {
                        option value="" { (self.pick("全部责任单位", "all owners")) }
                        @for owner in owners { option value=(clean(&wide::flat(owner))) { (clean(&wide::flat(owner))) } }
                    }
                }
                @if sections.len() > 1 {
                    select #section aria-label=(self.pick("章节", "section")) {
                        option value="" { (self.pick("全部章节", "all sections")) }
                        @for section in sections { option value=(clean(section)) { (clean(&wide::short(section, 24))) } }
                    }
                }
                span #shown {}
                (theme_button(self.language))
                a href="#papers" { (self.pick("原文", "documents")) }
            } }
        }
    }

    fn tasks(&self) -> Markup {
        let headless = self.ledger.is_headless();
        html! {
            @for (at, group) in self.ledger.groups().into_iter().enumerate() {
                @let title = if group.title.is_empty() { self.pick("（无标题）", "(no heading)") } else { &group.title };
                @if !(headless && group.title.is_empty()) { h3.group data-g=(at) { (clean(title)) } }
                @for finding in group.findings { (self.task(finding, at)) }
            }
            @if self.ledger.review.findings.is_empty() { p { (self.pick("没有可列出的任务。", "There is no task to list.")) } }
        }
    }

    fn task(&self, finding: &'a Finding, group: usize) -> Markup {
        let row = self.ledger.row(finding);
        let standing = Standing::of(finding).as_str();
        let number = row.number();
        let owners: Vec<String> = finding.task.owners.iter().map(|owner| wide::flat(owner)).collect();
        let targets: Vec<&str> = finding
            .task
            .targets
            .iter()
            .chain(finding.comparisons.iter().map(|c| &c.target))
            .map(|t| t.text.as_str())
            .collect();
        let told: String = finding.evidence.iter().map(|e| e.text.as_str()).collect();
        let tracking = finding.tracking.as_ref();
        let decision = tracking.and_then(|t| t.decision.as_ref());
        let comment = decision.map(|d| clean(&d.comment)).filter(|comment| !comment.is_empty());
        let in_plan = id_at(&self.in_plan, finding.task.place.span).filter(|_| self.ledger.plan.is_some());
        html! {
            article class=(standing) id=[number.map(|n| format!("t{n}"))] data-g=(group) data-v=(standing)
                data-o=(clean(&owners.join("\n"))) data-s=(clean(section(finding).unwrap_or_default())) data-r[finding.needs_review]
                data-k=[tracking.map(|t| &t.key)] data-d=[decision.and_then(|d| d.verdict).map(Standing::as_str)] data-c=[comment] {
                div {
                    div.top {
                        @if let Some(n) = number { a.number href={ "#t" (n) } { (n) } }
                        span class={ "badge " (standing) } { (row.verdict()) }
                        @if let Some(lamp) = finding.tracking.as_ref().and_then(|t| t.lamp) { span class={ "lamp " (lamp.as_str()) } { (row.lamp()) } }
                        @if finding.needs_review {
                            span.doubt { (self.pick("待复核", "to review")) (self.sure(finding)) }
                        }
                    }
                    p.task { (alike(&wide::flat(&finding.task.text), &told, &targets, "aim"))
                        @if let Some(id) = in_plan { " " a.in-plan href={ "#" (id) } title=(self.pick("在计划中的位置", "its place in the plan")) { (self.pick("计划", "plan")) } }
                    }
                    @if let Some(duty) = duty(&finding.task, self.language) { p.duty { (duty) } }
                    @if let Some(time) = row.time() { p.when { (time) } }
                    @if let Some(decided) = row.decided() { p.decided { (clean(&decided)) } }
                }
                div { (self.evidence(finding, &row)) }
            }
        }
    }

    fn sure(&self, finding: &Finding) -> String {
        let percent = (finding.confidence * 100.0).round();
        self.language.pick(format!("（把握 {percent}%）"), format!(" ({percent}% sure)"))
    }

    /// Figures side by side, the reason, the quotations, what is near.
    fn evidence(&self, finding: &Finding, row: &Row<'_>) -> Markup {
        let compared = row.compared();
        let actuals: Vec<&str> = finding.comparisons.iter().map(|c| c.actual.text.as_str()).collect();
        html! {
            @if !compared.is_empty() {
                div.scroll { table {
                    tr { @for head in self.language.pick(["指标", "目标", "实际", "差距", "比较"], ["indicator", "target", "actual", "gap", "outcome"]) { th { (head) } } }
                    @for c in &compared {
                        tr {
                            td { (clean(&c.name)) }
                            td.n { b.aim { (clean(&c.target)) } }
                            td.n { b.fig { (clean(&c.actual)) } }
                            td.n { (if c.gap.is_empty() { "—" } else { &c.gap }) }
                            td class=(match c.outcome { Outcome::Met => "n done", Outcome::Missed => "n target_missed", _ => "n partly" }) { (words::outcome(c.outcome, self.language)) }
                        }
                    }
                } }
            }
            @if let Some(reason) = reason(finding, self.language) { p.why { "→ " (clean(&reason)) } }
            @for e in finding.evidence.iter().take(QUOTES) { (self.quote(finding, e, &actuals)) }
            @if finding.evidence.len() > QUOTES {
                details { summary { (self.language.pick(format!("另有 {} 处", finding.evidence.len() - QUOTES), format!("{} more", finding.evidence.len() - QUOTES))) }
                    @for e in finding.evidence.iter().skip(QUOTES) { (self.quote(finding, e, &actuals)) }
                }
            }
            @if !finding.near_misses.is_empty() {
                details { summary { (self.language.pick(format!("相近而未采用 {} 句", finding.near_misses.len()), format!("near, not taken: {}", finding.near_misses.len()))) }
                    @for near in &finding.near_misses { (self.near(finding, near)) }
                }
            }
        }
    }

    fn quote(&self, finding: &Finding, e: &Evidence, actuals: &[&str]) -> Markup {
        let place = Some(self.ledger.place(finding, &e.place));
        let place =
            place.filter(|place| !place.is_empty()).unwrap_or_else(|| self.pick("位置", "place").to_owned());
        let marks = self.in_reports.get(finding.report.unwrap_or(0));
        let id = marks.and_then(|marks| id_at(marks, e.place.span));
        html! {
            blockquote {
                (alike(&wide::flat(&e.text), &finding.task.text, actuals, "fig")) " "
                @match id {
                    Some(id) => a.at.in-report href={ "#" (id) } { (clean(&place)) },
                    None => span.at { (clean(&place)) },
                }
            }
        }
    }

    fn near(&self, finding: &Finding, near: &NearMiss) -> Markup {
        let place = self.ledger.place(finding, &near.place);
        html! { blockquote { (clean(&wide::flat(&near.text))) " " span.at { (words::near_miss(near.why, self.language)) @if !place.is_empty() { " · " (clean(&place)) } } } }
    }

    /// Both documents, each quotation in its place.
    fn papers(&self) -> Markup {
        let pane = |what: &'static str, name: Option<&str>, paper: &Paper<'_>, marks: &[Mark]| {
            html! { section.pane tabindex="0" { h2 { (what) (self.pick("：", ": ")) (clean(&wide::file_name(name))) } (lines(paper, marks, false)) } }
        };
        let review = self.ledger.review;
        html! {
            h2 #papers { (self.pick("原文", "Documents")) }
            p.tip { (self.pick("划线处是任务和依据，后面的数字通向上面的任务。", "Underlined: tasks and evidence; the numbers lead to the tasks above.")) }
            div.papers {
                @if let Some(plan) = &self.ledger.plan { (pane(self.pick("计划", "Plan"), review.plan.name.as_deref(), plan, &self.in_plan)) }
                @for ((paper, marks), file) in self.ledger.reports.iter().zip(&self.in_reports).zip(review.report_files()) {
                    (pane(self.pick("报告", "Report"), file.name.as_deref(), paper, marks))
                }
            }
            p.tip.keys { kbd { "/" } (self.pick(" 查找　", " search  ")) kbd { "j" } " " kbd { "k" } (self.pick(" 下一项、上一项　", " next, previous task  ")) kbd { "r" } (self.pick(" 到报告　", " to the report  ")) kbd { "p" } (self.pick(" 到计划　", " to the plan  ")) kbd { "b" } (self.pick(" 回到任务　", " back to the task  ")) kbd { "d" } (self.pick(" 深浅色", " dark or light")) }
        }
    }
}

/// Passages shown at once.
const QUOTES: usize = 3;

/// The innermost title above a task.
fn section(finding: &Finding) -> Option<&str> {
    finding.tracking.as_ref()?.headings.last().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checker, Tracker, parse};

    fn review_of(plan: &str, report: &str) -> String {
        let (plan, report) = (parse(plan.as_bytes()), parse(report.as_bytes()));
        let mut review = Checker::new().check(&plan, &report);
        Tracker::new().track(&mut review, &plan, &[&report]);
        let paper = |parsed| -> &crate::Parsed { parsed };
        let (plan, report) = (paper(&plan), paper(&report));
        let ledger = Ledger::new(&review, Language::Chinese)
            .plan(Paper::new(&plan.source, &plan.documents, None))
            .report(Paper::new(&report.source, &report.documents, None));
        review_page(&ledger)
    }

    #[test]
    fn every_link_leads_somewhere() {
        let page = review_of(
            "云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n2.配备校车15辆。\n",
            "云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。配备校车11辆。\n",
        );
        let links: Vec<&str> =
            page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(
            links.iter().any(|l| l.starts_with('r')) && links.iter().any(|l| l.starts_with('p')),
            "{links:?}"
        );
        for link in links {
            assert_eq!(page.matches(&format!("id=\"{link}\"")).count(), 1, "{link}");
        }
    }

    #[test]
    fn nothing_in_a_document_can_run() {
        let page = review_of(
            "云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里<img src=x onerror=alert(1)>。（责任单位：县\"水利局）\n",
            "云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里<script>alert(2)</script>。\n",
        );
        assert_eq!(page.matches("<script").count(), 1, "{page}");
        assert!(!page.contains("<img"), "{page}");
    }
}
