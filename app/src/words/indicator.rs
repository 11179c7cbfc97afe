//! Words of the pages of indicators. Only the server draws them.

use domain::Lang;
use domain::indicator::{Field, SetState};

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        pub struct IndicatorWords {
            $(pub $name: &'static str,)*
        }

        pub const ZH: IndicatorWords = IndicatorWords { $($name: $zh,)* };
        pub const EN: IndicatorWords = IndicatorWords { $($name: $en,)* };
    };
}

words! {
    what: "每个岗位看什么、看到什么程度算好，先说清楚。一套指标先起草，再审定，从某一天起生效；生效后不再改动，要改就起草新版。",
        "What each post is looked at by, and what good looks like, said beforehand. A set is drafted, agreed, and in force from a day; it never changes after that: a new version takes its place.";
    sets: "指标", "Sets";
    set: "适用对象", "Set";
    kind: "类型", "For";
    family: "岗位类别", "Post family";
    unit: "单位", "Unit";
    post: "岗位", "Post";
    version: "版本", "Version";
    state: "状态", "State";
    count: "项数", "Indicators";
    sum: "权重合计", "Weights";
    own_sum: "自定权重", "Own weights";
    own: "自定", "own";
    notes: "提示", "Notes";
    draft: "草稿", "draft";
    agreed: "已审定，待生效", "agreed, not yet in force";
    in_force: "生效中", "in force";
    ended: "已结束", "ended";
    no_sets: "还没有指标。", "There are no sets yet.";
    no_sets_what: "从现成指标库挑一套起草，或从表格导入。", "Draft one from the library, or import a spreadsheet.";
    lacking: "没有指标的岗位", "Posts without indicators";
    lacking_none: "你负责的岗位都有指标。", "Every post you answer for has indicators.";
    posts: "个数", "Number";
    which: "哪些岗位", "Which posts";
    vacant: "空缺", "vacant";
    posts_before: "前面的岗位", "Posts before these";
    posts_after: "后面的岗位", "More posts";
    no_family: "（未填岗位类别）", "(no post family)";
    alike: "指标雷同", "Measured alike";
    alike_none: "没有发现不同类别的岗位使用雷同的指标。", "No two post families have nearly the same indicators.";
    new_draft: "起草指标", "Draft a set";
    draft_family: "为岗位类别起草", "For a post family";
    draft_unit: "为单位起草（叠加在类别之上）", "For a unit, laid over its families";
    draft_post: "为岗位起草（叠加在类别和单位之上）", "For one post, laid over both";
    draft_it: "起草", "Draft";
    library: "现成指标库", "Library";
    library_what: "按真实岗位写好的指标，可以直接起草，再按本单位情况修改。", "Sets written for real posts. Draft one as it is, then fit it to your work.";
    fits: "适合本单位的类别：", "Fits here: ";
    use_for: "用它为这个类别起草", "Draft from it for";
    import: "从表格导入", "Import a spreadsheet";
    import_what: "先检查，逐格报告，确认后写成草稿；审定之前不生效。可以先导出现有指标，改好再导入。",
        "Checked first with a report by cell, written as drafts only when you say so, in force only when agreed. You can export the present sets, change them and bring them back.";
    import_file: "文件（.xlsx 或 .csv，2 MB 以内）", "File (.xlsx or .csv, up to 2 MB)";
    import_problem: "没有收到文件，或文件超过 2 MB。请重新选择。", "No file came, or it is larger than 2 MB. Choose again.";
    check: "检查", "Check";
    template: "下载模板", "Template";
    export: "导出", "Export";
    export_all: "导出全部", "Export all";
    would: "将写成草稿", "What would be drafted";
    done: "已写成草稿", "Drafted";
    apply: "写成草稿", "Write as drafts";
    apply_what: "全部写入或都不写入。已有草稿的，用文件里的内容替换。", "All or nothing. Where there is a draft, the file takes its place.";
    rejected: "有错误，没有可写入的内容。改好文件后重新检查。", "There are errors, so nothing can be written. Mend the file and check it again.";
    replaces: "替换现有草稿", "replaces the draft that is there";
    new_: "新增", "added";
    changed: "改动", "changed";
    removed: "去掉", "removed";
    same: "不变", "unchanged";
    findings: "逐格报告", "Report by cell";
    report: "下载报告", "Download the report";
    report_what: "原文件的内容都在，有问题的格子标了颜色，批注写着原因。", "The file as you sent it: cells with a fault are coloured, and a note says why.";
    check_gone: "没有这份检查结果", "This check is not here";
    check_gone_what: "检查结果只保留两小时，也只留在检查它的那台服务器上。可能时间太久，或是在别处检查的，请重新上传文件。", "A check is kept for two hours, and only on the server that made it. It was made too long ago or elsewhere; please upload the file again.";
    again: "重新上传", "Upload again";
    another: "检查另一个文件", "Check another file";
    indicator: "指标", "Indicator";
    dimension: "维度", "Dimension";
    name: "名称", "Name";
    good: "好的表现", "What good looks like";
    measure: "衡量办法", "Measure";
    measured_in: "计量单位", "Unit of measure";
    target: "目标", "Target";
    weight: "权重", "Weight";
    key: "关键", "Key";
    key_what: "急难险重、重点工作", "Key or difficult work";
    remove: "去掉", "Remove";
    new_row: "新指标", "New indicator";
    total: "合计", "Sum";
    total_ok: "正好 100", "exactly 100";
    save: "保存草稿", "Save draft";
    note: "修改说明", "Note on the change";
    note_what: "这一版为什么改，给审定的人和以后看的人。", "Why this version: for who agrees to it and who reads it later.";
    more_rows: "填满后保存，会再空出几行。", "Save when they are full, and more empty rows come.";
    agree: "审定并生效", "Agree and put into force";
    agree_from: "生效日期", "In force from";
    agree_what: "审定后这一版不再改动；原来那版到前一天为止。", "This version never changes after that; the one before ends the day before.";
    agree_not: "改好上面标出的问题后才能审定。", "It can be agreed once the faults above are mended.";
    agree_unsaved: "有改动还没有保存。先保存草稿，再审定。", "There are changes that are not saved. Save the draft first.";
    wait_agree: "写好后请人事部门审定。", "When it is ready, the personnel office agrees to it.";
    discard: "放弃草稿", "Discard draft";
    discard_what: "草稿里写的指标不再保留，不能恢复。已审定的版本不受影响。", "What this draft says is gone for good. Versions that were agreed stay as they are.";
    discard_yes: "确定放弃", "Discard it";
    start_with: "从哪里开始", "Begin with";
    start_last: "上一版；没有就是空白", "The last version, or nothing";
    draft_there: "这里已经有一份草稿，没有另起一份。要换成现成的一套，先放弃这份草稿。", "There is a draft already, and no second one was begun. To begin with a ready set, discard this one first.";
    mend_next: "审定后不再改动，起草新版时补上。", "It no longer changes; mend this in the next version.";
    up: "上移", "Move up";
    down: "下移", "Move down";
    moved: "已移到第 {n} 项", "Moved to row {n}";
    move_keys: "也可以用 Alt+↑、Alt+↓ 移动光标所在的一项；勾选“去掉”后还没保存，取消勾选就恢复。", "Alt+↑ and Alt+↓ also move the row you are in. A row ticked “remove” is back when you untick it before saving.";
    versions: "各版本", "Versions";
    compare: "比较", "Compare";
    compare_with: "与此版比较", "Compare with this one";
    new_version: "起草新版", "Draft a new version";
    from_to: "起止", "In force";
    by: "起草", "Written by";
    agreed_by: "审定", "Agreed by";
    problems: "需要改好", "To be mended";
    warnings: "请留意", "Worth a look";
    below: "底套", "Set below";
    below_what: "勾选要改权重或写法的指标，保存后出现在上面；勾选“去掉”的不再适用。", "Tick what shall be changed: after saving it stands above. What is ticked “remove” no longer applies.";
    change_here: "在这里改", "Change here";
    outcome: "叠加后的结果", "What holds with it";
    outcome_not: "现在还叠加不上，先改好上面的问题。", "It cannot be laid over yet; mend the faults above.";
    overtaken: "刚刚有人保存过这份草稿。你写的都在下面，再保存一次会替换对方的内容。", "Somebody saved this draft meanwhile. What you wrote is below; saving again replaces theirs.";
    overtaken_by: "保存的人：", "Saved by: ";
    compare_title: "比较两个版本", "Two versions compared";
    before: "原来", "Before";
    after: "现在", "After";
    nothing_changed: "两个版本没有差别。", "The two versions do not differ.";
    person_title: "岗位指标与纪实", "Indicators and records";
    strip_what: "每一格是一周：有颜色的一周有纪实对应这项指标，点开可看。", "Each box is a week: a coloured one has records for this indicator; open it to see them.";
    strip_caption: "近 13 周，各指标有哪些纪实", "Records by indicator in the last 13 weeks";
    weeks: "近 13 周", "13 weeks";
    latest: "最近的纪实", "Latest records";
    none_here: "这段时间没有纪实", "no record in this time";
    all_records: "全部", "all";
    by_week: "按周查看", "Week by week";
    no_evidence: "这 13 周还没有对应指标的纪实。写纪实时选上指标，这里就会出现。", "No record of these 13 weeks is tied to an indicator. Choose one when you write, and it stands here.";
    no_set_post: "这个岗位还没有指标。", "This post has no indicators yet.";
    draft_for_post: "为这个岗位起草", "Draft for this post";
    former: "对应其他指标的纪实", "Tied to other indicators";
    not_held: "不在这个岗位", "not in this post";
    comes_from: "来自", "From";
    no_records_seen: "你可以看指标，纪实内容不在你的可见范围内。", "You can see the indicators; the records are not open to you.";
    earlier: "更早", "Earlier";
    later: "更近", "Later";
    my: "我的指标", "My indicators";
    choose: "请选择", "Choose";
    own_stands: "单位和岗位的指标叠加在类别之上：这里写的权重照写的算，其余指标按比例分享剩下的，合计总是 100。", "Laid over the family's set: the weights written here stand, the other indicators share what is left in proportion, and it always comes to 100.";
}

pub fn state(state: SetState, w: &IndicatorWords) -> (&'static str, &'static str) {
    match state {
        SetState::Draft => (w.draft, "draft"),
        SetState::Agreed => (w.agreed, "audience"),
        SetState::InForce => (w.in_force, "good"),
        SetState::Ended => (w.ended, "ended"),
    }
}

pub fn field(field: Field, w: &IndicatorWords) -> &'static str {
    match field {
        Field::Dimension => w.dimension,
        Field::Name => w.name,
        Field::Good => w.good,
        Field::Measure => w.measure,
        Field::Unit => w.measured_in,
        Field::Target => w.target,
        Field::Weight => w.weight,
        Field::Key => w.key,
    }
}

pub fn version(n: u32, lang: Lang) -> String {
    lang.pick(format!("第 {n} 版"), format!("version {n}"))
}

/// Of how many posts how many have indicators.
pub fn covered(posts: u32, covered: u32, lang: Lang) -> String {
    lang.pick(
        format!("{posts} 个岗位中 {covered} 个有指标"),
        format!("{covered} of {posts} posts have indicators"),
    )
}

/// What a strip shows, for those who hear it.
pub fn weeks_with(with: usize, of: usize, lang: Lang) -> String {
    lang.pick(
        format!("{of} 周中 {with} 周有纪实"),
        format!("records in {with} of {of} weeks"),
    )
}

pub fn week_of(day: &str, lang: Lang) -> String {
    let short = crate::dates::short(day, lang);
    lang.pick(format!("{short}起的一周"), format!("week of {short}"))
}

pub fn records(n: usize, lang: Lang) -> String {
    lang.pick(
        format!("{n} 条纪实"),
        if n == 1 {
            "1 record".to_owned()
        } else {
            format!("{n} records")
        },
    )
}

pub fn row(n: usize, lang: Lang) -> String {
    lang.pick(format!("第 {n} 项"), format!("Row {n}"))
}

/// How many more there are behind a link.
pub fn more(n: u32, lang: Lang) -> String {
    lang.pick(format!("还有 {n} 个"), format!("{n} more"))
}

pub fn more_notes(n: usize, lang: Lang) -> String {
    lang.pick(format!("还有 {n} 条提示"), format!("{n} more notes"))
}

pub fn places(from: u32, to: u32, of: u32, lang: Lang) -> String {
    lang.pick(format!("第 {from}–{to} 个，共 {of} 个"), format!("{from}–{to} of {of}"))
}

/// Since and until when a post was held; nothing when it was held all the time.
pub fn held(from: Option<String>, to: Option<String>, lang: Lang) -> Option<String> {
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(lang.pick(format!("{from}起任职"), format!("held since {from}"))),
        (None, Some(to)) => Some(lang.pick(format!("任职到{to}"), format!("held until {to}"))),
        (Some(from), Some(to)) => Some(lang.pick(format!("{from}至{to}任职"), format!("held from {from} to {to}"))),
    }
}
