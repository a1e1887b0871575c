//! The pages of a laid-out file (PDF, OFD): characters with their places, and ruling lines.

/// A page: `y` grows downwards from its upper edge, in points.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its width as a reader sees it.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// Its characters, in the order of the file.
    pub glyphs: Vec<Glyph>,
    /// Lines drawn along an axis.
    pub rules: Vec<Rule>,
}

/// A character where it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    pub c: char,
    /// Where it begins, on its base line.
    pub x: f32,
    pub y: f32,
    /// How far the writing goes on behind it.
    pub advance: f32,
    /// The height of its type.
    pub size: f32,
    pub way: Way,
    /// Set in the type of headings.
    pub strong: bool,
    /// The file says that it is a head, a foot or an ornament of the page.
    pub furniture: bool,
}

/// The direction of the writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    /// To the right.
    #[default]
    Right,
    /// Downwards: 直排, and lines on a page that lies on its side.
    Down,
    /// To the left, upside down.
    Left,
    /// Upwards.
    Up,
    /// Along none of these: a watermark.
    Slanted,
}

/// A line drawn along an axis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rule {
    /// Whether it runs along `y`.
    pub upright: bool,
    /// Where it stands on the other axis.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends, beyond `from`.
    pub to: f32,
}

/// An affine map of the plane: the six numbers of PDF and OFD, `x' = ax + cy + e`, `y' = bx + dy + f`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Matrix(pub [f64; 6]);

impl Matrix {
    /// Leaves all where it is.
    pub(crate) const ID: Matrix = Matrix([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// Shifts.
    pub(crate) fn shift(x: f64, y: f64) -> Self {
        Matrix([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This map, then the other.
    pub(crate) fn then(self, next: Matrix) -> Self {
        let ([a, b, c, d, e, f], n) = (self.0, next.0);
        Matrix([
            a * n[0] + b * n[2],
            a * n[1] + b * n[3],
            c * n[0] + d * n[2],
            c * n[1] + d * n[3],
            e * n[0] + f * n[2] + n[4],
            e * n[1] + f * n[3] + n[5],
        ])
    }

    /// Where a point comes to stand.
    pub(crate) fn at(self, x: f64, y: f64) -> (f64, f64) {
        let [a, b, c, d, e, f] = self.0;
        (a * x + c * y + e, b * x + d * y + f)
    }

    /// What a length along `x` and one along `y` become.
    pub(crate) fn scale(self) -> (f64, f64) {
        let [a, b, c, d, ..] = self.0;
        (a.hypot(b), c.hypot(d))
    }

    /// The direction that `(x, y)` is turned to, where `y` grows downwards.
    pub(crate) fn way(self, x: f64, y: f64) -> Way {
        let [a, b, c, d, ..] = self.0;
        let (along, across) = (a * x + c * y, b * x + d * y);
        match () {
            () if along.abs() > STRAIGHT * across.abs() && along > 0.0 => Way::Right,
            () if along.abs() > STRAIGHT * across.abs() => Way::Left,
            () if across.abs() > STRAIGHT * along.abs() && across > 0.0 => Way::Down,
            () if across.abs() > STRAIGHT * along.abs() => Way::Up,
            () => Way::Slanted,
        }
    }
}

/// A line is straight that rises by less than one in so many: a page that was scanned is crooked by a degree or two.
const STRAIGHT: f64 = 15.0;

/// Ruling lines of a path, gathered corner by corner.
#[derive(Debug, Default)]
pub(crate) struct Path {
    /// Lines between corners.
    lines: Vec<[f64; 4]>,
    start: (f64, f64),
    at: (f64, f64),
    /// It holds a curve.
    curved: bool,
}

/// A surface that is narrower than this is a line.
const THIN: f64 = 3.0;
/// No page has more ruling lines, nor a path more corners; what is beyond is a drawing.
const MOST_RULES: usize = 20_000;

impl Path {
    /// Begins at a corner.
    pub(crate) fn start(&mut self, to: (f64, f64)) {
        (self.start, self.at) = (to, to);
    }

    /// Draws a line.
    pub(crate) fn line(&mut self, to: (f64, f64)) {
        if self.lines.len() < MOST_RULES {
            self.lines.push([self.at.0, self.at.1, to.0, to.1]);
        }
        self.at = to;
    }

    /// Draws a curve.
    pub(crate) fn curve(&mut self, to: (f64, f64)) {
        self.curved = true;
        self.at = to;
    }

    /// Goes back to where it began.
    pub(crate) fn close(&mut self) {
        self.line(self.start);
    }

    /// Draws a rectangle with these opposite corners under `map`.
    #[cfg(any(feature = "pdf", test))]
    pub(crate) fn rectangle(&mut self, map: Matrix, x: f64, y: f64, width: f64, height: f64) {
        self.start(map.at(x, y));
        self.line(map.at(x + width, y));
        self.line(map.at(x + width, y + height));
        self.line(map.at(x, y + height));
        self.close();
    }

    /// Gives the lines of a path that is stroked to the page, and of one that is filled if it is thin.
    pub(crate) fn paint(&mut self, stroked: bool, rules: &mut Vec<Rule>) {
        let path = std::mem::take(self);
        if stroked {
            rules.extend(path.lines.iter().filter_map(rule_of).take(MOST_RULES.saturating_sub(rules.len())));
        } else if !path.curved {
            // A path may draw several rectangles one after the other.
            for piece in path.lines.chunk_by(|a, b| (a[2], a[3]) == (b[0], b[1])) {
                let thin = bounds(piece).filter(|b| (b[2] - b[0]).min(b[3] - b[1]) < THIN);
                let Some([x0, y0, x1, y1]) = thin.filter(|_| rules.len() < MOST_RULES) else { continue };
                let (x, y) = ((x0 + x1) / 2.0, (y0 + y1) / 2.0);
                let middle = if x1 - x0 > y1 - y0 { [x0, y, x1, y] } else { [x, y0, x, y1] };
                rules.extend(rule_of(&middle));
            }
        }
    }
}

fn bounds(lines: &[[f64; 4]]) -> Option<[f64; 4]> {
    let first = lines.first()?;
    let mut all = [first[0], first[1], first[0], first[1]];
    for [x0, y0, x1, y1] in lines {
        all = [
            all[0].min(*x0).min(*x1),
            all[1].min(*y0).min(*y1),
            all[2].max(*x0).max(*x1),
            all[3].max(*y0).max(*y1),
        ];
    }
    Some(all)
}

/// The line between two corners, if it runs along an axis.
fn rule_of([x0, y0, x1, y1]: &[f64; 4]) -> Option<Rule> {
    let (wide, high) = ((x1 - x0).abs(), (y1 - y0).abs());
    let (upright, at, from, to) = match () {
        () if wide > 1.0 && high < 1.0 => (false, (y0 + y1) / 2.0, x0.min(*x1), x0.max(*x1)),
        () if high > 1.0 && wide < 1.0 => (true, (x0 + x1) / 2.0, y0.min(*y1), y0.max(*y1)),
        () => return None,
    };
    let rule = Rule { upright, at: at as f32, from: from as f32, to: to as f32 };
    [rule.at, rule.from, rule.to].iter().all(|v| v.is_finite()).then_some(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_laid_one_behind_the_other() {
        let map = Matrix([2.0, 0.0, 0.0, 2.0, 0.0, 0.0]).then(Matrix::shift(1.0, -1.0));
        assert_eq!(map.at(3.0, 4.0), (7.0, 7.0));
        assert_eq!(Matrix([0.0, 1.0, -1.0, 0.0, 0.0, 0.0]).way(1.0, 0.0), Way::Down);
        assert_eq!(Matrix([1.0, 1.0, -1.0, 1.0, 0.0, 0.0]).way(1.0, 0.0), Way::Slanted);
    }

    #[test]
    fn thin_surfaces_and_strokes_are_lines() {
        let lines = |width: f64, height: f64, stroked: bool| {
            let (mut path, mut rules) = (Path::default(), Vec::new());
            path.rectangle(Matrix::ID, 10.0, 10.0, width, height);
            path.paint(stroked, &mut rules);
            rules.len()
        };
        assert_eq!(
            (lines(200.0, 0.5, false), lines(200.0, 50.0, false), lines(200.0, 50.0, true)),
            (1, 0, 4)
        );
    }
}
