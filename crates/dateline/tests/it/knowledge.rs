//! The user's own folder: read without a build, checked with line and column, and told by `why`.

use crate::bench::Bench;
use serde_json::Value;

const PARTIES: &str = "\
[[group]]
name = \"Yarrow Front\"
aliases = [\"YF\"]
kind = \"rebel\"
countries = [\"ML\"]
side_of = \"opposition\"
";

const RULES: &str = "\
[[frame]]
name = \"party-gobbled-place\"
says = \"takeover\"
why = \"In these reports a side that gobbles up a town has it.\"
verb = [\"gobble up\", \"gobble\"]
actor = [\"subject\"]
place = [\"object\"]
needs = [\"place\", \"actor\"]
match = [{ text = \"The Yarrow Front gobbled up Kidal on Monday.\", place = [\"Kidal\"], actor = \"Yarrow Front\" }]
ignore = [\"Rising rents gobbled up wages in Kidal.\"]
";

/// A folder `mine` with these files, beside a report of the group's success.
fn bench(files: &[(&str, &str)]) -> Bench {
    let bench = Bench::new();
    bench.write("a.txt", "BAMAKO, March 3, 2025 (AP) - The YF gobbled up Kidal on Sunday.\n");
    put(&bench, files);
    bench
}

fn put(bench: &Bench, files: &[(&str, &str)]) {
    for (name, text) in files {
        let file = bench.path("mine").join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }
}

fn told(bench: &Bench, args: &[&str]) -> String {
    String::from_utf8_lossy(&bench.run(args).stderr).to_string()
}

fn claims(bench: &Bench) -> Vec<Value> {
    let lines = bench.expect(0, &["claims", "--json"]);
    lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn a_group_and_a_verb_of_the_users_own_are_read_with_the_folder_alone() {
    let bench = bench(&[("rules/mine.toml", RULES), ("parties/mine.toml", PARTIES)]);
    bench.expect(0, &["add", "reports"]);
    assert_eq!(claims(&bench), Vec::<Value>::new(), "nothing shipped knows the verb");
    assert!(told(&bench, &["--knowledge", "mine", "add", "reports"]).contains("1 read anew"));
    let read = claims(&bench);
    assert_eq!(read.len(), 1);
    assert_eq!((&read[0]["event"], &read[0]["rule"]), (&"takeover".into(), &"party-gobbled-place".into()));
    assert_eq!((&read[0]["actor"]["name"], &read[0]["actor"]["text"]), (&"Yarrow Front".into(), &"The YF".into()));
    // The same files are the same knowledge; other ones ask for reading anew.
    assert!(told(&bench, &["--knowledge", "mine", "add", "reports"]).contains("1 there already"));
    put(&bench, &[("rules/mine.toml", &RULES.replace("gobble", "guzzle"))]);
    assert!(told(&bench, &["--knowledge", "mine", "add", "reports"]).contains("1 read anew"));
    assert_eq!(claims(&bench), Vec::<Value>::new());
}

#[test]
fn the_folder_may_be_named_by_a_variable_or_lie_where_it_usually_does() {
    let bench = bench(&[("rules/mine.toml", RULES), ("parties/mine.toml", PARTIES)]);
    let mut named = bench.command(&["rules", "list"]);
    let listed = named.env("DATELINE_KNOWLEDGE", bench.path("mine")).output().unwrap();
    assert!(String::from_utf8_lossy(&listed.stdout).contains("party-gobbled-place"));
    assert!(!bench.expect(0, &["rules", "list"]).contains("party-gobbled-place"));
    if cfg!(all(unix, not(target_os = "macos"))) {
        std::fs::create_dir_all(bench.path("config/dateline")).unwrap();
        std::fs::rename(bench.path("mine"), bench.path("config/dateline/knowledge")).unwrap();
        assert!(bench.expect(0, &["rules", "list"]).contains("party-gobbled-place"));
    }
}

#[test]
fn a_shipped_frame_can_be_switched_off() {
    let bench = bench(&[("rules/off.toml", "disable = [\"party-captured-place\"]\n")]);
    let listed = |args: &[&str]| bench.expect(0, args).lines().any(|l| l.starts_with("party-captured-place "));
    assert!(listed(&["rules", "list"]));
    assert!(!listed(&["--knowledge", "mine", "rules", "list"]));
}

#[test]
fn sides_are_heard_without_reading_anew() {
    let bench = Bench::new();
    bench.write("a.txt", "KABUL, Aug 9, 2021 (AP) - Taliban fighters captured Kunduz from Afghan forces on Sunday.\n");
    let other = "KABUL, Aug 9, 2021 (AFP) - Fighters of the Haqqani network seized Kunduz from the army on Sunday.\n";
    bench.write("b.txt", other);
    put(&bench, &[("sides.toml", "[[side]]\nname = \"Taliban\"\nwith = [\"Haqqanis\"]\n")]);
    bench.expect(0, &["add", "reports"]);
    let standing = |args: &[&str]| {
        let held: Value = serde_json::from_str(&bench.expect(0, args)).unwrap();
        held["standing"].as_str().unwrap().to_owned()
    };
    assert_eq!(standing(&["holds", "Kunduz", "--json"]), "disputed");
    assert_eq!(standing(&["--knowledge", "mine", "holds", "Kunduz", "--json"]), "confirmed");
    // A mistake in it is told as any other.
    put(&bench, &[("sides.toml", "[[side]]\nname = \"Taliban\"\nwith = \"Haqqanis\"\n")]);
    let failed = told(&bench, &["--knowledge", "mine", "holds", "Kunduz"]);
    assert!(
        failed.contains("mine/sides.toml:3:9: Invalid type: string \"Haqqanis\", expected a sequence."),
        "{failed}"
    );
}

#[test]
fn a_broken_file_is_told_with_its_place_and_nothing_is_lost() {
    let bench = bench(&[("rules/mine.toml", RULES), ("parties/mine.toml", PARTIES)]);
    bench.expect(0, &["--knowledge", "mine", "add", "reports"]);
    put(&bench, &[("rules/mine.toml", &RULES.replace("[\"object\"]", "[\"objekt\"]"))]);
    let failed = bench.run(&["--knowledge", "mine", "add", "reports"]);
    assert_eq!(failed.status.code(), Some(1));
    let expected = "\
dateline: 1 thing in your own files cannot be used.
mine/rules/mine.toml:7:11: The slot `objekt` is not known.
    place = [\"objekt\"]
              ^^^^^^
  Use one of: subject, object, oblique:PREPOSITION|…, nominal:PREPOSITION|…, of, possessor, modifier, holder, modified, predicate, scene, origin, speaker.
Nothing was read or changed; `dateline rules check DIR` shows all that is wrong in a folder.
";
    assert_eq!(String::from_utf8_lossy(&failed.stderr), expected);
    assert_eq!(claims(&bench).len(), 1);
    put(&bench, &[("rules/mine.toml", "[[frame]\n"), ("parties/mine.toml", "[[group]]\nname = \"Yarrow Front\"\n")]);
    let all = told(&bench, &["--knowledge", "mine", "claims"]);
    assert!(
        all.contains("mine/rules/mine.toml:1:9: ")
            && all.contains("mine/parties/mine.toml:2:9: The key `kind` is missing."),
        "{all}"
    );
    std::fs::write(bench.path("mine/rules/mine.toml"), b"name = \"\xff\"").unwrap();
    assert!(
        told(&bench, &["--knowledge", "mine", "claims"]).contains("mine/rules/mine.toml:1:1: The file is not text")
    );
    bench.expect(3, &["--knowledge", "not-there", "claims"]);
}

const SWALLOWED: &str = "\
[[list]]
name = \"swallow\"
why = \"What a side does to a town in these reports.\"
words = [\"gobble up\", \"gobble\"]
";

const QUADBIKES: &str = "\
[[kind]]
name = \"quadbikes\"
unit = \"vehicles\"
least = 3
needs = true
noun = [\"quadbike\"]
match = [{ text = \"The rebels destroyed 40 quadbikes in Kidal on Monday.\", value = 40, unit = \"vehicles\" }]
ignore = [\"The 12 quadbikes were red.\"]
";

#[test]
fn lists_and_figures_of_the_users_own_are_read() {
    let with_list = RULES.replace("[\"gobble up\", \"gobble\"]", "[\"@swallow\"]");
    let bench = bench(&[
        ("parties/mine.toml", PARTIES),
        ("rules/mine.toml", &with_list),
        ("rules/list/mine.toml", SWALLOWED),
        ("rules/figure/mine.toml", QUADBIKES),
    ]);
    bench.write("b.txt", "BAMAKO, March 3, 2025 (AP) - The Yarrow Front destroyed 14 quadbikes in Gao on Sunday.\n");
    assert_eq!(bench.expect(0, &["rules", "check", "mine"]), "");
    bench.expect(0, &["--knowledge", "mine", "add", "reports"]);
    let read = claims(&bench);
    assert!(read.iter().any(|c| c["rule"] == "party-gobbled-place"), "{read:?}");
    let counted: Vec<&Value> = read.iter().filter(|c| c["kind"] == "figure").map(|c| &c["figure"]).collect();
    assert_eq!(counted.len(), 1, "{read:?}");
    assert_eq!((&counted[0]["value"], &counted[0]["subject"]), (&14.into(), &"quadbikes destroyed in Gao".into()));
    // A sentence that is counted otherwise is told where it stands, and a broken list once.
    put(&bench, &[("rules/figure/mine.toml", &QUADBIKES.replace("value = 40", "value = 41"))]);
    let shown = bench.expect(1, &["rules", "check", "mine"]);
    assert!(
        shown.starts_with("mine/rules/figure/mine.toml:7:20: The kind `quadbikes` says that this tells 41, vehicles.")
    );
    put(&bench, &[("rules/list/mine.toml", &SWALLOWED.replace("words", "word"))]);
    let failed = told(&bench, &["--knowledge", "mine", "claims"]);
    assert!(failed.contains("1 thing in your own files"), "{failed}");
    assert!(failed.contains("mine/rules/list/mine.toml:4:1: The key `word` is not known here."), "{failed}");
}

#[test]
fn a_check_points_at_each_problem() {
    let bench = bench(&[("rules/mine.toml", RULES), ("parties/mine.toml", PARTIES)]);
    assert_eq!(bench.expect(0, &["rules", "check", "mine"]), "");
    let wrong = RULES
        .replace("place = [\"Kidal\"]", "place = [\"Gao\"]")
        .replace("Rising rents gobbled up wages in", "Armed rebels gobbled up")
        .replace("why = \"In these reports a side that gobbles up a town has it.\"", "why = \"\"")
        .replace("\"gobble\"]", "\"gobble\", \"Gobble\", \"gobble\"]");
    put(&bench, &[("rules/mine.toml", &wrong), ("notes.toml", "")]);
    let shown = bench.expect(1, &["rules", "check", "mine"]);
    let heads: Vec<&str> = shown.lines().filter(|l| l.starts_with("mine/")).collect();
    let expected = [
        "mine/notes.toml:1:1: Nothing reads this file.",
        "mine/rules/mine.toml:4:7: The reason is empty.",
        "mine/rules/mine.toml:5:33: The trigger `Gobble` can never match: lemmas are in small letters.",
        "mine/rules/mine.toml:5:43: `gobble` stands twice in `verb`.",
        "mine/rules/mine.toml:9:20: The frame `party-gobbled-place` says that this is a takeover of Gao by Yarrow \
         Front, asserted.",
        "mine/rules/mine.toml:10:12: The frame `party-gobbled-place` says that this is no takeover.",
    ];
    assert_eq!(heads, expected, "{shown}");
    for problem in shown.split("mine/").filter(|p| p.contains('^')) {
        let lines: Vec<&str> = problem.lines().collect();
        let column: usize = lines[0].split(':').nth(2).unwrap().parse().unwrap();
        let carets = lines[2].find('^').unwrap();
        assert!(carets == column + 3 || lines[1].contains('…'), "{problem}");
    }
}

#[test]
fn the_starter_folder_is_sound_and_is_not_overwritten() {
    let bench = Bench::new();
    bench.expect(0, &["rules", "new", "mine"]);
    assert_eq!(bench.expect(0, &["rules", "check", "mine"]), "");
    std::fs::write(bench.path("mine/sides.toml"), "# mine\n").unwrap();
    bench.expect(2, &["rules", "new", "mine"]);
    assert_eq!(std::fs::read_to_string(bench.path("mine/sides.toml")).unwrap(), "# mine\n");
    // With the examples put in, every sentence of theirs is read as they say.
    let file = bench.path("mine/rules/mine.toml");
    let text = std::fs::read_to_string(&file).unwrap().replace("\n#", "\n").replace("\n ", "\n# ");
    std::fs::write(&file, text).unwrap();
    assert_eq!(bench.expect(0, &["rules", "check", "mine"]), "");
    assert!(told(&bench, &["rules", "check", "mine"]).contains("0 problems"));
}

#[test]
fn why_tells_cue_scope_speaker_and_rule_as_one_object() {
    let bench = Bench::new();
    bench.write(
        "é.txt",
        "GOMA, March 3, 2025 (AFP) - “Élan” won. The army denied that M23 rebels had captured Bukavu.\n",
    );
    bench.expect(0, &["add", "reports"]);
    let claim = claims(&bench).into_iter().find(|c| c["status"] == "denied").unwrap();
    let id = claim["id"].as_str().unwrap();
    let line = bench.expect(0, &["why", id, "--json"]);
    assert_eq!(line.lines().count(), 1);
    let why: Value = serde_json::from_str(&line).unwrap();
    for (field, value) in claim.as_object().unwrap() {
        assert_eq!(&why[field], value, "{field}");
    }
    let words = |start: u64, text: &str| serde_json::json!({ "start": start, "end": start + text.chars().count() as u64, "text": text });
    assert_eq!(why["sentence"], words(40, "The army denied that M23 rebels had captured Bukavu."));
    assert_eq!(
        why["status_by"],
        serde_json::json!({
            "cues": [words(49, "denied")],
            "scope": words(56, "that M23 rebels had captured Bukavu"),
            "reason": "somebody says that it did not happen",
        })
    );
    assert_eq!((&why["source"]["text"], &why["source"]["side"]), (&"The army".into(), &"loses".into()));
    assert_eq!(why["source"]["party"]["name"], "Congolese government forces");
    assert_eq!(why["made_by"]["file"], "rules/en/takeover/captured.toml");
    assert_eq!(why["made_by"]["name"], why["rule"]);
    assert!(why["made_by"]["why"].as_str().is_some_and(|w| !w.is_empty()));
    let roles: Vec<&str> = why["marks"].as_array().unwrap().iter().map(|m| m["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["source", "cue", "scope", "actor", "trigger", "place"]);
    let steps: Vec<&str> = why["trace"].as_array().unwrap().iter().map(|t| t["what"].as_str().unwrap()).collect();
    assert_eq!(steps, ["rule", "place", "when", "status", "actor", "target"]);
    // On a terminal the reach of the cue is told in words, and only the words that count are underlined.
    let text = bench.expect(0, &["why", id]);
    let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(shown.contains("the cue is “denied”, which governs “that M23 rebels had captured Bukavu”"), "{text}");
    assert!(text.contains("\n        ^^^^ ^^^^^^          ^^^^^^     ^^^^^^^^ ^^^^^^\n"), "{text}");
}

#[test]
fn why_tells_the_reach_of_a_cue_over_a_figure_and_the_file_of_its_measure() {
    let bench = Bench::new();
    bench.write(
        "a.txt",
        "GOMA, March 3, 2025 (AFP) - The army fears that M23 rebels will kill 40 soldiers in Bukavu.\n",
    );
    bench.expect(0, &["add", "reports"]);
    let claim = claims(&bench).into_iter().find(|c| c["kind"] == "figure").unwrap();
    let why = bench.expect(0, &["why", claim["id"].as_str().unwrap(), "--json"]);
    let why: Value = serde_json::from_str(&why).unwrap();
    assert_eq!((&why["figure"]["value"], &why["status"]), (&40.into(), &"forecast".into()));
    assert_eq!(why["status_by"]["cues"][0]["text"], "will");
    assert_eq!(why["status_by"]["scope"]["text"], "that M23 rebels will kill 40 soldiers in Bukavu");
    assert_eq!(why["quote"], "kill 40 soldiers");
    assert_eq!(why["made_by"]["file"], "rules/en/figure/measures.toml");
}
