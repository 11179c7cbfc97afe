//! `daybook-press`: one order on standard input, one PDF on standard output, and the end. What is wrong goes to standard error.
//!
//! A process of its own: a template that an office wrote can take what it likes, and only this ends.

mod sheet;

use anyhow::{Context, Result};
use serde::Deserialize;
use std::io::{Read, Write};
use std::path::PathBuf;

/// An order is not larger, in bytes: a roster of 20,000 people is about 8 MB.
const LARGEST: u64 = 64 << 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// The text of the template. It reads its data by `json("data.json")`.
    template: String,
    data: serde_json::Value,
    /// Folders with fonts, beside those of the system.
    #[serde(default)]
    fonts: Vec<PathBuf>,
}

fn main() -> Result<()> {
    let mut text = String::new();
    std::io::stdin()
        .take(LARGEST)
        .read_to_string(&mut text)
        .context("the order is not readable")?;
    let order: Order = serde_json::from_str(&text).context("the order is no JSON of template and data")?;
    let pdf = sheet::set(order.template, serde_json::to_vec(&order.data)?, &order.fonts)?;
    std::io::stdout().write_all(&pdf).context("nobody took the PDF")
}
