//! A table to results, cell by cell.

use super::entry::{Entry, basis_of, year_of};
use crate::assess::brought::{self, Cells, Finding, People, note_of, shown};
use chrono::NaiveDate;
use domain::assessment::Words;
use domain::view::assess::{AnnualScale, GradeName};
use domain::{Lang, PersonId};
use std::collections::HashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Column {
    Person,
    Name,
    Year,
    Grade,
    Basis,
    Note,
}

/// The columns of the template, and what their headings may be called once they are plain.
pub(super) const COLUMNS: [(Column, &[&str]); 6] = [
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
    (Column::Year, &["年度", "年份", "考核年度", "year"]),
    (
        Column::Grade,
        &["等次", "考核等次", "考核结果", "结果", "grade", "result"],
    ),
    (
        Column::Basis,
        &["依据", "依据文件", "文件", "文号", "basis", "document", "paper"],
    ),
    (Column::Note, &["备注", "说明", "note", "notes"]),
];

impl brought::Column for Column {
    const ALL: &'static [(Self, &'static [&'static str])] = &COLUMNS;
    const PERSON: Self = Self::Person;
    const NAME: Self = Self::Name;

    fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Person => lang.pick("账号或人员编号", "Account or staff number"),
            Self::Name => lang.pick("姓名", "Name"),
            Self::Year => lang.pick("年度", "Year"),
            Self::Grade => lang.pick("等次", "Grade"),
            Self::Basis => lang.pick("依据", "Document"),
            Self::Note => lang.pick("备注", "Note"),
        }
    }

    fn is_needed(self) -> bool {
        self != Self::Note
    }

    fn is_wide(self) -> bool {
        matches!(self, Self::Basis | Self::Note)
    }
}

/// A row without a fault of its own.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(super) line: u32,
    pub(super) entry: Entry,
    /// It is here already.
    pub(super) known: bool,
}

/// Rows without a fault of their own, and what is wrong with the others.
pub(super) fn read(
    bytes: &[u8],
    people: &People,
    scale: &AnnualScale,
    today: NaiveDate,
) -> (Vec<Row>, Vec<Finding<Column>>) {
    let nothing = Words::new("表里没有结果。", "There are no results in the table.");
    let mut lines: HashMap<(PersonId, i32), u32> = HashMap::new();
    brought::each(bytes, nothing, |cells, findings| {
        let entry = entry(cells, people, scale, today, findings)?;
        if let Some(line) = lines.insert((entry.person.clone(), entry.year), cells.line()) {
            let words = Words::new(
                format!("与第 {line} 行重复：同一个人，同一年度。"),
                format!("The same person and year as in line {line}."),
            );
            findings.push(Finding::of(cells.line(), Column::Year, words));
        }
        Some(Row {
            line: cells.line(),
            entry,
            known: false,
        })
    })
}

/// The result of a row, or everything that is wrong with it.
fn entry(
    cells: &Cells<'_, Column>,
    people: &People,
    scale: &AnnualScale,
    today: NaiveDate,
    findings: &mut Vec<Finding<Column>>,
) -> Option<Entry> {
    let text = |column| cells.text(column);
    let mut told = |column, words| findings.push(Finding::of(cells.line(), column, words));
    let found = cells.person(people, &mut told);
    let year = year_of(&text(Column::Year), today).map_err(|words| told(Column::Year, words));
    let grade = grade_of(&text(Column::Grade), scale).map_err(|words| told(Column::Grade, words));
    let basis = basis_of(&text(Column::Basis)).map_err(|words| told(Column::Basis, words));
    let note = note_of(&text(Column::Note)).map_err(|words| told(Column::Note, words));
    let (person, name) = found?;
    Some(Entry {
        person,
        name,
        year: year.ok()?,
        pack: scale.pack.clone(),
        grade: grade.ok()?,
        basis: basis.ok()?,
        note: note.ok()?,
    })
}

/// A grade of the scale by its word in either language, or its id.
fn grade_of(text: &str, scale: &AnnualScale) -> Result<String, Words> {
    let given = text.to_lowercase();
    let fits = |g: &&GradeName| {
        let names = [&g.words.zh, &g.words.en, &g.id];
        names.iter().any(|name| name.to_lowercase() == given)
    };
    let found = scale.grades.iter().find(fits);
    found.map(|g| g.id.clone()).ok_or_else(|| {
        let all = |lang: Lang, between: &str| {
            let names = scale.grades.iter().map(|g| g.words.pick(lang));
            names.collect::<Vec<_>>().join(between)
        };
        let (zh, en) = (all(Lang::Zh, "、"), all(Lang::En, ", "));
        Words::new(
            format!("“{}”不是“{}”的年度等次。可以填：{zh}。", shown(text), scale.name.zh),
            format!(
                "“{}” is no annual grade of “{}”. They are: {en}.",
                shown(text),
                scale.name.en
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::scale::scales;
    use super::*;
    use crate::assess::rules::Rules;
    use crate::harm::harmed;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    fn people() -> People {
        let map = |pairs: &[(&str, &str)]| -> HashMap<String, String> {
            let owned = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned()));
            owned.collect()
        };
        People {
            accounts: map(&[("wei", "p1")]),
            numbers: map(&[("1007", "p1"), ("8", "p2")]),
            names: map(&[("p1", "Wei"), ("p2", "林一")]),
        }
    }

    fn check(table: &[u8]) -> (Vec<Row>, Vec<Finding<Column>>) {
        let scales = scales(&Rules::load(None).unwrap());
        let scale = scales.iter().find(|s| s.pack == "cn-civil-servant").unwrap();
        read(table, &people(), scale, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
    }

    const TABLE: &str = "往年结果\n\
        账号或人员编号,姓名,年度,等次,依据,备注\n\
        WEI,wei,2024,优秀,人社〔2025〕3号,\n\
        8,林一,2024年度,Competent,No. 3,late\n\
        1007,Wei,2023,incompetent,No. 2,\n";

    #[test]
    fn people_and_grades_are_found_by_any_of_their_names() {
        let (rows, findings) = check(TABLE.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        let read: Vec<(u32, &str, i32, &str)> = (rows.iter())
            .map(|r| (r.line, r.entry.person.as_str(), r.entry.year, r.entry.grade.as_str()))
            .collect();
        let wanted = [
            (3, "p1", 2024, "excellent"),
            (4, "p2", 2024, "competent"),
            (5, "p1", 2023, "incompetent"),
        ];
        assert_eq!(read, wanted);
    }

    #[test]
    fn everything_that_is_wrong_is_told_by_its_cell() {
        let table = "account,name,year,grade,document\n\
            wei,Wei,2024,excellent,No. 3\n\
            nobody,Wei,2026,good,\n\
            wei,Lin,2023,excellent,No. 2\n\
            1.23E+17,,2023,excellent,No. 2\n\
            1007,Wei,2024,excellent,No. 3\n";
        let (_, findings) = check(table.as_bytes());
        let told: Vec<(u32, Option<Column>)> = findings.iter().map(|f| (f.line, f.column)).collect();
        use Column::{Basis, Grade, Name, Person, Year};
        let wanted = [
            (3, Some(Person)),
            (3, Some(Year)),
            (3, Some(Grade)),
            (3, Some(Basis)),
            (4, Some(Name)),
            (5, Some(Person)),
            (5, Some(Name)),
            (6, Some(Year)),
        ];
        assert_eq!(told, wanted);
        assert!(
            findings
                .iter()
                .all(|f| !f.words.zh.is_empty() && !f.words.en.is_empty())
        );
        for table in [
            "",
            "name,year\nWei,2024\n",
            "account,name,year,grade,document\n",
            "account\nwei\n",
        ] {
            let (rows, findings) = check(table.as_bytes());
            assert!(
                rows.is_empty() && findings.len() == 1 && findings[0].column.is_none(),
                "{table}"
            );
        }
    }

    #[test]
    fn harmed_tables_end_in_an_answer() {
        let (mut rng, table) = (StdRng::seed_from_u64(9), [TABLE.as_bytes().to_vec()]);
        for _ in 0..2_000 {
            let (rows, findings) = check(&harmed(&mut rng, &table));
            assert!(rows.len() + findings.len() > 0, "a table without rows is told so");
        }
    }
}
