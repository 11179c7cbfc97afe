//! What a page says about its connection.

pub struct LiveWords {
    pub new_version: &'static str,
    pub reload: &'static str,
}

pub const ZH: LiveWords = LiveWords {
    new_version: "新版本已就绪",
    reload: "刷新页面",
};

pub const EN: LiveWords = LiveWords {
    new_version: "A new version is ready",
    reload: "Reload",
};
