//! The program's subcommands, run as at a terminal on a database of their own.

use super::house::STAFF;
use domain::permission::{Actor, Duty};
use domain::view::AccountRow;
use service::{Daybook, Settings};
use std::process::{Command, Output};
use std::time::Duration;
use tempfile::TempDir;

/// A folder with a database in it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn db(&self) -> String {
        format!("surrealkv://{}/db?sync=every", self.0.path().display())
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daybook"));
        // The settings of whoever runs the tests are not this program's.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DAYBOOK_")) {
            command.env_remove(name);
        }
        command.args(args).args(["--log", "error"]).current_dir(&self.0);
        command.env("DAYBOOK_DB", self.db());
        command
    }

    /// A database that was open in this process is let go a moment after.
    fn run(&self, args: &[&str]) -> Said {
        for _ in 0..600 {
            let said = Said::from(self.command(args).output().unwrap());
            if said.well || !said.error.contains("in use by another process") {
                return said;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{} stayed in use", self.db());
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    /// Everybody with a duty, and who is found by name, post or account.
    async fn people(&self, query: &str) -> Vec<AccountRow> {
        let settings = Settings {
            db: self.db(),
            ..Settings::default()
        };
        let daybook = opened(settings).await;
        let admin = Actor {
            person: super::house::UNKNOWN.into(),
            seats: vec![],
            duties: vec![Duty::SystemAdministrator],
            granted: vec![],
        };
        let rows = service::account::list(&daybook, &admin, query).await.unwrap();
        // The next command opens the database itself.
        daybook.close();
        drop(daybook);
        rows
    }
}

/// Whoever had the database before lets it go a moment after it is closed.
async fn opened(settings: Settings) -> Daybook {
    for _ in 0..600 {
        match Daybook::open(settings.clone()).await {
            Err(error) if error.to_string().contains("in use by another process") => {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            outcome => return outcome.unwrap(),
        }
    }
    panic!("{} stayed in use", settings.db);
}

struct Said {
    well: bool,
    out: String,
    error: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            well: output.status.success(),
            out: String::from_utf8(output.stdout).unwrap(),
            error: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Said {
    #[track_caller]
    fn well(self) -> String {
        assert!(self.well, "{} {}", self.out, self.error);
        self.out
    }

    #[track_caller]
    fn refused(self) -> String {
        assert!(!self.well, "{}", self.out);
        self.error
    }
}

/// With a thread beside the one that waits for commands: there the database is let go.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invitation_gives_no_rights_unless_told_to() {
    let place = Place::new();
    let invite = |args: &[&str]| place.run(&[&["user", "invite"][..], args].concat());
    // An empty site: what is missing is said, and nobody becomes an administrator by leaving a word out.
    let words = invite(&["--account", "sun"]).refused();
    assert!(words.contains("--staff-number") && words.contains("--duty"), "{words}");
    assert!(
        invite(&["--account", "sun", "--name", "孙敏"])
            .refused()
            .contains("--duty")
    );
    assert!(
        invite(&["--account", "sun", "--name", "孙敏", "--duty", "king"])
            .refused()
            .contains("king")
    );
    let first = ["--account", "sun", "--name", "孙敏", "--duty", "system_administrator"];
    assert!(invite(&first).well().contains("http://127.0.0.1:3000/invite/"));
    let duties = |rows: Vec<AccountRow>| rows.into_iter().flat_map(|row| row.duties).collect::<Vec<_>>();
    assert_eq!(duties(place.people("sun").await), [Duty::SystemAdministrator]);

    place.file("staff.csv", &STAFF.replace("Ann Three,ann,", "Ann Three,,"));
    place.run(&["import", "staff.csv", "--write"]).well();
    // Somebody who is there gets a link, and nothing else.
    assert!(invite(&["--account", "bob"]).well().contains("/invite/"));
    assert!(
        invite(&["--account", "ann3", "--staff-number", "3"])
            .well()
            .contains("/invite/")
    );
    assert!(
        invite(&["--account", "other", "--staff-number", "3"])
            .refused()
            .contains("ann3")
    );
    assert!(
        invite(&["--account", "bob", "--staff-number", "3"])
            .refused()
            .contains("bob")
    );
    assert!(
        invite(&["--account", "x9", "--staff-number", "99"])
            .refused()
            .contains("99")
    );
    let ann = place.people("ann3").await;
    assert_eq!(ann.first().unwrap().person.name, "Ann Three");
    assert!(duties(ann).is_empty());
    assert!(duties(place.people("bob").await).is_empty());

    // One duty each.
    assert!(
        invite(&["--account", "bob", "--duty", "auditor"])
            .well()
            .contains("/invite/")
    );
    let words = invite(&["--account", "bob", "--duty", "personnel_office"]).refused();
    assert!(words.contains("Auditor"), "{words}");
    assert_eq!(duties(place.people("bob").await), [Duty::Auditor]);
}

#[test]
fn a_link_has_the_address_of_the_flag_the_environment_or_the_server() {
    let place = Place::new();
    place
        .run(&[
            "user",
            "invite",
            "--account",
            "sun",
            "--name",
            "Sun",
            "--duty",
            "auditor",
        ])
        .well();
    let said = |url: Option<&str>, args: &[&str]| {
        let mut command = place.command(&[&["user", "invite", "--account", "sun"][..], args].concat());
        if let Some(url) = url {
            command.env("DAYBOOK_URL", url);
        }
        Said::from(command.output().unwrap())
    };
    assert!(
        said(None, &["--listen", "0.0.0.0:8080"])
            .well()
            .contains("http://localhost:8080/invite/")
    );
    assert!(said(None, &["--tls"]).well().contains("https://127.0.0.1:3000/invite/"));
    let env = Some("https://env.example");
    assert!(
        said(env, &["--listen", "0.0.0.0:8080"])
            .well()
            .contains(" https://env.example/invite/")
    );
    let flag = ["--url", "https://flag.example/"];
    assert!(said(env, &flag).well().contains(" https://flag.example/invite/"));
    place.file("daybook.toml", "url = \"https://file.example\"\n");
    assert!(said(None, &[]).well().contains(" https://file.example/invite/"));
    assert!(
        said(env, &[]).well().contains(" https://env.example/invite/"),
        "the environment wins over the file"
    );
    // A variable with a slip in its name is named, not left out.
    let mut slip = place.command(&["user", "invite", "--account", "sun"]);
    slip.env("DAYBOOK_CACHE_MBB", "7");
    assert!(Said::from(slip.output().unwrap()).refused().contains("cache_mbb"));
    let mut odd = place.command(&["user", "invite", "--account", "sun"]);
    odd.env("DAYBOOK_IDLE_MINUTES", "soon");
    assert!(Said::from(odd.output().unwrap()).refused().contains("soon"));
}

#[test]
fn an_import_is_a_dry_run_until_told_and_says_how_far_it_is() {
    let place = Place::new();
    let rows: String = (1..3_000)
        .map(|n| format!("Big/Section {},no,P{n},Officer,P0,{n},Person {n},person{n},,\n", n % 40))
        .collect();
    let headings = STAFF.lines().next().unwrap();
    place.file(
        "staff.csv",
        &format!("{headings}\nBig,yes,P0,Head,,0,Person 0,p0,,\n{rows}"),
    );
    let dry = place.run(&["import", "staff.csv"]).well();
    assert!(dry.contains("of 3000 rows read") && dry.contains("Dry run"), "{dry}");
    assert!(
        dry.contains("more (--show N)") && !dry.contains("rows written"),
        "{dry}"
    );
    let written = place.run(&["import", "staff.csv", "--write", "--show", "0"]).well();
    let steps = written.lines().filter(|line| line.ends_with("rows written")).count();
    assert!((5..=10).contains(&steps) && written.contains("Written:"), "{written}");
    assert!(
        place
            .run(&["import", "staff.csv", "--write"])
            .well()
            .contains("0 changes")
    );

    // Everything wrong is counted, and what is not shown is said.
    place.file(
        "bad.csv",
        &format!("{headings}\n{}", "Big,no,,Officer,,,,,,\n".repeat(1_500)),
    );
    let bad = place.run(&["import", "bad.csv", "--write", "--show", "3"]);
    assert!(bad.out.contains("more findings (--show N)"), "{}", bad.out);
    assert_eq!(
        bad.out.lines().filter(|line| line.starts_with("error")).count(),
        3,
        "{}",
        bad.out
    );
    assert!(bad.refused().contains("1500 errors"));
    assert!(place.run(&["import", "none.csv"]).refused().contains("none.csv"));
}

#[test]
fn the_demo_is_loaded_once() {
    let place = Place::new();
    let demo = ["demo", "--people", "120", "--records", "150", "--locale", "en"];
    let said = place.run(&demo).well();
    for role in ["staff", "chief", "admin", "security", "auditor", "personnel"] {
        assert!(said.contains(&format!("  {role} ")), "{role}: {said}");
    }
    assert!(place.run(&demo).refused().contains("has people in it already"));
}

/// Broken off as with Ctrl+C once the first records are written.
#[test]
fn a_demo_that_was_broken_off_is_not_served_by_halves() {
    use std::io::{BufRead, BufReader};
    let place = Place::new();
    let demo = ["demo", "--people", "120", "--records", "20000", "--locale", "en"];
    let mut child = place
        .command(&demo)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let progress = lines
        .map_while(Result::ok)
        .find(|line| line.contains("records written"));
    let (done, total) = progress.as_deref().unwrap().trim().split_once(" of ").unwrap();
    assert!(!total.starts_with(&format!("{done} ")), "not the whole: {progress:?}");
    child.kill().unwrap();
    child.wait().unwrap();
    std::fs::create_dir(place.0.path().join("site")).unwrap();
    place.file("site/assets.json", r#"{"boot":"","js":"","wasm":"","css":""}"#);
    let up = ["up", "--json", "--site", "site", "--listen", "127.0.0.1:0"];
    for again in [&demo[..], &up] {
        let words = place.run(again).refused();
        let folder = format!("{}/db", place.0.path().display());
        assert!(words.contains("broken off") && words.contains(&folder), "{words}");
    }
    // As told.
    std::fs::remove_dir_all(place.0.path().join("db")).unwrap();
    let small = ["demo", "--people", "120", "--records", "150", "--locale", "en"];
    assert!(place.run(&small).well().contains("  staff "));
}

#[test]
fn a_template_of_a_form_is_begun_with_and_tried() {
    let place = Place::new();
    let made = |args: &[&str]| {
        let output = place.command(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let sheet = |book: Vec<u8>| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
        let mut texts = String::new();
        for part in ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"] {
            let mut part = archive.by_name(part).unwrap();
            std::io::Read::read_to_string(&mut part, &mut texts).unwrap();
        }
        texts
    };
    for form in ["period.xlsx", "annual.xlsx", "roster.xlsx", "publication.xlsx"] {
        let shown = made(&["forms", "show", form, "en"]);
        std::fs::write(place.0.path().join(form), &shown).unwrap();
        assert!(sheet(shown).contains("{{period.title}}"), "{form}");
        let filled = sheet(made(&["forms", "try", form, "en"]));
        assert!(filled.contains("t=\"inlineStr\""), "{form}: {filled}");
    }
    let refused = |args: &[&str]| place.run(args).refused();
    place.file("roster.xlsx", "no workbook");
    assert!(refused(&["forms", "try", "roster.xlsx", "en"]).contains("roster.xlsx: it is no .xlsx workbook"));
    assert!(refused(&["forms", "try", "none/period.xlsx", "zh"]).contains("none/period.xlsx"));
    for odd in ["other.xlsx", "period.typ", "period"] {
        assert!(refused(&["forms", "show", odd]).contains("publication.xlsx"), "{odd}");
    }
}
