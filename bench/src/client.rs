//! A signed-in person's browser, as far as a server sees it.

use crate::Result;
use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::Value;
use std::time::Duration;

const FORM: &str = "application/x-www-form-urlencoded";

/// Connections are kept open and used again.
pub(crate) fn client() -> Result<Client> {
    let builder = Client::builder()
        .no_proxy()
        .redirect(Policy::none())
        .tcp_nodelay(true)
        .pool_max_idle_per_host(64);
    Ok(builder.timeout(Duration::from_secs(30)).build()?)
}

#[derive(Clone)]
pub(crate) struct Session {
    client: Client,
    pub url: String,
    pub cookie: String,
    pub account: String,
}

impl Session {
    pub(crate) async fn sign_in(client: &Client, url: &str, account: &str, password: &str) -> Result<Self> {
        let body = form(&[("account", account), ("password", password)]);
        let answer = client
            .post(format!("{url}/sign-in"))
            .header(CONTENT_TYPE, FORM)
            .body(body)
            .send()
            .await?;
        let text = |name| {
            answer
                .headers()
                .get(name)
                .and_then(|v| v.to_str().ok())
                .unwrap_or_default()
        };
        let cookie = text(SET_COOKIE).split(';').next().unwrap_or_default().to_owned();
        if text(LOCATION) != "/" || cookie.is_empty() {
            return Err(format!("{account} cannot sign in: {} to {}", answer.status(), text(LOCATION)).into());
        }
        Ok(Self {
            client: client.clone(),
            url: url.to_owned(),
            cookie,
            account: account.to_owned(),
        })
    }

    /// The same person's requests to another server.
    pub(crate) fn at(&self, url: &str) -> Self {
        Self {
            url: url.to_owned(),
            ..self.clone()
        }
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client
            .get(format!("{}{path}", self.url))
            .header(COOKIE, &self.cookie)
    }

    pub(crate) fn post(&self, path: &str, body: String) -> RequestBuilder {
        let request = self
            .client
            .post(format!("{}{path}", self.url))
            .header(COOKIE, &self.cookie);
        request
            .header(CONTENT_TYPE, FORM)
            .header("accept", "application/json")
            .body(body)
    }

    /// What a server function answers; none when there is no such thing for this person.
    pub(crate) async fn ask(&self, function: &str, fields: &[(&str, &str)]) -> Result<Option<Value>> {
        let answer = self.post(&format!("/api/{function}"), form(fields)).send().await?;
        match answer.status() {
            StatusCode::OK => Ok(Some(serde_json::from_slice(&answer.bytes().await?)?)),
            StatusCode::NOT_FOUND => Ok(None),
            status => Err(format!("{function}: {status} {}", answer.text().await?).into()),
        }
    }

    pub(crate) async fn call(&self, function: &str, fields: &[(&str, &str)]) -> Result<Value> {
        self.ask(function, fields)
            .await?
            .ok_or_else(|| format!("{function} {fields:?}: not found for {}", self.account).into())
    }
}

/// `application/x-www-form-urlencoded`
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", encoded(value)))
        .collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let one = |b: u8| {
        if b.is_ascii_alphanumeric() || b"-._~".contains(&b) {
            char::from(b).to_string()
        } else {
            format!("%{b:02X}")
        }
    };
    text.bytes().map(one).collect()
}
