//! From bytes to Unicode code points, which the output contract counts.

use dateline_core::model::Span;

/// The places of one text at which code points begin, sampled so that any span is found quickly.
#[derive(Clone, Debug)]
pub struct Offsets<'a> {
    text: &'a str,
    /// Code points before each stretch of [`STEP`] bytes.
    marks: Vec<u32>,
}

const STEP: usize = 256;

impl<'a> Offsets<'a> {
    /// One pass over the text.
    pub fn new(text: &'a str) -> Offsets<'a> {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut seen = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            marks.push(seen);
            seen += chunk.iter().filter(|b| starts_character(**b)).count() as u32;
        }
        marks.push(seen);
        Offsets { text, marks }
    }

    /// A span in code points, half open.
    ///
    /// ```
    /// use dateline_core::model::Span;
    /// let text = "Écija fell";
    /// let (start, end) = dateline_show::offsets::Offsets::new(text).code_points(Span::new(7, 11));
    /// assert_eq!((start, end), (6, 10));
    /// ```
    pub fn code_points(&self, span: Span) -> (usize, usize) {
        (self.before(span.start as usize), self.before(span.end as usize))
    }

    fn before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let stretch = byte / STEP;
        let inside = &self.text.as_bytes()[stretch * STEP..byte];
        self.marks[stretch] as usize + inside.iter().filter(|b| starts_character(**b)).count()
    }
}

fn starts_character(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_boundary_counts_as_the_characters_before_it() {
        let text = "aé漢🙂 ".repeat(200);
        let offsets = Offsets::new(&text);
        for (points, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.before(byte), points);
        }
        assert_eq!(offsets.before(text.len()), text.chars().count());
    }
}
