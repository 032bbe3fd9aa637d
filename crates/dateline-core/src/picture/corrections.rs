//! The user's word, which goes before what the pile teaches: who stands with whom and against whom, from `sides.toml`,
//! and what was decided about single passages, from the decisions. The picture hears both by this one door.

use super::decisions::Hand;
use crate::fault::Fault;
use crate::lexicon::fold::fold;
use crate::lexicon::parties::{NamedParty, PartyLexicon};
use crate::model::PartyRef;
use serde::Deserialize;

/// A party as the user names it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Named {
    /// The side it is by the lexicons, when they know it: `group:taliban`, `state:AF`.
    side: Option<String>,
    /// Its folded name; reports may name a party that no lexicon has.
    name: String,
}

impl Named {
    fn is(&self, party: &PartyRef) -> bool {
        self.side.as_ref().is_some_and(|side| *side == party.side()) || self.name == fold(&party.name)
    }
}

/// What the user says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Parties on one side, the one it is called after first.
    together: Vec<Vec<Named>>,
    /// Parties of which each fights every other.
    apart: Vec<Vec<Named>>,
    /// What the decisions come to.
    pub(super) hand: Hand,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    side: Vec<SideSpec>,
    #[serde(default)]
    enemies: Vec<EnemiesSpec>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SideSpec {
    name: String,
    with: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EnemiesSpec {
    parties: Vec<String>,
}

impl Corrections {
    /// Reads `sides.toml`; names are looked up in the lexicon so that an alias is as good as the usual name.
    ///
    /// # Errors
    /// Where the file is malformed.
    pub fn parse(file: &str, text: &str, parties: &PartyLexicon) -> Result<Corrections, Fault> {
        let spec: File = toml::from_str(text).map_err(|error| Fault::of_toml(file, text, &error))?;
        if let Some(side) = spec.side.iter().find(|s| s.with.is_empty()) {
            let message = format!("`{}` stands with nobody; name a party in `with`", side.name);
            return Err(Fault::named(file, text, &message));
        }
        if spec.enemies.iter().any(|e| e.parties.len() < 2) {
            return Err(Fault::named(file, text, "it takes two `parties` to be enemies"));
        }
        let named = |name: &String| Named { side: side_of(name, parties), name: fold(name) };
        let together = spec.side.iter().map(|s| std::iter::once(&s.name).chain(&s.with).map(named).collect()).collect();
        let apart = spec.enemies.iter().map(|e| e.parties.iter().map(named).collect()).collect();
        Ok(Corrections { together, apart, hand: Hand::default() })
    }

    /// The same with what the decisions come to.
    pub fn deciding(self, hand: Hand) -> Corrections {
        Corrections { hand, ..self }
    }

    /// For the base sides of a pile, which joins which: pairs of member and leader.
    pub(super) fn joins<'a>(&self, sides: &[(&'a str, Vec<&PartyRef>)]) -> Vec<(&'a str, &'a str)> {
        let mut joins = Vec::new();
        for group in &self.together {
            let present = present(group, sides);
            if let Some((leader, members)) = present.split_first() {
                joins.extend(members.iter().filter(|m| *m != leader).map(|m| (*m, *leader)));
            }
        }
        joins
    }

    /// Pairs of base sides that fight each other.
    pub(super) fn fights<'a>(&self, sides: &[(&'a str, Vec<&PartyRef>)]) -> Vec<(&'a str, &'a str)> {
        let mut fights = Vec::new();
        for group in &self.apart {
            let present = present(group, sides);
            for (n, a) in present.iter().enumerate() {
                fights.extend(present[n + 1..].iter().filter(|b| *b != a).map(|b| (*a, *b)));
            }
        }
        fights
    }
}

/// The base sides of a pile that a list of parties means, in the order of the list.
fn present<'a>(group: &[Named], sides: &[(&'a str, Vec<&PartyRef>)]) -> Vec<&'a str> {
    let of =
        |named: &Named| sides.iter().find(|(_, parties)| parties.iter().any(|p| named.is(p))).map(|(side, _)| *side);
    group.iter().filter_map(of).collect()
}

/// The side of a name that the lexicons know.
fn side_of(name: &str, parties: &PartyLexicon) -> Option<String> {
    match parties.named(name).first() {
        Some(NamedParty::Group(group)) => return Some(format!("group:{}", fold(&group.name).replace(' ', "-"))),
        Some(NamedParty::Army(army)) => return Some(format!("state:{}", army.country)),
        None => {}
    }
    let wanted = fold(name);
    let is = |text: Option<String>| text.is_some_and(|t| fold(&t) == wanted);
    let country = parties
        .countries()
        .iter()
        .find(|c| fold(&c.name) == wanted || is(parties.government(&c.iso)) || is(parties.forces(&c.iso)))?;
    Some(format!("state:{}", country.iso))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Corrections, Fault> {
        Corrections::parse("mine/sides.toml", text, &PartyLexicon::embedded().expect("sound"))
    }

    #[test]
    fn names_are_looked_up() {
        let text = "[[side]]\nname = \"Afghan government\"\nwith = [\"Northern Alliance\", \"Village Guard\"]\n";
        let found = parse(text).expect("sound");
        let sides: Vec<Option<&str>> = found.together[0].iter().map(|n| n.side.as_deref()).collect();
        assert_eq!(sides, [Some("state:AF"), Some("group:northern-alliance"), None]);
    }

    /// Who has Orlen after the army, a militia and the rebels have fought for it, by the user's word on the sides.
    fn holder(sides: &str) -> String {
        use crate::model::EventKind::{Clash, Takeover};
        use crate::picture::Picture;
        use crate::picture::testing::{But, claim, day, report};
        let claims = [
            claim("a7", Takeover, "R", 7).from("G"),
            claim("b8", Clash, "M", 8).from("R"),
            claim("c9", Takeover, "G", 9).from("R"),
            claim("d10", Takeover, "M", 10),
        ];
        let sources: Vec<_> = [("a7", 7), ("b8", 8), ("c9", 9), ("d10", 10)].map(|(id, on)| report(id, on)).into();
        let picture = Picture::corrected(&claims, &sources, day(10), &parse(sides).expect("sound"));
        let held = picture.holding("name:orlen", day(10)).expect("Orlen is known");
        let side = picture.sides.of(&crate::picture::testing::party("M")).expect("M is known");
        format!("{} for {}", held.holder.as_str(), picture.sides.name(side))
    }

    #[test]
    fn the_users_word_goes_before_what_the_pile_teaches() {
        assert_eq!(holder(""), "G for state:XX");
        assert_eq!(holder("[[enemies]]\nparties = [\"M\", \"G\"]\n"), "M for group:M");
        assert_eq!(holder("[[side]]\nname = \"R\"\nwith = [\"M\"]\n"), "M for group:R");
        assert_eq!(holder("[[side]]\nname = \"Nobody\"\nwith = [\"R\", \"M\"]\n"), "M for group:R");
    }

    #[test]
    fn sides_in_a_circle_do_no_harm() {
        let circle =
            [("G", "M"), ("M", "R"), ("R", "G")].map(|(a, b)| format!("[[side]]\nname = \"{a}\"\nwith = [\"{b}\"]\n"));
        assert!(holder(&circle.concat()).starts_with("M for "));
    }

    #[test]
    fn a_wrong_file_says_where() {
        for (text, expected) in [
            ("[[side]]\nname = \"A\"\nwith = []\n", "mine/sides.toml:3:1: `A` stands with nobody"),
            ("[[side]]\nname = \"A\"\nwit = [\"B\"]\n", "mine/sides.toml:3:1: The key `wit` is not known here."),
            ("[[enemies]]\nparties = [\"A\"]\n", "mine/sides.toml:2:1: It takes two `parties` to be enemies."),
        ] {
            let fault = parse(text).unwrap_err();
            assert!(fault.to_string().starts_with(expected), "{fault}");
        }
    }
}
