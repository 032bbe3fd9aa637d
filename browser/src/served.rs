//! The binary, a store of the bundled example that all tests share, and a server over it or over a copy.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::{env, fs};

/// A running server with a folder of its own, ended with this value.
pub struct Served {
    child: Child,
    host: String,
    folder: tempfile::TempDir,
}

impl Served {
    /// Serves a store; a copy of it, so that tests that write stay apart.
    pub fn of(store: &Path) -> Served {
        Served::with(store, None)
    }

    /// The same with a folder of the user's own knowledge.
    pub fn with(store: &Path, knowledge: Option<&Path>) -> Served {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(store, folder.path().join("s.db")).unwrap();
        let mut command = dateline(folder.path());
        if let Some(knowledge) = knowledge {
            command.arg("--knowledge").arg(knowledge);
        }
        let mut child = command.args(["serve", "--port", "0"]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let host = line.trim().trim_end_matches('/').to_owned();
        assert!(host.starts_with("http://"), "no address: {line:?}");
        Served { child, host, folder }
    }

    /// Where a page is.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.host)
    }

    /// Writes a file for the browser to send.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The binary: what `DATELINE` names, or what was built last in the workspace.
pub fn binary() -> PathBuf {
    if let Some(named) = env::var_os("DATELINE") {
        return named.into();
    }
    let built = ["release", "debug"].map(|profile| top().join("target").join(profile).join("dateline"));
    let found = built.into_iter().find(|path| path.is_file());
    found.expect("no binary: set DATELINE, or run `cargo build --release` at the top")
}

/// The store of the bundled example, made once for all tests.
pub fn example() -> &'static Path {
    static STORE: OnceLock<PathBuf> = OnceLock::new();
    STORE.get_or_init(|| added("example", None, &[top().join("examples/afghanistan-2021/reports")]))
}

/// A store made of files, in a scratch folder.
pub fn scratch(name: &str, knowledge: Option<&Path>, inputs: &[PathBuf]) -> PathBuf {
    added(name, knowledge, inputs)
}

/// The text of axe-core where `.ci/run` put it, if it did.
pub fn axe() -> Option<String> {
    let path = env::var_os("AXE").map_or_else(|| top().join("target/axe/package/axe.min.js"), PathBuf::from);
    fs::read_to_string(path).ok()
}

fn added(name: &str, knowledge: Option<&Path>, inputs: &[PathBuf]) -> PathBuf {
    let folder = top().join("target/browser/stores").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut command = dateline(&folder);
    if let Some(knowledge) = knowledge {
        command.arg("--knowledge").arg(knowledge);
    }
    let done = command.arg("add").args(inputs).output().unwrap();
    assert!(folder.join("s.db").is_file(), "nothing was added: {}", String::from_utf8_lossy(&done.stderr));
    folder.join("s.db")
}

/// The command with this store, and nothing of whoever runs the tests.
fn dateline(folder: &Path) -> Command {
    let mut command = Command::new(binary());
    for name in ["DATELINE_DECISIONS", "DATELINE_ANALYST", "DATELINE_KNOWLEDGE"] {
        command.env_remove(name);
    }
    command.env("XDG_CONFIG_HOME", folder.join("config")).arg("--store").arg(folder.join("s.db"));
    command.stderr(Stdio::null());
    command
}

fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}
