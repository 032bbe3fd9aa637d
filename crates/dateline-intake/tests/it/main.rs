//! Every format and every kind of bad input, as files in a folder, through the front door.

mod bad;
mod formats;

use dateline_intake::{Notice, Options, Report, Taken, take};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a run gave.
pub struct Run {
    /// In the order they came.
    pub reports: Vec<Report>,
    /// In the order they came.
    pub notices: Vec<Notice>,
}

impl Run {
    /// Ids of the reports.
    pub fn ids(&self) -> Vec<&str> {
        self.reports.iter().map(|r| r.id.as_str()).collect()
    }
    /// The report of this id.
    pub fn report(&self, id: &str) -> &Report {
        self.reports.iter().find(|r| r.id == id).unwrap_or_else(|| panic!("no report {id} in {:?}", self.ids()))
    }
    /// Whether there is a notice about the origin that says so.
    pub fn says(&self, origin: &str, what: &str) -> bool {
        self.notices.iter().any(|n| n.origin.ends_with(origin) && n.what.contains(what))
    }
    /// How many things could not be read.
    pub fn unread(&self) -> usize {
        self.notices.iter().filter(|n| n.unread).count()
    }
}

/// Takes in paths and checks what must hold of every report and notice.
pub fn run_with(paths: &[PathBuf], options: &Options) -> Run {
    let mut run = Run { reports: Vec::new(), notices: Vec::new() };
    take(paths, options, &mut |taken| match taken {
        Taken::Report(report) => run.reports.push(report),
        Taken::Notice(notice) => run.notices.push(notice),
    });
    run.reports.iter().for_each(check_report);
    run.notices.iter().for_each(check_notice);
    run
}

/// Takes in one path.
pub fn run(path: &Path) -> Run {
    run_with(&[path.to_path_buf()], &Options::default())
}

fn check_report(report: &Report) {
    let spans: Vec<_> = report.blocks.iter().map(|b| (b.span.start as usize, b.span.end as usize)).collect();
    assert!(spans.windows(2).all(|w| w[0].1 <= w[1].0), "blocks overlap in {}", report.id);
    assert!(spans.iter().all(|(a, b)| a < b && report.text.get(*a..*b).is_some()), "bad span in {}", report.id);
    assert_eq!(report.text_sha256.len(), 64);
    assert_eq!(report.original_sha256.len(), 64);
}

fn check_notice(notice: &Notice) {
    for sentence in [&notice.what, &notice.hint] {
        assert!(sentence.ends_with(['.', '!']) && sentence.len() > 10, "not a sentence: {sentence:?}");
    }
    assert!(!notice.origin.is_empty());
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    dir
}

/// Compresses.
pub fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

/// Kind and words of each block.
pub fn shape(report: &Report) -> Vec<(&str, &str)> {
    report.blocks.iter().map(|b| (b.kind.as_str(), b.span.of(&report.text))).collect()
}

/// "2021-08-13 metadata", "2021-08-01/2021-08-31 date line", "none".
pub fn published(report: &Report) -> String {
    match report.published.days {
        None => report.published.basis.as_str().to_string(),
        Some(d) if d.is_one_day() => format!("{} {}", d.from, report.published.basis.as_str()),
        Some(d) => format!("{}/{} {}", d.from, d.to, report.published.basis.as_str()),
    }
}
