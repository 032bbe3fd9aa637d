//! The store's promises: nothing twice, nothing lost, nothing half.

mod made;
mod promises;
mod trouble;
