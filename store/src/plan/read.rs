use super::{ChangeRow, PlaceRow, PlanRow, StepRow};
use crate::organisation::HolderRow;
use crate::sql::{rid, rids};
use crate::{Db, Result};
use domain::{PlanItemId, RecordId};
use surrealdb::types::{SurrealValue, vars};

/// One end of a row that is read for it alone.
#[derive(SurrealValue)]
struct Named {
    item: String,
}

#[derive(SurrealValue)]
struct Count {
    n: i64,
}

impl Db {
    /// Items by id, in no particular order; unknown ones are left out.
    pub async fn plan_items<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Result<Vec<PlanRow>> {
        let items = rids("plan_item", ids);
        if items.is_empty() {
            return Ok(vec![]);
        }
        self.rows(sql!("plan_items"), vars! { items: items }).await
    }

    pub async fn plan_item(&self, id: &PlanItemId) -> Result<Option<PlanRow>> {
        Ok(self.plan_items([id.as_str()]).await?.into_iter().next())
    }

    /// Up to `limit` places of a list after the place `after` (exclusive).
    pub async fn plan_places(&self, lane: &str, after: i64, limit: u32) -> Result<Vec<PlaceRow>> {
        self.rows(
            sql!("plan_places"),
            vars! { lane: lane.to_owned(), after: after, limit: limit },
        )
        .await
    }

    /// The first places of a list, up to the place `before` (exclusive).
    pub async fn plan_places_until(&self, lane: &str, before: i64, limit: u32) -> Result<Vec<PlaceRow>> {
        let vars = vars! { lane: lane.to_owned(), after: i64::MIN, before: before, limit: limit };
        self.rows(sql!("plan_places_until"), vars).await
    }

    /// How many items a list holds after a place and before another.
    pub async fn plan_count(&self, lane: &str, after: i64, before: i64) -> Result<i64> {
        let vars = vars! { lane: lane.to_owned(), after: after, before: before };
        let count: Option<Count> = self.row(sql!("plan_count"), vars).await?;
        Ok(count.map_or(0, |c| c.n))
    }

    /// Items that one act handed down.
    pub async fn plan_batch(&self, batch: &str, limit: u32) -> Result<Vec<String>> {
        let vars = vars! { batch: batch.to_owned(), beyond: String::new(), limit: limit };
        let places: Vec<Named> = self.rows(sql!("plan_batch"), vars).await?;
        Ok(places.into_iter().map(|p| p.item).collect())
    }

    /// History after the place `after`, newest first.
    pub async fn plan_changes(&self, item: &PlanItemId, after: i64, limit: u32) -> Result<Vec<ChangeRow>> {
        self.rows(
            sql!("plan_changes"),
            vars! { item: item.0.clone(), after: after, limit: limit },
        )
        .await
    }

    /// Steps after the place `after`, newest first.
    pub async fn plan_steps(&self, item: &PlanItemId, after: i64, limit: u32) -> Result<Vec<StepRow>> {
        self.rows(
            sql!("plan_steps"),
            vars! { item: item.0.clone(), after: after, limit: limit },
        )
        .await
    }

    /// Ids of the items that any of these serve.
    pub async fn plan_serves<'a>(&self, items: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>> {
        self.rows(sql!("plan_serves"), vars! { items: rids("plan_item", items) })
            .await
    }

    /// Ids of what serves an item, after a moment (ms).
    pub async fn plan_served_by(&self, item: &PlanItemId, after: i64, limit: u32) -> Result<Vec<String>> {
        let vars = vars! { goal: rid("plan_item", item.as_str()), after: after, limit: limit };
        let edges: Vec<Named> = self.rows(sql!("plan_served_by"), vars).await?;
        Ok(edges.into_iter().map(|e| e.item).collect())
    }

    /// Records that advance an item, after a moment (ms).
    pub async fn plan_advanced_by(&self, item: &PlanItemId, after: i64, limit: u32) -> Result<Vec<RecordId>> {
        let vars = vars! { goal: rid("plan_item", item.as_str()), after: after, limit: limit };
        let edges: Vec<Named> = self.rows(sql!("plan_advanced_by"), vars).await?;
        Ok(edges.into_iter().map(|e| RecordId(e.item)).collect())
    }

    /// Appointments in some units.
    pub async fn members_in<'a>(&self, units: impl IntoIterator<Item = &'a str>) -> Result<Vec<HolderRow>> {
        self.rows(sql!("members_in"), vars! { units: rids("unit", units) })
            .await
    }

    /// Posts that report to some posts.
    pub async fn reports_to<'a>(&self, positions: impl IntoIterator<Item = &'a str>) -> Result<Vec<String>> {
        self.rows(sql!("reports_to"), vars! { positions: rids("position", positions) })
            .await
    }
}
