//! A served organisation: the router over a database in memory, and people signed in to it.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use domain::permission::{Actor, Duty};
use domain::view::{CommentDraft, RecordDraft};
use domain::{CommentId, GrantId, PersonId, RecordId, UnitId};
use http_body_util::BodyExt;
use server::State;
use server::assets::{Assets, Names};
use service::{Daybook, Settings};
use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::SystemTime;
use tower::ServiceExt;

pub const STAFF: &str = "\
Unit,Unit head,Post code,Title,Superior's post code,Staff number,Name,Account,From,To
Bureau,yes,B1,Director,,1,Dir One,dir,2024-01-01,
Bureau/Office,yes,O1,Head of office,B1,2,Ole Two,ole,2024-01-01,
Bureau/Office,no,O2,Clerk,O1,3,Ann Three,ann,2024-01-01,
Bureau/Office,no,O3,Clerk,O1,4,Bob Four,bob,2024-01-01,
Bureau/Finance,yes,F1,Head of finance,B1,8,Fin Eight,fin,2024-01-01,
Bureau/Finance,no,F2,Clerk,F1,9,Fay Nine,fay,2024-01-01,
Harbour,yes,H1,Harbour master,,12,Har Twelve,har,2024-01-01,
Harbour,no,H2,Pilot,H1,13,Hal Thirteen,hal,2024-01-01,
Quay,yes,Q1,Quay master,,14,Qua Fourteen,qua,2024-01-01,
";
pub const PASSWORD: &str = "correct horse battery";
/// An id that nothing has.
pub const UNKNOWN: &str = "01JD3Z8V9QK4M5N6P7R8S9T0AB";

const ACCOUNTS: [&str; 9] = ["dir", "ole", "ann", "bob", "fin", "fay", "har", "hal", "qua"];
const OFFICIALS: [(&str, Duty); 4] = [
    ("sys", Duty::SystemAdministrator),
    ("sec", Duty::SecurityAdministrator),
    ("aud", Duty::Auditor),
    ("per", Duty::PersonnelOffice),
];

pub struct House {
    pub router: Router,
    pub daybook: Daybook,
    people: HashMap<String, (PersonId, String)>,
    _site: tempfile::TempDir,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }

    /// What it says, but for what is each request's own.
    pub fn said(&self) -> (StatusCode, String, Vec<(String, String)>) {
        let own = ["x-request-id", "content-security-policy", "date"];
        let headers = self.headers.iter().filter(|(name, _)| !own.contains(&name.as_str()));
        let mut headers: Vec<_> = headers
            .map(|(n, v)| (n.to_string(), v.to_str().unwrap().to_owned()))
            .collect();
        headers.sort();
        (self.status, self.body.clone(), headers)
    }

    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// China's time, or an hour less in the hour before midnight there: no test runs over it.
fn offset() -> i32 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    match (now.as_secs() / 3_600 + 8) % 24 {
        23 => 420,
        _ => 480,
    }
}

/// Imports the list above.
pub async fn import(daybook: &Daybook) {
    let files = [("staff.csv".to_owned(), STAFF.as_bytes().to_vec())];
    let checked = service::import::check(daybook, &files, service::import::Kind::StaffList, &mut |_, _| {})
        .await
        .unwrap();
    service::import::write_from_terminal(daybook, &"terminal".into(), &checked.changes.unwrap(), &|_, _| {})
        .await
        .unwrap();
}

/// Signs somebody in by a one-time link; the session's token.
pub async fn open(daybook: &Daybook, account: &str) -> (PersonId, String) {
    let admin = Actor {
        person: UNKNOWN.into(),
        seats: vec![],
        duties: vec![Duty::SystemAdministrator],
        granted: vec![],
    };
    let rows = service::account::list(daybook, &admin, account).await.unwrap();
    let row = rows
        .into_iter()
        .find(|r| r.account.as_deref() == Some(account))
        .unwrap();
    let link = service::account::invite(daybook, &admin, &row.person.id, account)
        .await
        .unwrap();
    let token = link.strip_prefix("/invite/").unwrap();
    // Each from a place of their own: the limit is for one place.
    let place = account.bytes().take(3).fold(0u32, |sum, b| sum << 8 | u32::from(b));
    let session = service::account::open(daybook, IpAddr::V4(place.into()), token, PASSWORD, PASSWORD)
        .await
        .unwrap();
    (row.person.id, session.0)
}

impl House {
    pub async fn new() -> Self {
        Self::with(false, true).await
    }

    pub async fn with(tls: bool, unlimited: bool) -> Self {
        let settings = Settings {
            unlimited,
            ..Settings::default()
        };
        Self::of(settings, tls, false).await
    }

    /// In memory, whatever the settings say.
    pub async fn of(settings: Settings, tls: bool, behind_proxy: bool) -> Self {
        let settings = Settings {
            db: "mem://".into(),
            offset_minutes: offset(),
            ..settings
        };
        let daybook = Daybook::open(settings).await.unwrap();
        import(&daybook).await;
        for (account, duty) in OFFICIALS {
            service::account::invite_official(&daybook, account, &account.to_uppercase(), duty)
                .await
                .unwrap();
        }
        let mut people = HashMap::new();
        for account in ACCOUNTS.into_iter().chain(OFFICIALS.map(|(account, _)| account)) {
            people.insert(account.to_owned(), open(&daybook, account).await);
        }
        let site = tempfile::tempdir().unwrap();
        let names = Names {
            boot: "/pkg/boot.js".into(),
            js: "/pkg/daybook.js".into(),
            wasm: "/pkg/daybook.wasm".into(),
            css: "/pkg/daybook.css".into(),
            offline: Some("/pkg/offline.js".into()),
            ..Names::default()
        };
        let root = ["sw.js", "offline.html", "manifest.webmanifest"].map(str::to_owned);
        for file in &root {
            std::fs::write(site.path().join(file), "{}").unwrap();
        }
        let assets = Arc::new(Assets {
            names,
            site: site.path().to_owned(),
            root: root.to_vec(),
        });
        let state = State {
            daybook: daybook.clone(),
            assets,
            tls,
            behind_proxy,
        };
        Self {
            router: server::router::router(state),
            daybook,
            people,
            _site: site,
        }
    }

    pub fn id(&self, who: &str) -> &PersonId {
        &self.people.get(who).unwrap().0
    }

    pub fn token(&self, who: &str) -> &str {
        &self.people.get(who).unwrap().1
    }

    /// Signs somebody in anew.
    pub async fn again(&mut self, who: &str) {
        let opened = open(&self.daybook, who).await;
        self.people.insert(who.to_owned(), opened);
    }

    pub async fn actor(&self, who: &str) -> Arc<Actor> {
        self.daybook.profile(self.id(who)).await.unwrap().actor.clone()
    }

    pub async fn unit(&self, who: &str) -> UnitId {
        self.actor(who).await.seats.first().unwrap().unit.clone()
    }

    /// A request of a browser on our own pages; `who` is empty for nobody.
    pub fn request(&self, method: &str, path: &str, who: &str) -> axum::http::request::Builder {
        let mut builder = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "daybook.example");
        if method != "GET" && method != "HEAD" {
            builder = builder.header("sec-fetch-site", "same-origin");
        }
        if !who.is_empty() {
            builder = builder.header(header::COOKIE, format!("daybook_session={}", self.token(who)));
        }
        builder.header(header::ACCEPT_LANGUAGE, "en")
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    pub async fn get(&self, path: &str, who: &str) -> Answer {
        let request = self.request("GET", path, who).header(header::ACCEPT, "text/html");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// A server function as WASM calls it.
    pub async fn call(&self, function: &str, who: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.call_with(function, who, fields, "application/json"))
            .await
    }

    /// A form as a browser without WASM sends it.
    pub async fn form(&self, path: &str, who: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request("POST", path, who).header(header::ACCEPT, "text/html,*/*");
        self.send(
            request
                .header(header::CONTENT_TYPE, FORM)
                .body(encode(fields).into())
                .unwrap(),
        )
        .await
    }

    pub fn call_with(&self, function: &str, who: &str, fields: &[(&str, &str)], accept: &str) -> Request<Body> {
        let request = self
            .request("POST", &format!("/api/{function}"), who)
            .header(header::ACCEPT, accept);
        request
            .header(header::CONTENT_TYPE, FORM)
            .body(encode(fields).into())
            .unwrap()
    }

    pub async fn write(&self, who: &str, text: &str, audience: &str) -> RecordId {
        let draft = RecordDraft {
            text: text.into(),
            audience: audience.into(),
            ..RecordDraft::default()
        };
        service::record::write(&self.daybook, &*self.actor(who).await, &draft, "")
            .await
            .unwrap()
            .id
    }

    pub async fn comment(&self, who: &str, record: &RecordId) -> CommentId {
        let draft = CommentDraft {
            text: "A word".into(),
            ..CommentDraft::default()
        };
        service::comment::write(&self.daybook, &*self.actor(who).await, record, &draft, "")
            .await
            .unwrap()
            .id
    }

    /// A grant in force of the Office to a unit.
    pub async fn grant(&self, to: &UnitId) -> GrantId {
        let (ole, office) = (self.actor("ole").await, self.unit("ann").await);
        let _ = service::grant::give(&self.daybook, &ole, &office, to, "").await;
        let page = service::grant::list(&self.daybook, &ole).await.unwrap();
        page.grants
            .into_iter()
            .find(|g| g.in_force && g.to.id == *to)
            .unwrap()
            .id
    }

    pub async fn revoke(&self, to: &UnitId) {
        let grant = self.grant(to).await;
        service::grant::revoke(&self.daybook, &*self.actor("ole").await, &grant)
            .await
            .unwrap();
    }

    /// How many acts the ledger's first page has of each kind.
    pub async fn acts(&self) -> Vec<String> {
        let rows = service::ledger::page(&self.daybook, &*self.actor("aud").await, None)
            .await
            .unwrap();
        rows.into_iter().map(|r| format!("{} {}", r.id, r.act)).collect()
    }
}

pub const FORM: &str = "application/x-www-form-urlencoded";

pub fn encode(fields: &[(&str, &str)]) -> Bytes {
    let escape = |text: &str| {
        text.bytes()
            .map(|b| {
                if b.is_ascii_alphanumeric() {
                    (b as char).to_string()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect::<String>()
    };
    fields
        .iter()
        .map(|(name, value)| format!("{name}={}", escape(value)))
        .collect::<Vec<_>>()
        .join("&")
        .into()
}

/// How a call is refused to whoever has no right to it: as if there were nothing. Where one writes from, one chooses from one's own posts;
/// that it is none of them is said, whatever else there is.
pub fn refusal(function: &str) -> StatusCode {
    match function {
        "write_record" => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::NOT_FOUND,
    }
}
