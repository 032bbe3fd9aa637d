//! Inputs as an iterator: intake works in a thread of its own, a few reports ahead of the reader.

use crate::error::{Error, Result};
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

pub use dateline_intake::{Mapping, Options, Taken};

/// How many reports intake may be ahead.
const AHEAD: usize = 32;

/// Everything in the paths (`-` is standard input), in a fixed order. Dropping the iterator lets the
/// thread run dry; it holds nothing that has to be closed.
pub fn input(paths: &[PathBuf], options: &Options) -> Result<impl Iterator<Item = Taken> + use<>> {
    let (paths, options) = (paths.to_vec(), options.clone());
    given(move |each| dateline_intake::take(&paths, &options, each))
}

/// The same for whatever gives reports one after the other.
pub(crate) fn given<G>(give: G) -> Result<impl Iterator<Item = Taken> + use<G>>
where
    G: FnOnce(&mut dyn FnMut(Taken)) + Send + 'static,
{
    let (send, receive) = sync_channel(AHEAD);
    let name = std::thread::Builder::new().name("intake".into());
    name.spawn(move || {
        give(&mut |taken| {
            // Nobody listens any more when the work was stopped.
            let _ = send.send(taken);
        });
    })?;
    Ok(receive.into_iter())
}

/// Options from what was typed: `--map text=body,date=created`, once or several times.
pub fn options(map: &[String]) -> Result<Options> {
    let mapping = match map.is_empty() {
        true => None,
        false => Some(Mapping::parse(&map.join(",")).map_err(|e| Error::Options {
            what: e.to_string(),
            hint: "Write --map text=FIELD,title=FIELD,date=FIELD; see `dateline add --help`.".into(),
        })?),
    };
    Ok(Options { mapping, ..Options::default() })
}
