//! Claims as they come out of the store, with what they have in common kept once.
//!
//! A pile names a few thousand places, parties and sources in millions of claims. A claim that keeps its own copies of
//! them takes twice the memory.

use dateline_core::model::{Claim, Party, PartyRef, Place, PlaceRef, Pool, Says, Shared, Source};

/// The places, parties and sources that have come by.
#[derive(Default)]
pub(crate) struct Sharing {
    places: Pool<Place>,
    parties: Pool<Party>,
    sources: Pool<Source>,
}

impl Sharing {
    /// The claim, holding what others hold already.
    pub fn one(&mut self, mut claim: Claim) -> Shared<Claim> {
        match &mut claim.says {
            Says::Event(event) => {
                self.party(&mut event.actor);
                self.party(&mut event.target);
                self.place(&mut event.place);
            }
            Says::Figure(figure) => {
                self.party(&mut figure.party);
                self.place(&mut figure.place);
            }
            Says::Person(told) => {
                self.party(&mut told.person.party);
                self.place(&mut told.place);
                self.place(&mut told.to);
            }
            Says::Statement(_) => {}
        }
        if let Some(source) = &mut claim.source {
            self.party(&mut source.party);
            *source = self.sources.one(&source.text, source);
        }
        claim.into()
    }

    fn party(&mut self, party: &mut Option<PartyRef>) {
        *party = party.take().map(|p| self.parties.one(&p.id, &p));
    }

    fn place(&mut self, place: &mut Option<PlaceRef>) {
        *place = place.take().map(|p| self.places.one(&p.id, &p));
    }
}
