//! The forms of everybody who has a result, in one file that can be handed over: made one after the other while it is sent, so that of
//! thousands a few are in memory. As for any other file nothing is written.

use super::form::course_data;
use super::sheet::{Row, listed, roster_file, rows};
use super::{refused, said};
use crate::apart::apart;
use crate::assess::Opened;
use crate::assess::case::is_decided;
use crate::assess::course_paper;
use crate::{Daybook, Error, Result};
use bytes::Bytes;
use domain::assessment::Words;
use domain::assessment::process::State;
use domain::ledger::hex;
use domain::permission::Actor;
use domain::view::assess::CoursePage;
use domain::{Lang, PeriodId, UnitId};
use futures::future::BoxFuture;
use sha2::{Digest, Sha256};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use zip::write::{SimpleFileOptions, StreamWriter, ZipWriter};

/// Parts that wait until the reader takes them.
const AHEAD: usize = 2;
/// So many forms are tried before the file is begun: where none of them can be made, that is said in place of it.
const TRIED: usize = 3;
/// How often a form waits for a turn at the press.
const TURNS: u32 = 30;
/// Characters of a name that a file is called by.
const NAMED: usize = 40;

type Out = Sender<io::Result<Bytes>>;

/// The forms of a period as PDF, of all its people or those of one unit; with the roster, and a list that says of each file what it is,
/// its SHA-256, and of whom there is none and why. For those whom the roster is for; their own form is not in it.
///
/// The file comes in parts, and goes on as long as they are taken. An error among them breaks it off.
pub async fn forms_zip(
    daybook: &Daybook,
    actor: &Actor,
    period: &PeriodId,
    unit: &str,
    lang: Lang,
) -> Result<Receiver<io::Result<Bytes>>> {
    let opened = listed(daybook, actor, period).await?;
    let unit = Some(unit).filter(|unit| !unit.is_empty()).map(UnitId::from);
    let takes_part = |unit: &UnitId| opened.period.units.iter().any(|part| part.unit == *unit);
    if !unit.as_ref().is_none_or(takes_part) {
        return Err(Error::NotFound);
    }
    let turn = daybook.press.archive()?;
    let rows = rows(daybook, actor, &opened, unit.as_ref(), lang).await?;
    let roster = roster_file(daybook, &opened, &rows, lang).await?;
    let making = Making {
        daybook: daybook.clone(),
        actor: actor.clone(),
        opened,
        lang,
    };
    let first = making.first(&rows).await?;
    let (out, parts) = channel(AHEAD);
    tokio::spawn(apart(move || async move {
        let _turn = turn;
        if let Err(error) = making.all(rows, roster, first, &out).await {
            tracing::error!(%error, "an archive of forms was broken off");
            let _ = out.send(Err(io::Error::other("broken off"))).await;
        }
        Ok(())
    }));
    Ok(parts)
}

struct Making {
    daybook: Daybook,
    actor: Actor,
    opened: Arc<Opened>,
    lang: Lang,
}

/// Somebody's form, with state and grade as they stand on it.
struct Form {
    state: String,
    grade: String,
    /// The PDF, or why there is none.
    made: std::result::Result<Vec<u8>, Words>,
}

impl Form {
    fn without(row: &Row, why: Words) -> Self {
        Self {
            state: row.line.state.clone(),
            grade: row.line.grade.clone(),
            made: Err(why),
        }
    }
}

impl Making {
    fn own(&self, row: &Row) -> bool {
        row.person == self.actor.person
    }

    fn has_form(&self, row: &Row) -> bool {
        is_decided(row.state) && !self.own(row)
    }

    /// Forms up to the first that could be made.
    async fn first(&self, rows: &[Row]) -> Result<Vec<Form>> {
        let tried: Vec<&Row> = rows.iter().filter(|row| self.has_form(row)).take(TRIED).collect();
        let mut forms: Vec<Form> = Vec::new();
        for row in tried {
            let form = self.form(row).await?;
            let made = form.made.is_ok();
            forms.push(form);
            if made {
                return Ok(forms);
            }
        }
        let why = forms.pop().and_then(|form| form.made.err());
        Err(refused(why.unwrap_or_else(|| {
            Words::new(
                "还没有人确定等次，没有可以下载的考核表。",
                "Nobody has a result yet: there are no forms.",
            )
        })))
    }

    /// Everything, as long as somebody takes it.
    async fn all(&self, rows: Vec<Row>, roster: Vec<u8>, first: Vec<Form>, out: &Out) -> Result<()> {
        let pipe = Pipe::default();
        let mut archive = ZipWriter::new_stream(pipe.clone());
        let mut list = List::begin(self.lang)?;
        let name = self.lang.pick("花名册.xlsx", "roster.xlsx");
        let sum = put(&mut archive, name, &roster)?;
        list.add(["", self.lang.pick("花名册", "Roster"), "", "", "", "", name, &sum, ""])?;
        let mut first = first.into_iter();
        for (number, row) in (1u32..).zip(&rows) {
            let form = match (self.has_form(row), self.own(row)) {
                (true, _) => match first.next() {
                    Some(form) => form,
                    None => self.form(row).await?,
                },
                (false, true) => Form::without(row, own()),
                (false, false) => Form::without(row, none_of(row.state)),
            };
            let (mut file, mut sum, mut note) = (String::new(), String::new(), "");
            match &form.made {
                Ok(pdf) => {
                    file = self.file(number, row);
                    sum = put(&mut archive, &file, pdf)?;
                }
                Err(why) => note = why.pick(self.lang),
            }
            let (line, number) = (&row.line, number.to_string());
            list.add([
                &number,
                &line.name,
                &line.unit,
                &line.post,
                &form.state,
                &form.grade,
                &file,
                &sum,
                note,
            ])?;
            if !pipe.pour(out).await {
                return Ok(());
            }
        }
        put(&mut archive, self.lang.pick("清单.csv", "list.csv"), &list.end()?)?;
        archive.finish().map_err(fault)?;
        pipe.pour(out).await;
        Ok(())
    }

    /// Boxed: it is too deep for the compiler to see that it can be sent.
    fn form<'s>(&'s self, row: &'s Row) -> BoxFuture<'s, Result<Form>> {
        Box::pin(async move {
            let page = match course_paper(&self.daybook, &self.actor, &row.course).await {
                Ok(page) => page,
                Err(Error::NotFound) => return Ok(Form::without(row, gone())),
                Err(error) => return Err(error),
            };
            let grade = page.line.grade.as_ref();
            Ok(Form {
                state: page.line.state.words(self.lang).to_owned(),
                grade: grade.map(|g| g.words.pick(self.lang).to_owned()).unwrap_or_default(),
                made: match page.forms {
                    true => self.set(&page).await?,
                    // It was graded anew since the roster was read.
                    false => Err(undecided()),
                },
            })
        })
    }

    async fn set(&self, page: &CoursePage) -> Result<std::result::Result<Vec<u8>, Words>> {
        let (form, data) = course_data(&self.daybook, page, &self.opened, self.lang);
        for _ in 0..TURNS {
            match self.daybook.press.set(form, &data).await {
                Ok(pdf) => return Ok(Ok(pdf)),
                // Others print meanwhile.
                Err(Error::TooMany { .. }) => {}
                Err(error) => return said(error).map(Err),
            }
        }
        Err(Error::TooMany { seconds: 60 })
    }

    /// Its number is that on the roster, so no two are called the same.
    fn file(&self, number: u32, row: &Row) -> String {
        let folder = self.lang.pick("考核表", "forms");
        format!(
            "{folder}/{number:05}-{}-{}.pdf",
            safe(&row.line.unit),
            safe(&row.line.name)
        )
    }
}

fn own() -> Words {
    Words::new(
        "本人的考核表不在其中，请在自己的考核页面下载。",
        "Your own form is not in here; it is on the page of your own assessment.",
    )
}

/// Why there is no form of somebody who has no result.
fn none_of(state: State) -> Words {
    match state {
        State::Excused => Words::new(
            "不再参加这次考核，没有考核表。",
            "Takes no part any more: there is no form.",
        ),
        _ => undecided(),
    }
}

fn undecided() -> Words {
    Words::new("还没有确定等次。", "Not decided yet.")
}

fn gone() -> Words {
    Words::new("现在不能查阅。", "It cannot be read now.")
}

/// What no system takes for anything but a name.
fn safe(text: &str) -> String {
    let sign = |c: char| if c.is_alphanumeric() { c } else { '_' };
    text.chars().take(NAMED).map(sign).collect()
}

fn fault(error: impl std::fmt::Display) -> Error {
    Error::Unavailable(format!("an archive of forms: {error}"))
}

/// Writes a file, and says its SHA-256. The moment of the writing is not kept: the same files give the same archive.
fn put(archive: &mut ZipWriter<StreamWriter<Pipe>>, name: &str, content: &[u8]) -> Result<String> {
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    archive.start_file(name, options).map_err(fault)?;
    archive.write_all(content).map_err(fault)?;
    Ok(hex(&Sha256::digest(content)))
}

/// What was written and is not on its way yet.
#[derive(Clone, Default)]
struct Pipe(Arc<Mutex<Vec<u8>>>);

impl Pipe {
    /// Whether anybody is there to take it.
    async fn pour(&self, out: &Out) -> bool {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        match bytes.is_empty() {
            true => !out.is_closed(),
            false => out.send(Ok(Bytes::from(bytes))).await.is_ok(),
        }
    }
}

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The list of what is in the archive, as a table that Excel opens.
struct List(csv::Writer<Vec<u8>>);

impl List {
    fn begin(lang: Lang) -> Result<Self> {
        let mut list = Self(csv::Writer::from_writer("\u{feff}".into()));
        list.add([
            lang.pick("序号", "No."),
            lang.pick("姓名", "Name"),
            lang.pick("单位", "Unit"),
            lang.pick("职务", "Post"),
            lang.pick("进度", "State"),
            lang.pick("等次", "Grade"),
            lang.pick("文件", "File"),
            "SHA-256",
            lang.pick("备注", "Note"),
        ])?;
        Ok(list)
    }

    fn add(&mut self, cells: [&str; 9]) -> Result<()> {
        self.0.write_record(cells.map(cell)).map_err(fault)
    }

    fn end(self) -> Result<Vec<u8>> {
        self.0.into_inner().map_err(fault)
    }
}

/// A text that begins like a formula is none.
fn cell(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_are_no_paths_and_no_formulas() {
        assert_eq!(safe("../办公室 \\ Ann\u{202e}"), "___办公室___Ann_");
        assert_eq!(safe(&"长".repeat(90)).chars().count(), NAMED);
        assert_eq!(cell("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(cell("办公室-1"), "办公室-1");
    }
}
