//! Lines of a user's own in place of ours: GeoJSON, of which only the geometry is taken.

use super::outlines::Degrees;
use serde_json::Value;

/// Lines of a user's own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Boundaries {
    /// The outlines of areas, and lines.
    pub lines: Vec<Vec<Degrees>>,
}

impl Boundaries {
    /// Takes every polygon and line of a GeoJSON text in degrees.
    ///
    /// # Errors
    /// Says what is wrong with it, as a sentence.
    ///
    /// ```
    /// use dateline_show::map::boundaries::Boundaries;
    /// let line = r#"{"type": "LineString", "coordinates": [[61, 35], [62, 35.5]]}"#;
    /// assert_eq!(Boundaries::parse(line).unwrap().lines, [[(61.0, 35.0), (62.0, 35.5)]]);
    /// assert!(Boundaries::parse("{}").is_err());
    /// ```
    pub fn parse(geojson: &str) -> Result<Boundaries, String> {
        let value: Value = serde_json::from_str(geojson).map_err(|e| format!("It is no JSON: {e}."))?;
        let mut lines = Vec::new();
        collect(&value, &mut lines)?;
        match lines.is_empty() {
            true => Err("It has no polygon and no line.".into()),
            false => Ok(Boundaries { lines }),
        }
    }
}

fn collect(value: &Value, lines: &mut Vec<Vec<Degrees>>) -> Result<(), String> {
    match value["type"].as_str() {
        Some("FeatureCollection") => each(&value["features"], |v| collect(v, lines)),
        Some("Feature") if value["geometry"].is_null() => Ok(()),
        Some("Feature") => collect(&value["geometry"], lines),
        Some("GeometryCollection") => each(&value["geometries"], |v| collect(v, lines)),
        Some("LineString") => line(&value["coordinates"], lines),
        Some("Polygon" | "MultiLineString") => each(&value["coordinates"], |v| line(v, lines)),
        Some("MultiPolygon") => each(&value["coordinates"], |v| each(v, |v| line(v, lines))),
        Some("Point" | "MultiPoint") => Ok(()),
        Some(other) => Err(format!("{other:?} is no type of GeoJSON.")),
        None => Err("A part of it has no type.".into()),
    }
}

fn each(list: &Value, mut take: impl FnMut(&Value) -> Result<(), String>) -> Result<(), String> {
    list.as_array().ok_or("A list is missing.")?.iter().try_for_each(&mut take)
}

fn line(points: &Value, lines: &mut Vec<Vec<Degrees>>) -> Result<(), String> {
    let mut line = Vec::new();
    each(points, |point| {
        let (lon, lat) = (point[0].as_f64(), point[1].as_f64());
        match (lon, lat) {
            (Some(lon), Some(lat)) if lon.abs() <= 360.0 && lat.abs() <= 90.0 => {
                line.push((lon, lat));
                Ok(())
            }
            _ => Err("A point is no pair of degrees, east and north; other units are not read.".to_string()),
        }
    })?;
    lines.push(line);
    Ok(())
}
