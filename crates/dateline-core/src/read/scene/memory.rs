//! Places spoken of before.

use crate::model::{PlaceKind, PlaceRef};

/// Places the report spoke of before, the latest last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Memory {
    pub(super) city: Option<PlaceRef>,
    pub(super) province: Option<PlaceRef>,
    pub(super) district: Option<PlaceRef>,
    pub(super) facility: Option<PlaceRef>,
    pub(super) last: Option<PlaceRef>,
}

impl Memory {
    /// Remembers a place.
    pub fn note(&mut self, place: &PlaceRef) {
        let slot = match place.kind {
            PlaceKind::City => &mut self.city,
            PlaceKind::Province => &mut self.province,
            PlaceKind::District => &mut self.district,
            PlaceKind::Facility => &mut self.facility,
            PlaceKind::Country | PlaceKind::Region => return,
        };
        *slot = Some(place.clone());
        if place.kind != PlaceKind::Facility {
            self.last = Some(place.clone());
        }
    }
    /// The town spoken of last.
    pub fn city(&self) -> Option<&PlaceRef> {
        self.city.as_ref()
    }
}
