//! Words of the orders that a table can be put in.

use domain::Lang;
use domain::view::assess::{Column, Sort};

/// The head of a column.
pub fn column(column: Column, lang: Lang) -> &'static str {
    let a = super::of(lang);
    match column {
        Column::Name => a.name,
        Column::Grade => a.grade,
        Column::Score => a.score,
        Column::Difficulty => a.difficulty,
        Column::Unit => a.unit,
        Column::State => a.state,
    }
}

/// What an order does, in words.
pub fn sorted(sort: Sort, lang: Lang) -> &'static str {
    match (sort.by, sort.falling) {
        (Column::Name, false) => lang.pick("按姓名排列", "Sort by name"),
        (Column::Name, true) => lang.pick("按姓名倒序排列", "Sort by name, backwards"),
        (Column::Grade, false) => lang.pick("按等次从高到低排列", "Sort by grade, highest first"),
        (Column::Grade, true) => lang.pick("按等次从低到高排列", "Sort by grade, lowest first"),
        (Column::Score, false) => lang.pick("按得分从低到高排列", "Sort by score, lowest first"),
        (Column::Score, true) => lang.pick("按得分从高到低排列", "Sort by score, highest first"),
        (Column::Difficulty, false) => lang.pick("按难度合计从低到高排列", "Sort by difficulty, lowest first"),
        (Column::Difficulty, true) => lang.pick("按难度合计从高到低排列", "Sort by difficulty, highest first"),
        (Column::Unit, false) => lang.pick("按单位排列", "Sort by unit"),
        (Column::Unit, true) => lang.pick("按单位倒序排列", "Sort by unit, backwards"),
        (Column::State, false) => lang.pick("按进展排列，办得最少的在前", "Sort by state, least far first"),
        (Column::State, true) => lang.pick("按进展排列，办得最多的在前", "Sort by state, furthest first"),
    }
}
