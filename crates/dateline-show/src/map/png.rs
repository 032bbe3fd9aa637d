//! The same picture as pixels. The font is compiled in and no other is looked for, so the bytes are always the same.

use resvg::{tiny_skia, usvg};
use std::sync::Arc;

/// DejaVu Sans 2.37, Latin, Greek and Cyrillic; its licence lies beside it.
static FONT: &[u8] = include_bytes!("../../assets/DejaVuSans-subset.ttf");

/// A map drawn by [`super::svg`] as PNG, a pixel for a pixel.
///
/// # Errors
/// Says why it cannot be drawn, as a sentence.
pub fn png(svg: &str) -> Result<Vec<u8>, String> {
    let mut fonts = usvg::fontdb::Database::new();
    fonts.load_font_data(FONT.to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    let options =
        usvg::Options { fontdb: Arc::new(fonts), font_family: "DejaVu Sans".into(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|e| format!("The picture is broken: {e}."))?;
    let size = tree.size().to_int_size();
    let mut pixels = tiny_skia::Pixmap::new(size.width(), size.height()).ok_or("The picture is too large.")?;
    resvg::render(&tree, tiny_skia::Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|e| format!("The picture cannot be written: {e}."))
}
