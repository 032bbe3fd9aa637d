//! Shows what intake makes of the given paths: ids, days, blocks. For looking at one stage by itself.

use dateline_intake::{Options, Taken, take};

fn main() {
    let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    take(&paths, &Options::default(), &mut |taken| match taken {
        Taken::Notice(n) => println!("!! {} | {} | {} | unread={}", n.origin, n.what, n.hint, n.unread),
        Taken::Report(r) => {
            println!(
                "== {} | {:?} | {:?} | {:?} | {}",
                r.id,
                r.outlet,
                r.title,
                r.published.days.map(|d| (d.from.to_string(), d.to.to_string())),
                r.published.basis.as_str()
            );
            println!("   url={:?} author={:?} language={}", r.url, r.author, r.language);
            for b in &r.blocks {
                println!("   {:9} {}", b.kind.as_str(), b.span.of(&r.text).chars().take(110).collect::<String>());
            }
        }
    });
}
