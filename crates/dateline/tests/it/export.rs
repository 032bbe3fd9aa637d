//! `dateline export`, with the real reader.

use crate::bench::Bench;

fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.expect(0, &["add", "reports"]);
    bench
}

#[test]
fn one_file_goes_to_standard_output_and_several_need_a_folder() {
    let bench = bench();
    let acled = bench.expect(0, &["export", "acled"]);
    assert!(acled.starts_with("\u{feff}\"event_id_cnty\",\"event_date\""), "{acled}");
    assert!(acled.contains("\"Kunduz\"") && acled.contains("takeover-"), "{acled}");
    bench.expect(2, &["export", "csv"]);
    bench.expect(2, &["export", "xlsx"]);
    bench.expect(2, &["export", "kml", "--hxl"]);
    bench.expect(0, &["export", "csv", "-o", "tables"]);
    assert!(bench.path("tables/datapackage.json").is_file());
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_files_begin_and_end_as_such() {
    let bench = bench();
    bench.expect(0, &["export", "parquet", "-o", "tables"]);
    let bytes = std::fs::read(bench.path("tables/claims.parquet")).unwrap();
    assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
}

#[test]
fn an_export_is_as_known_on_a_day() {
    let bench = bench();
    let early = bench.expect(0, &["export", "geojson", "--known", "2021-08-01"]);
    assert!(early.contains("\"features\":[\n\n]"), "{early}");
}
