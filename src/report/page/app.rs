//! The program, compiled to WebAssembly and packed → one page that runs it where nothing may be installed: files in, the review, the
//! ledger out, without network.

use super::bytes;
use super::frame::{Frame, theme_button};
use crate::language::Language;
use crate::report::ledger::BY_SEVERITY;
use crate::tables::called::called;
use maud::{Markup, PreEscaped, html};

/// Writes the page of a program for WASI preview 1, packed by gzip. The page is in windows-1252, so that a byte of the program takes one.
///
/// # Example
/// ```
/// use gongwen::{Language, report};
///
/// let page = report::app_page(b"\x1f\x8b", Language::Chinese);
/// assert!(page.starts_with(b"<!DOCTYPE html>"));
/// ```
pub fn app_page(engine: &[u8], language: Language) -> Vec<u8> {
    let pick = |chinese, english| language.pick(chinese, english);
    let body = html! {
        div #start {
            header.wide {
                h1 { small { "gongwen " (env!("CARGO_PKG_VERSION")) } (pick("公文核对：拿报告对照计划", "Reports checked against their plan")) }
                p.facts { (pick(
                    "不联网、不上传、不安装：文件只在本机的浏览器里读，关掉页面就什么也不留下。",
                    "No network, no upload, nothing installed: files are read in this browser only, and nothing stays when the page is closed.",
                )) }
                details #take open {
                    summary { (pick("文件", "Files")) }
                    div.zones {
                        (zone("plan", pick("计划", "Plan"), pick("方案、要点、任务分解表、上一年的政府工作报告。", "方案, 要点, a table of tasks, last year's 政府工作报告."), false, language))
                        (zone("report", pick("报告", "Report"), pick("总结、进展情况；各单位的可以一起给。只给报告时核算其数字。", "Of several owners together, if you like. A report alone has its figures checked."), true, language))
                        (zone("ledger", pick("上次的台账（可不给）", "An earlier ledger (if there is one)"), pick("读回改判和复核意见，并说明变化：XLSX、CSV 或 JSON。", "Brings decisions back, and tells what changed: XLSX, CSV or JSON."), false, language))
                    }
                    p.tip { (pick(
                        "能读：各种编码的文本、网页、DOCX、DOC、WPS、RTF、XLSX、XLS、ET、ODS、带文字层的 PDF、OFD、邮件。扫描件不能读。把文件拖进来也可以。",
                        "Read: text in any encoding, web pages, DOCX, DOC, WPS, RTF, XLSX, XLS, ET, ODS, PDF with a text layer, OFD, mail; no scans. Files may be dropped here.",
                    )) }
                }
                div.acts {
                    button #go.go type="button" disabled { (pick("核对", "Check")) }
                    button #swap type="button" hidden { (pick("计划、报告对调", "Swap plan and report")) }
                    label #when { (pick("截至 ", "as of ")) input #day type="date"; small { (pick("（不填：报告所述时期的末日）", " (else the end of the report's period)")) } }
                    (theme_button(language))
                    span #status role="status" {}
                }
                p #trouble.warn role="alert" hidden {}
                div #saves.acts {
                    button.of-check type="button" data-save="xlsx" { (pick("下载台账（XLSX）", "Ledger (XLSX)")) }
                    button type="button" data-save="csv" { (pick("下载 CSV", "CSV")) }
                    button type="button" data-save="html" { (pick("下载网页", "Page")) }
                    button.of-check type="button" data-save="json" { "JSON" }
                    span #changed {}
                }
            }
        }
        div #review {}
        div hidden {
            select #verdicts aria-label=(pick("改判", "decision")) {
                option value="" { (pick("改判…", "decide …")) }
                @for standing in BY_SEVERITY.into_iter().rev().skip(1).chain([BY_SEVERITY[4]]) {
                    option value=(standing.as_str()) { (called("verdict", standing.as_str(), language)) }
                }
            }
            @for (name, chinese, english) in WORDS { span id={ "w-" (name) } { (pick(chinese, english)) } }
        }
        script #worker type="text/plain" { (PreEscaped(bytes::script(WORKER))) }
        script #engine type="text/plain" {}
    };
    bytes::page(&Frame::app().page(pick("公文核对", "gongwen"), language, &body), ENGINE, engine)
}

/// The element that holds the program, as maud writes it.
const ENGINE: &str = "<script id=\"engine\" type=\"text/plain\">";
const WORKER: &str = include_str!("worker.js");

/// What the script says.
const WORDS: [(&str, &str, &str); 12] = [
    ("starting", "正在准备…", "getting ready …"),
    ("checking", "正在核对…", "checking …"),
    ("writing", "正在生成文件…", "writing the file …"),
    ("check", "核对", "Check"),
    ("audit", "核算报告的数字", "Check the figures"),
    ("comment", "复核意见", "comment"),
    ("remove", "去掉", "remove"),
    ("reviewed", "核对结果", " checked"),
    ("changed", "已改判或写意见 N 项：下载台账即可保存", "N decided: download the ledger to keep them"),
    ("gone", "读不到文件，可能已移走：", "cannot be read, perhaps moved: "),
    ("broken", "程序出错，没有得到结果", "The program broke off"),
    (
        "old",
        "浏览器太旧，不能运行本页：需要 Chrome、Edge 97 以上，360、奇安信等请用内核 97 以上的版本",
        "This browser is too old: Chrome or Edge 97 and newer run this page",
    ),
];

/// A place to choose or drop files.
fn zone(what: &str, name: &str, hint: &str, several: bool, language: Language) -> Markup {
    html! {
        div.zone id={ "zone-" (what) } {
            b { (name) }
            small { (hint) }
            input id={ "file-" (what) } type="file" multiple[several];
            label for={ "file-" (what) } { (language.pick("选择文件", "choose")) }
            ul id={ "names-" (what) } {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_the_script_says_is_there() {
        const SCRIPT: &str = include_str!("app.js");
        let page = String::from_utf8(app_page(b"", Language::English)).unwrap();
        for said in SCRIPT.split("say('").skip(1).filter_map(|rest| rest.split('\'').next()) {
            assert!(page.contains(&format!("id=\"w-{said}\"")), "{said}");
        }
        for (name, ..) in WORDS {
            assert!(SCRIPT.contains(&format!("'{name}'")), "{name}");
        }
    }

    #[test]
    fn chinese_is_written_by_number_and_the_program_byte_for_byte() {
        let page = app_page(b"\xff\x80", Language::Chinese);
        let holds = |words: &[u8]| page.windows(words.len()).any(|some| some == words);
        assert!(holds(b"charset=\"windows-1252\"") && holds("&#19981;&#32852;&#32593;".as_bytes()), "不联网");
        assert!(holds(&[ENGINE.as_bytes(), b"\xff\x80</script>"].concat()));
        assert!(page.iter().filter(|byte| !byte.is_ascii()).eq(b"\xff\x80"));
    }

    #[test]
    fn the_page_allows_no_connection() {
        let page = String::from_utf8(app_page(b"gz", Language::Chinese)).unwrap();
        let rule = page.split("content=\"").find(|rest| rest.starts_with("default-src")).unwrap();
        let rule = rule.split('"').next().unwrap();
        assert!(rule.starts_with("default-src 'none'; "), "{rule}");
        for word in ["connect-src", "http", "'unsafe-inline'", "'unsafe-eval'", "img-src", "frame-src"] {
            assert!(!rule.contains(word), "{word}: {rule}");
        }
        assert!(!WORKER.contains("</") && !WORKER.contains("fetch") && !WORKER.contains("import("));
    }
}
