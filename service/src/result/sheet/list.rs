//! Lists of many people: the roster of a period, the names that are published, and what a simulation found.

use super::Row;
use crate::result::publication::last_day;
use chrono::NaiveDate;
use domain::Lang;
use domain::view::assess::{PublishedLine, Running, Simulation, special_words, title_words};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

/// One line of the roster.
#[derive(Clone, serde::Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub(in crate::result) struct Line {
    pub name: String,
    pub unit: String,
    pub post: String,
    pub family: String,
    pub assessor: String,
    pub state: String,
    pub grade: String,
    /// What the result leads to by the rules; empty until the grade is decided.
    pub measures: String,
    pub note: String,
}

/// Something that a result leads to, by a rule.
pub(in crate::result) struct Follows {
    /// Where it stands among the measures of the pack.
    pub place: usize,
    pub measure: String,
    /// The rule's sentence with its article.
    pub rule: String,
}

fn base() -> Format {
    Format::new().set_font_name("SimSun").set_font_size(10.5)
}

fn ruled() -> Format {
    base()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

/// A sheet with a title, a line under it and a heading that is repeated on every page; the row after it.
fn begin(sheet: &mut Worksheet, name: &str, title: &str, under: &str, head: &[(&str, f64)]) -> Result<u32, XlsxError> {
    let last = u16::try_from(head.len()).unwrap_or(1).saturating_sub(1);
    sheet.set_name(name)?.set_paper_size(9).set_landscape();
    sheet
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3)
        .set_footer("&C&P / &N");
    let big = base().set_bold().set_font_size(16).set_align(FormatAlign::Center);
    sheet.merge_range(0, 0, 0, last, title, &big)?.set_row_height(0, 30)?;
    let right = base().set_align(FormatAlign::Right).set_text_wrap();
    sheet.merge_range(1, 0, 1, last, under, &right)?;
    let bold = ruled()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_background_color(Color::RGB(0x00F2_F0EB));
    for (at, (label, width)) in (0u16..).zip(head) {
        sheet.set_column_width(at, *width)?;
        sheet.write_string_with_format(2, at, *label, &bold)?;
    }
    sheet.set_freeze_panes(3, 0)?.set_repeat_rows(2, 2)?;
    Ok(3)
}

fn row(sheet: &mut Worksheet, at: u32, number: u32, cells: &[&str]) -> Result<(), XlsxError> {
    let plain = ruled();
    sheet.write_number_with_format(at, 0, number, &plain.clone().set_align(FormatAlign::Center))?;
    for (column, cell) in (1u16..).zip(cells) {
        sheet.write_string_with_format(at, column, *cell, &plain)?;
    }
    Ok(())
}

/// The days of a period, behind the task of a special one.
pub(super) fn under(special: Option<&str>, first: NaiveDate, last: NaiveDate, lang: Lang) -> String {
    let task = special.map(|task| format!("{}　", special_words(task, lang)));
    format!("{}{first} — {last}", task.unwrap_or_default())
}

fn roster_head(lang: Lang) -> [(&'static str, f64); 10] {
    [
        (lang.pick("序号", "No."), 6.0),
        (lang.pick("姓名", "Name"), 12.0),
        (lang.pick("单位", "Unit"), 22.0),
        (lang.pick("职务", "Post"), 18.0),
        (lang.pick("类别", "Family"), 12.0),
        (lang.pick("主管领导", "Assessor"), 14.0),
        (lang.pick("进度", "State"), 14.0),
        (lang.pick("等次", "Grade"), 12.0),
        (lang.pick("由结果产生的措施", "Measures proposed"), 28.0),
        (lang.pick("备注", "Note"), 40.0),
    ]
}

fn begin_roster(sheet: &mut Worksheet, title: &str, under: &str, lang: Lang) -> Result<u32, XlsxError> {
    let title = format!("{title}{}", lang.pick("考核花名册", ": roster"));
    let name = lang.pick("花名册", "Roster");
    begin(sheet, name, &title, under, &roster_head(lang))
}

fn begin_publication(sheet: &mut Worksheet, title: &str, lang: Lang) -> Result<u32, XlsxError> {
    let head = [
        (lang.pick("序号", "No."), 6.0),
        (lang.pick("姓名", "Name"), 14.0),
        (lang.pick("单位", "Unit"), 30.0),
        (lang.pick("职务", "Post"), 30.0),
        (lang.pick("拟定等次", "Grade to be"), 16.0),
        (lang.pick("公示自", "Published from"), 14.0),
        (lang.pick("公示至", "Published until"), 14.0),
    ];
    let title = lang.pick(format!("{title}拟定等次公示"), format!("{title}: published grades"));
    let under = lang.pick(
        "对每个人有不同意见的，请在其公示期内在系统中或向人事部门提出，并写明理由。",
        "Whoever objects to a name does so within its days, with the reasons, in Daybook or to the personnel office.",
    );
    let first = begin(sheet, lang.pick("公示", "Publication"), &title, under, &head)?;
    sheet.set_row_height(1, 32)?;
    Ok(first)
}

/// The row of placeholders that stands for all rows of a list.
fn row_of_all(sheet: &mut Worksheet, at: u32, fields: &[&str]) -> Result<(), XlsxError> {
    let plain = ruled();
    for (column, field) in (0u16..).zip(fields) {
        sheet.write_string_with_format(at, column, format!("{{{{rows.{field}}}}}"), &plain)?;
    }
    Ok(())
}

pub(super) fn roster_start(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let at = begin_roster(sheet, "{{period.title}}", super::start::days(lang), lang)?;
    let fields = [
        "number", "name", "unit", "post", "family", "assessor", "state", "grade", "measures", "note",
    ];
    row_of_all(sheet, at, &fields)?;
    sheet.autofilter(2, 0, at, 9)?;
    book.save_to_buffer()
}

pub(super) fn publication_start(lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let at = begin_publication(sheet, "{{period.title}}", lang)?;
    let fields = ["number", "name", "unit", "post", "grade", "first", "last"];
    row_of_all(sheet, at, &fields)?;
    book.save_to_buffer()
}

/// `under`: the line below the title. `printed`: the day it is made on (`YYYY-MM-DD`); the same people on the same day give the same bytes.
pub(super) fn roster(
    title: &str,
    (under, printed): (&str, &str),
    rows: &[Row],
    lang: Lang,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::parse_from_str(printed)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = book.add_worksheet();
    let head = roster_head(lang);
    let first = begin_roster(sheet, title, under, lang)?;
    for (at, Row { line, .. }) in (0u32..).zip(rows) {
        let cells = [
            &line.name,
            &line.unit,
            &line.post,
            &line.family,
            &line.assessor,
            &line.state,
            &line.grade,
            &line.measures,
            &line.note,
        ];
        row(sheet, first + at, at + 1, &cells.map(String::as_str))?;
    }
    if !rows.is_empty() {
        let last = first + u32::try_from(rows.len()).unwrap_or(1) - 1;
        sheet.autofilter(2, 0, last, u16::try_from(head.len()).unwrap_or(1) - 1)?;
    }
    measures(book.add_worksheet(), title, rows, lang)?;
    book.save_to_buffer()
}

/// What results lead to, measure by measure: so many rows are to be carried out.
fn measures(sheet: &mut Worksheet, title: &str, rows: &[Row], lang: Lang) -> Result<(), XlsxError> {
    let head = [
        (lang.pick("序号", "No."), 6.0),
        (lang.pick("措施", "Measure"), 28.0),
        (lang.pick("依据", "By which rule"), 60.0),
        (lang.pick("姓名", "Name"), 12.0),
        (lang.pick("单位", "Unit"), 22.0),
        (lang.pick("职务", "Post"), 18.0),
        (lang.pick("等次", "Grade"), 12.0),
    ];
    let title = lang.pick(
        format!("{title}由结果产生的措施"),
        format!("{title}: measures proposed"),
    );
    let under = lang.pick(
        "按规则由已确定的等次产生，是否办理由有权的人决定。不列查阅者本人。",
        "What decided grades lead to by the rules; whoever is competent decides on each. Whoever asks is not listed.",
    );
    let first = begin(sheet, lang.pick("措施", "Measures"), &title, under, &head)?;
    let each = rows
        .iter()
        .flat_map(|row| row.follows.iter().map(move |follows| (follows, &row.line)));
    let mut each: Vec<(&Follows, &Line)> = each.collect();
    // Within a measure in the order of the roster.
    each.sort_by_key(|(follows, _)| follows.place);
    for (at, (follows, line)) in (0u32..).zip(&each) {
        let cells = [
            &follows.measure,
            &follows.rule,
            &line.name,
            &line.unit,
            &line.post,
            &line.grade,
        ];
        row(sheet, first + at, at + 1, &cells.map(String::as_str))?;
    }
    match u32::try_from(each.len()) {
        Ok(many) if many > 0 => sheet.autofilter(2, 0, first + many - 1, 6).map(|_| ()),
        _ => Ok(()),
    }
}

pub(super) fn publication(title: &str, published: &[PublishedLine], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let first = begin_publication(sheet, title, lang)?;
    for (at, line) in (0u32..).zip(published) {
        let (p, grade) = (&line.person, line.grade.words.pick(lang));
        let cells: [&str; 6] = [&p.name, &p.unit, &p.post, grade, &line.since, last_day(line)];
        row(sheet, first + at, at + 1, &cells)?;
    }
    book.save_to_buffer()
}

pub(super) fn report(period: &str, run: &Running, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let head = [
        (lang.pick("序号", "No."), 6.0),
        (lang.pick("姓名", "Name"), 16.0),
        (lang.pick("没有办成的原因", "Why it was not done"), 90.0),
    ];
    let (what, by, on, at) = (run.act.words(lang), &run.by, &run.on, &run.at);
    let (all, missed, done) = (run.all, run.missed, run.done.saturating_sub(run.missed));
    let title = lang.pick(
        format!("{period}“{what}”办理结果"),
        format!("{period}: what came of “{what}”"),
    );
    let under = lang.pick(
        format!("{by}，{on} {at}；共 {all} 人，已办 {done} 人，没有办成 {missed} 人"),
        format!("{by}, {on} {at}; {all} people, {done} done, {missed} not done"),
    );
    let first = begin(sheet, lang.pick("办理结果", "Report"), &title, &under, &head)?;
    let mut at = first;
    for (number, (name, why)) in (1u32..).zip(&run.refused) {
        row(sheet, at, number, &[name, why.pick(lang)])?;
        at += 1;
    }
    for note in &run.notes {
        at += 1;
        sheet.write_string_with_format(at, 1, note.pick(lang), &base())?;
    }
    book.save_to_buffer()
}

pub(super) fn simulation(run: &Simulation, untold: &[String], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    counts(book.add_worksheet(), run, untold, lang)?;
    changes(book.add_worksheet(), run, lang)?;
    book.save_to_buffer()
}

fn counts(sheet: &mut Worksheet, run: &Simulation, untold: &[String], lang: Lang) -> Result<(), XlsxError> {
    let head = [
        (lang.pick("序号", "No."), 6.0),
        (lang.pick("等次", "Grade"), 24.0),
        (lang.pick("当时人数", "Had it"), 14.0),
        (lang.pick("试算人数", "Would have it"), 14.0),
    ];
    let of = title_words(&run.period.title, run.period.special.as_deref(), lang);
    let title = lang.pick(format!("{of}试算"), format!("{of}: simulation"));
    let first = begin(
        sheet,
        lang.pick("人数", "Counts"),
        &title,
        &run.layers.join(" + "),
        &head,
    )?;
    let mut at = first;
    for (number, (grade, had, would)) in (1u32..).zip(&run.counts) {
        row(sheet, at, number, &[grade.words.pick(lang)])?;
        for (column, many) in [(2u16, had), (3, would)] {
            sheet.write_number_with_format(at, column, *many, &ruled())?;
        }
        at += 1;
    }
    let note = lang.pick(
        "试算不写入任何内容。原来的等次与规则所指不同的，按当时由人决定的来算。",
        "A simulation writes nothing. Where people had departed from what the rules pointed to, they are taken to do so again.",
    );
    for text in std::iter::once(note).chain(untold.iter().map(String::as_str)) {
        at += 1;
        sheet.write_string_with_format(at, 1, text, &base())?;
    }
    Ok(())
}

fn changes(sheet: &mut Worksheet, run: &Simulation, lang: Lang) -> Result<(), XlsxError> {
    let head = [
        (lang.pick("序号", "No."), 6.0),
        (lang.pick("姓名", "Name"), 14.0),
        (lang.pick("单位", "Unit"), 24.0),
        (lang.pick("原等次", "From"), 14.0),
        (lang.pick("试算等次", "To"), 14.0),
        (lang.pick("依据", "By which rules"), 80.0),
    ];
    let title = lang.pick("结果不同的人", "Whose result would differ");
    let first = begin(
        sheet,
        lang.pick("变化", "Changes"),
        title,
        &run.layers.join(" + "),
        &head,
    )?;
    let none = lang.pick("不确定等次", "no grade");
    for (at, change) in (0u32..).zip(&run.changes) {
        let grade =
            |g: &Option<domain::view::assess::GradeName>| g.as_ref().map_or(none, |g| g.words.pick(lang)).to_owned();
        let because = change.because.iter().map(|(sentence, article)| match lang {
            Lang::Zh => format!("{}（{}）", sentence.zh, article.zh),
            Lang::En => format!("{} ({})", sentence.en, article.en),
        });
        let because = because.collect::<Vec<_>>().join("\n");
        let (p, from, to) = (&change.person, grade(&change.from), grade(&change.to));
        row(sheet, first + at, at + 1, &[&p.name, &p.unit, &from, &to, &because])?;
    }
    Ok(())
}
