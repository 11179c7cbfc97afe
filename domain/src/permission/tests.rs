use super::*;
use proptest::prelude::*;

fn seat(position: &str, path: &[&str], leads: bool) -> Seat {
    let path: Vec<UnitId> = path.iter().map(|p| UnitId::from(*p)).collect();
    Seat {
        position: position.into(),
        unit: path.last().cloned().unwrap_or_else(|| "".into()),
        path,
        leads,
    }
}

fn actor(person: &str, seats: Vec<Seat>) -> Actor {
    Actor {
        person: person.into(),
        seats,
        duties: vec![],
        granted: vec![],
    }
}

fn record(author: &str, path: &[&str], audience: Audience) -> RecordFacts {
    RecordFacts {
        author: author.into(),
        path: path.iter().map(|p| UnitId::from(*p)).collect(),
        line: vec!["p-boss".into()],
        audience,
        withdrawn: false,
    }
}

fn may(actor: &Actor, action: Action, record: &RecordFacts) -> bool {
    decide(actor, action, &Resource::Record(record.clone())).allowed
}

#[test]
fn each_audience_opens_to_whom_it_says() {
    let own = actor("wei", vec![seat("p-wei", &["a", "a1"], false)]);
    let colleague = actor("gu", vec![seat("p-gu", &["a", "a1"], false)]);
    let head = actor("lin", vec![seat("p-lin", &["a", "a1"], true)]);
    let above = actor("sun", vec![seat("p-sun", &["a"], true)]);
    let boss = actor("bo", vec![seat("p-boss", &["z"], false)]);
    let mut guest = actor("zhao", vec![seat("p-zhao", &["a", "a2"], true)]);
    guest.granted = vec!["a1".into()];
    let stranger = actor("x", vec![seat("p-x", &["a", "a3"], true)]);
    let readers = [&own, &colleague, &head, &above, &boss, &guest, &stranger];
    let table = [
        (Audience::Unit, [true, true, true, true, true, false, false]),
        (Audience::Granted, [true, true, true, true, true, true, false]),
        (Audience::Leaders, [true, false, true, true, true, false, false]),
        (Audience::Draft, [true, false, false, false, false, false, false]),
    ];
    for (audience, expected) in table {
        let facts = record("wei", &["a", "a1"], audience);
        for (reader, expected) in readers.iter().zip(expected) {
            assert_eq!(
                may(reader, Action::ReadRecord, &facts),
                expected,
                "{audience:?} for {}",
                reader.person
            );
            assert!(reader.person.as_str() == "wei" || !may(reader, Action::EditRecord, &facts));
        }
    }
}

#[test]
fn duties_open_no_content() {
    let mut clerk = actor("adm", vec![]);
    clerk.duties = Duty::ALL.to_vec();
    assert!(!may(
        &clerk,
        Action::ReadRecord,
        &record("wei", &["a"], Audience::Granted)
    ));
    assert!(decide(&clerk, Action::ReadLedger, &Resource::Site).allowed);
    assert!(decide(&clerk, Action::ImportRoster, &Resource::Site).allowed);
}

#[test]
fn nobody_changes_the_own_duties() {
    let mut sec = actor("sec", vec![]);
    sec.duties = vec![Duty::SecurityAdministrator];
    let of = |holder: &str| Resource::Duties { holder: holder.into() };
    assert!(decide(&sec, Action::ManageDuties, &of("wei")).allowed);
    assert!(!decide(&sec, Action::ManageDuties, &of("sec")).allowed);
    sec.duties = vec![Duty::SystemAdministrator, Duty::Auditor, Duty::PersonnelOffice];
    assert!(!decide(&sec, Action::ManageDuties, &of("wei")).allowed);
}

#[test]
fn nobody_of_the_office_enters_anything_about_himself() {
    let mut per = actor("per", vec![seat("p", &["a"], true)]);
    per.duties = vec![Duty::PersonnelOffice];
    let about = |person: &str| Resource::Entry { about: person.into() };
    for action in [Action::KeepStatuses, Action::ManagePeriods] {
        assert!(decide(&per, action, &about("wei")).allowed);
        assert!(!decide(&per, action, &about("per")).allowed);
    }
    per.duties = vec![Duty::SystemAdministrator, Duty::SecurityAdministrator, Duty::Auditor];
    assert!(!decide(&per, Action::KeepStatuses, &about("wei")).allowed);
}

#[test]
fn nobody_marks_an_own_record_even_as_head_of_the_unit() {
    let head = actor("lin", vec![seat("p-lin", &["a"], true)]);
    assert!(!may(&head, Action::Like, &record("lin", &["a"], Audience::Unit)));
}

#[test]
fn a_withdrawn_record_is_a_trace_for_author_and_leaders() {
    let mut facts = record("wei", &["a"], Audience::Unit);
    facts.withdrawn = true;
    let own = actor("wei", vec![seat("p", &["a"], false)]);
    let head = actor("lin", vec![seat("q", &["a"], true)]);
    let colleague = actor("gu", vec![seat("r", &["a"], false)]);
    assert!(may(&own, Action::ReadRecord, &facts) && may(&head, Action::ReadRecord, &facts));
    assert!(!may(&colleague, Action::ReadRecord, &facts));
    assert!(!may(&own, Action::EditRecord, &facts) && !may(&head, Action::Like, &facts));
}

#[test]
fn a_comment_is_its_writers_alone() {
    let facts = record("wei", &["a"], Audience::Unit);
    let by = |author: &str| Resource::Comment {
        author: author.into(),
        record: facts.clone(),
    };
    let own = actor("wei", vec![seat("p", &["a"], false)]);
    let head = actor("lin", vec![seat("q", &["a"], true)]);
    assert!(decide(&head, Action::EditComment, &by("lin")).allowed);
    assert!(
        !decide(&own, Action::DeleteComment, &by("lin")).allowed,
        "the record's author does not own the comments"
    );
    assert!(!decide(&head, Action::DeleteComment, &by("wei")).allowed);
    let moved = actor("lin", vec![seat("r", &["b"], true)]);
    assert!(decide(&moved, Action::DeleteComment, &by("lin")).allowed);
    assert!(
        !decide(&moved, Action::EditComment, &by("lin")).allowed,
        "who reads the record no more says nothing new there"
    );
}

#[test]
fn a_leader_higher_up_sees_the_person_once() {
    let head = actor("sun", vec![seat("q", &["a"], true)]);
    let person = Resource::Person {
        person: "wei".into(),
        seats: vec![seat("p", &["a", "b"], false), seat("p2", &["a", "c"], false)],
        lines: vec![],
    };
    assert_eq!(relation(&head, &person), Relation::Leader);
    assert_eq!(relations(&head, &person), [Relation::Leader]);
}

#[test]
fn sets_are_drafted_by_leaders_and_agreed_by_the_personnel_office() {
    let own = actor("wei", vec![seat("p-wei", &["a", "a1"], false)]);
    let head = actor("lin", vec![seat("p-lin", &["a", "a1"], true)]);
    let above = actor("sun", vec![seat("p-sun", &["a"], true)]);
    let boss = actor("bo", vec![seat("p-boss", &["z"], false)]);
    let stranger = actor("x", vec![seat("p-x", &["b"], true)]);
    let mut office = actor("per", vec![]);
    office.duties = vec![Duty::PersonnelOffice];
    let mut admin = actor("adm", vec![]);
    admin.duties = vec![Duty::SystemAdministrator, Duty::SecurityAdministrator, Duty::Auditor];
    let all = [&own, &head, &above, &boss, &stranger, &office, &admin];
    let path = |path: &[&str]| path.iter().map(|p| UnitId::from(*p)).collect::<Vec<_>>();
    let post = |position: &str| SetFacts::Post {
        position: position.into(),
        path: path(&["a", "a1"]),
        line: vec!["p-boss".into()],
    };
    let (a, a1) = (
        SetFacts::Unit { path: path(&["a"]) },
        SetFacts::Unit {
            path: path(&["a", "a1"]),
        },
    );
    let (read, draft, agree) = (Action::ReadIndicators, Action::DraftIndicators, Action::AgreeIndicators);
    let table = [
        (read, SetFacts::Family, [true, true, true, true, true, true, false]),
        (
            draft,
            SetFacts::Family,
            [false, false, false, false, false, true, false],
        ),
        (
            agree,
            SetFacts::Family,
            [false, false, false, false, false, true, false],
        ),
        // What is laid over a unit is open to everybody it holds for.
        (read, a.clone(), [true, true, true, false, false, true, false]),
        (draft, a, [false, false, true, false, false, true, false]),
        (read, a1.clone(), [true, true, true, false, false, true, false]),
        (draft, a1.clone(), [false, true, true, false, false, true, false]),
        (agree, a1, [false, false, false, false, false, true, false]),
        (read, post("p-wei"), [true, true, true, true, false, true, false]),
        (draft, post("p-wei"), [false, true, true, true, false, true, false]),
        (agree, post("p-wei"), [false, false, false, false, false, true, false]),
        // The head of the unit does not draft for the own post.
        (draft, post("p-lin"), [false, false, true, true, false, true, false]),
    ];
    for (action, facts, expected) in table {
        let resource = Resource::Indicators(facts);
        for (who, expected) in all.iter().zip(expected) {
            assert_eq!(
                decide(who, action, &resource).allowed,
                expected,
                "{action:?} {resource:?} by {}",
                who.person
            );
        }
    }
    let mut both = actor("per", vec![seat("p-per", &["a"], false)]);
    both.duties = vec![Duty::PersonnelOffice];
    let mine = Resource::Indicators(SetFacts::Post {
        position: "p-per".into(),
        path: path(&["a"]),
        line: vec![],
    });
    assert!(
        decide(&both, read, &mine).allowed
            && !decide(&both, agree, &mine).allowed
            && !decide(&both, draft, &mine).allowed
    );
}

#[test]
fn an_assessment_is_open_to_who_takes_part_in_it() {
    let own = actor("wei", vec![seat("p-wei", &["a", "a1"], false)]);
    let head = actor("lin", vec![seat("p-lin", &["a", "a1"], true)]);
    let above = actor("sun", vec![seat("p-sun", &["a"], true)]);
    let boss = actor("bo", vec![seat("p-boss", &["z"], false)]);
    let named = actor("com", vec![seat("p-com", &["b"], false)]);
    let colleague = actor("gu", vec![seat("p-gu", &["a", "a1"], false)]);
    let mut guest = actor("zhao", vec![seat("p-zhao", &["b"], true)]);
    guest.granted = vec!["a1".into()];
    let mut office = actor("per", vec![]);
    office.duties = vec![Duty::PersonnelOffice];
    let mut clerks = actor("adm", vec![]);
    clerks.duties = vec![Duty::SystemAdministrator, Duty::SecurityAdministrator, Duty::Auditor];
    let course = Resource::Course(CourseFacts {
        person: "wei".into(),
        path: vec!["a".into(), "a1".into()],
        line: vec!["p-boss".into()],
        named: vec!["com".into(), "wei".into()],
    });
    let table = [
        (&own, Some(Relation::Own)),
        (&head, Some(Relation::Leader)),
        (&above, Some(Relation::Leader)),
        (&boss, Some(Relation::Leader)),
        (&named, Some(Relation::Named)),
        (&office, Some(Relation::PersonnelOffice)),
        (&colleague, None),
        (&guest, None),
        (&clerks, None),
    ];
    for (who, by) in table {
        for action in [Action::ReadCourse, Action::ActOnCourse] {
            let decision = decide(who, action, &course);
            assert_eq!(
                decision.allowed.then_some(decision.relation),
                by,
                "{action:?} by {}",
                who.person
            );
        }
        for action in [Action::ManagePeriods, Action::KeepStatuses] {
            let office = by == Some(Relation::PersonnelOffice);
            assert_eq!(
                decide(who, action, &Resource::Site).allowed,
                office,
                "{action:?} by {}",
                who.person
            );
        }
    }
    assert_eq!(
        relations(&own, &course),
        [Relation::Own],
        "a body one sits on adds nothing to the own case"
    );
}

proptest! {
    /// More people may read a wider audience, never fewer; and only the author reads a draft.
    #[test]
    fn audiences_are_nested(author in "[a-c]", reader in "[a-c]", unit in "[x-z]", mine in "[x-z]", leads: bool, granted in proptest::collection::vec("[x-z]", 0..3)) {
        let mut someone = actor(&reader, vec![seat("p", &["root", &mine], leads)]);
        someone.granted = granted.iter().map(|g| UnitId::from(g.as_str())).collect();
        let reads = |audience| may(&someone, Action::ReadRecord, &record(&author, &["root", &unit], audience));
        prop_assert!(!reads(Audience::Draft) || author == reader);
        prop_assert!(!reads(Audience::Leaders) || reads(Audience::Unit));
        prop_assert!(!reads(Audience::Unit) || reads(Audience::Granted));
    }
}
