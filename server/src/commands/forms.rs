//! `daybook forms`: templates of forms as Excel files (docs/FORMS.md).

use clap::{Args, Subcommand};
use domain::Lang;
use service::result::{starting_xlsx, try_xlsx};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct FormsArgs {
    #[command(subcommand)]
    command: FormsCommand,
}

#[derive(Subcommand)]
enum FormsCommand {
    /// A form with placeholders, to be changed in Excel or WPS: daybook forms show period.xlsx >DIR/period.xlsx
    Show(Named),
    /// A template filled with sample data, or what is wrong with it: daybook forms try DIR/period.xlsx >try.xlsx
    Try(Named),
}

#[derive(Args)]
struct Named {
    /// period.xlsx, annual.xlsx, roster.xlsx or publication.xlsx
    file: PathBuf,
    /// zh or en
    #[arg(default_value = "zh", value_parser = ["zh", "en"])]
    lang: String,
}

pub(super) fn forms(args: &FormsArgs) -> Result<ExitCode, String> {
    let (FormsCommand::Show(named) | FormsCommand::Try(named)) = &args.command;
    let file = named.file.as_path();
    let lang = if named.lang == "en" { Lang::En } else { Lang::Zh };
    let unknown = || {
        format!(
            "{}: there are period.xlsx, annual.xlsx, roster.xlsx and publication.xlsx",
            file.display()
        )
    };
    let form = form(file).ok_or_else(unknown)?;
    let made = match &args.command {
        FormsCommand::Show(_) => starting_xlsx(form, lang).map_err(|error| error.to_string())?,
        FormsCommand::Try(_) => {
            let tried = try_xlsx(form, file, lang).transpose();
            tried.map_err(|words| words.pick(lang).to_owned())?
        }
    };
    let made = made.ok_or_else(unknown)?;
    let mut out = std::io::stdout().lock();
    let written = out.write_all(&made).and_then(|()| out.flush());
    written.map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

/// `period` of `DIR/period.xlsx`, and of `period.en.xlsx`, which is for readers of one language.
fn form(file: &Path) -> Option<&str> {
    let name = file.file_name()?.to_str()?.strip_suffix(".xlsx")?;
    Some(name.trim_end_matches(".zh").trim_end_matches(".en"))
}
