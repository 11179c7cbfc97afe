//! Items out of a table: read and checked cell by cell first, written all at once when its reader says so.

use super::assign::led_spot;
use super::people::all_led;
use super::put::{New, put};
use super::spot::own_spot;
use crate::clock::{ms_of, new_id, now_ms};
use crate::import::{grid, heading::plain, value};
use crate::{Daybook, Error, Result};
use chrono::NaiveDate;
use domain::act::Act;
use domain::permission::Actor;
use domain::plan::{Breach, Difficulty, Draft, Field, Horizon};
use domain::view::FindingView;
use domain::view::plan::{ImportRow, PlanImport};
use domain::{Lang, PersonId, PlanItemId, UnitId, Violation};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

const ROWS: u32 = 500;
/// Checked tables kept, and for how long (ms).
const KEPT: usize = 50;
const HOUR: i64 = 3_600_000;

/// Checked tables that wait for their reader, in memory.
#[derive(Default)]
pub struct Imports(Mutex<BTreeMap<String, Checked>>);

#[derive(Clone)]
struct Checked {
    person: PersonId,
    file: String,
    rows: Vec<Row>,
    findings: Vec<Finding>,
    done: bool,
}

#[derive(Clone)]
struct Row {
    line: u32,
    draft: Draft,
    owner: PersonId,
    owner_name: String,
}

#[derive(Clone)]
struct Finding {
    line: u32,
    field: Option<Field>,
    words: [String; 2],
}

/// The columns of the template, and what their headings may be called once [`plain`].
pub(super) const COLUMNS: [(Field, &[&str]); 10] = [
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

/// Reads and checks a table; the id is for [`report`] and [`apply`]. Nothing is written.
pub async fn check(daybook: &Daybook, actor: &Actor, file: &str, bytes: &[u8]) -> Result<String> {
    daybook.throttle.writing(&actor.person)?;
    let owners = Owners::of(daybook, actor).await?;
    let today = daybook.clock.today();
    let (rows, findings) = read(bytes, &owners, today);
    let checked = Checked {
        person: actor.person.clone(),
        file: file.chars().take(200).collect(),
        rows,
        findings,
        done: false,
    };
    let id = new_id();
    let mut kept = daybook.plan_imports.0.lock().unwrap_or_else(PoisonError::into_inner);
    kept.insert(id.clone(), checked);
    let old = now_ms() - HOUR;
    kept.retain(|id, _| ms_of(id).is_some_and(|at| at > old));
    while kept.len() > KEPT {
        kept.pop_first();
    }
    Ok(id)
}

/// What was found in a table of the actor's.
pub fn report(daybook: &Daybook, actor: &Actor, id: &str, lang: Lang) -> Result<PlanImport> {
    let checked = checked(daybook, actor, id)?;
    let told = |f: &Finding| FindingView {
        file: checked.file.clone(),
        line: f.line,
        column: f.field.map(|field| field.words(lang).to_owned()),
        error: true,
        words: lang.pick(&f.words[0], &f.words[1]).clone(),
    };
    Ok(PlanImport {
        id: id.to_owned(),
        findings: checked.findings.iter().map(told).collect(),
        rows: (checked.rows.iter())
            .map(|row| ImportRow {
                line: row.line,
                title: row.draft.title.clone(),
                owner: row.owner_name.clone(),
                due: row.draft.due.clone(),
            })
            .collect(),
        file: checked.file,
        done: checked.done,
    })
}

fn checked(daybook: &Daybook, actor: &Actor, id: &str) -> Result<Checked> {
    let kept = daybook.plan_imports.0.lock().unwrap_or_else(PoisonError::into_inner);
    let mine = kept.get(id).filter(|c| c.person == actor.person).cloned();
    mine.ok_or(Error::NotFound)
}

/// Whether a check is kept still, whosever it is.
fn known(daybook: &Daybook, id: &str) -> bool {
    let kept = daybook.plan_imports.0.lock().unwrap_or_else(PoisonError::into_inner);
    kept.contains_key(id)
}

/// Writes a checked table: all its items in one act. A second time writes nothing.
pub async fn apply(daybook: &Daybook, actor: &Actor, id: &str) -> Result<PlanItemId> {
    daybook.throttle.writing(&actor.person)?;
    let gone = || Error::from(Violation::from(Breach::ImportGone));
    if !known(daybook, id) {
        return Err(gone());
    }
    let checked = checked(daybook, actor, id)?;
    if !checked.findings.is_empty() || checked.rows.is_empty() {
        return Err(gone());
    }
    let today = daybook.clock.today();
    let mut new = Vec::with_capacity(checked.rows.len());
    for row in &checked.rows {
        let anywhere = UnitId(String::new());
        let (name, spot) = if row.owner == actor.person {
            own_spot(daybook, actor, &anywhere).await?
        } else {
            led_spot(daybook, actor, &row.owner, &anywhere).await?
        };
        let (substance, note) = row
            .draft
            .accept(Some(row.owner.clone()), today, None)
            .map_err(Violation::from)?;
        new.push(New {
            substance,
            note,
            owner_name: name,
            spot,
            serves: vec![],
            same: None,
        });
    }
    let handed = checked.rows.iter().any(|row| row.owner != actor.person);
    let act = if handed { Act::PlanAssigned } else { Act::PlanWritten };
    let first = put(daybook, actor, act, new, id).await?;
    let mut kept = daybook.plan_imports.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(checked) = kept.get_mut(id) {
        checked.done = true;
    }
    Ok(first)
}

/// Whom the rows may name: oneself and those one leads, by account or name.
struct Owners {
    me: (PersonId, String),
    by_account: HashMap<String, (PersonId, String)>,
    by_name: HashMap<String, Vec<(PersonId, String)>>,
}

impl Owners {
    async fn of(daybook: &Daybook, actor: &Actor) -> Result<Self> {
        let me = (actor.person.clone(), daybook.profile(&actor.person).await?.name.clone());
        let mut everybody = vec![me.clone()];
        everybody.extend(
            all_led(daybook, actor)
                .await?
                .into_iter()
                .map(|m| (PersonId(m.person), m.name)),
        );
        let accounts = daybook
            .db()
            .accounts_of(everybody.iter().map(|(id, _)| id.as_str()))
            .await?;
        let mut owners = Self {
            me,
            by_account: HashMap::new(),
            by_name: HashMap::new(),
        };
        for account in accounts {
            let person = everybody.iter().find(|(id, _)| id.as_str() == account.person);
            owners
                .by_account
                .extend(person.map(|p| (account.name.to_lowercase(), p.clone())));
        }
        for person in everybody {
            owners.by_name.entry(person.1.to_lowercase()).or_default().push(person);
        }
        Ok(owners)
    }

    fn find(&self, given: &str) -> Result<(PersonId, String), Breach> {
        let name = given.to_lowercase();
        if given.is_empty() {
            return Ok(self.me.clone());
        }
        if let Some(person) = self.by_account.get(&name) {
            return Ok(person.clone());
        }
        let shown: String = given.chars().take(40).collect();
        match self.by_name.get(&name).map(Vec::as_slice) {
            Some([one]) => Ok(one.clone()),
            Some(_) => Err(Breach::SeveralOfThatName { name: shown }),
            None => Err(Breach::WhoIsThat { name: shown }),
        }
    }
}

fn read(bytes: &[u8], owners: &Owners, today: NaiveDate) -> (Vec<Row>, Vec<Finding>) {
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    let whole = |breach: Breach| Finding {
        line: 0,
        field: None,
        words: [breach.words(Lang::Zh), breach.words(Lang::En)],
    };
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
    let Some((grid, at, columns)) = grids.iter().find_map(headings) else {
        return (rows, vec![whole(Breach::NoColumn { field: Field::Title })]);
    };
    let below: Vec<&grid::Row> = grid.rows.iter().skip(at + 1).collect();
    if below.is_empty() {
        return (rows, vec![whole(Breach::Missing { field: Field::Title })]);
    }
    if below.len() > ROWS as usize {
        return (rows, vec![whole(Breach::TooManyRows { limit: ROWS })]);
    }
    for row in below {
        let cells = Cells {
            row,
            columns: &columns,
            epoch: grid.epoch,
        };
        match cells.read(owners, today) {
            Ok(read) => rows.push(read),
            Err((field, breach)) => findings.push(Finding {
                line: row.line,
                field: Some(field),
                words: [breach.words(Lang::Zh), breach.words(Lang::En)],
            }),
        }
    }
    (rows, findings)
}

/// The row of headings among the first ten, and which column is which.
fn headings(grid: &grid::Grid) -> Option<(&grid::Grid, usize, HashMap<Field, usize>)> {
    grid.rows.iter().take(10).enumerate().find_map(|(at, row)| {
        let mut columns = HashMap::new();
        for (n, cell) in row.cells.iter().enumerate() {
            let name = plain(cell);
            if let Some((field, _)) = COLUMNS.iter().find(|(_, names)| names.contains(&name.as_str())) {
                columns.entry(*field).or_insert(n);
            }
        }
        columns.contains_key(&Field::Title).then_some((grid, at, columns))
    })
}

struct Cells<'a> {
    row: &'a grid::Row,
    columns: &'a HashMap<Field, usize>,
    epoch: Option<NaiveDate>,
}

impl Cells<'_> {
    fn text(&self, field: Field) -> String {
        let cell = self.columns.get(&field).and_then(|n| self.row.cells.get(*n));
        cell.map(|c| c.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
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
        let day = value::date(&given, self.epoch);
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
        })
    }
}

fn unfit(field: Field, given: &str) -> Breach {
    Breach::Unfit {
        field,
        given: given.chars().take(30).collect(),
    }
}

#[cfg(test)]
mod tests;
