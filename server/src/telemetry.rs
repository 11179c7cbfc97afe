//! Log and metrics. Never texts of records, names or passwords.

use crate::settings::Settings;
use axum::http::StatusCode;
use metrics_exporter_prometheus::PrometheusBuilder;
use std::time::Duration;
use tracing_subscriber::EnvFilter;

pub(crate) fn start(settings: &Settings) -> Result<(), String> {
    let filter = EnvFilter::try_new(&settings.log).map_err(|error| format!("--log {}: {error}", settings.log))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    let started = if settings.log_format == "json" {
        builder.json().try_init()
    } else {
        builder.try_init()
    };
    started.map_err(|error| error.to_string())?;
    if let Some(address) = settings.metrics_listen {
        let installed = PrometheusBuilder::new().with_http_listener(address).install();
        installed.map_err(|error| format!("--metrics-listen {address}: {error}"))?;
    }
    Ok(())
}

pub(crate) fn count(path: &'static str, status: StatusCode, took: Duration) {
    let class = match status.as_u16() {
        0..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    };
    metrics::counter!("daybook_requests_total", "path" => path, "status" => class).increment(1);
    metrics::histogram!("daybook_request_seconds", "path" => path).record(took.as_secs_f64());
}
