//! The map is honest: every place is on it, inside the frame, legible, and harmless.

use crate::made::{HOSTILE, day, pile, pile_at};
use dateline_core::lexicon::gazetteer::{Capital, Gazetteer, PlaceKind};
use dateline_show::map::outlines::{Degrees, LineKind, Outlines};
use dateline_show::map::{Course, Options, moving, svg};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Whether a division has a point inside: its lines that the way north crosses are odd in number.
fn has(outlines: &Outlines, division: usize, (lon, lat): Degrees) -> bool {
    let lines = outlines.lines.iter().filter(|l| l.sides.contains(&Some(division)));
    let crosses = |a: Degrees, b: Degrees| {
        let lon = lon + (((a.0 + b.0) / 2.0 - lon) / 360.0).round() * 360.0;
        (a.0 <= lon) != (b.0 <= lon) && lat < a.1 + (lon - a.0) / (b.0 - a.0) * (b.1 - a.1)
    };
    lines.flat_map(|l| l.points.windows(2)).filter(|p| crosses(p[0], p[1])).count() % 2 == 1
}

#[test]
fn no_two_divisions_of_a_country_share_a_name_or_a_code() {
    let outlines = Outlines::embedded();
    let all = &outlines.divisions;
    assert_eq!(all.iter().map(|d| (&d.country, d.name.to_lowercase())).collect::<BTreeSet<_>>().len(), all.len());
    assert_eq!(all.iter().map(|d| (&d.country, d.code.to_lowercase())).collect::<BTreeSet<_>>().len(), all.len());
    let of = |country: &str| all.iter().filter(|d| d.country == country).count();
    assert_eq!((of("AF"), of("UA"), of("FJ")), (34, 27, 5));
    assert!(outlines.lines.iter().any(|l| l.kind == LineKind::Disputed));
}

#[test]
fn capitals_lie_in_the_division_that_bears_their_divisions_name() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lexicon/places/gazetteer.bin");
    let gazetteer = Gazetteer::from_bytes(std::fs::read(file).unwrap().into()).unwrap();
    let outlines = Outlines::embedded();
    let fold = dateline_core::lexicon::fold::fuzzy_fold;
    let (mut seen, mut right, mut afghan) = (0, 0, 0);
    for index in 0..gazetteer.len() {
        let point = gazetteer.point(index);
        if point.kind != PlaceKind::Admin1 {
            continue;
        }
        let Some(seat) = gazetteer.capital_of_admin1(index).map(|n| gazetteer.record(n)) else { continue };
        let (division, names) = (gazetteer.record(index), |n: &str| gazetteer.candidates(n).contains(&index));
        let shapes = outlines.divisions.iter().enumerate().filter(|(_, d)| d.country == seat.country);
        let named = |d: &dateline_show::map::outlines::Division| {
            division.id == format!("iso2:{}", d.code) || fold(&d.name) == fold(&division.name) || names(&d.name)
        };
        let mut bearing = shapes.filter(|(_, d)| named(d)).peekable();
        if bearing.peek().is_none() {
            continue;
        }
        let inside = bearing.any(|(n, _)| has(outlines, n, (seat.lon, seat.lat)));
        (seen, right) = (seen + 1, right + usize::from(inside));
        if !inside {
            println!("{} {} is not in {}", seat.country, seat.name, division.name);
        }
        if seat.country == "AF" && seat.capital >= Capital::Admin1 {
            assert!(inside, "{} is not in {}", seat.name, division.name);
            afghan += 1;
        }
    }
    println!("{right} of {seen} seats lie in the division of that name; Afghanistan: {afghan}");
    assert!(afghan >= 33, "{afghan}");
    assert!(right * 100 >= seen * 90, "{right} of {seen}");
}

#[test]
fn a_map_is_harmless_and_always_the_same() {
    let pile = pile();
    let drawn = svg(&pile, day("2021-08-14"), &Options::default());
    assert_eq!(drawn, svg(&pile, day("2021-08-14"), &Options::default()));
    assert!(HOSTILE.chars().any(char::is_control));
    assert!(!drawn.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{drawn}");
    assert!(!drawn.contains("<script") && !drawn.contains("<style"));
    for part in ["id=\"map-name%3Aalpha\"", "data-holder=\"North\"", "data-standing=\"confirmed\"", "data-age=\"1\""] {
        assert!(drawn.contains(part), "{part} is missing");
    }
    let link = Options { link: Some("/place?id=".into()), prefix: "b".into(), ..Options::default() };
    assert!(svg(&pile, day("2021-08-14"), &link).contains("<a href=\"/place?id=name%3Abeta\"><g class=\"mark city"));
}

/// Refresh with UPDATE_MAP=1 and look at what changed.
#[test]
fn a_small_map_is_as_it_was() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/small-map.svg");
    let drawn = svg(&pile(), day("2021-08-14"), &Options { width: 360, ..Options::default() });
    if std::env::var_os("UPDATE_MAP").is_some() {
        std::fs::write(&file, &drawn).unwrap();
    }
    assert_eq!(drawn, std::fs::read_to_string(file).unwrap().replace("\r\n", "\n"));
}

#[cfg(feature = "png")]
#[test]
fn pixels_are_always_the_same() {
    let drawn = svg(&pile(), day("2021-08-14"), &Options { width: 360, ..Options::default() });
    let [one, two] = [0, 1].map(|_| dateline_show::map::png(&drawn).unwrap());
    assert!(one.starts_with(b"\x89PNG") && one == two);
    assert_eq!(u32::from_be_bytes(one[16..20].try_into().unwrap()), 360);
}

fn course(pile: &dateline_show::Pile) -> Course {
    Course::of(&pile.picture, day("2021-07-20"), day("2021-08-25"), day("2021-08-14"))
}

/// What is true of a place on a day, as a script finds it: the state, and the look.
fn shown<'a>(data: &'a Value, place: &'a Value, day: usize) -> (&'a Value, Option<&'a Value>) {
    let runs = place["runs"].as_array().unwrap();
    let run = runs.iter().rfind(|r| r[0].as_u64().unwrap() as usize <= day).unwrap();
    (&place["states"][run[1].as_u64().unwrap() as usize], run[2].as_u64().map(|n| &data["sights"][n as usize]))
}

#[test]
fn the_days_beside_the_map_are_the_holdings_of_each_day() {
    let pile = pile();
    let course = course(&pile);
    let data: Value = serde_json::from_str(&moving(&pile, &course, 0, &Options::default()).data).unwrap();
    assert_eq!((data["first"].as_str(), data["days"].as_u64()), (Some("2021-07-20"), Some(37)));
    let mut changes = 0;
    for n in 0..course.days {
        let holdings = pile.picture.holdings(course.day(n));
        assert_eq!(holdings.len(), data["places"].as_array().unwrap().len());
        for (holding, place) in holdings.iter().zip(data["places"].as_array().unwrap()) {
            let (state, _) = shown(&data, place, n);
            assert_eq!(place["id"], holding.place.id.as_str());
            assert_eq!(state["holder"], holding.holder.as_str(), "{} on {}", holding.place.id, holding.on);
            let last = holding.last_report.map(|d| d.to_string());
            assert_eq!(state["last"].as_str(), last.as_deref());
            assert_eq!(state["since"].as_str(), holding.since.map(|d| d.from.to_string()).as_deref());
        }
        changes += usize::from(n > 0 && course.on(n) != course.on(n - 1));
    }
    assert!(changes > 2, "{changes}");
    assert_eq!(data["turns"], serde_json::json!([23, 24]), "12 and 13 August");
}

#[test]
fn a_script_that_moves_to_a_day_shows_what_the_server_draws_of_it() {
    let pile = pile();
    let course = course(&pile);
    let options = Options::default();
    let first = moving(&pile, &course, 0, &options);
    let data: Value = serde_json::from_str(&first.data).unwrap();
    for n in 0..course.days {
        let drawn = moving(&pile, &course, n, &options);
        for place in data["places"].as_array().unwrap() {
            let (state, look) = shown(&data, place, n);
            let line =
                drawn.svg.lines().find(|l| l.contains(&format!("data-place={}", place["id"])) && l.contains("role"));
            let (line, class) = (line.unwrap(), look.unwrap()["class"].as_str().unwrap());
            assert!(line.contains(&format!("class=\"mark city {class}\"")), "{line} {class}");
            let told = ["before", "after"].map(|part| place[part].as_str().unwrap());
            let title = format!("<title>{}{}{}</title>", told[0], state["told"].as_str().unwrap(), told[1]);
            assert!(line.contains(&title), "{line} {title}");
            let used = line.split("href=\"#").nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(used, format!("map-look-{}", look.unwrap()["look"]));
            assert!(line.contains(&format!("fill-opacity={}", look.unwrap()["opacity"])), "{line}");
            assert!(first.svg.contains(&format!("<g id=\"{used}\">")), "{used} is drawn once");
        }
        let places = |svg: &str| {
            svg.lines()
                .filter_map(|l| l.split("transform=\"").nth(1)?.split('"').next().map(String::from))
                .collect::<Vec<_>>()
        };
        assert_eq!(places(&drawn.svg), places(&first.svg), "nothing jumps");
    }
}

#[test]
fn words_of_reports_cannot_end_the_element_that_the_days_stand_in() {
    let pile = pile_at("</script><b>&\u{202e}");
    let drawn = moving(&pile, &course(&pile), 24, &Options::default());
    assert!(!drawn.data.contains(['<', '>', '&', '\u{202e}']), "{}", drawn.data);
    let data: Value = serde_json::from_str(&drawn.data).unwrap();
    let names: Vec<&str> = data["places"].as_array().unwrap().iter().filter_map(|p| p["before"].as_str()).collect();
    assert!(names.contains(&"</script><b>&: "), "{names:?}");
    assert!(!drawn.svg.contains("</script>") && !drawn.svg.contains("<b>"));
}

#[test]
fn a_crisis_without_end_has_its_days_on_pages_of_their_own() {
    let pile = pile();
    let long = Course::of(&pile.picture, day("0001-01-01"), day("9000-01-01"), day("2021-08-13"));
    assert_eq!((long.days, long.day(0)), (1, day("2021-08-13")));
    assert_eq!(long.on(0), pile.picture.holdings(day("2021-08-13")).iter().collect::<Vec<_>>());
}
