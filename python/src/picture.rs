//! The picture of a table of readings: a store in memory, asked as the command line asks.

use crate::{all_threads, batches, raised, reader, stream, warn};
use dateline::core::knowledge::Knowledge;
use dateline::core::model::Day;
use dateline::pipeline::{self, Tally};
use dateline::show::export::{Asked, Format, table};
use dateline::show::map::{Options, svg};
use dateline::show::{brief, developments, page};
use dateline::{Pile, Store, knowledge, pile, readings};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pictures of different known days are kept.
const KEPT: usize = 6;

/// Everything that was read, and the pictures that were asked for last.
#[pyclass(frozen, module = "dateline._dateline")]
pub struct Picture {
    knowledge: Knowledge,
    kept: Mutex<Kept>,
}

struct Kept {
    store: Store,
    piles: Vec<(Option<Day>, Arc<Pile>)>,
}

#[pymethods]
impl Picture {
    /// From readings as bytes of an Arrow stream.
    #[new]
    fn new(py: Python, table: &[u8], knowledge: Option<PathBuf>) -> PyResult<Picture> {
        let (picture, tally) = py.detach(|| build(table, knowledge))?;
        warn(py, &tally.notices)?;
        Ok(picture)
    }

    /// One of the tidy tables as bytes of an Arrow stream.
    fn table<'py>(
        &self,
        py: Python<'py>,
        name: &str,
        on: Option<&str>,
        known: Option<&str>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| {
            let parties = &self.knowledge.parties;
            let asked = Asked { format: Format::Parquet, on: day(on)?, hxl: false, parties, decisions: &[] };
            let made = table(&*self.pile(known)?, &asked, name);
            stream(&[made.ok_or_else(|| PyValueError::new_err(format!("There is no table {name:?}.")))?])
        })?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// What happened, as lines of JSON.
    fn developments(&self, py: Python, known: Option<&str>) -> PyResult<String> {
        py.detach(|| {
            let pile = self.pile(known)?;
            Ok(developments::json(&pile, &pile.picture.developments()))
        })
    }

    /// The brief as text, Markdown or a page.
    fn brief(&self, py: Python, on: Option<&str>, known: Option<&str>, full: bool, form: &str) -> PyResult<String> {
        py.detach(|| {
            let pile = self.pile(known)?;
            let before = pile.known.yesterday().ok().filter(|_| pile.known < Day::MAX);
            let before = before.map(|day| self.pile_of(Some(day))).transpose()?;
            let template = if full { brief::Template::Full } else { brief::Template::TwoPage };
            let ask = brief::Ask {
                on: day(on)?,
                before: before.as_deref(),
                template,
                map: form == "html",
                ..brief::Ask::default()
            };
            let made = brief::build(&pile, &ask);
            Ok(match form {
                "html" => brief::html(&made),
                "markdown" => brief::markdown(&made),
                _ => brief::text(&made, Default::default()),
            })
        })
    }

    /// The map of a day as SVG.
    fn map(&self, py: Python, on: Option<&str>, known: Option<&str>, width: u32) -> PyResult<String> {
        py.detach(|| {
            let pile = self.pile(known)?;
            Ok(svg(&pile, day(on)?.unwrap_or(pile.known), &Options { width, ..Options::default() }))
        })
    }

    /// The timeline as a page that needs nothing beside it.
    fn timeline(&self, py: Python, known: Option<&str>) -> PyResult<String> {
        py.detach(|| Ok(page::timeline_alone(&*self.pile(known)?)))
    }

    /// The day that counts as known: as given, else the newest report's; none where no report has a day.
    fn known(&self, py: Python, known: Option<&str>) -> PyResult<Option<String>> {
        py.detach(|| Ok(Some(self.pile(known)?.known).filter(|d| *d < Day::MAX).map(|d| d.to_string())))
    }
}

impl Picture {
    fn pile(&self, known: Option<&str>) -> PyResult<Arc<Pile>> {
        self.pile_of(day(known)?)
    }

    fn pile_of(&self, known: Option<Day>) -> PyResult<Arc<Pile>> {
        // A question that failed half way has spoiled nothing that is kept here.
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let one = match kept.piles.iter().position(|(asked, _)| *asked == known) {
            Some(at) => kept.piles.remove(at),
            None => (known, Arc::new(pile::load_with(&kept.store, known, &self.knowledge, &[]).map_err(raised)?)),
        };
        let pile = one.1.clone();
        kept.piles.insert(0, one);
        kept.piles.truncate(KEPT);
        Ok(pile)
    }
}

/// Keeps what the table carries, and dates the reports that only the pile can date.
fn build(table: &[u8], own: Option<PathBuf>) -> PyResult<(Picture, Tally)> {
    let mut store = Store::temporary().map_err(|e| raised(e.into()))?;
    let mut lines = Vec::new();
    for batch in batches(table)? {
        lines.extend(readings::lines_in(&batch).map_err(|why| PyValueError::new_err(format!("Of the table, {why}.")))?);
    }
    let mut tally = Tally::default();
    readings::keep(&mut store, lines, "the table", &mut tally).map_err(raised)?;
    if store.has_undated().map_err(|e| raised(e.into()))? {
        let reader = reader(own.as_deref()).map_err(raised)?;
        pipeline::take_in(&mut store, &*reader, std::iter::empty(), all_threads(), &mut ()).map_err(raised)?;
    }
    let knowledge = knowledge::load(own.as_deref()).map_err(raised)?;
    Ok((Picture { knowledge, kept: Mutex::new(Kept { store, piles: Vec::new() }) }, tally))
}

fn day(text: Option<&str>) -> PyResult<Option<Day>> {
    let wrong = |text: &str| PyValueError::new_err(format!("{text:?} is no day; write YYYY-MM-DD."));
    text.map(|text| text.parse().map_err(|_| wrong(text))).transpose()
}
