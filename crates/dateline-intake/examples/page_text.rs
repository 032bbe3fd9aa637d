//! Prints the running text of pages as JSON, in the form that the article extraction benchmark of Scrapinghub takes
//! (`{"page id": {"articleBody": …}}`), so that a change to the page reader can be measured.

use dateline_core::model::BlockKind;
use dateline_intake::{Options, Taken, take};

fn main() {
    let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    let mut out = serde_json::Map::new();
    take(&paths, &Options::default(), &mut |taken| match taken {
        Taken::Notice(notice) => eprintln!("{}: {}", notice.origin, notice.what),
        Taken::Report(report) => {
            let parts = report.blocks.iter().enumerate().filter(|(at, b)| match b.kind {
                BlockKind::Paragraph | BlockKind::Dateline => true,
                BlockKind::Headline => *at > 0,
                _ => false,
            });
            let text: Vec<_> = parts.map(|(_, b)| b.span.of(&report.text)).collect();
            let id = report.id.split('.').next().unwrap_or("").to_string();
            out.insert(id, serde_json::json!({ "articleBody": text.join("\n") }));
        }
    });
    println!("{}", serde_json::Value::Object(out));
}
