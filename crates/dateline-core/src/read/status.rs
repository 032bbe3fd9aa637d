//! How far a claim may be relied on: negation, denial, plans, fears, conditions, hearsay.
//!
//! The walk goes from the trigger word to the root of the sentence and asks at every step whether the
//! word above, the auxiliaries, the conjunction or an adverb takes the clause out of fact. Factuality
//! follows Saurí and Pustejovsky (2009, FactBank): the source's commitment is projected downwards from
//! the governing predicate. Denials are worse than plans, plans worse than forecasts.

mod ahead;
mod taken_back;

use super::unreal;
use super::view::{SUBJECTS, View};
use crate::model::Status;
use crate::rulebook::{Cues, StatusCue};
use dateline_tree::{Relation, Upos, Xpos};
pub use taken_back::{is_left_open, is_of_correction, takes_back_a_word};

/// A decided status with the word that decided it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decided {
    /// The status.
    pub status: Status,
    /// The deciding word.
    pub cue: Option<usize>,
    /// Why, as a clause: "it is intended, ordered or agreed, not done".
    pub why: String,
}

impl Decided {
    fn fact() -> Decided {
        Decided { status: Status::Asserted, cue: None, why: "nothing in the sentence takes it back".into() }
    }
    fn by(cue: &StatusCue, word: usize) -> Decided {
        Decided { status: cue.status, cue: Some(word), why: cue.why.clone() }
    }
    /// Whether it is the report that decides, whoever is quoted.
    pub(super) fn is_reports_own(&self) -> bool {
        self.why == TAKEN_BACK
    }
    pub(super) fn of(status: Status, word: usize, why: &str) -> Decided {
        Decided { status, cue: Some(word), why: why.to_owned() }
    }
}

/// The status that the grammar around a trigger word gives its event.
pub fn decide(view: View, trigger: usize, cues: &Cues) -> Decided {
    let walk = Walk { view, cues };
    let decided = walk
        .up(trigger)
        .or_else(|| walk.aimed_at(trigger))
        .or_else(|| walk.phrase(trigger))
        .or_else(|| walk.question(trigger));
    let decided = worse(decided, walk.in_sight(trigger)).unwrap_or_else(Decided::fact);
    match condition(view, trigger).filter(|_| decided.status == Status::Negated) {
        Some(word) => Decided::of(Status::Forecast, word, "it stands in a condition"),
        None => decided,
    }
}

/// "unless they stop shelling", "had the troops not arrived": what a condition negates did not therefore fail to happen.
fn condition(view: View, trigger: usize) -> Option<usize> {
    let clauses = std::iter::once(trigger).chain(view.ancestors(trigger));
    clauses.filter(|&c| view.relation(c) == Relation::Advcl).find_map(|clause| {
        let mark = view.children(clause).find(|&m| matches!(view.lower(m).as_str(), "if" | "unless"));
        let subject = view.child(clause, SUBJECTS);
        let inverted = view.children(clause).find(|&a| {
            view.relation(a).base() == "aux"
                && matches!(view.lower(a).as_str(), "had" | "should" | "were")
                && subject.is_some_and(|s| a < s)
        });
        // A parser's slip: the auxiliary heads the clause.
        let slip = view.lower(clause) == "had" && subject.is_none() && view.relation(clause) == Relation::Advcl;
        mark.or(inverted).or(slip.then_some(clause))
    })
}

struct Walk<'a> {
    view: View<'a>,
    cues: &'a Cues,
}

impl Walk<'_> {
    fn up(&self, trigger: usize) -> Option<Decided> {
        let mut at = trigger;
        let mut decided: Option<Decided> = None;
        for _ in 0..self.view.len().min(24) {
            decided = worse(decided, self.at_word(at));
            if at != trigger {
                decided = worse(decided, self.hearsay(at));
            }
            let Some(head) = self.view.head(at) else { break };
            match self.step(at, head) {
                Step::Decide(d) => return worse(decided, Some(d)),
                Step::Stop => break,
                Step::On => at = head,
            }
        }
        decided
    }

    /// What stands directly at a word: negation, modals, conjunctions, adverbs.
    fn at_word(&self, at: usize) -> Option<Decided> {
        self.negation(at)
            .or_else(|| self.awaited(at))
            .or_else(|| unreal::unreal(self.view, at))
            .or_else(|| self.modal(at))
            .or_else(|| self.mark(at))
            .or_else(|| self.adverb(at))
            .or_else(|| self.described(at))
            .or_else(|| self.arranged(at))
    }

    fn negation(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        let not = view.children(at).find(|&c| {
            let negative =
                matches!(view.lower(c).as_str(), "not" | "n't" | "n’t" | "never" | "neither" | "nor" | "nowhere");
            negative && matches!(view.relation(c), Relation::Advmod | Relation::Cc | Relation::CcPreconj)
        });
        if let Some(word) = not {
            // "not only X but Y" asserts both.
            let only = word + 1 < view.len() && view.lower(word + 1) == "only";
            return (!only).then(|| Decided::of(Status::Negated, word, "the sentence negates it"));
        }
        if let Some(nobody) = view.child(at, SUBJECTS).filter(|&s| self.is_nobody(s)) {
            return Some(Decided::of(Status::Negated, nobody, "it is said of nobody"));
        }
        // "Surrendered by nobody".
        if let Some(nobody) = view.agent(at).filter(|&s| view.is_passive(at) && self.is_nobody(s)) {
            return Some(Decided::of(Status::Negated, nobody, "it is said of nobody"));
        }
        let longer = view.children(at).find(|&c| c > 0 && view.lower(c) == "longer" && view.lower(c - 1) == "no");
        let neither =
            view.child(at, &[Relation::Obj]).and_then(|o| view.children(o).find(|&c| view.lower(c) == "neither"));
        if let Some(word) = longer.or(neither) {
            return Some(Decided::of(Status::Negated, word, "the sentence negates it"));
        }
        let no = view.children(at).find(|&c| view.relation(c) == Relation::Det && view.lower(c) == "no");
        let without = view
            .children(at)
            .find(|&c| matches!(view.relation(c), Relation::Case | Relation::Mark) && view.lower(c) == "without");
        no.or(without).map(|word| Decided::of(Status::Negated, word, "the sentence negates it"))
    }

    /// "Nobody", "none of the rebels", "neither side", "no rebels".
    fn is_nobody(&self, noun: usize) -> bool {
        let view = self.view;
        let none = |i: usize| matches!(view.lower(i).as_str(), "nobody" | "none" | "no-one" | "neither" | "nothing");
        let few = view.lower(noun) == "few" && view.child(noun, &[Relation::Det]).is_none();
        few || none(noun)
            || view.children(noun).any(|c| view.relation(c) == Relation::Det && (none(c) || view.lower(c) == "no"))
    }

    /// "The expected capture", "a planned withdrawal": what stands before a noun takes it out of fact.
    fn described(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        if !matches!(view.token(at).upos, Upos::Noun | Upos::Propn) {
            return None;
        }
        let before =
            view.children(at).filter(|&c| c < at && matches!(view.relation(c), Relation::Amod | Relation::Compound));
        before.into_iter().find_map(|c| {
            let cue = self.cues.governor.get(&view.lower(c)).or_else(|| self.cues.governor.get(&view.lemma(c)))?;
            Some(Decided::by(cue, c))
        })
    }

    /// "The goal is the capture of Goma": the subject says that the noun is not yet fact.
    fn aimed_at(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        view.child(at, &[Relation::Cop])?;
        let subject = view.child(at, SUBJECTS)?;
        let cue =
            self.cues.governor.get(&view.lemma(subject)).or_else(|| self.cues.infinitive.get(&view.lemma(subject)))?;
        Some(Decided::by(cue, subject))
    }

    /// "Reports that it fell", "the claim that it fell was premature": hearsay, or what became of it.
    fn hearsay(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        if view.token(at).upos != Upos::Noun || !HEARSAY.contains(&view.lemma(at).as_str()) {
            return None;
        }
        let above = view.head(at).filter(|_| matches!(view.relation(at), Relation::Nsubj | Relation::NsubjPass));
        let below = view
            .children(at)
            .filter(|&c| c > at && matches!(view.relation(c), Relation::Ccomp | Relation::Conj | Relation::Parataxis));
        // The parser may set the verdict beside the noun.
        let beside = view.children(at).filter(|&c| {
            c > at
                && matches!(view.relation(c), Relation::Appos | Relation::Acl)
                && view.child(c, &[Relation::Cop]).is_some()
        });
        for verdict in above.into_iter().chain(below).chain(beside) {
            let words =
                std::iter::once(verdict).chain(view.children(verdict).filter(|&c| view.relation(c) == Relation::Xcomp));
            for word in words {
                let cue = self.cues.governor.get(&view.lemma(word));
                if let Some(cue) = cue.filter(|c| matches!(c.status, Status::Denied | Status::Negated)) {
                    return Some(Decided::by(cue, word));
                }
            }
        }
        Some(Decided::of(Status::Claimed, at, "it rests on hearsay or on somebody's unproved word"))
    }

    /// A phrase that ends right before the word: "on the verge of", "far from".
    fn phrase(&self, trigger: usize) -> Option<Decided> {
        let view = self.view;
        let passing =
            |i: usize| matches!(view.token(i).upos, Upos::Det | Upos::Adj | Upos::Aux | Upos::Adv | Upos::Pron);
        let mut end = trigger;
        while end > 0 {
            for length in (1..=4).filter(|&n| n <= end) {
                let words: Vec<String> = (end - length..end).map(|i| view.lower(i)).collect();
                if let Some(cue) = self.cues.phrase.get(&words.join(" ")) {
                    return Some(Decided::by(cue, end - 1));
                }
            }
            if trigger - end >= 3 || !passing(end - 1) {
                return None;
            }
            end -= 1;
        }
        None
    }

    fn adverb(&self, at: usize) -> Option<Decided> {
        let view = self.view;
        let children = view.children(at).filter(|&c| view.relation(c) == Relation::Advmod);
        // "flags were soon seen": told in the past it came true.
        let past = view.token(at).xpos == Xpos::Vbd
            || view.children(at).any(|c| {
                matches!(view.relation(c), Relation::Aux | Relation::AuxPass | Relation::Cop)
                    && view.token(c).xpos == Xpos::Vbd
            });
        // "Had reported it a day too soon".
        let hasty = |c: &usize| {
            matches!(view.lower(*c).as_str(), "soon" | "early") && view.children(*c).any(|d| view.lower(d) == "too")
        };
        if self.cues.reports(&view.lemma(at))
            && let Some(word) = view.children(at).find(hasty)
        {
            return Some(Decided::of(Status::Negated, word, "it was reported before it was so"));
        }
        let settled = |c: usize| past && matches!(view.lower(c).as_str(), "soon" | "eventually" | "inevitably");
        children
            .into_iter()
            .filter(|&c| !settled(c))
            .find_map(|c| Some(Decided::by(self.cues.adverb.get(&view.lower(c))?, c)))
    }

    /// What the step from a word to its governor does.
    fn step(&self, at: usize, head: usize) -> Step {
        let view = self.view;
        let nominal =
            !matches!(view.token(at).upos, Upos::Verb | Upos::Aux) && view.child(at, &[Relation::Cop]).is_none();
        let governor = view.verb_with_particle(head);
        let cue = self.cues.governor.get(&governor).or_else(|| self.cues.governor.get(&view.lemma(head)));
        match view.relation(at) {
            Relation::Ccomp | Relation::Xcomp | Relation::Csubj | Relation::CsubjPass => self.complement(at, head, cue),
            Relation::Acl | Relation::AclRelcl if self.put_about(head).is_some() => {
                self.put_about(head).map_or(Step::On, Step::Decide)
            }
            Relation::Acl => self.noun_complement(at, head, cue),
            Relation::AclRelcl if self.is_last_time(head) => {
                Step::Decide(Decided::of(Status::Background, head, "it is told as the past, not as the present"))
            }
            Relation::AclRelcl if REPORTS.contains(&view.lemma(head).as_str()) => {
                cue.map_or(Step::On, |c| Step::Decide(Decided::by(c, head)))
            }
            Relation::Advcl => self.adverbial(at, head, cue),
            // What stands at the predicate is said of its copula.
            Relation::Cop => Step::On,
            Relation::Conj if self.is_bare_after_finite(at, head) => self.bare(at, head),
            Relation::Conj => {
                if nominal || self.shares_governor(at) {
                    Step::On
                } else {
                    Step::Stop
                }
            }
            Relation::Obj | Relation::NsubjPass if nominal => self.governed(head, cue),
            Relation::Nsubj if nominal => match cue.filter(|_| self.is_judgement(head)) {
                Some(cue) => Step::Decide(Decided::by(cue, head)),
                None => unreal::on_paper(self.view, head).map_or(Step::On, Step::Decide),
            },
            Relation::Nmod | Relation::NmodPoss | Relation::Compound | Relation::NmodDesc if nominal => {
                cue.map_or(Step::On, |c| Step::Decide(Decided::by(c, head)))
            }
            Relation::Obl if nominal => self.oblique(at, head, cue),
            _ => Step::Stop,
        }
    }

    /// "The last time the rebels captured Goma".
    fn is_last_time(&self, head: usize) -> bool {
        self.view.lemma(head) == "time"
            && self.view.children(head).any(|c| matches!(self.view.lower(c).as_str(), "last" | "previous"))
    }

    /// "plan to seize Goma, capture Bukavu": the parser hangs the bare verb on the finite one.
    fn is_bare_after_finite(&self, at: usize, head: usize) -> bool {
        let view = self.view;
        let finite = matches!(view.token(head).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vbg);
        let governs = view
            .children(head)
            .any(|c| matches!(view.relation(c), Relation::Xcomp | Relation::Ccomp | Relation::Advcl) && c < at);
        finite && governs && view.token(at).xpos == Xpos::Vb && !view.has_own_subject(at)
    }

    fn bare(&self, at: usize, head: usize) -> Step {
        let lemma = self.view.lemma(head);
        match self.cues.infinitive.get(&lemma).or_else(|| self.cues.governor.get(&lemma)) {
            Some(cue) => Step::Decide(Decided::by(cue, head)),
            None => {
                Step::Decide(Decided::of(Status::Forecast, at, "a bare verb tells what may come, not what has come"))
            }
        }
    }

    /// An adjective or noun that is said of an event and decides it: "were false", "is only a matter of time".
    fn is_judgement(&self, head: usize) -> bool {
        let view = self.view;
        let copula = view.child(head, &[Relation::Cop]).is_some();
        const NOUNS: &[&str] = &[
            "matter",
            "possibility",
            "prospect",
            "goal",
            "aim",
            "objective",
            "rumour",
            "rumor",
            "hoax",
            "question",
            "falsehood",
            "fabrication",
            "target",
            "priority",
        ];
        let fails = matches!(view.lemma(head).as_str(), "fail" | "loom" | "fizzle");
        fails || copula && (view.token(head).upos != Upos::Noun || NOUNS.contains(&view.lemma(head).as_str()))
    }

    fn complement(&self, at: usize, head: usize, cue: Option<&StatusCue>) -> Step {
        let view = self.view;
        let lemma = view.lemma(head);
        let infinitive = self.is_infinitive(at);
        if infinitive && self.completes_a_row(at) {
            return Step::On;
        }
        // "Capturing the port would cut the road": the gerund shares the modal.
        let gerund =
            view.token(at).xpos == Xpos::Vbg && matches!(view.relation(at), Relation::Csubj | Relation::CsubjPass);
        if gerund && let Some(modal) = self.modal(head) {
            return Step::Decide(modal);
        }
        if infinitive && let Some(cue) = self.cues.infinitive.get(&lemma) {
            return Step::Decide(Decided::by(cue, head));
        }
        if let Some(cue) = cue {
            // "fears that", "denied that"; but "agreed that" and "hoped" only with an infinitive is a plan.
            let plan_only = cue.status == Status::Planned
                && !infinitive
                && view.relation(at) != Relation::Xcomp
                && !JUSSIVE.contains(&lemma.as_str());
            // "Called it conquered": what it is said to be, and not what is called for.
            let named = lemma == "call" && !infinitive && matches!(view.token(at).xpos, Xpos::Vbn | Xpos::Jj);
            if named {
                return Step::Decide(Decided::of(Status::Claimed, head, "it is called so"));
            }
            if !plan_only {
                return Step::Decide(self.under_negation(head, Decided::by(cue, head)));
            }
        }
        if self.cues.reports(&lemma) || lemma == "give" {
            if let Some(word) = self.was_wrong_to(head) {
                return Step::Decide(Decided::of(Status::Negated, word, "a correction withdraws it"));
            }
            if self.is_corrected(head) {
                return Step::Decide(Decided::of(Status::Negated, head, "a correction withdraws it"));
            }
            if let Some(word) = self.withdrawn_after(at, head) {
                return Step::Decide(Decided::of(Status::Negated, word, "who said so took it back"));
            }
            if let Some(wrong) = self.adverb(head).filter(|d| matches!(d.status, Status::Denied | Status::Negated)) {
                return Step::Decide(wrong);
            }
            if let Some(word) = self.unconfirmed(head) {
                return Step::Decide(Decided::of(Status::Claimed, word, "nobody is told to have confirmed it"));
            }
            // "Nobody can say that it was ever ours".
            let ever = view.children(at).find(|&c| view.lower(c) == "ever");
            return match self.negation(head) {
                Some(d) if ever.is_some() => Step::Decide(d),
                Some(d) => Step::Decide(Decided {
                    status: Status::Claimed,
                    why: "nobody is told to have confirmed it".into(),
                    ..d
                }),
                None => Step::Stop,
            };
        }
        if infinitive
            && !self.cues.factual.contains(&lemma)
            && !self.cues.factual.contains(&view.verb_with_particle(head))
            && view.relation(at) == Relation::Xcomp
        {
            let causes = matches!(
                lemma.as_str(),
                "force"
                    | "cause"
                    | "lead"
                    | "cost"
                    | "push"
                    | "compel"
                    | "enable"
                    | "allow"
                    | "say"
                    | "know"
                    | "report"
            );
            if !causes {
                return Step::Decide(Decided::of(Status::Forecast, head, "it is only what somebody is about to do"));
            }
        }
        Step::On
    }

    /// "Unconfirmed reports said", "refused to confirm".
    fn unconfirmed(&self, head: usize) -> Option<usize> {
        let view = self.view;
        let loose = |c: &usize| {
            view.relation(*c) == Relation::Amod
                && [view.lower(*c), view.lemma(*c)]
                    .iter()
                    .any(|w| self.cues.governor.get(w).is_some_and(|cue| cue.status == Status::Claimed))
        };
        let amod = view.surface_subject(head).and_then(|s| view.children(s).find(loose));
        let refuses =
            |h: &usize| self.cues.infinitive.get(&view.lemma(*h)).is_some_and(|cue| cue.status == Status::Negated);
        amod.or_else(|| view.head(head).filter(|_| self.is_infinitive(head)).filter(refuses))
    }

    /// "denied that it had not fallen" is too tangled to call a fact; "did not deny" leaves it open.
    fn under_negation(&self, head: usize, decided: Decided) -> Decided {
        match self.negation(head) {
            Some(_) if decided.status == Status::Denied => Decided { status: Status::Claimed, ..decided },
            _ => decided,
        }
    }

    /// "became the eighth city to be captured": an infinitive after an ordinal tells what has happened.
    fn completes_a_row(&self, at: usize) -> bool {
        let view = self.view;
        let to = view.children(at).find(|&c| view.relation(c) == Relation::Mark && view.lower(c) == "to");
        let noun = to.and_then(|t| t.checked_sub(1));
        noun.is_some_and(|n| view.children(n).any(|c| is_ordinal(&view.lower(c)) || view.lower(c) == "only"))
    }

    fn noun_complement(&self, at: usize, head: usize, cue: Option<&StatusCue>) -> Step {
        let view = self.view;
        if !self.is_infinitive(at) {
            // A participle states a fact about its noun; "reports that", "fear that" govern their clause.
            let that = view.children(at).any(|c| {
                let conjunction = view.token(c).upos == Upos::Sconj && view.lower(c) == "that";
                conjunction || view.relation(c) == Relation::Mark && view.lower(c) != "to"
            });
            return match cue {
                Some(cue) if that => Step::Decide(Decided::by(cue, head)),
                _ => {
                    if that || REPORTS.contains(&view.lemma(head).as_str()) {
                        Step::On
                    } else {
                        Step::Stop
                    }
                }
            };
        }
        let ordinal = view.children(head).any(|c| {
            matches!(view.relation(c), Relation::Amod | Relation::Nummod | Relation::Det)
                && (is_ordinal(&view.lower(c)) || matches!(view.lower(c).as_str(), "latest" | "last" | "only" | "next"))
        }) || is_ordinal(&view.lower(head));
        // "The fourth of nine towns to be lost".
        let of_a_row = view.case(head) == "of" && view.head(head).is_some_and(|h| is_ordinal(&view.lower(h)));
        if ordinal || of_a_row {
            return Step::On;
        }
        if let Some(word) = self.turned_down(head) {
            return Step::Decide(Decided::of(Status::Negated, word, "what was offered, ordered or asked is refused"));
        }
        if let Some(cue) = self.cues.infinitive.get(&view.lemma(head)).or(cue) {
            return Step::Decide(Decided::by(cue, head));
        }
        Step::Decide(Decided::of(Status::Forecast, at, "an infinitive tells what may come, not what has come"))
    }

    /// "Turned down two offers to lay down arms": the verb above refuses what the noun would have led to.
    fn turned_down(&self, noun: usize) -> Option<usize> {
        let view = self.view;
        let verb = view.head(noun).filter(|_| matches!(view.relation(noun), Relation::Obj | Relation::NsubjPass))?;
        let cue = |word: &str| self.cues.governor.get(word).or_else(|| self.cues.infinitive.get(word));
        let found = cue(&view.verb_with_particle(verb)).or_else(|| cue(&view.lemma(verb)))?;
        matches!(found.status, Status::Denied | Status::Negated).then_some(verb)
    }

    fn adverbial(&self, at: usize, head: usize, cue: Option<&StatusCue>) -> Step {
        let view = self.view;
        if self.is_infinitive(at) {
            // "It was the fourth to be lost", which a parser may call a purpose.
            if is_ordinal(&view.lower(head)) && view.child(head, &[Relation::Cop]).is_some() {
                return Step::On;
            }
            if let Some(cue) = self.cues.infinitive.get(&view.lemma(head)).or(cue) {
                return Step::Decide(Decided::by(cue, head));
            }
            return Step::Decide(Decided::of(Status::Planned, at, "it is told as a purpose"));
        }
        // "Would not hear of the town having been given up".
        if view.lemma(head) == "hear"
            && let Some(not) = self.negation(head)
        {
            return Step::Decide(Decided { status: Status::Denied, ..not });
        }
        let preposed = view
            .children(at)
            .find(|&c| matches!(view.relation(c), Relation::Mark | Relation::Case))
            .map(|c| view.lower(c));
        let gerund = view.token(at).xpos == Xpos::Vbg && view.child(at, &[Relation::Aux]).is_none();
        if gerund && let Some(modal) = self.modal(head) {
            return Step::Decide(modal);
        }
        if preposed.as_deref() == Some("before")
            && let Some(cue) = cue.filter(|c| c.status == Status::Negated)
        {
            return Step::Decide(Decided::by(cue, head));
        }
        let toward =
            matches!(preposed.as_deref(), Some("from" | "at" | "in" | "on" | "of" | "to" | "with" | "against"));
        match cue {
            Some(cue) if toward => Step::Decide(Decided::by(cue, head)),
            _ => Step::Stop,
        }
    }

    fn governed(&self, head: usize, cue: Option<&StatusCue>) -> Step {
        if let Some(cue) = cue {
            return Step::Decide(self.under_negation(head, Decided::by(cue, head)));
        }
        if self.cues.reports(&self.view.lemma(head)) {
            // "Is expected to announce the capture".
            if let Some(cue) =
                self.view.head(head).filter(|_| self.is_infinitive(head)).and_then(|h| self.looks_ahead(h))
            {
                return Step::Decide(cue);
            }
            return match self.negation(head) {
                Some(d) => Step::Decide(Decided {
                    status: Status::Claimed,
                    why: "nobody is told to have confirmed it".into(),
                    ..d
                }),
                None => Step::Stop,
            };
        }
        Step::On
    }

    /// "Is expected to", "plans to": what is said later has not been said.
    fn looks_ahead(&self, verb: usize) -> Option<Decided> {
        let lemma = self.view.lemma(verb);
        let cue = self.cues.infinitive.get(&lemma).or_else(|| self.cues.governor.get(&lemma))?;
        matches!(cue.status, Status::Forecast | Status::Planned).then(|| Decided::by(cue, verb))
    }

    fn oblique(&self, at: usize, head: usize, cue: Option<&StatusCue>) -> Step {
        let case = self.view.case(at);
        // "Fears grow of the fall": the parser hangs the complement of the subject on the verb.
        if matches!(case.as_str(), "of" | "about" | "over")
            && let Some(subject) = self.view.child(head, SUBJECTS)
            && let Some(cue) = self.cues.governor.get(&self.view.lemma(subject))
        {
            return Step::Decide(Decided::by(cue, subject));
        }
        match (case.as_str(), cue) {
            (
                "after" | "since" | "following" | "with" | "by" | "amid" | "despite" | "because of" | "in" | "during",
                _,
            ) => Step::Stop,
            ("before" | "ahead of", _) => Step::Stop,
            (_, Some(cue)) => Step::Decide(Decided::by(cue, head)),
            _ => Step::On,
        }
    }

    fn shares_governor(&self, at: usize) -> bool {
        let view = self.view;
        !view.has_own_subject(at) && matches!(view.token(at).xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg)
    }

    fn is_infinitive(&self, at: usize) -> bool {
        let view = self.view;
        // "the third city to have fallen": a perfect infinitive tells what has happened.
        if view.children(at).any(|c| view.relation(c) == Relation::Aux && view.lower(c) == "have") {
            return false;
        }
        // "close to capturing": a gerund after a preposition.
        if view.token(at).xpos == Xpos::Vbg
            && view.child(at, &[Relation::Aux, Relation::AuxPass, Relation::Cop]).is_none()
        {
            return false;
        }
        if view.children(at).any(|c| view.relation(c) == Relation::Mark && view.lower(c) == "to") {
            return true;
        }
        // The second of two coordinated infinitives leaves out the "to".
        view.relation(at) == Relation::Conj
            && view.token(at).xpos == Xpos::Vb
            && view.head(at).is_some_and(|h| self.is_infinitive(h))
    }

    /// A safety net under the parser: a denial earlier in the sentence, or a modal just before the word, takes the
    /// claim out of fact even where the tree does not connect them. Silence is cheaper than a false capture.
    fn in_sight(&self, trigger: usize) -> Option<Decided> {
        let view = self.view;
        // "Reports on the internet that Hama had fallen were untrue".
        let said_false = |i: &usize| {
            matches!(
                view.lower(*i).as_str(),
                "untrue"
                    | "false"
                    | "baseless"
                    | "unfounded"
                    | "fake"
                    | "fabricated"
                    | "incorrect"
                    | "lies"
                    | "fabrication"
                    | "fabrications"
                    | "invention"
                    | "inventions"
                    | "propaganda"
                    | "nonsense"
            ) && view.child(*i, &[Relation::Cop]).is_some()
        };
        // "Reports that Hama had fallen were wrong".
        let account_wrong = |i: &usize| {
            let account = view.surface_subject(*i).is_some_and(|s| REPORTS.contains(&view.lemma(s).as_str()));
            // The parser may take "but reports that it fell were wrong" for a verb.
            let noted = (1..trigger).rev().find(|&j| view.lower(j) == "that").map(|j| j - 1);
            let noted = noted.is_some_and(|j| REPORTS.contains(&view.lemma(j).as_str()));
            (account || noted)
                && view.child(*i, &[Relation::Cop]).is_some()
                && matches!(view.lower(*i).as_str(), "wrong" | "mistaken" | "premature" | "inaccurate" | "exaggerated")
        };
        if let Some(word) = self.undone_behind(trigger) {
            return Some(Decided::of(Status::Negated, word, TAKEN_BACK));
        }
        if let Some(word) = self.did_not_stay(trigger) {
            return Some(Decided::of(Status::Background, word, "who took it did not stay"));
        }
        let said_false = |i: &usize| said_false(i) || account_wrong(i);
        let parted =
            |i: usize| (trigger..i).any(|j| matches!(view.lower(j).as_str(), "but" | ";" | "although" | "while"));
        if let Some(word) = (trigger + 1..view.len()).find(said_false).filter(|&i| !parted(i)) {
            return Some(Decided::of(Status::Denied, word, "the sentence calls it untrue"));
        }
        // "There is no truth in the tale that Hama has fallen".
        let truth = |i: &usize| matches!(view.lower(*i).as_str(), "truth" | "substance") && *i > 0;
        let none = |i: &usize| matches!(view.lower(*i - 1).as_str(), "no" | "little");
        let parted =
            |i: usize| (i..trigger).any(|j| matches!(view.lower(j).as_str(), "but" | ";" | "although" | "while"));
        if let Some(word) = (0..trigger).filter(truth).filter(none).find(|&i| !parted(i)) {
            return Some(Decided::of(Status::Denied, word, "the sentence calls it untrue"));
        }
        for i in (0..trigger).rev() {
            let word = view.lower(i);
            // "The story is a fabrication: the town is ours": behind the colon stands the answer.
            if matches!(word.as_str(), "but" | ";" | ":" | "however" | "although" | "while") {
                return None;
            }
            // "Denied that it had fallen, saying its men held it": the answer again.
            let answer =
                matches!(word.as_str(), "saying" | "adding" | "insisting" | "claiming" | "stating" | "maintaining");
            if answer && i > 0 && view.word(i - 1) == "," && view.sentence.dominates(i, trigger) {
                return None;
            }
            let verb = matches!(view.token(i).upos, Upos::Verb | Upos::Noun);
            if verb && let Some(cue) = self.cues.governor.get(&view.lemma(i)).filter(|c| c.status == Status::Denied) {
                return Some(Decided::by(cue, i));
            }
            // "wrongly reported to have fallen", whatever the parser hangs it on.
            let reports = |h: usize| h < trigger && self.cues.reports(&view.lemma(h));
            let undone = view.token(i).upos == Upos::Adv && view.head(i).is_some_and(reports);
            let wrong = |c: &&StatusCue| matches!(c.status, Status::Denied | Status::Negated);
            if undone && let Some(cue) = self.cues.adverb.get(&word).filter(wrong) {
                return Some(Decided::by(cue, i));
            }
            let near = trigger - i <= 3 && (i..trigger).all(|j| view.token(j).upos != Upos::Punct);
            let base = view.token(trigger).xpos == Xpos::Vb || trigger - i > 1 && view.lower(trigger - 1) == "be";
            if near
                && base
                && let Some(cue) = self.cues.modal.get(&word).filter(|_| view.token(i).upos == Upos::Aux)
            {
                return Some(Decided::by(cue, i));
            }
        }
        None
    }

    fn question(&self, trigger: usize) -> Option<Decided> {
        let last = self.view.len().checked_sub(1)?;
        let asked = (last.saturating_sub(1)..=last).find(|&i| self.view.word(i) == "?")?;
        (asked > trigger).then(|| Decided::of(Status::Forecast, asked, "it is asked, not told"))
    }
}

/// Nouns whose clause is what they report, not a property of them.
const REPORTS: &[&str] = &[
    "report",
    "claim",
    "rumour",
    "rumor",
    "suggestion",
    "news",
    "account",
    "assertion",
    "statement",
    "allegation",
    "word",
    "message",
    "announcement",
    "declaration",
];

/// Verbs whose "that" clause is what somebody wants, never what has happened.
const JUSSIVE: &[&str] = &["demand", "urge", "propose", "order", "request", "ask", "instruct", "command", "advise"];

/// Nouns for what is said without its being known to be so.
const HEARSAY: &[&str] = &["report", "claim", "rumour", "rumor", "suggestion", "assertion", "allegation"];

/// Why what somebody said is negated by the report that tells it.
const TAKEN_BACK: &str = "the report itself takes it back";

enum Step {
    On,
    Stop,
    Decide(Decided),
}

/// Of two decisions the one that keeps the claim further from fact.
fn worse(a: Option<Decided>, b: Option<Decided>) -> Option<Decided> {
    let rank = |d: &Decided| match d.status {
        Status::Denied => 5,
        Status::Negated => 4,
        Status::Planned => 3,
        Status::Forecast => 2,
        Status::Claimed => 1,
        _ => 0,
    };
    match (a, b) {
        (Some(a), Some(b)) => Some(if rank(&b) > rank(&a) { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// "first", "ninth", "13th".
pub fn is_ordinal(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "latest",
        "last",
    ];
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    WORDS.contains(&word)
        || (!digits.is_empty() && digits.len() < word.len() && digits.chars().all(|c| c.is_ascii_digit()))
}
