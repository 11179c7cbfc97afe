//! What the command line says.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

#[derive(Clone)]
pub(crate) struct Args {
    pub help: bool,
    pub bin: PathBuf,
    pub site: PathBuf,
    pub dir: PathBuf,
    pub people: usize,
    /// `zh` or `en`: the language of the records.
    pub locale: String,
    pub limit: Duration,
    pub sizes: Vec<usize>,
    pub rounds: usize,
    pub span: Duration,
    pub pages: usize,
    pub records: usize,
    pub streams: usize,
    pub likes: usize,
    pub every: Duration,
    /// People of the organisations whose quarter is closed.
    pub staff: Vec<usize>,
    /// Records of one person.
    pub each: usize,
}

impl Args {
    fn standard() -> Self {
        Self {
            help: false,
            bin: PathBuf::new(),
            site: PathBuf::new(),
            dir: kept(),
            people: 600,
            locale: "zh".into(),
            limit: Duration::from_secs(3600),
            sizes: vec![10_000, 200_000],
            rounds: 5,
            span: Duration::from_secs(2),
            pages: 200,
            records: 2000,
            streams: 1000,
            likes: 200,
            every: Duration::from_millis(100),
            staff: vec![600, 20_000],
            each: 2,
        }
    }

    /// The benchmark's name and its settings.
    pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<(String, Self), String> {
        let (mut args, mut name) = (Self::standard(), String::new());
        let mut words = words;
        while let Some(word) = words.next() {
            if !word.starts_with('-') {
                name = word;
            } else if word == "--help" || word == "-h" {
                args.help = true;
            } else {
                let value = words
                    .next()
                    .ok_or_else(|| format!("{word} needs a value; see --help"))?;
                args.set(&word, &value)?;
            }
        }
        let complete =
            args.sizes.len() == 2 && args.rounds > 0 && args.streams > 0 && (1..=2).contains(&args.staff.len());
        if complete {
            Ok((name, args))
        } else {
            Err("--sizes takes two numbers, --staff one or two, --rounds and --streams at least 1".into())
        }
    }

    fn set(&mut self, word: &str, value: &str) -> Result<(), String> {
        let bad = || format!("{word} {value}: not understood; see --help");
        fn number<T: FromStr>(value: &str) -> Option<T> {
            value.parse().ok()
        }
        match word {
            // The servers run in a folder of their own, so paths are made absolute here.
            "--bin" => self.bin = std::path::absolute(value).map_err(|_| bad())?,
            "--site" => self.site = std::path::absolute(value).map_err(|_| bad())?,
            "--dir" => self.dir = std::path::absolute(value).map_err(|_| bad())?,
            "--people" => self.people = number(value).ok_or_else(bad)?,
            "--locale" if matches!(value, "zh" | "en") => self.locale = value.to_owned(),
            "--minutes" => self.limit = Duration::from_secs(60 * number::<u64>(value).ok_or_else(bad)?),
            "--sizes" => self.sizes = value.split(',').map(number).collect::<Option<_>>().ok_or_else(bad)?,
            "--staff" => self.staff = value.split(',').map(number).collect::<Option<_>>().ok_or_else(bad)?,
            "--each" => self.each = number(value).ok_or_else(bad)?,
            "--rounds" => self.rounds = number(value).ok_or_else(bad)?,
            "--seconds" => {
                self.span = number(value)
                    .and_then(|s| Duration::try_from_secs_f64(s).ok())
                    .ok_or_else(bad)?
            }
            "--pages" => self.pages = number(value).ok_or_else(bad)?,
            "--records" => self.records = number(value).ok_or_else(bad)?,
            "--streams" => self.streams = number(value).ok_or_else(bad)?,
            "--likes" => self.likes = number(value).ok_or_else(bad)?,
            "--every" => self.every = Duration::from_millis(number(value).ok_or_else(bad)?),
            _ => return Err(format!("{word} is unknown; see --help")),
        }
        Ok(())
    }
}

/// `$DAYBOOK_BENCH`, or `bench-data` in the target directory (this program is `<target>/host/bench`).
fn kept() -> PathBuf {
    if let Some(dir) = std::env::var_os("DAYBOOK_BENCH").filter(|dir| !dir.is_empty()) {
        return std::path::absolute(&dir).unwrap_or_else(|_| dir.into());
    }
    let program = std::env::current_exe().unwrap_or_default();
    program
        .ancestors()
        .nth(2)
        .map_or_else(std::env::temp_dir, PathBuf::from)
        .join("bench-data")
}
