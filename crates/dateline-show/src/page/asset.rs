//! The style sheet and the scripts, inside the binary as they are written. A page asks for them by a name that holds
//! their fingerprint, so a browser may keep them and never shows old ones with new pages.

use std::sync::LazyLock;

/// A file that pages ask for.
pub struct Asset {
    /// Its name in addresses, below `/assets/`.
    pub name: String,
    /// What it is.
    pub media: &'static str,
    /// Its bytes.
    pub text: &'static str,
}

macro_rules! assets {
    ($($file:literal as $media:literal),* $(,)?) => {
        static ASSETS: LazyLock<Vec<Asset>> =
            LazyLock::new(|| vec![$(new($file, $media, include_str!(concat!("../../assets/", $file)))),*]);
    };
}

assets! {
    "style.css" as "text/css; charset=utf-8",
    "page.js" as "text/javascript; charset=utf-8",
    "map.js" as "text/javascript; charset=utf-8",
    "zoom.js" as "text/javascript; charset=utf-8",
    "timeline.js" as "text/javascript; charset=utf-8",
    "review.js" as "text/javascript; charset=utf-8",
    "mark.svg" as "image/svg+xml",
}

fn new(file: &str, media: &'static str, text: &'static str) -> Asset {
    let (stem, ending) = file.split_once('.').unwrap_or((file, ""));
    Asset { name: format!("{stem}-{:08x}.{ending}", fingerprint(text)), media, text }
}

/// FNV-1a: enough to tell one version of a file from the next.
fn fingerprint(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// The file with a name in an address.
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.iter().find(|a| a.name == name)
}

/// The style sheet itself, for a page that stands alone.
pub(super) fn style() -> &'static str {
    ASSETS.iter().find(|a| a.name.starts_with("style-")).map_or("", |a| a.text)
}

/// The address of a file.
pub(super) fn address(file: &str) -> String {
    let (stem, ending) = file.split_once('.').unwrap_or((file, ""));
    let is = |a: &&Asset| a.name.starts_with(&format!("{stem}-")) && a.name.ends_with(&format!(".{ending}"));
    ASSETS.iter().find(is).map_or(String::new(), |a| format!("/assets/{}", a.name))
}
