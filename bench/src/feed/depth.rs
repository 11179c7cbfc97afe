//! What depth itself costs: the first page and the deepest of the large size with nothing kept in memory.

use super::{ROLES, Side, WARM, open, plan};
use crate::report::{Budget, DEPTH, median};
use crate::window::{Figures, window};
use crate::{Args, Result};

pub(super) async fn measure(args: &Args, records: usize) -> Result<(String, Budget)> {
    let side = open(args, records, "depth", &["--cache-mb", "0"]).await?;
    let readers = plan::depth(&side);
    let mut rounds: Vec<Vec<[Figures; 2]>> = vec![vec![]; readers.len()];
    for round in 0..args.rounds {
        for (calls, figures) in readers.iter().zip(&mut rounds) {
            let mut both = [Figures::default(); 2];
            for step in 0..2 {
                let which = (round + step) % 2;
                if let (Some(calls), Some(place)) = (calls.get(which), both.get_mut(which)) {
                    *place = window(calls, WARM, args.span, || side.server.cpu_ms()).await?;
                }
            }
            figures.push(both);
        }
    }
    let mut text =
        String::from("\nWith nothing kept in memory (--cache-mb 0, large, one connection; p50, p99, CPU ms)\n");
    let mut ratios = Vec::new();
    for (role, rounds) in ROLES.iter().zip(&rounds) {
        let of = |which: usize, f: fn(&Figures) -> f64| median(rounds.iter().filter_map(|r| r.get(which)).map(f));
        let line = |which| {
            format!(
                "{:>6.2} {:>6.2} {:>6.2}",
                of(which, |f| f.p50),
                of(which, |f| f.p99),
                of(which, |f| f.cpu)
            )
        };
        let ratio = median(rounds.iter().map(|[first, deep]| deep.p50 / first.p50));
        text += &format!(
            "  {role:<9} first page {}   deepest page {}   ÷ {ratio:.2}\n",
            line(0),
            line(1)
        );
        ratios.push(ratio);
    }
    let Side { server, .. } = side;
    server.stop().await?;
    Ok((
        text,
        Budget {
            name: "deep ÷ first, p50, large, both read from the database",
            value: median(ratios),
            most: DEPTH,
        },
    ))
}
