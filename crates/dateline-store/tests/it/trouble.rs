//! Each kind of trouble has its own error, and nothing is lost by it.

use crate::made::{reading, report};
use dateline_store::{Added, Entry, Store, StoreError};
use std::path::{Path, PathBuf};

fn filled(folder: &Path) -> PathBuf {
    let path = folder.join("s.db");
    let reading = reading(vec![]);
    let mut store = Store::create(&path).unwrap();
    store.add(&report("a.txt", "Alpha."), Entry { reader: "r", reading: &reading, skipped: None }).unwrap();
    path
}

#[test]
fn a_missing_store_says_what_to_do() {
    let error = Store::open(Path::new("/nowhere/s.db")).unwrap_err();
    assert_eq!(error.to_string(), "There is no store at /nowhere/s.db.");
    assert!(error.hint().contains("dateline add"));
}

#[test]
fn another_file_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.txt");
    std::fs::write(&path, "Dear reader, this is a long letter and surely not a database. ".repeat(40)).unwrap();
    let before = std::fs::read(&path).unwrap();
    assert!(matches!(Store::create(&path), Err(StoreError::NotAStore { .. })));
    assert!(matches!(Store::open(&path), Err(StoreError::NotAStore { .. })));
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn a_newer_store_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let raw = rusqlite::Connection::open(&path).unwrap();
    raw.execute("UPDATE meta SET value = '77' WHERE key = 'schema'", []).unwrap();
    assert!(matches!(Store::create(&path), Err(StoreError::Newer { found: 77, .. })));
    assert!(matches!(Store::open(&path), Err(StoreError::Newer { found: 77, .. })));
}

#[test]
fn a_full_store_refuses_and_keeps_what_it_had() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let mut store = Store::create(&path).unwrap();
    store.limit_pages_for_test(60).unwrap();
    let reading = reading(vec![]);
    let entry = Entry { reader: "r", reading: &reading, skipped: None };
    let long = "word ".repeat(200_000);
    assert!(matches!(store.add(&report("big.txt", &long), entry), Err(StoreError::Full { .. })));
    assert_eq!(store.add(&report("a.txt", "Alpha."), entry).unwrap(), Added::Nothing);
    assert_eq!(store.reports().unwrap().len(), 1);
    store.check().unwrap();
}

#[test]
fn two_writers_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let work = |name: &'static str| {
        let path = path.clone();
        std::thread::spawn(move || {
            let mut store = Store::create(&path).unwrap();
            let reading = reading(vec![]);
            for n in 0..20 {
                let entry = Entry { reader: "r", reading: &reading, skipped: None };
                store.add(&report(&format!("{name}{n}"), "Text."), entry).unwrap();
                store.add(&report(&format!("both{n}"), "Text."), entry).unwrap();
            }
        })
    };
    let both = [work("left"), work("right")];
    both.into_iter().for_each(|t| t.join().unwrap());
    assert_eq!(Store::open(&path).unwrap().reports().unwrap().len(), 61);
}

#[test]
fn asking_works_without_the_right_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let path = filled(folder.path());
    let mut rights = std::fs::metadata(&path).unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&path, rights).unwrap();
    assert_eq!(Store::open(&path).unwrap().reports().unwrap().len(), 1);
}
