//! Where things lie when the command line does not say.

use std::env;
use std::path::PathBuf;

/// The store: as given, else in the user's data folder. `DATELINE_STORE` has been heard by then.
pub fn store_path(given: Option<PathBuf>) -> PathBuf {
    given.filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| data_folder().join("dateline").join("dateline.db"))
}

/// The folder of the user's own knowledge: as given, else the one in the user's configuration folder when it is there.
/// `DATELINE_KNOWLEDGE` has been heard by then.
pub fn knowledge_folder(given: Option<PathBuf>) -> Option<PathBuf> {
    let usual = || config_folder().map(|f| f.join("dateline").join("knowledge")).filter(|f| f.is_dir());
    given.filter(|p| !p.as_os_str().is_empty()).or_else(usual)
}

/// The user's configuration folder by the custom of the system.
fn config_folder() -> Option<PathBuf> {
    if cfg!(any(windows, target_os = "macos")) {
        return Some(data_folder());
    }
    let from = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    from("XDG_CONFIG_HOME").filter(|p| p.is_absolute()).or_else(|| from("HOME").map(|h| h.join(".config")))
}

/// The user's data folder by the custom of the system; the current folder when there is none.
fn data_folder() -> PathBuf {
    let from = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let home = || from("HOME");
    let folder = if cfg!(windows) {
        from("APPDATA")
    } else if cfg!(target_os = "macos") {
        home().map(|h| h.join("Library/Application Support"))
    } else {
        from("XDG_DATA_HOME").filter(|p| p.is_absolute()).or_else(|| home().map(|h| h.join(".local/share")))
    };
    folder.unwrap_or_else(|| PathBuf::from("."))
}

/// Whether standard output may show colour: a terminal, and nobody asked for none.
pub fn colour() -> bool {
    use std::io::IsTerminal;
    let refused = env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|v| v == "dumb");
    std::io::stdout().is_terminal() && !refused && !dumb
}

/// As many threads as the machine has cores.
pub fn threads(given: Option<u16>) -> usize {
    given.map_or_else(|| std::thread::available_parallelism().map_or(1, |n| n.get()), usize::from)
}
