//! A browser without a window, and a server of the real binary for it to look at.
//!
//! Tests of the pages' HTML are in `crates/dateline/tests/it/serve.rs`. Here is what only a browser can tell: what a click
//! does, what is in sight, how wide a page is, whether anything of a report runs.

mod browser;
mod served;

pub use browser::{Browser, free_port};
pub use served::{Served, axe, binary, example, scratch};
