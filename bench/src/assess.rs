//! `bench assess`: a quarter is closed for everybody, at two sizes; killed in the middle, gone on with, and compared.

mod child;
mod choose;
mod closing;
mod digest;
mod hand;
mod prepare;
mod proposal;
mod reads;
mod table;

use crate::machine::{self, Watch};
use crate::{Args, Result, data, say};
use child::{How, Run};
use choose::Plan;
use digest::Digests;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What somebody gets who is proposed for a grade without a place.
const GRADE_INSTEAD: &str = "fairly_good";
/// Where the program is killed, of the whole.
const KILLED_AT: f64 = 0.4;
/// All steps for 20,000 people, s; for fewer in proportion.
const BUDGET: (f64, usize) = (30.0, 20_000);

/// One size.
struct Side {
    people: usize,
    whole: Run,
    killed: Run,
    resumed: Run,
    courses: usize,
    /// How many have which grade.
    grades: BTreeMap<String, usize>,
    differences: Vec<String>,
}

impl Side {
    fn same_quotas(&self) -> bool {
        let (one, other) = (&self.whole.results, &self.resumed.results);
        !one["quotas"].is_null() && one["quotas"] == other["quotas"] && one["units"] == other["units"]
    }

    fn closed(&self) -> bool {
        [&self.whole, &self.resumed]
            .iter()
            .all(|run| run.results["closed"] == true)
    }

    fn same(&self) -> bool {
        self.courses > 0 && self.differences.is_empty() && self.same_quotas() && self.closed()
    }

    fn grades(&self) -> String {
        let all = self.grades.iter().map(|(grade, many)| match grade.as_str() {
            "" => format!("none {many}"),
            grade => format!("{grade} {many}"),
        });
        all.collect::<Vec<_>>().join(", ")
    }

    /// Wall time of all steps, of what there is for so many.
    fn of_budget(&self) -> (f64, f64) {
        (self.whole.seconds(), BUDGET.0 * self.people as f64 / BUDGET.1 as f64)
    }
}

pub(crate) async fn run(args: &Args) -> Result<bool> {
    say(&format!("bench assess · {} · {}\n", args.locale, machine::facts()));
    data::sweep(&args.dir);
    let (watch, began) = (Watch::start(machine::cpu_ms(std::process::id())), Instant::now());
    let mut sides = Vec::new();
    for people in &args.staff {
        sides.push(side(args, *people).await?);
    }
    say(&format!(
        "\nmeasured in {} s; {} (the children of this program among them)\n\n{}{}",
        began.elapsed().as_secs(),
        watch.words(machine::cpu_ms(std::process::id())),
        table::steps(&sides),
        table::reads(&sides),
    ));
    let mut met = true;
    for side in &sides {
        say(&table::ends(side));
        met &= side.same();
    }
    if let Some(large) = sides.iter().max_by_key(|side| side.people) {
        let (took, most) = large.of_budget();
        met &= took <= most;
        let words = if took <= most { "met" } else { "MISSED" };
        say(&format!(
            "\nBudget: all steps for {} people {took:.1} s, at most {most:.1} s: {words}\n",
            large.people
        ));
    }
    Ok(met)
}

/// The children by their names.
pub(crate) async fn child(name: &str, args: &Args) -> Result<()> {
    match name {
        "assess-prepare" => prepare::run(args).await,
        "assess-close" => closing::run(args, false).await,
        "assess-close-beside" => closing::run(args, true).await,
        _ => digest::run(args).await,
    }
}

async fn side(args: &Args, people: usize) -> Result<Side> {
    let kept = ready(args, people).await?;
    let plan = Plan::read(&kept)?;
    say(&format!("\n{people} people: closing without a disturbance\n"));
    let copy = data::Copy::of(args, &kept, &format!("{people}-whole")).await?;
    let whole = child::close(args, &copy.dir, plan.people, How::Alone).await?;
    let first = digests(args, &copy.dir).await?;
    drop(copy);
    say(&format!(
        "{people} people: closing, killed at {:.0} %\n",
        KILLED_AT * 100.0
    ));
    let copy = data::Copy::of(args, &kept, &format!("{people}-killed")).await?;
    let killed = child::close(args, &copy.dir, plan.people, How::Killed(KILLED_AT)).await?;
    say(&format!("{people} people: gone on with, pages are read beside it\n"));
    let resumed = child::close(args, &copy.dir, plan.people, How::Beside).await?;
    let second = digests(args, &copy.dir).await?;
    let mut grades = BTreeMap::new();
    for (_, grade, _) in first.values() {
        *grades.entry(grade.clone()).or_default() += 1;
    }
    Ok(Side {
        people: plan.people,
        whole,
        killed,
        resumed,
        courses: first.len(),
        grades,
        differences: digest::differences(&first, &second),
    })
}

async fn digests(args: &Args, dir: &Path) -> Result<Digests> {
    child::whole(args, "assess-digest", dir).await?;
    digest::read(dir)
}

/// The folder of the prepared database; it is made when it is not there yet.
async fn ready(args: &Args, people: usize) -> Result<PathBuf> {
    let kept = args.dir.join(format!("assess-{people}-{}-{}", args.each, args.locale));
    let note = kept.join("loaded");
    if !note.is_file() {
        say(&format!(
            "preparing a quarter of {people} people in {}; kept for later runs\n",
            kept.display()
        ));
        let _ = std::fs::remove_dir_all(&kept);
        std::fs::create_dir_all(&kept)?;
        let of = Args { people, ..args.clone() };
        let began = Instant::now();
        child::whole(&of, "assess-prepare", &kept).await?;
        std::fs::write(note, format!("{:.1}\n", began.elapsed().as_secs_f64()))?;
    }
    Ok(kept)
}
