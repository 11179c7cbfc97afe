//! The running installation: its database, its memory and its bus.

use crate::Result;
use crate::attachment::Blobs;
use crate::bus::Bus;
use crate::cache::Cache;
use crate::clock::Clock;
use crate::import::Jobs;
use crate::press::Press;
use crate::search::Search;
use crate::throttle::Throttle;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use store::{Db, Login, Store};

/// What an installation can set.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `mem://`, `surrealkv://PATH?sync=every`, `ws://HOST`, `wss://HOST`
    pub db: String,
    pub login: Option<Login>,
    /// The site's offset from UTC in minutes.
    pub offset_minutes: i32,
    /// Sessions end after this time without a request.
    pub idle: Duration,
    /// Memory for the hot part of the feed, in bytes.
    pub cache_bytes: u64,
    /// The folder for what is attached to records; in memory without one.
    pub files: Option<PathBuf>,
    /// A folder with rules of assessment that are laid over the shipped ones, file by file.
    pub rules: Option<PathBuf>,
    /// A folder with templates of forms that take the place of the built-in ones of the same name.
    pub forms: Option<PathBuf>,
    /// The program that sets forms; `daybook-press` beside this one without.
    pub press: Option<PathBuf>,
    /// No limits on signing in and writing (benchmarks only).
    pub unlimited: bool,
    /// Events that a slow stream may lag behind before it is told to start over.
    pub backlog: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            db: "mem://".into(),
            login: None,
            offset_minutes: 480,
            idle: Duration::from_secs(8 * 3600),
            cache_bytes: 64 << 20,
            files: None,
            rules: None,
            forms: None,
            press: None,
            unlimited: false,
            backlog: 4096,
        }
    }
}

/// Cheap to clone; every part is shared.
#[derive(Clone)]
pub struct Daybook(Arc<Inner>);

/// The shared parts; only use cases see inside.
pub struct Inner {
    pub(crate) store: Store,
    pub(crate) blobs: Blobs,
    pub(crate) cache: Cache,
    pub(crate) bus: Bus,
    pub(crate) search: Search,
    pub(crate) clock: Clock,
    pub(crate) throttle: Throttle,
    pub(crate) jobs: Jobs,
    pub(crate) sheets: crate::indicator::Sheets,
    pub(crate) plan_imports: crate::plan::Imports,
    pub(crate) year_tables: crate::assess::Tables,
    pub(crate) status_tables: crate::assess::StatusTables,
    pub(crate) batches: crate::result::Batches,
    pub(crate) rules: crate::assess::rules::Rules,
    pub(crate) press: Press,
    pub(crate) idle: Duration,
    pub(crate) shared: bool,
}

impl std::ops::Deref for Daybook {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Daybook {
    /// Opens the database, and starts to follow its outbox.
    pub async fn open(settings: Settings) -> std::result::Result<Self, store::Error> {
        let shared = settings.db.starts_with("ws");
        // Rules that cannot be used are told before anything is opened.
        let rules = crate::assess::rules::Rules::load(settings.rules.as_deref()).map_err(store::Error::Rules)?;
        let blobs = Blobs::open(settings.files)?;
        let store = Store::open(&settings.db, settings.login).await?;
        let daybook = Self(Arc::new(Inner {
            store,
            blobs,
            cache: Cache::new(settings.cache_bytes),
            bus: Bus::new(settings.backlog),
            search: Search::default(),
            clock: Clock::new(settings.offset_minutes),
            throttle: Throttle::new(settings.unlimited),
            jobs: Jobs::default(),
            sheets: crate::indicator::Sheets::default(),
            plan_imports: crate::plan::Imports::default(),
            year_tables: crate::assess::Tables::default(),
            status_tables: crate::assess::StatusTables::default(),
            batches: crate::result::Batches::default(),
            rules,
            press: Press::new(settings.press, settings.forms),
            idle: settings.idle,
            shared,
        }));
        crate::bus::follow(&daybook);
        crate::attachment::follow(&daybook);
        crate::search::follow(&daybook);
        crate::assess::follow(&daybook);
        Ok(daybook)
    }

    /// What is committed now, to read.
    pub(crate) fn db(&self) -> Db {
        self.store.read()
    }

    /// Today on the site's clock, as `YYYY-MM-DD`.
    pub fn today(&self) -> String {
        self.clock.today().to_string()
    }

    /// The dimensions of indicators that the rule packs name, those of the installation included.
    pub fn dimensions(&self) -> &[domain::indicator::Dimension] {
        self.rules.dimensions()
    }

    /// Turns the site's calendar on without waiting for midnight: for rehearsals, and for tests of what happens then. Notices
    /// go by it; other moments and ids stay those of the real clock.
    pub fn pass_days(&self, days: u32) {
        self.clock.pass_days(days);
    }

    /// Whether the database answers.
    pub async fn ready(&self) -> Result<()> {
        Ok(self.store.ping().await?)
    }

    /// Ends what runs in the background, and the open streams.
    pub fn close(&self) {
        self.bus.close();
    }
}
