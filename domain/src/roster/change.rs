//! What an import would do, one step at a time.

use super::{AppointmentKind, Post, Unit};
use crate::Lang;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One step. A list of them, in the order of [`super::diff`], never names a unit, post or person that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    AddUnit {
        unit: Unit,
    },
    ChangeUnit {
        from: Unit,
        to: Unit,
    },
    /// Nothing is in it or under it any more.
    EndUnit {
        unit: Unit,
    },
    /// The holder comes later, with [`Change::Appoint`].
    AddPost {
        post: Box<Post>,
    },
    ChangePost {
        from: Box<Post>,
        to: Box<Post>,
    },
    /// Its appointment has been ended before. Posts of other organisations that report to it report to nobody from now on.
    EndPost {
        reference: String,
        title: String,
    },
    /// Somebody who holds no post now: new, or known from before and back.
    AddPerson {
        reference: String,
        name: String,
        account: Option<String>,
    },
    /// Another name, or an account where there was none. An account of `None`: keep the one there is.
    ChangePerson {
        reference: String,
        was: String,
        name: String,
        account: Option<String>,
    },
    /// The account goes on under another name, with its password; its sessions end.
    RenameAccount {
        reference: String,
        name: String,
        was: String,
        account: String,
    },
    /// `from: None`: from the day of the import.
    Appoint {
        person: String,
        post: String,
        kind: AppointmentKind,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    },
    /// The same person in the same post, on other terms; what was before is kept, see [`super::Tenure`]. `from: None`: as it was.
    ChangeAppointment {
        person: String,
        post: String,
        kind: AppointmentKind,
        from: Option<NaiveDate>,
        to: Option<NaiveDate>,
    },
    /// `last`: the last day. `None`: the day before the import.
    EndAppointment {
        person: String,
        post: String,
        last: Option<NaiveDate>,
    },
}

/// How much would change, for the head of a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub units_added: u32,
    pub units_changed: u32,
    pub units_ended: u32,
    pub posts_added: u32,
    pub posts_changed: u32,
    pub posts_ended: u32,
    pub people_added: u32,
    pub people_changed: u32,
    pub appointed: u32,
    pub appointments_changed: u32,
    pub appointments_ended: u32,
}

impl Tally {
    pub fn of(changes: &[Change]) -> Self {
        let mut tally = Self::default();
        for change in changes {
            let counter = match change {
                Change::AddUnit { .. } => &mut tally.units_added,
                Change::ChangeUnit { .. } => &mut tally.units_changed,
                Change::EndUnit { .. } => &mut tally.units_ended,
                Change::AddPost { .. } => &mut tally.posts_added,
                Change::ChangePost { .. } => &mut tally.posts_changed,
                Change::EndPost { .. } => &mut tally.posts_ended,
                Change::AddPerson { .. } => &mut tally.people_added,
                Change::ChangePerson { .. } | Change::RenameAccount { .. } => &mut tally.people_changed,
                Change::Appoint { .. } => &mut tally.appointed,
                Change::ChangeAppointment { .. } => &mut tally.appointments_changed,
                Change::EndAppointment { .. } => &mut tally.appointments_ended,
            };
            *counter = counter.saturating_add(1);
        }
        tally
    }
}

impl Change {
    /// The step as a sentence of a dry run's report.
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::AddUnit { unit } => (
                format!("新增单位“{}”", unit.name),
                format!("Add the unit “{}”", unit.name),
            ),
            Self::ChangeUnit { from, to } if from.name != to.name => (
                format!("单位“{}”改名为“{}”", from.name, to.name),
                format!("Rename the unit “{}” to “{}”", from.name, to.name),
            ),
            Self::ChangeUnit { to, .. } => match &to.parent {
                Some(parent) => (
                    format!("单位“{}”改隶“{parent}”", to.name),
                    format!("Move the unit “{}” under “{parent}”", to.name),
                ),
                None => (
                    format!("单位“{}”改为顶层单位", to.name),
                    format!("Make “{}” a top unit", to.name),
                ),
            },
            Self::EndUnit { unit } => (
                format!("撤销单位“{}”", unit.name),
                format!("End the unit “{}”", unit.name),
            ),
            Self::AddPost { post } => (
                format!("新增岗位 {} {}（{}）", post.reference, post.title, post.unit),
                format!("Add the post {} {} ({})", post.reference, post.title, post.unit),
            ),
            Self::ChangePost { from, to } if from.unit != to.unit => (
                format!(
                    "岗位 {} {} 从“{}”调整到“{}”",
                    to.reference, to.title, from.unit, to.unit
                ),
                format!(
                    "Move the post {} {} from “{}” to “{}”",
                    to.reference, to.title, from.unit, to.unit
                ),
            ),
            Self::ChangePost { from, to } => (
                format!(
                    "岗位 {} {}：更改{}",
                    to.reference,
                    to.title,
                    differences(from, to, Lang::Zh)
                ),
                format!(
                    "Post {} {}: change {}",
                    to.reference,
                    to.title,
                    differences(from, to, Lang::En)
                ),
            ),
            Self::EndPost { reference, title } => (
                format!("撤销岗位 {reference} {title}"),
                format!("End the post {reference} {title}"),
            ),
            Self::AddPerson { reference, name, .. } => (
                format!("新增人员 {reference} {name}"),
                format!("Add {reference} {name}"),
            ),
            Self::ChangePerson {
                reference, was, name, ..
            } if was != name => (
                format!("人员 {reference} 的姓名由“{was}”改为“{name}”"),
                format!("Change the name of {reference} from “{was}” to “{name}”"),
            ),
            Self::ChangePerson {
                reference,
                name,
                account,
                ..
            } => {
                let account = account.as_deref().unwrap_or_default();
                (
                    format!("{reference} {name} 的账号改为“{account}”"),
                    format!("Change the account of {reference} {name} to “{account}”"),
                )
            }
            Self::RenameAccount {
                reference,
                name,
                was,
                account,
            } => (
                format!("{reference} {name} 的账号由“{was}”改名为“{account}”：密码不变，需用新账号重新登录"),
                format!(
                    "Rename the account of {reference} {name} from “{was}” to “{account}”: the password stays, and they sign in anew"
                ),
            ),
            Self::Appoint { person, post, kind, .. } => (
                format!("{person} 任 {post}（{}）", kind.words(Lang::Zh)),
                format!("Appoint {person} to {post} ({})", kind.words(Lang::En)),
            ),
            Self::ChangeAppointment { person, post, kind, .. } => (
                format!("更改 {person} 在 {post} 的任职：{}", kind.words(Lang::Zh)),
                format!("Change the appointment of {person} to {post}: {}", kind.words(Lang::En)),
            ),
            Self::EndAppointment { person, post, last } => {
                let (zh, en) = match last {
                    Some(day) => (day.to_string(), day.to_string()),
                    None => ("导入前一天".to_owned(), "the day before the import".to_owned()),
                };
                (
                    format!("{person} 不再任 {post}（最后一天：{zh}）"),
                    format!("End the appointment of {person} to {post} (last day: {en})"),
                )
            }
        };
        lang.pick(zh, en)
    }
}

fn differences(from: &Post, to: &Post, lang: Lang) -> String {
    use super::Field;
    let all = [
        (Field::Title, from.title != to.title),
        (Field::Grade, from.grade != to.grade),
        (Field::Family, from.family != to.family),
        (Field::Function, from.function != to.function),
        (Field::Superior, from.reports_to != to.reports_to),
        (Field::Head, from.leads != to.leads),
    ];
    let names: Vec<&str> = all
        .iter()
        .filter(|(_, differs)| *differs)
        .map(|(field, _)| field.words(lang))
        .collect();
    names.join(lang.pick("、", ", "))
}
