//! The terminal: results to standard output, remarks to standard error, progress, Ctrl-C.

use dateline::error::code;
use dateline::pipeline::{Tally, Watch};
use dateline::show::text::{clean, count, harmless};
use dateline::{Error, Result};
use dateline_core::fault::Fault;
use dateline_core::model::Notice;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Prints a result.
pub fn print(text: &str) -> Result<()> {
    bytes(text.as_bytes())
}

/// Puts out a file.
pub fn bytes(bytes: &[u8]) -> Result<()> {
    Ok(stream(|out| out.write_all(bytes))?)
}

/// Puts out a file that is written bit by bit.
pub fn stream<T>(write: impl FnOnce(&mut BufWriter<Stdout>) -> io::Result<T>) -> io::Result<T> {
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
    let done = write(&mut out)?;
    out.flush()?;
    Ok(done)
}

/// Says why a command failed; gives its exit code.
pub fn fail(error: &Error) -> u8 {
    if let Error::Output(error) = error
        && crate::is_broken_pipe(error)
    {
        return code::DONE;
    }
    match error {
        Error::Faults(faults) => {
            say(&format!(
                "dateline: {} cannot be used.",
                count(faults.len(), "thing in your own files", "things in your own files")
            ));
            faults.iter().for_each(|fault| say(&of_fault(fault)));
        }
        _ => say(&format!("dateline: {}", clean(&error.to_string()))),
    }
    if let Some(hint) = error.hint() {
        say(&clean(hint));
    }
    error.code()
}

/// Prints what is wrong in files, each with its line.
pub fn faults(faults: &[Fault]) -> Result<()> {
    print(&faults.iter().map(|fault| of_fault(fault) + "\n").collect::<String>())
}

/// A fault keeps its lines and blanks, since carets stand under words.
fn of_fault(fault: &Fault) -> String {
    fault.to_string().lines().map(harmless).collect::<Vec<_>>().join("\n")
}

/// Tells remarks, one after the other: where, what, what to do.
pub fn notices(notices: &[Notice]) {
    for notice in notices {
        say(&clean(&format!("{}: {} {}", notice.origin, notice.what, notice.hint)));
    }
}

/// A line on standard error. When that is closed there is nobody to tell.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// A report that makes the reader fail is told as a remark on that report; what the failure looked like from
/// inside is only of use to those who ask for it.
pub fn quiet_workers() {
    if std::env::var_os("RUST_BACKTRACE").is_some() {
        return;
    }
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() == Some("main") {
            usual(panic);
        }
    }));
}

/// Tells what taking in did.
pub fn tally(tally: &Tally, store: &str) {
    say(&format!("{}; store {}.", tally.sentence(), clean(store)));
    if tally.stopped {
        say("Stopped. What was added is kept; run the same command again to go on.");
    }
}

/// The exit code of work that went through.
pub fn outcome(tally: &Tally) -> u8 {
    match tally {
        t if t.stopped => code::STOPPED,
        t if t.notices.iter().any(|n| n.unread) => code::SOME_UNREAD,
        _ => code::DONE,
    }
}

/// Watches the work: a bar on a terminal, and Ctrl-C.
pub struct Watcher {
    bar: ProgressBar,
}

impl Watcher {
    /// Starts watching.
    pub fn start() -> Watcher {
        listen();
        Watcher { bar: bar() }
    }

    /// Lets something be printed where the bar is.
    pub fn pause(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }
}

/// Whether Ctrl-C was pressed.
static STOP: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C; a second one ends at once.
pub fn listen() {
    // A process has one handler. Without any, Ctrl-C ends it at once, and nothing that was kept is lost by that either.
    let _ = ctrlc::try_set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(code::STOPPED.into());
        }
    });
}

/// Whether Ctrl-C was pressed since [`listen`].
pub fn is_stopped() -> bool {
    STOP.load(Ordering::SeqCst)
}

impl Watch for Watcher {
    fn stop(&self) -> bool {
        is_stopped()
    }
    fn kept(&mut self, _report: &str) {
        self.bar.inc(1);
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A bar that is drawn only on a terminal.
fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} reports read, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(250));
    bar
}
