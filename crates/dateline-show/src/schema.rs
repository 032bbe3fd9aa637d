//! What the JSON forms say of themselves beyond their types: the words a field may have, and that a text is a day.
//!
//! Whoever describes our outputs to programs asks the forms for their schemas ([`schemars::JsonSchema`]). A closed set of
//! words is told from the set itself, so a new word cannot be forgotten in the description.

/// The words of a closed set.
pub(crate) fn any_of<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|one| word(*one)).collect()
}

/// The same where nothing may stand instead.
pub(crate) fn any_or_null<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<Option<&'static str>> {
    any_of(all, word).into_iter().map(Some).chain([None]).collect()
}
