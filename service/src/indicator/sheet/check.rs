use super::fault::Fault;
use super::job::{Job, Plan};
use super::read::{SheetSet, Table, read, table};
use crate::import::unit_path::{path_key, paths};
use crate::indicator::base::{below, flaws};
use crate::indicator::draft::adopt;
use crate::indicator::place::open;
use crate::indicator::rows::{holds_on, scope_of};
use crate::{Daybook, Error, Result};
use domain::indicator::{Dimension, SetScope, family_key};
use domain::permission::{Action, Actor, Resource, SetFacts, decide};
use std::collections::HashMap;
use std::sync::Mutex;
use store::indicator::SetRow;
use store::organisation::UnitRow;

/// Sets in one file.
const SETS: usize = 200;

/// Checks a file and compares it with what there is; writes nothing. The id is for [`super::sheet`].
pub async fn check_sheet(daybook: &Daybook, actor: &Actor, file: &str, bytes: Vec<u8>) -> Result<String> {
    if !drafts_anything(actor) {
        return Err(Error::NotFound);
    }
    daybook.throttle.writing(&actor.person)?;
    let (sets, mut faults, table) = tokio::task::spawn_blocking(move || opened(&bytes))
        .await
        .map_err(|error| Error::Unavailable(error.to_string()))?;
    let mut plans = Vec::new();
    if sets.len() > SETS {
        faults.push(Fault::new(
            0,
            None,
            format!("文件里有 {} 套指标，一次最多 {SETS} 套。请分成几个文件。", sets.len()),
            format!(
                "The file has {} sets; {SETS} is the most at once. Split it.",
                sets.len()
            ),
        ));
    } else if !sets.is_empty() {
        let directory = Directory::read(daybook).await?;
        for set in sets {
            match plan(daybook, actor, &directory, &set, &mut faults).await? {
                Ok(plan) => plans.push(plan),
                Err(fault) => faults.push(fault),
            }
        }
    }
    let job = Job {
        owner: actor.person.clone(),
        file: file.chars().take(120).collect(),
        faults,
        plans,
        written: Mutex::new(None),
        table,
    };
    Ok(daybook.sheets.add(job, crate::clock::now_ms()))
}

fn opened(bytes: &[u8]) -> (Vec<SheetSet>, Vec<Fault>, Option<Table>) {
    match table(bytes) {
        Ok(table) => {
            let (sets, faults) = read(&table);
            (sets, faults, table.kept())
        }
        Err(fault) => (vec![], vec![fault], None),
    }
}

/// Whether there is anything that the actor may draft.
fn drafts_anything(actor: &Actor) -> bool {
    let office = Resource::Indicators(SetFacts::Family);
    let own = actor
        .seats
        .iter()
        .map(|s| Resource::Indicators(SetFacts::Unit { path: s.path.clone() }));
    std::iter::once(office)
        .chain(own)
        .any(|resource| decide(actor, Action::DraftIndicators, &resource).allowed)
}

/// What is not there and what is not the actor's to draft for are told in the same words.
fn unknown(set: &SheetSet) -> Fault {
    let target: String = set.target.chars().take(60).collect();
    let (zh, en) = match set.kind {
        "family" => (
            format!("岗位类别“{target}”不由你起草。"),
            format!("The set of “{target}” is not yours to draft."),
        ),
        "unit" => (
            format!("没有单位“{target}”，或不由你起草。请从顶层写起，用“/”隔开。"),
            format!(
                "There is no unit “{target}”, or it is not yours to draft for. Write the path from the top, with “/”."
            ),
        ),
        _ => (
            format!("没有编码为“{target}”的岗位，或不由你起草。"),
            format!("There is no post with the code “{target}”, or it is not yours to draft for."),
        ),
    };
    Fault::new(set.line, Some(&set.heading), zh, en)
}

/// None of them is guessed.
fn several(set: &SheetSet) -> Fault {
    let target: String = set.target.chars().take(60).collect();
    let (zh, en) = (
        format!("有几个单位都叫“{target}”，分不清是哪一个。请在指标页面上为它起草。"),
        format!(
            "Several units are “{target}”, so it cannot be told which is meant. Draft its set on the page of indicators."
        ),
    );
    Fault::new(set.line, Some(&set.heading), zh, en)
}

async fn plan(
    daybook: &Daybook,
    actor: &Actor,
    directory: &Directory,
    set: &SheetSet,
    faults: &mut Vec<Fault>,
) -> Result<Result<Plan, Fault>> {
    let mut found = Vec::new();
    for scope in directory.scopes(set.kind, &set.target) {
        match open(daybook, actor, Action::DraftIndicators, &scope).await {
            Ok(place) => found.push((scope, place)),
            Err(Error::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    if found.len() > 1 {
        return Ok(Err(several(set)));
    }
    let Some((scope, place)) = found.pop() else {
        return Ok(Err(unknown(set)));
    };
    if set.kind == "family" && !directory.families.contains_key(&family_key(&set.target)) {
        let fault = Fault::new(
            set.line,
            Some(&set.heading),
            format!("现在没有岗位属于“{}”。名称写对了吗？", set.target),
            format!("No post is of the family “{}” now. Is the name right?", set.target),
        );
        faults.push(fault.warning());
    }
    let bases = below(daybook, &scope, &place).await?;
    let names: Vec<(String, String)> = bases
        .iter()
        .flat_map(|(_, rows)| rows)
        .map(|row| (row.name.clone(), row.id.0.clone()))
        .collect();
    let versions = daybook.db().sets_in_scopes(&[scope.key()]).await?;
    let row = outcome(&scope, &place.name, &versions, &set.rows, &names, daybook.dimensions());
    faults.extend(flaws(&row, &bases).iter().map(|flaw| Fault::flaw(set.line, flaw)));
    let today = daybook.today();
    Ok(Ok(Plan {
        name: place.name,
        given: set.rows.clone(),
        below: names,
        replaces: versions.iter().any(|v| !v.agreed),
        current: versions.into_iter().find(|v| holds_on(v, &today)),
        scope,
        row,
    }))
}

/// The draft as it comes out: the one that is there with new rows, or the next version.
pub(super) fn outcome(
    scope: &SetScope,
    name: &str,
    versions: &[SetRow],
    given: &[crate::indicator::GivenRow],
    below: &[(String, String)],
    dimensions: &[Dimension],
) -> SetRow {
    let last = versions.iter().max_by_key(|v| v.version);
    let rows = adopt(given, last, below, dimensions);
    if let Some(draft) = versions.iter().find(|v| !v.agreed) {
        debug_assert!(scope_of(draft).kind() == scope.kind());
        return SetRow { rows, ..draft.clone() };
    }
    SetRow {
        id: crate::clock::new_id(),
        scope: scope.key(),
        kind: scope.kind().to_owned(),
        target: scope.target().to_owned(),
        name: name.to_owned(),
        version: last.map_or(1, |v| v.version + 1),
        agreed: false,
        starts: None,
        ends: None,
        note: String::new(),
        edition: 1,
        by_name: String::new(),
        agreed_by: None,
        rows,
    }
}

/// What the words of a file are looked up in.
pub(super) struct Directory {
    /// As the establishment writes them, by key.
    families: HashMap<String, String>,
    /// Ids by path of names, as paths are compared.
    units: HashMap<String, Vec<String>>,
    /// Ids by code.
    posts: HashMap<String, String>,
}

impl Directory {
    async fn read(daybook: &Daybook) -> Result<Self> {
        let db = daybook.db();
        let (units, posts) = tokio::try_join!(db.units_all(), db.post_entries())?;
        let standing = posts.into_iter().filter(|p| !p.ended);
        let (mut families, mut codes) = (HashMap::new(), HashMap::new());
        for post in standing {
            families.entry(family_key(&post.family)).or_insert(post.family);
            codes.insert(post.source, post.id);
        }
        families.remove("");
        Ok(Self {
            families,
            posts: codes,
            ..Self::of_units(&units)
        })
    }

    pub(super) fn of_units(units: &[UnitRow]) -> Self {
        let mut by_path: HashMap<String, Vec<String>> = HashMap::new();
        for (id, path) in paths(units) {
            by_path.entry(path_key(&path)).or_default().push(id);
        }
        Self {
            families: HashMap::new(),
            units: by_path,
            posts: HashMap::new(),
        }
    }

    /// What a target can mean: several units can have one path of names.
    pub(super) fn scopes(&self, kind: &str, target: &str) -> Vec<SetScope> {
        match kind {
            "family" => {
                let known = self.families.get(&family_key(target)).map_or(target, String::as_str);
                SetScope::parse(kind, known).into_iter().collect()
            }
            "unit" => {
                let ids = self.units.get(&path_key(target)).into_iter().flatten();
                ids.filter_map(|id| SetScope::parse(kind, id)).collect()
            }
            _ => {
                let id = self.posts.get(target);
                id.and_then(|id| SetScope::parse(kind, id)).into_iter().collect()
            }
        }
    }
}
