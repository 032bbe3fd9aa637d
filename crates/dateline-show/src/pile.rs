//! What every output is made from: the reports, their claims and the picture of one known day.

use crate::map::turns;
use dateline_core::lexicon::fold::fold;
use dateline_core::model::{Claim, Day, Days, Notice, PlaceRef, Published, Report, Shared};
use dateline_core::picture::{Development, Dispute, Forecast, Named, Picture, Series};
use jiff::ToSpan;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// How many days before the first and after the last report an event is still news.
const NEWS: i64 = 31;

/// A report with what its newest reading notes.
#[derive(Clone, Debug)]
pub struct Card {
    /// The report.
    pub report: Report,
    /// The publication days it was read with.
    pub published: Published,
    /// Why it was not read, when it was not.
    pub skipped: Option<String>,
    /// Remarks on it.
    pub notices: Vec<Notice>,
}

impl Card {
    /// Whether the report was out by a day; one that nothing dates is out only at the end of all days.
    pub fn is_out(&self, known: Day) -> bool {
        self.published.days.map_or(Day::MAX, |d| d.to) <= known
    }
}

/// The reports of a store, their claims, and the picture as known on one day.
#[derive(Clone, Debug)]
pub struct Pile {
    cards: BTreeMap<String, Card>,
    claims: Vec<Shared<Claim>>,
    /// Where the claims stand, in the order of their ids.
    by_id: Vec<u32>,
    /// Who held what.
    pub picture: Picture,
    /// The day the reader stands on.
    pub known: Day,
    asked: Asked,
}

/// What many pages of one pile ask for, worked out when the first of them does.
#[derive(Clone, Debug, Default)]
struct Asked {
    disputes: OnceLock<Vec<Dispute>>,
    figures: OnceLock<Vec<Series>>,
    forecasts: OnceLock<Vec<Forecast>>,
    developments: OnceLock<Vec<Development>>,
    /// Which development a claim tells, by the claim's id.
    telling: OnceLock<BTreeMap<String, usize>>,
    people: OnceLock<Vec<Named>>,
    turns: OnceLock<BTreeSet<Day>>,
    published: OnceLock<Option<Days>>,
    /// Where the known claims about each place stand.
    by_place: OnceLock<BTreeMap<String, Vec<usize>>>,
}

impl Pile {
    /// Puts together what belongs together. Claims keep their order within a report.
    pub fn new<C: Into<Shared<Claim>>>(cards: Vec<Card>, claims: Vec<C>, picture: Picture) -> Pile {
        let mut claims: Vec<Shared<Claim>> = claims.into_iter().map(C::into).collect();
        claims.sort_by(|a, b| (&a.report, a.span).cmp(&(&b.report, b.span)));
        let mut by_id: Vec<u32> = (0..).take(claims.len()).collect();
        by_id.sort_by(|&a, &b| (&claims[a as usize].id, a).cmp(&(&claims[b as usize].id, b)));
        let cards = cards.into_iter().map(|c| (c.report.id.clone(), c)).collect();
        let known = picture.known();
        Pile { cards, claims, by_id, picture, known, asked: Asked::default() }
    }

    /// A pile without reports.
    pub fn empty() -> Pile {
        Pile::new::<Claim>(Vec::new(), Vec::new(), Picture::assemble::<Claim>(&[], &[], Day::MAX))
    }

    /// One report.
    pub fn card(&self, report: &str) -> Option<&Card> {
        self.cards.get(report)
    }
    /// All reports, by id.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.cards.values()
    }
    /// The reports that were out on the known day, by id.
    pub fn out(&self) -> impl Iterator<Item = &Card> {
        self.cards.values().filter(|c| c.is_out(self.known))
    }
    /// All claims, by report and in the order of its text.
    pub fn claims(&self) -> &[Shared<Claim>] {
        &self.claims
    }
    /// The claims of one report, in the order of its text.
    pub fn claims_in(&self, report: &str) -> &[Shared<Claim>] {
        let from = self.claims.partition_point(|c| c.report.as_str() < report);
        let to = from + self.claims[from..].partition_point(|c| c.report == report);
        &self.claims[from..to]
    }
    /// The claims of reports that were out on the known day, without those that are set aside.
    pub fn known_claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().map(|c| &**c).filter(|c| self.counts(c))
    }
    fn counts(&self, claim: &Claim) -> bool {
        self.card(&claim.report).is_some_and(|card| card.is_out(self.known))
            && self.picture.set_aside(&claim.id).is_none()
    }
    /// The known claims about a place, by report and in the order of its text.
    pub fn known_claims_at(&self, place: &str) -> Vec<&Claim> {
        let at = self.asked.by_place.get_or_init(|| self.by_place());
        at.get(place).into_iter().flatten().map(|&n| &*self.claims[n]).collect()
    }
    fn by_place(&self) -> BTreeMap<String, Vec<usize>> {
        let mut at: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (n, claim) in self.claims.iter().enumerate().filter(|(_, c)| self.counts(c)) {
            if let Some(place) = claim.place() {
                at.entry(place.id.clone()).or_default().push(n);
            }
        }
        at
    }
    /// The contradictions among the known claims, as [`Picture::disputes`] orders them.
    pub fn disputes(&self) -> &[Dispute] {
        self.asked.disputes.get_or_init(|| self.picture.disputes())
    }
    /// What known reports say of each quantity, as [`Picture::figures`] orders it.
    pub fn figures(&self) -> &[Series] {
        self.asked.figures.get_or_init(|| self.picture.figures())
    }
    /// What was expected or planned, as [`Picture::forecasts`] orders it.
    pub fn forecasts(&self) -> &[Forecast] {
        self.asked.forecasts.get_or_init(|| self.picture.forecasts())
    }
    /// What happened, as [`Picture::developments`] orders it.
    pub fn developments(&self) -> &[Development] {
        self.asked.developments.get_or_init(|| self.picture.developments())
    }
    /// The development that a claim tells or contradicts.
    pub fn development_with(&self, claim: &str) -> Option<&Development> {
        let telling = self.asked.telling.get_or_init(|| {
            let told = self.developments().iter().enumerate();
            told.flat_map(|(n, d)| d.support.iter().chain(&d.against).map(move |id| (id.clone(), n))).collect()
        });
        telling.get(claim).map(|&n| &self.developments()[n])
    }
    /// The named persons, as [`Picture::people`] orders them.
    pub fn people(&self) -> &[Named] {
        self.asked.people.get_or_init(|| self.picture.people())
    }
    /// The days on which some place changes hands or begins to be fought over.
    pub fn turns(&self) -> &BTreeSet<Day> {
        self.asked.turns.get_or_init(|| turns(&self.picture))
    }
    /// One claim.
    pub fn claim(&self, id: &str) -> Option<&Claim> {
        let at = self.by_id.partition_point(|&n| self.claims[n as usize].id.as_str() < id);
        self.by_id.get(at).map(|&n| &*self.claims[n as usize]).filter(|c| c.id == id)
    }
    /// Claims by their ids, those that are there.
    pub fn claims_of(&self, ids: &[String]) -> Vec<&Claim> {
        ids.iter().filter_map(|id| self.claim(id)).collect()
    }

    /// The days from the first to the last publication that is known by now.
    pub fn published(&self) -> Option<Days> {
        *self.asked.published.get_or_init(|| span(self.out().filter_map(|c| c.published.days)))
    }
    /// The days from the first to the last event that the reports tell as news.
    pub fn period(&self) -> Option<Days> {
        let now = self.known_claims().filter(|c| c.status.is_current() && self.is_news(c));
        span(now.filter_map(|c| c.when().map(|w| w.days)))
    }
    /// Whether a claim is about days near the reports', not about history or a far future.
    pub fn is_news(&self, claim: &Claim) -> bool {
        let (Some(when), Some(out)) = (claim.when(), self.published()) else { return true };
        let edge = |day: Day, by: i64| day.checked_add(by.days()).unwrap_or(day);
        when.days.from >= edge(out.from, -NEWS) && when.days.to <= edge(out.to, NEWS)
    }
    /// How many independent origins the reports that are out go back to.
    pub fn origins(&self) -> usize {
        let read = self.out().filter(|c| c.skipped.is_none());
        read.filter(|c| !self.picture.lineage().is_copy(&c.report.id)).count()
    }

    /// The places with a name, an id, or a spelling that some claim uses; case and accents do not matter.
    pub fn places_named(&self, name: &str) -> Vec<&PlaceRef> {
        let wanted = fold(name);
        let mut found: BTreeMap<&str, &PlaceRef> = BTreeMap::new();
        for place in self.claims.iter().filter_map(|c| c.place()) {
            // "the city" is a text too, but no name.
            let written = place.text.starts_with(char::is_uppercase) && fold(&place.text) == wanted;
            if place.id == name || fold(&place.name) == wanted || written {
                found.entry(&place.id).or_insert(place);
            }
        }
        found.into_values().collect()
    }
}

fn span(days: impl Iterator<Item = Days>) -> Option<Days> {
    days.reduce(|a, b| Days { from: a.from.min(b.from), to: a.to.max(b.to) })
}
