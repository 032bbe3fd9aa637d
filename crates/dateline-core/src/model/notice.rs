//! What went wrong without stopping anything.

/// One thing a person should know: what, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// File, archive item or address concerned.
    pub origin: String,
    /// What happened, as a full sentence.
    pub what: String,
    /// What to try, as a full sentence.
    pub hint: String,
    /// Whether the input could not be read at all (exit code 4), as opposed to being read with a remark.
    pub unread: bool,
}

impl Notice {
    /// A remark on something that was read all the same.
    pub fn remark(origin: impl Into<String>, what: impl Into<String>, hint: impl Into<String>) -> Notice {
        Notice { origin: origin.into(), what: what.into(), hint: hint.into(), unread: false }
    }
    /// Something that could not be read.
    pub fn unread(origin: impl Into<String>, what: impl Into<String>, hint: impl Into<String>) -> Notice {
        Notice { unread: true, ..Notice::remark(origin, what, hint) }
    }
}
