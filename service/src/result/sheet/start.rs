//! The form of one person with placeholders, as its template begins (docs/FORMS.md).

use super::course::{made_by, titles};
use super::paper::Paper;
use domain::Lang;
use rust_xlsxwriter::{Workbook, XlsxError};

/// Lines under the text of a point or a reason: the records that are cited.
const CITES: &str = "\n{{day}} {{#by}}{{by}}：{{/by}}{{quote}}";

pub(super) fn person(year: bool, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (name, title) = titles(year, false, lang);
    let w = |zh, en| lang.pick(zh, en);
    let under = format!("{{{{period.title}}}}　{}", days(lang));
    let mut paper = Paper::new(&mut book, name, title, &under)?;
    paper.pairs(&[
        (w("姓名", "Name"), "{{person.name}}"),
        (w("单位", "Unit"), "{{person.unit}}"),
        (w("职务", "Post"), "{{person.post}}"),
        (w("类别", "Family"), "{{person.family}}"),
        (w("主管领导", "Assessor"), "{{assessors}}"),
        (w("考核期", "Period"), "{{period.title}}"),
    ])?;
    // A row for each point, so that a long summary goes on over the page.
    let cites = format!("{{{{#summary.points.cites}}}}{CITES}{{{{/summary.points.cites}}}}");
    let point = format!("{{{{summary.points.text}}}}{cites}");
    paper.block("{{summary.points.name}}", &point, 1)?;
    let summary = match year {
        true => w("个人总结", "Annual summary"),
        false => w("个人小结", "Summary"),
    };
    signed(&mut paper, lang, summary, "{{summary.overall}}", "summary")?;
    if year {
        let results = w("平时考核结果", "Results of the year");
        paper.block(results, "{{year.results}}", 2)?;
        paper.block(w("专项考核结果", "Special assessments"), "{{year.special}}", 1)?;
        paper.block(w("民主测评", "Democratic rating"), "{{year.rating}}", 1)?;
    }
    review(&mut paper, lang)?;
    // Why there is none is the first of the remarks.
    let grade = w(
        "{{grade}}{{#no_grade}}未确定等次，原因见“有关情况说明”{{/no_grade}}",
        "{{grade}}{{#no_grade}}No grade: see the remarks{{/no_grade}}",
    );
    paper.block(w("考核等次", "Grade"), grade, 2)?;
    let rules = w(
        "{{#rules}}{{sentence}}（{{article}}）\n{{/rules}}",
        "{{#rules}}{{sentence}} ({{article}})\n{{/rules}}",
    );
    paper.block(w("适用的规则", "Rules that applied"), rules, 1)?;
    let opinion = w("{{calibration.who}}意见", "{{calibration.who}}: opinion");
    signed(&mut paper, lang, opinion, "{{calibration.text}}", "calibration")?;
    let decision = w("{{decision.who}}意见", "{{decision.who}}: decision");
    signed(&mut paper, lang, decision, "{{decision.text}}", "decision")?;
    if year {
        let published = w(
            "{{#year.published}}{{year.published}} 起公示{{/year.published}}",
            "{{#year.published}}{{year.published}} published{{/year.published}}",
        );
        paper.block(w("公示情况", "Publication"), published, 1)?;
    }
    signed(
        &mut paper,
        lang,
        w("本人意见", "The person"),
        "{{answer.text}}",
        "answer",
    )?;
    paper.block(w("改进方向", "To improve"), "{{improvements}}", 1)?;
    paper.block(w("有关情况说明", "Remarks"), "{{remarks}}", 2)?;
    let objection = "{{objections.on}} {{objections.by}}：{{objections.reason}}\n{{objections.decided_on}} {{objections.decided_by}} {{objections.decision}}";
    paper.block("{{objections.kind}}", objection, 2)?;
    paper.note(made_by(lang))?;
    book.save_to_buffer()
}

/// The days of a period, behind the task of a special one.
pub(super) fn days(lang: Lang) -> &'static str {
    lang.pick(
        "{{#period.special}}专项考核：{{period.special}}　{{/period.special}}{{period.first}} — {{period.last}}",
        "{{#period.special}}Special assessment: {{period.special}}　{{/period.special}}{{period.first}} — {{period.last}}",
    )
}

/// Once for each assessor, with a row for each indicator.
fn review(paper: &mut Paper<'_>, lang: Lang) -> Result<(), XlsxError> {
    let w = |zh, en| lang.pick(zh, en);
    paper.heading(w("审核评鉴　{{reviews.by}}", "Review: {{reviews.by}}"))?;
    let head = [
        w("指标", "Indicator"),
        w("权重", "Weight"),
        w("评价", "Reason"),
        w("引用的纪实", "Cited"),
        w("得分", "Score"),
    ];
    let cites = format!("{{{{#reviews.rows.cites}}}}{CITES}{{{{/reviews.rows.cites}}}}\n{{{{reviews.rows.none}}}}");
    let row = vec![
        "{{reviews.rows.name}}{{#reviews.rows.failed}}\n{{reviews.rows.failed}}{{/reviews.rows.failed}}".to_owned(),
        "{{reviews.rows.weight}}".to_owned(),
        "{{reviews.rows.reason}}".to_owned(),
        cites,
        "{{reviews.rows.score}}".to_owned(),
    ];
    paper.rows(&[1, 1, 2, 3, 1], &head, &[row])?;
    let words = w(
        "{{reviews.words}}{{#reviews.grade}}\n建议等次：{{reviews.grade}}{{/reviews.grade}}",
        "{{reviews.words}}{{#reviews.grade}}\nProposed: {{reviews.grade}}{{/reviews.grade}}",
    );
    signed(paper, lang, w("评语", "Words"), words, "reviews")
}

/// A text with who signed it and when, or a line to sign on.
fn signed(paper: &mut Paper<'_>, lang: Lang, label: &str, text: &str, of: &str) -> Result<(), XlsxError> {
    let or_line = |field: &str, line: &str| {
        let name = format!("{of}.{field}");
        format!("{{{{{name}}}}}{{{{^{name}}}}}{line}{{{{/{name}}}}}")
    };
    let (by, on) = (or_line("by", "____________"), or_line("on", "______ / ____ / ____"));
    let words = lang.pick(("签名：", "日期："), ("Signed: ", "Date: "));
    paper.signed(label, text, &by, &on, words)
}
