//! The tables.

use super::Side;
use super::child::{Run, names};
use serde_json::Value;

/// A figure of a step; none where there was no such step.
fn figure(run: &Run, step: &str, name: &str) -> Option<f64> {
    run.step(step)?[name].as_f64()
}

/// Milliseconds of a step for each person.
fn each(side: &Side, step: &str) -> Option<f64> {
    Some(1000.0 * figure(&side.whole, step, "seconds")? / side.people as f64)
}

pub(super) fn steps(sides: &[Side]) -> String {
    let columns = "     s  first s  CPU s  p50 ms  p95 ms  max ms  ms each  one by one";
    let mut text = format!("{:16}", "");
    for side in sides {
        text += &format!(
            " | {:<width$}",
            format!("{} people", side.people),
            width = columns.chars().count()
        );
    }
    text += if sides.len() > 1 {
        " | large ÷ small, each\n"
    } else {
        "\n"
    };
    text += &format!("{:16}", "step");
    sides.iter().for_each(|_| text += &format!(" | {columns}"));
    text += "\n";
    for step in names() {
        text += &format!("{step:<16}");
        for side in sides {
            text += " | ";
            let widths = [
                ("seconds", 6),
                ("first", 8),
                ("cpu", 6),
                ("p50", 7),
                ("p95", 7),
                ("most", 7),
            ];
            let cells = widths.map(|(name, width)| cell(figure(&side.whole, step, name), width));
            text += &cells.join(" ");
            text += &cell(each(side, step), 9);
            text += &format!(
                "{:>12}",
                side.whole
                    .step(step)
                    .map_or(0, |s| s["refused"].as_u64().unwrap_or_default())
            );
        }
        text += &ratio(sides, |side| each(side, step));
        text += "\n";
    }
    text += &format!("{:<16}", "all but by hand");
    for side in sides {
        let seconds = side.whole.seconds();
        text += &format!(" | {:>5.1}", seconds);
        text += &format!(
            "{:>width$.3}",
            1000.0 * seconds / side.people as f64,
            width = columns.chars().count() - 17
        );
        text += &format!("{:12}", "");
    }
    text += &ratio(sides, |side| Some(1000.0 * side.whole.seconds() / side.people as f64));
    text += "\n";
    text + "p50, p95, max: of a part of 250 people (one transaction), by hand of one person. first: until the first part was written, with what is read \
        before. one by one: proposed beyond the places, left to be looked at alone.\n"
}

fn cell(figure: Option<f64>, width: usize) -> String {
    match figure {
        Some(figure) if width == 9 => format!("{figure:>width$.3}"),
        Some(figure) if width < 7 || width == 8 => format!("{figure:>width$.1}"),
        Some(figure) => format!("{figure:>width$.0}"),
        None => format!("{:>width$}", "—"),
    }
}

fn ratio(sides: &[Side], of: impl Fn(&Side) -> Option<f64>) -> String {
    let both = sides.first().zip(sides.last()).filter(|_| sides.len() > 1);
    match both.and_then(|(small, large)| Some(of(large)? / of(small)?)) {
        Some(ratio) if ratio.is_finite() => format!(" | {ratio:>6.2}"),
        _ => String::new(),
    }
}

pub(super) fn reads(sides: &[Side]) -> String {
    let columns = " times  p50 ms  p95 ms  max ms";
    let mut text = format!("\n{:26}", "pages meanwhile, after");
    for side in sides {
        let title = format!("{} people, meanwhile", side.people);
        text += &format!(
            " | {title:<width$} | {:<width$}",
            "after",
            width = columns.chars().count()
        );
    }
    text += &format!("\n{:26}", "page");
    sides.iter().for_each(|_| text += &format!(" | {columns} | {columns}"));
    text += "\n";
    let pages = sides
        .first()
        .map(|side| side.resumed.reads["running"].as_array().cloned().unwrap_or_default());
    for (at, page) in pages.unwrap_or_default().iter().enumerate() {
        text += &format!("{:<26}", page["page"].as_str().unwrap_or_default());
        for side in sides {
            for when in ["running", "after"] {
                let row = &side.resumed.reads[when][at];
                let number = |name: &str| row[name].as_f64().unwrap_or(f64::NAN);
                text += &format!(
                    " | {:>6} {:>7.0} {:>7.0} {:>7.0}",
                    row["times"],
                    number("p50"),
                    number("p95"),
                    number("most")
                );
            }
        }
        text += "\n";
    }
    text
}

/// Memory, the kill, and whether the results are the same.
pub(super) fn ends(side: &Side) -> String {
    let mb = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let (act, done, all) = side.killed.killed.clone().unwrap_or_default();
    let mut text = format!(
        "\n{} people: {:.0} MB at the start, {:.0} MB at most while closing\n  killed (SIGKILL) after {:.1} s in “{act}” at {done} of {all}; opened again in \
         {:.1} s and gone on with, pages read beside it: {:.1} s\n",
        side.people,
        mb(&side.whole.open["rss"]),
        mb(&side.whole.memory["peak"]),
        side.killed.took.as_secs_f64(),
        mb(&side.resumed.open["seconds"]),
        side.resumed.seconds(),
    );
    text += &format!("  grades: {}\n", side.grades());
    let same = side.differences.is_empty();
    text += &match same {
        true => format!(
            "  all {} dossiers, grades and states are the same in both runs",
            side.courses
        ),
        false => format!(
            "  {} of {} DIFFER between the runs: {}",
            side.differences.len(),
            side.courses,
            side.differences.iter().take(5).cloned().collect::<Vec<_>>().join(" ")
        ),
    };
    text += if side.same_quotas() {
        "; so are the quotas of all units\n"
    } else {
        "; the QUOTAS DIFFER\n"
    };
    text += if side.closed() {
        "  the period is closed in both\n"
    } else {
        "  the period is NOT CLOSED\n"
    };
    text
}
