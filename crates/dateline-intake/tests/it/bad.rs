//! Every kind of bad input: each is a notice, and the rest is read.

use crate::{folder, gz, run, run_with};
use dateline_intake::Options;
use std::fs;

const GOOD: (&str, &[u8]) = ("z.txt", b"The town fell on Friday, officials said.");

/// One bad file beside a good one: the notice says what it should and the good one is read.
fn check(name: &str, bytes: &[u8], says: &str) {
    let dir = folder(&[(name, bytes), GOOD]);
    let run = run(dir.path());
    assert!(run.notices.iter().any(|n| n.unread && n.what.contains(says)), "{name}: {:?}", run.notices);
    assert_eq!(run.ids(), ["z.txt"], "{name}");
}

#[test]
fn files_that_cannot_be_read_are_told() {
    let long = gz("The town fell on Friday. ".repeat(4000).as_bytes());
    check("a.txt", b"", "is empty");
    check("a.txt", b" \n\t ", "is empty");
    check("a.txt.gz", &long[..long.len() / 2], "ends too early");
    check("a.gz", b"\x1f\x8bnonsense and more nonsense", "damaged");
    check("a.gz", &gz(&gz(&gz(b"The town fell."))), "many times");
    check("a.pdf", b"%PDF-1.4 ...", "PDF");
    check("a.bin", &[0, 159, 146, 150, 0, 0, 1, 2], "binary");
    check("a.zst", b"\x28\xb5\x2f\xfd....", "zstd");
    check("a.csv", b"id,text\n1,The town fell", "table");
    check("a.xml", b"<?xml version='1.0'?><doc><x/></doc>", "neither a page nor a feed");
    check("a.html", b"<html><body><nav>Home</nav></body></html>", "No text");
    check("a.html", format!("<html><p {}>x", "a b ".repeat(10_000)).as_bytes(), "thousands of attributes");
    check("a.html", format!("<html>{}", "<p>x".repeat(600_000)).as_bytes(), "a million elements");
    check("a.rss", format!("<rss><channel>{}", "<item>x</item>".repeat(150_000)).as_bytes(), "more than 100000 items");
    check("a.json", br#"{"a":1,"b":[2]}"#, "No field");
    check("a.json", br#"{"text": 5, "title": {"x": null}, "#, "not valid JSON");
    check("a.json", b"[1, 2, {}]", "No field");
    check("a.json", &[&b"[{"[..], &b"\"a\":[".repeat(100_000)].concat(), "not valid JSON");
    check("a.rss", b"<rss><channel><title>x</title></channel></rss>", "No text");
    check(
        "a.warc",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900\r\n\r\nHTTP/1.1 200 OK",
        "middle of a record",
    );
    check("a.warc", b"WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK", "how long");
}

#[test]
fn a_broken_line_costs_only_itself() {
    let dir = folder(&[("a.jsonl", b"{\"text\":\"The town fell on Friday.\"}\n{\"text\": broken}\n\xff\xfe\n{\"text\":\"The town was held by the army.\"}\n")]);
    let run = run(dir.path());
    assert_eq!(run.ids(), ["a.jsonl#1", "a.jsonl#4"]);
    assert_eq!(run.unread(), 2);
}

#[test]
fn limits_hold() {
    let options = Options { document_limit: 1000, record_limit: 100, ..Options::default() };
    let long = "The town fell. ".repeat(100);
    let records = format!("{{\"text\":\"The town fell.\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"It held.\"}}\n");
    let list = format!("[{{\"text\":\"The town fell.\"}},{{\"text\":\"{long}\"}},{{\"text\":\"It held.\"}}]");
    let dir = folder(&[
        ("a.txt", long.as_bytes()),
        ("b.jsonl", records.as_bytes()),
        ("c.json", list.as_bytes()),
        ("d.txt.gz", &gz(&[b'a'; 100_000])),
    ]);
    let run = run_with(&[dir.path().to_path_buf()], &options);
    assert_eq!(run.ids(), ["b.jsonl#1", "b.jsonl#3", "c.json#1", "c.json#3"]);
    assert!(run.says("a.txt", "larger than") && run.says("d.txt", "larger than"));
    assert!(run.says("b.jsonl#2", "larger than") && run.says("c.json#2", "larger than"));
}

#[test]
fn absurd_dates_are_told_and_ignored() {
    for date in ["0000-01-01", "9999-12-31", "2021-02-30", "04/05/2021", "a while ago"] {
        let record = format!("{{\"text\":\"The town fell on Friday, officials said.\",\"date\":\"{date}\"}}");
        let run = run(folder(&[("a.json", record.as_bytes())]).path());
        assert_eq!(run.reports[0].published.days, None, "{date}");
        assert!(run.says("a.json", "is ignored"), "{date}: {:?}", run.notices);
    }
    let run = run(folder(&[("a.txt", b" date 0000-00-00 The town fell on Friday, officials said.")]).path());
    assert_eq!(run.reports[0].published.days, None);
    assert!(run.says("a.txt", "is ignored"));
}

#[test]
fn xml_opens_and_expands_nothing() {
    let secret = tempfile::NamedTempFile::new().unwrap();
    fs::write(secret.path(), "SECRET").unwrap();
    let laughs: String =
        (1..20).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let feed = format!(
        "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{}'><!ENTITY l0 'ha'>{laughs}]>
         <rss><channel><item><title>Town falls</title><description>The town fell, he said. &x; &l19;</description></item></channel></rss>",
        secret.path().display()
    );
    let run = run(folder(&[("a.rss", feed.as_bytes())]).path());
    assert_eq!(run.reports.len(), 1);
    assert!(!run.reports[0].text.contains("SECRET") && run.reports[0].text.len() < 200);
}

#[test]
fn a_broken_feed_gives_what_stands_before_the_break() {
    let feed = b"<rss><channel><item><guid>1</guid><title>Town falls</title><description>The town fell, he said.</description></item><item><title>Next <![CDATA[";
    let run = run(folder(&[("a.rss", feed)]).path());
    assert!(run.ids().contains(&"a.rss#1"));
    assert_eq!(run.unread(), 1, "{:?}", run.notices);
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let page = format!(
        "<html><body><h1>The town has fallen</h1>{}<p>The town fell to the army on Friday, the governor said.",
        "<div><i>".repeat(200_000)
    );
    let run = run(folder(&[("a.html", page.as_bytes())]).path());
    assert!(run.reports[0].text.contains("the governor said"));
}

#[test]
fn missing_paths_are_told() {
    let run = run(std::path::Path::new("/no/such/folder"));
    assert!(run.says("/no/such/folder", "no such file"));
    assert_eq!(run.unread(), 1);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_permissions_are_told() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let dir = folder(&[
        ("locked.txt", b"x"),
        ("closed/a.txt", b"x"),
        ("sub/a.txt", b"The town fell on Friday, officials said."),
        GOOD,
    ]);
    let at = |name: &str| dir.path().join(name);
    symlink(dir.path(), at("circle")).unwrap();
    symlink("/no/such/target", at("dangling.txt")).unwrap();
    symlink("self.txt", at("self.txt")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(at("pipe.txt")).status().is_ok_and(|s| s.success());
    fs::set_permissions(at("locked.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(at("closed"), fs::Permissions::from_mode(0o000)).unwrap();
    let is_root = fs::read(at("locked.txt")).is_ok();
    let run = run(dir.path());
    fs::set_permissions(at("closed"), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(run.says("circle", "under another name"));
    assert!(run.says("dangling.txt", "points to nothing"));
    assert!(run.says("self.txt", "cannot be followed"));
    assert!(!pipe || run.says("pipe.txt", "pipe, socket or device"));
    assert!(is_root || (run.says("locked.txt", "no permission") && run.says("closed", "no permission")));
    assert!(run.ids().contains(&"sub/a.txt") && run.ids().contains(&"z.txt"));
}

#[test]
fn wrong_charset_is_told_but_read() {
    let dir = folder(&[("a.html", b"<meta charset=utf-8><h1>The town has fallen</h1><p>The caf\xe9 in the town fell to the army on Friday, he said. \xa0</p>")]);
    let run = run(dir.path());
    assert_eq!(run.reports.len(), 1);
    assert!(run.says("a.html", "could not be decoded as UTF-8"));
}
