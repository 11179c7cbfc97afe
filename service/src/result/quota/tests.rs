use super::*;
use crate::result::people::Member;
use domain::assessment::pack::File;
use domain::assessment::{Case, Ruleset};

fn rules() -> Ruleset {
    let text = include_str!("../../../../rules/cn-civil-servant.toml");
    let file = File { name: "cn", text };
    Ruleset::load(&[file], &["cn-civil-servant"]).unwrap_or_else(|flaws| panic!("{flaws:?}"))
}

fn parts() -> Vec<UnitPart> {
    let part = |unit: &str| UnitPart {
        unit: unit.into(),
        name: unit.to_uppercase(),
        marks: vec![],
    };
    vec![part("a"), part("b")]
}

fn people(rules: &Ruleset, unit: &str, states: &[(State, Option<&str>, Option<u32>)]) -> Vec<Member> {
    let day = |text: &str| text.parse().unwrap();
    let calendar = domain::assessment::Calendar {
        id: "c".into(),
        name: Words::default(),
        year: vec![],
    };
    let people = states.iter().enumerate().map(|(at, (state, grade, score))| {
        let person: PersonId = format!("{unit}{at}").into();
        let case = Case::plain(person.clone(), day("2026-01-01"), day("2026-03-31"));
        let facts = rules.facts(&case, &calendar, Stage::Period);
        Member {
            course: format!("course-{person}").into(),
            name: person.0.clone(),
            person,
            part: unit.into(),
            state: *state,
            grade: grade.map(str::to_owned),
            score: score.map(Ratio::whole),
            outcome: rules.assess(Stage::Period, &facts).unwrap(),
            quotas: vec!["good".into()],
            reviewed: vec![],
        }
    });
    people.collect()
}

/// Nine people at 40 % are 3.6, so 3 places.
fn nine(rules: &Ruleset, good: &[(State, Option<u32>)], rest: State) -> Vec<Member> {
    let mut states: Vec<(State, Option<&str>, Option<u32>)> = good
        .iter()
        .map(|(state, score)| (*state, Some("good"), *score))
        .collect();
    states.resize(9, (rest, Some("fairly_good"), None));
    people(rules, "a", &states)
}

fn full(room: &Room) -> Option<&Words> {
    match room {
        Room::Free => None,
        Room::Full { words, .. } => Some(words),
    }
}

#[test]
fn who_decides_on_one_person_has_the_places_that_are_left() {
    let rules = rules();
    let mut all = nine(
        &rules,
        &[(State::Decided, None), (State::Told, None), (State::Calibrated, None)],
        State::Calibrated,
    );
    let tables = tables(rules.pack(), Stage::Period, &parts(), false, &all);
    let table = tables.first().unwrap();
    assert!(matches!(table.room(&all[2]), Room::Free), "the third place");
    all[2].state = State::Decided;
    let tables = super::tables(rules.pack(), Stage::Period, &parts(), false, &all);
    let table = tables.first().unwrap();
    assert!(
        matches!(table.room(&all[2]), Room::Free),
        "who has it is not in his own way"
    );
    let room = table.room(&all[3]);
    let words = full(&room).unwrap();
    assert!(
        words.zh.contains("9 人 × 40% = 3.6，向下取整为 3；名额 3 个。"),
        "{}",
        words.zh
    );
    assert!(
        words.en.contains("9 people × 40 % = 3.6, rounded down to 3"),
        "{}",
        words.en
    );
    assert!(matches!(room, Room::Full { in_principle: true, .. }), "“in principle”");
    let other = people(&rules, "b", &[(State::Calibrated, Some("good"), None)]);
    assert!(
        full(&table.room(&other[0])).is_some(),
        "one person of another unit at 40 % has no place there"
    );
}

#[test]
fn together_places_go_by_what_the_pack_orders_by_and_ties_to_nobody() {
    let rules = rules();
    let waits = State::Calibrated;
    let scored = [
        (waits, Some(95)),
        (waits, Some(94)),
        (waits, Some(93)),
        (waits, Some(90)),
    ];
    let all = nine(&rules, &scored, waits);
    let tables = tables(rules.pack(), Stage::Period, &parts(), false, &all);
    let table = tables.first().unwrap();
    let rooms: Vec<bool> = all
        .iter()
        .take(4)
        .map(|m| full(&table.room_in_batch(m)).is_none())
        .collect();
    assert_eq!(rooms, [true, true, true, false]);
    let unit = table.unit(&"a".into()).unwrap();
    let cut = table.cut(unit, &all[3].person).unwrap();
    assert!(
        cut.zh.contains("因取整") && cut.en.contains("3.6 was rounded to 3"),
        "{cut:?}"
    );
    // One of them is decided already, whoever it is: he keeps the place, and the rest is shared as before.
    let mut later = all.clone();
    later[3].state = State::Decided;
    let tables = super::tables(rules.pack(), Stage::Period, &parts(), false, &later);
    let rooms: Vec<bool> = later
        .iter()
        .take(4)
        .map(|m| full(&tables[0].room_in_batch(m)).is_none())
        .collect();
    assert_eq!(rooms, [true, true, false, true]);
    // Without scores all are equal: nobody comes first.
    let equal = nine(&rules, &[(waits, None); 4], waits);
    let tables = super::tables(rules.pack(), Stage::Period, &parts(), false, &equal);
    let words: Vec<String> = equal
        .iter()
        .take(4)
        .filter_map(|m| full(&tables[0].room_in_batch(m)).map(|w| w.en.clone()))
        .collect();
    assert_eq!(words.len(), 4);
    assert!(
        words[0].contains("More people are equal than places are left"),
        "{}",
        words[0]
    );
    let cut = tables[0]
        .cut(tables[0].unit(&"a".into()).unwrap(), &equal[0].person)
        .unwrap();
    assert!(
        cut.en.contains("4 people are equal and 3 places are left"),
        "{}",
        cut.en
    );
}

#[test]
fn places_wait_until_everybody_is_reviewed() {
    let rules = rules();
    let mut all = nine(&rules, &[(State::Reviewed, Some(95)); 3], State::Summarised);
    let room = |all: &[Member]| {
        let tables = tables(rules.pack(), Stage::Period, &parts(), false, all);
        full(&tables[0].room_in_batch(&all[0])).map(|w| w.en.clone())
    };
    assert!(
        room(&all)
            .unwrap()
            .contains("6 people of A are not reviewed or graded yet")
    );
    for member in all.iter_mut().skip(3) {
        member.state = State::Reviewed;
    }
    assert_eq!(room(&all), None);
    // Reviewed without a grade while none could be given: one that can be given by now may take a place.
    for state in [State::Reviewed, State::Calibrated] {
        (all[8].state, all[8].grade) = (state, None);
        assert!(
            room(&all)
                .unwrap()
                .contains("1 people of A are not reviewed or graded yet")
        );
    }
    all[8].outcome.no_grade = Some(domain::assessment::pack::NoGrade::Unrated);
    assert_eq!(room(&all), None, "whom the rules leave none waits for nothing");
}

#[test]
fn what_was_decided_stays_as_the_rest_is_decided_in_any_order() {
    let rules = rules();
    let scored = [
        (State::Calibrated, Some(95)),
        (State::Calibrated, Some(92)),
        (State::Calibrated, Some(92)),
        (State::Calibrated, Some(92)),
    ];
    let mut all = nine(&rules, &scored, State::Calibrated);
    let within = |all: &[Member]| -> Vec<usize> {
        let tables = tables(rules.pack(), Stage::Period, &parts(), false, all);
        (0..all.len())
            .filter(|at| full(&tables[0].room_in_batch(&all[*at])).is_none())
            .collect()
    };
    // Three equal ones for two places: only the first is clear, and stays the only one when the batch is taken up again.
    let before: Vec<usize> = within(&all).into_iter().filter(|at| *at < 4).collect();
    assert_eq!(before, [0]);
    all[0].state = State::Decided;
    assert_eq!(within(&all).into_iter().filter(|at| *at < 4).collect::<Vec<_>>(), [0]);
}

#[test]
fn a_reader_does_not_learn_how_he_is_proposed_himself() {
    let rules = rules();
    let all = nine(&rules, &[(State::Reviewed, None); 2], State::Reviewed);
    let tables = tables(rules.pack(), Stage::Period, &parts(), false, &all);
    let proposed = |who: &str| tables[0].sheet(&who.into()).units[0].proposed;
    assert_eq!((proposed("somebody"), proposed("a1")), (2, 1));
}

#[test]
fn the_places_that_a_reader_sees_filled_are_the_same_whatever_is_proposed_of_him() {
    let rules = rules();
    let waits = State::Calibrated;
    let mut scored = [Some(95), Some(94), Some(93), Some(90)].map(|score| (waits, score));
    let seen = |all: &[Member], reader: &str| {
        let tables = tables(rules.pack(), Stage::Period, &parts(), false, all);
        let unit = tables[0].unit(&"a".into()).unwrap();
        let seen = tables[0].seen(unit, &reader.into());
        let cut = tables[0].without(&seen);
        let words: Vec<Words> = cut.iter().filter_map(|p| tables[0].cut(&seen, p)).collect();
        (seen.filled.steps.clone(), cut, words)
    };
    let all = nine(&rules, &scored, waits);
    let (steps, cut, words) = seen(&all, "somebody");
    assert!(steps[0].en.starts_with("4 proposed for 3 places"), "{steps:?}");
    assert!(
        cut == [all[3].person.clone()] && words[0].en.contains("4 are proposed"),
        "{words:?}"
    );
    // Three others are proposed for the three places.
    let own = seen(&all, "a0");
    assert!(
        own.0[0].en.starts_with("3 proposed for 3 places") && own.1.is_empty(),
        "{own:?}"
    );
    let mut other = all.clone();
    other[0].grade = Some("fairly_good".into());
    assert_eq!(seen(&other, "a0"), own, "he is not proposed");
    other[0] = all[0].clone();
    other[0].state = State::Decided;
    assert_eq!(seen(&other, "a0"), own, "he has it");
    // What everybody reads who takes a step for many has no count of them.
    scored[0].1 = Some(90);
    let equal = nine(&rules, &scored, waits);
    let rounded = "No place because 3.6 was rounded to 3. Rounded up, there would be one.";
    let tie = "More people are equal than places are left: people decide, nothing is put in order.";
    for (all, why) in [(&all, rounded), (&equal, tie)] {
        let tables = tables(rules.pack(), Stage::Period, &parts(), false, all);
        let room = tables[0].room_in_batch(&all[3]);
        let arithmetic = "A: 9 people × 40 % = 3.6, rounded down to 3";
        assert_eq!(full(&room).unwrap().en, format!("“Good”: {arithmetic}. {why}"));
    }
}

#[test]
fn what_the_firewall_compares_of_a_quota_is_its_whole_result() {
    let rules = rules();
    let seen = |all: &[Member]| {
        let tables = tables(rules.pack(), Stage::Period, &parts(), false, all);
        let results: Vec<_> = tables.iter().map(Table::result).collect();
        serde_json::to_string(&results).unwrap()
    };
    let mut all = nine(
        &rules,
        &[(State::Decided, None), (State::Calibrated, None)],
        State::Calibrated,
    );
    let before = seen(&all);
    assert_eq!(before, seen(&all));
    // Somebody else is proposed for it, holds it, or counts no more: each is another result.
    all[5].grade = Some("good".into());
    let proposed = seen(&all);
    all[5].state = State::Decided;
    let held = seen(&all);
    all.pop();
    let fewer = seen(&all);
    assert!(before != proposed && proposed != held && held != fewer);
}
