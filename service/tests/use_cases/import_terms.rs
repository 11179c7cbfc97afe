//! Appointments on other terms, in other units and of other people: what was before is kept, and ends on the right day.

use super::world::{HEADINGS, STAFF, World, import, official};
use chrono::{Days, NaiveDate};
use domain::PersonId;
use domain::permission::Duty;
use service::import::{Kind, check};

/// The organisation with one more post, X1 of the Office, that Nia and Moe hold one after the other.
struct Desk {
    world: World,
}

impl Desk {
    async fn new() -> Self {
        Self {
            world: World::new().await,
        }
    }

    /// Nia has held the post for so many days; since when.
    async fn held(kind: &str, days: u64) -> (Self, String) {
        let desk = Self::new().await;
        let first = desk.ago(days);
        desk.tell(&nia(kind, &first, "")).await;
        (desk, first)
    }

    fn today(&self) -> NaiveDate {
        self.world.daybook.today().parse().unwrap()
    }

    fn ago(&self, days: u64) -> String {
        (self.today() - Days::new(days)).to_string()
    }

    fn ahead(&self, days: u64) -> String {
        (self.today() + Days::new(days)).to_string()
    }

    /// Imports a list with such a holder of the post, twice: the second time nothing changes.
    async fn tell(&self, holder: &str) {
        self.tell_in("Office", holder).await;
    }

    async fn tell_in(&self, unit: &str, holder: &str) {
        let list = list(unit, holder);
        assert!(import(&self.world.daybook, &list).await.unwrap() > 0, "{holder}");
        assert_eq!(import(&self.world.daybook, &list).await, Ok(0), "{holder} again");
    }

    /// After some days the same list still changes nothing.
    async fn pass(&self, days: u32, unit: &str, holder: &str) {
        self.world.daybook.pass_days(days);
        assert_eq!(
            import(&self.world.daybook, &list(unit, holder)).await,
            Ok(0),
            "{holder} later"
        );
    }

    async fn words(&self, holder: &str) -> Vec<String> {
        let files = [("staff.csv".to_owned(), list("Office", holder).into_bytes())];
        let dry = check(&self.world.daybook, &files, Kind::StaffList, &mut |_, _| {})
            .await
            .unwrap();
        let both = |c: &domain::roster::Change| [c.words(domain::Lang::En), c.words(domain::Lang::Zh)];
        dry.changes.unwrap().iter().flat_map(both).collect()
    }

    async fn id(&self, account: &str) -> PersonId {
        let admin = official(Duty::SystemAdministrator);
        let rows = service::account::list(&self.world.daybook, &admin, account)
            .await
            .unwrap();
        let row = rows.into_iter().find(|r| r.account.as_deref() == Some(account));
        row.unwrap().person.id
    }

    /// Everything that is kept of somebody in the post, the first one first; what holds today has a star.
    async fn rows(&self, account: &str) -> Vec<String> {
        let profile = self.world.daybook.profile(&self.id(account).await).await.unwrap();
        let mut rows: Vec<_> = profile.seats.iter().chain(&profile.other).collect();
        rows.sort_by(|a, b| a.starts.cmp(&b.starts));
        let today = self.world.daybook.today();
        let line = |s: &store::organisation::SeatRow| {
            let (starts, ends) = (s.starts.clone().unwrap_or_default(), s.ends.clone().unwrap_or_default());
            let now = starts <= today && (ends.is_empty() || today <= ends);
            let star = if now { " *" } else { "" };
            format!("{} {} {starts}..{ends}{star}", s.unit_name, s.kind)
        };
        rows.into_iter().map(line).collect()
    }
}

fn list(unit: &str, holder: &str) -> String {
    let rows: String = STAFF.lines().map(|line| format!("{line},\n")).collect();
    format!(
        "{},Appointment kind\n{rows}Bureau/{unit},no,X1,Clerk,O1,{holder}\n",
        HEADINGS.trim_end()
    )
}

fn nia(kind: &str, from: &str, to: &str) -> String {
    format!("30,Nia Thirty,nia,{from},{to},{kind}")
}

fn moe(from: &str) -> String {
    format!("31,Moe Thirtyone,moe,{from},,")
}

const NOBODY: &str = ",,,,,";

#[tokio::test]
async fn acting_first_and_then_for_good_are_two_appointments() {
    let (desk, first) = Desk::held("acting", 100).await;
    let second = desk.ago(10);
    desk.tell(&nia("substantive", &second, "")).await;
    let acting = format!("Office acting {first}..{}", desk.ago(11));
    let both = [acting.clone(), format!("Office substantive {second}.. *")];
    assert_eq!(desk.rows("nia").await, both);
    // A later day, in the future: what is now goes on until then.
    let (third, eve) = (desk.ahead(20), desk.ahead(19));
    desk.tell(&nia("seconded", &third, "")).await;
    assert_eq!(
        desk.rows("nia").await,
        [
            acting,
            format!("Office substantive {second}..{eve} *"),
            format!("Office seconded {third}..")
        ]
    );
    // It does not come to that.
    desk.tell(&nia("substantive", &second, "")).await;
    assert_eq!(desk.rows("nia").await, both);
    desk.pass(5, "Office", &nia("substantive", &second, "")).await;
}

#[tokio::test]
async fn another_kind_without_a_later_day_begins_with_the_import() {
    let (desk, first) = Desk::held("acting", 100).await;
    // The list repeats the day on which it began.
    let (eve, since) = (desk.ago(1), desk.ago(0));
    desk.tell(&nia("substantive", &first, "")).await;
    assert_eq!(
        desk.rows("nia").await,
        [
            format!("Office acting {first}..{eve}"),
            format!("Office substantive {since}.. *")
        ]
    );
    desk.pass(5, "Office", &nia("substantive", &first, "")).await;
    // It states none.
    desk.pass(0, "Office", &nia("substantive", "", "")).await;
    let (eve, since) = (desk.ago(1), desk.ago(0));
    desk.tell(&nia("seconded", "", "")).await;
    let rows = desk.rows("nia").await;
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(
        rows[1].ends_with(&eve) && rows[2] == format!("Office seconded {since}.. *"),
        "{rows:?}"
    );
}

#[tokio::test]
async fn what_is_put_right_stays_one_appointment() {
    let (desk, _) = Desk::held("acting", 10).await;
    let (first, to) = (desk.ago(30), desk.ahead(30));
    let id = desk.id("nia").await;
    let row = async || {
        let profile = desk.world.daybook.profile(&id).await.unwrap();
        assert!(profile.other.is_empty() && profile.seats.len() == 1);
        profile.seats[0].id.clone()
    };
    let before = row().await;
    desk.tell(&nia("acting", &first, "")).await;
    assert_eq!(desk.rows("nia").await, [format!("Office acting {first}.. *")]);
    desk.tell(&nia("acting", &first, &to)).await;
    desk.pass(2, "Office", &nia("acting", "", &to)).await;
    assert_eq!(desk.rows("nia").await, [format!("Office acting {first}..{to} *")]);
    desk.tell(&nia("acting", "", "")).await;
    assert_eq!(desk.rows("nia").await, [format!("Office acting {first}.. *")]);
    assert_eq!(row().await, before, "the same row all along");
}

#[tokio::test]
async fn after_a_move_the_old_day_claims_no_unit() {
    let (desk, first) = Desk::held("", 100).await;
    let (eve, moved) = (desk.ago(1), desk.ago(0));
    desk.tell_in("Finance", &nia("", &first, "")).await;
    let before = format!("Office substantive {first}..{eve}");
    assert_eq!(
        desk.rows("nia").await,
        [before.clone(), format!("Finance substantive {moved}.. *")]
    );
    desk.pass(3, "Finance", &nia("", &first, "")).await;
    // Another last day.
    let to = desk.ahead(50);
    desk.tell_in("Finance", &nia("", &first, &to)).await;
    assert_eq!(
        desk.rows("nia").await,
        [before.clone(), format!("Finance substantive {moved}..{to} *")]
    );
    // Another kind.
    let (last, since) = (desk.ago(1), desk.ago(0));
    desk.tell_in("Finance", &nia("acting", &first, "")).await;
    assert_eq!(
        desk.rows("nia").await,
        [
            before,
            format!("Finance substantive {moved}..{last}"),
            format!("Finance acting {since}.. *")
        ]
    );
    desk.pass(3, "Finance", &nia("acting", &first, "")).await;
}

#[tokio::test]
async fn a_move_and_another_kind_in_one_list_are_one_step() {
    let (desk, first) = Desk::held("", 100).await;
    let (eve, moved) = (desk.ago(1), desk.ago(0));
    desk.tell_in("Finance", &nia("seconded", &first, "")).await;
    assert_eq!(
        desk.rows("nia").await,
        [
            format!("Office substantive {first}..{eve}"),
            format!("Finance seconded {moved}.. *")
        ]
    );
    // All of it was a mistake, and the day is not over yet.
    desk.tell_in("Office", &nia("", &first, "")).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}.. *")]);
}

#[tokio::test]
async fn the_stated_last_day_is_the_last_day() {
    let (desk, first) = Desk::held("", 100).await;
    let last = desk.ago(9);
    let over = nia("", &first, &last);
    assert_eq!(
        desk.words(&over).await,
        [
            format!("End the appointment of 30 to X1 (last day: {last})"),
            format!("30 不再任 X1（最后一天：{last}）")
        ]
    );
    desk.tell(&over).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}..{last}")]);
    desk.pass(3, "Office", &over).await;
    // Before the post moved.
    let (desk, first) = Desk::held("", 100).await;
    desk.tell_in("Finance", &nia("", &first, "")).await;
    desk.tell_in("Finance", &over).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}..{last}")]);
    // Before it began, which cannot be: yesterday, as if no day were stated.
    let (desk, first) = Desk::held("", 100).await;
    desk.tell(&nia("", "", "2020-01-31")).await;
    assert_eq!(
        desk.rows("nia").await,
        [format!("Office substantive {first}..{}", desk.ago(1))]
    );
}

#[tokio::test]
async fn who_is_followed_ends_the_day_before() {
    let (desk, first) = Desk::held("", 100).await;
    let (since, eve) = (desk.ago(9), desk.ago(10));
    desk.tell(&moe(&since)).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}..{eve}")]);
    assert_eq!(desk.rows("moe").await, [format!("Office substantive {since}.. *")]);
    desk.pass(3, "Office", &moe(&since)).await;
    // A day before the holder began says nothing about when that one left.
    let (desk, first) = Desk::held("", 100).await;
    desk.tell(&moe("2024-01-01")).await;
    assert_eq!(
        desk.rows("nia").await,
        [format!("Office substantive {first}..{}", desk.ago(1))]
    );
}

#[tokio::test]
async fn who_is_to_follow_leaves_the_holder_until_then() {
    let (desk, first) = Desk::held("", 100).await;
    let (since, eve) = (desk.ahead(20), desk.ahead(19));
    let ends = format!("End the appointment of 30 to X1 (last day: {eve})");
    assert!(desk.words(&moe(&since)).await.contains(&ends));
    desk.tell(&moe(&since)).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}..{eve} *")]);
    assert_eq!(desk.rows("moe").await, [format!("Office substantive {since}..")]);
    desk.pass(5, "Office", &moe(&since)).await;
    // Earlier than that.
    let (since, eve) = (desk.ahead(3), desk.ahead(2));
    desk.tell(&moe(&since)).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}..{eve} *")]);
    assert_eq!(desk.rows("moe").await, [format!("Office substantive {since}..")]);
    // Nobody follows, and the holder goes too; or the holder stays.
    let moes = moe(&since);
    desk.tell(&nia("", &first, "")).await;
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}.. *")]);
    assert!(desk.rows("moe").await.is_empty(), "never took place");
    desk.tell(&moes).await;
    desk.tell(NOBODY).await;
    assert_eq!(
        desk.rows("nia").await,
        [format!("Office substantive {first}..{}", desk.ago(1))]
    );
    assert!(desk.rows("moe").await.is_empty());
}

#[tokio::test]
async fn no_appointment_ends_before_it_begins() {
    // Corrected on the day of the import.
    let desk = Desk::new().await;
    desk.tell(&nia("", "", "")).await;
    desk.tell(&moe("")).await;
    assert!(desk.rows("nia").await.is_empty());
    assert_eq!(
        desk.rows("moe").await,
        [format!("Office substantive {}.. *", desk.ago(0))]
    );
    // There and back on one day.
    let (desk, first) = Desk::held("", 100).await;
    for unit in ["Finance", "Office"] {
        desk.tell_in(unit, &nia("", &first, "")).await;
    }
    assert_eq!(desk.rows("nia").await, [format!("Office substantive {first}.. *")]);
    // Gone, and back later with the old day: not there meanwhile.
    desk.tell(NOBODY).await;
    let last = desk.ago(1);
    desk.world.daybook.pass_days(10);
    desk.tell(&nia("", &first, "")).await;
    assert_eq!(
        desk.rows("nia").await,
        [
            format!("Office substantive {first}..{last}"),
            format!("Office substantive {}.. *", desk.ago(0))
        ]
    );
}
