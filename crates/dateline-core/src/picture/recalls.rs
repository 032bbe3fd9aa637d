//! What outlets take back: which story a kill, withdrawal or correction means, and which claims end by it.
//!
//! A story is an outlet's own report, of that day or before, of the title or the slug that the notice names, or of
//! the text that it repeats. Nothing else is tried: a notice that fits no story is kept as such. The claims of a
//! withdrawn story end, and so do those of its reprints in the sentences that they have from it; of a corrected one
//! those in sentences that the new version does not repeat. As known before the notice all of it stands.

use super::lineage::{Lineage, Source};
use super::passage::Told;
use crate::lexicon::fold::fold;
use crate::model::{Claim, Day, Span};
use crate::text::recall::{RecallKind, RecallNotice, title_key};
use std::collections::{BTreeMap, BTreeSet};

/// A notice and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recall {
    /// The report that is the notice.
    pub notice: String,
    /// What it does.
    pub kind: RecallKind,
    /// Who gives it.
    pub outlet: Option<String>,
    /// The day from which it counts.
    pub day: Day,
    /// The reports that it means; none when no story fits.
    pub stories: Vec<String>,
    /// Ids of the claims that end by it.
    pub ended: Vec<String>,
}

/// The notices among the known reports, by their ids.
pub(super) fn recalls(sources: &[&Source], lineage: &Lineage, told: &[Told]) -> Vec<Recall> {
    if sources.iter().all(|s| s.recall.is_none()) {
        return Vec::new();
    }
    let mut by_report: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    let mut found: Vec<Recall> = Vec::new();
    for claim in told.iter().map(|t| t.claim) {
        by_report.entry(&claim.report).or_default().push(claim);
    }
    for (notice, said) in sources.iter().filter_map(|s| Some((s, s.recall.as_ref()?))) {
        let stories = stories(sources, lineage, notice, said);
        let ended = sources.iter().flat_map(|source| {
            let ends = Ends { lineage, notice, kind: said.kind, stories: &stories, source };
            let of = by_report.get(source.report.as_str()).map_or(&[][..], Vec::as_slice);
            of.iter().filter(move |c| ends.ends(c)).map(|c| c.id.clone())
        });
        found.push(Recall {
            notice: notice.report.clone(),
            kind: said.kind,
            outlet: notice.outlet.clone(),
            day: super::out_by(notice),
            ended: ended.collect(),
            stories: stories.into_iter().map(|s| s.report.clone()).collect(),
        });
    }
    found.sort_by(|a, b| a.notice.cmp(&b.notice));
    found
}

/// Why each claim that a notice ends does not count, as a sentence.
pub(super) fn reasons(recalls: &[Recall]) -> BTreeMap<String, String> {
    let why = |r: &Recall| format!("{} by the notice {} of {}", r.kind.as_str(), r.notice, r.day);
    recalls.iter().flat_map(|r| r.ended.iter().map(move |id| (id.clone(), why(r)))).collect()
}

/// The stories that a notice means: by title or slug, else by the text that it repeats.
fn stories<'a>(sources: &[&'a Source], lineage: &Lineage, notice: &Source, said: &RecallNotice) -> Vec<&'a Source> {
    let killed = |s: &Source| s.recall.as_ref().is_some_and(|r| r.kind == RecallKind::Withdrawn);
    let own = |s: &&Source| {
        s.report != notice.report && !killed(s) && same_voice(s, notice) && super::out_by(s) <= super::out_by(notice)
    };
    let own: Vec<&Source> = sources.iter().copied().filter(own).collect();
    let named = |s: &&&Source| {
        s.title.as_ref().is_some_and(|title| {
            said.titles.contains(&title_key(title)) || said.slugs.iter().any(|slug| title.contains(slug.as_str()))
        })
    };
    let by_name: Vec<&Source> = own.iter().filter(named).copied().collect();
    if !by_name.is_empty() {
        return by_name;
    }
    own.into_iter().filter(|s| lineage.origin_of(&s.report) == lineage.origin_of(&notice.report)).collect()
}

/// Whether two reports are of one outlet, or credit the same agency.
fn same_voice(a: &Source, b: &Source) -> bool {
    let voices = |s: &Source| [&s.outlet, &s.agency].into_iter().flatten().map(|v| fold(v)).collect::<BTreeSet<_>>();
    !voices(a).is_disjoint(&voices(b))
}

/// What a notice does to the claims of one report.
struct Ends<'a> {
    lineage: &'a Lineage,
    notice: &'a Source,
    kind: RecallKind,
    stories: &'a [&'a Source],
    source: &'a Source,
}

impl Ends<'_> {
    fn ends(&self, claim: &Claim) -> bool {
        let meant = self.stories.iter().any(|s| s.report == self.source.report);
        match self.kind {
            // What a withdrawal tells again of the story is no news; what it denies counts.
            RecallKind::Withdrawn if self.source.report == self.notice.report => claim.status.is_current(),
            RecallKind::Withdrawn => meant || self.is_reprinted(claim),
            RecallKind::Corrected => {
                let version = self.same_text(self.notice);
                meant
                    && version
                    && !has(self.notice, hashes(self.source, claim.sentence).map(|(_, exact)| exact), false)
            }
        }
    }

    /// Whether the claim stands in a sentence that a reprint has from a withdrawn story.
    fn is_reprinted(&self, claim: &Claim) -> bool {
        let masked = hashes(self.source, claim.sentence).map(|(masked, _)| masked);
        self.stories.iter().any(|story| self.same_text(story) && has(story, masked, true))
    }

    fn same_text(&self, other: &Source) -> bool {
        self.lineage.origin_of(&self.source.report) == self.lineage.origin_of(&other.report)
    }
}

/// The fingerprints of a sentence of a report: with figures masked, and as it is.
fn hashes(source: &Source, sentence: Span) -> Option<(u64, u64)> {
    source.digest.prints.iter().find(|p| p.span == sentence).map(|p| (p.masked, p.exact))
}

/// Whether a report has a sentence with this fingerprint; short sentences have none and are nowhere.
fn has(source: &Source, hash: Option<u64>, masked: bool) -> bool {
    hash.is_some_and(|hash| source.digest.prints.iter().any(|p| hash == if masked { p.masked } else { p.exact }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EventKind::Takeover;
    use crate::picture::Picture;
    use crate::picture::lineage::{Digest, Print};
    use crate::picture::testing::*;

    fn source(id: &str, on: i8, outlet: &str, title: &str) -> Source {
        let print = |n: u64| Print { masked: n, exact: n, span: Span::new(n as usize, n as usize + 1), quoted: false };
        let digest = Digest { prints: (0..5).map(print).collect() };
        Source { outlet: Some(outlet.into()), title: Some(title.into()), digest, ..report(id, on) }
    }

    fn notice(id: &str, on: i8, kind: RecallKind, title: &str) -> Source {
        let recall = RecallNotice { kind, titles: vec![title.into()], slugs: Vec::new() };
        Source { recall: Some(recall), digest: Digest::default(), ..source(id, on, "Wire", "KILL") }
    }

    /// A story of the 8th with the fall of Orlen in its second sentence, and a reprint of it.
    fn story() -> (Vec<Source>, Vec<Claim>) {
        let sources = vec![source("a8", 8, "Wire", "UPDATE 1-Orlen has fallen"), source("b9", 9, "Paper", "All lost")];
        let fall = |report: &str| claim(report, Takeover, "R", 8).from("G").but(|c| c.sentence = Span::new(1, 2));
        (sources, vec![fall("a8"), fall("b9")])
    }

    fn holder(sources: &[Source], claims: &[Claim], known: i8) -> Option<String> {
        let picture = Picture::assemble(claims, sources, day(known));
        picture.holding("name:orlen", day(8)).map(|h| h.holder.as_str().to_owned())
    }

    #[test]
    fn a_kill_works_from_its_day_on_and_reaches_the_reprints() {
        let (mut sources, claims) = story();
        sources.push(notice("k10", 10, RecallKind::Withdrawn, "orlen has fallen"));
        assert_eq!(holder(&sources, &claims, 9).as_deref(), Some("R"));
        assert_eq!(holder(&sources, &claims, 10), None);
        let picture = Picture::assemble(&claims, &sources, day(10));
        assert_eq!(
            (picture.recalls()[0].stories.as_slice(), picture.recalls()[0].ended.len()),
            (&["a8".to_owned()][..], 2)
        );
        assert_eq!(picture.set_aside(&claims[1].id), Some("withdrawn by the notice k10 of 2021-08-10"));
    }

    #[test]
    fn what_a_reprint_adds_of_its_own_stays() {
        let (mut sources, mut claims) = story();
        claims[1].sentence = Span::new(90, 99);
        sources.push(notice("k10", 10, RecallKind::Withdrawn, "orlen has fallen"));
        assert_eq!(holder(&sources, &claims, 10).as_deref(), Some("R"));
    }

    #[test]
    fn a_notice_of_another_outlet_or_story_ends_nothing_and_is_listed() {
        let (mut sources, claims) = story();
        sources.push(notice("k10", 10, RecallKind::Withdrawn, "tarn has fallen"));
        sources.push(Source {
            outlet: Some("Rival".into()),
            ..notice("l10", 10, RecallKind::Withdrawn, "orlen has fallen")
        });
        assert_eq!(holder(&sources, &claims, 10).as_deref(), Some("R"));
        let picture = Picture::assemble(&claims, &sources, day(10));
        assert!(picture.recalls().len() == 2 && picture.recalls().iter().all(|r| r.stories.is_empty()));
    }

    #[test]
    fn a_correction_ends_the_sentences_that_it_does_not_repeat() {
        let (mut sources, claims) = story();
        sources.truncate(1);
        let recall = notice("k10", 10, RecallKind::Corrected, "orlen has fallen").recall;
        let mut version = Source { recall, ..source("k10", 10, "Wire", "CORRECTED-Orlen has fallen") };
        sources.push(version.clone());
        assert_eq!(holder(&sources, &claims[..1], 10).as_deref(), Some("R"), "the sentence stands");
        version.digest.prints[1].exact = 99;
        version.digest.prints[1].masked = 99;
        sources[1] = version;
        assert_eq!(holder(&sources, &claims[..1], 10), None);
        assert_eq!(holder(&sources, &claims[..1], 9).as_deref(), Some("R"));
    }
}
