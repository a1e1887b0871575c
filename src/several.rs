//! A plan and the reports of several owners → one review: each task as the report tells it that is its owner's, else the one that tells
//! most of it.

use crate::checker::Checker;
use crate::model::{Finding, Outcome, Review, Standing, Summary, Verdict};
use crate::parsed::Parsed;

impl Checker {
    /// Lays several reports beside one plan, as each owner sends its own. Each finding rests on one of them, which it names in
    /// [`Finding::report`]: its owner's, where that tells of the task, else the one that tells most. Where two tell otherwise, a
    /// person should look at it. Total, as [`Checker::check`] is.
    ///
    /// # Example
    /// ```
    /// use gongwen::{Checker, Verdict, parse};
    ///
    /// let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。（责任单位：县水利局）\n2.配备校车15辆。（责任单位：县教育局）\n".as_bytes());
    /// let water = parse("云溪县水利局2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
    /// let schools = parse("云溪县教育局2025年工作总结\n一、完成情况\n全年配备校车15辆。\n".as_bytes());
    /// let review = Checker::new().check_several(&plan, &[&water, &schools]);
    /// assert!(review.findings.iter().all(|f| f.verdict == Verdict::Done));
    /// assert_eq!(review.findings[1].report, Some(1));
    /// ```
    pub fn check_several(&self, plan: &Parsed, reports: &[&Parsed]) -> Review {
        let mut reviews: Vec<Review> = reports.iter().map(|report| self.check(plan, report)).collect();
        if reviews.len() < 2 {
            return reviews.pop().unwrap_or_default();
        }
        let senders: Vec<Vec<String>> = reports.iter().map(|report| senders(report)).collect();
        let mut all =
            Review { plan: reviews[0].plan.clone(), report: reviews[0].report.clone(), ..Review::default() };
        all.reports = reviews.iter().map(|review| review.report.clone()).collect();
        for review in &mut reviews {
            for mut warning in std::mem::take(&mut review.warnings) {
                if let Some(name) = &review.report.name {
                    warning.text = format!("{name}: {}", warning.text);
                }
                if !all.warnings.contains(&warning) {
                    all.warnings.push(warning);
                }
            }
            if all.parts_chosen.plan.is_empty() {
                all.parts_chosen.plan = std::mem::take(&mut review.parts_chosen.plan);
                all.parts_chosen.left_out = std::mem::take(&mut review.parts_chosen.left_out);
            }
            for part in std::mem::take(&mut review.parts_chosen.report) {
                let mut known = all.parts_chosen.report.iter_mut();
                match known.find(|other| other.title == part.title && other.why == part.why) {
                    Some(other) => other.count += part.count,
                    None => all.parts_chosen.report.push(part),
                }
            }
        }
        let mut told: Vec<std::vec::IntoIter<Finding>> =
            reviews.into_iter().map(|review| review.findings.into_iter()).collect();
        loop {
            // A report that cannot be read has no findings.
            let of_task: Vec<(usize, Finding)> =
                told.iter_mut().enumerate().filter_map(|(at, told)| Some((at, told.next()?))).collect();
            let Some(finding) = chosen(of_task, &senders) else { break };
            count(&mut all.summary, &finding);
            all.findings.push(finding);
        }
        all
    }
}

/// Who sent a report, as its title, letterhead and signature say.
fn senders(report: &Parsed) -> Vec<String> {
    let heads = report.documents.iter().map(|d| &d.letterhead);
    let lines = heads.flat_map(|h| [&h.issuer, &h.title, &h.signing_organ, &h.byline]).flatten();
    let named = report.source.info().name.iter().cloned();
    lines.map(|line| line.text.chars().filter(|c| !c.is_whitespace()).collect()).chain(named).collect()
}

/// A name of fewer characters stands in too many others.
const SHORTEST: usize = 3;

/// Whether one of `owners` sent a report: 县水利局 and 云溪县水利局, 市教育局 and 教育局.
fn sent_by(owners: &[String], senders: &[String]) -> bool {
    let names = |owner: &String| {
        let short: String = owner.chars().skip(1).collect();
        let long_enough = short.chars().count() >= SHORTEST;
        senders.iter().any(|sender| sender.contains(owner.as_str()) || long_enough && sender.contains(&short))
    };
    owners.iter().any(names)
}

/// The finding that a task is told by.
fn chosen(of_task: Vec<(usize, Finding)>, senders: &[Vec<String>]) -> Option<Finding> {
    let tells = |finding: &Finding| finding.verdict != Verdict::NotMentioned;
    let rank = |(at, finding): &(usize, Finding)| {
        let own = sent_by(&finding.task.owners, &senders[*at]);
        let figures = finding.comparisons.iter().any(|c| matches!(c.outcome, Outcome::Met | Outcome::Missed));
        let score = finding.evidence.iter().map(|e| e.score).fold(0.0, f32::max);
        (tells(finding), own, figures, score)
    };
    let told: Vec<Verdict> = of_task.iter().filter(|(_, f)| tells(f)).map(|(_, f)| f.verdict).collect();
    let differ = told.windows(2).any(|two| two[0] != two[1]);
    let mut best: Option<(usize, Finding)> = None;
    for other in of_task {
        let better = best.as_ref().is_none_or(|best| {
            let ((a, b, c, d), (e, f, g, h)) = (rank(&other), rank(best));
            (a, b, c).cmp(&(e, f, g)).then(d.total_cmp(&h)).is_gt()
        });
        if better {
            best = Some(other);
        }
    }
    best.map(|(at, mut finding)| {
        finding.report = Some(at);
        finding.needs_review |= differ;
        finding
    })
}

fn count(summary: &mut Summary, finding: &Finding) {
    summary.tasks += 1;
    *summary.count_of(Standing::of(finding)) += 1;
    summary.needs_review += usize::from(finding.needs_review);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn the_owners_report_counts_before_another() {
        let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。（责任单位：县水利局）\n2.配备校车15辆。（责任单位：县教育局）\n".as_bytes());
        let own = parse("云溪县水利局2025年工作总结\n一、完成情况\n全年修复河堤5公里。\n".as_bytes());
        let other = parse("云溪县财政局2025年工作总结\n一、完成情况\n支持修复河堤9公里。\n".as_bytes());
        let review = Checker::new().check_several(&plan, &[&other, &own]);
        assert_eq!(review.reports.len(), 2);
        let dykes = &review.findings[0];
        assert_eq!((dykes.verdict, dykes.report), (Verdict::TargetMissed, Some(1)));
        assert!(dykes.needs_review, "two reports tell otherwise");
        assert_eq!(review.findings[1].verdict, Verdict::NotMentioned);
        assert_eq!((review.summary.tasks, review.summary.target_missed), (2, 1));
    }

    #[test]
    fn one_report_is_checked_as_ever() {
        let plan = parse("云溪县2025年工作要点\n一、重点任务\n1.修复河堤7公里。\n".as_bytes());
        let report = parse("云溪县2025年工作总结\n一、完成情况\n全年修复河堤9公里。\n".as_bytes());
        let checker = Checker::new();
        assert_eq!(checker.check_several(&plan, &[&report]), checker.check(&plan, &report));
    }
}
