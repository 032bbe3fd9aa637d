//! `dateline import`: a store built from an export answers as the one it came from; bad files are told.

use crate::bench::Bench;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use std::fs::{self, File};
use std::path::Path;

/// Three reports, one of which only the others tell the day, one that denies, one without claims, one in another language.
fn bench() -> Bench {
    let bench = Bench::with_reports();
    bench.write(
        "d.txt",
        "Taliban fighters captured Kunduz on Sunday, days before Ghazni fell on Thursday, elders said.\n",
    );
    bench.write(
        "e.txt",
        "KUNDUZ, Afghanistan, Aug 9, 2021 (AFP) - The government denied on Monday that the Taliban had captured Kunduz.\n",
    );
    bench.write("f.txt", "KABUL, Aug 10, 2021 (AP) - It rained in the hills — a relief after é dry month.\n");
    let german = "Die Aufständischen haben am Sonntag die Stadt Kundus eingenommen, wie Bewohner berichteten.\n";
    bench.write("g.txt", &german.repeat(5));
    bench.expect(0, &["add", "reports"]);
    bench.expect(0, &["export", "parquet", "-o", "tables"]);
    bench
}

#[test]
fn a_store_from_an_export_answers_as_the_one_it_came_from() {
    let bench = bench();
    bench.expect(0, &["--store", "again.db", "import", "tables"]);
    for asked in [
        &["holds", "--json"][..],
        &["holds", "--json", "--known", "2021-08-08"],
        &["holds", "--json", "--known", "2021-08-12", "--on", "2021-08-09"],
        &["claims", "--json"],
        &["disputes", "--json"],
        &["reports", "--json"],
        &["copies", "--json"],
        &["developments", "--json"],
        &["brief"],
        &["export", "plover"],
    ] {
        let (was, is) = (bench.expect(0, asked), bench.expect(0, &[&["--store", "again.db"], asked].concat()));
        assert!(!was.is_empty() || asked[0] == "copies", "{asked:?}");
        assert_eq!(is, was, "{asked:?}");
    }
    // The whole once more: nothing is kept twice, and the export of the copy is the export.
    bench.expect(0, &["--store", "again.db", "import", "tables/readings.parquet"]);
    bench.expect(0, &["--store", "again.db", "export", "parquet", "-o", "anew"]);
    assert_eq!(
        fs::read(bench.path("anew/readings.parquet")).unwrap(),
        fs::read(bench.path("tables/readings.parquet")).unwrap()
    );
}

#[test]
fn a_file_without_readings_is_told_and_the_others_are_taken() {
    let bench = bench();
    fs::write(bench.path("noise.parquet"), "PAR1 this is no table PAR1").unwrap();
    let given = [
        "--store",
        "again.db",
        "import",
        "noise.parquet",
        "tables/claims.parquet",
        "missing",
        "tables/readings.parquet",
    ];
    let output = bench.run(&given);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(4), "{told}");
    assert!(told.contains("noise.parquet: It cannot be read as Parquet"), "{told}");
    assert!(told.contains("claims.parquet: It holds no readings"), "{told}");
    assert!(told.contains("missing: It cannot be read"), "{told}");
    assert!(told.contains("7 reports added"), "{told}");
}

#[test]
fn readings_compressed_as_polars_does_are_taken() {
    let bench = bench();
    compressed_anew(&bench.path("tables/readings.parquet"), &bench.path("polars.parquet"));
    bench.expect(0, &["--store", "again.db", "import", "polars.parquet"]);
    let claims = ["claims", "--json"];
    assert_eq!(bench.expect(0, &[&["--store", "again.db"], &claims[..]].concat()), bench.expect(0, &claims));
}

/// The same rows, compressed with zstd.
fn compressed_anew(from: &Path, to: &Path) {
    let rows = ParquetRecordBatchReaderBuilder::try_new(File::open(from).unwrap()).unwrap();
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let mut file = ArrowWriter::try_new(File::create(to).unwrap(), rows.schema().clone(), Some(properties)).unwrap();
    rows.build().unwrap().for_each(|batch| file.write(&batch.unwrap()).unwrap());
    file.close().unwrap();
}

#[test]
fn a_damaged_file_never_ends_the_program() {
    let bench = bench();
    let bytes = fs::read(bench.path("tables/readings.parquet")).unwrap();
    // From the rows to the footer, which has the lengths of everything.
    for step in 0..24 {
        let mut damaged = bytes.clone();
        let at = bytes.len() - 1 - step * bytes.len() / 24;
        damaged[at] ^= 0x55;
        fs::write(bench.path("damaged.parquet"), damaged).unwrap();
        let output = bench.run(&["--store", &format!("{step}.db"), "import", "damaged.parquet"]);
        let told = String::from_utf8_lossy(&output.stderr).to_string();
        assert!(matches!(output.status.code(), Some(0 | 4)) && !told.contains("panicked"), "byte {at}: {told}");
    }
}

#[test]
fn what_was_known_on_an_earlier_day_carries_nothing_later() {
    let bench = bench();
    bench.expect(0, &["export", "parquet", "--known", "2021-08-09", "-o", "early"]);
    assert!(bench.path("early/claims.parquet").is_file() && !bench.path("early/readings.parquet").exists());
}
