//! Rows to write.

use store::comment::{CommentRow, MentionRow};
use store::plan::PlanRow;
use store::record::RecordRow;

pub fn record(id: &str) -> RecordRow {
    RecordRow {
        id: id.into(),
        author: "p1".into(),
        author_name: "Ann".into(),
        post: "Clerk".into(),
        unit: "u1".into(),
        unit_name: "Office".into(),
        path: vec!["u0".into(), "u1".into()],
        line: vec!["s1".into()],
        covered: vec!["s1".into()],
        written: 1_790_000_000_000,
        day: "2026-09-21".into(),
        late: false,
        text: "Quotes ' \" ` and ⟨brackets⟩; DELETE record".into(),
        audience: "unit".into(),
        revisions: 0,
        withdrawn: false,
        anchors: store::record::AnchorRow::default(),
    }
}

pub fn comment(id: &str) -> CommentRow {
    CommentRow {
        id: id.into(),
        record: "r1".into(),
        author: "p1".into(),
        author_name: "Ann".into(),
        post: "Clerk".into(),
        unit_name: "Office".into(),
        leader: false,
        written: 5,
        text: "0".into(),
        reply_to: None,
        mentions: vec![MentionRow {
            id: "p2".into(),
            name: "Bob".into(),
        }],
        earlier: vec![],
        deleted: false,
    }
}

pub fn plan_item(id: &str) -> PlanRow {
    PlanRow {
        id: id.into(),
        unit: "u1".into(),
        unit_name: "Office".into(),
        path: vec!["u0".into(), "u1".into()],
        line: vec!["s1".into()],
        post: "s1".into(),
        owner: Some("p1".into()),
        owner_name: "Ann".into(),
        owner_post: "Clerk".into(),
        set_by: "p2".into(),
        set_by_name: "Bob".into(),
        handed: true,
        batch: "b1".into(),
        version: 1,
        title: "Quotes ' \" ` and ⟨brackets⟩".into(),
        measure: String::new(),
        note: String::new(),
        horizon: "week".into(),
        weight: 10,
        difficulty: 2,
        key_task: true,
        starts: "2026-09-21".into(),
        due: "2026-09-25".into(),
        state: "proposed".into(),
        waits: "owner".into(),
        reason: String::new(),
        progress: 0,
        evidence: 0,
        written: 5,
        changed: 5,
        told: 5,
    }
}
