//! A world whose posts have families, with a personnel office, and the words its tests are written in.

use super::world::{STAFF, World, draft as words, import, official, today};
use domain::indicator::{Indicator, SetScope, sum};
use domain::permission::{Actor, Duty};
use domain::view::indicator::SetPage;
use domain::view::{RecordCard, RecordDraft};
use domain::{IndicatorSetId, Lang};
use service::indicator::{self, GivenRow, Saved, Source};
use std::sync::Arc;

/// The world with post families, and somebody of the personnel office.
pub struct Measured {
    pub world: World,
    pub office: Arc<Actor>,
}

/// The family of a post in that world.
pub fn family(code: &str) -> &'static str {
    match code.get(..1) {
        Some("O" | "P") => "Casework",
        Some("F") => "Finance",
        Some("H") => "Pilotage",
        _ => "",
    }
}

/// A list of staff with the families of the posts.
pub fn list(staff: &str, family: impl Fn(&str) -> &'static str) -> String {
    let rows: String = staff
        .lines()
        .map(|line| {
            let code = line.split(',').nth(2).unwrap();
            format!("{line},{}\n", family(code))
        })
        .collect();
    format!("Unit,Unit head,Post code,Title,Superior's post code,Staff number,Name,Account,From,To,Post family\n{rows}")
}

impl Measured {
    pub async fn new() -> Self {
        Self::of(World::new().await).await
    }

    /// The same of a world that is there already.
    pub async fn of(world: World) -> Self {
        assert!(import(&world.daybook, &list(STAFF, family)).await.unwrap() > 0);
        service::account::invite_official(&world.daybook, "per", "Per Sonnel", Duty::PersonnelOffice)
            .await
            .unwrap();
        let admin = official(Duty::SystemAdministrator);
        let found = service::account::list(&world.daybook, &admin, "per sonnel")
            .await
            .unwrap();
        let office = found.first().unwrap().person.id.clone();
        let office = world.daybook.profile(&office).await.unwrap().actor.clone();
        Self { world, office }
    }

    pub async fn draft(&self, actor: &Actor, scope: &SetScope) -> service::Result<IndicatorSetId> {
        let begun = indicator::draft(&self.world.daybook, actor, scope, &Source::Last, Lang::En).await?;
        Ok(begun.id)
    }

    pub async fn page(&self, actor: &Actor, set: &IndicatorSetId) -> service::Result<SetPage> {
        indicator::set(&self.world.daybook, actor, set, Lang::En).await
    }

    pub async fn save(&self, actor: &Actor, set: &IndicatorSetId, rows: &[GivenRow]) -> service::Result<Saved> {
        let edition = self.page(actor, set).await?.edition;
        indicator::save(&self.world.daybook, actor, set, edition, "Why", rows).await
    }

    pub async fn agree(&self, set: &IndicatorSetId, from: &str) -> service::Result<()> {
        let edition = self.page(&self.office, set).await?.edition;
        indicator::agree(&self.world.daybook, &self.office, set, edition, from, "").await
    }

    /// A set in force from a day (today when empty).
    pub async fn in_force(&self, scope: &SetScope, rows: &[GivenRow], from: &str) -> IndicatorSetId {
        let set = self.draft(&self.office, scope).await.unwrap();
        assert_eq!(self.save(&self.office, &set, rows).await.unwrap(), Saved::Done);
        self.agree(&set, from).await.unwrap();
        set
    }

    pub async fn mine(&self, account: &str) -> Vec<(String, u32)> {
        let rows = indicator::mine(&self.world.daybook, &*self.world.actor(account).await)
            .await
            .unwrap();
        assert!(rows.is_empty() || sum(&rows) == 100, "{account}");
        rows.into_iter().map(|r| (r.name, r.weight)).collect()
    }

    pub async fn row(&self, account: &str, name: &str) -> Indicator {
        let rows = indicator::mine(&self.world.daybook, &*self.world.actor(account).await)
            .await
            .unwrap();
        rows.into_iter().find(|r| r.name == name).unwrap()
    }

    pub async fn unit(&self, account: &str) -> SetScope {
        SetScope::Unit(self.world.unit(account).await)
    }

    pub async fn post(&self, account: &str) -> SetScope {
        SetScope::Post(self.world.actor(account).await.seats.first().unwrap().position.clone())
    }

    pub async fn write(
        &self,
        account: &str,
        text: &str,
        audience: &str,
        ties: &[&Indicator],
    ) -> service::Result<RecordCard> {
        self.world
            .try_write(account, &tied(words(text, audience), ties), "")
            .await
    }

    /// By indicator, how many records evidence it for this reader.
    pub async fn strip(&self, reader: &Actor, of: &str) -> service::Result<Vec<(String, usize)>> {
        let page = indicator::strip(&self.world.daybook, reader, self.world.id(of), "", Lang::En).await?;
        assert!(page.posts.iter().flat_map(|p| &p.strips).all(|s| s.weeks.len() == 13));
        let strips = page.posts.iter().flat_map(|p| &p.strips).chain(&page.former);
        Ok(strips
            .map(|s| (s.name.clone(), s.weeks.iter().map(Vec::len).sum()))
            .collect())
    }
}

pub fn tied(draft: RecordDraft, ties: &[&Indicator]) -> RecordDraft {
    let ids: Vec<&str> = ties.iter().map(|t| t.id.as_str()).collect();
    RecordDraft {
        indicators: Some(ids.join(",")),
        ..draft
    }
}

pub fn row(name: &str, weight: &str) -> GivenRow {
    GivenRow {
        dimension: "ji".into(),
        name: name.into(),
        measure: "Counted".into(),
        weight: weight.into(),
        ..GivenRow::default()
    }
}

pub fn casework() -> SetScope {
    SetScope::Family("Casework".into())
}

pub fn three() -> [GivenRow; 3] {
    [
        row("Decided in time", "50"),
        row("Right first time", "30"),
        row("Clear letters", "20"),
    ]
}

pub fn pairs(list: &[(&str, u32)]) -> Vec<(String, u32)> {
    list.iter().map(|(n, w)| ((*n).to_owned(), *w)).collect()
}

pub fn day(days: i64) -> String {
    (today() + chrono::TimeDelta::days(days)).to_string()
}
