//! What every output promises, on a small made-up pile.

mod contract;
mod export;
mod made;
mod map;
mod outputs;
mod timeline;
