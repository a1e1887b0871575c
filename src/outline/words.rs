//! `outline_words.tsv` → the words by which this room knows headings, reports, letterheads and roles, by kind.

use crate::tables::word_lists;

word_lists! {
    "../tables/outline_words.tsv",
    /// End the name of whom a document goes to, where that is no organ: 各有关单位, 各位代表.
    addressee
    /// Announce a list: 有下列情形之一的.
    announces
    /// Answer what is wrong instead of listing it: 面对困难，我们…….
    answers
    /// The unit of a law: 第三条.
    article
    /// Begin what may stand below a signature.
    below_signature
    /// A chapter: 第二章.
    chapter
    /// Beside 报告, say on whose behalf it is given: 我代表市人民政府.
    charged
    /// Stand in the words that lead to a list, never in the names of those whom a document goes to.
    clause
    /// Open the line of those who get a copy (§7.4.2).
    copies
    /// End a clause that leads to what stands behind its colon, and names nothing: 包括：
    leads
    /// End a title that may be long: 的通知.
    long
    /// End a title that publishes what its other words name: 「……情况的通报」.
    published
    /// Say that what is published tells of work done: 整改情况.
    told
    /// With a number they name a box or a table: 表1.
    counts_boxes
    /// Make 一、二X a count of Xs: 一、二级医院, 三、四季度, 二、六号线.
    counted
    /// End a title that reviews in a report, and in another document says what is to be done: 一、主要工作.
    either
    /// End a title that foretells: 2026年降水趋势.
    forecast
    /// Stand before 如下 in what gives notice: 现将有关事项公告如下.
    gives_notice
    /// End the line of the issuer: 云溪县人民政府文件 (§7.2.4).
    issuer
    /// Open the first item of an enumeration.
    item
    /// Join in a title what is told with what is planned: 「2024年工作总结和2025年工作安排」.
    joins
    /// Say in a title that a part looks back.
    looks_back
    /// The verbs of 一靠 … 二靠.
    item_verb
    /// Say in a title that faults were put right: 整改情况.
    mended
    /// What was done about them: 整改措施.
    mends
    /// End the name of a meeting that is reported to.
    meeting
    /// Before 一是 they make it part of another word: 统一是.
    no_item
    /// A part of a chapter: 第一节.
    node
    /// The offices of those who report, before their names: 县长 何平.
    office
    /// End the head of an order that makes a law known: 国务院令.
    orders
    /// A part of a document: 第一编.
    part
    /// The same, where nothing but a blank or a mark follows: 第一部分内容 is text.
    part_alone
    /// Open the line that tells what a picture shows: 图为河堤.
    pictured
    /// Open the lead of a report: 现将有关情况报告如下.
    presents
    /// Say in a title that it makes something known: 公布.
    publishes
    /// Follow a bracket that refers: （一）至（三）项, （一）、（二）两项, （三）项规定.
    refers
    /// End what stands before 如下 in a report: 汇报如下, 总结如下.
    reported
    /// Say in the first lines that a report is given.
    reporting
    /// Stand before 如下 in a report: 报告有关情况如下.
    reports
    /// Say in a notice that it sends something along: 印发.
    sends
    /// Follow the name of what is sent: 「关于印发某规划的通知」.
    sent_as
    /// Stand before the name of the signer (§7.2.6).
    signer
    /// Before the problems or right behind them, say that something is done about them: 推进突出问题专项整治.
    solves
    /// Cells that say the same as the one above.
    ditto
    /// First cells of rows that add up others.
    total
    /// End the name of a place, or of an office of one character: 局.
    place_end
}
