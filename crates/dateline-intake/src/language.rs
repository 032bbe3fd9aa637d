//! Which language a whole report is in. Only English is read; the others are counted and named.
//!
//! English is recognised by its function words, which no other language shares in such number. For the rest, letters
//! that only one language has go before statistics, because statistics confuse Pashto with Persian and Ukrainian
//! with Russian. Short strings are never judged by statistics.

use dateline_core::model::{Block, BlockKind};
use whatlang::{Lang, Script};

/// Whether reports of the language are read: English, and texts too short to tell.
pub fn is_read(language: &str) -> bool {
    matches!(language, "en" | "und")
}

/// ISO code of the language of the running text; `und` when it cannot be told.
pub(crate) fn of(text: &str, blocks: &[Block], declared: Option<&str>) -> String {
    let sample = sample(text, blocks);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    let latin = sample.chars().filter(|c| c.is_alphabetic() && is_latin(*c)).count();
    if letters == 0 {
        return declared_code(declared).unwrap_or("und".into());
    }
    if latin * 2 < letters {
        return by_letters(&sample).map(String::from).or_else(|| by_statistics(&sample)).unwrap_or("und".into());
    }
    let (english, words) = english_words(&sample);
    let share = english * 100 / words.max(1);
    let other = || by_statistics(&sample).filter(|code| code != "en" && words >= 20);
    match share {
        18.. => "en".into(),
        8.. => other().unwrap_or("en".into()),
        _ => other().or_else(|| declared_code(declared)).unwrap_or("und".into()),
    }
}

/// Running text, or everything when there is none; at most some ten thousand characters.
fn sample(text: &str, blocks: &[Block]) -> String {
    let mut sample = String::new();
    let wanted = [BlockKind::Paragraph, BlockKind::Caption, BlockKind::Headline];
    for kind in wanted {
        for block in blocks.iter().filter(|b| b.kind == kind) {
            sample.extend(block.span.of(text).chars().take(4000));
            sample.push('\n');
            if sample.len() > 16_000 {
                return sample;
            }
        }
        if sample.len() > 200 {
            break;
        }
    }
    sample
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// How many words are English function words, and how many words there are.
fn english_words(sample: &str) -> (usize, usize) {
    const FUNCTION: [&str; 52] = [
        "the", "of", "and", "to", "in", "that", "was", "for", "on", "said", "by", "with", "from", "at", "it", "had",
        "has", "were", "is", "are", "have", "which", "their", "they", "he", "his", "who", "this", "been", "not", "but",
        "after", "its", "an", "as", "be", "would", "when", "into", "than", "more", "there", "over", "no", "she", "we",
        "you", "or", "about", "against", "where", "out",
    ];
    let words = sample.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty());
    words.fold((0, 0), |(english, all), word| {
        (english + usize::from(FUNCTION.contains(&word.to_ascii_lowercase().as_str())), all + 1)
    })
}

/// Languages known by letters of their own.
fn by_letters(sample: &str) -> Option<&'static str> {
    let count = |letters: &str| sample.chars().filter(|c| letters.contains(*c)).count();
    let all = sample.chars().filter(|c| c.is_alphabetic()).count();
    let arabic = sample.chars().filter(|c| matches!(c, '\u{600}'..='\u{6ff}')).count();
    let cyrillic = sample.chars().filter(|c| matches!(c, '\u{400}'..='\u{4ff}')).count();
    let ethiopic = sample.chars().filter(|c| matches!(c, '\u{1200}'..='\u{139f}')).count();
    let often = |n: usize| n * 200 > all;
    if arabic * 2 > all {
        let kinds = [("ps", "ځڅډړږښګڼۍې"), ("ckb", "ڕڵێۆە"), ("ug", "ۇۈۋ"), ("ur", "ٹڈڑےں"), ("fa", "پچژگکی")];
        return Some(kinds.iter().find(|(_, own)| often(count(own))).map_or("ar", |(code, _)| code));
    }
    if ethiopic * 2 > all {
        return Some(if count("ኣ") > count("አ") { "ti" } else { "am" });
    }
    if cyrillic * 2 > all {
        let (ukrainian, russian) = (count("іїєґІЇЄҐ"), count("ыэъёЫЭЪЁ"));
        return match () {
            () if ukrainian > russian && often(count("їєґЇЄҐ")) => Some("uk"),
            () if ukrainian == 0 && often(russian) && count("љњћђџ") == 0 => Some("ru"),
            () => None,
        };
    }
    None
}

/// What statistics say, when they are sure and have enough to go by.
fn by_statistics(sample: &str) -> Option<String> {
    let info = whatlang::detect(sample)?;
    let single =
        matches!(info.script(), Script::Hebrew | Script::Hangul | Script::Georgian | Script::Armenian | Script::Thai);
    let enough = sample.chars().count() >= 120 && info.is_reliable();
    (single || enough).then(|| short_code(info.lang()).to_string())
}

/// ISO 639-1 where there is one.
fn short_code(lang: Lang) -> &'static str {
    const SHORT: [(Lang, &str); 41] = [
        (Lang::Eng, "en"),
        (Lang::Fra, "fr"),
        (Lang::Deu, "de"),
        (Lang::Spa, "es"),
        (Lang::Por, "pt"),
        (Lang::Ita, "it"),
        (Lang::Nld, "nl"),
        (Lang::Rus, "ru"),
        (Lang::Ukr, "uk"),
        (Lang::Bel, "be"),
        (Lang::Bul, "bg"),
        (Lang::Srp, "sr"),
        (Lang::Mkd, "mk"),
        (Lang::Hrv, "hr"),
        (Lang::Slv, "sl"),
        (Lang::Pol, "pl"),
        (Lang::Ces, "cs"),
        (Lang::Slk, "sk"),
        (Lang::Hun, "hu"),
        (Lang::Ron, "ro"),
        (Lang::Tur, "tr"),
        (Lang::Aze, "az"),
        (Lang::Uzb, "uz"),
        (Lang::Ara, "ar"),
        (Lang::Pes, "fa"),
        (Lang::Urd, "ur"),
        (Lang::Hin, "hi"),
        (Lang::Ben, "bn"),
        (Lang::Heb, "he"),
        (Lang::Amh, "am"),
        (Lang::Cmn, "zh"),
        (Lang::Jpn, "ja"),
        (Lang::Kor, "ko"),
        (Lang::Vie, "vi"),
        (Lang::Ind, "id"),
        (Lang::Swe, "sv"),
        (Lang::Dan, "da"),
        (Lang::Nob, "nb"),
        (Lang::Fin, "fi"),
        (Lang::Ell, "el"),
        (Lang::Mya, "my"),
    ];
    SHORT.iter().find(|(l, _)| *l == lang).map_or(lang.code(), |(_, code)| code)
}

/// The two or three letters of a declared language such as "en-GB" or "English".
fn declared_code(declared: Option<&str>) -> Option<String> {
    let lower = declared?.trim().to_ascii_lowercase();
    if lower == "english" || lower == "eng" {
        return Some("en".into());
    }
    let code = lower.split(['-', '_']).next().unwrap_or("");
    (matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_string())
}

/// English name of a language code, or the code itself.
pub fn name_of_language(code: &str) -> &str {
    match code {
        "ps" => "Pashto",
        "ckb" => "Central Kurdish",
        "ug" => "Uyghur",
        "ti" => "Tigrinya",
        _ => Lang::all().iter().find(|l| short_code(**l) == code).map_or(code, |l| l.eng_name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(of(text, &dateline_core::text::blocks(text), None), expected, "{text}");
    }

    #[test]
    fn languages_are_told_apart() {
        check(
            "The Taliban seized more major cities on Friday as they raced towards full control of the country.",
            "en",
        );
        check("Kandahar fell overnight, the Taliban say; officials confirm it. Herat went yesterday.", "en");
        check(
            "Les talibans ont pris vendredi plusieurs grandes villes du pays alors que les forces gouvernementales se retiraient vers la capitale. Le président a déclaré que les négociations allaient continuer dans les prochains jours avec les partenaires.",
            "fr",
        );
        check("طالبانو د کندهار ښار ونیو او ځواکونه یې د ولسوالۍ په مرکز کې ځای پر ځای شول.", "ps");
        check("طالبان شهر قندهار را گرفتند و نیروهای دولتی عقب‌نشینی کردند.", "fa");
        check("سيطرت حركة طالبان على مدينة قندهار وانسحبت القوات الحكومية إلى المطار.", "ar");
        check("Українські війська залишили місто після тижнів боїв, повідомив її речник у п'ятницю. Є загиблі.", "uk");
        check(
            "Российские войска вышли из города после недель боёв, сообщил представитель. Это было объявлено вчера.",
            "ru",
        );
        check("Zaranj", "und");
    }
}
