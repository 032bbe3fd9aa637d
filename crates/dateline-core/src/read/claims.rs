//! From matched frames to claims: parties completed, days counted, status and speaker decided.

mod guess;
mod past;

use super::absence::told_by_negation;
use super::attribution::{Persons, Quoted, Speaker, Speech, Standing, quoted_by, speaker, speeches};
use super::dating;
use super::figure::{Desk, figures};
use super::frames::{Match, Matcher};
use super::ground::{countries, dateline_day, lines, places, written_in};
use super::happenings;
use super::learned::temper;
use super::party::{Cast, Known, Parties, cast, forces, learn, name_states, named_in, roster};
use super::passage::{identity, mark, name_span, passage, step};
use super::peace;
use super::persons;
use super::place::{Geography, PlaceMention};
use super::rebuttal;
use super::retraction;
use super::salience;
use super::scene::{Memory, Scene, Spot};
use super::statement;
use super::status::{Decided, decide, is_left_open, is_of_correction, takes_back_a_word};
use super::taker::{self, Gains};
use super::time::{Expression, find as find_times};
use super::together::{
    doubt_what_is_doubted, drop_falls_out_of_place, drop_first_steps, drop_unnamed, drop_what_is_over, fights,
    same_claim, sole_taker, speaks_of_war, takers, tells_of_war,
};
use super::unreal::turns;
use super::view::{SUBJECTS, View};
use super::when::{Found, Narrative, turns_elsewhere, when};
use super::{Brain, Parsed, Reading};
use crate::model::{
    Basis, BlockKind, Claim, Event, EventKind, Extent, Manner, Mark, Notice, PartyRef, PlaceKind, PlaceRef, Published,
    Report, Role, Says, SideOfSource, Source, Status, TraceStep, When,
};
use crate::picture::lineage::Digest;
use dateline_tree::{Relation, Upos, Xpos};
use jiff::ToSpan;
pub(super) use past::is_history;
use past::{is_held_until, is_pluperfect, is_told_of_as_done, undated};
use std::collections::BTreeSet;

/// Reads one report: everything it claims, with passage, status, speaker and how each part was found.
pub fn read(report: &Report, parsed: &Parsed, brain: &Brain, published: Published) -> Reading {
    let lines = lines(report, parsed);
    let views: Vec<View> = lines.iter().map(|l| View { text: &report.text, sentence: l.sentence }).collect();
    let times: Vec<Vec<Expression>> = views.iter().map(|v| find_times(*v)).collect();
    let known = Known { lexicon: &brain.parties, gazetteer: &brain.gazetteer, outlets: &brain.outlets };
    let roster = roster(&views, known);
    let (mentions, geography) = places(&views, brain, &roster);
    let cast = cast(&views, &geography.focus, &brain.parties, &brain.gazetteer, roster);
    let mut reader = Reader {
        report,
        brain,
        published,
        geography: &geography,
        cast,
        memory: Memory::default(),
        narrative: Narrative::default(),
        last_party: None,
        recent: Vec::new(),
        voice: None,
        taker: None,
        gains: Gains::default(),
        back: BTreeSet::new(),
        captors: BTreeSet::new(),
        last_speaker: None,
        speeches: views.iter().map(|v| speeches(*v, &brain.rules.cues, &brain.outlets)).collect(),
        persons: Persons::default(),
        previous: Vec::new(),
        quoted: None,
        claims: Vec::new(),
    };
    for (order, place) in written_in(report, &geography, brain).iter().enumerate() {
        reader.memory.note(place, 1.0, order);
    }
    let standings: Vec<Standing> = lines.iter().map(|l| Standing { block: l.block, span: l.sentence.span }).collect();
    // The first pass learns who takes places in this report and who is who; the second reads with that in mind.
    for second in [false, true] {
        for (i, line) in lines.iter().enumerate() {
            if i > 0 && lines[i - 1].block != line.block {
                reader.memory.turn();
            }
            reader.quoted = reader.quoting(i, quoted_by(&standings, i, &report.text), &views);
            reader.sentence(i, line.kind, views[i], &mentions[i], &times[i]);
        }
        if !second {
            reader.begin_again();
        }
    }
    let warlike = reader.cast.armed || tells_of_war(&reader.claims) || speaks_of_war(&views, &brain.rules.lists);
    let mut notices = Vec::new();
    if !warlike && reader.claims.iter().any(|c| c.event().is_some()) {
        let what = "No armed party is named in this report, so what sounds like fighting in it was left aside.";
        let hint = "If the report is about the crisis after all, please tell us its wording.";
        notices.push(Notice::remark(report.id.clone(), what, hint));
    }
    let mut claims = if warlike { reader.claims } else { Vec::new() };
    let named: Vec<BTreeSet<String>> = mentions.iter().map(|m| countries(m, &geography, brain)).collect();
    let peaceful = peace::lands_at_peace(&views, &named, &brain.rules);
    // "Florida fell at ten" in a report of a war on the other side of the world.
    let far = |p: &PlaceRef| p.kind == PlaceKind::Province && geography.is_far_from_all(&p.country, &brain.gazetteer);
    drop_falls_out_of_place(&mut claims, &|p| peaceful.contains(&p.country) || far(p));
    doubt_what_is_doubted(&mut claims);
    name_states(&mut claims, geography.focus.main().unwrap_or_default(), &brain.parties);
    let mut clues = dating::clues(&views, &times, &claims, &lines.iter().map(|l| l.kind).collect::<Vec<_>>());
    clues.dateline = dateline_day(report);
    Reading { claims, published, clues, digest: Digest::of(report, parsed), notices }
}

struct Reader<'a> {
    report: &'a Report,
    brain: &'a Brain,
    published: Published,
    geography: &'a Geography,
    cast: Cast,
    memory: Memory,
    narrative: Narrative,
    last_party: Option<PartyRef>,
    /// Groups that the sentences before named, the latest first.
    recent: Vec<PartyRef>,
    /// Who speaks in the sentence that is read.
    voice: Option<PartyRef>,
    /// The only side that the report names as taking places, when there is just one.
    taker: Option<PartyRef>,
    /// Who takes which place, as far as the report names takers.
    gains: Gains,
    /// The claims that tell of a recapture, by their ids.
    back: BTreeSet<String>,
    /// The sides of which the report tells a capture, and not only that they have a place.
    captors: BTreeSet<String>,
    /// Who spoke last, and in which sentence.
    last_speaker: Option<(Speaker, usize)>,
    /// Who says what in each sentence.
    speeches: Vec<Vec<Speech>>,
    /// Whom the report has introduced.
    persons: Persons,
    previous: Vec<(EventKind, usize)>,
    /// Who speaks, when the sentence stands inside a quotation.
    quoted: Option<Speaker>,
    claims: Vec<Claim>,
}

impl Reader<'_> {
    /// Keeps what the first pass learnt of parties and persons and forgets the rest.
    fn begin_again(&mut self) {
        doubt_what_is_doubted(&mut self.claims);
        self.taker = sole_taker(&self.claims);
        self.gains = taker::gains(&self.claims, &|c| self.back.contains(&c.id));
        let by_deed = |c: &Claim| self.brain.rules.frame(&c.rule).is_some_and(|f| f.says == EventKind::Takeover);
        self.captors = takers(&self.claims, &by_deed);
        self.cast.fights = fights(&self.claims);
        self.claims.clear();
        self.memory = self.memory.again();
        self.narrative = Narrative::default();
        self.previous.clear();
        self.last_party = None;
        self.recent.clear();
        self.last_speaker = None;
        self.persons = Persons::default();
    }

    fn sentence(
        &mut self,
        number: usize,
        kind: BlockKind,
        view: View,
        mentions: &[PlaceMention],
        times: &[Expression],
    ) {
        retraction::take_back(view, &mut self.claims, &self.brain.rules.cues, &self.report.text_sha256);
        let before = self.claims.len();
        self.memory.begin(number);
        if turns_elsewhere(view) {
            self.narrative = Narrative::default();
        }
        self.learn_people(view);
        self.hear(number, view);
        let found = drop_unnamed(self.claims_of(number, kind, view, mentions, times));
        let mut found = drop_first_steps(drop_what_is_over(found));
        let rebuttal = self.rebuttal(view, kind, &found);
        found.extend(rebuttal);
        let figures = self.figures(number, kind, view, mentions, times);
        for claim in found {
            let repeated = self.claims[before..].iter().any(|c| same_claim(c, &claim));
            if !repeated {
                if self.tells_of_return(view, &claim) {
                    self.back.insert(claim.id.clone());
                }
                self.claims.push(claim);
            }
        }
        let said = self.statements(number, kind, view);
        self.claims.extend(said);
        if kind != BlockKind::Caption {
            self.remember(number, before, kind, view, mentions);
        }
        // Only now: what a number counts is no place or party that the next sentence goes on with.
        self.claims.extend(figures);
    }

    fn figures(
        &self,
        number: usize,
        kind: BlockKind,
        view: View,
        mentions: &[PlaceMention],
        times: &[Expression],
    ) -> Vec<Claim> {
        let scene =
            Scene { view, mentions, geography: self.geography, gazetteer: &self.brain.gazetteer, memory: &self.memory };
        let desk = Desk {
            scene,
            parties: self.parties(),
            rules: &self.brain.rules,
            times,
            published: self.published,
            narrative: self.narrative,
            number,
            kind,
            report: self.report,
            past: &self.claims,
            taker: self.attacker("").map(|(party, _)| party),
            opponent: &|party| self.opponent(party),
            source: &|word| self.source(number, view, word),
        };
        let mut told = figures(&desk);
        told.extend(persons::lots(&desk, &self.persons));
        told
    }

    fn claims_of(
        &self,
        number: usize,
        kind: BlockKind,
        view: View,
        mentions: &[PlaceMention],
        times: &[Expression],
    ) -> Vec<Claim> {
        let scene =
            Scene { view, mentions, geography: self.geography, gazetteer: &self.brain.gazetteer, memory: &self.memory };
        let parties = self.parties();
        let cues = &self.brain.rules.cues;
        let speaks = |i: usize| {
            let spoken = speaker(view, i, cues, &parties).or_else(|| self.quoted.clone());
            spoken.and_then(|s| s.source.party).or_else(|| self.voice.clone())
        };
        let previous: Vec<EventKind> =
            self.previous.iter().filter(|(_, at)| number <= at + 4).map(|(kind, _)| *kind).collect();
        let matcher = Matcher { scene, parties, rules: &self.brain.rules, speaker: &speaks, previous: &previous };
        let mut claims = Vec::new();
        let matches = matcher.matches();
        for found in &matches {
            let status = happenings::none_was(view, found).unwrap_or_else(|| decide(view, found.trigger, cues));
            let status = match peace::made_up(view, found.trigger, &self.brain.rules.lists) {
                Some(made_up) if status.status == Status::Asserted => made_up,
                _ => temper(view, found, status),
            };
            let Some(status) = told_by_negation(view, found, status, cues) else { continue };
            if matches!(status.status, Status::Asserted | Status::Claimed) && matcher.is_no_ones_to_have(found) {
                continue;
            }
            let ahead = matches!(status.status, Status::Planned | Status::Forecast);
            // "since the fall of Bakhmut": not the day the narrative stands at.
            let compared = matches!(
                view.case(found.trigger).as_str(),
                "since" | "after" | "unlike" | "like" | "following" | "as in"
            );
            let narrative = if compared { Narrative::default() } else { self.narrative };
            let told = when(view, found.trigger, times, self.published, narrative, number, found.frame.result, ahead);
            let takes = found.frame.says == EventKind::Takeover;
            let told = if is_of_correction(view, found.trigger, cues) { undated() } else { told };
            let told = self.with_what_stands_above(view, found.trigger, times, told);
            if found.frame.after && status.status != Status::Asserted && found.frame.status.is_none() {
                continue;
            }
            let counted = turns(view, found.trigger).filter(|_| told.words.is_none() && takes);
            let status = counted.filter(|_| status.status == Status::Asserted).unwrap_or(status);
            let own_word = self.speeches[number].iter().find(|s| s.word == found.trigger);
            let own_word = own_word.filter(|_| found.frame.status == Some(Status::Claimed));
            let source = match own_word {
                _ if status.is_reports_own() => None,
                Some(speech) => Some(self.known(Speaker::of(view, speech, &parties), number, view)),
                None => self.source(number, view, found.trigger),
            };
            let idle = is_left_open(view, found.trigger, cues) || takes_back_a_word(view, found.trigger, cues);
            if idle || self.is_takers_leaving(found) {
                continue;
            }
            for spot in spots_or_none(found) {
                claims.push(self.claim(view, kind, found, spot, &told, &status, source.as_ref(), &claims));
            }
        }
        for (found, time) in matcher.gapped(&matches, times) {
            let own = time.map_or(times, |t| &times[t..=t]);
            let at = |word: usize| when(view, word, own, self.published, self.narrative, number, false, false);
            let told = at(found.trigger);
            // The day beside the name may stand in another clause than the word that tells the event.
            let named = found.spots.first().map(|s| s.word).filter(|&w| w < view.len() && time.is_some());
            let told = named.filter(|_| told.words.is_none()).map_or(told, at);
            // A repetition that gets no day of its own would be told as happening now.
            let again = matches.iter().any(|m| m.trigger == found.trigger && m.spots == found.spots);
            if again && told.when.as_ref().is_none_or(|w| w.text.is_none()) {
                continue;
            }
            let source = self.source(number, view, found.trigger);
            let status = decide(view, found.trigger, cues);
            let status = is_told_of_as_done(view, &found, status.status).unwrap_or(status);
            if matches!(status.status, Status::Asserted | Status::Claimed) && matcher.is_no_ones_to_have(&found) {
                continue;
            }
            for spot in spots_or_none(&found) {
                claims.push(self.claim(view, kind, &found, spot, &told, &status, source.as_ref(), &claims));
            }
        }
        happenings::drop_repeats(claims)
    }

    /// "It was annexed in 2014 after soldiers had occupied its parliament": what led to what is long past is past as well.
    fn with_what_stands_above(&self, view: View, trigger: usize, times: &[Expression], told: Found) -> Found {
        let clause = view.clause(trigger);
        // "Bombarded Damascus in 1945 and left the following April": what came next is past with it.
        let past = view.token(clause).xpos == Xpos::Vbd && !view.children(clause).any(|c| view.lower(c) == "now");
        let next = view.relation(clause) == Relation::Conj && past && !view.has_own_subject(clause);
        let before = view.relation(clause) == Relation::Advcl && is_pluperfect(view, clause);
        let above = view.head(clause).filter(|_| before || next);
        let Some(above) = above.filter(|_| told.words.is_none()) else { return told };
        let main = when(view, above, times, self.published, Narrative::default(), 0, false, false);
        let past =
            main.long_ago || main.when.as_ref().is_some_and(|w| w.text.is_some() && is_history(w, self.published));
        Found { long_ago: told.long_ago || past, ..told }
    }

    /// The day of the report, as the day of what it tells without one.
    fn by_now(&self) -> Option<When> {
        let days = self.published.days?;
        Some(When { days, basis: Basis::Publication, text: None, no_later: false })
    }

    /// "Other accounts had them heading for the hills": a withdrawal from the town spoken of before is not that of the side
    /// that takes places in the report.
    fn is_takers_leaving(&self, found: &Match) -> bool {
        let carried = found.spots.iter().all(|s| s.word == usize::MAX);
        let taker = self.taker.as_ref().map(PartyRef::side);
        let them = |a: &PartyRef| a.text.eq_ignore_ascii_case("them");
        found.frame.says == EventKind::Withdrawal
            && carried
            && taker.is_some_and(|t| found.actor.as_ref().is_some_and(|(_, a)| a.side() == t && them(a)))
    }

    fn parties(&self) -> Parties<'_> {
        Parties {
            lexicon: &self.brain.parties,
            gazetteer: &self.brain.gazetteer,
            cast: &self.cast,
            last: self.last_party.as_ref(),
            voice: self.voice.as_ref(),
            recent: &self.recent,
            taker: self.taker.as_ref(),
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn claim(
        &self,
        view: View,
        kind: BlockKind,
        found: &Match,
        spot: Option<&Spot>,
        told: &Found,
        decided: &Decided,
        speaker: Option<&Speaker>,
        here: &[Claim],
    ) -> Claim {
        let guess = spot.and_then(|spot| self.guess(view, found, spot, decided, speaker, here));
        let mut event = match spot.filter(|_| found.frame.says.is_about_control()) {
            Some(spot) => self.event(view, found, spot, told, guess.as_ref().map(|(party, _)| party)),
            None => happenings::event(found, spot, told.when.clone()),
        };
        let (status, why) = self.status(view, &event, found, told, decided, speaker);
        // "Lost it in 2001": who fought the loser then is not who fights him now.
        let long_ago = told.long_ago || event.when.as_ref().is_some_and(|w| is_history(w, self.published));
        if status == Status::Background && long_ago && event.kind == EventKind::Takeover && found.target.is_some() {
            event.actor = event.actor.filter(|_| found.actor.is_some());
        }
        // What is to come has no day but its own; what has not happened has not happened by the day of the report.
        if matches!(status, Status::Negated | Status::Forecast | Status::Planned | Status::Background) {
            event.when = event.when.filter(|w| w.text.is_some());
        }
        if status == Status::Negated {
            event.when = event.when.or_else(|| self.by_now());
        }
        let named = speaker.filter(|s| !s.source.text.is_empty());
        let source = named.map(|s| Source { side: self.side_of(&event, s.source.party.as_ref()), ..s.source.clone() });
        let marks = self.marks(view, found, spot, told, decided, speaker);
        let span = passage(view, found.trigger, &marks);
        let quote = span.of(view.text).to_owned();
        let mut trace = vec![
            step("rule", format!("{}: {}", found.frame.name, found.frame.why)),
            step("place", spot.map_or("the sentence names no place".to_owned(), |s| s.how.clone())),
            step("when", told.how.clone()),
            step("status", why),
        ];
        trace.extend(self.party_trace(found, &event, guess.map(|(_, why)| why)));
        let mut claim = Claim {
            id: String::new(),
            report: self.report.id.clone(),
            span,
            sentence: view.sentence.span,
            quote,
            says: Says::Event(event),
            status,
            source: source.map(Into::into),
            rule: found.frame.name.clone(),
            headline: kind == BlockKind::Headline,
            caption: kind == BlockKind::Caption,
            marks,
            trace,
        };
        claim.id = identity(&claim, &self.report.text_sha256);
        claim
    }

    fn event(&self, view: View, found: &Match, spot: &Spot, told: &Found, guess: Option<&PartyRef>) -> Event {
        let frame = found.frame;
        let mut actor = found.actor.as_ref().map(|(_, p)| p.clone());
        let mut target = found.target.as_ref().map(|(_, p)| p.clone());
        let mut kind = self.kind(view, found, actor.as_ref());
        // "has been in rebel hands since 2022": a state of long standing is no change.
        let standing = told.when.as_ref().zip(self.published.days).is_some_and(|(w, r)| {
            r.from.checked_sub(30.days()).is_ok_and(|limit| w.days.from < limit && w.days.to >= limit)
        });
        if found.frame.says == EventKind::Hold && standing {
            kind = EventKind::Hold;
        }
        if target.as_ref().zip(actor.as_ref()).is_some_and(|(t, a)| t.side() == a.side()) {
            target = None;
        }
        match kind {
            EventKind::Takeover | EventKind::Siege | EventKind::Advance if actor.is_none() => actor = guess.cloned(),
            EventKind::Hold if actor.is_none() && frame.actor.is_empty() => actor = self.defender(&spot.place.country),
            EventKind::Hold if actor.is_none() && frame.name == "place-is-holdout" => {
                actor = self.defender(&spot.place.country)
            }
            _ => {}
        }
        if target.is_none()
            && let Some(a) = &actor
        {
            target = self.opposed(view, found, kind, a);
        }
        let extent = if spot.partial { Extent::Partial } else { frame.extent };
        Event {
            kind,
            actor,
            target,
            place: Some(spot.place.clone()),
            extent,
            manner: self.manner(view, found),
            when: told.when.clone(),
        }
    }

    /// A state of holding by the side that attacks is the result of a takeover, unless it "still" holds.
    fn kind(&self, view: View, found: &Match, actor: Option<&PartyRef>) -> EventKind {
        let frame = found.frame;
        if frame.says != EventKind::Hold || !frame.result {
            return frame.says;
        }
        let clause = view.clause(found.trigger);
        let lasting = (0..view.len()).any(|i| {
            matches!(
                view.lower(i).as_str(),
                "still"
                    | "remain"
                    | "remains"
                    | "remained"
                    | "remaining"
                    | "continue"
                    | "continues"
                    | "retain"
                    | "retains"
                    | "keep"
                    | "keeps"
                    | "kept"
                    | "defend"
                    | "defending"
                    | "defended"
                    | "stay"
                    | "stays"
                    | "beyond"
                    | "only"
                    | "last"
                    | "few"
            ) && view.sentence.dominates(clause, i)
        });
        let home = spots_country(found);
        let attacks = actor
            .is_some_and(|a| a.side() != format!("state:{}", self.cast.state) && a.side() != format!("state:{home}"));
        // Where only the other side takes places, who holds one has kept it.
        let since = view.children(found.trigger).any(|c| view.case(c) == "since");
        let keeps = !since && !self.captors.is_empty() && actor.is_some_and(|a| !self.captors.contains(&a.side()));
        if attacks
            && !lasting
            && !keeps
            && !matches!(view.lemma(found.trigger).as_str(), "defend" | "protect" | "guard")
        {
            EventKind::Takeover
        } else {
            EventKind::Hold
        }
    }

    fn manner(&self, view: View, found: &Match) -> Option<Manner> {
        if found.frame.says != EventKind::Takeover {
            return None;
        }
        // "A day after they walked unopposed into Sake": how they took another place.
        let elsewhere = |i: usize| {
            let clause = view.clause(i);
            let theirs = view.child(clause, SUBJECTS).is_some_and(|s| view.token(s).upos == Upos::Pron);
            let apart = clause != view.clause(found.trigger) && !view.sentence.dominates(clause, found.trigger);
            apart && theirs && view.relation(clause) == Relation::Advcl
        };
        let has = |words: &[&str]| (0..view.len()).any(|i| words.contains(&view.lemma(i).as_str()) && !elsewhere(i));
        let peaceful = has(&[
            "resistance",
            "shot",
            "unopposed",
            "peacefully",
            "negotiate",
            "negotiation",
            "elder",
            "mediate",
            "bloodless",
            "bullet",
        ]) && !has(&["fierce", "heavy"]);
        found.frame.manner.or_else(|| {
            if peaceful {
                Some(Manner::HandedOver)
            } else if has(&["abandon", "flee", "evacuate", "desert"]) {
                Some(Manner::Abandoned)
            } else if has(&["fighting", "clash", "battle", "storm", "assault", "fierce", "overrun"]) {
                Some(Manner::Fighting)
            } else {
                None
            }
        })
    }

    /// The side that fights this one, as far as the report tells.
    fn opponent(&self, party: &PartyRef) -> Option<PartyRef> {
        self.cast.opponent(party, &self.brain.parties)
    }

    fn defender(&self, country: &str) -> Option<PartyRef> {
        let iso = if country.is_empty() { &self.cast.state } else { country };
        (!iso.is_empty()).then(|| forces(iso, "", &self.brain.parties))
    }

    #[allow(clippy::too_many_arguments)]
    fn status(
        &self,
        view: View,
        event: &Event,
        found: &Match,
        told: &Found,
        decided: &Decided,
        speaker: Option<&Speaker>,
    ) -> (Status, String) {
        if decided.status == Status::Negated
            && !decided.is_reports_own()
            && let Some(party) = speaker.and_then(|s| s.source.party.as_ref())
        {
            let ground = matches!(
                event.kind,
                EventKind::Takeover | EventKind::Withdrawal | EventKind::Surrender | EventKind::Siege
            );
            let interested = event.target.as_ref().is_some_and(|t| t.side() == party.side());
            if interested || ground {
                return (Status::Denied, format!("{}; {} says so", decided.why, party.name));
            }
        }
        if matches!(decided.status, Status::Denied | Status::Negated) {
            return (decided.status, decided.why.clone());
        }
        if told.long_ago || event.when.as_ref().is_some_and(|w| is_history(w, self.published)) {
            return (Status::Background, "it lies more than half a year before the report".to_owned());
        }
        if decided.status == Status::Forecast && is_resolved_upon(view, event, decided, speaker) {
            return (Status::Planned, "who would do it says that it will be done".to_owned());
        }
        if decided.status != Status::Asserted {
            return (decided.status, decided.why.clone());
        }
        if event.when.as_ref().is_some_and(|w| self.lies_ahead(w)) {
            return (Status::Planned, "its day comes after the report's".to_owned());
        }
        if found.frame.result && is_held_until(view, found.trigger) {
            return (Status::Background, "it was so until something ended it".to_owned());
        }
        if found.frame.result && speaker.is_none() && is_pluperfect(view, found.trigger) {
            return (Status::Background, "it is told as having been so before, not as being so".to_owned());
        }
        if let Some(status) = found.frame.status {
            return (status, "the word itself keeps its distance".to_owned());
        }
        let Some(speaker) = speaker else { return (Status::Asserted, decided.why.clone()) };
        if speaker.doubtful {
            return (Status::Claimed, format!("“{}” rests on an unproved word", speaker.source.verb));
        }
        match self.side_of(event, speaker.source.party.as_ref()) {
            SideOfSource::Gains => {
                (Status::Claimed, format!("{} speaks for the side that gains by it", speaker.source.text))
            }
            SideOfSource::Loses => {
                (Status::Asserted, format!("{} speaks for the side that loses by it", speaker.source.text))
            }
            SideOfSource::Neither => (Status::Asserted, format!("{} gains nothing by saying so", speaker.source.text)),
        }
    }

    /// Whether days that the report names lie wholly after its own.
    fn lies_ahead(&self, when: &When) -> bool {
        let known = self.published.days.filter(|_| when.text.is_some());
        known.is_some_and(|report| when.days.from > report.to)
    }

    fn side_of(&self, event: &Event, speaker: Option<&PartyRef>) -> SideOfSource {
        if event.kind.is_about_control() {
            return side_of(event, speaker);
        }
        let enemy = event.actor.as_ref().and_then(|a| self.opponent(a));
        happenings::side_of(event, speaker, enemy.as_ref())
    }

    fn marks(
        &self,
        view: View,
        found: &Match,
        spot: Option<&Spot>,
        told: &Found,
        decided: &Decided,
        speaker: Option<&Speaker>,
    ) -> Vec<Mark> {
        let mut marks = vec![mark(view, found.trigger, Role::Trigger)];
        if let Some(spot) = spot.filter(|s| s.word < view.len()) {
            marks.push(Mark { span: name_span(view, spot.word), role: Role::Place });
        }
        marks.extend(found.actor.iter().map(|(w, _)| mark(view, *w, Role::Actor)));
        marks.extend(found.target.iter().map(|(w, _)| mark(view, *w, Role::Target)));
        marks.extend(told.words.map(|(a, b)| Mark { span: view.span(a, b), role: Role::When }));
        marks.extend(decided.cue.map(|c| mark(view, c, Role::Cue)));
        let scope = decided.cue.and_then(|c| super::scope::scope(view, found.trigger, c));
        marks.extend(scope.map(|(a, b)| Mark { span: view.span(a, b), role: Role::Scope }));
        marks.extend(speaker.and_then(|s| s.head).map(|h| mark(view, h, Role::Source)));
        marks.sort();
        marks.dedup();
        marks
    }

    fn party_trace(&self, found: &Match, event: &Event, why: Option<&str>) -> Vec<TraceStep> {
        if event.actor.is_none() && event.kind == EventKind::Takeover {
            let how = match found.somebody {
                Some(_) => "somebody is named here who is no side that is known",
                None => "not named here, and the report does not tell which side it was",
            };
            return vec![step("actor", how.to_owned())];
        }
        let told = |role: &str, given: Option<&(usize, PartyRef)>, party: &Option<PartyRef>| {
            let party = party.as_ref()?;
            Some(match (given, why.filter(|_| role == "actor")) {
                (Some((_, p)), _) => step(role, format!("“{}” is {}", p.text, party.name)),
                (None, Some(why)) => step(role, format!("not named here; {}: {why}", party.name)),
                (None, None) => step(role, format!("not named here; {} by who fights whom in the report", party.name)),
            })
        };
        [told("actor", found.actor.as_ref(), &event.actor), told("target", found.target.as_ref(), &event.target)]
            .into_iter()
            .flatten()
            .collect()
    }

    /// "Kyiv denied it", "the ministry disputed the picture": the change told just before is denied.
    fn rebuttal(&self, view: View, kind: BlockKind, here: &[Claim]) -> Option<Claim> {
        let denial = rebuttal::denial(view, &self.brain.rules.cues)?;
        let told = rebuttal::told(view, &denial, here, &self.claims)?;
        let parties = self.parties();
        let own = |denier: usize| {
            let party = super::attribution::speaker_party(view, denier, &parties)?;
            let (text, verb) = (super::attribution::phrase(view, denier), view.word(denial.word).to_owned());
            let side = told.event().map(|e| self.side_of(e, Some(&party))).unwrap_or_default();
            Some(Source { text, party: Some(party), verb, side, ..Source::default() })
        };
        let source = match denial.denier {
            Some(denier) => Some(own(denier)?),
            None => self.quoted.as_ref().map(|s| s.source.clone()),
        };
        let says = denial.denier.unwrap_or(denial.what);
        let span = view.span(says.min(denial.word), says.max(denial.word));
        let mut marks = vec![mark(view, denial.word, Role::Cue), mark(view, denial.word, Role::Trigger)];
        marks.extend(denial.denier.map(|d| mark(view, d, Role::Source)));
        let mut claim = Claim {
            span,
            sentence: view.sentence.span,
            quote: span.of(view.text).to_owned(),
            status: if source.is_some() { Status::Denied } else { Status::Negated },
            source: source.map(Into::into),
            rule: "rebuttal".to_owned(),
            headline: kind == BlockKind::Headline,
            caption: kind == BlockKind::Caption,
            marks,
            trace: vec![step("rule", "rebuttal: what was told just before is denied as a whole".to_owned())],
            ..told.clone()
        };
        claim.marks.sort();
        claim.id = identity(&claim, &self.report.text_sha256);
        Some(claim)
    }

    /// Who says what a trigger tells.
    fn source(&self, number: usize, view: View, trigger: usize) -> Option<Speaker> {
        let (cues, parties) = (&self.brain.rules.cues, self.parties());
        let covering = self.speeches[number].iter().filter(|s| s.covers(trigger) && s.word != trigger);
        let innermost = covering.min_by_key(|s| s.content.1 - s.content.0);
        let found =
            innermost.map(|s| Speaker::of(view, s, &parties)).or_else(|| speaker(view, trigger, cues, &parties));
        match found {
            Some(found) => Some(self.known(found, number, view)),
            None => self.quoted.clone(),
        }
    }

    /// A speaker with what the report told of him before; "he" without more is the voice that the sentence is in.
    fn known(&self, speaker: Speaker, number: usize, view: View) -> Speaker {
        let person = speaker.head.and_then(|h| self.persons.resolve(view, h, number));
        let mut known = speaker.known(person);
        let pronoun = matches!(known.source.text.to_lowercase().as_str(), "he" | "she" | "we" | "they");
        if known.source.party.is_none() && pronoun {
            known.source.party.clone_from(&self.voice);
        }
        let group = known.source.party.as_ref().filter(|p| p.id.starts_with("group:") || p.id.starts_with("name:"));
        if known.source.name.is_none() && (pronoun || known.source.text.to_lowercase().starts_with("the ")) {
            known.source.name = group.map(|p| p.name.clone());
        }
        known
    }

    /// Who speaks in the quotation that a sentence stands in.
    fn quoting(&self, number: usize, quoted: Option<Quoted>, views: &[View]) -> Option<Speaker> {
        match quoted? {
            Quoted::By(at) => {
                let speech = self.speeches[at].iter().max_by_key(|s| (s.direct, s.word))?;
                let found = self.known(Speaker::of(views[at], speech, &self.parties()), number.max(at), views[at]);
                // The words stand in another sentence than the claim, so they are not marked there.
                Some(Speaker { head: None, ..found })
            }
            Quoted::GoesOn => {
                let (speaker, at) = self.last_speaker.clone()?;
                (number <= at + 3).then_some(Speaker { head: None, ..speaker })
            }
        }
    }

    /// Finds whose voice the sentence is in: its own speaker, or the one of the quotation it stands in.
    fn hear(&mut self, number: usize, view: View) {
        let mut persons = std::mem::take(&mut self.persons);
        persons.meet(view, number, &self.speeches[number], &self.parties());
        for (name, party) in persons.sides() {
            self.cast.people.entry(name).or_insert(party);
        }
        self.persons = persons;
        let own = self.speeches[number].last().map(|s| Speaker::of(view, s, &self.parties()));
        let said = own.map(|s| self.known(s, number, view)).or_else(|| self.quoted.clone());
        self.voice = said.as_ref().and_then(|s| s.source.party.clone());
        if let Some(said) = said {
            self.last_speaker = Some((said, number));
        }
    }

    /// What is said in a sentence, as claims of its own.
    fn statements(&self, number: usize, kind: BlockKind, view: View) -> Vec<Claim> {
        let parties = self.parties();
        let own = &self.speeches[number];
        let mut made: Vec<Claim> = own
            .iter()
            .map(|s| statement::statement(view, s, &self.known(Speaker::of(view, s, &parties), number, view)))
            .collect();
        if own.is_empty() {
            made.extend(self.quoted.as_ref().and_then(|s| statement::quoted(view, s)));
        }
        for claim in &mut made {
            claim.report.clone_from(&self.report.id);
            claim.headline = kind == BlockKind::Headline;
            claim.caption = kind == BlockKind::Caption;
            claim.id = identity(claim, &self.report.text_sha256);
        }
        made.dedup_by(|a, b| a.id == b.id);
        made
    }

    /// Notes the side of persons who are introduced with it: "Taliban spokesman Zabihullah Mujahid".
    fn learn_people(&mut self, view: View) {
        let learned = learn(view, &self.parties());
        for (name, party) in learned {
            self.cast.people.entry(name).or_insert(party);
        }
    }

    /// What the next sentence may refer back to.
    fn remember(&mut self, number: usize, before: usize, kind: BlockKind, view: View, mentions: &[PlaceMention]) {
        let desk = salience::Desk { view, mentions, geography: self.geography, brain: self.brain, kind };
        salience::note_mentions(&mut self.memory, &desk);
        // What else happens neither moves the scene nor says who "they" are.
        let about_control = |c: &&Claim| c.event_kind().is_some_and(EventKind::is_about_control);
        let new: Vec<&Claim> = self.claims[before..].iter().filter(about_control).collect();
        salience::note_changes(&mut self.memory, view, mentions, &new);
        // The narrative stands at a day rather than in the weeks that a siege has lasted, and what is to come is told
        // from where the story stands.
        let length =
            |c: &&&Claim| c.when().map(|w| (w.days.from.until(w.days.to).map_or(0, |l| l.get_days()) > 6) as u8);
        let comes = |c: &&&Claim| matches!(c.status, Status::Forecast | Status::Planned);
        let dated = |c: &&&Claim| c.when().is_some_and(|w| w.text.is_some());
        if let Some(dated) = new.iter().filter(|c| dated(c) && !comes(c)).min_by_key(length) {
            let history = dated.status == Status::Background;
            self.narrative = Narrative { days: dated.when().map(|w| w.days), sentence: number, history };
        }
        self.previous
            .extend(new.iter().filter(|c| c.status.is_current()).filter_map(|c| Some((c.event_kind()?, number))));
        let spoken = new.iter().find_map(|c| c.actor().cloned());
        let subject = {
            let parties = self.parties();
            let root = view.sentence.root();
            let speaks = root.is_some_and(|r| self.brain.rules.cues.reports(&view.lemma(r)));
            // Who speaks is not who "they" are; who acts in what is said is.
            let acts = root.filter(|_| !speaks).or_else(|| root.and_then(|r| view.child(r, &[Relation::Ccomp])));
            acts.and_then(|r| view.subject(r))
                .filter(|&s| view.token(s).upos != Upos::Pron)
                .and_then(|s| parties.of(view, s))
        };
        if let Some(party) = subject.or(spoken) {
            self.last_party = Some(party);
        }
        for named in named_in(view, &self.cast.state, &self.brain.parties, &self.cast.roster) {
            self.recent.retain(|p| p.id != named.party.id);
            self.recent.insert(0, named.party);
        }
    }
}

/// "We will take it", "Denmark will shut its embassy": what is in the actor's own power, and said to be going to
/// happen, is a plan and no prediction.
fn is_resolved_upon(view: View, event: &Event, decided: &Decided, speaker: Option<&Speaker>) -> bool {
    use EventKind::{Aid, Closure, Deployment, Evacuation, Protest, Release, Talks, Withdrawal};
    let will = decided.cue.is_some_and(|c| {
        matches!(view.lower(c).as_str(), "will" | "would" | "shall" | "must" | "'ll" | "’ll" | "'d" | "’d" | "wo")
    });
    let own = matches!(event.kind, Withdrawal | Deployment | Evacuation | Closure | Talks | Aid | Release | Protest);
    let party = speaker.and_then(|s| s.source.party.as_ref());
    let speaks = party.is_some_and(|p| event.actor.as_ref().is_some_and(|a| a.side() == p.side()));
    will && (own || speaks)
}

/// The places of a match, or once nothing for an event that needs none.
fn spots_or_none<'m>(found: &'m Match) -> Vec<Option<&'m Spot>> {
    // Whoever yields or leaves does so wherever he is; who gains a place gains nothing without one.
    let free = matches!(found.frame.says, EventKind::Surrender | EventKind::Withdrawal) && found.actor.is_some();
    let placeless = found.spots.is_empty() && (free || !found.frame.says.is_about_control());
    if placeless { vec![None] } else { found.spots.iter().map(Some).collect() }
}

/// The country that the match's place lies in; empty when unknown.
fn spots_country(found: &Match) -> String {
    found.spots.first().map(|s| s.place.country.clone()).unwrap_or_default()
}

fn side_of(event: &Event, speaker: Option<&PartyRef>) -> SideOfSource {
    let Some(speaker) = speaker.map(PartyRef::side) else { return SideOfSource::Neither };
    let is = |p: &Option<PartyRef>| p.as_ref().is_some_and(|p| p.side() == speaker);
    let (gains, loses) = match event.kind {
        EventKind::Withdrawal | EventKind::Surrender => (is(&event.target), is(&event.actor)),
        _ => (is(&event.actor), is(&event.target)),
    };
    match (gains, loses) {
        (true, _) => SideOfSource::Gains,
        (_, true) => SideOfSource::Loses,
        _ => SideOfSource::Neither,
    }
}
