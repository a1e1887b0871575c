//! A document → the stretches that are tasks: list items, noted paragraphs, sentences of a report's planned half.

use super::item::Item;
use super::noted::NotedDocument;
use super::notes::{self, Note};
use super::planned::{joined, planned_sentences};
use super::scope::{self, Scope};
use super::stretch::Stretch;
use super::table;
use super::told::Told;
use crate::model::{Document, SectionRole};
use crate::span::Span;

/// The tasks' stretches in the order of the text. `above` is the notice that sends the document along, if any.
pub(super) fn items(text: &str, document: &Document, above: Option<Span>) -> Vec<Item> {
    let reader = NotedDocument::of(text, document, above);
    let mut items = reader.all();
    if matches!(reader.scope, Scope::PlannedHalf | Scope::PlannedParts) {
        // A report names owners for its ten promises; the rest of its planned half promises too.
        items = joined(items, planned_sentences(text, document, reader.scope));
    }
    items.retain(|item| !item.span.is_empty());
    table::with_rows(text, document, items, reader.first_leads)
}

impl NotedDocument<'_> {
    fn all(&self) -> Vec<Item> {
        let stretches = self.stretches();
        let above = self.notes_above(&stretches);
        let mut items = Vec::new();
        // What a heading tells of all that stands below it; the last slot holds what the preface tells of the whole list.
        let sections = self.document.sections.len();
        let mut handed: Vec<Option<Told>> = vec![None; sections + 1];
        for (stretch, above) in stretches.into_iter().zip(above) {
            if let Some(told) = above {
                let end = stretch.notes.first().map_or(stretch.span.end, |n| n.span.start);
                let span = Span::new(stretch.span.start, end);
                items.push(self.item(scope::without_signature(self.text, span), told, end));
                continue;
            }
            let inherited = stretch.section.and_then(|s| handed[s.parent.unwrap_or(sections)].clone());
            let down = self.hands_down(stretch);
            let heads = down.is_some();
            handed[stretch.section.map_or(sections, |s| s.id)] = down.or_else(|| inherited.clone());
            if !heads {
                let read = self.of_stretch(stretch);
                items.extend(read.into_iter().map(|item| self.completed(item, inherited.as_ref())));
            }
        }
        items
    }

    /// Adds what the item's own sentences and the headings above it tell, where nothing else tells it.
    fn completed(&self, item: Item, inherited: Option<&Told>) -> Item {
        let silent = item.owners.is_empty() && item.cooperating.is_empty();
        let item = match self.in_sentences(item.span).filter(|_| silent) {
            Some((told, end)) => {
                let said = told.item(Span::new(item.span.start, end), self.first_leads);
                Item {
                    leaders: if item.leaders.is_empty() { said.leaders } else { item.leaders },
                    deadline: item.deadline.or(said.deadline),
                    ..said
                }
            }
            None => item,
        };
        let Some(told) = inherited else { return item };
        let above = told.clone().item(item.span, self.first_leads);
        let silent = item.owners.is_empty() && item.cooperating.is_empty() && item.leaders.is_empty();
        let deadline = item.deadline.clone().or(above.deadline.clone());
        if silent { Item { deadline, ..above } } else { Item { deadline, ..item } }
    }

    /// What the sentences of an item say, behind its marker.
    fn in_sentences(&self, span: Span) -> Option<(Told, usize)> {
        let section = self.document.section_at(span.start).filter(|s| s.place.span.start == span.start);
        let body = section.map_or(span, |s| Span::new(span.start + s.marker.len(), span.end));
        notes::in_sentences(self.text, self.document, body)
    }

    fn of_stretch(&self, stretch: Stretch<'_>) -> Vec<Item> {
        let says = |note: &Note| note.told.names() || note.told.dates() || note.line;
        let role = self.document.role_at(stretch.span.start);
        let reviewed = matches!(role, SectionRole::Review | SectionRole::Problems);
        if self.scope == Scope::PlannedHalf && reviewed {
            return Vec::new();
        }
        if stretch.notes.iter().any(says) {
            return self.noted_items(stretch);
        }
        match self.scope {
            Scope::Items => self.bare_items(stretch),
            Scope::Dated => self.dated_item(stretch),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    fn tasks(text: &str) -> Vec<String> {
        crate::parse(text.as_bytes()).tasks().map(|t| t.text.clone()).collect()
    }

    /// The tasks of a list below a title and a heading, each with its owners.
    fn owned(list: &str) -> Vec<(String, String)> {
        let parsed = crate::parse(format!("云溪县2025年工作方案\n一、任务\n{list}").as_bytes());
        parsed.tasks().map(|t| (t.text.clone(), t.owners.join(" "))).collect()
    }

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(text, owners)| ((*text).to_owned(), (*owners).to_owned())).collect()
    }

    #[test]
    fn a_heading_tells_of_what_stands_below_it() {
        let list = "（一）水利（责任单位：镇水利站）\n1.修渠9座。\n2.建坝1座。（镇财政所负责）\n（二）交通\n1.修路3公里。\n";
        let tasks = [("1.修渠9座。", "镇水利站"), ("2.建坝1座。", "镇财政所"), ("1.修路3公里。", "")];
        assert_eq!(owned(list), pairs(&tasks));
    }

    #[test]
    fn notes_above_their_items_are_not_those_of_the_items_before() {
        let list = "责任单位：镇水利站\n1.修渠9座。\n责任单位：镇交通站\n2.修路3公里。\n";
        assert_eq!(owned(list), pairs(&[("1.修渠9座。", "镇水利站"), ("2.修路3公里。", "镇交通站")]));
    }

    #[test]
    fn numbered_labels_below_an_item_tell_of_it() {
        let list = "1.修渠9座。\n（1）责任单位：镇水利站\n（2）完成时限：6月底\n2.修路3公里。\n（1）责任单位：镇交通站\n";
        assert_eq!(owned(list), pairs(&[("1.修渠9座。", "镇水利站"), ("2.修路3公里。", "镇交通站")]));
    }

    #[test]
    fn nothing_stands_in_no_task() {
        let list = "1.修渠9座。（镇水利站负责）\n2.修路3公里。（时间待定）\n3.绿化。\n修桥1座，通公交。\n4.建站（镇交通站负责），每月检查。\n";
        let tasks = [
            ("1.修渠9座。", "镇水利站"),
            ("2.修路3公里。（时间待定）", ""),
            ("3.绿化。\n修桥1座，通公交。", ""),
            ("4.建站（镇交通站负责），每月检查。", "镇交通站"),
        ];
        assert_eq!(owned(list), pairs(&tasks));
    }

    #[test]
    fn signatures_boxes_and_duties_are_no_tasks() {
        let list =
            "1.修渠9座。（镇水利站负责）\n┌─┐\n└─┘\n镇水利站　镇财政所\n2025年3月5日\n（此件公开发布）\n";
        assert_eq!(owned(list), pairs(&[("1.修渠9座。", "镇水利站")]));
        assert!(tasks("云溪县水利站岗位职责\n一、站长\n1.负责修渠。\n2.负责建坝。\n").is_empty());
        assert!(tasks("云溪县关于申报水渠的通知\n一、申报条件\n1.建成3年。\n2.未获补助。\n").is_empty());
    }

    #[test]
    fn what_tells_of_others_work_or_names_members_holds_no_tasks() {
        for text in [
            "云溪县典型经验做法\n1.青石镇推行网格管理，新建网格30个。\n2.竹湾镇实施清单管理，建立台账12本。\n",
            "云溪县水利委员会组建方案\n一、主要职能\n研究水利规划；\n二、组成人员\n主　任：何　平　　副县长\n成　员：李　明　　县水利局局长\n",
            "云溪县便民指南\n一、申请\n在大厅办理。联系电话：662233\n二、监督\n可以投诉。监督电话：662244\n",
            "关于云溪县河堤险情的调查意见\n专家组认为，河堤裂缝长9米，需要加固30米。\n裂缝分布在河堤北段。\n",
            "云溪县小程序\n1.${letter.title}\n2.${letter.date}\n",
        ] {
            assert_eq!(tasks(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn an_item_without_owners_is_a_task_beside_those_that_have_some() {
        let plan = "云溪县2025年工作方案\n一、指导思想\n坚持以民为本。\n二、任务\n1.修复河堤7公里。（责任单位：县水利局）\n\
                    2.配备校车15辆。\n3.栽植果树9万株。（责任单位：县林业局）\n";
        assert_eq!(tasks(plan), ["1.修复河堤7公里。", "2.配备校车15辆。", "3.栽植果树9万株。"]);
    }

    #[test]
    fn numbered_items_of_a_reports_planned_half_are_tasks() {
        let report = "云溪县2024年工作总结\n一、完成情况\n1.修复河堤3公里。\n二、2025年工作打算\n1.修复河堤7公里。\n2.配备校车15辆。\n";
        assert_eq!(tasks(report), ["1.修复河堤7公里。", "2.配备校车15辆。"]);
    }
}
