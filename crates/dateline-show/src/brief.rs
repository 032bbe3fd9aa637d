//! The brief: what a person reads first.
//!
//! Every line is followed by the passage it rests on, with report, day and claim. What was expected or
//! planned stands apart and is never told as fact; what only a party claims is called its claim.

use crate::glance;
use crate::passages;
use crate::pile::{Card, Pile};
use crate::text::{Paint, clean, count, days, paragraph};
use crate::words;
use dateline_core::model::{Claim, DateBasis, Day, EventKind, Notice, PlaceKind, PlaceRef, Status};
use dateline_core::picture::{Holder, Holding, Standing, Stretch};
use std::collections::BTreeMap;

/// How many passages stand behind one line.
const PASSAGES: usize = 2;

/// The brief about the day `on`, as known on the pile's known day.
pub fn text(pile: &Pile, on: Day, notices: &[Notice], paint: Paint) -> String {
    let holdings = pile.picture.holdings(on);
    let mut out = head(pile, on);
    let mut section = |title: &str, body: String| {
        if !body.is_empty() {
            out.push_str(&format!("\n{}\n{body}", paint.heading(title)));
        }
    };
    if holdings.is_empty() && pile.out().next().is_some() {
        section("NOTHING TO TELL", "  No report that was out by then says who holds any place.\n".into());
    }
    let site = |place: &PlaceRef| place.kind == PlaceKind::Facility;
    section(&format!("WHO HOLDS WHAT ON {on}"), glance::table(&holdings));
    section("CHANGES OF CONTROL", changes(pile, on, |p| !site(p)));
    section("CHANGES OF CONTROL OF SITES (airports, bases, buildings)", changes(pile, on, site));
    section("CONTESTED", contested(pile, &holdings));
    section("HELD, AND NO REPORT TELLS OF A CHANGE", held(pile, &holdings));
    section("ONLY CLAIMED, OR DENIED", claimed(pile, &holdings, on));
    section("EXPECTED OR PLANNED (not facts)", expected(pile, on));
    section("WHERE REPORTS DISAGREE", crate::disputes::behind("  ", pile, &pile.picture.disputes(), (PASSAGES, 1)));
    section("NOT KNOWN", unknown(&holdings));
    section("REPORTS WITHOUT A DAY OF THEIR OWN", undated(pile));
    section("NOTICES", remarks(pile, notices));
    out
}

/// What was read, and which days it is about.
fn head(pile: &Pile, on: Day) -> String {
    let mut out = String::new();
    let all = pile.out().count();
    if all == 0 {
        paragraph(&mut out, "", "", &none_out(pile));
        return out;
    }
    let skipped = pile.out().filter(|c| c.skipped.is_some()).count();
    let events = pile.period().map_or("No dated events".into(), |p| format!("Events of {}", days(p)));
    let published = pile.published().map_or(String::new(), |p| format!(", published {}", days(p)));
    let not_read = if skipped == 0 { String::new() } else { format!(", {skipped} not read") };
    let undated = pile.cards().filter(|c| c.published.days.is_none()).count();
    let undated = if undated == 0 || pile.known == Day::MAX {
        String::new()
    } else {
        format!(", {undated} undated and not counted")
    };
    let reports = count(all, "report", "reports");
    let origins = count(pile.origins(), "independent origin", "independent origins");
    paragraph(&mut out, "", "", &format!("{events}: {reports}, {origins}{published}{not_read}{undated}."));
    let known = if pile.known == Day::MAX { "from all reports".into() } else { format!("as known on {}", pile.known) };
    paragraph(
        &mut out,
        "",
        "",
        &format!("About {}, {known}.", if on == Day::MAX { "the end".into() } else { on.to_string() }),
    );
    out
}

/// Why there is nothing to tell: no reports at all, none out by then, or none that anything dates.
fn none_out(pile: &Pile) -> String {
    let total = pile.cards().count();
    let undated = pile.cards().filter(|c| c.published.days.is_none()).count();
    match (total, undated) {
        (0, _) => "There are no reports.".into(),
        (_, 0) => {
            format!("No report was published by {}; {} came later.", pile.known, count(total, "report", "reports"))
        }
        _ => format!("No report is known to be published by {}; {undated} of {total} are undated.", pile.known),
    }
}

/// A change of control: a place and the stretch that began.
struct Change {
    place: PlaceRef,
    stretch: Stretch,
}

/// Every change up to the day at the places that are wanted, by day and place.
fn changes(pile: &Pile, on: Day, wanted: impl Fn(&PlaceRef) -> bool) -> String {
    let mut all: Vec<(Option<Day>, Change)> = Vec::new();
    for place in pile.picture.places().filter(|p| wanted(p)) {
        for stretch in pile.picture.stretches(&place.id) {
            if is_change(pile, &stretch, on) {
                all.push((stretch.from, Change { place: place.clone(), stretch }));
            }
        }
    }
    all.sort_by(|(a, x), (b, y)| (a, &x.place.name, &x.place.id).cmp(&(b, &y.place.name, &y.place.id)));
    let mut out = String::new();
    for (_, change) in all {
        change_of(&mut out, pile, &change);
    }
    out
}

/// A stretch that began by an event, not by a first mention.
pub(crate) fn is_change(pile: &Pile, stretch: &Stretch, on: Day) -> bool {
    let claims = pile.claims_of(&stretch.support);
    let begun = stretch.from.is_some_and(|from| from <= on);
    begun && matches!(stretch.holder, Holder::Party(_)) && claims.iter().any(|c| changes_hands(c))
}

fn changes_hands(claim: &Claim) -> bool {
    matches!(claim.event_kind(), Some(EventKind::Takeover | EventKind::Surrender | EventKind::Withdrawal))
}

fn change_of(out: &mut String, pile: &Pile, change: &Change) {
    let stretch = &change.stretch;
    let day = stretch.from.map_or(String::new(), |d| d.to_string());
    let what = format!(
        "{}: {}{}{}",
        words::place(&change.place),
        words::stretch(pile, stretch),
        vague(stretch),
        ended(stretch)
    );
    paragraph(out, &format!("  {day}  "), "    ", &format!("{what}."));
    if let Some(why) = &stretch.inferred {
        paragraph(out, "    ", "    ", &format!("Inferred: {}", clean(why)));
    }
    passages::list(out, pile, "    ", &stretch.support, PASSAGES);
    passages::list(out, pile, "    against: ", &stretch.against, PASSAGES);
}

/// When the day is not exact, the days it may have been.
fn vague(stretch: &Stretch) -> String {
    match stretch.since {
        Some(since) if !since.is_one_day() => format!("; some day from {} to {}", since.from, since.to),
        _ => String::new(),
    }
}

fn ended(stretch: &Stretch) -> String {
    stretch.to.map_or(String::new(), |to| format!("; until {to}"))
}

/// Places that no side has, or about which reports disagree on the day.
fn contested(pile: &Pile, holdings: &[Holding]) -> String {
    let mut out = String::new();
    for holding in crate::holds::by_name(holdings) {
        if holding.holder == Holder::Contested || holding.disputed && holding.holder != Holder::Unknown {
            line(&mut out, pile, holding);
            if told_above(pile, holding) {
                continue;
            }
            passages::list(&mut out, pile, "    ", &holding.support, PASSAGES);
            passages::list(&mut out, pile, "    against: ", &holding.against, PASSAGES);
        }
    }
    out
}

/// Whether the passages of a holding stand under the changes of control.
fn told_above(pile: &Pile, holding: &Holding) -> bool {
    matches!(holding.holder, Holder::Party(_)) && pile.claims_of(&holding.support).iter().any(|c| changes_hands(c))
}

/// Who has what without a change being told, holder by holder.
fn held(pile: &Pile, holdings: &[Holding]) -> String {
    let mut by_holder: BTreeMap<&str, Vec<&Holding>> = BTreeMap::new();
    for holding in crate::holds::by_name(holdings) {
        if matches!(holding.holder, Holder::Party(_)) && !told_above(pile, holding) {
            by_holder.entry(holding.holder.as_str()).or_default().push(holding);
        }
    }
    let mut out = String::new();
    for (holder, places) in by_holder {
        let many = count(places.len(), "place", "places");
        paragraph(&mut out, "  ", "  ", &format!("{} ({many})", clean(holder)));
        places.into_iter().for_each(|holding| held_one(&mut out, pile, holding));
    }
    out
}

fn held_one(out: &mut String, pile: &Pile, holding: &Holding) {
    let support = pile.claims_of(&holding.support);
    let since = match holding.since {
        Some(_) => words::since(holding.since),
        None => " beginning not told".into(),
    };
    let how = words::standing(holding.standing, holding.origins, &support);
    let last = holding.last_report.map_or(String::new(), |d| format!(", last report {d}"));
    let what = format!("{}:{since}, {how}{last}", words::place(&holding.place));
    paragraph(out, "    ", "      ", &format!("{what}."));
    if let Some(why) = &holding.inferred {
        paragraph(out, "      ", "      ", &format!("Inferred: {}", clean(why)));
    }
    passages::list(out, pile, "      ", &holding.support, 1);
}

/// Holdings that rest on a party's own word, and what is denied.
fn claimed(pile: &Pile, holdings: &[Holding], on: Day) -> String {
    let mut out = String::new();
    for holding in crate::holds::by_name(holdings) {
        if matches!(holding.holder, Holder::Party(_)) && holding.standing == Standing::Claimed {
            line(&mut out, pile, holding);
            let support = pile.claims_of(&holding.support);
            match passages::reference(pile, &support).filter(|_| told_above(pile, holding)) {
                Some(reference) => paragraph(&mut out, "    ", "    ", &format!("see above {reference}")),
                None => passages::list(&mut out, pile, "    ", &holding.support, PASSAGES),
            }
        }
    }
    let unaccepted = |c: &&Claim| c.status == Status::Claimed && c.tells(EventKind::Takeover) && !accepted(holdings, c);
    listing(&mut out, pile, on, unaccepted);
    listing(&mut out, pile, on, |c| matches!(c.status, Status::Denied | Status::Negated));
    out
}

/// Whether a claim is among those that a holding rests on.
fn accepted(holdings: &[Holding], claim: &Claim) -> bool {
    holdings.iter().any(|h| h.support.contains(&claim.id))
}

/// What was expected or planned by the day.
fn expected(pile: &Pile, on: Day) -> String {
    let mut out = String::new();
    listing(&mut out, pile, on, |c| matches!(c.status, Status::Planned | Status::Forecast));
    out
}

/// The claims of reports that were out on the day, by place and publication; one for each origin and place.
fn listing(out: &mut String, pile: &Pile, on: Day, wanted: impl Fn(&&Claim) -> bool) {
    let mut groups: BTreeMap<(String, String), Vec<&Claim>> = BTreeMap::new();
    let was_out = |c: &&Claim| pile.card(&c.report).is_some_and(|card| card.is_out(on));
    for claim in pile.known_claims().filter(|c| !c.headline && pile.is_news(c)).filter(was_out).filter(wanted) {
        let place = claim.place().map(|p| (p.name.clone(), p.id.clone())).unwrap_or_default();
        groups.entry(place).or_default().push(claim);
    }
    for (_, claims) in groups {
        let mut by_what: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for claim in claims {
            by_what.entry(words::claim(claim)).or_default().push(claim.id.clone());
        }
        for (what, ids) in by_what {
            paragraph(out, "  ", "    ", &format!("{what}."));
            passages::list(out, pile, "    ", &ids, PASSAGES);
        }
    }
}

fn line(out: &mut String, pile: &Pile, holding: &Holding) {
    let what = words::holding(pile, holding);
    paragraph(out, "  ", "    ", &format!("{}: {what}.", words::place(&holding.place)));
    if let Some(why) = &holding.inferred {
        paragraph(out, "    ", "    ", &format!("Inferred: {}", clean(why)));
    }
}

/// Places that reports name without telling who has them.
fn unknown(holdings: &[Holding]) -> String {
    let mut out = String::new();
    let unknown = crate::holds::by_name(holdings).into_iter().filter(|h| h.holder == Holder::Unknown);
    let each = |h: &Holding| {
        let last = h.last_report.map_or(String::new(), |d| format!(" (last report {d})"));
        format!("{}{last}", words::place(&h.place))
    };
    let names: Vec<String> = unknown.map(each).collect();
    if !names.is_empty() {
        paragraph(&mut out, "  ", "  ", &format!("Named, but nothing tells who holds: {}.", names.join(", ")));
    }
    out
}

/// Reports whose day is not from the input itself, and how each was dated.
fn undated(pile: &Pile) -> String {
    let mut out = String::new();
    let own = |c: &&Card| matches!(c.published.basis, DateBasis::Text | DateBasis::Pile | DateBasis::None);
    for card in told_of(pile).filter(own).filter(|c| c.skipped.is_none()) {
        let how = words::published(card.published);
        paragraph(&mut out, "  ", "    ", &format!("{}: {how}.", clean(&card.report.id)));
    }
    out
}

/// The reports that are out, and those that nothing dates: these are out for nobody, yet a reader should
/// hear of them.
fn told_of(pile: &Pile) -> impl Iterator<Item = &Card> {
    pile.cards().filter(|c| c.is_out(pile.known) || c.published.days.is_none())
}

/// Remarks on the input and on the reports, each once.
fn remarks(pile: &Pile, notices: &[Notice]) -> String {
    let of_reports = told_of(pile).flat_map(|c| &c.notices);
    let mut all: Vec<&Notice> = notices.iter().chain(of_reports).collect();
    all.sort();
    all.dedup();
    let mut out = String::new();
    for notice in all {
        let words = format!("{}: {} {}", notice.origin, notice.what, notice.hint);
        paragraph(&mut out, "  ", "    ", &clean(&words));
    }
    for card in told_of(pile) {
        if let Some(reason) = &card.skipped {
            paragraph(&mut out, "  ", "    ", &clean(&format!("{}: not read. {reason}", card.report.id)));
        }
    }
    out
}
