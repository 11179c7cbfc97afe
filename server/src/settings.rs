//! Settings from a file, the environment and flags; a flag wins over the environment, that over the file.

use clap::Args;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Flags that every command takes. In the file the same names with `_`; in the environment `DAYBOOK_` and capitals.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// Settings file (TOML); `daybook.toml` in the working directory is read when it exists
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Database: mem:// (for trials; large imports are slow there) · surrealkv://PATH?sync=every · ws://HOST:PORT · wss://HOST:PORT [default: surrealkv://data/daybook?sync=every]
    #[arg(long, global = true, value_name = "URL")]
    db: Option<String>,
    /// User of a SurrealDB server
    #[arg(long, global = true, value_name = "NAME")]
    db_user: Option<String>,
    /// Password of that user; rather set DAYBOOK_DB_PASSWORD
    #[arg(long, global = true, value_name = "TEXT")]
    db_password: Option<String>,
    /// Folder with the built pages' files (assets.json, pkg/) [default: site]
    #[arg(long, global = true, value_name = "DIR")]
    site: Option<PathBuf>,
    /// Folder for files attached to records, not within --site [default: files, beside the database]
    #[arg(long, global = true, value_name = "DIR")]
    files: Option<PathBuf>,
    /// Folder with the organ's own rules of assessment: *.toml, overlay/*.toml, calendar/*.toml; a file of the same name replaces a shipped one
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// Folder with the organ's own templates of forms, *.typ and *.xlsx; a file of the same name replaces a built-in one
    #[arg(long, global = true, value_name = "DIR")]
    forms: Option<PathBuf>,
    /// The program that sets forms as PDF [default: daybook-press, beside this program]
    #[arg(long, global = true, value_name = "FILE")]
    press: Option<PathBuf>,
    /// Address to serve on [default: 127.0.0.1:3000]
    #[arg(long, global = true, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Address under which people reach the site, for printed links: https://daybook.example [default: as --listen, with https under --tls]
    #[arg(long, global = true, value_name = "URL")]
    url: Option<String>,
    /// Address for /metrics in Prometheus' format; off without
    #[arg(long, global = true, value_name = "ADDR")]
    metrics_listen: Option<SocketAddr>,
    /// Behind TLS: cookies are sent over https only, and HSTS is set
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    tls: Option<bool>,
    /// Trust X-Forwarded-For of a proxy in front, for limits per address
    #[arg(long, global = true, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    behind_proxy: Option<bool>,
    /// The site's clock, minutes east of UTC [default: 480, China]
    #[arg(long, global = true, value_name = "MINUTES", allow_hyphen_values = true)]
    offset_minutes: Option<i32>,
    /// Sessions end after this time without a request [default: 480]
    #[arg(long, global = true, value_name = "MINUTES")]
    idle_minutes: Option<u64>,
    /// Memory for the hot part of the feed [default: 64]
    #[arg(long, global = true, value_name = "MB")]
    cache_mb: Option<u64>,
    /// What is logged, as in RUST_LOG [default: warn,server=info,service=info]
    #[arg(long, global = true, value_name = "FILTER")]
    log: Option<String>,
    /// text or json [default: text]
    #[arg(long, global = true, value_name = "FORMAT", value_parser = ["text", "json"])]
    log_format: Option<String>,
    /// No limits on signing in and writing: for benchmarks on loopback only
    #[arg(long, global = true, hide = true, num_args = 0..=1, default_missing_value = "true")]
    unlimited: Option<bool>,
}

/// The settings in force.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub db: String,
    #[serde(default)]
    pub db_user: Option<String>,
    #[serde(default)]
    pub db_password: Option<String>,
    pub site: PathBuf,
    #[serde(default)]
    pub files: Option<PathBuf>,
    #[serde(default)]
    pub rules: Option<PathBuf>,
    #[serde(default)]
    pub forms: Option<PathBuf>,
    #[serde(default)]
    pub press: Option<PathBuf>,
    pub listen: SocketAddr,
    #[serde(default)]
    pub url: Option<String>,
    #[serde(default)]
    pub metrics_listen: Option<SocketAddr>,
    pub tls: bool,
    pub behind_proxy: bool,
    pub offset_minutes: i32,
    pub idle_minutes: u64,
    pub cache_mb: u64,
    pub log: String,
    pub log_format: String,
    pub unlimited: bool,
}

/// Variables that belong to tools around the program, not to it.
const FOREIGN: [&str; 6] = ["target", "bin", "demo_dir", "site_dir", "config", "e2e"];

impl Settings {
    /// Reads all layers; the error names the setting and where it came from.
    pub fn read(flags: &Flags) -> Result<Self, String> {
        let settings = Self::layers(flags).map_err(|error| format!("settings: {error}"))?;
        if let Some(url) = &settings.url
            && !["http://", "https://"]
                .iter()
                .any(|scheme| url.strip_prefix(scheme).is_some_and(|host| !host.is_empty()))
        {
            return Err(format!(
                "settings: url {url}: as people type it, such as https://daybook.example"
            ));
        }
        if let Some(forms) = settings.forms.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(format!("settings: forms {}: there is no such folder", forms.display()));
        }
        match settings.files_folder() {
            Some(files) if within(&files, &settings.site) => Err(format!(
                "settings: files {} would lie in the site's folder {}, which everybody can read. Give another --files",
                files.display(),
                settings.site.display()
            )),
            _ => Ok(settings),
        }
    }

    fn layers(flags: &Flags) -> Result<Self, config::ConfigError> {
        let text = |path: &Option<PathBuf>| path.as_ref().map(|p| p.to_string_lossy().into_owned());
        let own: std::collections::HashMap<String, String> = std::env::vars()
            .filter(|(name, _)| {
                name.strip_prefix("DAYBOOK_")
                    .is_some_and(|rest| !FOREIGN.contains(&rest.to_lowercase().as_str()))
            })
            .collect();
        let file = match &flags.config {
            Some(path) => config::File::from(path.as_path()).format(config::FileFormat::Toml),
            None => config::File::new("daybook.toml", config::FileFormat::Toml).required(false),
        };
        config::Config::builder()
            .set_default("db", "surrealkv://data/daybook?sync=every")?
            .set_default("site", "site")?
            .set_default("listen", "127.0.0.1:3000")?
            .set_default("tls", false)?
            .set_default("behind_proxy", false)?
            .set_default("offset_minutes", 480)?
            .set_default("idle_minutes", 480)?
            .set_default("cache_mb", 64)?
            .set_default("log", "warn,server=info,service=info,surrealdb_core::kvs::tasks=off")?
            .set_default("log_format", "text")?
            .set_default("unlimited", false)?
            .add_source(file)
            .add_source(
                config::Environment::with_prefix("DAYBOOK")
                    .try_parsing(true)
                    .source(Some(own)),
            )
            .set_override_option("db", flags.db.clone())?
            .set_override_option("db_user", flags.db_user.clone())?
            .set_override_option("db_password", flags.db_password.clone())?
            .set_override_option("site", text(&flags.site))?
            .set_override_option("files", text(&flags.files))?
            .set_override_option("rules", text(&flags.rules))?
            .set_override_option("forms", text(&flags.forms))?
            .set_override_option("press", text(&flags.press))?
            .set_override_option("listen", flags.listen.map(|a| a.to_string()))?
            .set_override_option("url", flags.url.clone())?
            .set_override_option("metrics_listen", flags.metrics_listen.map(|a| a.to_string()))?
            .set_override_option("tls", flags.tls)?
            .set_override_option("behind_proxy", flags.behind_proxy)?
            .set_override_option("offset_minutes", flags.offset_minutes)?
            .set_override_option("idle_minutes", flags.idle_minutes)?
            .set_override_option("cache_mb", flags.cache_mb)?
            .set_override_option("log", flags.log.clone())?
            .set_override_option("log_format", flags.log_format.clone())?
            .set_override_option("unlimited", flags.unlimited)?
            .build()?
            .try_deserialize()
    }

    /// Where attached files lie: as told, else beside the database; in memory with a database in memory.
    fn files_folder(&self) -> Option<PathBuf> {
        if self.files.is_some() {
            return self.files.clone();
        }
        if self.db.starts_with("mem:") {
            return None;
        }
        let path = self
            .db
            .strip_prefix("surrealkv://")
            .and_then(|rest| rest.split('?').next());
        let beside = path.and_then(|path| Path::new(path).parent());
        Some(beside.unwrap_or(Path::new("data")).join("files"))
    }

    /// The site's address as people reach it, without a slash at the end. Nobody can open 0.0.0.0.
    pub fn address(&self) -> String {
        if let Some(url) = &self.url {
            return url.trim_end_matches('/').to_owned();
        }
        let scheme = if self.tls { "https" } else { "http" };
        match self.listen.ip().is_unspecified() {
            true => format!("{scheme}://localhost:{}", self.listen.port()),
            false => format!("{scheme}://{}", self.listen),
        }
    }

    /// What the use cases need of them.
    pub fn service(&self) -> service::Settings {
        let login = self.db_user.clone().map(|user| service::Login {
            user,
            password: self.db_password.clone().unwrap_or_default(),
        });
        service::Settings {
            db: self.db.clone(),
            login,
            offset_minutes: self.offset_minutes,
            idle: Duration::from_secs(self.idle_minutes.saturating_mul(60)),
            cache_bytes: self.cache_mb << 20,
            files: self.files_folder(),
            rules: self.rules.clone(),
            forms: self.forms.clone(),
            press: self.press.clone(),
            unlimited: self.unlimited,
            backlog: service::Settings::default().backlog,
        }
    }
}

fn within(inner: &Path, outer: &Path) -> bool {
    match (std::path::absolute(inner), std::path::absolute(outer)) {
        (Ok(inner), Ok(outer)) => inner.starts_with(outer),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_beside_the_database_and_never_in_the_site() {
        let folder = |db: &str, files: Option<&str>| {
            let flags = Flags {
                db: Some(db.into()),
                files: files.map(PathBuf::from),
                ..Flags::default()
            };
            Settings::read(&flags).map(|s| s.files_folder())
        };
        let beside = PathBuf::from("/var/daybook/files");
        assert_eq!(folder("surrealkv:///var/daybook/db?sync=every", None), Ok(Some(beside)));
        assert_eq!(folder("mem://", None), Ok(None));
        assert_eq!(folder("ws://db:8000", None), Ok(Some("data/files".into())));
        assert_eq!(folder("mem://", Some("/srv/f")), Ok(Some("/srv/f".into())));
        assert!(folder("mem://", Some("site/files")).is_err_and(|words| words.contains("--files")));
    }

    #[test]
    fn printed_links_have_the_address_that_people_use() {
        let address = |url: Option<&str>, listen: &str, tls: bool| {
            let flags = Flags {
                url: url.map(str::to_owned),
                listen: listen.parse().ok(),
                tls: Some(tls),
                ..Flags::default()
            };
            Settings::read(&flags).map(|s| s.address())
        };
        let told = |words: &str| Ok(words.to_owned());
        assert_eq!(address(None, "127.0.0.1:3000", false), told("http://127.0.0.1:3000"));
        assert_eq!(address(None, "127.0.0.1:443", true), told("https://127.0.0.1:443"));
        assert_eq!(address(None, "0.0.0.0:80", false), told("http://localhost:80"));
        let url = "https://daybook.example/";
        assert_eq!(address(Some(url), "[::]:80", false), told("https://daybook.example"));
        assert!(address(Some("daybook.example"), "[::]:80", false).is_err_and(|words| words.contains("url")));
    }

    #[test]
    fn a_flag_wins_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("d.toml"), "cache_mb = 7\nidle_minutes = 9\n").unwrap();
        let flags = Flags {
            config: Some(folder.path().join("d.toml")),
            cache_mb: Some(3),
            ..Flags::default()
        };
        let settings = Settings::read(&flags);
        assert_eq!(
            settings.map(|s| (s.cache_mb, s.idle_minutes, s.offset_minutes)),
            Ok((3, 9, 480))
        );
    }

    #[test]
    fn templates_are_looked_for_where_they_can_be() {
        let read = |forms: &str| {
            Settings::read(&Flags {
                forms: Some(forms.into()),
                press: Some("/opt/daybook-press".into()),
                ..Flags::default()
            })
        };
        let here = std::env::temp_dir();
        let settings = read(&here.to_string_lossy()).map(|s| s.service());
        assert!(settings.is_ok_and(|s| s.forms == Some(here) && s.press == Some("/opt/daybook-press".into())));
        assert!(read("/nowhere/forms").is_err_and(|words| words.contains("/nowhere/forms")));
    }

    #[test]
    fn an_unknown_setting_is_named() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("d.toml"), "cache_mbb = 7\n").unwrap();
        let read = Settings::read(&Flags {
            config: Some(folder.path().join("d.toml")),
            ..Flags::default()
        });
        assert!(read.is_err_and(|words| words.contains("cache_mbb")));
    }
}
