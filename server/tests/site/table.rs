//! The authorisation table: every relation × every function and route, on the real router.

use super::house::{Answer, House, UNKNOWN, refusal};
use super::knock::knock;
use axum::http::StatusCode;
use domain::permission::{Action, Actor, RecordFacts, Relation, Resource, allows, decide};
use domain::{Audience, UnitId};
use server::authorisation::{FUNCTIONS, Needs, routes};

/// Who stands in which relation to what Ann writes for authorised units.
pub const ASKERS: [(&str, Option<Relation>); 10] = [
    ("ann", Some(Relation::Own)),
    ("ole", Some(Relation::Leader)),
    ("bob", Some(Relation::Colleague)),
    ("hal", Some(Relation::Granted)),
    ("sys", Some(Relation::SystemAdministrator)),
    ("sec", Some(Relation::SecurityAdministrator)),
    ("aud", Some(Relation::Auditor)),
    ("per", Some(Relation::PersonnelOffice)),
    ("fay", Some(Relation::Stranger)),
    ("", None),
];

pub type Fields = Vec<(&'static str, String)>;

/// A call on something that exists, the same on something that does not, and what it is about.
pub struct Cell {
    pub real: Fields,
    pub unreal: Option<Fields>,
    pub resource: Resource,
}

pub struct Things {
    pub office: UnitId,
    pub path: Vec<UnitId>,
    quay: UnitId,
    job: String,
}

/// An import that was read and checked.
pub async fn checked(house: &House) -> String {
    let files = vec![("staff.csv".to_owned(), super::house::STAFF.as_bytes().to_vec())];
    let sys = house.actor("sys").await;
    let job = service::import::start(&house.daybook, &sys, service::import::Kind::StaffList, files).unwrap();
    let state = || {
        service::import::job(&house.daybook, &sys, &job, domain::Lang::En)
            .unwrap()
            .state
    };
    while state() == domain::view::ImportState::Checking {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    job
}

pub async fn things(house: &House) -> Things {
    let ann = house.actor("ann").await;
    let job = checked(house).await;
    let seat = ann.seats.first().unwrap();
    house.grant(&house.unit("hal").await).await;
    Things {
        office: seat.unit.clone(),
        path: seat.path.clone(),
        quay: house.unit("qua").await,
        job,
    }
}

/// Fresh things for one call of a function, so that no call meets what another left.
pub async fn cell(house: &House, things: &Things, function: &str) -> Cell {
    if let Some(cell) = super::plans::cell(house, function).await {
        return cell;
    }
    if let Some(cell) = super::assess::cell(house, function).await {
        return cell;
    }
    if let Some(cell) = super::periods::cell(house, function).await {
        return cell;
    }
    let record = house.write("ann", "Words of Ann", "granted").await;
    let comment = house.comment("ann", &record).await;
    let facts = RecordFacts {
        author: house.id("ann").clone(),
        path: things.path.clone(),
        line: house
            .daybook
            .profile(house.id("ann"))
            .await
            .unwrap()
            .lines
            .iter()
            .flat_map(|l| l.posts.clone())
            .collect(),
        audience: Audience::Granted,
        withdrawn: false,
    };
    let on_record = Resource::Record(facts.clone());
    let on_comment = Resource::Comment {
        author: house.id("ann").clone(),
        record: facts,
    };
    let on_unit = Resource::Unit {
        path: things.path.clone(),
    };
    let text = |s: &str| s.to_owned();
    let with = |name: &'static str, id: String, rest: &[(&'static str, &str)], resource: Resource| {
        let rest: Fields = rest.iter().map(|(n, v)| (*n, text(v))).collect();
        let fields = |id: String| std::iter::once((name, id)).chain(rest.clone()).collect::<Fields>();
        Cell {
            real: fields(id),
            unreal: Some(fields(UNKNOWN.into())),
            resource,
        }
    };
    let plain = |rest: &[(&'static str, &str)]| Cell {
        real: rest.iter().map(|(n, v)| (*n, text(v))).collect(),
        unreal: None,
        resource: Resource::Site,
    };
    match function {
        "save_draft" => plain(&[
            ("place", "new"),
            ("body", "{\"text\":\"Half a\"}"),
            ("at", "1"),
            ("seen", "0"),
        ]),
        "forget_draft" => plain(&[("place", "new"), ("seen", "0")]),
        "me" | "grants" | "ledger" | "notices" | "drafts" => plain(&[]),
        "choices" => plain(&[("text", "Report")]),
        "read_notices" => plain(&[("until", "1")]),
        "read_thread" => plain(&[("thread", record.as_str())]),
        "set_wish" => plain(&[("target", "kind:marked"), ("wish", "daily")]),
        // Another's notice is not there: see `notices::notices_are_ones_own`.
        "open_notice" => plain(&[("notice", UNKNOWN)]),
        "accounts" => plain(&[("query", "ann")]),
        "search" => plain(&[("ask[q]", "quay")]),
        "change_password" => plain(&[
            ("current", "not it"),
            ("password", "another horse"),
            ("again", "another horse"),
        ]),
        "set_read_up_to" => plain(&[("at", "1")]),
        "invite_person" => with(
            "person",
            house.id("fin").0.clone(),
            &[("account", "fin")],
            Resource::Site,
        ),
        "change_duty" => with(
            "person",
            house.id("fin").0.clone(),
            &[("duty", "auditor"), ("on", "true"), ("key", "")],
            Resource::Duties {
                holder: house.id("fin").clone(),
            },
        ),
        "import_jobs" => plain(&[]),
        "import_job" | "apply_import" => with("job", things.job.clone(), &[], Resource::Site),
        "feed" => {
            let mut cell = with("scope", format!("unit:{}", things.office), &[], on_unit);
            cell.unreal = Some(vec![("scope", format!("unit:{UNKNOWN}"))]);
            cell
        }
        "unit_page" => with("unit", things.office.0.clone(), &[], on_unit),
        "person_page" => {
            let profile = house.daybook.profile(house.id("ann")).await.unwrap();
            with("person", house.id("ann").0.clone(), &[], profile.resource())
        }
        "card" | "record_page" | "withdraw_record" => with("record", record.0, &[], on_record),
        "mentionable" => with("record", record.0, &[("prefix", "")], on_record),
        "set_like" => with("record", record.0, &[("on", "true")], on_record),
        "edit_record" => with(
            "record",
            record.0,
            &[("text", "New"), ("day", ""), ("audience", "unit"), ("key", "")],
            on_record,
        ),
        "write_comment" => with("record", record.0, &[("text", "A question"), ("key", "")], on_record),
        "edit_comment" => with("comment", comment.0, &[("text", "New"), ("key", "")], on_comment),
        "delete_comment" => with("comment", comment.0, &[], on_comment),
        "write_record" => with(
            "unit",
            things.office.0.clone(),
            &[("text", "New"), ("day", ""), ("audience", "unit"), ("key", "")],
            on_unit,
        ),
        "give_grant" => with(
            "from",
            things.office.0.clone(),
            &[("to", things.quay.as_str()), ("until", "")],
            on_unit,
        ),
        "revoke_grant" => with("grant", house.grant(&things.quay).await.0, &[], on_unit),
        name if name.contains("indicator") => super::indicators::cell(house, things, name).await,
        other => panic!("{other}: give it a line here: how it is called, and on what"),
    }
}

async fn call(house: &House, function: &str, who: &str, fields: &Fields) -> Answer {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    house.call(function, who, &fields).await
}

#[tokio::test]
async fn every_cell_of_the_table() {
    let house = House::new().await;
    let things = things(&house).await;
    let mut cells = 0;
    for (function, needs) in FUNCTIONS {
        for (who, relation) in ASKERS {
            if function == "give_grant" {
                house.revoke(&things.quay).await;
            }
            let cell = cell(&house, &things, function).await;
            let actor = if who.is_empty() {
                None
            } else {
                Some(house.actor(who).await)
            };
            let answer = call(&house, function, who, &cell.real).await;
            check(
                function,
                who,
                needs,
                actor.as_deref(),
                relation,
                &cell.resource,
                &answer,
            );
            if let Some(unreal) = &cell.unreal {
                let nothing = call(&house, function, who, unreal).await;
                let wanted = match who {
                    "" => StatusCode::UNAUTHORIZED,
                    _ => refusal(function),
                };
                assert_eq!(
                    nothing.status, wanted,
                    "{function} on nothing by {who}: {}",
                    nothing.body
                );
                if answer.status == refusal(function) {
                    assert_eq!(
                        answer.said(),
                        nothing.said(),
                        "{function}: {who} can tell what is from what is not"
                    );
                }
            }
            cells += 1;
        }
    }
    assert_eq!(cells, FUNCTIONS.len() * ASKERS.len());
}

fn check(
    function: &str,
    who: &str,
    needs: Needs,
    actor: Option<&Actor>,
    relation: Option<Relation>,
    resource: &Resource,
    answer: &Answer,
) {
    let cell = format!(
        "{function} by {who:?} ({relation:?}): {} {}",
        answer.status, answer.body
    );
    let told = answer.status == StatusCode::OK || answer.status == StatusCode::UNPROCESSABLE_ENTITY;
    match (needs, actor) {
        (Needs::Nothing, _) => assert_eq!(answer.status, StatusCode::OK, "{cell}"),
        (_, None) => assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{cell}"),
        (Needs::SignedIn, _) if function == "open_notice" => {
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{cell}");
        }
        (Needs::SignedIn, _) => assert!(told, "{cell}"),
        (Needs::Either(one, other), Some(actor)) => {
            let open = [one, other]
                .iter()
                .any(|action| decide(actor, *action, resource).allowed);
            let wanted = if open { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(answer.status, wanted, "{cell}");
        }
        (Needs::Of(relations), Some(_)) => super::periods::told(function, relations, relation, answer.status, &cell),
        (Needs::May(_), Some(_)) if super::assess::open_to(function, relation).is_some() => {
            let theirs = super::assess::open_to(function, relation) == Some(true);
            let wanted = if theirs { StatusCode::OK } else { StatusCode::NOT_FOUND };
            assert_eq!(answer.status, wanted, "{cell}");
        }
        (Needs::May(action), Some(actor)) => {
            let decision = decide(actor, action, resource);
            assert!(!decision.allowed || allows(decision.relation, action), "{cell}");
            // On a record, the asker's relation is the one of the table, so its cell alone decides.
            if let (
                Resource::Record(_) | Resource::Comment { .. } | Resource::Duties { .. } | Resource::Site,
                Some(relation),
            ) = (resource, relation)
            {
                let site = matches!(resource, Resource::Site);
                let by_duty = matches!(
                    action,
                    Action::ManageAccounts
                        | Action::ImportRoster
                        | Action::ReadLedger
                        | Action::ManagePeriods
                        | Action::KeepStatuses
                );
                assert!(!site || by_duty, "{cell}");
                assert_eq!(
                    decision.allowed,
                    allows(relation, action),
                    "the table and the decision: {cell}"
                );
            }
            match decision.allowed {
                // Whether it is the moment, and whose step it is, says the pack.
                true if action == Action::ActOnCourse => assert!(told, "{cell}"),
                true => assert_eq!(answer.status, StatusCode::OK, "{cell}"),
                false => assert_eq!(answer.status, refusal(function), "{cell}"),
            }
        }
    }
    if answer.status != StatusCode::OK {
        assert!(
            !answer.body.contains("Ann") && !answer.body.contains("Office"),
            "{cell}"
        );
    }
}

#[tokio::test]
async fn every_route_of_the_table() {
    let mut house = House::new().await;
    let job = checked(&house).await;
    for (method, path, needs) in routes() {
        if path.contains("{*") {
            continue;
        }
        for (who, relation) in ASKERS {
            let (real, body) = match path {
                _ if path.starts_with("/indicators/") => super::indicators::door(&house, method, path).await,
                _ if path.starts_with("/assess/period/") || path.starts_with("/assess/simulate") => {
                    (super::periods::door(&house, path).await, None)
                }
                _ if path.starts_with("/assess/course/") => (path.replace("{id}", house.course().await.as_str()), None),
                _ => {
                    let file = super::attachments::of_ann(&house, path).await;
                    let path = path.replace("{token}", "unknown").replace("{job}", &job);
                    (path.replace("{id}", &file), None)
                }
            };
            let answer = knock(&house, method, &real, who, body).await;
            let cell = format!("{method} {path} by {who:?}: {}", answer.0);
            let to_sign_in = answer.0 == StatusCode::SEE_OTHER && answer.1.starts_with("/sign-in");
            match (needs, relation) {
                (Needs::Nothing, _) => assert!(answer.0.is_success() || answer.0.is_redirection(), "{cell}"),
                (_, None) => assert!(answer.0 == StatusCode::UNAUTHORIZED || to_sign_in, "{cell}"),
                (Needs::SignedIn, _) => {
                    let own = answer.1.starts_with("/plan/import/0");
                    assert!(answer.0 == StatusCode::OK || to_sign_in || own, "{cell}");
                }
                // Whoever sits in a unit writes for it, whatever they are to Ann; duties sit nowhere.
                (Needs::May(Action::WriteRecord), Some(_)) => {
                    let writes = !house.actor(who).await.seats.is_empty();
                    let done = answer.0 == StatusCode::OK || answer.0 == StatusCode::SEE_OTHER;
                    assert_eq!(done, writes, "{cell}");
                }
                (Needs::May(action @ (Action::ReadRecord | Action::HandleFile)), Some(relation)) => {
                    match allows(relation, action) {
                        true => assert_eq!(answer.0, StatusCode::OK, "{cell}"),
                        false => assert_eq!(answer.0, StatusCode::NOT_FOUND, "{cell}"),
                    }
                }
                // A form of nothing is refused on its own page; whose it is says the use case.
                (Needs::May(Action::ActOnCourse), Some(_)) => {
                    assert_eq!(answer.0, super::assess::refusal(path, who), "{cell}");
                }
                (Needs::Of(relations), _) => super::periods::told(path, relations, relation, answer.0, &cell),
                // A form of nothing is shown again; nothing can be worked out of nothing.
                (Needs::May(action @ (Action::ManagePeriods | Action::KeepStatuses)), Some(held)) => {
                    let theirs = if allows(held, action) { &[held][..] } else { &[] };
                    super::periods::told(path, theirs, relation, super::statuses::led(&answer), &cell);
                }
                (Needs::Either(..), Some(_)) => panic!("{cell}: say here what it answers"),
                (Needs::May(action), Some(relation)) => match allows(relation, action) {
                    true if path.starts_with("/indicators/") => {
                        assert!(super::indicators::leads_on(path, &answer.1), "{cell} {}", answer.1)
                    }
                    true if method == "GET" => assert_eq!(answer.0, super::periods::file(path), "{cell}"),
                    true => assert!(answer.1.starts_with("/admin/import/0"), "{cell} {}", answer.1),
                    false => assert_eq!(answer.0, StatusCode::NOT_FOUND, "{cell}"),
                },
            }
            if path.starts_with("/sign-out") && !who.is_empty() {
                house.again(who).await;
            }
        }
    }
}
