//! A small organisation, imported as a person would, and the few words the tests are written in.

use chrono::{NaiveDate, TimeDelta, Timelike, Utc};
use domain::permission::{Actor, Duty};
use domain::view::{FeedPage, LiveEvent, LiveMessage, RecordCard, RecordDraft};
use domain::{PersonId, RecordId, Scope, UnitId};
use service::import::{Kind, check, write_from_terminal};
use service::live::Next;
use service::{Daybook, Error, Settings};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

pub const HEADINGS: &str = "Unit,Unit head,Post code,Title,Superior's post code,Staff number,Name,Account,From,To\n";

/// `xia` sits in Finance and reports to the head of the Office; `two` holds posts in Finance and in the Harbour;
/// `old`'s appointment has ended.
pub const STAFF: &str = "\
Bureau,yes,B1,Director,,1,Dir One,dir,2024-01-01,
Bureau/Office,yes,O1,Head of office,B1,2,Ole Two,ole,2024-01-01,
Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,
Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,2024-01-01,
Bureau/Office,no,O4,Clerk,O1,,,,,
Bureau/Office/Petitions,yes,P1,Head of petitions,O1,6,Pet Six,pet,2024-01-01,
Bureau/Office/Petitions,no,P2,Reader,P1,7,Pia Seven,pia,2024-01-01,
Bureau/Finance,yes,F1,Head of finance,B1,8,Fin Eight,fin,2024-01-01,
Bureau/Finance,no,F2,Clerk,F1,9,Fay Nine,fay,2024-01-01,
Bureau/Finance,no,F3,Clerk,O1,10,Xia Ten,xia,2024-01-01,
Bureau/Finance,no,F4,Clerk,F1,11,Two Eleven,two,2024-01-01,
Harbour,yes,H1,Harbour master,,12,Har Twelve,har,2024-01-01,
Harbour,no,H2,Pilot,H1,13,Hal Thirteen,hal,2024-01-01,
Harbour,no,H3,Pilot,H1,11,Two Eleven,two,2024-01-01,
";

/// Everybody with a present post.
pub const PEOPLE: [&str; 12] = [
    "dir", "ole", "ann", "bob", "pet", "pia", "fin", "fay", "xia", "two", "har", "hal",
];

const OLD: &str = "Bureau/Office,no,O4,Clerk,O1,5,Old Five,old,2020-01-01,\n";

pub struct World {
    pub daybook: Daybook,
    pub people: HashMap<String, PersonId>,
    /// Acts in the ledger before the test began.
    before: usize,
}

/// China's time, or an hour less where midnight or the hour of the morning's notices is about to strike there: no test runs over them.
static OFFSET: LazyLock<i32> = LazyLock::new(|| match (Utc::now() + TimeDelta::minutes(480)).hour() {
    7 | 23 => 420,
    _ => 480,
});

pub fn settings(db: &str) -> Settings {
    Settings {
        db: db.to_owned(),
        offset_minutes: *OFFSET,
        unlimited: true,
        ..Settings::default()
    }
}

/// Today where the tests are.
pub fn today() -> NaiveDate {
    (Utc::now() + TimeDelta::minutes((*OFFSET).into())).date_naive()
}

/// Someone with nothing but a duty.
pub fn official(duty: Duty) -> Actor {
    Actor {
        person: PersonId("01JD3Z8V9QK4M5N6P7R8S9T0AB".into()),
        seats: vec![],
        duties: vec![duty],
        granted: vec![],
    }
}

/// Imports a list; the number of changes, or the words of the errors.
pub async fn import(daybook: &Daybook, list: &str) -> Result<usize, Vec<String>> {
    let files = [("staff.csv".to_owned(), list.as_bytes().to_vec())];
    let checked = check(daybook, &files, Kind::StaffList, &mut |_, _| {}).await.unwrap();
    let Some(changes) = checked.changes else {
        return Err(checked.findings.iter().map(|f| f.problem.en()).collect());
    };
    write_from_terminal(daybook, &PersonId("terminal".into()), &changes, &|_, _| {})
        .await
        .unwrap();
    Ok(changes.len())
}

impl World {
    pub async fn new() -> Self {
        Self::with(settings("mem://")).await
    }

    pub async fn with(settings: Settings) -> Self {
        let daybook = Daybook::open(settings).await.unwrap();
        let then = STAFF.replace("Bureau/Office,no,O4,Clerk,O1,,,,,\n", OLD);
        for list in [then.as_str(), STAFF] {
            assert!(import(&daybook, &format!("{HEADINGS}{list}")).await.unwrap() > 0);
        }
        Self::of(daybook).await
    }

    /// A world that is there already.
    pub async fn of(daybook: Daybook) -> Self {
        let admin = official(Duty::SystemAdministrator);
        let mut people = HashMap::new();
        for account in PEOPLE.iter().chain(&["old"]) {
            let rows = service::account::list(&daybook, &admin, account).await.unwrap();
            let row = rows
                .into_iter()
                .find(|r| r.account.as_deref() == Some(*account))
                .unwrap();
            people.insert((*account).to_owned(), row.person.id);
        }
        let mut world = Self {
            daybook,
            people,
            before: 0,
        };
        world.before = world.acts().await.len();
        world
    }

    pub fn id(&self, account: &str) -> &PersonId {
        self.people.get(account).unwrap()
    }

    /// Who someone is at this moment.
    pub async fn actor(&self, account: &str) -> Arc<Actor> {
        self.daybook.profile(self.id(account)).await.unwrap().actor.clone()
    }

    /// The unit of someone's first post.
    pub async fn unit(&self, account: &str) -> UnitId {
        self.actor(account).await.seats.first().unwrap().unit.clone()
    }

    pub async fn write(&self, account: &str, text: &str, audience: &str) -> RecordCard {
        self.try_write(account, &draft(text, audience), "").await.unwrap()
    }

    pub async fn try_write(&self, account: &str, draft: &RecordDraft, key: &str) -> service::Result<RecordCard> {
        service::record::write(&self.daybook, &*self.actor(account).await, draft, key).await
    }

    pub async fn edit(
        &self,
        account: &str,
        record: &RecordId,
        draft: &RecordDraft,
        key: &str,
    ) -> service::Result<RecordCard> {
        service::record::edit(&self.daybook, &*self.actor(account).await, record, draft, key).await
    }

    pub async fn card(&self, account: &str, record: &RecordId) -> service::Result<RecordCard> {
        service::feed::card(&self.daybook, &*self.actor(account).await, record).await
    }

    pub async fn reads(&self, account: &str, record: &RecordId) -> bool {
        match self.card(account, record).await {
            Ok(_) => true,
            Err(Error::NotFound) => false,
            Err(error) => panic!("{error}"),
        }
    }

    pub async fn page(&self, account: &str, scope: &Scope, cursor: Option<&str>) -> service::Result<FeedPage> {
        service::feed::page(&self.daybook, &*self.actor(account).await, scope, cursor).await
    }

    /// Ids of a whole feed, page after page.
    pub async fn feed(&self, account: &str, scope: &Scope) -> Vec<RecordId> {
        let mut all = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let page = self.page(account, scope, cursor.as_deref()).await.unwrap();
            all.extend(page.cards.into_iter().map(|c| c.id));
            match page.next {
                Some(next) => assert_ne!(cursor.replace(next.clone()), Some(next), "the cursor stands still"),
                None => return all,
            }
        }
    }

    pub async fn sees(&self, account: &str, record: &RecordId) -> bool {
        self.feed(account, &Scope::All).await.contains(record)
    }

    /// Acts of the test in the ledger by name, oldest first.
    pub async fn acts(&self) -> Vec<String> {
        let auditor = official(Duty::Auditor);
        let mut acts = Vec::new();
        let mut before: Option<String> = None;
        loop {
            let rows = service::ledger::page(&self.daybook, &auditor, before.as_deref())
                .await
                .unwrap();
            let Some(last) = rows.last() else { break };
            before = Some(last.id.clone());
            acts.extend(rows.into_iter().map(|r| r.act));
        }
        acts.reverse();
        acts.split_off(self.before)
    }

    pub async fn stream(&self, account: &str, since: Option<&str>) -> service::live::Stream {
        service::live::open(&self.daybook, self.id(account), "no session", since)
            .await
            .unwrap()
    }

    /// A one-time link's token for someone's account.
    pub async fn link(&self, account: &str) -> String {
        let admin = official(Duty::SystemAdministrator);
        let path = service::account::invite(&self.daybook, &admin, self.id(account), account)
            .await
            .unwrap();
        path.strip_prefix("/invite/").unwrap().to_owned()
    }
}

pub fn draft(text: &str, audience: &str) -> RecordDraft {
    RecordDraft {
        text: text.into(),
        audience: audience.into(),
        ..RecordDraft::default()
    }
}

/// What is waited for is given so much time, however much else the machine has to do.
const PATIENCE: Duration = Duration::from_secs(60);
/// The same for what is heard on a stream, ms.
pub const SURELY: u64 = 30_000;

/// Asks until there is an answer.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(began.elapsed() < PATIENCE, "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The next message of a stream as JSON with its id, within `ms`.
pub async fn hear(stream: &mut service::live::Stream, ms: u64) -> Option<(String, serde_json::Value)> {
    let heard = async {
        loop {
            match stream.next().await {
                Next::Beat => {}
                next => return next,
            }
        }
    };
    match tokio::time::timeout(Duration::from_millis(ms), heard).await {
        Ok(Next::Message { id, json }) => {
            let message: LiveMessage = serde_json::from_str(&json).unwrap();
            assert_eq!(message.id, id);
            Some((id, flat(&message.event)))
        }
        Ok(Next::Reset) => panic!("reset"),
        Ok(Next::Beat) => None,
        Ok(Next::End) => Some((String::new(), serde_json::json!({"kind": "end"}))),
        Err(_) => None,
    }
}

/// An event with its name as `kind`, however it goes over the wire.
fn flat(event: &LiveEvent) -> serde_json::Value {
    let (kind, fields) = match event {
        LiveEvent::Created { record, .. } => ("created", serde_json::json!({"record": record})),
        LiveEvent::Changed { record, moved } => ("changed", serde_json::json!({"record": record, "moved": moved})),
        LiveEvent::Liked { record, likes, .. } => ("liked", serde_json::json!({"record": record, "likes": likes})),
        LiveEvent::Plan { item } => ("plan", serde_json::json!({"item": item})),
        LiveEvent::Course { course } => ("course", serde_json::json!({"course": course})),
        LiveEvent::Period { period } => ("period", serde_json::json!({"period": period})),
        LiveEvent::Indicators => ("indicators", serde_json::json!({})),
        LiveEvent::Noticed => ("noticed", serde_json::json!({})),
        LiveEvent::Rights => ("rights", serde_json::json!({})),
        LiveEvent::SignedOut { .. } => ("signed_out", serde_json::json!({})),
    };
    let mut flat = fields;
    flat["kind"] = kind.into();
    flat
}

/// The kind of the next message, which surely comes, and its record.
pub async fn hears(stream: &mut service::live::Stream) -> Option<(String, String)> {
    hears_within(stream, SURELY).await
}

/// The same of one that may not come: the rest of what was sent, or silence.
pub async fn hears_more(stream: &mut service::live::Stream) -> Option<(String, String)> {
    hears_within(stream, 400).await
}

async fn hears_within(stream: &mut service::live::Stream, ms: u64) -> Option<(String, String)> {
    let (_, event) = hear(stream, ms).await?;
    let text = |name: &str| event.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    Some((text("kind"), text("record")))
}

/// Lets a database on disk go.
pub async fn shut(daybook: Daybook) {
    daybook.close();
    drop(daybook);
    tokio::time::sleep(Duration::from_millis(50)).await;
}

/// Opens the store of a database that was just let go.
pub async fn store(url: &str, login: Option<service::Login>) -> store::Store {
    until("it stayed locked", async || {
        unlocked(store::Store::open(url, login.clone()).await)
    })
    .await
}

/// The same for the whole installation.
pub async fn reopen(settings: Settings) -> Daybook {
    until("it stayed locked", async || {
        unlocked(Daybook::open(settings.clone()).await)
    })
    .await
}

fn unlocked<T>(opened: Result<T, store::Error>) -> Option<T> {
    match opened {
        Ok(opened) => Some(opened),
        Err(store::Error::Locked { .. }) => None,
        Err(error) => panic!("{error}"),
    }
}
