//! Checked imports that lie about while others are written.

use super::world::{HEADINGS, STAFF, World, official};
use domain::permission::{Actor, Duty};
use domain::view::{ImportJob, ImportState};
use domain::{Lang, Violation};
use service::Error;
use service::import::{Kind, apply, check, job, start, write_from_terminal};
use std::time::Duration;

const FAY: &str = "O4,Clerk,O1,9,Fay Nine,fay,,";

struct Office {
    world: World,
    admin: Actor,
}

impl Office {
    async fn new() -> Self {
        Self {
            world: World::new().await,
            admin: official(Duty::SystemAdministrator),
        }
    }

    async fn ended(&self, id: &str, running: ImportState) -> ImportJob {
        loop {
            let seen = job(&self.world.daybook, &self.admin, id, Lang::En).unwrap();
            if seen.state != running {
                return seen;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// A list that was checked and waits to be written.
    async fn ready(&self, list: &str) -> String {
        let files = vec![("staff.csv".to_owned(), format!("{HEADINGS}{list}").into_bytes())];
        let id = start(&self.world.daybook, &self.admin, Kind::StaffList, files).unwrap();
        assert_eq!(self.ended(&id, ImportState::Checking).await.state, ImportState::Ready);
        id
    }

    async fn apply(&self, id: &str) -> Result<ImportState, Error> {
        apply(&self.world.daybook, &self.admin, id).await?;
        Ok(self.ended(id, ImportState::Writing).await.state)
    }

    async fn appointments(&self, account: &str) -> usize {
        let dir = self.world.actor("dir").await;
        let page = service::directory::person(&self.world.daybook, &dir, self.world.id(account)).await;
        page.unwrap().appointments.len()
    }
}

#[tokio::test]
async fn a_list_checked_twice_is_written_once() {
    let office = Office::new().await;
    let list = STAFF.replace("O4,Clerk,O1,,,,,", FAY);
    let (one, two) = (office.ready(&list).await, office.ready(&list).await);
    assert_eq!(office.apply(&one).await.unwrap(), ImportState::Done);
    let refused = office.apply(&two).await;
    assert!(
        matches!(refused, Err(Error::Invalid(Violation::RosterChanged))),
        "{refused:?}"
    );
    assert_eq!(office.ended(&two, ImportState::Writing).await.state, ImportState::Stale);
    assert_eq!(office.appointments("fay").await, 2, "one in each post");
    assert_eq!(office.world.acts().await, ["roster_imported"]);
    // A second press on either changes nothing more.
    assert_eq!(office.apply(&one).await.unwrap(), ImportState::Done);
    assert_eq!(office.apply(&two).await.unwrap(), ImportState::Stale);
}

/// The page was closed at once, and with it the request.
#[tokio::test]
async fn an_import_is_written_though_nobody_waits_for_the_answer() {
    let office = Office::new().await;
    let id = office.ready(&STAFF.replace("O3,Clerk", "O3,Senior clerk")).await;
    let mut asked = Box::pin(apply(&office.world.daybook, &office.admin, &id));
    assert!(futures::poll!(&mut asked).is_pending());
    drop(asked);
    let ended = tokio::time::timeout(Duration::from_secs(20), office.ended(&id, ImportState::Writing)).await;
    assert_eq!(ended.unwrap().state, ImportState::Done);
}

#[tokio::test]
async fn an_older_check_does_not_undo_a_later_import() {
    let office = Office::new().await;
    let older = office.ready(&STAFF.replace("O3,Clerk", "O3,Senior clerk")).await;
    let later = office.ready(&STAFF.replace("Bob Four", "Robert Four")).await;
    assert_eq!(office.apply(&later).await.unwrap(), ImportState::Done);
    assert!(matches!(
        office.apply(&older).await,
        Err(Error::Invalid(Violation::RosterChanged))
    ));
    let profile = office.world.daybook.profile(office.world.id("bob")).await.unwrap();
    assert_eq!(profile.name, "Robert Four");
    // Checked again, it is what it says.
    let again = STAFF
        .replace("Bob Four", "Robert Four")
        .replace("O3,Clerk", "O3,Senior clerk");
    let again = office.ready(&again).await;
    assert_eq!(office.apply(&again).await.unwrap(), ImportState::Done);
}

#[tokio::test]
async fn who_holds_a_post_already_is_not_appointed_to_it_twice() {
    let office = Office::new().await;
    let list = STAFF.replace("O4,Clerk,O1,,,,,", FAY);
    let files = [("staff.csv".to_owned(), format!("{HEADINGS}{list}").into_bytes())];
    let checked = check(&office.world.daybook, &files, Kind::StaffList, &mut |_, _| {})
        .await
        .unwrap();
    let changes = checked.changes.unwrap();
    for _ in 0..2 {
        write_from_terminal(&office.world.daybook, &"terminal".into(), &changes, &|_, _| {})
            .await
            .unwrap();
    }
    assert_eq!(office.appointments("fay").await, 2, "one in each post");
}
