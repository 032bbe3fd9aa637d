//! What the tests work with: a folder, some reports, the binary.

use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder for one test, with `reports/` in it.
pub struct Bench {
    folder: tempfile::TempDir,
}

impl Bench {
    pub fn new() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("reports")).unwrap();
        Bench { folder }
    }

    /// Three reports about two towns.
    pub fn with_reports() -> Bench {
        let bench = Bench::new();
        bench.write(
            "a.txt",
            "KUNDUZ, Afghanistan, Aug 8, 2021 (Reuters) - Taliban fighters captured Kunduz on Sunday.\n",
        );
        bench.write(
            "b.txt",
            "KABUL, Aug 12, 2021 (AP) - Ghazni fell to the Taliban on Thursday, a local official said.\n",
        );
        bench.write(
            "c.txt",
            "KABUL, Aug 13, 2021 (AP) - The Taliban could capture Kabul within weeks, officials fear.\n",
        );
        bench
    }

    /// Reports in which every list has something, added.
    pub fn with_everything() -> Bench {
        let bench = Bench::with_reports();
        bench.write(
            "d.txt",
            "KABUL, Aug 13, 2021 (AP) - The defence ministry denied that Ghazni had fallen to the Taliban. Taliban rockets killed at \
             least 40 people in Kunduz on Thursday, a doctor said. President Karim Daoud left Kabul on Friday.\n",
        );
        let items = [
            (
                "2021-08-08",
                "Rebels capture all of Herat",
                "Taliban fighters captured Herat on Sunday, residents of the town said.",
            ),
            (
                "2021-08-10",
                "KILL: Rebels capture all of Herat",
                "Editors: please kill the story. Herat was not captured.",
            ),
        ];
        let line = |(day, title, text): &(&str, &str, &str)| {
            json!({"published": day, "title": title, "text": text, "source": "Wire"}).to_string() + "\n"
        };
        bench.write("wire.jsonl", &items.iter().map(line).collect::<String>());
        bench.expect(0, &["add", "reports", "--map", "text=text,title=title,date=published,outlet=source"]);
        bench
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path("reports").join(name), text).unwrap();
    }
    pub fn store(&self) -> PathBuf {
        self.path("s.db")
    }

    /// The binary in this folder with this store.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.current_dir(self.folder.path()).env_remove("RUST_BACKTRACE").env("DATELINE_STORE", self.store());
        // Whoever runs the tests may have knowledge of his own.
        command.env_remove("DATELINE_DECISIONS").env_remove("DATELINE_ANALYST").env_remove("DATELINE_TOKEN");
        command.env_remove("DATELINE_KNOWLEDGE").env("XDG_CONFIG_HOME", self.path("config"));
        command.args(args);
        command
    }
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }
    /// Standard output of a command that must end with this code.
    pub fn expect(&self, code: i32, args: &[&str]) -> String {
        let output = self.run(args);
        let told = String::from_utf8_lossy(&output.stderr).to_string();
        assert_eq!(output.status.code(), Some(code), "{args:?}: {told}");
        String::from_utf8(output.stdout).unwrap()
    }
}

pub fn binary() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_dateline"))
}
