//! dateline for Python: what `dateline/__init__.py` calls. Tables cross as bytes of an Arrow stream, days as texts.
//!
//! Whatever takes long lets other threads of Python run.

mod picture;
mod reports;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use dateline::core::model::Notice;
use dateline::{Error, Reader, knowledge, pipeline, readings};
use pyo3::exceptions::{PyRuntimeError, PyUserWarning, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::ffi::CString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

#[pymodule]
mod _dateline {
    #[pymodule_export]
    use super::picture::Picture;
    #[pymodule_export]
    use super::read;

    /// The version of the package.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
}

/// Reads reports, each a JSON object, by their own words alone; gives the table of readings.
#[pyfunction]
#[pyo3(signature = (reports, knowledge, threads))]
fn read<'py>(
    py: Python<'py>,
    reports: Vec<String>,
    knowledge: Option<PathBuf>,
    threads: Option<usize>,
) -> PyResult<Bound<'py, PyBytes>> {
    let (bytes, notices) = py.detach(|| {
        let reader = reader(knowledge.as_deref()).map_err(raised)?;
        let taken: Vec<_> = reports.iter().map(|line| reports::report(line)).collect();
        let (taken, notices): (Vec<_>, Vec<_>) = taken.into_iter().unzip();
        let read = pipeline::read_apart(&*reader, taken, threads.unwrap_or_else(all_threads));
        let whole: Vec<_> = read.into_iter().map(|(report, carried)| (report, vec![carried])).collect();
        PyResult::Ok((stream(&[readings::of_readings(&whole)])?, notices.concat()))
    })?;
    warn(py, &notices)?;
    Ok(PyBytes::new(py, &bytes))
}

fn all_threads() -> usize {
    std::thread::available_parallelism().map_or(1, |n| n.get())
}

/// The reader; the one without knowledge of the user's own is loaded once in a process.
fn reader(own: Option<&Path>) -> dateline::Result<Arc<Reader>> {
    static SHIPPED: OnceLock<Arc<Reader>> = OnceLock::new();
    if own.is_some() {
        return Ok(Arc::new(Reader::knowing(knowledge::load(own)?)?));
    }
    if let Some(reader) = SHIPPED.get() {
        return Ok(reader.clone());
    }
    let reader = Arc::new(Reader::embedded()?);
    Ok(SHIPPED.get_or_init(|| reader).clone())
}

/// Tells remarks as Python does.
fn warn(py: Python, notices: &[Notice]) -> PyResult<()> {
    for notice in notices {
        let text = dateline::show::text::clean(&format!("{}: {} {}", notice.origin, notice.what, notice.hint));
        let text = CString::new(text.replace('\0', " ")).map_err(|e| PyRuntimeError::new_err(e.to_string()))?;
        PyErr::warn(py, &py.get_type::<PyUserWarning>(), &text, 2)?;
    }
    Ok(())
}

/// An error with what to try, as an exception.
fn raised(error: Error) -> PyErr {
    let text = format!("{error} {}", error.hint().unwrap_or_default());
    match error {
        Error::Options { .. } | Error::NotFound { .. } | Error::Faults(_) => {
            PyValueError::new_err(text.trim().to_owned())
        }
        _ => PyRuntimeError::new_err(text.trim().to_owned()),
    }
}

/// Batches of one schema as bytes; there must be one.
fn stream(batches: &[RecordBatch]) -> PyResult<Vec<u8>> {
    let written = || {
        let mut writer = StreamWriter::try_new(Vec::new(), &batches[0].schema())?;
        batches.iter().try_for_each(|batch| writer.write(batch))?;
        writer.into_inner()
    };
    written().map_err(|e| PyRuntimeError::new_err(e.to_string()))
}

/// Batches from bytes.
fn batches(bytes: &[u8]) -> PyResult<Vec<RecordBatch>> {
    let read = || StreamReader::try_new(bytes, None)?.collect::<Result<_, _>>();
    read().map_err(|e| PyValueError::new_err(e.to_string()))
}
