//! Parts of places: "the outskirts of Kabul", "nine of the ten districts".

use super::{Scene, Spot};
use dateline_tree::Relation;

impl Scene<'_> {
    /// "the outskirts of Kabul", "nine of the ten districts of Jawzjan".
    pub(super) fn part_of(&self, noun: usize, depth: usize) -> Vec<Spot> {
        let view = self.view;
        let all = matches!(view.lemma(noun).as_str(), "all" | "whole" | "entirety");
        let inner = view.children(noun).find(|&c| {
            let phrase = matches!(view.relation(c).base(), "nmod" | "obl");
            phrase && (view.case(c) == "of" || view.case(c) == "in" && view.relation(c).base() == "nmod")
                || view.relation(c) == Relation::NmodPoss
                || view.relation(c) == Relation::Compound
        });
        // "The rest is with the army", "everything else fell": of the town spoken of.
        let left = matches!(view.lemma(noun).as_str(), "rest" | "everything" | "remainder");
        if let Some(city) = self.memory.city().filter(|_| left && inner.is_none()) {
            let how = format!("“{}” is a part of {}, the town spoken of before", view.word(noun), city.name);
            let place = city.written(view.word(noun));
            return vec![Spot { place, word: noun, partial: true, how }];
        }
        let spots: Vec<Spot> = inner.map(|c| self.spots_below(c, depth - 1)).unwrap_or_default();
        spots.into_iter().map(|s| Spot { partial: s.partial || !all, ..s }).collect()
    }

    pub(super) fn spots_below(&self, noun: usize, depth: usize) -> Vec<Spot> {
        self.view.coordinated(noun).into_iter().flat_map(|n| self.one(n, depth)).collect()
    }
}
