//! The reader: language model and brain, loaded once and shared by all threads.

use crate::error::{Error, Result};
use dateline_core::knowledge::{Knowledge, OwnFiles};
use dateline_core::model::{Block, BlockKind, Published, Report};
use dateline_core::read::{Brain, Parsed, Reading, mend, read};
use dateline_core::rulebook::RuleBook;
use dateline_lang::Engine;
use std::borrow::Cow;

/// Something that reads reports. The pipeline needs no more than this, so its tests need no weights.
pub trait Reads: Sync {
    /// Names everything that decides what is read; another name means reading again.
    fn version(&self) -> &str;
    /// Sentences and trees of a report.
    fn parse(&self, report: &Report) -> Parsed;
    /// What a report claims, as published on these days.
    fn read(&self, report: &Report, parsed: &Parsed, published: Published) -> Reading;
}

/// The reader that dateline ships with.
pub struct Reader {
    engine: &'static Engine,
    brain: Brain,
    version: String,
}

impl Reader {
    /// Loads the embedded model, rules and lexicons. Fails only for a broken build.
    pub fn embedded() -> Result<Reader> {
        Reader::knowing(crate::knowledge::load(None)?)
    }

    /// The same with other rules, for trying them without building. Fails only for a broken build.
    pub fn with_rules(rules: RuleBook) -> Result<Reader> {
        let shipped = Knowledge::assemble(&OwnFiles::default());
        let shipped = shipped.map_err(|faults| Error::Broken(faults[0].to_string()))?;
        Reader::knowing(Knowledge { rules, ..shipped })
    }

    /// The reader that knows this. Fails only for a broken build.
    pub fn knowing(knowledge: Knowledge) -> Result<Reader> {
        let Knowledge { rules, parties, outlets, places, own, .. } = knowledge;
        let engine = Engine::embedded();
        let brain = Brain::new(Cow::Borrowed(crate::geography::PACKED), parties, rules)
            .map_err(|e| Error::Broken(e.to_string()))?;
        let own = own.map_or(String::new(), |digest| format!(", own {digest:016x}"));
        let (program, shipped) = (env!("CARGO_PKG_VERSION"), env!("DATELINE_SHIPPED"));
        let version = format!("dateline {program}, knowledge {shipped}{own}, model {}", engine.version());
        let brain = Brain { outlets, gazetteer: brain.gazetteer.with(&places), ..brain };
        Ok(Reader { engine, brain, version })
    }
}

impl Reads for Reader {
    fn version(&self) -> &str {
        &self.version
    }

    fn parse(&self, report: &Report) -> Parsed {
        let sentences = |block: &Block| match block.kind {
            BlockKind::Furniture | BlockKind::Dateline | BlockKind::Byline => Vec::new(),
            BlockKind::Headline | BlockKind::Paragraph | BlockKind::Caption => {
                let mut sentences = self.engine.parse(&report.text, block.span);
                sentences.iter_mut().for_each(mend);
                sentences
            }
        };
        Parsed { blocks: report.blocks.iter().map(sentences).collect() }
    }

    fn read(&self, report: &Report, parsed: &Parsed, published: Published) -> Reading {
        read(report, parsed, &self.brain, published)
    }
}
