use super::*;
use crate::import::builtin;
use domain::roster::{Change, Places, Tally, apply, check, diff, grow, source, trim};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Instant;

type Files = Vec<(String, Vec<u8>)>;

fn organogram<N: AsRef<str>, B: AsRef<[u8]>>(files: &[(N, B)]) -> (Roster, Vec<Finding>) {
    read(files, Kind::Organogram, &mut |_, _| {}).unwrap_or_else(|f| panic!("{f:#?}"))
}

fn all() -> Roster {
    organogram(&builtin::files()).0
}

fn files_in(folder: &Path) -> Files {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "csv"));
    paths.sort();
    paths
        .iter()
        .map(|p| {
            (
                p.file_name().unwrap().to_string_lossy().into_owned(),
                std::fs::read(p).unwrap(),
            )
        })
        .collect()
}

fn excerpt() -> Files {
    files_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"))
}

fn kinds(findings: &[Finding]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for finding in findings {
        let name = format!("{:?}", finding.problem);
        *kinds.entry(name.split(' ').next().unwrap().to_owned()).or_default() += 1;
    }
    kinds
}

#[test]
fn every_pair_reads_without_errors() {
    // Posts, units, heads and warnings of each pair.
    let expected = [
        (465, 23, 2, 3),
        (2046, 33, 30, 2),
        (1217, 6, 6, 3),
        (3462, 100, 13, 36),
        (3475, 7, 6, 0),
        (1169, 136, 76, 38),
    ];
    for (pair, expected) in builtin::files().chunks(2).zip(expected) {
        let (roster, warnings) = organogram(pair);
        let heads = roster.posts.iter().filter(|p| p.leads).count();
        println!(
            "{}: {} posts, {} units, {heads} heads, {} warnings {:?}",
            pair[0].0,
            roster.posts.len(),
            roster.units.len(),
            warnings.len(),
            kinds(&warnings)
        );
        assert_eq!(
            (roster.posts.len(), roster.units.len(), heads, warnings.len()),
            expected,
            "{}",
            pair[0].0
        );
    }
}

#[test]
fn the_copies_say_what_the_published_files_say() {
    let published = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/organogram");
    if published.is_dir() {
        assert_eq!(organogram(&files_in(&published)).0, all());
    }
}

#[test]
fn an_excerpt_in_detail() {
    let (roster, warnings) = organogram(&excerpt());
    let post = |reference: &str| roster.posts.iter().find(|p| p.reference == reference).unwrap();
    let chief = post("DCMS/PSO100036");
    assert_eq!(
        (chief.unit.as_str(), chief.leads, &chief.reports_to),
        ("Department for Culture, Media and Sport", true, &None)
    );
    let olympics = post("DCMS/GOE100001");
    assert!(olympics.leads && olympics.unit.ends_with("/Executive Board"));
    assert_eq!(olympics.reports_to.as_deref(), Some("DCMS/PSO100036"));
    assert!(
        roster.posts.iter().all(|p| p.holder.is_none() && !p.vacant),
        "nobody is named, which is not the same as vacant"
    );
    let security: Vec<_> = roster
        .posts
        .iter()
        .filter(|p| p.unit.ends_with("/GOE Security and Regeneration"))
        .collect();
    // 1 + 1 + 1 + 1 + 0.67 + 1 full-time equivalents.
    assert_eq!(security.len(), 6);
    assert!(
        security
            .iter()
            .all(|p| p.reports_to.as_deref() == Some("DCMS/GOE100001"))
    );
    let parent = |name: &str| {
        roster
            .units
            .iter()
            .find(|u| u.name == name)
            .and_then(|u| u.parent.clone())
    };
    assert!(
        parent("Broadband Delivery")
            .unwrap()
            .ends_with("/Senior Leadership Team")
    );
    assert_eq!(
        parent("Finance").as_deref(),
        Some("Department for Culture, Media and Sport")
    );
    assert!(kinds(&warnings).contains_key("NotAPost"), "{warnings:?}");
    let not_a_post = warnings
        .iter()
        .find(|w| matches!(w.problem, Problem::NotAPost { .. }))
        .unwrap();
    assert_eq!(
        (not_a_post.file.as_str(), not_a_post.column.as_deref()),
        ("organogram-excerpt-senior.csv", Some("Post Unique Reference"))
    );
}

#[test]
fn encodings_make_no_difference() {
    let files = excerpt();
    let (roster, _) = organogram(&files);
    let recode = |to: fn(&str) -> Vec<u8>| -> Files {
        files
            .iter()
            .map(|(n, b)| (n.clone(), to(std::str::from_utf8(b).unwrap())))
            .collect()
    };
    let western = recode(|t| encoding_rs::WINDOWS_1252.encode(t).0.into_owned());
    assert!(
        western.iter().all(|(_, b)| std::str::from_utf8(b).is_err()),
        "the pound signs make it invalid UTF-8"
    );
    let wide = recode(|t| {
        [0xff, 0xfe]
            .into_iter()
            .chain(t.encode_utf16().flat_map(u16::to_le_bytes))
            .collect()
    });
    for files in [western, wide, recode(|t| format!("\u{feff}{t}").into_bytes())] {
        assert_eq!(organogram(&files).0, roster);
    }
}

#[test]
fn organisations_hang_under_their_departments_and_nothing_collides() {
    let roster = all();
    let highways = roster.units.iter().find(|u| u.key == "Highways Agency").unwrap();
    assert_eq!(highways.parent.as_deref(), Some("Department for Transport"));
    let references: BTreeSet<&str> = roster.posts.iter().map(|p| p.reference.as_str()).collect();
    assert_eq!((references.len(), roster.posts.len()), (11_834, 11_834));
    assert!(references.contains("DfT/55") && references.contains("DECC/55"));
    let finance: Vec<_> = roster
        .units
        .iter()
        .filter(|u| u.name == "Major Projects" || u.name == "Finance")
        .map(|u| &u.key)
        .collect();
    assert_eq!(
        finance,
        [
            "Department for Culture, Media and Sport/Finance",
            "Highways Agency/Major Projects"
        ]
    );
}

#[test]
fn the_order_of_imports_does_not_matter_and_a_second_one_changes_nothing() {
    let wanted = all();
    for backwards in [false, true] {
        let mut pairs: Vec<_> = builtin::files().chunks(2).map(<[_]>::to_vec).collect();
        if backwards {
            pairs.reverse();
        }
        let mut now = Roster::default();
        for pair in &pairs {
            now = apply(&now, &diff(&now, &organogram(pair).0, None));
        }
        assert_eq!(now.posts.len(), wanted.posts.len());
        assert_eq!(diff(&now, &wanted, None), []);
        for pair in &pairs {
            assert_eq!(diff(&now, &organogram(pair).0, None), []);
        }
    }
}

#[test]
fn junior_posts_are_stable() {
    let files = excerpt();
    let (before, _) = organogram(&files);
    let changed = |change: &dyn Fn(&mut Vec<&str>)| {
        let mut files = files.clone();
        let text = String::from_utf8(files[0].1.clone()).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        change(&mut lines);
        files[0].1 = lines.join("\n").into_bytes();
        diff(&before, &organogram(&files).0, None)
    };
    assert_eq!(changed(&|lines| lines[1..].reverse()), []);
    let line = |lines: &[&str]| lines.iter().position(|l| l.ends_with(",2,Finance")).unwrap();
    let more = changed(&|lines| {
        let at = line(lines);
        lines[at] = Box::leak(lines[at].replace(",2,Finance", ",3,Finance").into_boxed_str());
    });
    assert!(
        matches!(more.as_slice(), [Change::AddPost { post }] if post.reference.ends_with("-3")),
        "{more:?}"
    );
    let twice = changed(&|lines| lines.push(lines[line(lines)]));
    assert_eq!(
        Tally::of(&twice),
        Tally {
            posts_added: 2,
            ..Tally::default()
        }
    );
}

#[test]
fn mistakes_are_told_apart_from_quirks() {
    let senior = "Post Unique Reference,Name,Grade,Job Title,Parent Department,Organisation,Unit,Reports to Senior Post,FTE,Valid?\n";
    let junior =
        "Parent Department,Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE\n";
    let read = |s: &str, j: &str| {
        let files = [("s.csv", format!("{senior}{s}")), ("j.csv", format!("{junior}{j}"))];
        read(&files, Kind::Organogram, &mut |_, _| {})
    };
    let seniors = "1,Ann Lee,SCS3,Chief,D,O,Top,XX,1,1\n2,Vacant,SCS1,Deputy,D,O,U,1,1,1\n2,N/D,SCS1,Deputy,D,O,U,1,1,1\n3,N/D,SCS1,Old,D,O,U,2,1,0\n4,N/D,SCS1,Other,D,O,V,77,1,1\n";
    let (roster, warnings) = read(seniors, "D,O,U,3,EO,Clerk,1.2\n").unwrap();
    let found: Vec<String> = kinds(&warnings).into_keys().collect();
    assert_eq!(found, ["JobShare", "MarkedInvalid", "NoClearHead", "UnknownSuperior"]);
    assert_eq!(roster.posts.iter().filter(|p| p.title == "Clerk").count(), 2);
    assert_eq!(
        roster.posts.iter().find(|p| p.title == "Clerk").unwrap().reports_to,
        Some(format!("{}2", roster.posts[1].reference.split_once('2').unwrap().0))
    );
    assert_eq!(
        roster.posts[0].holder.as_ref().map(|h| h.name.as_str()),
        Some("Ann Lee")
    );
    assert!(roster.posts[1].vacant && !roster.posts[2].vacant);
    let wrong = |s: &str, j: &str| -> Vec<String> {
        let errors = read(s, j)
            .unwrap_err()
            .into_iter()
            .filter(|f| f.severity == Severity::Error);
        errors
            .map(|f| {
                format!(
                    "{}:{} {}",
                    f.file,
                    f.line,
                    format!("{:?}", f.problem).split(' ').next().unwrap()
                )
            })
            .collect()
    };
    let one = "1,N/D,SCS3,Chief,D,O,Top,XX,1,1\n";
    assert_eq!(
        wrong(
            one,
            "D,O,U,1,EO,Clerk,0\nD,O,U,1,EO,Clerk,2001\nD,O,U,1,EO,Clerk,many\nD,O,U,1,EO,Clerk,\n"
        ),
        [
            "j.csv:2 AbsurdFte",
            "j.csv:3 AbsurdFte",
            "j.csv:4 NotANumber",
            "j.csv:5 Empty"
        ]
    );
    assert_eq!(wrong(one, "D,Q,U,1,EO,Clerk,1\n"), ["j.csv:2 SeniorMissing"]);
    assert_eq!(
        wrong(
            &format!("{one}1,N/D,SCS1,Somebody else,D,O,U,XX,1,1\n"),
            "D,O,U,1,EO,Clerk,1\n"
        ),
        ["s.csv:3 Duplicate"]
    );
    assert_eq!(
        wrong(
            "1,N/D,SCS3,Chief,D,O,Top,2,1,1\n2,N/D,SCS3,Chief,D,O,Top,1,1,1\n",
            "D,O,U,1,EO,Clerk,1\n"
        ),
        ["s.csv:2 Cycle"]
    );
    assert_eq!(
        wrong(",N/D,SCS3,Chief,D,O,Top,XX,1,1\n", "D,O,U,XX,EO,Clerk,1\n"),
        ["s.csv:2 Empty"]
    );
}

#[test]
fn a_demonstration_of_any_size() {
    let roster = all();
    let sources = |r: &Roster| {
        r.posts
            .iter()
            .map(|p| source(&p.unit).to_owned())
            .collect::<BTreeSet<_>>()
    };
    let demo = trim(&roster, 600);
    assert_eq!((demo.posts.len(), sources(&demo)), (600, sources(&roster)));
    let started = Instant::now();
    let load = grow(&roster, 100_000);
    assert_eq!(load.posts.len(), 100_000);
    for roster in [&demo, &load] {
        assert_eq!(check(roster, &Places::default()), []);
        assert_eq!(diff(roster, roster, None), []);
    }
    println!("100,000 posts grown, checked and compared in {:?}", started.elapsed());
}
