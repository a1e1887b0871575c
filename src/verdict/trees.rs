//! Features → a sum of small decision trees: how likely something is where features bear on one another.

/// Trees of `verdict_trees.tsv` that answer one question together.
#[derive(Clone, Debug, Default)]
pub(super) struct Trees {
    trees: Vec<Vec<Node>>,
}

/// A step down a tree, or its end.
#[derive(Clone, Copy, Debug)]
enum Node {
    /// Whether a feature, by its place, is at most so much, and where to go on.
    Fork { feature: usize, at_most: f32, then: usize, or: usize },
    /// What the tree adds to the log-odds.
    Leaf(f32),
}

/// No tree is deeper.
const DEEPEST: usize = 16;

impl Trees {
    /// Reads the trees of `question`; `names` gives the place of a feature by its name. A row is the question, the tree, then the feature,
    /// its bound and the two rows of that tree to go on with, counted from nought; or `-` and what is added.
    pub(super) fn read(table: &'static str, question: &str, names: &[&str]) -> Self {
        let mut trees: Vec<Vec<Node>> = Vec::new();
        let mut last = "";
        let of = |line: &'static str| line.strip_prefix(question)?.strip_prefix('\t')?.split_once('\t');
        for (tree, row) in table.lines().filter_map(of) {
            let Some(node) = node(row, names) else { continue };
            if tree != last || trees.is_empty() {
                trees.push(Vec::new());
                last = tree;
            }
            if let Some(tree) = trees.last_mut() {
                tree.push(node);
            }
        }
        Trees { trees }
    }

    /// What the trees add up to, in log-odds; none where there are no trees.
    pub(super) fn logit(&self, features: &[f32]) -> Option<f32> {
        (!self.trees.is_empty()).then(|| self.trees.iter().map(|tree| walk(tree, features)).sum())
    }
}

/// Reads `feature, bound, row, row` or `-, value`.
fn node(row: &str, names: &[&str]) -> Option<Node> {
    let mut cells = row.split('\t');
    let (name, value) = (cells.next()?, cells.next()?.parse().ok()?);
    if name == "-" {
        return Some(Node::Leaf(value));
    }
    let feature = names.iter().position(|known| *known == name)?;
    Some(Node::Fork {
        feature,
        at_most: value,
        then: cells.next()?.parse().ok()?,
        or: cells.next()?.parse().ok()?,
    })
}

fn walk(tree: &[Node], features: &[f32]) -> f32 {
    let mut at = 0;
    for _ in 0..DEEPEST {
        match tree.get(at) {
            Some(Node::Fork { feature, at_most, then, or }) => {
                at = if features.get(*feature).is_some_and(|s| s <= at_most) { *then } else { *or };
            }
            Some(Node::Leaf(value)) => return *value,
            None => return 0.0,
        }
    }
    0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_add_up() {
        let table = "# two trees\nwhole\t0\tcover\t0.5\t1\t2\nwhole\t0\t-\t-1.5\nwhole\t0\t-\t2\nwhole\t1\t-\t0.25\nsure\t0\t-\t9\n";
        let trees = Trees::read(table, "whole", &["length", "cover"]);
        assert_eq!(trees.logit(&[0.0, 0.5]), Some(-1.25));
        assert_eq!(trees.logit(&[0.0, 0.6]), Some(2.25));
        assert_eq!(Trees::read(table, "other", &[]).logit(&[]), None);
    }
}
