//! The program as the server and an office call it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn press(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_daybook-press"))
        .args(args)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let feed = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    output
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn an_office_changes_a_form_and_tries_it() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().to_str().unwrap();
    let template = press(&["--show", "publication.typ"], b"").stdout;
    let sample = press(&["--sample", "publication", "zh"], b"").stdout;
    let as_it_was = press(&["publication"], &sample).stdout;
    assert!(as_it_was.starts_with(b"%PDF-"));
    let file = folder.path().join("publication.typ");
    std::fs::write(&file, &template).unwrap();
    let copied = press(&["publication", "--forms", place], &sample).stdout;
    assert!(copied == as_it_was, "a copy of the template sets the same");
    let changed = String::from_utf8(template)
        .unwrap()
        .replace("（单位盖章）", "（人事处章）");
    std::fs::write(&file, &changed).unwrap();
    let changed_pdf = press(&["publication", "--forms", place], &sample).stdout;
    assert!(changed_pdf.starts_with(b"%PDF-") && changed_pdf != as_it_was);
    std::fs::write(&file, changed.replace("#heading-line(", "#heading-lin(")).unwrap();
    let flawed = press(&["publication", "--forms", place], &sample);
    assert_eq!(flawed.status.code(), Some(1), "{}", said(&flawed));
    assert!(said(&flawed).starts_with("publication.typ:") && said(&flawed).contains("heading-lin"));
    assert!(flawed.stdout.is_empty());
}

#[test]
fn what_cannot_be_is_told_apart_from_a_flawed_template() {
    for (args, input, words) in [
        (&["nothing"][..], &b"{}"[..], "no form nothing"),
        (&["roster", "--forms", "/nowhere"], b"{}", "/nowhere is no folder"),
        (&["roster"], b"{", "the data is no JSON"),
        (&["--show", "none.typ"], b"", "no built-in template none.typ"),
        (&["--sample", "roster", "fr"], b"", "no sample roster fr"),
        (&[], b"", "daybook-press FORM"),
    ] {
        let output = press(args, input);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(said(&output).contains(words), "{args:?}: {}", said(&output));
    }
    let flawed = press(&["roster"], b"{}");
    assert_eq!(flawed.status.code(), Some(1), "{}", said(&flawed));
}

#[test]
fn more_than_it_takes_is_refused() {
    let mut large = vec![b' '; (32 << 20) + 1];
    large[0] = b'1';
    let output = press(&["roster"], &large);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("larger than 32 MB"), "{}", said(&output));
}

#[test]
fn a_template_that_takes_all_memory_ends_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let greedy = "#let a = \"x\" * 1000000\n#let b = range(100000).map(i => a + str(i))\n#b.len()";
    std::fs::write(folder.path().join("roster.typ"), greedy).unwrap();
    let output = press(&["roster", "--forms", folder.path().to_str().unwrap()], b"{}");
    assert!(
        !output.status.success() && output.stdout.is_empty(),
        "{}",
        said(&output)
    );
}
