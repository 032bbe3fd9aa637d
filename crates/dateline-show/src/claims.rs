//! Listing claims: what single passages say.

use crate::json::{ClaimForm, line};
use crate::offsets::Offsets;
use crate::pile::Pile;
use crate::text::{clean, paragraph, quote};
use crate::words;
use dateline_core::model::Claim;

/// Claims as paragraphs: what, who says so, the passage, the report.
pub fn text(claims: &[&Claim]) -> String {
    let mut out = String::new();
    for claim in claims {
        let source = claim.source.as_deref();
        let what = format!("{}: {}; {}{}.", claim.id, words::claim(claim), words::says(source), words::through(source));
        paragraph(&mut out, "", "    ", &what);
        paragraph(&mut out, "    ", "    ", &format!("{} [{}]", quote(&claim.quote, 300), clean(&claim.report)));
    }
    out
}

/// Claims as JSON lines. Claims of one report stand together, so each text is counted once.
pub fn json(pile: &Pile, claims: &[&Claim]) -> String {
    let mut out = String::new();
    for group in claims.chunk_by(|a, b| a.report == b.report) {
        let text = pile.card(&group[0].report).map_or("", |c| c.report.text.as_str());
        let offsets = Offsets::new(text);
        group.iter().for_each(|claim| out.push_str(&line(&ClaimForm::new(claim, &offsets))));
    }
    out
}
