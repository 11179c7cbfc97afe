//! Which list a file is, told by its headings: any order, Chinese or English.

use super::grid::{Grid, Row};
use domain::roster::Field;

/// The lists that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    Senior,
    Junior,
    Staff,
}

type Column = (Field, bool, &'static [&'static str]);

/// Field, whether the list cannot be read without it, and what its heading may be called once [`plain`].
const SENIOR: &[Column] = &[
    (Field::Post, true, &["postuniquereference"]),
    (Field::Name, false, &["name"]),
    (Field::Grade, true, &["grade"]),
    (Field::Title, true, &["jobtitle"]),
    (Field::Function, false, &["jobteamfunction"]),
    (Field::Department, false, &["parentdepartment"]),
    (Field::Organisation, true, &["organisation"]),
    (Field::Unit, true, &["unit"]),
    (Field::Superior, true, &["reportstoseniorpost"]),
    (Field::Fte, false, &["fte"]),
    (Field::Family, false, &["professionaloccupationalgroup"]),
    (Field::Valid, false, &["valid"]),
];

const JUNIOR: &[Column] = &[
    (Field::Department, false, &["parentdepartment"]),
    (Field::Organisation, true, &["organisation"]),
    (Field::Unit, true, &["unit"]),
    (Field::Superior, true, &["reportingseniorpost"]),
    (Field::Grade, true, &["grade"]),
    (Field::Title, true, &["genericjobtitle"]),
    (Field::Fte, true, &["numberofpostsinfte"]),
    (Field::Family, false, &["professionaloccupationalgroup"]),
];

const STAFF: &[Column] = &[
    (
        Field::Unit,
        true,
        &[
            "单位",
            "单位路径",
            "所在单位",
            "所属单位",
            "部门",
            "所属部门",
            "机构",
            "unit",
            "unitpath",
            "department",
        ],
    ),
    (
        Field::Head,
        false,
        &[
            "单位负责人",
            "是否负责人",
            "是否单位负责人",
            "负责人",
            "unithead",
            "head",
            "leads",
        ],
    ),
    (
        Field::Post,
        true,
        &[
            "岗位编码",
            "岗位编号",
            "岗位代码",
            "职位编码",
            "职位编号",
            "postcode",
            "postreference",
            "positioncode",
            "post",
        ],
    ),
    (
        Field::Title,
        true,
        &[
            "岗位名称",
            "职位名称",
            "岗位",
            "职位",
            "职务",
            "posttitle",
            "title",
            "jobtitle",
            "position",
        ],
    ),
    (Field::Grade, false, &["职级", "级别", "职务职级", "grade", "rank"]),
    (
        Field::Family,
        false,
        &["岗位类别", "职位类别", "岗位序列", "postfamily", "family"],
    ),
    (
        Field::Function,
        false,
        &["岗位职责", "工作职责", "职责", "function", "duties"],
    ),
    (
        Field::Superior,
        false,
        &[
            "上级岗位编码",
            "上级岗位编号",
            "上级岗位",
            "直接上级岗位编码",
            "superiorspostcode",
            "superiorpostcode",
            "superior",
            "reportsto",
        ],
    ),
    (
        Field::StaffNumber,
        false,
        &[
            "人员编号",
            "人员编码",
            "工号",
            "职工号",
            "员工编号",
            "staffnumber",
            "staffno",
            "staffid",
            "employeenumber",
        ],
    ),
    (Field::Name, false, &["姓名", "name", "fullname"]),
    (
        Field::Account,
        false,
        &["账号", "帐号", "登录名", "用户名", "account", "login", "username"],
    ),
    (
        Field::Kind,
        false,
        &["任职方式", "任职形式", "任职类型", "appointmentkind", "kind"],
    ),
    (
        Field::From,
        false,
        &[
            "任职开始",
            "任职起",
            "任职日期",
            "任职时间",
            "开始日期",
            "from",
            "start",
            "startdate",
        ],
    ),
    (
        Field::To,
        false,
        &[
            "任职结束",
            "任职止",
            "免职日期",
            "结束日期",
            "to",
            "until",
            "end",
            "enddate",
        ],
    ),
];

impl List {
    pub const ALL: [Self; 3] = [Self::Senior, Self::Junior, Self::Staff];

    fn columns(self) -> &'static [Column] {
        match self {
            Self::Senior => SENIOR,
            Self::Junior => JUNIOR,
            Self::Staff => STAFF,
        }
    }
}

/// The fields of a staff list in the template's order, and whether each must have a column.
pub fn staff_fields() -> impl Iterator<Item = (Field, bool)> {
    STAFF.iter().map(|(field, required, _)| (*field, *required))
}

/// A heading without case, spaces, signs and what stands in brackets.
pub(crate) fn plain(heading: &str) -> String {
    let bare = heading.split(['(', '（', '[', '【']).next().unwrap_or_default();
    bare.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A row read as the headings of a list.
pub struct Heading {
    pub list: List,
    /// Where it stands among the rows.
    pub row: usize,
    /// Column, field and heading, from the left; each field once.
    pub columns: Vec<(usize, Field, String)>,
    pub repeated: Vec<String>,
    pub ignored: Vec<String>,
    pub missing: Vec<Field>,
}

impl Heading {
    fn read(list: List, row: usize, cells: &Row) -> Self {
        let mut heading = Self {
            list,
            row,
            columns: Vec::new(),
            repeated: Vec::new(),
            ignored: Vec::new(),
            missing: Vec::new(),
        };
        for (i, cell) in cells.cells.iter().enumerate().filter(|(_, c)| !c.trim().is_empty()) {
            let name = cell.trim().to_owned();
            let plain = plain(cell);
            match list
                .columns()
                .iter()
                .find(|(_, _, names)| names.contains(&plain.as_str()))
            {
                None => heading.ignored.push(name),
                Some((field, ..)) if heading.columns.iter().any(|(_, f, _)| f == field) => heading.repeated.push(name),
                Some((field, ..)) => heading.columns.push((i, *field, name)),
            }
        }
        let has = |field: &Field| heading.columns.iter().any(|(_, f, _)| f == field);
        let missing = list
            .columns()
            .iter()
            .filter(|(field, required, _)| *required && !has(field));
        heading.missing = missing.map(|(field, ..)| *field).collect();
        heading
    }

    /// The likeliest heading among the first rows of the sheets, with the sheet it is in: the one that lacks nothing, otherwise the one
    /// that has most.
    pub fn find(grids: &[Grid]) -> Option<(usize, Self)> {
        const FIRST: usize = 10;
        let rows = grids.iter().enumerate().flat_map(|(g, grid)| {
            grid.rows
                .iter()
                .take(FIRST)
                .enumerate()
                .map(move |(r, row)| (g, r, row))
        });
        let all = rows.flat_map(|(g, r, row)| List::ALL.map(|list| (g, Self::read(list, r, row))));
        let likely = all.filter(|(_, h)| h.columns.len() > 1);
        // The first of equals: `max_by_key` would take the last.
        likely.fold(None, |best: Option<(usize, Self)>, next| match best {
            Some(best) if best.1.likelihood() >= next.1.likelihood() => Some(best),
            _ => Some(next),
        })
    }

    fn likelihood(&self) -> (bool, usize) {
        (self.missing.is_empty(), self.columns.len())
    }
}
