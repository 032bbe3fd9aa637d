//! A flat tree of a page: nodes in one list, depth bounded, nothing recursive to drop.
//!
//! The tokenizer is html5ever's; the tree rules are our own and few, because a reader of news needs paragraphs and
//! captions, not a rendering. A page nested a million deep becomes a tree of [`MAX_DEPTH`], so that no page can
//! exhaust the stack, and every step is linear in the size of the page.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// Elements nested deeper than this become siblings.
pub(crate) const MAX_DEPTH: usize = 200;
/// No honest page has more elements and stretches of text.
const MAX_NODES: usize = 1_000_000;
/// No honest tag has more attributes.
const MAX_ATTRIBUTES: usize = 2000;

/// Index of a node; 0 is the page itself.
pub(crate) type Id = usize;

/// An element or a run of text.
#[derive(Debug, Default)]
pub(crate) struct Node {
    /// Lower-case tag name; empty for text.
    pub name: String,
    pub attrs: Vec<(String, String)>,
    /// Words, for text nodes.
    pub text: String,
    pub parent: Id,
    pub children: Vec<Id>,
}

impl Node {
    /// Value of an attribute.
    pub fn attr(&self, name: &str) -> Option<&str> {
        self.attrs.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// A page.
#[derive(Debug)]
pub(crate) struct Dom {
    pub nodes: Vec<Node>,
    /// Language that the page declares.
    pub lang: Option<String>,
}

impl Dom {
    /// Reads a page; `None` when it is built to exhaust its reader.
    pub fn parse(html: &str) -> Option<Dom> {
        if has_attribute_bomb(html.as_bytes()) {
            return None;
        }
        let tokenizer = Tokenizer::new(Builder(RefCell::new(Tree::new())), TokenizerOpts::default());
        let mut rest = html;
        while !rest.is_empty() {
            let at = (1 << 20).min(rest.len());
            let cut = (at..=rest.len()).find(|i| rest.is_char_boundary(*i)).unwrap_or(rest.len());
            let queue = BufferQueue::default();
            queue.push_back(StrTendril::from(&rest[..cut]));
            // Scripts never run, so the tokenizer never stops to wait for one.
            let _ = tokenizer.feed(&queue);
            rest = &rest[cut..];
        }
        tokenizer.end();
        let tree = tokenizer.sink.0.into_inner();
        (tree.nodes.len() < MAX_NODES).then_some(Dom { nodes: tree.nodes, lang: tree.lang })
    }

    /// All nodes in document order.
    pub fn ids(&self) -> std::ops::Range<Id> {
        0..self.nodes.len()
    }

    /// The nodes above, nearest first.
    pub fn ancestors(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id).filter(|id| *id != 0).map(|id| self.nodes[id].parent), |id| {
            (*id != 0).then(|| self.nodes[*id].parent)
        })
    }

    /// The words inside, with single spaces.
    pub fn words(&self, id: Id) -> String {
        let mut words = String::new();
        self.collect(id, &mut words);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn collect(&self, id: Id, words: &mut String) {
        let node = &self.nodes[id];
        words.push_str(&node.text);
        for child in &node.children {
            self.collect(*child, words);
        }
        if is_block(&node.name) || node.name == "br" {
            words.push(' ');
        }
    }
}

/// A tag with thousands of attributes makes any tokenizer quadratic.
fn has_attribute_bomb(html: &[u8]) -> bool {
    let mut at = 0;
    while let Some(open) = html[at..].iter().position(|b| *b == b'<').map(|i| at + i) {
        at = open + 1;
        if !html.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        for raw in [&b"script"[..], b"style"] {
            if html[at..].get(..raw.len()).is_some_and(|name| name.eq_ignore_ascii_case(raw)) {
                at = html[at..].windows(2).position(|w| w == b"</").map_or(html.len(), |i| at + i);
            }
        }
        let (end, attributes) = scan_tag(html, at);
        if attributes > MAX_ATTRIBUTES {
            return true;
        }
        at = end;
    }
    false
}

/// Where the tag ends and how many words stand in it outside quotes.
fn scan_tag(html: &[u8], start: usize) -> (usize, usize) {
    let (mut quote, mut words, mut at) = (None, 0, start);
    while let Some(byte) = html.get(at) {
        match (quote, byte) {
            (None, b'>') => break,
            (None, b'"' | b'\'') if html[at - 1] == b'=' || html[at - 1].is_ascii_whitespace() => quote = Some(*byte),
            (Some(q), b) if q == *b => {
                quote = None;
                words += 1;
            }
            (None, b'/' | b'=') => words += 1,
            (None, b) if b.is_ascii_whitespace() => words += 1,
            _ => {}
        }
        at += 1;
    }
    (at, words)
}

struct Builder(RefCell<Tree>);

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut tree = self.0.borrow_mut();
        if tree.nodes.len() >= MAX_NODES {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => tree.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return tree.open(tag),
            Token::TagToken(tag) => tree.close(&tag.name),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

struct Tree {
    nodes: Vec<Node>,
    /// Open elements, the page first.
    stack: Vec<Id>,
    /// How many elements are open beyond the greatest depth.
    beyond: usize,
    lang: Option<String>,
}

impl Tree {
    fn new() -> Tree {
        Tree { nodes: vec![Node::default()], stack: vec![0], beyond: 0, lang: None }
    }

    fn top(&self) -> Id {
        *self.stack.last().expect("the page itself is never closed")
    }

    fn name(&self, at: usize) -> &str {
        &self.nodes[self.stack[at]].name
    }

    fn push_node(&mut self, mut node: Node) -> Id {
        let (id, parent) = (self.nodes.len(), self.top());
        node.parent = parent;
        self.nodes.push(node);
        self.nodes[parent].children.push(id);
        id
    }

    fn text(&mut self, text: &str) {
        let last = self.nodes[self.top()].children.last().copied();
        match last.filter(|id| self.nodes[*id].name.is_empty()) {
            Some(id) => self.nodes[id].text.push_str(text),
            None => {
                self.push_node(Node { text: text.to_string(), ..Node::default() });
            }
        }
    }

    fn open(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let name = tag.name.to_string();
        let attrs: Vec<_> = tag.attrs.iter().map(|a| (a.name.local.to_string(), a.value.to_string())).collect();
        if matches!(name.as_str(), "html" | "head" | "body") {
            self.lang = self.lang.take().or_else(|| attrs.into_iter().find(|(n, _)| n == "lang").map(|(_, v)| v));
            return TokenSinkResult::Continue;
        }
        self.close_implied(&name);
        let raw = raw_kind(&name);
        let void = is_void(&name);
        let id = self.push_node(Node { name, attrs, ..Node::default() });
        if void {
        } else if self.stack.len() < MAX_DEPTH {
            self.stack.push(id);
        } else {
            self.beyond += 1;
        }
        raw.map_or(TokenSinkResult::Continue, TokenSinkResult::RawData)
    }

    /// Closes what the new element ends without saying so: `<p>` before `<p>`, `<li>` before `<li>`.
    fn close_implied(&mut self, name: &str) {
        let (ends, bounds): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "option" => (&["option"], &["select"]),
            _ if is_block(name) => (&["p"], &["td", "th", "table", "button", "li", "div", "object"]),
            _ => return,
        };
        for at in (1..self.stack.len()).rev() {
            if ends.contains(&self.name(at)) {
                self.stack.truncate(at);
                return;
            }
            if bounds.contains(&self.name(at)) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        for at in (1..self.stack.len()).rev() {
            if self.name(at) == name {
                self.stack.truncate(at);
                return;
            }
            if !is_block(name) && is_block(self.name(at)) {
                return;
            }
        }
    }
}

fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}

fn is_void(name: &str) -> bool {
    const VOID: [&str; 15] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "keygen",
    ];
    VOID.contains(&name)
}

/// Elements that begin and end a line of their own.
pub(crate) fn is_block(name: &str) -> bool {
    const BLOCK: [&str; 44] = [
        "p",
        "div",
        "article",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "blockquote",
        "pre",
        "form",
        "fieldset",
        "address",
        "hr",
        "details",
        "summary",
        "dialog",
        "center",
        "title",
        "noscript",
        "option",
        "button",
    ];
    BLOCK.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unclosed_paragraphs_and_items_are_separate() {
        let dom = Dom::parse("<html lang=en><p>one<p>two<ul><li>a<li>b</ul>").unwrap();
        let words: Vec<_> =
            dom.ids().filter(|i| matches!(dom.nodes[*i].name.as_str(), "p" | "li")).map(|i| dom.words(i)).collect();
        assert_eq!(words, ["one", "two", "a", "b"]);
        assert_eq!(dom.lang.as_deref(), Some("en"));
    }

    #[test]
    fn bombs_are_harmless() {
        let deep = "<div><b>".repeat(300_000) + "end";
        assert!(Dom::parse(&deep).unwrap().words(0).contains("end"));
        let attributes = format!("<a {}>", "x y ".repeat(50_000));
        assert!(Dom::parse(&attributes).is_none());
        assert!(Dom::parse("<script>if (a<b) { c = 1 }</script><p>x").is_some());
    }
}
