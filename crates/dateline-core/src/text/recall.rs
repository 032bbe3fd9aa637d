//! Notices by which an outlet takes back or corrects a story of its own: kills, withdrawals, corrections.
//!
//! Agencies say it in a fixed vocabulary at the head of a report: "KILL:", "STORY WITHDRAWN", "Editors: please
//! disregard", "CORRECTED-", "Corrects paragraph 3". Only that is looked for, and only there; which story is meant is
//! not guessed here, but what the notice names is kept: its own title behind the mark, titles in quotation marks, slugs.

use crate::lexicon::fold::fold;
use crate::model::{BlockKind, Report};

dateline_tree::words!(
    /// What a notice does to the story.
    RecallKind {
        /// Nothing of it stands.
        Withdrawn = "withdrawn",
        /// What the new version does not repeat is replaced.
        Corrected = "corrected",
    }
);

/// That a report is such a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecallNotice {
    /// What it does.
    pub kind: RecallKind,
    /// Titles that it names, as [`title_key`] gives them.
    pub titles: Vec<String>,
    /// Slugs that it names, as written.
    pub slugs: Vec<String>,
}

/// As much of a report as a notice stands in, in bytes.
const HEAD: usize = 700;
/// Fewer words name no story.
const WORDS_OF_A_TITLE: usize = 3;

/// Words that open the title of a withdrawal, in capitals and before a colon or a dash.
const KILLED: &[&str] = &["MANDATORY KILL", "BULLETIN KILL", "KILL", "STORY WITHDRAWN", "STORY REMOVED"];
/// Words that open the title of a corrected version.
const CORRECTED: &[&str] = &["CORRECTED", "CORRECTION", "CORRECTIVE", "REFILE"];
/// What a withdrawal says at its head, in small letters.
const KILLS: &[&str] = &[
    "mandatory kill",
    "story withdrawn",
    "story is withdrawn",
    "story has been withdrawn",
    "story was withdrawn",
    "has withdrawn its story",
    "withdraws its story",
    "please disregard",
    "please kill",
    "kill the story",
    "please do not use",
];
/// What a corrected version says at its head, in small letters.
const CORRECTS: &[&str] = &[
    "(corrects ",
    "corrects paragraph",
    "corrects headline",
    "corrects to ",
    "this version corrects",
    "this story has been corrected",
    "story corrects",
];
/// Marks that agencies put before the title of a version.
const VERSIONS: &[&str] =
    &["UPDATE", "WRAPUP", "EXCLUSIVE", "RPT", "REPEAT", "BREAKING", "ADVISORY", "WITHDRAWN", "WITHDRAWAL"];

/// Whether a report is a notice about another one, and what it names.
pub fn recall(report: &Report) -> Option<RecallNotice> {
    let title = title(report);
    let head = head(report);
    let small = format!("{}\n{head}", title.unwrap_or_default()).to_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|p| small.contains(p));
    let marked = |marks: &[&str]| title.is_some_and(|t| marks.iter().any(|m| behind(t, m).is_some()));
    let kind = match () {
        () if marked(KILLED) || says(KILLS) => RecallKind::Withdrawn,
        () if marked(CORRECTED) || says(CORRECTS) => RecallKind::Corrected,
        () => return None,
    };
    let own = title.map(title_key);
    let titles = own.into_iter().chain(quoted(head).map(title_key));
    let titles = titles.filter(|t| t.split(' ').count() >= WORDS_OF_A_TITLE).collect();
    Some(RecallNotice { kind, titles, slugs: slugs(head) })
}

/// A title without the marks of a version, folded: the versions of one story have the same.
pub fn title_key(title: &str) -> String {
    let marks = || KILLED.iter().chain(CORRECTED).chain(VERSIONS);
    let mut rest = title.trim();
    while let Some(next) = marks().find_map(|m| behind(rest, m)) {
        rest = next;
    }
    fold(rest)
}

/// The title of a report: as its input says, else its first headline.
pub fn title(report: &Report) -> Option<&str> {
    let headline = || report.blocks.iter().find(|b| b.kind == BlockKind::Headline);
    let written = || report.text.get(headline()?.span.start as usize..headline()?.span.end as usize);
    report.title.as_deref().or_else(written)
}

/// What follows a mark: "UPDATE 2-Rebels take town" and "KILL: Rebels take town".
fn behind<'a>(title: &'a str, mark: &str) -> Option<&'a str> {
    let rest = title.strip_prefix(mark)?;
    let rest = rest.trim_start_matches(|c: char| c == ' ' || c.is_ascii_digit());
    let rest = rest.strip_prefix([':', '-', '–', '—', '(']).or(rest.is_empty().then_some(rest))?;
    Some(rest.trim_start())
}

fn head(report: &Report) -> &str {
    let text = report.text.as_str();
    let end = (0..=HEAD.min(text.len())).rev().find(|&n| text.is_char_boundary(n)).unwrap_or(0);
    &text[..end]
}

/// What stands between quotation marks, curly or straight.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split(['“', '”', '"']).skip(1).step_by(2)
}

/// The words after "slugged" or "slug".
fn slugs(text: &str) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_slug = |w: &&str| ["slugged", "slug", "slug:"].contains(&w.to_lowercase().as_str());
    let after = words.iter().enumerate().filter(|(_, w)| is_slug(w)).filter_map(|(n, _)| words.get(n + 1));
    let bare = |w: &&str| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    after.map(bare).filter(|s| s.len() >= 5).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Published;

    fn found(title: &str, text: &str) -> Option<RecallNotice> {
        recall(&Report {
            id: "a".into(),
            outlet: None,
            title: Some(title.into()).filter(|t: &String| !t.is_empty()),
            url: None,
            author: None,
            language: "en".into(),
            published: Published::UNKNOWN,
            original_sha256: String::new(),
            text_sha256: String::new(),
            text: text.into(),
            blocks: Vec::new(),
        })
    }

    #[test]
    fn the_words_of_the_agencies_are_known() {
        use RecallKind::{Corrected, Withdrawn};
        for (title, text, kind) in [
            ("KILL: Rebels take Orlen", "", Withdrawn),
            ("MANDATORY KILL", "Editors: kill the story slugged BC-Orlen-Falls.", Withdrawn),
            ("ADVISORY: story withdrawn", "The story \"Rebels take all of Orlen\" has no basis.", Withdrawn),
            ("", "EDITORS: Please disregard the story on Orlen sent at noon.", Withdrawn),
            ("", "The Wire has withdrawn its story about Orlen.", Withdrawn),
            ("CORRECTED-Rebels take Orlen", "", Corrected),
            ("Rebels near Orlen", "(Corrects paragraph 3 to say the rebels were near)\nThe rebels", Corrected),
        ] {
            assert_eq!(found(title, text).map(|n| n.kind), Some(kind), "{title} {text}");
        }
    }

    #[test]
    fn news_is_no_notice() {
        for title in ["Killings in Orlen", "KILLED IN ORLEN: five", "WITHDRAWAL FROM ORLEN", "Army corrects its aim"] {
            assert_eq!(found(title, "The army withdrew from Orlen and killed two."), None, "{title}");
        }
    }

    #[test]
    fn what_a_notice_names_is_kept() {
        let text = "Editors: please kill “Rebels take all of Orlen”, slugged BC-Orlen-Falls.";
        let notice = found("KILL: UPDATE 2-Orlen falls to rebels", text).unwrap();
        assert_eq!(notice.titles, ["orlen falls to rebels", "rebels take all of orlen"]);
        assert_eq!(notice.slugs, ["BC-Orlen-Falls"]);
    }
}
