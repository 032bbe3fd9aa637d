//! A series of numbers as a small chart: every reported number a dot on its day, our own count a stepped line. The table
//! below it says the same, so the picture is only a help.

use crate::text::clean;
use dateline_core::model::Day;
use dateline_core::picture::{Fate, Reported, Series, Tally};
use maud::{Markup, html};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 200.0;
/// Room for the numbers on the left, and around the drawing.
const LEFT: f64 = 52.0;
const EDGE: f64 = 18.0;

/// Where things stand in the drawing.
struct Frame {
    first: Day,
    days: f64,
    most: f64,
}

impl Frame {
    fn new(dots: &[&Reported], counts: &[Tally]) -> Option<Frame> {
        let days = || dots.iter().map(|r| r.day).chain(counts.iter().map(|t| t.day));
        let (first, last) = (days().min()?, days().max()?);
        let told = dots.iter().flat_map(|r| [Some(r.figure.value), r.figure.max, r.figure.of]).flatten();
        let most =
            told.chain(counts.iter().map(|t| t.places.len() as f64)).filter(|n| n.is_finite()).fold(1.0, f64::max);
        Some(Frame { first, days: f64::from(last.since(first).map_or(0, |s| s.get_days())).max(1.0), most })
    }
    fn x(&self, day: Day) -> f64 {
        let at = f64::from(day.since(self.first).map_or(0, |s| s.get_days()));
        LEFT + at / self.days * (WIDTH - LEFT - EDGE)
    }
    fn y(&self, value: f64) -> f64 {
        HEIGHT - EDGE - 6.0 - (value / self.most).clamp(0.0, 1.0) * (HEIGHT - 2.0 * EDGE - 6.0)
    }
}

/// The chart; nothing when no number has a day.
pub(super) fn chart(series: &Series, counts: &[Tally]) -> Markup {
    // Shares and numbers have no scale in common; the table has both.
    let shares = series.reported.iter().all(is_share);
    let dots: Vec<&Reported> = series.reported.iter().filter(|r| r.day < Day::MAX && is_share(r) == shares).collect();
    let Some(frame) = Frame::new(&dots, counts) else { return html! {} };
    html! {
        svg.chart viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-labelledby="chart-title" {
            title id="chart-title" { (clean(&series.subject)) ": reported numbers by day; the table below says the same" }
            @for value in lines(frame.most) {
                line.grid x1=(LEFT) x2=(WIDTH - EDGE) y1=(at(frame.y(value))) y2=(at(frame.y(value))) {}
                text.axis x=(LEFT - 6.0) y=(at(frame.y(value) + 4.0)) text-anchor="end" { (value) }
            }
            @for day in ends(&frame, &dots, counts) {
                text.axis x=(at(frame.x(day))) y=(HEIGHT - 4.0) text-anchor=(anchor(&frame, day)) { (day) }
            }
            @if counts.len() > 1 { polyline.ours points=(steps(&frame, counts)) {} }
            @for tally in counts { rect.ours x=(at(frame.x(tally.day) - 3.0)) y=(at(frame.y(tally.places.len() as f64) - 3.0)) width="6" height="6" { title { "our count on " (tally.day) ": " (tally.places.len()) } } }
            @for reported in &dots { (dot(&frame, reported)) }
        }
        p.key { span.k-dot {} "a reported number" span.k-off {} "superseded, denied, expected or past" @if !counts.is_empty() { span.k-ours {} "our own count from named places" } }
    }
}

/// Whether it is a number of percent.
pub(super) fn is_share(reported: &Reported) -> bool {
    reported.figure.unit == "percent"
}

fn dot(frame: &Frame, reported: &Reported) -> Markup {
    let figure = &reported.figure;
    let (x, y) = (frame.x(reported.day), frame.y(figure.value));
    let look = match reported.fate {
        Fate::Stands => "dot",
        Fate::Disputed(_) => "dot disputed",
        _ => "dot off",
    };
    let outlet = reported.outlet.as_deref().map_or(String::new(), |o| format!(", {}", clean(o)));
    html! {
        @if let Some(max) = figure.max { line.range x1=(at(x)) x2=(at(x)) y1=(at(y)) y2=(at(frame.y(max))) {} }
        circle class=(look) cx=(at(x)) cy=(at(y)) r="5" { title { (figure.told()) " on " (reported.day) (outlet) ", " (reported.fate.as_str()) } }
    }
}

/// Our count holds until the next one.
fn steps(frame: &Frame, counts: &[Tally]) -> String {
    let mut points: Vec<String> = Vec::new();
    let mut last: Option<f64> = None;
    for tally in counts {
        let (x, y) = (frame.x(tally.day), frame.y(tally.places.len() as f64));
        points.extend(last.map(|y| format!("{},{}", at(x), at(y))));
        points.push(format!("{},{}", at(x), at(y)));
        last = Some(y);
    }
    points.join(" ")
}

/// Round values for lines across.
fn lines(most: f64) -> Vec<f64> {
    let rough = most / 4.0;
    let ten = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].iter().map(|n| n * ten).find(|s| *s >= rough).unwrap_or(rough).max(1.0);
    (0..=4).map(|n| f64::from(n) * step).filter(|v| *v <= most).collect()
}

/// The first and the last day.
fn ends(frame: &Frame, dots: &[&Reported], counts: &[Tally]) -> Vec<Day> {
    let last = dots.iter().map(|r| r.day).chain(counts.iter().map(|t| t.day)).max();
    let mut ends = vec![frame.first];
    ends.extend(last.filter(|d| *d != frame.first));
    ends
}

fn anchor(frame: &Frame, day: Day) -> &'static str {
    if day == frame.first { "start" } else { "end" }
}

/// A coordinate with one digit, the same on every machine.
fn at(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_round() {
        assert_eq!(lines(34.0), [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(lines(1.0), [0.0, 1.0]);
        assert_eq!(lines(72_000.0), [0.0, 20_000.0, 40_000.0, 60_000.0]);
    }
}
