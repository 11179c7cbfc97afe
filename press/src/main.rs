//! `daybook-press`: the data of one form on standard input, its PDF on standard output, and the end. What is wrong goes to standard
//! error.
//!
//! A process of its own: a template that an office wrote can take what it likes, and only this ends.

mod bounds;
mod desk;
mod set;
mod shelf;
#[cfg(test)]
mod tests;

use anyhow::{Context, Result, bail};
use desk::Desk;
use shelf::Shelf;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
daybook-press FORM [--forms DIR] <DATA.json >OUT.pdf   sets a form: period, annual, roster or publication
daybook-press --show FILE                              a built-in template, to be changed: period.typ, common.typ, …
daybook-press --sample FORM [LANG]                     data to try a template with, zh or en

--forms DIR   templates of this folder take the place of the built-in ones of the same name; its fonts and pictures can be used";

/// What can be wrong: the template (or its data), or the call.
#[derive(Debug)]
enum Fault {
    Template(String),
    Call(anyhow::Error),
}

impl From<anyhow::Error> for Fault {
    fn from(error: anyhow::Error) -> Self {
        Self::Call(error)
    }
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(Fault::Template(said)) => {
            eprintln!("{said}");
            ExitCode::from(1)
        }
        Err(Fault::Call(error)) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Fault> {
    let mut args = pico_args::Arguments::from_env();
    if args.contains(["-h", "--help"]) {
        return say(HELP.as_bytes());
    }
    let option = |args: &mut pico_args::Arguments, name| args.opt_value_from_str::<_, String>(name).map_err(call);
    if let Some(file) = option(&mut args, "--show")? {
        let text = shelf::built_in(&file).with_context(|| format!("no built-in template {file}"))?;
        return say(text.as_bytes());
    }
    if let Some(form) = option(&mut args, "--sample")? {
        let lang = args.opt_free_from_str::<String>().map_err(call)?;
        let lang = lang.as_deref().unwrap_or("zh");
        let text = shelf::sample(&form, lang).with_context(|| format!("no sample {form} {lang}"))?;
        return say(text.as_bytes());
    }
    let folder: Option<PathBuf> = args.opt_value_from_str("--forms").map_err(call)?;
    let form: String = args.free_from_str().map_err(|_| Fault::Call(anyhow::anyhow!(HELP)))?;
    if !shelf::FORMS.contains(&form.as_str()) {
        return Err(anyhow::anyhow!("no form {form}; there are {}", shelf::FORMS.join(", ")).into());
    }
    bounds::keep()?;
    let data = data()?;
    say(&set::pdf(&Desk::new(&form, Shelf::new(folder)?, data))?)
}

fn call(error: pico_args::Error) -> Fault {
    Fault::Call(error.into())
}

fn say(bytes: &[u8]) -> Result<(), Fault> {
    let written = std::io::stdout().write_all(bytes);
    Ok(written.context("nobody took what was to be written")?)
}

/// All of standard input, as far as it is bounded.
fn data() -> Result<Vec<u8>> {
    let mut data = Vec::new();
    let read = std::io::stdin().take(bounds::LARGEST + 1).read_to_end(&mut data);
    let read = read.context("the data is not readable")?;
    if read as u64 > bounds::LARGEST {
        bail!("the data is larger than {} MB", bounds::LARGEST >> 20);
    }
    let checked: serde_json::Result<serde::de::IgnoredAny> = serde_json::from_slice(&data);
    checked.context("the data is no JSON")?;
    Ok(data)
}
