//! Word lists of parties that code needs: nouns of people, of quantity, of armed men.

use crate::lexicon::parties::{PartyLexicon, WordKind};
use crate::read::view::View;
use dateline_tree::{Upos, Xpos};

/// Last words of names of organised armed groups.
pub(super) const ENDINGS: &[&str] = &[
    "front",
    "army",
    "brigades",
    "movement",
    "militia",
    "militias",
    "mujahideen",
    "resistance",
    "alliance",
    "faction",
    "fighters",
    "coalition",
    "guerrillas",
    "liberators",
    "avengers",
    "jihad",
    "vanguard",
    "insurgency",
    "partisans",
    "rebels",
    "battalions",
    "legion",
];

/// Last words of names of units, which states have as well as others.
pub(super) const UNITS: &[&str] = &[
    "brigade",
    "battalion",
    "corps",
    "guard",
    "guards",
    "forces",
    "force",
    "regiment",
    "division",
    "commandos",
    "command",
    "gendarmerie",
    "police",
    "navy",
    "marines",
    "rangers",
];

/// First words of names of armed groups: "Sons of …", "Harakat …".
pub(super) const OPENINGS: &[&str] = &[
    "sons",
    "soldiers",
    "sword",
    "swords",
    "lions",
    "army",
    "movement",
    "front",
    "brigade",
    "brigades",
    "defenders",
    "guardians",
    "martyrs",
    "knights",
    "eagles",
    "harakat",
    "haraka",
    "ansar",
    "ansaru",
    "jaysh",
    "jaish",
    "jeish",
    "jund",
    "liwa",
    "kataib",
    "kata'ib",
    "katibat",
    "katiba",
    "hizb",
    "hezb",
    "lashkar",
    "jamaat",
    "jama'at",
    "jamaah",
    "saraya",
    "hayat",
    "hay'at",
    "fajr",
    "faylaq",
    "harakah",
    "mujahideen",
    "alliance",
    "coalition",
    "resistance",
];

/// Words in names that are no armed group's whatever is said beside them.
pub(super) const NO_GROUP: &[&str] = &[
    "un",
    "eu",
    "au",
    "us",
    "uk",
    "usa",
    "uae",
    "nato",
    "ecowas",
    "osce",
    "icrc",
    "msf",
    "unhcr",
    "unicef",
    "wfp",
    "fbi",
    "cia",
    "imf",
    "opec",
    "cnn",
    "bbc",
    "afp",
    "ap",
    "ngo",
    "ngos",
    "fc",
    "afc",
    "inc",
    "ltd",
    "corp",
    "plc",
    "nations",
    "club",
    "times",
    "post",
    "news",
    "radio",
    "television",
    "tv",
    "university",
    "bank",
    "company",
    "court",
    "agency",
    "cross",
    "crescent",
    "street",
    "cup",
    "ministry",
    "minister",
    "embassy",
    "airport",
    "hospital",
    "suv",
    "gmt",
    "km",
];

/// Words in names of civil bodies, which are armed only when the text says so.
pub(super) const CIVIL: &[&str] = &[
    "union",
    "party",
    "committee",
    "church",
    "conference",
    "league",
    "council",
    "united",
    "commission",
    "congress",
    "assembly",
    "parliament",
    "association",
    "foundation",
    "institute",
    "centre",
    "center",
    "group",
    "society",
    "sunni",
    "shia",
    "shiite",
    "christian",
    "muslim",
    "islamic",
    "communist",
    "labour",
    "workers",
];

/// Nouns of people that a group's name before them assigns to the group: "Taliban spokesman".
pub(super) fn is_human_noun(lemma: &str) -> bool {
    matches!(
        lemma,
        "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "commander"
            | "leader"
            | "leadership"
            | "member"
            | "man"
            | "official"
            | "fighter"
            | "source"
            | "chief"
            | "delegation"
            | "negotiator"
            | "statement"
            | "video"
            | "convoy"
            | "column"
            | "patrol"
            | "unit"
            | "advance"
            | "offensive"
            | "attack"
            | "group"
            | "movement"
            | "hand"
            | "control"
            | "rule"
            | "channel"
            | "media"
            | "account"
            | "envoy"
            | "figure"
            | "militant"
            | "insurgent"
            | "gunman"
            | "flag"
            | "assault"
            | "militia"
            | "wing"
            | "branch"
    )
}

/// Words of quantity and formation that pass on the party after "of": "hundreds of fighters".
pub(super) fn is_quantity(lemma: &str) -> bool {
    matches!(
        lemma,
        "hundred"
            | "dozen"
            | "score"
            | "thousand"
            | "number"
            | "column"
            | "convoy"
            | "wave"
            | "band"
            | "handful"
            | "most"
            | "some"
            | "many"
            | "member"
            | "unit"
            | "remnant"
            | "group"
            | "contingent"
            | "rest"
            | "ten"
            | "majority"
            | "coalition"
            | "hundreds"
            | "dozens"
            | "scores"
            | "thousands"
            | "tens"
            | "alliance"
            | "what"
            | "bulk"
            | "truck"
            | "lorry"
            | "pickup"
            | "pick-up"
            | "vehicle"
            | "patrol"
            | "last"
            | "remainder"
    )
}

/// Parts of a force, and what it moves on, that are called after whose they are.
pub(super) fn is_part_of_a_force(lemma: &str) -> bool {
    matches!(
        lemma,
        "column"
            | "pincer"
            | "vanguard"
            | "rearguard"
            | "spearhead"
            | "tank"
            | "armour"
            | "armor"
            | "gun"
            | "pickup"
            | "pick-up"
            | "technical"
            | "lorry"
            | "truck"
            | "jeep"
            | "boat"
            | "gunboat"
            | "vehicle"
            | "unit"
            | "detachment"
            | "patrol"
            | "convoy"
            | "outrider"
            | "scout"
            | "cavalry"
            | "infantry"
            | "side"
            | "camp"
    )
}

pub(super) fn is_foreign(view: View, head: usize) -> bool {
    view.children(head).any(|c| {
        matches!(
            view.lower(c).as_str(),
            "foreign" | "international" | "western" | "coalition" | "allied" | "multinational"
        )
    })
}

/// Words for either side, taken alone: "fighters" and "attackers" are rarely a state's, "forces" usually are.
pub(super) fn either(word: &str) -> WordKind {
    const OF_NO_STATE: &[&str] =
        &["fighter", "fighters", "attackers", "attacker", "invaders", "combatants", "occupiers"];
    if OF_NO_STATE.contains(&word) { WordKind::Fighters } else { WordKind::Force }
}

/// Whether a noun means armed people.
pub(super) fn is_force_noun(view: View, i: usize, lexicon: &PartyLexicon) -> bool {
    let armed = matches!(lexicon.word(&view.lower(i)), Some(WordKind::Force | WordKind::Fighters | WordKind::Either));
    let vague = matches!(
        view.lemma(i).as_str(),
        "police"
            | "officer"
            | "guard"
            | "division"
            | "ally"
            | "enemy"
            | "marine"
            | "force"
            | "gang"
            | "coalition"
            | "volunteer"
            | "defender"
            | "attacker"
    );
    matches!(view.token(i).upos, Upos::Noun | Upos::Propn) && armed && !vague
}

/// Whether a noun means armed people, whoever's: "fighters", "commander", "gunmen", "militia".
pub(super) fn is_armed_noun(view: View, i: usize, lexicon: &PartyLexicon) -> bool {
    let own = matches!(view.lemma(i).as_str(), "fighter" | "commander" | "stronghold" | "insurgency" | "bastion");
    own || lexicon.word(&view.lower(i)) == Some(WordKind::Fighters)
}

/// Whether a noun phrase means an armed group: "a rebel group", "an Islamist militia", "the armed movement".
pub(super) fn is_group_noun(view: View, i: usize, lexicon: &PartyLexicon) -> bool {
    const ALWAYS: &[&str] = &["militia", "insurgency", "guerrilla", "cartel"];
    const WITH_ARMS: &[&str] = &[
        "group",
        "movement",
        "faction",
        "army",
        "alliance",
        "coalition",
        "organisation",
        "organization",
        "front",
        "outfit",
        "force",
        "network",
        "band",
        "gang",
        "brigade",
        "wing",
        "unit",
        "party",
        "column",
        "league",
    ];
    let lemma = view.lemma(i);
    let singular = !matches!(view.token(i).xpos, Xpos::Nns | Xpos::Nnps);
    let armed = view.children(i).any(|c| {
        let lower = view.lower(c);
        c < i && (lexicon.word(&lower) == Some(WordKind::Fighters) || is_arming(&lower))
    });
    let fighters = lexicon.word(&view.lower(i)) == Some(WordKind::Fighters);
    ALWAYS.contains(&lemma.as_str()) || fighters && !singular || WITH_ARMS.contains(&lemma.as_str()) && armed
}

/// Armed people of no state who may stand on any side, also the government's.
pub(super) fn is_of_any_side(lemma: &str) -> bool {
    matches!(
        lemma,
        "resistance"
            | "insurgency"
            | "militia"
            | "militiaman"
            | "warlord"
            | "gang"
            | "tribesman"
            | "vigilante"
            | "terrorist"
            | "bandit"
    )
}

/// Adjectives that say that a group bears arms.
fn is_arming(word: &str) -> bool {
    matches!(
        word,
        "armed"
            | "rebel"
            | "militant"
            | "jihadist"
            | "jihadi"
            | "islamist"
            | "insurgent"
            | "separatist"
            | "guerrilla"
            | "paramilitary"
            | "extremist"
            | "terrorist"
            | "secessionist"
            | "guerilla"
            | "warring"
            | "breakaway"
    )
}
