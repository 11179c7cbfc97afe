//! Passwords, and the question before a grant ends: pages without a script.

pub struct RightsWords {
    pub password_changed: &'static str,
    pub revoke_ask: &'static str,
    pub revoke_what: fn(from: &str, to: &str) -> String,
    pub revoke_gone: &'static str,
    pub back_to_grants: &'static str,
}

pub const ZH: RightsWords = RightsWords {
    password_changed: "密码已更改。本机保持登录，其他设备已全部退出。",
    revoke_ask: "撤销这项授权？",
    revoke_what: |from, to| {
        format!("撤销后，“{to}”立即看不到“{from}”授权公开的纪实，已打开的页面也会同时收起。需要时可以重新授权。")
    },
    revoke_gone: "这项授权已经结束，或不由你管理。",
    back_to_grants: "回到授权",
};

pub const EN: RightsWords = RightsWords {
    password_changed: "Your password is changed. This device stays signed in; all others were signed out.",
    revoke_ask: "Revoke this grant?",
    revoke_what: |from, to| {
        format!(
            "“{to}” at once no longer sees what “{from}” opened to it, on pages that are open too. The grant can be given again."
        )
    },
    revoke_gone: "This grant has ended, or is not yours to manage.",
    back_to_grants: "Back to grants",
};
