//! The brain of dateline: one report's parse in, claims out; many claims in, a picture out. No IO.
//!
//! Two pure functions carry the product. [`read::read`] takes one report with its sentences and gives
//! what the report claims. [`picture::Picture::assemble`] takes the claims of many reports and the day
//! the reader stands on, and gives who held which place on which day, on whose word. Neither opens a
//! file, asks a clock or sees the network, so both give the same answer everywhere.
//!
//! A picture of one claim, made by hand here where [`read::read`] makes them of reports:
//!
//! ```
//! use dateline_core::model::*;
//! use dateline_core::picture::{Picture, lineage::Source};
//!
//! let (on, text) = ("2031-03-02".parse::<Day>()?, "Rebels took Orlen on Sunday.");
//! let rebels = Party { id: "group:rebels".into(), name: "Rebels".into(), text: "Rebels".into() };
//! let orlen = Place {
//!     id: "name:orlen".into(),
//!     name: "Orlen".into(),
//!     text: "Orlen".into(),
//!     kind: PlaceKind::City,
//!     detail: None,
//!     lat: None,
//!     lon: None,
//!     within: None,
//!     country: String::new(),
//!     also: Vec::new(),
//! };
//! let event = Event {
//!     kind: EventKind::Takeover,
//!     actor: Some(rebels.into()),
//!     target: None,
//!     place: Some(orlen.into()),
//!     extent: Extent::Full,
//!     manner: None,
//!     when: Some(When { days: Days::on(on), basis: Basis::Weekday, text: Some("Sunday".into()), no_later: false }),
//! };
//! let passage = Span::new(0, text.len());
//! let claim = Claim {
//!     id: "c1".into(),
//!     report: "a.txt".into(),
//!     span: passage,
//!     sentence: passage,
//!     quote: text.into(),
//!     says: Says::Event(event),
//!     status: Status::Asserted,
//!     source: None,
//!     rule: "capture".into(),
//!     headline: false,
//!     caption: false,
//!     marks: Vec::new(),
//!     trace: Vec::new(),
//! };
//! let report = Source {
//!     report: "a.txt".into(),
//!     published: Some(Days::on(on)),
//!     outlet: None,
//!     agency: None,
//!     digest: Default::default(),
//!     title: None,
//!     recall: None,
//!     url: None,
//! };
//! let picture = Picture::assemble(&[claim], &[report], on);
//! let holding = picture.holding("name:orlen", on).ok_or("nothing is told of it")?;
//! assert_eq!((holding.holder.as_str(), holding.support.as_slice()), ("Rebels", &["c1".to_owned()][..]));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod fault;
pub mod knowledge;
pub mod lexicon;
pub mod model;
pub mod picture;
pub mod places;
pub mod read;
pub mod rulebook;
pub mod text;
pub mod time;
