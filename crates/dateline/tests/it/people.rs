//! `dateline people` and `dateline developments`, with the real reader.

use crate::bench::Bench;
use serde_json::Value;

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.write("p.txt", "KABUL, Aug 14, 2021 (AP) - The Taliban said the army had fled. President Karim Daoud left Kabul on Saturday.\n");
    bench.write(
        "q.txt",
        "KABUL, Aug 16, 2021 (AFP) - Taliban fighters are in Kabul. Karim Daoud denied that he had fled.\n",
    );
    bench.expect(0, &["add", "reports"]);
    bench
}

#[test]
fn a_person_is_told_of_with_status_and_as_known_on_a_day() {
    let bench = bench();
    let told = |known: &str| {
        let people = objects(&bench.expect(0, &["people", "Daoud", "--known", known, "--json"]));
        let told = people[0]["told"].as_array().unwrap().clone();
        told.iter().map(|t| format!("{} {}", t["what"], t["status"])).collect::<Vec<_>>()
    };
    assert_eq!(told("2021-08-14"), ["\"left\" \"asserted\""]);
    assert!(told("2021-08-16").contains(&"\"fled\" \"denied\"".to_owned()));
    assert!(!told("2021-08-16").contains(&"\"fled\" \"asserted\"".to_owned()));
    assert!(bench.expect(0, &["people"]).contains("left from Kabul"));
    bench.expect(3, &["people", "Nobody"]);
}

#[test]
fn a_development_names_its_claims() {
    let bench = bench();
    let all = objects(&bench.expect(0, &["developments", "--json"]));
    let takeover = all.iter().find(|d| d["event"] == "takeover").expect("a place was taken");
    assert!(!takeover["for"].as_array().unwrap().is_empty() && takeover["id"].as_str().unwrap().len() == 12);
    let name = takeover["place"]["name"].as_str().unwrap();
    assert!(bench.expect(0, &["developments", name]).contains("takeover of"));
    bench.expect(3, &["developments", "Atlantis"]);
}
