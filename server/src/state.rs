//! What every handler shares.

use crate::assets::Assets;
use service::Daybook;
use std::sync::Arc;

#[derive(Clone)]
pub struct State {
    pub daybook: Daybook,
    pub assets: Arc<Assets>,
    /// Cookies over https only, and HSTS.
    pub tls: bool,
    pub behind_proxy: bool,
}
