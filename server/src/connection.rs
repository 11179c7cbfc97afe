//! Connections: each has time, and none for ever. What trickles or stalls is cut; live streams last as long as they beat.

mod patient;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::service::TowerToHyperService;
use patient::Patient;
use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use tower::{Layer, ServiceExt};
use tower_http::timeout::RequestBodyTimeoutLayer;

/// How long is waited for a client.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For the whole head of a request, and between two requests: longer than proxies keep a connection unused (60 s).
    pub head: Duration,
    /// For each next part of a body.
    pub body: Duration,
    /// For any of an answer to be taken.
    pub taking: Duration,
    /// For what is under way when the server stops.
    pub farewell: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(65),
            body: Duration::from_secs(10),
            taking: Duration::from_secs(60),
            farewell: Duration::from_secs(20),
        }
    }
}

/// Serves until `stop`; then what is under way is finished.
pub async fn serve(listener: TcpListener, router: Router, patience: Patience, stop: impl Future<Output = ()>) {
    let tracker = TaskTracker::new();
    let (stopping, _) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                tracker.spawn(connection(stream, peer, router.clone(), patience, stopping.subscribe()));
            }
            // Too many open files, mostly: some will be closed.
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    stopping.send_replace(true);
    tracker.close();
    if tokio::time::timeout(patience.farewell, tracker.wait()).await.is_err() {
        tracing::warn!(
            connections = tracker.len(),
            "stopped without waiting longer for slow clients"
        );
    }
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    patience: Patience,
    mut stopping: watch::Receiver<bool>,
) {
    // News are small, and wait for nothing.
    let _ = stream.set_nodelay(true);
    let service = RequestBodyTimeoutLayer::new(patience.body).layer(router);
    let service = service.map_request(move |mut request: Request<_>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        request
    });
    let mut builder = Builder::new(TokioExecutor::new()).http1_only();
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(patience.head);
    let io = TokioIo::new(Patient::new(stream, patience.taking));
    let mut served = pin!(builder.serve_connection(io, TowerToHyperService::new(service)));
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        _ = stopping.changed() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended");
    }
}
