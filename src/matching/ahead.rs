//! The candidates of a task → how far the features of each are ahead of the others'.

use crate::model::Features;

/// Adds to each candidate how far it is ahead of the best other one: 「新农合」 in one sentence of a report tells more than in ten.
pub(super) fn get_ahead(candidates: &mut [Features]) {
    lead(candidates, |f| f.best_clause, |f| &mut f.ahead_best_clause);
    lead(candidates, |f| f.cover, |f| &mut f.ahead_cover);
    lead(candidates, |f| f.paragraph, |f| &mut f.ahead_paragraph);
}

fn lead(candidates: &mut [Features], of: fn(&Features) -> f32, ahead: fn(&mut Features) -> &mut f32) {
    let (mut best, mut second) = (f32::MIN, f32::MIN);
    for value in candidates.iter().map(of) {
        if value >= best {
            (best, second) = (value, best);
        } else {
            second = second.max(value);
        }
    }
    if second == f32::MIN {
        second = 0.0;
    }
    for features in candidates {
        let value = of(features);
        *ahead(features) = value - if value >= best { second } else { best };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_ahead_is_ahead_of_the_next_best() {
        let mut candidates = [0.2, 0.75, 0.5].map(|cover| Features { cover, ..Features::default() });
        get_ahead(&mut candidates);
        assert_eq!(candidates.map(|c| c.ahead_cover), [0.2 - 0.75, 0.25, -0.25]);
    }
}
