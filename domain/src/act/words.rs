use super::Act;
use crate::Lang;

/// What the subject of an act is, as far as the ledger says it in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A record, named by its author.
    Record,
    /// A comment, named by the author of the record it stands under.
    Comment,
    /// An authorisation, named by its two units.
    Grant,
    Person,
    /// An account by its name.
    Account,
    /// Changes by their number.
    Changes,
    /// An assessment, named by whose it is, or all of a period, named by its title.
    Course,
    /// An assessment period, named by its title.
    Period,
    /// A thing without a name of its own: its id tells it.
    Other,
}

impl Act {
    /// The act that [`Act::as_str`] names.
    pub fn named(name: &str) -> Option<Self> {
        use serde::Deserialize;
        use serde::de::IntoDeserializer;
        let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }

    /// The act as people call it.
    pub fn words(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::RecordWritten => ("写纪实", "Record written"),
            Self::RecordEdited => ("修改纪实", "Record edited"),
            Self::RecordWithdrawn => ("撤回纪实", "Record withdrawn"),
            Self::Liked => ("赞或圈阅", "Liked or marked"),
            Self::Unliked => ("取消赞或圈阅", "Like or mark taken back"),
            Self::Commented => ("评论", "Commented"),
            Self::CommentEdited => ("修改评论", "Comment edited"),
            Self::CommentDeleted => ("删除评论", "Comment deleted"),
            Self::Granted => ("授权", "Access given"),
            Self::GrantRevoked => ("撤销授权", "Access revoked"),
            Self::RosterImported => ("导入机构与人员", "Staff imported"),
            Self::AccountInvited => ("生成一次性链接", "One-time link made"),
            Self::AccountOpened => ("开通账号", "Account opened"),
            Self::PasswordChanged => ("修改密码", "Password changed"),
            Self::DutiesChanged => ("变更职责", "Duties changed"),
            Self::AdministratorSignedIn => ("管理员登录", "Administrator signed in"),
            Self::SignedOutEverywhere => ("在所有设备退出", "Signed out everywhere"),
            Self::PlanWritten => ("提出计划事项", "Plan item written"),
            Self::PlanChanged => ("改动计划事项", "Plan item changed"),
            Self::PlanAssigned => ("安排计划事项", "Plan item handed down"),
            Self::PlanAgreed => ("确认计划事项", "Plan item agreed"),
            Self::PlanAnswered => ("答复计划事项", "Plan item answered"),
            Self::PlanAdvanced => ("更新事项进度", "Plan item advanced"),
            Self::PlanDropped => ("取消计划事项", "Plan item dropped"),
            Self::IndicatorsDrafted => ("起草指标", "Indicators drafted"),
            Self::IndicatorsAgreed => ("确定指标", "Indicators agreed"),
            Self::FileAdded => ("添加附件", "File added"),
            Self::FileRemoved => ("移除附件", "File removed"),
            Self::PeriodOpened => ("启动考核", "Assessment period opened"),
            Self::PeriodRaised => ("登记提高比例的批准", "Higher share approved"),
            Self::PeriodLowered => ("撤销提高比例的批准", "Approval of a higher share taken back"),
            Self::PeriodWithdrawn => ("撤销考核期", "Assessment period withdrawn"),
            Self::PeopleReminded => ("提醒办理考核", "People reminded of an assessment"),
            Self::ReviewsHandedOver => ("移交评鉴", "Reviews handed over"),
            Self::BodyChanged => ("调整把关的人", "Body of an assessment changed"),
            Self::StatusKept => ("登记人员情况", "Status kept"),
            Self::StatusesImported => ("导入人员情况", "Statuses imported"),
            Self::EarlierYearKept => ("登记往年结果", "Earlier result kept"),
            Self::EarlierYearsImported => ("导入往年结果", "Earlier results imported"),
            Self::CourseOpened => ("启动个人考核", "Assessment opened"),
            Self::CourseMoved => ("办理考核步骤", "Step of an assessment taken"),
            Self::BallotCast => ("投票测评", "Ballot cast"),
        };
        lang.pick(zh, en)
    }

    pub fn subject(self) -> Subject {
        match self {
            Self::RecordWritten | Self::RecordEdited | Self::RecordWithdrawn | Self::Liked | Self::Unliked => {
                Subject::Record
            }
            Self::Commented | Self::CommentEdited | Self::CommentDeleted => Subject::Comment,
            Self::Granted | Self::GrantRevoked => Subject::Grant,
            Self::PasswordChanged
            | Self::DutiesChanged
            | Self::AdministratorSignedIn
            | Self::SignedOutEverywhere
            | Self::StatusKept
            | Self::EarlierYearKept => Subject::Person,
            Self::CourseOpened | Self::CourseMoved => Subject::Course,
            Self::PeriodOpened
            | Self::PeriodRaised
            | Self::PeriodLowered
            | Self::PeriodWithdrawn
            | Self::PeopleReminded
            | Self::ReviewsHandedOver
            | Self::BodyChanged
            | Self::BallotCast => Subject::Period,
            Self::AccountInvited | Self::AccountOpened => Subject::Account,
            Self::RosterImported | Self::StatusesImported | Self::EarlierYearsImported => Subject::Changes,
            Self::PlanWritten
            | Self::PlanChanged
            | Self::PlanAssigned
            | Self::PlanAgreed
            | Self::PlanAnswered
            | Self::PlanAdvanced
            | Self::PlanDropped
            | Self::IndicatorsDrafted
            | Self::IndicatorsAgreed
            | Self::FileAdded
            | Self::FileRemoved => Subject::Other,
        }
    }
}

impl Subject {
    /// The subject in words, by the name that its kind goes by.
    pub fn words(self, name: &str, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::Record => (format!("{name}的纪实"), format!("Record by {name}")),
            Self::Comment => (
                format!("{name}的纪实下的评论"),
                format!("Comment on a record by {name}"),
            ),
            Self::Account => (format!("账号 {name}"), format!("Account {name}")),
            Self::Changes => (format!("改动 {name} 处"), format!("{name} changes")),
            Self::Course => (format!("{name}的考核"), format!("Assessment: {name}")),
            Self::Grant | Self::Person | Self::Period | Self::Other => return name.to_owned(),
        };
        lang.pick(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_found_by_its_name() {
        for act in [
            Act::RecordWritten,
            Act::GrantRevoked,
            Act::AdministratorSignedIn,
            Act::CourseMoved,
            Act::BallotCast,
            Act::EarlierYearsImported,
            Act::StatusesImported,
        ] {
            assert_eq!(Act::named(act.as_str()), Some(act));
        }
        assert_eq!(Act::named("never_heard_of"), None);
    }

    #[test]
    fn subjects_are_told_in_both_languages() {
        let told = |lang| Act::Commented.subject().words("段莹", lang);
        assert_eq!(told(Lang::Zh), "段莹的纪实下的评论");
        assert_eq!(told(Lang::En), "Comment on a record by 段莹");
    }
}
