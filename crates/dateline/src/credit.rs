//! Which agency a report credits: "KUNDUZ, Aug 8 (Reuters) -" or "By a reporter, Associated Press".
//!
//! Among prints of one text the agency's own is taken for the original, so that the copies carry its name.

use dateline_core::lexicon::outlets::{OutletKind, OutletLexicon};
use dateline_core::model::{Block, BlockKind, Report};

/// The usual name of the agency that the date line or the byline of a report credits.
pub fn agency(report: &Report, outlets: &OutletLexicon) -> Option<String> {
    let credits = |b: &&Block| matches!(b.kind, BlockKind::Dateline | BlockKind::Byline);
    report.blocks.iter().filter(credits).find_map(|block| {
        let line = report.text.get(block.span.start as usize..block.span.end as usize)?;
        agency_in(line, outlets)
    })
}

/// The first agency that a line of credits names.
fn agency_in(line: &str, outlets: &OutletLexicon) -> Option<String> {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '-').filter(|w| !w.is_empty()).collect();
    (0..words.len()).find_map(|from| {
        let (_, outlet) = outlets.longest(&words[from..])?;
        (outlet.kind == OutletKind::Agency).then(|| outlet.name.clone())
    })
}

/// The usual name of an outlet, so that "AP" and "The Associated Press" are one.
pub fn usual_name(outlet: &str, outlets: &OutletLexicon) -> String {
    outlets.outlet(outlet).map_or_else(|| outlet.to_string(), |o| o.name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_found_in_credits() {
        let outlets = OutletLexicon::embedded().unwrap();
        let found = |line: &str| agency_in(line, &outlets);
        assert_eq!(found("KUNDUZ, Afghanistan, Aug 8, 2021 (Reuters) -").as_deref(), Some("Reuters"));
        assert_eq!(found("By a reporter, The Associated Press").as_deref(), Some("Associated Press"));
        assert_eq!(found("KABUL, Aug. 9"), None);
        assert_eq!(usual_name("AP", &outlets), "Associated Press");
        assert_eq!(usual_name("Capital Daily", &outlets), "Capital Daily");
    }
}
