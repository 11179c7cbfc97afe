//! The thing to compare with: the same bytes, from memory, by a handler that does nothing else.

use crate::server::first_line;
use crate::{Result, machine, say};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use std::collections::HashMap;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::process::{Child, Command};

type Answers = Arc<HashMap<String, Bytes>>;

/// The child: every file of `dir` under its name.
pub(crate) async fn serve(dir: &std::path::Path) -> Result<()> {
    let mut answers = HashMap::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        answers.insert(
            entry.file_name().to_string_lossy().into_owned(),
            Bytes::from(std::fs::read(entry.path())?),
        );
    }
    let app = Router::new()
        .route("/{name}", any(answer))
        .with_state(Arc::new(answers));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    say(&format!("http://{}\n", listener.local_addr()?));
    Ok(axum::serve(listener, app).await?)
}

/// Takes the whole request as a real handler would.
async fn answer(State(answers): State<Answers>, Path(name): Path<String>, _request: Bytes) -> Response {
    answers
        .get(&name)
        .cloned()
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), IntoResponse::into_response)
}

/// The parent's side.
pub(crate) struct Memory {
    pub url: String,
    pid: u32,
    _child: Child,
}

impl Memory {
    /// Serves these bodies by name.
    pub(crate) async fn start(dir: &std::path::Path, bodies: &[(String, Vec<u8>)]) -> Result<Self> {
        std::fs::create_dir_all(dir)?;
        for (name, body) in bodies {
            std::fs::write(dir.join(name), body)?;
        }
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("memory").arg("--dir").arg(dir);
        let (child, url, _) = first_line(command).await?;
        Ok(Self {
            url,
            pid: child.id().unwrap_or_default(),
            _child: child,
        })
    }

    pub(crate) fn cpu_ms(&self) -> f64 {
        machine::cpu_ms(self.pid)
    }
}
