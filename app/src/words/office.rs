//! Words of the pages for authorisation, administration and audit, which have no script.

pub struct OfficeWords {
    pub system_actor: &'static str,
    pub older_acts: &'static str,
    pub newest_acts: &'static str,
    pub no_older_acts: &'static str,
    pub invite_hint: &'static str,
    pub four_audiences: &'static str,
    pub who_that_is: &'static str,
    pub recent_imports: &'static str,
    pub all_findings: &'static str,
    pub state: &'static str,
    pub import_stale: &'static str,
    pub checking: &'static str,
    pub ready: &'static str,
    pub rejected: &'static str,
    pub writing: &'static str,
    pub import_done: &'static str,
    pub import_failed: &'static str,
}

#[rustfmt::skip]
pub const ZH: OfficeWords = OfficeWords {
    system_actor: "系统",
    older_acts: "更早的操作",
    newest_acts: "最新的操作",
    no_older_acts: "没有更早的操作了。",
    invite_hint: "登录用的账号，如姓名全拼",
    four_audiences: "四种可见范围",
    who_that_is: "哪些人",
    recent_imports: "最近的导入",
    all_findings: "下载全部检查结果和改动（Excel）",
    state: "状态",
    import_stale: "检查之后组织又有变动，没有写入任何内容。请重新检查文件",
    checking: "正在检查…",
    ready: "检查通过，还没有写入",
    rejected: "检查未通过，没有写入任何内容",
    writing: "正在写入…",
    import_done: "已写入",
    import_failed: "中途出错停止。改好后可以再导入一次，不会重复。",
};

#[rustfmt::skip]
pub const EN: OfficeWords = OfficeWords {
    system_actor: "The system",
    older_acts: "Earlier acts",
    newest_acts: "Newest acts",
    no_older_acts: "There are no earlier acts.",
    invite_hint: "Name to sign in with, such as full name",
    four_audiences: "The four audiences",
    who_that_is: "Who that is",
    recent_imports: "Imports of late",
    all_findings: "Download all findings and changes (Excel)",
    state: "State",
    import_stale: "The organisation changed since this check, so nothing was written. Check the files again",
    checking: "Checking…",
    ready: "Checked. Nothing is written yet",
    rejected: "Refused. Nothing was written",
    writing: "Writing…",
    import_done: "Written",
    import_failed: "Stopped by a fault. Import again once it is mended: nothing will be doubled.",
};
