//! `dateline export`, with the real reader.

use crate::bench::Bench;
use std::process::Stdio;

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

#[test]
fn whoever_stops_listening_ends_it_quietly() {
    let bench = bench();
    for format in ["acled", "plover", "geojson", "timelinejs"] {
        let mut listened =
            bench.command(&["export", format]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(listened.stdout.take());
        let output = listened.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), told.contains("dateline:")), (Some(0), false), "{format}: {told}");
    }
}

/// `/dev/full` is a disk without room.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let bench = bench();
    for format in ["acled", "plover", "geojson", "timelinejs"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = bench.command(&["export", format]).stdout(full).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{format}: {told}");
        assert!(told.contains("The output could not be written: "), "{format}: {told}");
    }
}

#[test]
fn a_folder_holds_whole_files_and_nothing_else() {
    let bench = bench();
    bench.expect(0, &["export", "csv", "-o", "tables"]);
    // In the way of a file of the next run: it fails there, and neither half a file nor a draft stays.
    let before = std::fs::read(bench.path("tables/claims.csv")).unwrap();
    std::fs::remove_file(bench.path("tables/holdings.csv")).unwrap();
    std::fs::create_dir_all(bench.path("tables/holdings.csv/in the way")).unwrap();
    bench.expect(1, &["export", "csv", "-o", "tables"]);
    assert_eq!(std::fs::read(bench.path("tables/claims.csv")).unwrap(), before);
    let names = std::fs::read_dir(bench.path("tables")).unwrap().map(|f| f.unwrap().file_name());
    assert!(!names.into_iter().any(|name| name.to_string_lossy().ends_with(".part")));
}
