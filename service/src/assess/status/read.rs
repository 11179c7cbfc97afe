//! A table to entries, cell by cell.

use super::days::in_order;
use super::entry::{Entry, Key};
use super::kind::{how_of, kind_of};
use crate::assess::brought::{self, Cells, Finding, People, empty, note_of, said};
use domain::Lang;
use domain::assessment::Words;
use domain::view::assess::RowFate;
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Person,
    Name,
    Kind,
    First,
    Last,
    How,
    Note,
}

/// The columns of the template, and what their headings may be called once they are plain.
pub(super) const COLUMNS: [(Column, &[&str]); 7] = [
    (
        Column::Person,
        &[
            "账号或人员编号",
            "账号",
            "人员编号",
            "工号",
            "登录名",
            "用户名",
            "accountorstaffnumber",
            "account",
            "staffnumber",
            "staffno",
            "login",
        ],
    ),
    (Column::Name, &["姓名", "name"]),
    (
        Column::Kind,
        &["种类", "类别", "情况", "状态", "kind", "status", "type"],
    ),
    (
        Column::First,
        &[
            "开始日期",
            "起始日期",
            "从哪天起",
            "开始",
            "firstday",
            "first",
            "from",
            "start",
        ],
    ),
    (
        Column::Last,
        &[
            "结束日期",
            "终止日期",
            "到哪天止",
            "结束",
            "lastday",
            "last",
            "until",
            "to",
            "end",
        ],
    ),
    (
        Column::How,
        &["调查结果", "结案结果", "结果", "howitended", "result", "outcome"],
    ),
    (Column::Note, &["备注", "说明", "文号", "note", "notes", "paper"]),
];

impl brought::Column for Column {
    const ALL: &'static [(Self, &'static [&'static str])] = &COLUMNS;
    const PERSON: Self = Self::Person;
    const NAME: Self = Self::Name;

    fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Person => lang.pick("账号或人员编号", "Account or staff number"),
            Self::Name => lang.pick("姓名", "Name"),
            Self::Kind => lang.pick("种类", "Kind"),
            Self::First => lang.pick("开始日期", "First day"),
            Self::Last => lang.pick("结束日期", "Last day"),
            Self::How => lang.pick("调查结果", "How it ended"),
            Self::Note => lang.pick("备注", "Note"),
        }
    }

    /// A table without last days would say of all that they last.
    fn is_needed(self) -> bool {
        !matches!(self, Self::How | Self::Note)
    }

    fn is_wide(self) -> bool {
        matches!(self, Self::Kind | Self::Note)
    }
}

/// A row without a fault of its own.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(super) line: u32,
    pub(super) entry: Entry,
    /// What becomes of it by what is here.
    pub(super) fate: RowFate,
}

/// Rows without a fault of their own, and what is wrong with the others.
pub(super) fn read(bytes: &[u8], people: &People) -> (Vec<Row>, Vec<Finding<Column>>) {
    let nothing = Words::new("表里没有内容。", "There is nothing in the table.");
    let mut lines: HashMap<Key, u32> = HashMap::new();
    brought::each(bytes, nothing, |cells, findings| {
        let entry = entry(cells, people, findings)?;
        if let Some(line) = lines.insert(entry.key(), cells.line()) {
            let words = Words::new(
                format!("与第 {line} 行重复：同一个人，同一种类，同一天开始。请只留一行。"),
                format!("The same person, kind and first day as in line {line}. Leave one of them out."),
            );
            findings.push(Finding::of(cells.line(), Column::First, words));
        }
        Some(Row {
            line: cells.line(),
            entry,
            fate: RowFate::Fresh,
        })
    })
}

/// The entry of a row, or everything that is wrong with it.
fn entry(cells: &Cells<'_, Column>, people: &People, findings: &mut Vec<Finding<Column>>) -> Option<Entry> {
    let mut told = |column, words| findings.push(Finding::of(cells.line(), column, words));
    let found = cells.person(people, &mut told);
    let kind = match cells.text(Column::Kind).as_str() {
        "" => Err(empty()),
        text => kind_of(text),
    };
    let kind = kind.map_err(|words| told(Column::Kind, words));
    let first = cells.day(Column::First).and_then(|day| day.ok_or_else(empty));
    let first = first.map_err(|words| told(Column::First, words));
    let last = cells.day(Column::Last).map_err(|words| told(Column::Last, words));
    let how = how_of(&cells.text(Column::How)).map_err(|words| told(Column::How, words));
    let note = note_of(&cells.text(Column::Note)).map_err(|words| told(Column::Note, words));
    if let (Ok(first), Ok(last)) = (first, last)
        && let Err(violation) = in_order(first, last)
    {
        told(Column::Last, said(&violation));
        return None;
    }
    let (person, name) = found?;
    Some(Entry {
        person,
        name,
        kind: kind.ok()?,
        first: first.ok()?,
        last: last.ok()?,
        how: how.ok()?,
        note: note.ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::harm::harmed;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn check(table: &[u8]) -> (Vec<Row>, Vec<Finding<Column>>) {
        let map = |pairs: &[(&str, &str)]| -> HashMap<String, String> {
            let owned = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            owned.collect()
        };
        let people = People {
            accounts: map(&[("wei", "p1")]),
            numbers: map(&[("1007", "p1"), ("8", "p2")]),
            names: map(&[("p1", "Wei"), ("p2", "林一")]),
        };
        read(table, &people)
    }

    const TABLE: &str = "人员状态\n\
        工号,姓名,种类,开始日期,结束日期,调查结果,备注\n\
        WEI,wei,病假,2026-03-02,2026/3/9,,\n\
        8,林一,Under investigation,2026年1月5日,20260302,未受处分,No. 3\n\
        1007,Wei,protected,2026.3.1,,,\n";

    #[test]
    fn people_kinds_and_days_are_read_as_they_are_written() {
        let (rows, findings) = check(TABLE.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        let read: Vec<_> = (rows.iter())
            .map(|Row { line, entry: e, .. }| {
                let (first, last) = (e.first.to_string(), e.last.map(|l| l.to_string()));
                (*line, e.person.as_str(), e.kind, first, last, e.how)
            })
            .collect();
        let day = |text: &str| text.to_owned();
        let wanted = [
            (3, "p1", "sick_leave", day("2026-03-02"), Some(day("2026-03-09")), None),
            (
                4,
                "p2",
                "investigation",
                day("2026-01-05"),
                Some(day("2026-03-02")),
                Some("cleared"),
            ),
            (5, "p1", "protected", day("2026-03-01"), None, None),
        ];
        assert_eq!(read, wanted);
    }

    #[test]
    fn everything_that_is_wrong_is_told_by_its_cell() {
        let table = "account,name,kind,first day,last day,how it ended\n\
            wei,Wei,sick_leave,2026-03-02,2026-03-01,\n\
            nobody,Wei,holiday,,soon,well\n\
            wei,Lin,training,2026-03-02,,\n\
            1.23E+17,,training,2026-02-30,,\n\
            wei,Wei,training,2026-03-02,,\n\
            1007,Wei,Sent to training,2026/3/2,,\n";
        let (_, findings) = check(table.as_bytes());
        let told: Vec<(u32, Option<Column>)> = findings.iter().map(|f| (f.line, f.column)).collect();
        use Column::{First, How, Kind, Last, Name, Person};
        let wanted = [
            (2, Some(Last)),
            (3, Some(Person)),
            (3, Some(Kind)),
            (3, Some(First)),
            (3, Some(Last)),
            (3, Some(How)),
            (4, Some(Name)),
            (5, Some(Person)),
            (5, Some(Name)),
            (5, Some(First)),
            (7, Some(First)),
        ];
        assert_eq!(told, wanted);
        let words = |f: &Finding<Column>| !f.words.zh.is_empty() && !f.words.en.is_empty();
        assert!(findings.iter().all(words));
        // Without its last days a table would open everything.
        let (rows, findings) = check(b"account,name,kind,first day\nwei,Wei,training,2026-03-02\n");
        assert!(rows.is_empty() && findings.len() == 1 && findings[0].column.is_none());
    }

    #[test]
    fn harmed_tables_end_in_an_answer() {
        let (mut rng, table) = (StdRng::seed_from_u64(11), [TABLE.as_bytes().to_vec()]);
        for _ in 0..2_000 {
            let (rows, findings) = check(&harmed(&mut rng, &table));
            assert!(rows.len() + findings.len() > 0, "a table without rows is told so");
        }
    }
}
