//! Finds the article in a page and cuts it into headline, byline, paragraphs and captions.
//!
//! In three passes: all lines of the page with their share of links; the element that holds most of the running
//! text; the lines inside it that are not navigation, advertising or links to other reports.

use super::dom::{Dom, Id, is_block};
use dateline_core::model::BlockKind;
use dateline_core::text::{dates, is_byline, is_caption_credit, is_furniture, opens_with_date};
use std::collections::HashSet;

/// One line of the page: what stands between two breaks.
#[derive(Debug)]
struct Line {
    words: String,
    /// Bytes of the words that stand in links.
    linked: usize,
    /// Nearest element that begins a line.
    holder: Id,
    role: Role,
}

/// What the elements around a line say about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Heading(u8),
    Caption,
    Byline,
    Paragraph,
    Item,
    Cell,
    Loose,
}

impl Line {
    fn link_share(&self) -> usize {
        self.linked * 100 / self.words.len().max(1)
    }
    fn is_closed(&self) -> bool {
        self.words.trim_end_matches(['"', '\'', '”', '’', ')', ']', ' ']).ends_with(['.', '!', '?', '…', ':'])
    }
    /// Running text beyond doubt; the number is how much of it.
    fn weight(&self) -> usize {
        let long = self.words.len() >= 80 || (self.words.len() >= 40 && self.is_closed());
        let running = matches!(self.role, Role::Paragraph | Role::Loose | Role::Item | Role::Cell);
        let good = long && running && self.link_share() < 35 && !is_furniture(&self.words);
        match self.role {
            _ if !good => 0,
            Role::Paragraph => self.words.len(),
            _ => self.words.len() / 2,
        }
    }
}

/// The article of a page, part by part.
pub(crate) fn article(dom: &Dom, title: Option<&str>) -> Vec<(BlockKind, String)> {
    let skipped = skipped(dom);
    let lines = lines(dom, &skipped);
    let weights = weights(dom, &lines);
    let root = root(dom, &weights);
    let outer =
        dom.ancestors(root).find(|id| matches!(dom.nodes[*id].name.as_str(), "article" | "main")).unwrap_or(root);
    let mut maker = Maker::new(title);
    let heading = lines.iter().position(|l| l.role == Role::Heading(1) && maker.is_title(&l.words));
    let heading = heading.or_else(|| lines.iter().position(|l| l.role == Role::Heading(1) && l.words.len() > 8));
    maker.headline(heading.map(|at| lines[at].words.as_str()).or(title));
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| Some(*at) != heading) {
        let inside = is_inside(dom, line.holder, root);
        let below_title = heading.is_some_and(|h| at > h);
        if inside {
            maker.line(line, below_title);
        } else if line.role == Role::Caption && is_inside(dom, line.holder, outer) {
            maker.caption(line);
        } else if below_title && !maker.begun && !maker.front(line) && is_lead(dom, line) {
            maker.push(BlockKind::Paragraph, &line.words);
        }
    }
    maker.finish()
}

/// Every line of a fragment that is all article.
pub(crate) fn everything(dom: &Dom) -> Vec<(BlockKind, String)> {
    let lines = lines(dom, &HashSet::new());
    let mut maker = Maker::new(None);
    lines.iter().for_each(|line| maker.line(line, false));
    maker.finish()
}

/// Puts the parts together.
struct Maker {
    parts: Vec<(BlockKind, String)>,
    title: Option<String>,
    seen: HashSet<String>,
    /// The captions among them, of which another may be a longer or shorter form.
    captions: Vec<String>,
    /// Whether running text has begun.
    begun: bool,
    /// Whether the readers' comments have begun.
    over: bool,
}

impl Maker {
    fn new(title: Option<&str>) -> Maker {
        Maker {
            parts: Vec::new(),
            title: title.map(normal),
            seen: HashSet::new(),
            captions: Vec::new(),
            begun: false,
            over: false,
        }
    }

    /// Whether a heading is the title that the page gives itself, perhaps with the outlet behind it.
    fn is_title(&self, words: &str) -> bool {
        let words = normal(words);
        words.len() > 8 && self.title.as_ref().is_some_and(|t| t.starts_with(&words) || words.starts_with(t.as_str()))
    }

    fn headline(&mut self, words: Option<&str>) {
        if let Some(words) = words {
            self.push(BlockKind::Headline, words);
        }
    }

    fn push(&mut self, kind: BlockKind, words: &str) {
        let short = kind != BlockKind::Paragraph;
        if !short || self.seen.insert(normal(words)) {
            self.parts.push((kind, words.to_string()));
        }
    }

    fn line(&mut self, line: &Line, below_title: bool) {
        self.over |= matches!(line.role, Role::Heading(_)) && line.words.to_lowercase().ends_with("comments");
        match line.role {
            _ if self.over => return,
            Role::Caption => return self.caption(line),
            _ if is_furniture(&line.words) => return,
            Role::Heading(_) if line.link_share() < 60 && line.words.len() <= 200 => {
                return self.push(BlockKind::Headline, &line.words);
            }
            Role::Heading(_) => return,
            _ => {}
        }
        if below_title && !self.begun && (line.weight() == 0 || opens_with_date(&line.words)) && self.front(line) {
            return;
        }
        if line.role == Role::Byline || is_byline(&line.words) {
            return self.push(BlockKind::Byline, &line.words);
        }
        if is_kept(line) {
            let caption = line.words.len() <= 400 && is_caption_credit(&line.words).is_some_and(|at| at > 0);
            self.begun |= line.weight() > 0;
            if caption { self.caption(line) } else { self.push(BlockKind::Paragraph, &line.words) }
        }
    }

    /// A line between title and text: a date or a byline. Whether it was one.
    fn front(&mut self, line: &Line) -> bool {
        let short = line.words.len() <= 160;
        let dated = short && dates::find(&line.words).days().is_some();
        let byline = short && (line.role == Role::Byline || is_byline(&line.words)) && line.words.contains(' ');
        match () {
            () if dated => self.push(BlockKind::Dateline, &line.words),
            () if byline => self.push(BlockKind::Byline, &line.words),
            () => return false,
        }
        true
    }

    /// A caption, unless the same words were given before, with or without a credit.
    fn caption(&mut self, line: &Line) {
        let bare = is_caption_credit(&line.words).map_or(line.words.as_str(), |at| &line.words[..at]);
        let key = normal(bare);
        let other_form =
            |c: &String| key.len().min(c.len()) > 20 && (c.starts_with(&key) || key.starts_with(c.as_str()));
        let again = self.captions.iter().any(other_form);
        if bare.split_whitespace().count() >= 3 && !again && !is_furniture(bare) && self.seen.insert(key.clone()) {
            self.parts.push((BlockKind::Caption, line.words.clone()));
            if self.captions.len() < 300 {
                self.captions.push(key);
            }
        }
    }

    /// Drops headings under which nothing was left.
    fn finish(self) -> Vec<(BlockKind, String)> {
        let parts = self.parts;
        let kept = |at: usize| {
            at == 0
                || parts[at].0 != BlockKind::Headline
                || parts.get(at + 1).is_some_and(|(kind, _)| *kind != BlockKind::Headline)
        };
        let keep: Vec<bool> = (0..parts.len()).map(kept).collect();
        parts.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(part, _)| part).collect()
    }
}

/// A lead between title and text that stands outside the body.
fn is_lead(dom: &Dom, line: &Line) -> bool {
    const WORDS: [&str; 11] = [
        "summary",
        "lead",
        "lede",
        "standfirst",
        "intro",
        "deck",
        "dek",
        "subtitle",
        "subheadline",
        "excerpt",
        "subhead",
    ];
    let near = std::iter::once(line.holder).chain(dom.ancestors(line.holder)).take(3);
    let mut names = near.filter_map(|id| dom.nodes[id].attr("class")).flat_map(name_words);
    line.weight() > 0 && line.link_share() < 20 && names.any(|w| WORDS.contains(&w.as_str()))
}

/// Whether a line inside the article is part of its text.
fn is_kept(line: &Line) -> bool {
    let (len, links) = (line.words.len(), line.link_share());
    let wordy = line.words.contains(char::is_alphabetic);
    match line.role {
        _ if !wordy || links > 80 => false,
        Role::Paragraph => links < 50 || (line.is_closed() && len > 120),
        Role::Item => links < 40 && (line.is_closed() || len >= 40) || links < 65 && line.is_closed() && len >= 100,
        Role::Cell => links < 30 && len >= 60 && line.is_closed(),
        _ => links < 40 && (line.is_closed() && len >= 25 || len >= 100),
    }
}

/// Words for comparison.
fn normal(text: &str) -> String {
    let text = text.replace(['‘', '’'], "'").replace(['“', '”'], "\"").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches(['.', ' ']).to_string()
}

fn is_inside(dom: &Dom, id: Id, root: Id) -> bool {
    id == root || dom.ancestors(id).any(|a| a == root)
}

/// How much running text each element holds.
fn weights(dom: &Dom, lines: &[Line]) -> Vec<usize> {
    let mut weights = vec![0; dom.nodes.len()];
    for line in lines {
        let weight = line.weight();
        if weight > 0 {
            weights[line.holder] += weight;
            dom.ancestors(line.holder).for_each(|a| weights[a] += weight);
        }
    }
    weights
}

/// The element that holds the article: a marked one with enough text, or the smallest that holds most of it.
fn root(dom: &Dom, weights: &[usize]) -> Id {
    let all = weights[0];
    let marked = |id: &Id| {
        let node = &dom.nodes[*id];
        node.name == "article" || node.attr("itemprop").is_some_and(|p| p.eq_ignore_ascii_case("articleBody"))
    };
    let best = dom.ids().filter(marked).max_by_key(|id| (weights[*id], std::cmp::Reverse(*id)));
    let mut at = best.filter(|id| all > 0 && weights[*id] * 100 >= all * 45).unwrap_or(0);
    loop {
        let next = dom.nodes[at].children.iter().copied().max_by_key(|c| (weights[*c], std::cmp::Reverse(*c)));
        match next.filter(|c| weights[at] > 0 && weights[*c] * 100 >= weights[at] * 82 && dom.nodes[*c].name != "p") {
            Some(child) => at = child,
            None => return at,
        }
    }
}

/// Elements that are page and not article, by element or class name, unless they hold much of the text.
fn skipped(dom: &Dom) -> HashSet<Id> {
    let sure: HashSet<Id> = dom.ids().filter(|id| is_never_text(dom, *id)).collect();
    let lines = lines(dom, &sure);
    let weights = weights(dom, &lines);
    let small = |id: &Id| weights[*id] * 100 <= weights[0] * 30;
    let mut all: HashSet<Id> = dom.ids().filter(|id| small(id) && is_page_furniture(dom, *id)).collect();
    all.extend(sure);
    all
}

fn is_never_text(dom: &Dom, id: Id) -> bool {
    const NEVER: [&str; 24] = [
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio",
        "video", "select", "option", "button", "input", "textarea", "title", "meta", "link", "map", "dialog",
        "noembed", "noframes",
    ];
    let node = &dom.nodes[id];
    let hidden = node.attr("hidden").is_some()
        || node
            .attr("style")
            .is_some_and(|s| s.replace(' ', "").contains("display:none") && node.attr("itemprop").is_none());
    NEVER.contains(&node.name.as_str()) || hidden
}

fn is_page_furniture(dom: &Dom, id: Id) -> bool {
    const ROLES: [&str; 8] =
        ["navigation", "complementary", "banner", "contentinfo", "search", "dialog", "menu", "alert"];
    let node = &dom.nodes[id];
    match node.name.as_str() {
        "" | "p" | "h1" | "a" | "b" | "i" | "em" | "strong" => return false,
        "nav" | "footer" | "aside" | "form" => return true,
        "header" => return !holds_heading(dom, id),
        _ => {}
    }
    if node.attr("role").is_some_and(|r| ROLES.contains(&r)) || node.attr("aria-hidden") == Some("true") {
        return true;
    }
    ["class", "id"].iter().filter_map(|a| node.attr(a)).any(names_furniture)
}

fn holds_heading(dom: &Dom, id: Id) -> bool {
    let node = &dom.nodes[id];
    node.name == "h1" || node.children.iter().any(|c| holds_heading(dom, *c))
}

/// Whether a class or id names something that surrounds articles.
fn names_furniture(names: &str) -> bool {
    const WORDS: [&str; 74] = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "newsletter",
        "newsletters",
        "promo",
        "promos",
        "promotion",
        "promobox",
        "related",
        "relatedlinks",
        "recirc",
        "recirculation",
        "recommended",
        "recommendations",
        "recommendation",
        "share",
        "sharing",
        "sharebar",
        "social",
        "advert",
        "adverts",
        "advertisement",
        "advertising",
        "ad",
        "ads",
        "adslot",
        "adunit",
        "adbox",
        "sponsor",
        "sponsored",
        "comments",
        "comment",
        "disqus",
        "sidebar",
        "breadcrumb",
        "breadcrumbs",
        "footer",
        "foot",
        "subscribe",
        "subscription",
        "signup",
        "popular",
        "trending",
        "mostread",
        "mostpopular",
        "tags",
        "taglist",
        "toolbar",
        "modal",
        "popup",
        "outbrain",
        "taboola",
        "teaser",
        "teasers",
        "readmore",
        "morestories",
        "masthead",
        "skip",
        "skiplink",
        "sronly",
        "hidden",
        "livefyre",
        "pagination",
        "pager",
        "login",
        "correction-form",
        "also",
        "dfp",
    ];
    const PAIRS: [(&str, &str); 16] = [
        ("most", "read"),
        ("most", "popular"),
        ("read", "more"),
        ("read", "next"),
        ("more", "stories"),
        ("more", "from"),
        ("more", "news"),
        ("up", "next"),
        ("sign", "up"),
        ("author", "bio"),
        ("about", "author"),
        ("sr", "only"),
        ("visually", "hidden"),
        ("see", "also"),
        ("author", "info"),
        ("author", "box"),
    ];
    names.split_whitespace().take(40).any(|name| {
        let words = name_words(name);
        let layout = words.iter().any(|w| matches!(w.as_str(), "has" | "no" | "with" | "without" | "is" | "js"));
        !layout
            && (words.iter().any(|w| WORDS.contains(&w.as_str()))
                || words.windows(2).any(|w| PAIRS.contains(&(w[0].as_str(), w[1].as_str()))))
    })
}

/// `article-shareBar__left` → article, share, bar, left.
fn name_words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars().take(120) {
        if !c.is_alphanumeric() || (c.is_uppercase() && lower) {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("never empty").extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    words.retain(|w| !w.is_empty());
    words
}

/// All lines outside the skipped elements, in document order.
fn lines(dom: &Dom, skipped: &HashSet<Id>) -> Vec<Line> {
    let mut cutter = Cutter { dom, skipped, lines: Vec::new(), words: String::new(), linked: 0, holder: 0, breaks: 0 };
    cutter.walk(0, false);
    cutter.flush();
    cutter.lines
}

struct Cutter<'a> {
    dom: &'a Dom,
    skipped: &'a HashSet<Id>,
    lines: Vec<Line>,
    words: String,
    linked: usize,
    holder: Id,
    /// Line breaks since the last word; two make a paragraph.
    breaks: usize,
}

impl Cutter<'_> {
    /// The tree is of bounded depth, so recursion is safe here.
    fn walk(&mut self, id: Id, linked: bool) {
        let dom = self.dom;
        let node = &dom.nodes[id];
        if self.skipped.contains(&id) {
            return;
        }
        if node.name.is_empty() && id != 0 {
            return self.text(&node.text, linked);
        }
        if node.name == "br" {
            self.breaks += 1;
            return self.words.push(' ');
        }
        let (own_line, outer) = (is_block(&node.name) || names_caption(dom, id), self.holder);
        if own_line {
            self.flush();
            self.holder = id;
        }
        let linked = linked || node.name == "a";
        for child in &node.children {
            self.walk(*child, linked);
        }
        if own_line {
            self.flush();
            self.holder = outer;
        }
    }

    fn text(&mut self, text: &str, linked: bool) {
        let blank = text.trim().is_empty();
        if !blank && self.breaks >= 2 {
            self.flush();
        }
        if !blank {
            self.breaks = 0;
        }
        self.linked += if linked { text.trim().len() } else { 0 };
        self.words.push_str(text);
    }

    fn flush(&mut self) {
        let clean = self.words.replace(['\u{200b}', '\u{feff}', '\u{ad}', '\u{2060}'], "");
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() {
            let role = role(self.dom, self.holder);
            self.lines.push(Line { linked: self.linked.min(words.len()), words, holder: self.holder, role });
        }
        self.words.clear();
        self.linked = 0;
        self.breaks = 0;
    }
}

/// What the elements from the holder outwards say about a line.
fn role(dom: &Dom, holder: Id) -> Role {
    let near = std::iter::once(holder).chain(dom.ancestors(holder)).take(4);
    for id in near {
        if names_caption(dom, id) {
            return Role::Caption;
        }
        if id != 0 && matches!(dom.nodes[id].name.as_str(), "article" | "main" | "section" | "body") {
            break;
        }
    }
    let node = &dom.nodes[holder];
    match node.name.as_str() {
        "h1" => Role::Heading(1),
        "h2" | "h3" | "h4" | "h5" | "h6" => Role::Heading(2),
        _ if names_byline(dom, holder) => Role::Byline,
        "p" | "blockquote" | "pre" => Role::Paragraph,
        "li" | "dt" | "dd" => Role::Item,
        "td" | "th" | "tr" | "table" => Role::Cell,
        _ => Role::Loose,
    }
}

fn names_caption(dom: &Dom, id: Id) -> bool {
    const WORDS: [&str; 8] = [
        "caption",
        "cutline",
        "photocredit",
        "imagecaption",
        "figcaption",
        "captiontext",
        "photocaption",
        "wp-caption-text",
    ];
    let node = &dom.nodes[id];
    if node.name == "figcaption" || (node.name == "figure" && id != 0) {
        return true;
    }
    let names = ["class", "itemprop"].iter().filter_map(|a| node.attr(a)).flat_map(name_words);
    !node.name.is_empty() && names.into_iter().any(|w| WORDS.contains(&w.as_str()))
}

fn names_byline(dom: &Dom, id: Id) -> bool {
    const WORDS: [&str; 8] = ["byline", "author", "authors", "dateline", "timestamp", "credit", "published", "pubdate"];
    let node = &dom.nodes[id];
    node.name == "address"
        || node.attr("rel") == Some("author")
        || ["class", "itemprop"]
            .iter()
            .filter_map(|a| node.attr(a))
            .flat_map(name_words)
            .any(|w| WORDS.contains(&w.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::*;

    fn check(html: &str, expected: &[(BlockKind, &str)]) {
        let parts = article(&Dom::parse(html).unwrap(), None);
        let got: Vec<_> = parts.iter().map(|(k, w)| (*k, w.as_str())).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn the_article_is_cut_out_of_its_page() {
        check(
            "<nav><a>Home</a></nav><div class=cookie>We use cookies to improve your experience of this site.</div>
             <article><h1>Second town falls in a day</h1><p class=byline>The Wire, Saturday 7 August 2021</p>
             <figure><img><figcaption>Soldiers wait at a gate. REUTERS/Name</figcaption></figure>
             <p>The rebels captured the northern town on Saturday, its deputy governor said.</p>
             <aside class=ad>Advertisement</aside><h2>At the airport</h2>
             <p>Officials had pulled back to the airport, he said, and were waiting there.<br><br>It was quiet.</p>
             <h3>Read more</h3><ul><li><a href=1>Rebels seize the first town: what we know</a></ul></article>
             <footer>Copyright The Wire. Terms. Privacy.</footer>",
            &[
                (Headline, "Second town falls in a day"),
                (Dateline, "The Wire, Saturday 7 August 2021"),
                (Caption, "Soldiers wait at a gate. REUTERS/Name"),
                (Paragraph, "The rebels captured the northern town on Saturday, its deputy governor said."),
                (Headline, "At the airport"),
                (Paragraph, "Officials had pulled back to the airport, he said, and were waiting there."),
                (Paragraph, "It was quiet."),
            ],
        );
    }

    #[test]
    fn a_caption_twice_is_one_caption() {
        check(
            "<article><h1>The bridge is lost</h1><p>The army blew up the bridge over the river on Monday, officials said.</p>
             <figure><figcaption>The bridge over the river after the blast</figcaption></figure>
             <div class=wp-caption><p class=wp-caption-text>The bridge over the river after the blast. AFP / Name</p></div></article>",
            &[
                (Headline, "The bridge is lost"),
                (Paragraph, "The army blew up the bridge over the river on Monday, officials said."),
                (Caption, "The bridge over the river after the blast"),
            ],
        );
    }
}
