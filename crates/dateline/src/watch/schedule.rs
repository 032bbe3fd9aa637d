//! When a feed is asked next, from what it answered: values in, values out, so that no test has to wait.

use super::feed::{Answer, Failure};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// No feed is left alone for longer, whatever it asks for.
const DAY: u64 = 24 * 60 * 60;

/// What is remembered of a feed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Memory {
    /// The mark that the server gave to what was read last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The server's word for when that was changed, letter for letter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// How often it failed in a row.
    #[serde(default)]
    pub failures: u32,
    /// Not to be asked before this second, after a failure.
    #[serde(default)]
    pub not_before: u64,
    /// The server says that it is gone for good.
    #[serde(default)]
    pub gone: bool,
}

impl Memory {
    /// Whether it may be asked. A wait longer than any that is given comes from a clock that was set back.
    pub fn may_be_asked(&self, now: Duration) -> bool {
        !self.gone && (self.not_before <= now.as_secs() || self.not_before > now.as_secs() + DAY)
    }

    /// What to remember after an answer, once everything in it has been kept.
    pub fn after(&self, answer: &Answer, now: Duration, every: Duration) -> Memory {
        match answer {
            Answer::Fresh(fresh) => {
                Memory { etag: fresh.etag.clone(), modified: fresh.modified.clone(), ..Memory::default() }
            }
            Answer::Same => Memory { failures: 0, not_before: 0, ..self.clone() },
            Answer::Gone => Memory { gone: true, ..self.clone() },
            Answer::Failed(failure) => {
                let failures = self.failures.saturating_add(1);
                let not_before = now.as_secs() + wait(failure, failures, every);
                Memory { failures, not_before, ..self.clone() }
            }
        }
    }
}

/// Twice as long after each failure; longer when the server asks for it; never longer than a day.
fn wait(failure: &Failure, failures: u32, every: Duration) -> u64 {
    let doubled = every.as_secs().max(1).saturating_mul(1 << (failures - 1).min(20));
    doubled.max(failure.retry_after.unwrap_or(0)).min(DAY)
}

#[cfg(test)]
mod tests {
    use super::super::feed::Fresh;
    use super::*;

    const EVERY: Duration = Duration::from_secs(900);
    const NOW: Duration = Duration::from_secs(1_000_000);

    fn failed(retry_after: Option<u64>) -> Answer {
        Answer::Failed(Failure { why: "It failed.".into(), retry_after })
    }

    #[test]
    fn each_failure_doubles_the_wait_up_to_a_day_and_a_success_ends_it() {
        let mut memory = Memory { etag: Some("\"1\"".into()), ..Memory::default() };
        let mut waits = Vec::new();
        for _ in 0..9 {
            memory = memory.after(&failed(None), NOW, EVERY);
            waits.push(memory.not_before - NOW.as_secs());
        }
        assert_eq!(waits, [900, 1800, 3600, 7200, 14400, 28800, 57600, DAY, DAY]);
        assert!(!memory.may_be_asked(NOW) && memory.may_be_asked(NOW + Duration::from_secs(DAY)));
        let same = memory.after(&Answer::Same, NOW, EVERY);
        assert_eq!((same.etag.as_deref(), same.failures, same.may_be_asked(NOW)), (Some("\"1\""), 0, true));
        let forty = Memory { failures: 40, ..Memory::default() };
        assert_eq!(forty.after(&failed(None), NOW, EVERY).not_before, NOW.as_secs() + DAY);
    }

    #[test]
    fn a_server_may_ask_for_patience_but_not_for_ever() {
        let asked = |seconds| Memory::default().after(&failed(Some(seconds)), NOW, EVERY).not_before - NOW.as_secs();
        assert_eq!([asked(0), asked(5000), asked(u64::MAX)], [900, 5000, DAY]);
    }

    #[test]
    fn a_feed_that_is_gone_is_not_asked_again() {
        let memory = Memory::default().after(&Answer::Gone, NOW, EVERY);
        assert!(!memory.may_be_asked(NOW + Duration::from_secs(10 * DAY)));
    }

    #[test]
    fn what_was_read_is_asked_for_with_its_own_marks() {
        let fresh = Fresh { etag: Some("\"2\"".into()), ..Fresh::default() };
        let old = Memory { modified: Some("then".into()), failures: 3, ..Memory::default() };
        let memory = old.after(&Answer::Fresh(fresh), NOW, EVERY);
        assert_eq!(memory, Memory { etag: Some("\"2\"".into()), ..Memory::default() });
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_silence_a_feed() {
        let memory = Memory::default().after(&failed(None), NOW + Duration::from_secs(9 * DAY), EVERY);
        assert!(memory.may_be_asked(NOW));
    }
}
