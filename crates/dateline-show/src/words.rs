//! The sentences dateline says, so that every output says a thing in the same words.

use crate::pile::Pile;
use crate::text::{clean, count, days};
use dateline_core::model::{
    Claim, DateBasis, Event, EventKind, Extent, Figure, Lot, Manner, PartyRef, PersonTold, PlaceKind, PlaceRef,
    Published, Says, SideOfSource, Source, Status,
};
use dateline_core::picture::{Development, Forecast, Holder, Holding, Standing, Stretch};

/// A claim in a few words: "takeover of Ghazni by the Taliban on 2021-08-12, asserted".
pub fn claim(claim: &Claim) -> String {
    format!("{}, {}", told(claim), claim.status.as_str())
}

/// The same without the status, for where that stands beside it.
pub fn told(claim: &Claim) -> String {
    let told = match &claim.says {
        Says::Event(told) => event(told),
        Says::Figure(told) => figure(told),
        Says::Statement(told) if told.direct => "statement in the speaker's words".to_string(),
        Says::Statement(_) => "statement".to_string(),
        Says::Person(told) => person(told),
    };
    let day = claim.when().map_or(String::new(), |w| format!(", {}", days(w.days)));
    format!("{told}{day}")
}

/// What befell somebody: "Daud Laghmani, governor: captured at Ghazni".
fn person(told: &PersonTold) -> String {
    let role = told.person.role.as_ref().map_or(String::new(), |r| format!(", {}", clean(r)));
    format!("{}{role}: {}", clean(&told.person.name), lot(told.lot, told.place.as_ref(), told.to.as_ref()))
}

/// What befell somebody and where, without the name.
pub fn lot(lot: Lot, place: Option<&PlaceRef>, to: Option<&PlaceRef>) -> String {
    let goes = matches!(lot, Lot::Fled | Lot::Left);
    let at = place.map(|p| format!(" {} {}", if goes { "from" } else { "at" }, clean(&p.name)));
    let to = to.map_or(String::new(), |p| format!(" to {}", clean(&p.name)));
    match (lot, at) {
        (Lot::Located, at) => format!("said to be{}", at.unwrap_or_default()),
        (lot, at) => format!("{}{}{to}", lot.as_str(), at.unwrap_or_default()),
    }
}

fn figure(figure: &Figure) -> String {
    let at = figure.place.as_ref().map_or(String::new(), |p| format!(" at {}", clean(&p.name)));
    format!("{}: {}{at}", clean(&figure.subject), figure.told())
}

/// An expectation's event: "takeover of Kabul by Taliban".
pub fn expected(forecast: &Forecast) -> String {
    event(&Event {
        kind: forecast.kind,
        actor: forecast.actor.clone(),
        target: forecast.target.clone(),
        place: forecast.place.clone(),
        extent: if forecast.full { Extent::Full } else { Extent::Partial },
        manner: None,
        when: None,
    })
}

/// What happened: "takeover of Ghazni by Taliban from Afghan government".
pub fn happened(told: &Development) -> String {
    event(&Event {
        kind: told.kind,
        actor: told.actor.clone(),
        target: told.target.clone(),
        place: Some(told.place.clone()),
        extent: if told.full { Extent::Full } else { Extent::Partial },
        manner: None,
        when: None,
    })
}

fn event(event: &Event) -> String {
    let part = if event.extent == Extent::Partial { "part of " } else { "" };
    let at = event.place.as_ref().map_or("a place not named".to_string(), |p| clean(&p.name));
    let by = event.actor.as_ref().map(|a| clean(&a.name));
    let from = event.target.as_ref().map(|t| clean(&t.name));
    let who = match (event.kind, by, from) {
        (EventKind::Takeover, Some(by), Some(from)) => format!(" by {by} from {from}"),
        (EventKind::Surrender, Some(by), Some(to)) => format!(" by {by} to {to}"),
        (kind, Some(by), Some(other)) => format!(" by {by} {} {other}", toward(kind)),
        (_, Some(by), None) => format!(" by {by}"),
        (EventKind::Takeover, None, Some(from)) => format!(" from {from}"),
        (kind, None, Some(other)) => format!(" {} {other}", toward(kind)),
        (_, None, None) => String::new(),
    };
    format!("{} {part}{at}{who}", event_words(event.kind))
}

/// How the side acted upon is joined to an event.
fn toward(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Detention | EventKind::Release | EventKind::Evacuation => "of",
        EventKind::Talks => "with",
        EventKind::Withdrawal => "leaving it to",
        EventKind::Aid => "for",
        _ => "against",
    }
}

pub(crate) fn event_words(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Takeover => "takeover of",
        EventKind::Withdrawal => "withdrawal from",
        EventKind::Surrender => "surrender of",
        EventKind::Clash => "clash at",
        EventKind::Siege => "siege of",
        EventKind::Advance => "advance on",
        EventKind::Hold => "hold of",
        EventKind::Strike => "strike on",
        EventKind::AttackOnCivilians => "attack on civilians at",
        EventKind::Detention => "detention at",
        EventKind::Release => "release at",
        EventKind::Deployment => "deployment to",
        EventKind::Evacuation => "evacuation from",
        EventKind::Closure => "closure at",
        EventKind::Talks => "talks at",
        EventKind::Protest => "protest at",
        EventKind::Aid => "aid to",
    }
}

/// Who says it: "a local lawmaker (of the losing side)", or the narrator.
pub fn says(source: Option<&Source>) -> String {
    let Some(source) = source else { return "in the report's own voice".into() };
    let who = speaker(source);
    let party = source.party.as_ref().map(|p| clean(&p.name)).filter(|name| !who.contains(name));
    let side = match source.side {
        SideOfSource::Gains => Some("the side that gains by it"),
        SideOfSource::Loses => Some("the side that loses by it"),
        SideOfSource::Neither => None,
    };
    match (party, side) {
        (Some(party), Some(side)) => format!("{who} ({party}, {side})"),
        (Some(party), None) => format!("{who} ({party})"),
        (None, Some(side)) => format!("{who}, {side}"),
        (None, None) => who,
    }
}

/// Through whom it came: ", through AFP"; nothing when nobody is named.
pub fn through(source: Option<&Source>) -> String {
    let via = source.map(|s| s.via.join(", ")).unwrap_or_default();
    if via.is_empty() { via } else { format!(", through {}", clean(&via)) }
}

/// Words that begin a speaker's description with a capital only because they begin a sentence.
const COMMON_BEGINNINGS: &[&str] = &[
    "The",
    "A",
    "An",
    "Some",
    "Several",
    "Many",
    "Two",
    "Three",
    "Local",
    "Provincial",
    "Regional",
    "Senior",
    "Security",
    "Government",
    "Military",
    "Police",
    "Army",
    "Officials",
    "Residents",
    "Witnesses",
    "Lawmakers",
    "Authorities",
    "Reports",
    "Clips",
    "Videos",
    "Footage",
    "Soldiers",
    "Troops",
    "Commanders",
    "Insurgents",
    "Rebels",
    "Diplomats",
    "Analysts",
    "Activists",
    "Medics",
    "Spokesmen",
    "Councillors",
    "Elders",
    "Locals",
];
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "we", "i"];

/// A speaker inside a sentence: "The ministry" becomes "the ministry"; of "they" only the party says who it is.
pub(crate) fn speaker(source: &Source) -> String {
    let text = clean(&source.text);
    if PRONOUNS.contains(&text.to_lowercase().as_str()) {
        let known = source.name.as_deref().or(source.party.as_ref().map(|p| p.name.as_str())).map(clean);
        return known.unwrap_or_else(|| format!("somebody it calls “{}”", text.to_lowercase()));
    }
    let first = text.split(' ').next().unwrap_or_default();
    // "Police Chief Khan" keeps its capitals: after an article anything follows, else only a word before small letters is lowered.
    let rest = &text[first.len()..];
    let common = COMMON_BEGINNINGS.contains(&first)
        && (["The", "A", "An"].contains(&first) || rest.trim_start().chars().next().is_none_or(char::is_lowercase));
    if common { first.to_lowercase() + rest } else { text }
}

/// What a status means, as half a sentence.
pub fn status_meaning(status: Status) -> &'static str {
    match status {
        Status::Asserted => "told as fact by the report, by a neutral source, or admitted by the losing side",
        Status::Claimed => "a party's word for its own success, or hearsay",
        Status::Denied => "somebody says that it did not happen",
        Status::Negated => "the report says that it did not happen, or has not yet",
        Status::Planned => "intended or ordered, not done",
        Status::Forecast => "predicted, feared, possible or conditional, not done",
        Status::Background => "before the present crisis",
    }
}

/// When a report was published and how that is known.
pub fn published(published: Published) -> String {
    let how = match published.basis {
        DateBasis::Metadata => "by its metadata",
        DateBasis::DateLine => "by its date line",
        DateBasis::Text => "by its own words",
        DateBasis::Pile => "by the other reports",
        DateBasis::None => "by nothing",
    };
    match published.days {
        Some(known) => format!("published {} {how}", days(known)),
        None => "day of publication not known".into(),
    }
}

/// A place with what tells it from others of its name: "Farah (city in Farah, AF; gn:1142264)".
pub fn place_in_full(place: &PlaceRef) -> String {
    let kind = place.detail.as_deref().unwrap_or(place.kind.as_str());
    let within = place.within.as_deref().map_or(String::new(), |w| format!(" in {w}"));
    let country = if place.country.is_empty() { String::new() } else { format!(", {}", place.country) };
    let doubt = match place.also.is_empty() {
        true => String::new(),
        false => format!("; may also be {}", place.also.join(", ")),
    };
    clean(&format!("{} ({kind}{within}{country}; {}{doubt})", place.name, place.id))
}

/// A place by name, with its kind where the name alone would mislead.
pub fn place(place: &PlaceRef) -> String {
    let name = clean(&place.name);
    match place.kind {
        PlaceKind::Province if !name.to_lowercase().contains("province") => format!("{name} (province)"),
        PlaceKind::District if !name.to_lowercase().contains("district") => format!("{name} (district)"),
        PlaceKind::City | PlaceKind::Facility | PlaceKind::Province => name,
        PlaceKind::District | PlaceKind::Country | PlaceKind::Region => name,
    }
}

/// A party by name.
pub fn party(party: &PartyRef) -> String {
    clean(&party.name)
}

/// How a place was gained, as half a sentence.
pub fn manner(manner: Manner) -> &'static str {
    match manner {
        Manner::Fighting => "after fighting",
        Manner::HandedOver => "handed over",
        Manner::Abandoned => "left by its defenders",
    }
}

/// Who has a place and how well that is supported: "held by the Taliban since 2021-08-12, confirmed by 3
/// independent origins".
pub fn holding(pile: &Pile, holding: &Holding) -> String {
    let support = pile.claims_of(&holding.support);
    let last = holding.last_report.map_or(String::new(), |d| format!("; last report {d}"));
    match &holding.holder {
        Holder::Unknown => format!("not known who holds it{last}"),
        Holder::Contested => format!("contested{}{last}", since(holding.since)),
        Holder::Party(party) => {
            let how = standing(holding.standing, holding.origins, &support);
            format!("held by {}{}, {how}{last}", clean(&party.name), since(holding.since))
        }
    }
}

/// The same for a stretch of days.
pub fn stretch(pile: &Pile, stretch: &Stretch) -> String {
    let support = pile.claims_of(&stretch.support);
    match &stretch.holder {
        Holder::Unknown => "not known".into(),
        Holder::Contested if stretch.support.is_empty() && stretch.inferred.is_none() => {
            "contested, going by the reports before and after".into()
        }
        Holder::Contested => "contested".into(),
        Holder::Party(party) => {
            format!("{}, {}", clean(&party.name), standing(stretch.standing, stretch.origins, &support))
        }
    }
}

/// " since 2021-08-12", " since some day from 2021-08-12 to 2021-08-13", or nothing.
pub fn since(begun: Option<dateline_core::model::Days>) -> String {
    match begun {
        Some(begun) if begun.is_one_day() => format!(" since {}", begun.from),
        Some(begun) => format!(" since some day from {} to {}", begun.from, begun.to),
        None => String::new(),
    }
}

/// The word for how well something is supported. "Confirmed" is never said of one origin, and a party's
/// word for its own success is always called its claim.
pub fn standing(standing: Standing, origins: usize, support: &[&Claim]) -> String {
    match standing {
        Standing::Disputed => "disputed".into(),
        Standing::Confirmed if origins > 1 => format!("confirmed by {origins} independent origins"),
        Standing::Confirmed => format!("admitted by the losing side ({})", count(origins, "origin", "origins")),
        Standing::Reported => match sayer(support, Status::Asserted) {
            Some(who) => format!("said by {who} (one origin)"),
            None => "reported by one origin".into(),
        },
        Standing::Claimed => match sayer(support, Status::Claimed) {
            Some(who) => format!("claimed by {who}, not confirmed"),
            None => "claimed, not confirmed".into(),
        },
    }
}

/// Who says it, when nobody says it in the report's own voice.
pub(crate) fn sayer(support: &[&Claim], status: Status) -> Option<String> {
    let spoken: Vec<&&Claim> = support.iter().filter(|c| c.status == status && !c.headline).collect();
    let named = spoken.iter().filter_map(|c| c.source.as_deref()).next()?;
    spoken.iter().all(|c| c.source.is_some()).then(|| speaker(named))
}

/// "said by …", "claimed by …", "denied by …".
pub fn told_by(status: Status, source: &Source) -> String {
    let verb = match status {
        Status::Claimed => "claimed by",
        Status::Denied => "denied by",
        Status::Planned => "announced by",
        Status::Forecast => "expected by",
        Status::Asserted | Status::Negated | Status::Background => "said by",
    };
    format!("{verb} {}", says(Some(source)))
}
