use super::{Bundle, ChangeRow, EdgeRow, PlanRow, StepRow};
use crate::sql::rid;
use crate::{Result, Tx};
use domain::plan::Place;
use surrealdb::types::{Object, RecordId as Key, object, vars};

impl Tx {
    /// Writes new items with all that belongs to them.
    pub async fn put_plans(&self, bundle: &Bundle) -> Result<()> {
        let items: Vec<Object> = bundle.items.iter().map(item).collect();
        let places: Vec<Object> = (bundle.items.iter())
            .flat_map(|row| row.places().into_iter().map(|p| place(&row.id, p)))
            .collect();
        let batch: Vec<Object> = (bundle.items.iter())
            .filter(|row| !row.batch.is_empty())
            .map(|row| object! { batch: row.batch.clone(), item: row.id.clone() })
            .collect();
        let vars = vars! {
            items: items, places: places, batch: batch, changes: changes(&bundle.changes), steps: steps(&bundle.steps),
            serves: edges("serves", "plan_item", &bundle.serves), advances: edges("advances", "record", &bundle.advances),
        };
        self.run(sql!("plan_put"), vars).await.map(|_| ())
    }

    /// Writes a changed item, moves it between its lists, and adds to its history.
    pub async fn change_plan(
        &self,
        before: &PlanRow,
        after: &PlanRow,
        change: Option<ChangeRow>,
        step: Option<StepRow>,
    ) -> Result<()> {
        let (old, new) = (before.places(), after.places());
        let gone: Vec<Key> = (old.iter())
            .filter(|p| !new.contains(p))
            .map(|(lane, _)| place_key(lane, &before.id))
            .collect();
        let come: Vec<Object> = (new.into_iter())
            .filter(|p| !old.contains(p))
            .map(|p| place(&after.id, p))
            .collect();
        let named = |rows: Option<ChangeRow>| rows.map(|row| (after.id.clone(), row)).into_iter().collect::<Vec<_>>();
        let step: Vec<_> = step.map(|row| (after.id.clone(), row)).into_iter().collect();
        let vars = vars! {
            id: rid("plan_item", &after.id), row: item(after), gone: gone, come: come, changes: changes(&named(change)), steps: steps(&step),
        };
        self.run(sql!("plan_change_item"), vars).await.map(|_| ())
    }

    pub async fn link_plans(&self, edge: &EdgeRow) -> Result<()> {
        let rows = edges("serves", "plan_item", std::slice::from_ref(edge));
        self.run(sql!("plan_link"), vars! { rows: rows }).await.map(|_| ())
    }

    pub async fn unlink_plans(&self, from: &str, to: &str) -> Result<()> {
        self.run(sql!("plan_unlink"), vars! { edge: edge_key("serves", from, to) })
            .await
            .map(|_| ())
    }

    /// Puts the edges from a record to plan items right.
    pub async fn tie_plans(&self, record: &str, gone: &[String], come: &[String], at: i64) -> Result<()> {
        let gone: Vec<Key> = gone.iter().map(|item| edge_key("advances", record, item)).collect();
        let come: Vec<EdgeRow> = (come.iter())
            .map(|item| EdgeRow {
                from: record.to_owned(),
                to: item.clone(),
                at,
            })
            .collect();
        self.run(
            sql!("plan_tie"),
            vars! { gone: gone, come: edges("advances", "record", &come) },
        )
        .await
        .map(|_| ())
    }
}

fn item(row: &PlanRow) -> Object {
    object! {
        id: rid("plan_item", &row.id), unit: rid("unit", &row.unit), unit_name: row.unit_name.clone(), path: row.path.clone(), line: row.line.clone(),
        post: row.post.clone(), owner: row.owner.as_ref().map(|id| rid("person", id)), owner_name: row.owner_name.clone(),
        owner_post: row.owner_post.clone(), set_by: rid("person", &row.set_by), set_by_name: row.set_by_name.clone(), handed: row.handed,
        batch: row.batch.clone(), version: row.version, title: row.title.clone(), measure: row.measure.clone(), note: row.note.clone(),
        horizon: row.horizon.clone(), weight: row.weight, difficulty: row.difficulty, key_task: row.key_task, starts: row.starts.clone(), due: row.due.clone(),
        state: row.state.clone(), waits: row.waits.clone(), reason: row.reason.clone(), progress: row.progress, evidence: row.evidence,
        written: row.written, changed: row.changed, told: row.told,
    }
}

fn place_key(lane: &str, item: &str) -> Key {
    rid("plan_place", format!("{lane}/{item}"))
}

fn place(item: &str, (lane, ord): Place) -> Object {
    object! { id: place_key(&lane, item), lane: lane, ord: ord, item: item.to_owned() }
}

fn edge_key(table: &str, from: &str, to: &str) -> Key {
    rid(table, format!("{from}-{to}"))
}

fn edges(table: &str, from: &str, rows: &[EdgeRow]) -> Vec<Object> {
    rows.iter()
        .map(|e| object! { id: edge_key(table, &e.from, &e.to), in: rid(from, &e.from), out: rid("plan_item", &e.to), at: e.at })
        .collect()
}

fn changes(rows: &[(String, ChangeRow)]) -> Vec<Object> {
    rows.iter()
        .map(|(item, c)| {
            object! {
                item: item.clone(), ord: c.ord, at: c.at, by: rid("person", &c.by), by_name: c.by_name.clone(), did: c.did.clone(),
                words: c.words.clone(), edits: c.edits.clone(),
            }
        })
        .collect()
}

fn steps(rows: &[(String, StepRow)]) -> Vec<Object> {
    rows.iter()
        .map(|(item, s)| {
            object! {
                item: item.clone(), ord: s.ord, at: s.at, by: rid("person", &s.by), by_name: s.by_name.clone(), progress: s.progress,
                note: s.note.clone(), record: s.record.clone(),
            }
        })
        .collect()
}
