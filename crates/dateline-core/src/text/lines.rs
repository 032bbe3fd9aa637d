//! What a single line of a news text is, judged by its own words: furniture, credit, byline, date line.
//!
//! The words here are those of English-language news in general; nothing is tied to one crisis or outlet.

use super::dates::{self, DateText};
use crate::model::{Day, Days, Span};

/// The mark that scraped text often begins with: ` date 2021-08-11 `.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateMark {
    /// The words of the mark.
    pub span: Span,
    /// What it says.
    pub date: DateText,
}

/// Finds a date mark at the very beginning, whether or not a line break follows it.
///
/// ```
/// let mark = dateline_core::text::date_mark(" date 2021-08 The city fell.").unwrap();
/// assert_eq!(mark.span.of(" date 2021-08 The city fell."), "date 2021-08");
/// ```
pub fn date_mark(text: &str) -> Option<DateMark> {
    let start = text.len() - text.trim_start().len();
    let rest = text[start..].strip_prefix("date").or_else(|| text[start..].strip_prefix("Date:"))?;
    let value = rest.trim_start_matches([' ', '\t', ':']);
    let len = value.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(value.len());
    let ends = value[len..].chars().next().is_none_or(char::is_whitespace);
    if value.len() == rest.len() || !ends || !matches!(len, 7 | 10) {
        return None;
    }
    let end = text.len() - value.len() + len;
    let date = dates::parse(&value[..len], dates::Order::Unknown);
    (date != DateText::Missing).then_some(DateMark { span: Span::new(start, end), date })
}

/// Length of "KABUL, Aug 13 (Agency) -" at the beginning of a paragraph, in bytes, with its dash.
pub fn dateline(line: &str) -> Option<usize> {
    const NOT_A_TOWN: [&str; 22] = [
        "URGENT",
        "BREAKING",
        "LIVE",
        "UPDATE",
        "UPDATED",
        "EXCLUSIVE",
        "FACTBOX",
        "ANALYSIS",
        "CORRECTION",
        "NOTE",
        "ALERT",
        "EXPLAINER",
        "OPINION",
        "WATCH",
        "READ",
        "TIMELINE",
        "VIDEO",
        "PHOTOS",
        "FLASH",
        "CORRECTED",
        "WRAPUP",
        "BREAKINGVIEWS",
    ];
    let (head, len) = before_dash(line)?;
    let (place, agency) = match head.split_once('(') {
        Some((place, agency)) => (place.trim(), agency.trim_end().ends_with(')')),
        None => (head.trim(), false),
    };
    let first = place.split([' ', ',', ':']).next().unwrap_or("");
    if NOT_A_TOWN.contains(&first) || head.matches('(').count() > 1 {
        return None;
    }
    let dated = has_month_and_day(place);
    let all_caps = place.split([',', ' ']).next().is_some_and(|w| w.chars().filter(|c| c.is_uppercase()).count() >= 2)
        && place.split(',').next().is_some_and(|town| !town.chars().any(char::is_lowercase))
        && !place.split(',').next().unwrap_or("").contains(|c: char| c.is_ascii_digit());
    let named = place.chars().next().is_some_and(char::is_uppercase) && place.split(' ').count() <= 8;
    let fits = (all_caps && place.split_whitespace().count() <= 10)
        || ((agency || dated) && named)
        || (agency && place.is_empty());
    fits.then_some(len)
}

/// What stands before the dash that closes a date line, and the length with dash and spaces.
fn before_dash(line: &str) -> Option<(&str, usize)> {
    const DASHES: [&str; 6] = [" - ", " -- ", " – ", " — ", "— ", "—"];
    let window = &line[..floor(line, 120)];
    let colon = window.find(": ").filter(|at| {
        let town = &window[..*at];
        town.len() >= 4 && town.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '-' | '/' | '\''))
    });
    let dash = DASHES.iter().filter_map(|d| window.find(d).map(|at| (at, d.len()))).min();
    match (dash, colon) {
        (_, Some(at)) if dash.is_none_or(|(d, _)| at < d) => Some((&window[..at], at + 2)),
        (Some((at, len)), _) => Some((&window[..at], at + len)),
        _ => None,
    }
}

fn has_month_and_day(text: &str) -> bool {
    part_date(text).is_some()
}

/// The date of a date line: always a month and a day, the year only when it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartDate {
    /// Year, when written.
    pub year: Option<i64>,
    /// 1 to 12.
    pub month: i64,
    /// 1 to 31.
    pub day: i64,
}

impl PartDate {
    /// The day, with the written year or else with the year in which it lies nearest to `near`.
    pub fn day(self, near: Option<Days>) -> Option<Day> {
        if let Some(year) = self.year {
            return dates::day(year, self.month, self.day);
        }
        let near = near?;
        let year = i64::from(near.from.year());
        let distance = |day: &Day| day.duration_until(near.from).as_hours().abs();
        (year - 1..=year + 1).filter_map(|y| dates::day(y, self.month, self.day)).min_by_key(distance)
    }
}

/// The date written in a date line such as "KABUL, Aug 13 (Agency) -".
pub fn dateline_date(line: &str) -> Option<PartDate> {
    match dates::find(line) {
        DateText::Days(d) if d.is_one_day() => Some(PartDate {
            year: Some(i64::from(d.from.year())),
            month: i64::from(d.from.month()),
            day: i64::from(d.from.day()),
        }),
        _ => part_date(line),
    }
}

fn part_date(text: &str) -> Option<PartDate> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(30).collect();
    let day_of = |w: Option<&&str>| {
        let digits = w?.trim_end_matches(|c: char| c.is_ascii_lowercase());
        digits.parse::<i64>().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let month = dates::month_number(word)?;
        let day = day_of(words.get(at + 1)).or_else(|| day_of(at.checked_sub(1).and_then(|b| words.get(b))))?;
        Some(PartDate { year: None, month, day })
    })
}

/// Whether the line belongs to the page and not to the report.
pub fn is_furniture(line: &str) -> bool {
    const STARTS: [&str; 71] = [
        "media playback is unsupported",
        "this website uses cookies",
        "these cookies",
        "privacy overview",
        "have a tip?",
        "get the latest",
        "like this story?",
        "join the conversation",
        "top rated comments",
        "more from this section",
        "more on this story",
        "more on this topic",
        "more stories",
        "most read",
        "most viewed",
        "most popular",
        "read more",
        "read also",
        "also read",
        "also see",
        "see also",
        "see more",
        "recommended for you",
        "recommended stories",
        "recommended reading",
        "you may also like",
        "you might also like",
        "up next",
        "next up",
        "subscribe to",
        "subscribe now",
        "sign up for",
        "sign up to",
        "sign up:",
        "get our",
        "share this",
        "share on",
        "follow us",
        "follow @",
        "like us on",
        "join us on",
        "join our",
        "download our",
        "download the app",
        "click here",
        "tap here",
        "copyright",
        "(c) ",
        "©",
        "all rights reserved",
        "this article was supplied by",
        "this story has been published from",
        "this material may not be",
        "our standards:",
        "skip to",
        "story continues below",
        "article continues below",
        "advertisement",
        "scroll to continue",
        "we use cookies",
        "this site uses cookies",
        "accept cookies",
        "listen to this article",
        "filed under",
        "tags:",
        "topics:",
        "comments (",
        "leave a comment",
        "view comments",
        "support our journalism",
        "if you enjoyed this",
    ];
    const WHOLE: [&str; 25] = [
        "related",
        "related articles",
        "related stories",
        "related news",
        "related topics",
        "related content",
        "more",
        "more news",
        "more stories",
        "share",
        "tweet",
        "print",
        "email",
        "subscribe",
        "sponsored",
        "promoted",
        "ad",
        "ads",
        "comments",
        "loading...",
        "loading",
        "trending",
        "follow",
        "save",
        "close",
    ];
    const LABELS: [&str; 14] = [
        "related:",
        "read:",
        "watch:",
        "listen:",
        "more:",
        "also read |",
        "also read:",
        "see:",
        "related |",
        "watch |",
        "trending:",
        "recommended:",
        "don't miss:",
        "must read:",
    ];
    let lower = lower_start(line);
    let words = line.split_whitespace().count();
    !line.contains(char::is_alphanumeric)
        || WHOLE.contains(&lower.trim_end_matches([':', '.']))
        || (words <= 60 && (STARTS.iter().any(|s| lower.starts_with(s)) || LABELS.iter().any(|s| lower.starts_with(s))))
        || is_slug_note(line, &lower)
}

/// "(Adds detail; updates throughout)": a note from desk to desk.
fn is_slug_note(line: &str, lower: &str) -> bool {
    const NOTES: [&str; 8] =
        ["(adds ", "(updates", "(recasts", "(writes through", "(rewrites", "(repeats", "(corrects ", "(releads"];
    line.ends_with(')') && NOTES.iter().any(|n| lower.starts_with(n))
}

/// The first 60 bytes or so in lower case, enough for prefix tests.
pub(super) fn lower_start(line: &str) -> String {
    line[..floor(line, 60)].to_lowercase().replace('’', "'")
}

/// The largest character boundary not after `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// Names of agencies and picture services, in lower case.
const AGENCIES: [&str; 34] = [
    "afp",
    "afptv",
    "agence france-presse",
    "reuters",
    "ap",
    "ap photo",
    "associated press",
    "the associated press",
    "getty images",
    "getty",
    "epa",
    "epa-efe",
    "efe",
    "shutterstock",
    "anadolu",
    "anadolu agency",
    "xinhua",
    "tass",
    "sputnik",
    "ria novosti",
    "dpa",
    "ansa",
    "upi",
    "pti",
    "ani",
    "ians",
    "bloomberg",
    "bloomberg news",
    "kyodo",
    "the new york times",
    "new york times",
    "interfax",
    "ukrinform",
    "sana",
];

/// Whether the words are nothing but the name of an agency.
pub fn is_agency_name(words: &str) -> bool {
    let words = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    AGENCIES.contains(&words.as_str())
}

/// Whether the line is an author, agency or desk credit and nothing else.
pub fn is_byline(line: &str) -> bool {
    const STARTS: [&str; 14] = [
        "reporting by",
        "additional reporting",
        "writing by",
        "editing by",
        "written by",
        "edited by",
        "compiled by",
        "with reporting",
        "with inputs from",
        "with agency inputs",
        "with contributions from",
        "from our correspondent",
        "story by",
        "report by",
    ];
    const WHOLE: [&str; 8] = [
        "agencies",
        "news agencies",
        "wire reports",
        "staff reporter",
        "staff writer",
        "news desk",
        "web desk",
        "our correspondent",
    ];
    let bare = line.trim_matches(['(', ')', '[', ']', '-', '—', '–', ' ', '*']);
    let lower = lower_start(bare);
    let words = bare.split_whitespace().count();
    (words <= 60 && STARTS.iter().any(|s| lower.starts_with(s)))
        || WHOLE.contains(&lower.trim_end_matches('.'))
        || (words <= 6 && is_agency_name(bare))
        || is_by_someone(bare, words)
}

/// "By Jane Doe in Kyiv", but not "By Friday the town was lost."
fn is_by_someone(line: &str, words: usize) -> bool {
    let Some(rest) = ["By ", "BY ", "by "].iter().find_map(|by| line.strip_prefix(by)) else { return false };
    let name = rest.chars().next().is_some_and(char::is_uppercase)
        || ["our ", "staff", "the ", "a "].iter().any(|s| rest.starts_with(s));
    let verbless =
        !rest.split_whitespace().any(|w| matches!(w, "was" | "were" | "had" | "has" | "have" | "is" | "are"));
    name && verbless && words <= 14 && !(line.ends_with('.') && words > 4)
}

/// Length of the line without a picture credit at its end, or `None` when there is no credit.
pub fn is_caption_credit(line: &str) -> Option<usize> {
    slash_credit(line).or_else(|| bracket_credit(line)).or_else(|| word_credit(line))
}

/// "… AFP / Paz PIZARRO", "… REUTERS/Name", "… Name/AP".
fn slash_credit(line: &str) -> Option<usize> {
    let slash = line.rfind('/')?;
    let after = line[slash + 1..].trim();
    let named = after.len() <= 60 && after.split_whitespace().count() <= 5 && !after.ends_with('.');
    let before = line[..slash].trim_end();
    let agency = AGENCIES.iter().filter_map(|name| {
        let cut = before.len().checked_sub(name.len()).filter(|c| before.is_char_boundary(*c))?;
        let word = &before[cut..];
        let alone = before[..cut].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != '(');
        (word.eq_ignore_ascii_case(name) && word.starts_with(char::is_uppercase) && alone).then_some(cut)
    });
    if let Some(cut) = agency.min().filter(|_| named) {
        return Some(cut);
    }
    let name = before.rfind(['.', '[', '(', ',']).map_or(before, |at| &before[at + 1..]);
    let looks = name.split_whitespace().count() <= 4 && name.trim().starts_with(char::is_uppercase);
    (is_agency_name(after) && looks).then_some(before.len() - name.len())
}

/// "… (Photo by A. Name)", "… [Name/Reuters]", "… (AP Photo/Name)".
fn bracket_credit(line: &str) -> Option<usize> {
    let open = match line.trim_end_matches('.').chars().next_back()? {
        ')' => line.rfind('(')?,
        ']' => line.rfind('[')?,
        _ => return None,
    };
    let inside = line[open + 1..].trim_end_matches(['.', ')', ']']);
    let lower = inside.to_lowercase();
    let photo = ["photo", "image", "credit", "picture", "file ", "getty", "screengrab", "via "].iter();
    let credit = photo.clone().any(|w| lower.starts_with(w))
        || lower == "file"
        || inside.split(['/', ',']).any(|part| is_agency_name(part) || lower.contains("ap photo"));
    (credit && inside.len() <= 120).then_some(open)
}

/// "… Photograph: Name/Agency", "… Credit: Name", "… File photo".
fn word_credit(line: &str) -> Option<usize> {
    const LABELS: [&str; 8] =
        ["Photograph:", "Photo:", "Credit:", "Image:", "Picture:", "Photo by ", "Image credit", "Photo credit"];
    let label = LABELS.iter().filter_map(|l| line.rfind(l)).max();
    if let Some(at) = label.filter(|at| *at > 0 && line.len() - at <= 100) {
        return Some(at);
    }
    let bare = line.trim_end_matches(['.', ' ']);
    ["File photo", "FILE PHOTO", "File image", "file photo", "Handout photo", "Getty Images"]
        .iter()
        .find(|end| bare.ends_with(**end) && bare.len() > end.len())
        .map(|end| bare.len() - end.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_mark_needs_no_line_break() {
        let mark = |t: &str| date_mark(t).map(|m| m.span.of(t).to_string());
        assert_eq!(mark(" date 2021-08-11 Afghan President").as_deref(), Some("date 2021-08-11"));
        assert_eq!(mark("date 2021-08\nText").as_deref(), Some("date 2021-08"));
        assert_eq!(mark("date palms grow"), None);
        assert_eq!(mark("date 2021-08-113"), None);
        assert_eq!(date_mark(" date 0000-01-01 x").unwrap().date, DateText::Absurd);
    }

    #[test]
    fn date_lines_are_cut_with_their_dash() {
        for (line, expected) in [
            ("KABUL, Aug 13 (Agency) - The", "KABUL, Aug 13 (Agency) - "),
            ("MAZAR-I-SHARIF, Afghanistan - The", "MAZAR-I-SHARIF, Afghanistan - "),
            ("TERMEZ/KABUL, Aug 14 - The", "TERMEZ/KABUL, Aug 14 - "),
            ("KABUL, Afghanistan (AP/Example Wire) -- The", "KABUL, Afghanistan (AP/Example Wire) -- "),
            ("Kyiv, March 2 (Reuters) – The", "Kyiv, March 2 (Reuters) – "),
            ("(Reuters) - The", "(Reuters) - "),
            ("PESHAWAR: The", "PESHAWAR: "),
            ("URGENT - Mazar falls", ""),
            ("The city - besieged for weeks - fell", ""),
            ("US - led forces", "US - "),
            ("In the north — long a bastion", ""),
        ] {
            assert_eq!(&line[..dateline(line).unwrap_or(0)], expected, "{line}");
        }
    }

    #[test]
    fn a_date_line_takes_its_year_from_metadata() {
        let near = dates::parse("2022-01-01", dates::Order::Unknown).days();
        let date = dateline_date("KYIV, Dec 31 (Agency) -").unwrap();
        assert_eq!(date.day(near).unwrap().to_string(), "2021-12-31");
        assert_eq!(date.day(None), None);
    }

    #[test]
    fn credits_are_recognised() {
        for line in [
            "A map of the cities AFP / Paz PIZARRO",
            "Taliban fighters in Ghazni on Thursday AFP / -",
            "Fighters patrol. AFPTV / Najiba NOORI",
            "Soldiers wait (Photo by A. Name)",
            "Men stand guard [Sajjad Hussain/AFP]",
            "People flee the town. REUTERS/Stringer",
            "A man waits. Photograph: Name/EPA",
            "The palace in Khartoum. File photo",
        ] {
            assert!(is_caption_credit(line).is_some(), "{line}");
        }
        for line in ["He told AFP and/or Reuters that it fell.", "Talks began (see below).", "The town fell."] {
            assert_eq!(is_caption_credit(line), None, "{line}");
        }
    }

    #[test]
    fn bylines_are_not_sentences() {
        for line in
            ["By our staff in Mazar-i-Sharif", "By Jane Doe", "Agencies", "(Reporting by A. B.; Editing by C. D.)"]
        {
            assert!(is_byline(line), "{line}");
        }
        for line in ["By Friday the Taliban had taken the city.", "By nightfall it was lost"] {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn furniture_is_not_text() {
        for line in [
            "Advertisement",
            "Related",
            "ALSO READ | Gold",
            "(c) Example Wire. Reprinted.",
            "* * *",
            "(Adds Maymana; updates throughout)",
            "More on this story: Who?",
            "Related: How far?",
        ] {
            assert!(is_furniture(line), "{line}");
        }
        for line in ["Related attacks killed three people.", "The town fell.", "More than 200 died."] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}
