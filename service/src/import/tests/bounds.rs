use super::*;
use crate::import::grid::{MEGABYTES, ROWS};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

#[test]
fn files_that_are_too_large_are_refused_unread() {
    let bytes = vec![b'a'; MEGABYTES as usize * 1024 * 1024 + 1];
    assert_eq!(
        errors(bytes),
        [(
            0,
            None,
            Problem::FileTooLarge {
                megabytes: MEGABYTES + 1,
                limit: MEGABYTES
            }
        )]
    );
}

#[test]
fn too_many_rows_cells_and_posts_are_refused() {
    let rows = "u,a,b\n".repeat(ROWS as usize + 2);
    assert_eq!(
        errors(format!("unit,post code,title\n{rows}")),
        [(0, None, Problem::TooManyRows { limit: ROWS })]
    );
    assert!(matches!(
        errors(",".repeat(7_000_000)).as_slice(),
        [(0, None, Problem::TooManyCells { .. })]
    ));
    let senior =
        "Post Unique Reference,Grade,Job Title,Organisation,Unit,Reports to Senior Post\n1,SCS1,Chief,O,U,XX\n";
    let junior = "Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE\n";
    let rows: String = (0..101).map(|n| format!("O,U,1,EO,Clerk {n},2000\n")).collect();
    let files = [("s", senior.to_owned()), ("j", format!("{junior}{rows}"))];
    let findings = read(&files, Kind::Auto, &mut |_, _| {}).unwrap_err();
    assert!(
        findings
            .iter()
            .any(|f| matches!(f.problem, Problem::TooManyPosts { .. }))
    );
}

#[test]
fn a_workbook_that_unpacks_to_too_much_is_refused() {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .unwrap();
    for _ in 0..65 {
        archive.write_all(&vec![b' '; 1024 * 1024]).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 1024 * 1024);
    assert!(matches!(
        errors(bytes).as_slice(),
        [(0, None, Problem::TooManyCells { .. })]
    ));
}

#[test]
fn deep_paths_and_many_findings_are_bounded() {
    let path = "a/".repeat(200);
    let deep = errors(format!("unit,post code,title\n{path},A1,x\n"));
    assert!(
        matches!(deep.as_slice(), [(2, _, Problem::TooDeep { levels: 200, .. })]),
        "{deep:?}"
    );
    let rows = "u,,\n".repeat(5_000);
    let findings = one(format!("unit,post code,title\n{rows}")).unwrap_err();
    assert_eq!(findings.len(), 1_001);
    assert_eq!(
        findings.last().map(|f| f.problem.clone()),
        Some(Problem::MoreFindings { count: 9_000 })
    );
}

#[test]
fn the_longest_line_of_units_takes_no_longer_than_the_rows() {
    let head = "Post Unique Reference,Grade,Job Title,Organisation,Unit,Reports to Senior Post\n";
    let rows: String = (1..=50_000)
        .map(|n| format!("R{n},SCS1,Chief,O,U{n},R{}\n", n % 50_000 + 1))
        .collect();
    let started = std::time::Instant::now();
    let found = errors(format!("{head}{rows}"));
    assert!(
        found
            .iter()
            .any(|(_, _, p)| matches!(p, Problem::Cycle { references } if references.len() == 50_000))
    );
    // One step for each pair of rows would take minutes.
    assert!(started.elapsed().as_secs() < 60);
}
