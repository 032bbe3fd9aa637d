//! A token that a client has to bring.

use crate::error::{Error, Result};
use axum::http::{HeaderMap, header};

/// What only those know who were told it.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// The one that is given, else one that nobody can guess.
    pub fn given_or_random(given: Option<String>) -> Result<Token> {
        given.map_or_else(Token::random, |text| Ok(Token(text)))
    }

    /// One that nobody can guess.
    pub fn random() -> Result<Token> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|e| Error::Serve {
            what: format!("The system gives no random numbers: {e}."),
            hint: "Without them nothing that is sent here could be told from what a stranger sends.".into(),
        })?;
        Ok(Token(bytes.iter().map(|b| format!("{b:02x}")).collect()))
    }

    /// Its text, to be told or to be put into a form.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this is it. The time that takes tells nothing of it but its length.
    pub(crate) fn is(&self, text: &str) -> bool {
        let differs = text.bytes().zip(self.0.bytes()).fold(0, |d, (a, b)| d | (a ^ b));
        text.len() == self.0.len() && differs == 0
    }

    /// Whether a request brings it as a bearer token.
    pub(crate) fn is_in(&self, headers: &HeaderMap) -> bool {
        let given = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).and_then(|v| v.split_once(' '));
        given.is_some_and(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && self.is(token.trim()))
    }
}
