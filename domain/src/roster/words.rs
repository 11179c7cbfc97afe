//! The sentences that a finding shows.

use super::Problem;
use crate::Lang;

impl Problem {
    pub fn zh(&self) -> String {
        self.words(Lang::Zh)
    }

    pub fn en(&self) -> String {
        self.words(Lang::En)
    }

    /// What is wrong and what to do, in the reader's language.
    pub fn words(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::FileTooLarge { megabytes, limit } => (
                format!("文件有 {megabytes} MB，最多 {limit} MB。请拆成几个文件分别导入。"),
                format!("The file has {megabytes} MB; {limit} MB is the most. Split it and import the parts."),
            ),
            Self::TooManyRows { limit } => (
                format!("超过 {limit} 行。请拆成几个文件分别导入。"),
                format!("There are more than {limit} rows. Split the file and import the parts."),
            ),
            Self::TooManyCells { limit } => (
                format!("单元格超过 {limit} 个。请删去不用的列和空行后再导入。"),
                format!("There are more than {limit} cells. Delete unused columns and blank rows, then import again."),
            ),
            Self::TooManyPosts { limit } => (
                format!("岗位总数超过 {limit} 个。请核对人数一栏，或拆分后分别导入。"),
                format!("The list makes more than {limit} posts. Check the numbers of posts, or split the list."),
            ),
            Self::Unreadable { reason } => (
                format!("文件无法读取（{reason}）。请在表格软件中打开并另存为 CSV UTF-8 或 XLSX 后再导入。"),
                format!("The file cannot be read ({reason}). Open it in a spreadsheet, save it as CSV UTF-8 or XLSX, and import that."),
            ),
            Self::OldSpreadsheet => (
                "这是旧版 Excel 文件（.xls）。请另存为 .xlsx 或 CSV UTF-8 后再导入。".into(),
                "This is an old Excel file (.xls). Save it as .xlsx or CSV UTF-8 and import that.".into(),
            ),
            Self::Encoding => (
                "这一行的文字编码既不是 UTF-8 也不是 GB18030。请另存为 CSV UTF-8 后再导入。".into(),
                "The characters in this line are neither UTF-8 nor GB18030. Save the file as CSV UTF-8 and import that.".into(),
            ),
            Self::UnknownKind => (
                "看不出这是哪种名单：没有找到表头。请下载模板，把第一行的列名照抄过来。".into(),
                "This is no list that we know: no row of headings was found. Download the template and copy its first row.".into(),
            ),
            Self::WrongKind => (
                "这个文件不是所选的那一种名单。请改选种类，或换一个文件。".into(),
                "This file is not the kind of list that was chosen. Choose the other kind or another file.".into(),
            ),
            Self::NoRows => {
                ("表头下面没有内容。请填写后再导入。".into(), "There are no rows below the headings. Fill some in and import again.".into())
            }
            Self::MissingColumns { fields } => (
                format!("缺少列：{}。请照模板补上。", fields.iter().map(|f| f.words(Lang::Zh)).collect::<Vec<_>>().join("、")),
                format!("Columns are missing: {}. Add them as in the template.", fields.iter().map(|f| f.words(Lang::En)).collect::<Vec<_>>().join(", ")),
            ),
            Self::RepeatedColumn { heading } => (
                format!("“{heading}”与前面某一列是同一项。请只保留一列。"),
                format!("“{heading}” means the same as an earlier column. Keep one of them."),
            ),
            Self::IgnoredColumn { heading } => (
                format!("不认识的列“{heading}”，没有导入。若应当导入，请改用模板中的列名。"),
                format!("The column “{heading}” is not known and was left out. If it matters, use the template's name for it."),
            ),
            Self::SurplusCells { expected, found } => (
                format!("这一行有 {found} 格，表头只有 {expected} 列。多半是内容里有逗号而没有加引号；请加上引号。"),
                format!("This row has {found} cells but there are {expected} headings. A comma inside a value probably lacks quotation marks: add them."),
            ),
            Self::MoreFindings { count } => (
                format!("另有 {count} 处没有列出。请先改正以上各处，再检查一遍。"),
                format!("{count} more are not listed. Mend these first, then check again."),
            ),
            Self::Empty { field } => {
                (format!("“{}”没有填写。请填上。", field.words(Lang::Zh)), format!("The {} is empty. Fill it in.", field.words(Lang::En)))
            }
            Self::TooLong { length, limit } => (
                format!("内容有 {length} 字，最多 {limit} 字。请缩短。"),
                format!("The text has {length} characters; {limit} is the most. Shorten it."),
            ),
            Self::Shortened { length, limit } => (
                format!("内容有 {length} 字，只保留前 {limit} 字。"),
                format!("The text has {length} characters; the first {limit} are kept."),
            ),
            Self::ControlCharacter { code } => (
                format!("内容里有看不见的控制字符 U+{code:04X}。请删掉这一格重新输入。"),
                format!("The text holds an invisible control character U+{code:04X}. Clear the cell and type it again."),
            ),
            Self::DigitsLost { value } => (
                format!("“{value}”是被表格软件改写过的长数字，末尾几位已经丢失。请把这一列设为文本格式并重新填写。"),
                format!("“{value}” is a long number that a spreadsheet has rounded; its last digits are lost. Format the column as text and enter it again."),
            ),
            Self::NotANumber { value } => {
                (format!("“{value}”不是数字。请填写人数，例如 2 或 0.5。"), format!("“{value}” is not a number. Give a number of posts, such as 2 or 0.5."))
            }
            Self::AbsurdFte { value } => (
                format!("人数“{value}”不合理：应大于 0，不超过 2000。请核对。"),
                format!("The number of posts “{value}” makes no sense: it must be above 0 and at most 2000. Check it."),
            ),
            Self::NotADate { value } => (
                format!("“{value}”不是日期。请写成 2026-03-01 的样子。"),
                format!("“{value}” is not a date. Write it like 2026-03-01."),
            ),
            Self::DateOutOfRange { date } => (
                format!("日期 {date} 不在 1900 年至 2100 年之间。请核对年份。"),
                format!("The date {date} is not between 1900 and 2100. Check the year."),
            ),
            Self::EndsBeforeStart { from, to } => (
                format!("任职结束 {to} 早于任职开始 {from}。请核对这两个日期。"),
                format!("The appointment ends on {to}, before it starts on {from}. Check the two dates."),
            ),
            Self::UnknownAppointmentKind { value } => (
                format!("不认识的任职方式“{value}”。请填写：正式任职、代理或借调。"),
                format!("The appointment kind “{value}” is not known. Write substantive, acting or seconded."),
            ),
            Self::NotYesOrNo { value } => {
                (format!("“{value}”看不出是或否。请填写“是”或“否”。"), format!("“{value}” is neither yes nor no. Write yes or no."))
            }
            Self::CellError { value } => (
                format!("这一格是公式错误“{value}”。请改正公式或直接填写内容。"),
                format!("The cell holds the formula error “{value}”. Mend the formula or type the value."),
            ),
            Self::TooDeep { levels, limit } => (
                format!("单位路径有 {levels} 级，最多 {limit} 级。请缩短。"),
                format!("The unit path has {levels} levels; {limit} is the most. Shorten it."),
            ),
            Self::Duplicate { reference, file, line } => (
                format!("岗位编码“{reference}”重复：{file} 第 {line} 行已经用过。一个岗位一个编码，请改正其中一处。"),
                format!("The post code “{reference}” stands twice: line {line} of {file} has it already. Every post needs a code of its own; change one of them."),
            ),
            Self::DuplicateUnit { key } => {
                (format!("单位“{key}”出现两次。请保留一个。"), format!("The unit “{key}” stands twice. Keep one."))
            }
            Self::JobShare { reference, given } => (
                format!("岗位编码“{reference}”重复，按一岗两人处理，第二个记为“{given}”。"),
                format!("The post code “{reference}” stands twice: taken as a shared post, the second is kept as “{given}”."),
            ),
            Self::UnknownSuperior { reference } => (
                format!("上级岗位“{reference}”不在名单里。请核对编码，或把上级岗位也列入。"),
                format!("The superior post “{reference}” is not in the list. Check the code, or list that post too."),
            ),
            Self::SuperiorLeftOut { reference } => (
                format!("上级岗位“{reference}”没有导入，因此这个岗位暂时没有上级。"),
                format!("The superior post “{reference}” was left out, so this post reports to nobody for now."),
            ),
            Self::UnknownUnit { key } => (
                format!("单位“{key}”不在名单里。请核对单位路径。"),
                format!("The unit “{key}” is not in the list. Check the unit's path."),
            ),
            Self::Cycle { references } => (
                format!("上下级关系绕成了一圈：{}。请改正其中一个岗位的上级。", circle(references)),
                format!("The reporting line runs in a circle: {}. Correct the superior of one of these posts.", circle(references)),
            ),
            Self::UnitsOpened { keys } => (
                format!("单位的上下级绕成了一圈：{}。导入时把第一个放在机构之下；如不对，请在单位名单里改正。", circle(keys)),
                format!("The units run in a circle: {}. The first was put directly under the organisation; correct it if that is wrong.", circle(keys)),
            ),
            Self::UnitCycle { keys } => (
                format!("单位的上下级绕成了一圈：{}。请改正其中一个单位的上级。", circle(keys)),
                format!("The units run in a circle: {}. Correct the parent of one of them.", circle(keys)),
            ),
            Self::TwoHeads { unit, posts } => (
                format!("“{unit}”有不止一个负责人：{}。若不是有意如此，请只保留一个。", listed(posts, "、")),
                format!("“{unit}” has more than one head: {}. Unless that is meant, keep one.", listed(posts, ", ")),
            ),
            Self::NoClearHead { unit, posts } => (
                format!("看不出谁是“{unit}”的负责人：{} 级别相同。导入后可在单位页面指定。", listed(posts, "、")),
                format!("Nobody stands out as the head of “{unit}”: {} have the same grade. Choose one on the unit's page afterwards.", listed(posts, ", ")),
            ),
            Self::TwoNames { reference, one, other } => (
                format!("人员编号“{reference}”有两个姓名：“{one}”和“{other}”。请核对编号或姓名。"),
                format!("The staff number “{reference}” has two names, “{one}” and “{other}”. Check the number or the name."),
            ),
            Self::UnfitAccount { account } => (
                format!("“{account}”不能作账号。账号用 2–64 个字母、数字或 . _ - @，中间没有空格。"),
                format!("“{account}” cannot be an account. An account is 2–64 letters, digits or . _ - @, without spaces."),
            ),
            Self::TwoAccounts { reference, one, other } => (
                format!("人员编号“{reference}”有两个账号：“{one}”和“{other}”。请只保留一个。"),
                format!("The staff number “{reference}” has two accounts, “{one}” and “{other}”. Keep one."),
            ),
            Self::AccountTaken { account, reference } => (
                format!("账号“{account}”已经属于人员编号“{reference}”。请换一个账号。"),
                format!("The account “{account}” belongs to staff number “{reference}” already. Use another."),
            ),
            Self::NotAPost { reference } => (
                format!("“{reference}”不是真正的岗位（未在岗、已撤销或仅供参考），没有导入。"),
                format!("“{reference}” is not a real post (not in post, deleted or for reference only) and was left out."),
            ),
            Self::MarkedInvalid { reference } => {
                (format!("“{reference}”标为无效，没有导入。"), format!("“{reference}” is marked as not valid and was left out."))
            }
            Self::SeniorMissing { organisation } => (
                format!("没有“{organisation}”的高级岗位文件（senior）。请把它和这个文件一起导入。"),
                format!("There is no senior file for “{organisation}”. Import it together with this one."),
            ),
            Self::JuniorMissing { organisation } => (
                format!("没有“{organisation}”的其他岗位文件（junior）。若以前导入过，那些岗位会被结束；请一起导入。"),
                format!("There are no junior posts for “{organisation}”. If they were imported before they will be ended: import both files together."),
            ),
            Self::TwoDepartments { organisation, one, other } => (
                format!("“{organisation}”有两个主管部门：“{one}”和“{other}”，采用前一个。"),
                format!("“{organisation}” has two parent departments, “{one}” and “{other}”; the first is taken."),
            ),
        };
        lang.pick(zh, en)
    }
}

/// The most names in a sentence.
const SHOWN: usize = 12;

/// The names, shortened when there are many.
fn listed(names: &[String], between: &str) -> String {
    let mut shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
    if names.len() > SHOWN {
        shown.push("…");
    }
    shown.join(between)
}

/// `a → b → a`.
fn circle(names: &[String]) -> String {
    const ARROW: &str = " → ";
    let first = names.first().map_or("", String::as_str);
    format!("{}{ARROW}{first}", listed(names, ARROW))
}
