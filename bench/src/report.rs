//! Medians over rounds, ratios within a round, and the budgets.

use crate::feed::plan::{Cell, DEEP, DEEP_HTML, FIRST, HTML};
use crate::window::Figures;

pub(crate) struct Row {
    name: &'static str,
    role: &'static str,
    crowd: usize,
    /// For each round: small, large, memory.
    pub rounds: Vec<[Figures; 3]>,
}

/// What is compared between two measurements.
const COMPARED: [fn(&Figures) -> f64; 3] = [|f| f.p50, |f| f.p99, |f| f.cpu];

const LARGE: usize = 1;
const MEMORY: usize = 2;

/// Budgets of DESIGN.md: the feed must not feel the size, nor the depth.
const FLAT: f64 = 1.3;
pub(crate) const DEPTH: f64 = 1.2;

pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut all: Vec<f64> = values.into_iter().collect();
    all.sort_by(f64::total_cmp);
    let half = all.len() / 2;
    match (all.get(half), all.len() % 2) {
        (Some(upper), 0) => f64::midpoint(*upper, all.get(half - 1).copied().unwrap_or(*upper)),
        (Some(middle), _) => *middle,
        (None, _) => f64::NAN,
    }
}

impl Row {
    pub(crate) fn of(cell: &Cell) -> Self {
        Self {
            name: cell.name,
            role: cell.role,
            crowd: cell.crowd,
            rounds: vec![],
        }
    }

    fn median(&self, target: usize, of: impl Fn(&Figures) -> f64) -> f64 {
        median(self.rounds.iter().filter_map(|round| round.get(target)).map(of))
    }

    /// Large by small, within each round.
    fn growth(&self, of: impl Fn(&Figures) -> f64) -> f64 {
        median(self.rounds.iter().map(|[small, large, _]| of(large) / of(small)))
    }

    /// This by another row on one target, within each round.
    fn over(&self, other: &Self, target: usize, of: impl Fn(&Figures) -> f64) -> f64 {
        let pairs = self.rounds.iter().zip(&other.rounds);
        median(pairs.filter_map(|(a, b)| Some(of(a.get(target)?) / of(b.get(target)?))))
    }

    pub(crate) fn failed(&self) -> u64 {
        self.rounds.iter().flatten().map(|f| f.failed).sum()
    }
}

/// Times, rate and CPU on one target.
fn columns(row: &Row, target: usize) -> String {
    let of = |f: fn(&Figures) -> f64| row.median(target, f);
    let (p50, p99) = (of(|f| f.p50), of(|f| f.p99));
    format!(
        " {p50:>7.2} {p99:>7.2} {:>7.0} {:>6.2} |",
        of(|f| f.rate),
        of(|f| f.cpu)
    )
}

pub(crate) fn table(rows: &[Row], sizes: [usize; 2]) -> String {
    let [small, large] = sizes.map(|n| format!("{n} records"));
    let memory = "same bytes from memory";
    let one = "p50 ms  p99 ms   req/s CPU ms";
    let mut text = format!(
        "{:27} |  {small:<29} |  {large:<29} |  {memory:<29} | large ÷ small     |     of\n",
        ""
    );
    text += &format!(
        "{:15} who       c |  {one} |  {one} |  {one} |    p50   p99   CPU | memory\n",
        ""
    );
    for row in rows {
        text += &format!("{:<15} {:<8} {:>2} |", row.name, row.role, row.crowd);
        text += &[0, LARGE, MEMORY].map(|target| columns(row, target)).concat();
        let growth = COMPARED.map(|of| format!("{:>6.2}", row.growth(of)));
        let share = row.median(LARGE, |f| f.rate) / row.median(MEMORY, |f| f.rate);
        text += &format!("{} | {:>4.1} %", growth.concat(), 100.0 * share);
        if row.failed() > 0 {
            text += &format!("  {} answers were not 200", row.failed());
        }
        text += "\n";
    }
    text += "c: connections, each with one request on its way. CPU: the server's for one request. ";
    text += "Ratios are medians of the rounds' ratios. of memory: requests/s, large by memory.\n";
    text
}

/// Deep pages by first pages, as they are served.
pub(crate) fn depth(rows: &[Row]) -> String {
    let mut text = String::from("\nDeep page ÷ first page: p50, p99, CPU\n");
    for (deep, first) in pairs(rows) {
        text += &format!("  {:<15} {:<8} {:>2}", deep.name, deep.role, deep.crowd);
        for (target, size) in [(0, "small"), (LARGE, "large")] {
            let ratios = COMPARED.map(|of| deep.over(first, target, of));
            text += &format!("   {size} {}", ratios.map(|r| format!("{r:>6.2}")).concat());
        }
        text += "\n";
    }
    text
}

/// A ratio and the most it may be.
pub(crate) struct Budget {
    pub name: &'static str,
    pub value: f64,
    pub most: f64,
}

impl Budget {
    pub(crate) fn met(&self) -> bool {
        self.value <= self.most
    }
}

pub(crate) fn budgets(rows: &[Row]) -> Vec<Budget> {
    let growth = |name: &str| {
        median(
            rows.iter()
                .filter(|row| row.name == name)
                .map(|row| row.growth(|f| f.p99)),
        )
    };
    let deep = |name: &str| {
        median(
            pairs(rows)
                .filter(|(d, _)| d.name == name)
                .map(|(d, first)| d.over(first, LARGE, |f| f.p50)),
        )
    };
    vec![
        Budget {
            name: "feed as HTML, p99, large ÷ small",
            value: growth(HTML),
            most: FLAT,
        },
        Budget {
            name: "feed as function, p99, large ÷ small",
            value: growth(FIRST),
            most: FLAT,
        },
        Budget {
            name: "deep page as function, p99, large ÷ small",
            value: growth(DEEP),
            most: FLAT,
        },
        Budget {
            name: "deep ÷ first as HTML, p50, large",
            value: deep(DEEP_HTML),
            most: DEPTH,
        },
    ]
}

pub(crate) fn verdict(budgets: &[Budget]) -> String {
    let mut text = String::from(
        "\nBudgets (medians over readers and connections; a single row is noisy where others work on the machine)\n",
    );
    for budget in budgets {
        let met = if budget.met() { "met" } else { "MISSED" };
        text += &format!(
            "  {:<54} {:>5.2}   at most {}   {met}\n",
            budget.name, budget.value, budget.most
        );
    }
    text
}

/// Deep pages with the first page of the same kind, reader and crowd.
fn pairs(rows: &[Row]) -> impl Iterator<Item = (&Row, &Row)> {
    rows.iter().filter_map(|deep| {
        let name = [(DEEP, FIRST), (DEEP_HTML, HTML)]
            .into_iter()
            .find(|(name, _)| *name == deep.name)?
            .1;
        let fits = |row: &&Row| row.name == name && row.role == deep.role && row.crowd == deep.crowd;
        Some((deep, rows.iter().find(fits)?))
    })
}
