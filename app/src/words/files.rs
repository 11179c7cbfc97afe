//! Words about files attached to records.

pub struct FileWords {
    pub pictures: &'static str,
    pub documents: &'static str,
    pub document: &'static str,
    pub sheet: &'static str,
    pub slides: &'static str,
    pub add: &'static str,
    pub add_what: &'static str,
    pub keep: &'static str,
}

impl FileWords {
    pub const ZH: Self = Self {
        pictures: "图片",
        documents: "文件",
        document: "文档",
        sheet: "表格",
        slides: "幻灯片",
        add: "照片或文件",
        add_what: "图片、PDF、办公文档，每个 20 MB 以内，最多 10 个。",
        keep: "保留的附件",
    };

    pub const EN: Self = Self {
        pictures: "Pictures",
        documents: "Files",
        document: "Document",
        sheet: "Spreadsheet",
        slides: "Slides",
        add: "Photos or files",
        add_what: "Pictures, PDF and office files, 20 MB each, ten at most.",
        keep: "Attachments to keep",
    };
}
