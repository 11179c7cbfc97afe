//! Serving until told to stop.

use crate::assets::Assets;
use crate::connection::{self, Patience};
use crate::settings::Settings;
use crate::{State, router};
use service::Daybook;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

/// A bound address with everything that is needed to serve on it.
pub struct Ready {
    listener: TcpListener,
    state: State,
}

/// Takes the address and reads the site's files, before anything slow is done.
pub async fn bind(settings: &Settings) -> Result<(TcpListener, Assets), String> {
    let assets = Assets::read(&settings.site)?;
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        format!(
            "{} cannot be served on: {error}. Stop what listens there, or give another --listen",
            settings.listen
        )
    })?;
    Ok((listener, assets))
}

impl Ready {
    pub fn new(settings: &Settings, daybook: Daybook, (listener, assets): (TcpListener, Assets)) -> Self {
        let state = State {
            daybook,
            assets: Arc::new(assets),
            tls: settings.tls,
            behind_proxy: settings.behind_proxy,
        };
        Self { listener, state }
    }

    pub fn address(&self) -> Result<SocketAddr, String> {
        self.listener.local_addr().map_err(|error| error.to_string())
    }

    /// Serves until SIGINT or SIGTERM; then streams end with a hint when to come back, and writes finish.
    pub async fn serve(self) -> Result<(), String> {
        let daybook = self.state.daybook.clone();
        let app = router::router(self.state);
        let stopping = async move {
            told_to_stop().await;
            tracing::info!("stopping: streams end, writes finish");
            daybook.close();
        };
        connection::serve(self.listener, app, Patience::default(), stopping).await;
        Ok(())
    }
}

async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}
