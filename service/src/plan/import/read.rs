//! A table to rows, cell by cell; nothing is looked up but people.

use super::owners::Owners;
use super::{Finding, Row};
use crate::Result;
use crate::import::grid::{self, Headed};
use crate::import::value;
use chrono::NaiveDate;
use domain::plan::{Breach, Difficulty, Draft, Field, Horizon};
use domain::{Lang, UnitId};

const ROWS: u32 = 500;

/// The columns of the template, and what their headings may be called once they are plain.
pub(in crate::plan) const COLUMNS: [(Field, &[&str]); 11] = [
    (
        Field::Title,
        &[
            "事项",
            "事项名称",
            "计划事项",
            "任务",
            "工作任务",
            "item",
            "title",
            "task",
        ],
    ),
    (
        Field::Measure,
        &["完成标准", "标准", "衡量标准", "measureofdone", "measure"],
    ),
    (Field::Owner, &["承办人", "责任人", "负责人", "owner", "person"]),
    (
        Field::Unit,
        &[
            "单位",
            "单位路径",
            "所在单位",
            "所属单位",
            "部门",
            "unit",
            "unitpath",
            "department",
        ],
    ),
    (Field::Horizon, &["周期", "horizon"]),
    (
        Field::Due,
        &["完成时限", "时限", "截止日期", "完成日期", "due", "duedate"],
    ),
    (Field::Start, &["开始", "开始日期", "start", "startdate"]),
    (Field::Weight, &["权重", "weight"]),
    (Field::Difficulty, &["难度", "difficulty"]),
    (Field::Key, &["重点任务", "重点", "是否重点", "keytask", "key"]),
    (Field::Note, &["备注", "说明", "note", "notes"]),
];

/// Rows without a fault of their own, and what is wrong with the others; no unit is looked for yet.
pub(super) fn read(bytes: &[u8], owners: &Owners, today: NaiveDate) -> (Vec<Row>, Vec<Finding>) {
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    let whole = |breach: Breach| Finding::new(0, None, &breach);
    let grids = match grid::grids(bytes, false) {
        Ok(grids) => grids,
        Err(stop) => {
            let words = [stop.problem.zh(), stop.problem.en()];
            return (
                rows,
                vec![Finding {
                    line: stop.line,
                    field: None,
                    words,
                }],
            );
        }
    };
    let Some(table) = Headed::find(&grids, &COLUMNS, Field::Title) else {
        return (rows, vec![whole(Breach::NoColumn { field: Field::Title })]);
    };
    let below = table.rows();
    if below.is_empty() {
        return (rows, vec![whole(Breach::Missing { field: Field::Title })]);
    }
    if below.len() > ROWS as usize {
        return (rows, vec![whole(Breach::TooManyRows { limit: ROWS })]);
    }
    for row in below {
        let cells = Cells { row, table: &table };
        match cells.read(owners, today) {
            Ok(read) => rows.push(read),
            Err((field, breach)) => findings.push(Finding::new(row.line, Some(field), &breach)),
        }
    }
    (rows, findings)
}

struct Cells<'a> {
    row: &'a grid::Row,
    table: &'a Headed<'a, Field>,
}

impl Cells<'_> {
    fn text(&self, field: Field) -> String {
        self.table.text(self.row, field)
    }

    /// A cell that has a choice: its word in either language, or a number.
    fn choice<T>(
        &self,
        field: Field,
        all: &[T],
        words: fn(&T, Lang) -> &'static str,
        name: fn(&T) -> &'static str,
    ) -> Result<String, (Field, Breach)> {
        let given = self.text(field);
        if given.is_empty() {
            return Ok(given);
        }
        let lower = given.to_lowercase();
        let fits = |(n, choice): &(usize, &T)| {
            let zh = words(choice, Lang::Zh);
            [zh, words(choice, Lang::En), name(choice)]
                .iter()
                .any(|w| w.to_lowercase() == lower)
                || zh == lower.trim_start_matches('本')
                || zh.trim_end_matches('度') == lower
                || (field == Field::Difficulty && lower == (n + 1).to_string())
        };
        let found = all.iter().enumerate().find(fits);
        found
            .map(|(_, choice)| name(choice).to_owned())
            .ok_or_else(|| (field, unfit(field, &given)))
    }

    fn date(&self, field: Field) -> Result<String, (Field, Breach)> {
        let given = self.text(field);
        if given.is_empty() {
            return Ok(given);
        }
        let day = value::date(&given, self.table.grid.epoch);
        day.map(|d| d.to_string()).ok_or_else(|| (field, unfit(field, &given)))
    }

    fn read(&self, owners: &Owners, today: NaiveDate) -> Result<Row, (Field, Breach)> {
        let key = self.text(Field::Key);
        let key = value::yes(&key).ok_or_else(|| (Field::Key, unfit(Field::Key, &key)))?;
        let draft = Draft {
            title: self.text(Field::Title),
            measure: self.text(Field::Measure),
            note: self.text(Field::Note),
            horizon: self.choice(Field::Horizon, Horizon::ALL, |h, l| h.words(l), |h| h.as_str())?,
            weight: self.text(Field::Weight),
            difficulty: self.choice(Field::Difficulty, Difficulty::ALL, |d, l| d.words(l), |d| d.as_str())?,
            key_task: if key { "yes".into() } else { String::new() },
            start: self.date(Field::Start)?,
            due: self.date(Field::Due)?,
        };
        let (owner, owner_name) = owners.find(&self.text(Field::Owner)).map_err(|b| (Field::Owner, b))?;
        let (substance, _) = draft.accept(Some(owner.clone()), today, None).map_err(|breach| {
            let field = breach.field().and_then(Field::parse).unwrap_or(Field::Title);
            (field, breach)
        })?;
        Ok(Row {
            line: self.row.line,
            draft: Draft {
                due: substance.due.to_string(),
                ..draft
            },
            owner,
            owner_name,
            given: self.text(Field::Unit),
            unit: UnitId(String::new()),
            unit_name: String::new(),
        })
    }
}

fn unfit(field: Field, given: &str) -> Breach {
    Breach::Unfit {
        field,
        given: given.chars().take(30).collect(),
    }
}
