//! Every page × every relation: who may open it, on the real router.

use super::house::{House, UNKNOWN};
use super::table::{ASKERS, cell, things};
use axum::http::StatusCode;
use domain::permission::{Action, Resource, decide};
use server::authorisation::{Needs, PAGES};

/// The function that tells what stands on a page about one thing; its case in the table gives the thing.
fn told_by(page: &str) -> &'static str {
    match page {
        "/record/:id" => "record_page",
        "/person/:id" => "person_page",
        "/unit/:id" => "unit_page",
        "/plan/item/:id" => "plan_item",
        "/plan/unit/:id" => "unit_plan",
        "/plan/import/:import" => "plan_import",
        "/indicators/set/:id" => "indicator_set",
        "/indicators/import/:job" => "indicator_import",
        "/person/:id/indicators" => "person_indicators",
        "/admin/import/:job" => "import_job",
        "/assess/statuses/import/:import" => "statuses_import",
        "/assess/years/import/:import" => "years_import",
        "/assess/course/:id" => "course",
        "/assess/course/:id/summary" => "course_summary",
        "/assess/course/:id/review" => "course_review",
        "/assess/rules/:pack" => "rule_pack",
        "/assess/period/:id" => "period",
        "/assess/period/:id/rules" => "period_rules",
        "/assess/period/:id/people" => "period_people",
        "/assess/period/:id/unit/:unit" => "board",
        "/assess/period/:id/publication" => "publication",
        "/assess/period/:id/ballot" => "ballot",
        other => panic!("{other}: name the function that tells what stands on it"),
    }
}

#[tokio::test]
async fn every_page_of_the_table() {
    let house = House::new().await;
    let things = things(&house).await;
    for (page, needs) in PAGES {
        for (who, relation) in ASKERS {
            let (path, resource) = match page.split_once(':') {
                Some((before, name)) if page != "/invite/:token" => {
                    let cell = cell(&house, &things, told_by(page)).await;
                    let after = name
                        .split_once('/')
                        .map_or(String::new(), |(_, rest)| format!("/{rest}"));
                    let id = cell.real.into_iter().next().unwrap().1;
                    let after = after.replace(":unit", things.office.as_str());
                    (format!("{before}{id}{after}"), cell.resource)
                }
                // What it compares stands behind the question mark.
                _ if page == "/indicators/compare" => {
                    let cell = cell(&house, &things, "compare_indicators").await;
                    let pair: Vec<String> = cell.real.iter().map(|(name, id)| format!("{name}={id}")).collect();
                    (format!("{page}?{}", pair.join("&")), cell.resource)
                }
                // What they need is asked of a thing that their address does not name.
                _ if page == "/indicators/library" || page == "/indicators/import" => {
                    let function = page.replace("/indicators/", "indicator_");
                    (page.to_owned(), cell(&house, &things, &function).await.resource)
                }
                _ => (page.replace(":token", "unknown"), Resource::Site),
            };
            let answer = house.get(&path, who).await;
            let seen = format!("{page} by {who:?}: {}", answer.status);
            let open = |action: Action, actor| decide(actor, action, &resource).allowed;
            let wanted = match (needs, who) {
                (Needs::Nothing, _) => StatusCode::OK,
                (_, "") => StatusCode::FOUND,
                (Needs::SignedIn, _) => StatusCode::OK,
                (Needs::Of(relations), _) => match relation.is_some_and(|r| relations.contains(&r)) {
                    true => StatusCode::OK,
                    false => StatusCode::NOT_FOUND,
                },
                (Needs::May(_) | Needs::Either(..), who) => {
                    let actor = house.actor(who).await;
                    let allowed = match needs {
                        Needs::May(action) => open(action, &actor),
                        Needs::Either(one, other) => open(one, &actor) || open(other, &actor),
                        _ => false,
                    };
                    let of_page = page.starts_with("/assess/course/").then(|| told_by(page));
                    let narrower = of_page.and_then(|function| super::assess::open_to(function, relation));
                    let allowed = narrower.unwrap_or(allowed);
                    if allowed { StatusCode::OK } else { StatusCode::NOT_FOUND }
                }
            };
            if page == "/sign-in" && !who.is_empty() {
                assert!(answer.status.is_redirection() || answer.status.is_success(), "{seen}");
            } else if page == "/invite/:token" {
                assert!(
                    answer.status == StatusCode::OK || answer.status.is_redirection(),
                    "{seen}"
                );
            } else {
                assert_eq!(answer.status, wanted, "{seen}");
            }
            // Her own words are beside every page of hers.
            if wanted != StatusCode::OK && who != "ann" {
                assert!(!answer.body.contains("Words of Ann"), "{seen}");
            }
        }
    }
}

/// Names stay on what is still open of people who moved or left: where the link ends is told, and nobody is told apart from nobody.
#[tokio::test]
async fn a_persons_page_that_is_closed_says_why() {
    let house = House::new().await;
    let mut told = Vec::new();
    for id in [house.id("ann").as_str(), UNKNOWN] {
        let answer = house.get(&format!("/person/{id}"), "fay").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}");
        assert!(!answer.body.contains("Ann Three"), "{id}");
        let main = answer.body.split("class=\"empty bare\"").nth(1).unwrap();
        told.push(main.split("</div>").next().unwrap().to_owned());
    }
    assert_eq!(told[0], told[1]);
    assert!(told[0].contains("moved to another unit or left"), "{}", told[0]);
}

/// A duty opens no content: an administrator who is nobody's colleague sees an empty feed.
#[tokio::test]
async fn duties_open_no_content() {
    let house = House::new().await;
    let record = house.write("ann", "Words of Ann", "granted").await;
    for who in ["sys", "sec", "aud", "fay", "qua"] {
        for scope in ["all", "led", "granted", "mentioned", "nonsense"] {
            let feed = house.call("feed", who, &[("scope", scope)]).await;
            assert_eq!(feed.status, StatusCode::OK, "{who} {scope}");
            assert_eq!(feed.json()["cards"].as_array().map(Vec::len), Some(0), "{who} {scope}");
        }
        assert!(
            !house
                .call("feed", who, &[("scope", "all"), ("cursor", &format!("-99.{record}"))])
                .await
                .body
                .contains("Words of Ann")
        );
    }
    // What the ledger shows the auditor has no words in it.
    let ledger = house.call("ledger", "aud", &[]).await;
    assert!(ledger.body.contains("record_written") && !ledger.body.contains("Words of Ann"));
}
