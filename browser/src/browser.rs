//! Chromium under chromedriver, asked in plain sequence: a test reads as what a person does.

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::Runtime;

/// How long a page may take until it is what a test waits for.
const PATIENCE: Duration = Duration::from_secs(30);

/// One browser with a profile of its own, ended with this value.
pub struct Browser {
    driver: Driver,
    runtime: Runtime,
    client: Client,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// A browser as wide as a desk's; a test fails here when the machine has none.
    pub fn new() -> Browser {
        let profile = tempfile::tempdir().unwrap();
        let driver = Driver::start();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let capabilities = capabilities(profile.path().to_str().unwrap());
        let connecting = async {
            let connector = hyper_util::client::legacy::connect::HttpConnector::new();
            ClientBuilder::new(connector).capabilities(capabilities).connect(&driver.address).await
        };
        let client = runtime.block_on(connecting).unwrap_or_else(|e| panic!("Chromium does not start: {e}"));
        let browser = Browser { driver, runtime, client, _profile: profile };
        browser.size(1280, 900);
        browser
    }

    /// Opens an address.
    pub fn visit(&self, address: &str) {
        self.runtime.block_on(self.client.goto(address)).unwrap_or_else(|e| panic!("{address}: {e}"));
    }

    /// The address shown.
    pub fn address(&self) -> String {
        self.runtime.block_on(self.client.current_url()).unwrap().to_string()
    }

    /// What a script returns; `arguments` holds what it is given.
    pub fn ask(&self, script: &str, given: &[Value]) -> Value {
        let asked = self.client.execute(script, given.to_vec());
        self.runtime.block_on(asked).unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// What a script hands to the function that is its last argument.
    pub fn ask_later(&self, script: &str) -> Value {
        self.runtime.block_on(self.client.execute_async(script, Vec::new())).unwrap_or_else(|e| panic!("{script}: {e}"))
    }

    /// Text that an expression of the page gives.
    pub fn text(&self, expression: &str) -> String {
        self.ask(&format!("return String({expression})"), &[]).as_str().unwrap().to_owned()
    }

    /// Whole number that an expression of the page gives.
    pub fn number(&self, expression: &str) -> i64 {
        let value = self.ask(&format!("return Math.round(Number({expression}))"), &[]);
        value.as_i64().unwrap_or_else(|| panic!("{expression} is {value}"))
    }

    /// Whether an expression of the page holds.
    pub fn holds(&self, expression: &str) -> bool {
        self.ask(&format!("return Boolean({expression})"), &[]) == true
    }

    /// Waits until an expression of the page holds.
    pub fn wait(&self, expression: &str) {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            // Between two pages there is nothing to ask.
            let script = format!("return Boolean({expression})");
            let asked = self.runtime.block_on(self.client.execute(&script, Vec::new()));
            if asked.is_ok_and(|held| held == true) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{} never holds at {}", expression, self.address());
    }

    /// Clicks what a selector finds first, where a mouse would.
    pub fn click(&self, selector: &str) {
        let clicking = async { self.client.find(Locator::Css(selector)).await?.click().await };
        self.runtime.block_on(clicking).unwrap_or_else(|e| panic!("{selector} at {}: {e}", self.address()));
    }

    /// Types into what a selector finds first.
    pub fn fill(&self, selector: &str, text: &str) {
        let typing = async { self.client.find(Locator::Css(selector)).await?.send_keys(text).await };
        self.runtime.block_on(typing).unwrap_or_else(|e| panic!("{selector} at {}: {e}", self.address()));
    }

    /// Presses keys, wherever the focus is.
    pub fn press(&self, keys: &str) {
        let typing = async { self.client.active_element().await?.send_keys(keys).await };
        self.runtime.block_on(typing).unwrap_or_else(|e| panic!("{keys:?} at {}: {e}", self.address()));
    }

    /// The size of the page in CSS pixels.
    pub fn size(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.devtools("Emulation.setDeviceMetricsOverride", size);
    }

    /// Light or dark, screen or print.
    pub fn look(&self, media: &str, scheme: &str) {
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({"media": media, "features": features}));
    }

    /// A command of the developer tools.
    pub fn devtools(&self, command: &'static str, parameters: Value) -> Value {
        self.issue("goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    /// What the console told since it was asked last.
    pub fn console(&self) -> Vec<String> {
        let told = self.issue("se/log", json!({"type": "browser"}));
        told.as_array().unwrap().iter().map(|line| line["message"].to_string()).collect()
    }

    /// The addresses that were asked for since this was asked last.
    pub fn requests(&self) -> Vec<String> {
        let told = self.issue("se/log", json!({"type": "performance"}));
        let messages = told.as_array().unwrap().iter().filter_map(|line| line["message"].as_str());
        let events = messages.filter_map(|text| serde_json::from_str::<Value>(text).ok());
        let sent = events.filter(|e| e["message"]["method"] == "Network.requestWillBeSent");
        sent.filter_map(|e| e["message"]["params"]["request"]["url"].as_str().map(str::to_owned)).collect()
    }

    fn issue(&self, path: &'static str, body: Value) -> Value {
        let told = self.runtime.block_on(self.client.issue_cmd(Plain { path, body: body.clone() }));
        told.unwrap_or_else(|e| panic!("{path} {body}: {e}"))
    }
}

impl Default for Browser {
    fn default() -> Browser {
        Browser::new()
    }
}

impl Drop for Browser {
    /// The driver ends the browser with the session; ended alone it would leave it running.
    fn drop(&mut self) {
        let _ = self.runtime.block_on(self.client.clone().close());
        let _ = self.driver.child.kill();
        let _ = self.driver.child.wait();
    }
}

/// A port that nobody listens at. chromedriver's first line names port 0 when it may choose itself.
pub fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

fn capabilities(profile: &str) -> serde_json::Map<String, Value> {
    // The sandbox needs what a container does not give; updates and the like would be requests of the browser's own.
    let flags = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];
    let mut args: Vec<String> = flags.iter().map(|f| (*f).to_owned()).collect();
    args.push(format!("--user-data-dir={profile}"));
    let wanted = json!({
        "goog:chromeOptions": {"args": args},
        "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        // A dialog is a finding of its own, not something to close quietly.
        "unhandledPromptBehavior": "ignore",
    });
    wanted.as_object().unwrap().clone()
}

struct Driver {
    child: Child,
    address: String,
}

impl Driver {
    fn start() -> Driver {
        let port = free_port();
        let mut command = Command::new("chromedriver");
        command.arg(format!("--port={port}")).stdout(Stdio::null()).stderr(Stdio::null());
        let missing = "these tests need chromedriver and Chromium (Debian: apt-get install chromium chromium-driver)";
        let child = command.spawn().unwrap_or_else(|e| panic!("{e}: {missing}"));
        let began = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(began.elapsed() < PATIENCE, "chromedriver does not listen at port {port}");
            std::thread::sleep(Duration::from_millis(20));
        }
        Driver { child, address: format!("http://127.0.0.1:{port}") }
    }
}

/// A command that is of chromedriver alone.
#[derive(Debug)]
struct Plain {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Plain {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }
    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
