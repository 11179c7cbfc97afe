use domain::permission::PlanFacts;
use domain::plan::{Change, Difficulty, Field, Horizon, Item, Place, State, Substance, Waits, places};
use domain::{PersonId, PlanItemId, PositionId, UnitId};
use surrealdb::types::SurrealValue;

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct PlanRow {
    pub id: String,
    pub unit: String,
    pub unit_name: String,
    pub path: Vec<String>,
    pub line: Vec<String>,
    /// The post whose holder is asked to agree; empty when nobody is above.
    pub post: String,
    pub owner: Option<String>,
    pub owner_name: String,
    pub owner_post: String,
    pub set_by: String,
    pub set_by_name: String,
    pub handed: bool,
    pub batch: String,
    pub version: i64,
    pub title: String,
    pub measure: String,
    pub note: String,
    pub horizon: String,
    pub weight: i64,
    /// 1 to 3.
    pub difficulty: i64,
    pub key_task: bool,
    pub starts: String,
    pub due: String,
    pub state: String,
    pub waits: String,
    pub reason: String,
    pub progress: i64,
    pub evidence: i64,
    pub written: i64,
    pub changed: i64,
    /// The moment (ms) of which `progress` tells.
    pub told: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, SurrealValue)]
pub struct PlaceRow {
    pub ord: i64,
    pub item: String,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct ChangeRow {
    pub ord: i64,
    pub at: i64,
    pub by: String,
    pub by_name: String,
    pub did: String,
    pub words: String,
    pub edits: Vec<EditRow>,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct EditRow {
    pub name: String,
    pub was: String,
    pub became: String,
}

#[derive(Clone, Debug, PartialEq, SurrealValue)]
pub struct StepRow {
    pub ord: i64,
    pub at: i64,
    pub by: String,
    pub by_name: String,
    /// Percent; -1 when only work was shown.
    pub progress: i64,
    pub note: String,
    /// The record it was told with; empty for none.
    pub record: String,
}

/// `from` serves (or advances) `to`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EdgeRow {
    pub from: String,
    pub to: String,
    pub at: i64,
}

/// Items to write at once, with what belongs to them; changes and steps name their item first.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    pub items: Vec<PlanRow>,
    pub changes: Vec<(String, ChangeRow)>,
    pub steps: Vec<(String, StepRow)>,
    pub serves: Vec<EdgeRow>,
    pub advances: Vec<EdgeRow>,
}

impl PlanRow {
    /// A row that still lacks its item and place; `at` in ms.
    pub fn new(id: String, at: i64) -> Self {
        Self {
            id,
            unit: String::new(),
            unit_name: String::new(),
            path: vec![],
            line: vec![],
            post: String::new(),
            owner: None,
            owner_name: String::new(),
            owner_post: String::new(),
            set_by: String::new(),
            set_by_name: String::new(),
            handed: false,
            batch: String::new(),
            version: 1,
            title: String::new(),
            measure: String::new(),
            note: String::new(),
            horizon: String::new(),
            weight: 1,
            difficulty: 1,
            key_task: false,
            starts: String::new(),
            due: String::new(),
            state: String::new(),
            waits: String::new(),
            reason: String::new(),
            progress: 0,
            evidence: 0,
            written: at,
            changed: at,
            told: 0,
        }
    }

    pub fn facts(&self) -> PlanFacts {
        PlanFacts {
            owner: self.owner.as_deref().map(PersonId::from),
            path: self.units(),
            line: self.line.iter().map(|p| p.as_str().into()).collect(),
        }
    }

    fn units(&self) -> Vec<UnitId> {
        self.path.iter().map(|u| u.as_str().into()).collect()
    }

    pub fn item_id(&self) -> PlanItemId {
        self.id.as_str().into()
    }

    /// The item as the rules see it. What the schema keeps out stands here as its mildest reading.
    pub fn item(&self) -> Item {
        let day = |text: &str| text.parse().unwrap_or_default();
        Item {
            substance: Substance {
                title: self.title.clone(),
                measure: self.measure.clone(),
                horizon: Horizon::parse(&self.horizon).unwrap_or_default(),
                weight: u8::try_from(self.weight).unwrap_or(1),
                difficulty: Difficulty::of_level(self.difficulty).unwrap_or_default(),
                key: self.key_task,
                start: day(&self.starts),
                due: day(&self.due),
                owner: self.owner.as_deref().map(PersonId::from),
            },
            note: self.note.clone(),
            state: State::parse(&self.state).unwrap_or_default(),
            waits: Waits::parse(&self.waits).unwrap_or_default(),
            reason: self.reason.clone(),
            progress: u8::try_from(self.progress).unwrap_or_default(),
            set_by: self.set_by.as_str().into(),
            handed: self.handed,
        }
    }

    /// Takes over what a move made of the item. Names of people stay: the caller knows them.
    pub fn set_item(&mut self, item: &Item) {
        let s = &item.substance;
        self.title.clone_from(&s.title);
        self.measure.clone_from(&s.measure);
        self.note.clone_from(&item.note);
        self.horizon = s.horizon.as_str().into();
        self.weight = s.weight.into();
        self.difficulty = s.difficulty.level().into();
        self.key_task = s.key;
        self.starts = s.start.to_string();
        self.due = s.due.to_string();
        self.owner = s.owner.as_ref().map(|p| p.0.clone());
        self.state = item.state.as_str().into();
        self.waits = item.waits.as_str().into();
        self.reason.clone_from(&item.reason);
        self.progress = item.progress.into();
        self.set_by.clone_from(&item.set_by.0);
        self.handed = item.handed;
    }

    pub fn places(&self) -> Vec<Place> {
        let post = (!self.post.is_empty()).then(|| PositionId(self.post.clone()));
        places(&self.id, &self.item(), &self.units(), post.as_ref(), self.changed)
    }
}

impl ChangeRow {
    /// An entry of the history. `at` in ms.
    pub fn new(change: &Change, by: &str, by_name: &str, at: i64) -> Self {
        Self {
            ord: -at,
            at,
            by: by.to_owned(),
            by_name: by_name.to_owned(),
            did: change.did.as_str().into(),
            words: change.words.clone(),
            edits: change
                .edits
                .iter()
                .map(|e| EditRow {
                    name: e.field.name().into(),
                    was: e.before.clone(),
                    became: e.after.clone(),
                })
                .collect(),
        }
    }
}

impl EditRow {
    pub fn edit(&self) -> Option<domain::plan::Edit> {
        Some(domain::plan::Edit {
            field: Field::parse(&self.name)?,
            before: self.was.clone(),
            after: self.became.clone(),
        })
    }
}
