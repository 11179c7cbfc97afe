//! The facts that rules can name: a fixed table, and counts for each grade of the pack.

use super::case::{Case, Ended, StatusKind};
use super::pack::{Pack, Stage};
use super::{Calendar, Words};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    Flag(bool),
    Number(i64),
    /// One of the choices of the fact.
    Choice(String),
}

/// What kind of value a fact has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactKind {
    Flag,
    /// A whole number that is not negative.
    Number(Unit),
    Choice(Vec<String>),
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    CalendarDays,
    WorkingDays,
    Times,
    Results,
    Items,
    Elements,
    Years,
}

impl Unit {
    pub fn words(self) -> Words {
        match self {
            Self::CalendarDays => Words::new("天", "calendar days"),
            Self::WorkingDays => Words::new("个工作日", "working days"),
            Self::Times => Words::new("次", "times"),
            Self::Results => Words::new("次结果", "results"),
            Self::Items => Words::new("项", "items"),
            Self::Elements => Words::new("项要素", "elements"),
            Self::Years => Words::new("年", "years"),
        }
    }
}

/// A fact that a condition or a sentence can name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    pub name: String,
    pub kind: FactKind,
    pub words: Words,
}

type Row = (&'static str, Option<Unit>, &'static str, &'static str);

/// Without a unit it is a flag.
const FIXED: [Row; 21] = [
    (
        "period_days",
        Some(Unit::CalendarDays),
        "考核期天数",
        "days of the period",
    ),
    (
        "working_days",
        Some(Unit::WorkingDays),
        "考核期工作日",
        "working days of the period",
    ),
    ("sick_days", Some(Unit::WorkingDays), "病假", "on sick leave"),
    (
        "personal_leave_days",
        Some(Unit::WorkingDays),
        "事假",
        "on personal leave",
    ),
    ("other_leave_days", Some(Unit::WorkingDays), "其他假", "on other leave"),
    (
        "seconded_days",
        Some(Unit::CalendarDays),
        "在挂职借调单位工作",
        "seconded to another unit",
    ),
    ("warnings", Some(Unit::Times), "受警告处分", "warnings (sanction)"),
    (
        "heavier_sanctions",
        Some(Unit::Times),
        "受警告以上处分",
        "sanctions heavier than a warning",
    ),
    ("plan_due", Some(Unit::Items), "到期计划事项", "plan items due"),
    ("plan_done", Some(Unit::Items), "已完成计划事项", "plan items done"),
    ("plan_key_due", Some(Unit::Items), "到期重点任务", "key tasks due"),
    ("plan_key_done", Some(Unit::Items), "已完成重点任务", "key tasks done"),
    (
        "critical_elements",
        Some(Unit::Elements),
        "关键要素",
        "critical elements",
    ),
    (
        "critical_failed",
        Some(Unit::Elements),
        "未达标的关键要素",
        "critical elements failed",
    ),
    ("special", None, "专项考核", "a special assessment"),
    ("leading_member", None, "担任领导职务", "a leading member"),
    ("senior_executive", None, "高级行政官员", "a senior executive"),
    (
        "on_probation",
        None,
        "期末在试用期",
        "on probation at the end of the period",
    ),
    (
        "transferred_in",
        None,
        "期内转入本单位",
        "transferred in during the period",
    ),
    (
        "in_training",
        None,
        "期末派出学习培训",
        "sent to training at the end of the period",
    ),
    ("protected", None, "属于不得辞退的情形", "protected from dismissal"),
];

/// The results that a year rests on: how the names of their facts begin, and what they are results of.
const RESULTS: [(&str, &str, &str); 2] = [
    ("results", "平时考核", "periods"),
    ("special", "专项考核", "special assessments"),
];

const INVESTIGATION: [&str; 5] = ["none", "open", "cleared", "warned", "heavier"];

/// What is known of somebody whatever anybody thinks of the work: days, statuses, sanctions, and what was planned.
const UNJUDGED: [&str; 21] = [
    "period_days",
    "working_days",
    "sick_days",
    "personal_leave_days",
    "other_leave_days",
    "seconded_days",
    "warnings",
    "heavier_sanctions",
    "plan_due",
    "plan_done",
    "plan_key_due",
    "plan_key_done",
    "critical_elements",
    "special",
    "leading_member",
    "senior_executive",
    "on_probation",
    "transferred_in",
    "in_training",
    "protected",
    "investigation",
];

/// Whether a fact rests on somebody's judgement: grades of this and other periods, elements that are not met. A new fact does until it is
/// listed as one that does not.
pub fn is_judged(name: &str) -> bool {
    !UNJUDGED.contains(&name)
}

/// The facts that rules of a stage can name.
pub fn table(pack: &Pack, stage: Stage) -> Vec<Fact> {
    let number = |name: String, unit, zh: String, en: String| Fact {
        name,
        kind: FactKind::Number(unit),
        words: Words::new(zh, en),
    };
    let mut all: Vec<Fact> = FIXED
        .iter()
        .map(|(name, unit, zh, en)| Fact {
            name: (*name).to_owned(),
            kind: unit.map_or(FactKind::Flag, FactKind::Number),
            words: Words::new(*zh, *en),
        })
        .collect();
    all.push(Fact {
        name: "investigation".into(),
        kind: FactKind::Choice(INVESTIGATION.map(String::from).to_vec()),
        words: Words::new("立案调查", "investigation"),
    });
    for (of, zh, en) in RESULTS {
        let mut result = |name: &str, zh: String, en: String| {
            all.push(number(format!("{of}_{name}"), Unit::Results, zh, en));
        };
        result("count", format!("{zh}结果"), format!("results of {en}"));
        result("missing", format!("无等次的{zh}"), format!("{en} without a grade"));
        for grade in pack.scale(Stage::Period).into_iter().flat_map(|s| &s.grade) {
            let words = (format!("{zh}“{}”", grade.zh), format!("“{}” in {en}", grade.en));
            result(&grade.id, words.0, words.1);
        }
    }
    for grade in pack.scale(Stage::Annual).into_iter().flat_map(|s| &s.grade) {
        let (id, zh, en) = (&grade.id, &grade.zh, &grade.en);
        all.push(number(
            format!("running_{id}"),
            Unit::Years,
            format!("连续“{zh}”"),
            format!("years of “{en}” running"),
        ));
        all.push(number(
            format!("running_{id}_or_better"),
            Unit::Years,
            format!("连续“{zh}”以上"),
            format!("years of “{en}” or better running"),
        ));
        all.push(number(
            format!("years_{id}_or_better"),
            Unit::Years,
            format!("累计“{zh}”以上"),
            format!("years of “{en}” or better in all"),
        ));
    }
    if stage.follows() {
        let grades = pack.scale(stage).into_iter().flat_map(|s| &s.grade);
        all.push(Fact {
            name: "grade".into(),
            kind: FactKind::Choice(grades.map(|g| g.id.clone()).collect()),
            words: Words::new("等次", "grade"),
        });
    }
    all
}

/// The facts about one person, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    values: BTreeMap<String, Value>,
    /// Kept exact, beside the facts that conditions name.
    pub score: Option<super::Ratio>,
}

impl Facts {
    /// Every fact that [`table`] lists has a value here.
    pub fn of(case: &Case, pack: &Pack, calendar: &Calendar, stage: Stage) -> Self {
        let mut facts = Self {
            values: BTreeMap::new(),
            score: case.score,
        };
        facts.days(case, calendar);
        facts.standing(case);
        facts.results(case, pack);
        facts.years(case, pack);
        if stage.follows() {
            facts.put("grade", Value::Choice(case.grade.clone().unwrap_or_default()));
        }
        facts
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (name.as_str(), value))
    }

    fn put(&mut self, name: &str, value: Value) {
        self.values.insert(name.to_owned(), value);
    }

    fn number(&mut self, name: &str, value: usize) {
        self.put(name, Value::Number(i64::try_from(value).unwrap_or(i64::MAX)));
    }

    fn days(&mut self, case: &Case, calendar: &Calendar) {
        let worked: Vec<NaiveDate> = case.days().filter(|d| calendar.works(*d)).collect();
        let leave = |kind| worked.iter().filter(|d| case.is(kind, **d)).count();
        // A day that is on record as two kinds of leave is one day away.
        let personal = worked
            .iter()
            .filter(|d| case.is(StatusKind::PersonalLeave, **d) && !case.is(StatusKind::SickLeave, **d));
        self.number("period_days", case.days().count());
        self.number("working_days", worked.len());
        self.number("sick_days", leave(StatusKind::SickLeave));
        self.number("personal_leave_days", personal.count());
        self.number("other_leave_days", leave(StatusKind::OtherLeave));
        let seconded = case.days().filter(|d| case.is(StatusKind::Seconded, *d)).count();
        self.number("seconded_days", seconded);
    }

    fn standing(&mut self, case: &Case) {
        let at_end = |kind| Value::Flag(case.is(kind, case.last));
        self.put("special", Value::Flag(case.special));
        self.put("leading_member", Value::Flag(case.leading_member));
        self.put("senior_executive", Value::Flag(case.senior_executive));
        self.put("on_probation", at_end(StatusKind::Probation));
        self.put("in_training", at_end(StatusKind::Training));
        let protected = case
            .protected
            .map_or_else(|| at_end(StatusKind::Protected), Value::Flag);
        self.put("protected", protected);
        let within = |day: NaiveDate| case.first <= day && day <= case.last;
        let moved = |s: &&super::case::Status| s.kind == StatusKind::TransferredIn && within(s.span.first);
        self.put("transferred_in", Value::Flag(case.statuses.iter().any(|s| moved(&s))));
        let sanctions = |heavier| {
            let counted = case.sanctions.iter().filter(|s| s.heavier == heavier && within(s.day));
            counted.count()
        };
        self.number("warnings", sanctions(false));
        self.number("heavier_sanctions", sanctions(true));
        // What ended before the period began has nothing to do with it.
        let opened = case
            .investigations
            .iter()
            .filter(|i| i.ended.is_none_or(|(day, _)| day >= case.first));
        // An open one outweighs those that have ended; among those, the heaviest end.
        let worst = opened.map(|i| match i.ended {
            None => 1,
            Some((_, Ended::Cleared)) => 2,
            Some((_, Ended::Warned)) => 3,
            Some((_, Ended::Heavier)) => 4,
        });
        let (open, ended): (Vec<usize>, Vec<usize>) = worst.partition(|at| *at == 1);
        let at = open.first().copied().or(ended.into_iter().max()).unwrap_or_default();
        let choice = INVESTIGATION.get(at).copied().unwrap_or_default();
        self.put("investigation", Value::Choice(choice.to_owned()));
        let numbers = [
            ("plan_due", case.plan.due),
            ("plan_done", case.plan.done),
            ("plan_key_due", case.plan.key_due),
            ("plan_key_done", case.plan.key_done),
            ("critical_elements", case.elements.critical),
            ("critical_failed", case.elements.critical_failed),
        ];
        for (name, number) in numbers {
            self.put(name, Value::Number(i64::from(number)));
        }
    }

    fn results(&mut self, case: &Case, pack: &Pack) {
        for ((of, ..), results) in RESULTS.iter().zip([&case.results, &case.special_results]) {
            self.number(&format!("{of}_count"), results.iter().flatten().count());
            self.number(&format!("{of}_missing"), results.iter().filter(|r| r.is_none()).count());
            for grade in pack.scale(Stage::Period).into_iter().flat_map(|s| &s.grade) {
                let these = results.iter().flatten().filter(|r| **r == grade.id);
                self.number(&format!("{of}_{}", grade.id), these.count());
            }
        }
    }

    /// Years running that end with the one that is assessed, and years in all, its grade included once it has one.
    fn years(&mut self, case: &Case, pack: &Pack) {
        let Some(scale) = pack.scale(Stage::Annual) else {
            return;
        };
        use chrono::Datelike;
        let mut year = case.last.year();
        let before = case.history.iter().filter(|y| y.year < year);
        let all: Vec<usize> = (before.filter_map(|y| y.grade.as_deref()))
            .chain(case.grade.as_deref())
            .filter_map(|g| scale.rank(g))
            .collect();
        let mut running: Vec<usize> = Vec::new();
        let mut next = case.grade.as_deref().or_else(|| {
            year -= 1;
            grade_of(case, year)
        });
        while let Some(rank) = next.and_then(|g| scale.rank(g)) {
            running.push(rank);
            year -= 1;
            next = grade_of(case, year);
        }
        for (rank, grade) in scale.grade.iter().enumerate() {
            let exactly = running.iter().take_while(|r| **r == rank).count();
            let better = running.iter().take_while(|r| **r <= rank).count();
            self.number(&format!("running_{}", grade.id), exactly);
            self.number(&format!("running_{}_or_better", grade.id), better);
            let in_all = all.iter().filter(|r| **r <= rank).count();
            self.number(&format!("years_{}_or_better", grade.id), in_all);
        }
    }
}

fn grade_of(case: &Case, year: i32) -> Option<&str> {
    case.history.iter().find(|y| y.year == year)?.grade.as_deref()
}
