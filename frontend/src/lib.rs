//! The WASM entry of Daybook: `boot.js` calls it once the page is parsed.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
pub fn hydrate() {
    app::start();
}
