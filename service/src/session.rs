//! Sessions: a random token in a cookie; in the database only its SHA-256.

use crate::act::Deed;
use crate::cache::Seen;
use crate::clock::{new_id, now_ms, now_us};
use crate::{Daybook, Error, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::PersonId;
use domain::act::Act;
use domain::ledger::hex;
use sha2::{Digest, Sha256};

/// How often the database is told that a session is in use, ms.
const TOUCH: i64 = 60_000;

/// What opens a session: 32 random bytes, base64url.
pub struct Token(pub String);

impl Token {
    pub(crate) fn draw() -> Self {
        Self(URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()))
    }

    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

impl Daybook {
    /// The person a token's session belongs to, if it stands; moves its idle time-out on.
    pub async fn session(&self, token: &Token) -> Result<Option<PersonId>> {
        let digest = &token.digest();
        let now = now_ms();
        let idle = i64::try_from(self.idle.as_millis()).unwrap_or(i64::MAX);
        // What looks idle here may have been used through another process: the database knows.
        let known = self
            .cache
            .sessions
            .get(digest)
            .filter(|s| !self.is_idle(s.touched, now));
        let seen = match known {
            Some(seen) => seen,
            None => {
                let turn = self.cache.turn(digest);
                let Some(row) = self.db().session(digest).await? else {
                    return Ok(None);
                };
                let seen = Seen {
                    person: row.person,
                    touched: row.seen,
                };
                self.remember(digest, turn, seen.clone());
                seen
            }
        };
        if self.is_idle(seen.touched, now) {
            self.end_session(digest).await?;
            return Ok(None);
        }
        if now - seen.touched > TOUCH.min(idle / 4) {
            let turn = self.cache.turn(digest);
            self.store.touch_session(digest, now).await?;
            self.remember(
                digest,
                turn,
                Seen {
                    person: seen.person.clone(),
                    touched: now,
                },
            );
        }
        Ok(Some(PersonId(seen.person)))
    }

    fn remember(&self, digest: &str, turn: u64, seen: Seen) {
        self.cache.keep(
            digest,
            turn,
            || self.cache.sessions.insert(digest.to_owned(), seen),
            || {
                self.cache.sessions.remove(digest);
            },
        );
    }

    /// The person a token's session belongs to, if it stands; its idle time-out runs on. For what a browser does by itself.
    pub async fn session_at_rest(&self, token: &Token) -> Result<Option<PersonId>> {
        let digest = token.digest();
        let now = now_ms();
        if let Some(seen) = self
            .cache
            .sessions
            .get(&digest)
            .filter(|s| !self.is_idle(s.touched, now))
        {
            return Ok(Some(PersonId(seen.person)));
        }
        let row = self.db().session(&digest).await?;
        Ok(row.filter(|r| !self.is_idle(r.seen, now)).map(|r| PersonId(r.person)))
    }

    /// When the session of a new stream was last in use, ms.
    pub(crate) async fn session_touched(&self, digest: &str) -> Result<i64> {
        if let Some(seen) = self.cache.sessions.get(digest) {
            return Ok(seen.touched);
        }
        Ok(self.db().session(digest).await?.map_or_else(now_ms, |r| r.seen))
    }

    /// When the session (by its digest) was last in use, as the database was told (ms); none when it ended or idled out.
    pub(crate) async fn session_seen(&self, digest: &str) -> Result<Option<i64>> {
        let row = self.db().session(digest).await?;
        Ok(row.map(|r| r.seen).filter(|seen| !self.is_idle(*seen, now_ms())))
    }

    pub(crate) fn is_idle(&self, touched: i64, now: i64) -> bool {
        now - touched > i64::try_from(self.idle.as_millis()).unwrap_or(i64::MAX)
    }

    pub(crate) async fn open_session(&self, person: &PersonId) -> Result<Token> {
        let token = Token::draw();
        self.store.open_session(&token.digest(), person, now_ms()).await?;
        Ok(token)
    }

    async fn end_session(&self, digest: &str) -> Result<()> {
        self.store.end_session(digest).await?;
        self.cache.sessions.remove(digest);
        Ok(())
    }
}

/// Ends one session, in every process and on its open streams. No act: the ledger does not say who comes and goes.
pub async fn sign_out(daybook: &Daybook, token: &Token) -> Result<()> {
    let digest = &token.digest();
    let Some(row) = daybook.db().session(digest).await? else {
        return Ok(());
    };
    let event = crate::live::sessions_ended(&PersonId(row.person));
    let body = &serde_json::to_string(&event).map_err(|error| Error::Unavailable(error.to_string()))?;
    let (id, at) = (&format!("{}0", new_id()), now_us());
    daybook
        .store
        .transact(|tx| async move {
            tx.end_session(digest).await?;
            Ok::<_, Error>(tx.announce(id, at, body).await?)
        })
        .await?;
    crate::bus::deliver(daybook, id.clone(), event).await;
    Ok(())
}

/// Ends every session of the person, here and on other devices.
pub async fn sign_out_everywhere(daybook: &Daybook, person: &PersonId) -> Result<()> {
    daybook
        .perform(person, Act::SignedOutEverywhere, "", |tx| async move {
            tx.end_sessions(person, None).await?;
            let events = vec![crate::live::sessions_ended(person)];
            Ok::<_, Error>((
                (),
                Deed {
                    act: Act::SignedOutEverywhere,
                    subject: person.0.clone(),
                    content: None,
                    events,
                },
            ))
        })
        .await?;
    Ok(())
}
