//! The columns, under the names they are looked for by.

use domain::Lang;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Column {
    Kind,
    Target,
    Dimension,
    Name,
    Good,
    Measure,
    Unit,
    Goal,
    Weight,
    Key,
    Id,
}

pub(super) const COLUMNS: [Column; 11] = [
    Column::Kind,
    Column::Target,
    Column::Dimension,
    Column::Name,
    Column::Good,
    Column::Measure,
    Column::Unit,
    Column::Goal,
    Column::Weight,
    Column::Key,
    Column::Id,
];

impl Column {
    /// The names in Chinese and English first, then others that people use.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Kind => &["类型", "For", "适用类型", "kind"],
            Self::Target => &["对象", "Family, unit or post", "适用对象", "岗位类别", "target"],
            Self::Dimension => &["维度", "Dimension", "考核维度"],
            Self::Name => &["指标", "Indicator", "指标名称", "name"],
            Self::Good => &["好的表现", "What good looks like", "评价标准", "good"],
            Self::Measure => &["衡量办法", "Measure", "衡量方式", "计算办法"],
            Self::Unit => &["计量单位", "Unit of measure", "unit"],
            Self::Goal => &["目标", "Target", "目标值", "goal"],
            Self::Weight => &["权重", "Weight", "分值", "权重%"],
            Self::Key => &["关键", "Key", "重点", "是否关键"],
            Self::Id => &["编号", "Id", "指标编号"],
        }
    }

    pub(super) fn heading(self, lang: Lang) -> &'static str {
        let [zh, en, ..] = self.names() else { return "" };
        lang.pick(zh, en)
    }

    /// The column a heading names.
    pub(super) fn of(heading: &str) -> Option<Self> {
        let plain = |text: &str| -> String {
            let kept = text.chars().filter(|c| c.is_alphanumeric() || *c == '%');
            kept.flat_map(char::to_lowercase).collect()
        };
        let heading = plain(heading);
        COLUMNS
            .into_iter()
            .find(|c| c.names().iter().any(|n| plain(n) == heading))
    }

    /// Without these there is nothing to read.
    pub(super) fn needed(self) -> bool {
        matches!(
            self,
            Self::Kind | Self::Target | Self::Dimension | Self::Name | Self::Weight
        )
    }

    pub(super) fn meaning(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Kind => ("类别、单位 或 岗位。", "family, unit or post."),
            Self::Target => (
                "类别写岗位类别的名称；单位从顶层写起，用“/”隔开，如 市局/办公室；岗位写岗位编码。",
                "For a family its name as in the establishment; for a unit its path from the top, like City bureau/Office; for a post its code.",
            ),
            Self::Dimension => (
                "下面列出的维度之一，或自定的维度。",
                "One of those listed below, or your own.",
            ),
            Self::Name => ("同一套里不能重名。", "Each name once in a set."),
            Self::Good => ("做得好是什么样子。", "What good work looks like."),
            Self::Measure => (
                "怎样知道做到了：看什么数、什么材料。",
                "How one knows it was reached: which figure, which paper.",
            ),
            Self::Unit => ("%、天、件等。", "%, days, cases and so on."),
            Self::Goal => ("目标值。", "The value to reach."),
            Self::Weight => (
                "0 到 100 的整数。类别的一套合计 100；单位、岗位只写要新增、替换的，0 表示去掉，其余按比例分配。",
                "A whole number from 0 to 100. A family's set comes to 100; for a unit or post write only what is new or different: 0 removes, the rest shares what is left.",
            ),
            Self::Key => ("急难险重、重点工作写 是。", "yes for key and difficult work."),
            Self::Id => (
                "导出时带出，留着不改就能认出是同一指标；新指标留空。",
                "Comes with an export and tells which indicator it is; leave it as it is, and empty for a new one.",
            ),
        };
        lang.pick(zh, en)
    }
}
