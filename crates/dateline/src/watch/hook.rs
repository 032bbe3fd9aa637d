//! The user's own command, run when something changed.
//!
//! What he typed goes to his shell letter for letter, and nothing else does: changes come on standard input, paths in
//! variables, so no word of a report is ever part of a command.

use std::ffi::OsString;
use std::io::Write;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// How often a running hook is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// Runs the command with this input and these variables; an error says as a sentence what went wrong.
pub(super) fn run(command: &str, input: String, variables: &[(&str, OsString)], limit: Duration) -> Result<(), String> {
    let mut hook = shell(command);
    hook.envs(variables.iter().map(|(name, value)| (name, value))).stdin(Stdio::piped());
    let mut child = hook.spawn().map_err(|e| format!("It cannot be started: {e}."))?;
    feed(&mut child, input);
    match wait(&mut child, limit) {
        Ok(Some(status)) if status.success() => Ok(()),
        Ok(Some(status)) => Err(format!("It ended with {status}.")),
        Ok(None) => {
            end(&mut child);
            Err(format!("It did not end within {} seconds and was ended.", limit.as_secs()))
        }
        Err(error) => Err(format!("Nobody knows what became of it: {error}.")),
    }
}

/// A group of its own, so that Ctrl-C lets it finish and everything that it starts can be ended with it.
#[cfg(unix)]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(command);
    std::os::unix::process::CommandExt::process_group(&mut shell, 0);
    shell
}

#[cfg(not(unix))]
fn shell(command: &str) -> Command {
    let mut shell = Command::new("cmd");
    shell.arg("/C").arg(command);
    shell
}

/// From a thread of its own: a hook need not read what it is given.
fn feed(child: &mut Child, input: String) {
    if let Some(mut pipe) = child.stdin.take() {
        std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    }
}

fn wait(child: &mut Child, limit: Duration) -> std::io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    loop {
        match child.try_wait()? {
            None if begun.elapsed() < limit => sleep(GLANCE),
            outcome => return Ok(outcome),
        }
    }
}

fn end(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn run_for(command: &str, input: &str, seconds: u64) -> Result<(), String> {
        run(command, input.into(), &[("DATELINE_SINCE", "@1".into())], Duration::from_secs(seconds))
    }

    #[test]
    fn a_hook_gets_its_input_and_variables_and_nothing_is_taken_for_a_command() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let hostile = "{\"quote\": \"$(touch pwned); `touch pwned`\"}\n";
        run_for(&format!("cd '{}' && {{ echo $DATELINE_SINCE; cat; }} > out", folder.path().display()), hostile, 60)
            .unwrap();
        assert_eq!(std::fs::read_to_string(out).unwrap(), format!("@1\n{hostile}"));
        assert!(!folder.path().join("pwned").exists());
    }

    #[test]
    fn a_hook_that_fails_or_hangs_is_told_of() {
        assert!(run_for("exit 3", "", 60).unwrap_err().contains('3'));
        assert!(run_for("/no/such/command", "", 60).is_err());
        let hanging = run_for("sleep 600 & sleep 600", &"x".repeat(1 << 20), 0).unwrap_err();
        assert!(hanging.contains("was ended"), "{hanging}");
        assert_eq!(run_for("true", &"x".repeat(1 << 20), 60), Ok(()), "what is not read does not matter");
    }
}
