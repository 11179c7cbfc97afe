//! argon2id in memory that is kept.
//!
//! A hash fills 19 MiB. Taken from the allocator each time, freed blocks of that size stay in the arenas of the threads that used
//! them (200 MB and more after some hundred sign-ins); so there are as many rooms as hashes run at once, and they are used again.

use argon2::password_hash::{Ident, Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Mutex, PoisonError};

/// Rooms kept: as many as hashes at once.
pub(super) const ROOMS: usize = 2;
/// Bytes of a hash at most.
const LONGEST: usize = 64;

static KEPT: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

type Result<T> = std::result::Result<T, argon2::password_hash::Error>;

/// OWASP's second choice for argon2id: 19 MiB, two passes, one lane.
fn params() -> Params {
    Params::new(19 * 1024, 2, 1, None).unwrap_or_default()
}

/// As a PHC string.
pub(super) fn hash(password: &[u8], salt: &SaltString) -> Result<String> {
    let (params, algorithm, version) = (params(), Algorithm::Argon2id, Version::V0x13);
    let salt = salt.as_salt();
    let hash = PasswordHash {
        algorithm: algorithm.ident(),
        version: Some(version.into()),
        params: ParamsString::try_from(&params)?,
        salt: Some(salt),
        hash: Some(compute(
            algorithm,
            version,
            params,
            password,
            salt,
            Params::DEFAULT_OUTPUT_LEN,
        )?),
    };
    Ok(hash.to_string())
}

/// Whether the password fits the PHC string, whatever settings that was made with.
pub(super) fn fits(password: &[u8], phc: &str) -> Result<bool> {
    let hash = PasswordHash::new(phc)?;
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else {
        return Ok(false);
    };
    let algorithm = Algorithm::try_from(Ident::new(hash.algorithm.as_str())?)?;
    let version = hash.version.map(Version::try_from).transpose()?.unwrap_or_default();
    let made = compute(
        algorithm,
        version,
        Params::try_from(&hash)?,
        password,
        salt,
        expected.len(),
    )?;
    // In constant time: that is how outputs are compared.
    Ok(made == expected)
}

fn compute(
    algorithm: Algorithm,
    version: Version,
    params: Params,
    password: &[u8],
    salt: Salt<'_>,
    length: usize,
) -> Result<Output> {
    let mut bytes = [0; Salt::MAX_LENGTH];
    let salt = salt.decode_b64(&mut bytes)?;
    let mut out = [0; LONGEST];
    let out = out.get_mut(..length).ok_or(argon2::password_hash::Error::OutputSize {
        provided: std::cmp::Ordering::Greater,
        expected: LONGEST,
    })?;
    let blocks = params.block_count();
    let mut room = enter();
    if room.len() < blocks {
        room.reserve_exact(blocks - room.len());
        room.resize(blocks, Block::default());
    }
    // What the one before left does not matter: the first pass writes every block before it is read.
    let filled = Argon2::new(algorithm, version, params).hash_password_into_with_memory(password, salt, out, &mut room);
    leave(room);
    filled?;
    Output::new(out)
}

fn enter() -> Vec<Block> {
    KEPT.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop()
        .unwrap_or_default()
}

fn leave(room: Vec<Block>) {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    // One that an unusual hash made larger goes back.
    if kept.len() < ROOMS && room.len() <= params().block_count() {
        kept.push(room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::{PasswordHasher, PasswordVerifier};

    #[test]
    fn hashes_are_those_of_the_library_in_a_used_room_too() {
        let salt = SaltString::from_b64("c29tZXNhbHRzb21lc2FsdA").unwrap();
        let theirs = Argon2::new(Algorithm::Argon2id, Version::V0x13, params());
        for password in ["first", "second", "第三个口令"] {
            let ours = hash(password.as_bytes(), &salt).unwrap();
            assert_eq!(
                ours,
                theirs.hash_password(password.as_bytes(), &salt).unwrap().to_string()
            );
            let parsed = PasswordHash::new(&ours).unwrap();
            assert!(theirs.verify_password(password.as_bytes(), &parsed).is_ok());
            assert_eq!(fits(password.as_bytes(), &ours), Ok(true));
            assert_eq!(fits(b"another", &ours), Ok(false));
        }
        assert!(KEPT.lock().unwrap().len() <= ROOMS);
    }

    #[test]
    fn settings_are_those_of_the_hash() {
        // RFC 9106 has no PHC strings; this one is the reference program's: `echo -n password | argon2 somesalt -id -t 2 -k 65536`.
        let reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        assert_eq!(fits(b"password", reference), Ok(true));
        assert_eq!(fits(b"passwort", reference), Ok(false));
        assert_ne!(fits(b"password", "$argon2id$v=19$nonsense").ok(), Some(true));
        assert!(fits(b"password", "").is_err());
    }
}
