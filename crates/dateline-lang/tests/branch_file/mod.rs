//! Makes weights files with a branch out of the shipped one, for tests that must not depend on how it was trained.

use sha2::{Digest, Sha256};

/// A weights file that can be altered: its format and its sections, in order.
#[derive(Clone)]
pub struct File {
    /// Format in the header.
    pub format: u32,
    /// Names and contents.
    pub sections: Vec<(String, Vec<u8>)>,
}

const HEADER: usize = 48;
const ENTRY: usize = 32;
const LAYERS: usize = 6;
const HIDDEN: usize = 384;
/// The inventories of the made-up heads, and their outputs with padding: 5 + 3 + 2 * 3 * 64.
const TAGS: &str = "event none takeover clash aid strike\nstatus asserted claimed denied\n";
const OUTPUTS: usize = 448;

impl File {
    /// The shipped parser without whatever branch the shipped file has.
    pub fn parser() -> File {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/weights/en.bin");
        let bytes = std::fs::read(path).expect("the shipped weights are there");
        let number =
            |at: usize, size: usize| bytes[at..at + size].iter().rev().fold(0, |n, b| n << 8 | usize::from(*b));
        let section = |entry: usize| {
            let at = HEADER + entry * ENTRY;
            let name = std::str::from_utf8(&bytes[at..at + 16]).expect("names are ASCII").trim_end_matches('\0');
            let from = number(at + 16, 8);
            (name.to_owned(), bytes[from..from + number(at + 24, 8)].to_vec())
        };
        let mut file = File { format: 1, sections: (0..number(12, 4)).map(section).collect() };
        file.sections.retain(|(name, _)| name != "event_heads.q" && name != "event_heads.p" && !in_layer(name, "e"));
        let tags = String::from_utf8(file.section("tags").clone()).expect("tags are text");
        let of_events = |line: &str| ["event ", "status ", "role "].iter().any(|name| line.starts_with(name));
        let kept = tags.split_inclusive('\n').filter(|line| !of_events(line));
        *file.section("tags") = kept.collect::<String>().into_bytes();
        file
    }

    /// The shipped parser with a branch behind `from` shared layers: copies of the layers above, and made-up heads.
    pub fn branched(from: usize) -> File {
        let mut file = File::parser();
        file.format = 2;
        file.section("tags").extend_from_slice(TAGS.as_bytes());
        for layer in from..LAYERS {
            let own = file.sections.iter().filter(|(name, _)| name.starts_with(&format!("{layer}.")));
            let own: Vec<_> = own.map(|(name, content)| (format!("e{name}"), content.clone())).collect();
            file.sections.extend(own);
        }
        let [matrix, parameters] = heads();
        file.sections.extend([("event_heads.q".into(), matrix), ("event_heads.p".into(), parameters)]);
        file
    }

    /// The contents of a section that is there.
    pub fn section(&mut self, name: &str) -> &mut Vec<u8> {
        let found = self.sections.iter_mut().find(|(n, _)| n == name);
        &mut found.unwrap_or_else(|| panic!("no section {name}")).1
    }

    /// The file's bytes, with a right digest.
    pub fn bytes(&self) -> Vec<u8> {
        let (mut table, mut body) = (Vec::new(), Vec::new());
        let begin = HEADER + ENTRY * self.sections.len();
        for (name, content) in &self.sections {
            body.resize((begin + body.len()).next_multiple_of(64) - begin, 0);
            let mut entry = [0; ENTRY];
            entry[..name.len()].copy_from_slice(name.as_bytes());
            entry[16..24].copy_from_slice(&((begin + body.len()) as u64).to_le_bytes());
            entry[24..].copy_from_slice(&(content.len() as u64).to_le_bytes());
            table.extend_from_slice(&entry);
            body.extend_from_slice(content);
        }
        let digest = Sha256::new().chain_update(&table).chain_update(&body).finalize();
        let mut bytes = b"DATELANG".to_vec();
        bytes.extend_from_slice(&self.format.to_le_bytes());
        bytes.extend_from_slice(&(self.sections.len() as u32).to_le_bytes());
        bytes.extend_from_slice(&digest);
        bytes.extend_from_slice(&table);
        bytes.extend_from_slice(&body);
        bytes
    }
}

/// Whether a section belongs to a numbered layer behind a prefix.
fn in_layer(name: &str, prefix: &str) -> bool {
    let rest = name.strip_prefix(prefix).and_then(|n| n.split_once('.'));
    rest.is_some_and(|(number, _)| number.parse::<usize>().is_ok())
}

/// Matrix and parameters of heads whose weights come from a fixed sequence: words get all events, statuses and roles.
fn heads() -> [Vec<u8>; 2] {
    let mut state = 7u32;
    let mut draw = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as i32 % 63 - 31
    };
    let matrix: Vec<u8> = (0..HIDDEN * OUTPUTS).map(|_| draw() as i8 as u8).collect();
    let mut sums = vec![0i32; OUTPUTS];
    // `[outputs/16][inputs/4][16][4]`
    for (at, weight) in matrix.iter().enumerate() {
        sums[at / (16 * HIDDEN) * 16 + at / 4 % 16] += i32::from(*weight as i8);
    }
    let scale = std::iter::repeat_n(0.02f32, OUTPUTS).map(f32::to_bits);
    let bias = std::iter::repeat_n(0.0f32, OUTPUTS).map(f32::to_bits);
    let words = scale.chain(bias).chain(sums.iter().map(|s| *s as u32));
    [matrix, words.flat_map(u32::to_le_bytes).collect()]
}
