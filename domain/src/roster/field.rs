//! The columns that a finding can point at.

use crate::Lang;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    Department,
    Organisation,
    Unit,
    Head,
    Post,
    Title,
    Grade,
    Family,
    Function,
    Superior,
    StaffNumber,
    Name,
    Account,
    Kind,
    From,
    To,
    Fte,
    Valid,
}

impl Field {
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Self::Department => lang.pick("主管部门", "parent department"),
            Self::Organisation => lang.pick("机构", "organisation"),
            Self::Unit => lang.pick("单位", "unit"),
            Self::Head => lang.pick("单位负责人", "unit head"),
            Self::Post => lang.pick("岗位编码", "post code"),
            Self::Title => lang.pick("岗位名称", "post title"),
            Self::Grade => lang.pick("职级", "grade"),
            Self::Family => lang.pick("岗位类别", "post family"),
            Self::Function => lang.pick("岗位职责", "function"),
            Self::Superior => lang.pick("上级岗位编码", "superior's post code"),
            Self::StaffNumber => lang.pick("人员编号", "staff number"),
            Self::Name => lang.pick("姓名", "name"),
            Self::Account => lang.pick("账号", "account"),
            Self::Kind => lang.pick("任职方式", "appointment kind"),
            Self::From => lang.pick("任职开始", "from"),
            Self::To => lang.pick("任职结束", "to"),
            Self::Fte => lang.pick("编制折算人数", "FTE"),
            Self::Valid => lang.pick("是否有效", "valid"),
        }
    }
}
