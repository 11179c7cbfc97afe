//! What a page says about its connection, and lists about what they do not show yet.

pub struct LiveWords {
    pub new_version: &'static str,
    pub reload: &'static str,
    pub between: &'static str,
    pub my_drafts: &'static str,
    pub plan_today: &'static str,
    pub clocks: &'static str,
    pub waits_more: fn(u32) -> String,
}

pub const ZH: LiveWords = LiveWords {
    new_version: "新版本已就绪",
    reload: "刷新页面",
    between: "中间还有未显示的纪实，点此读取",
    my_drafts: "查看草稿",
    plan_today: "今天的计划",
    clocks: "考核期限",
    waits_more: |n| format!("还有 {n} 项"),
};

pub const EN: LiveWords = LiveWords {
    new_version: "A new version is ready",
    reload: "Reload",
    between: "More records in between: show them",
    my_drafts: "My drafts",
    plan_today: "My plan today",
    clocks: "Assessment clocks",
    waits_more: |n| format!("{n} more"),
};
