//! The rules' own examples and the reading cases, read by the product's reader.

use dateline_dev::{Bench, Outcome, cases, examples};

#[test]
fn every_example_of_a_rule_is_read_as_the_rule_says() {
    expect_none_wrong(&examples::check(&bench()), 150);
}

#[test]
fn every_reading_case_gives_exactly_its_claims() {
    let outcome = cases::run(&bench(), &cases::folder(), "").unwrap_or_else(|e| panic!("{e:#}"));
    expect_none_wrong(&outcome, 50);
}

#[test]
fn no_sentence_without_a_fact_is_read_as_one() {
    let outcome = cases::run(&bench(), &cases::negative(), "").unwrap_or_else(|e| panic!("{e:#}"));
    assert!(outcome.failures.is_empty(), "{}", outcome.failures.join("\n"));
    assert!(outcome.passed + outcome.failures.len() >= 570, "only {} were run", outcome.passed);
}

#[test]
fn an_unclosed_fence_names_its_case() {
    let error = cases::parse("# A town fell\n```report 2025-02-01\nGoma fell.\n").unwrap_err();
    assert!(format!("{error:#}").contains("A town fell"), "{error:#}");
}

#[test]
fn claims_without_a_report_are_refused() {
    assert!(cases::parse("# Nothing\n```claims\n```\n").is_err());
}

fn bench() -> Bench {
    Bench::new().unwrap_or_else(|e| panic!("{e:#}"))
}

fn expect_none_wrong(outcome: &Outcome, at_least: usize) {
    assert!(outcome.failures.is_empty(), "{}", outcome.failures.join("\n"));
    assert!(outcome.passed >= at_least, "only {} were run", outcome.passed);
}
