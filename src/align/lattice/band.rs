//! Which points of the lattice are looked at: those near the straight lines between anchors.

use std::ops::Range;

use super::solver::MOST;

/// For each number of old provisions behind the path, which numbers of new ones may be. The path strays no further than
/// `band` provisions from the straight line between two `anchors`, which rise on both sides, or as far as the line itself goes
/// within two rows.
pub(super) fn rows(
    (old_count, new_count): (usize, usize),
    anchors: &[(usize, usize)],
    band: usize,
) -> Vec<Range<usize>> {
    let mut stops = vec![(0, 0)];
    stops.extend(anchors);
    stops.push((old_count, new_count));
    let mut rows: Vec<Option<Range<usize>>> = vec![None; old_count + 1];
    for pair in stops.windows(2) {
        let ((i0, j0), (i1, j1)) = (pair[0], pair[1]);
        let band = band.max(2 * (j1 - j0).div_ceil((i1 - i0).max(1)));
        for (at, row) in rows.iter_mut().enumerate().take((i1 + MOST).min(old_count) + 1).skip(i0.saturating_sub(MOST))
        {
            let share = if i1 > i0 { (at.clamp(i0, i1) - i0) as f64 / (i1 - i0) as f64 } else { 0.5 };
            let centre = j0 + (share * (j1 - j0) as f64) as usize;
            let from = j0.saturating_sub(MOST).max(centre.saturating_sub(band));
            let to = (j1 + MOST).min(centre + band).min(new_count);
            *row = Some(match row {
                Some(row) => row.start.min(from)..row.end.max(to + 1),
                None => from..to + 1,
            });
        }
    }
    // The stops reach from the first row to the last, so none is left out.
    let mut rows: Vec<Range<usize>> = rows.into_iter().map(|row| row.unwrap_or(0..new_count + 1)).collect();
    // The path begins and ends with both sides.
    rows[0].start = 0;
    if let Some(last) = rows.last_mut() {
        last.end = new_count + 1;
    }
    // Each row can be reached from the one before it: it begins before that ends, and ends no earlier.
    for at in 1..rows.len() {
        rows[at].start = rows[at].start.max(rows[at - 1].start).min(rows[at - 1].end - 1);
        rows[at].end = rows[at].end.max(rows[at - 1].end);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_anchors_a_path_strays_so_far_from_the_straight_line_and_no_further() {
        let rows = rows((20, 20), &[], 3);
        assert_eq!(rows.len(), 21);
        assert_eq!((rows[0].clone(), rows[10].clone(), rows[20].clone()), (0..4, 7..14, 17..21));
    }

    #[test]
    fn around_an_anchor_the_path_strays_no_further_than_a_step_reaches() {
        // Up to the anchor the old side alone goes on, behind it both.
        let rows = rows((20, 10), &[(10, 0)], 2);
        assert_eq!(rows[5], 0..3);
        assert_eq!(rows[19], 7..11);
        assert!(rows.iter().all(|row| row.end <= 11) && rows.windows(2).all(|pair| pair[0].end > pair[1].start));
        // Where the new side alone goes on, it is met halfway.
        let steep = super::rows((4, 30), &[(2, 4), (2, 26)], 2);
        assert!(steep[2].contains(&4) && steep[2].contains(&26));
    }

    #[test]
    fn from_an_anchor_no_step_leads_further_on_the_new_side_than_a_step_reaches() {
        let rows = rows((30, 60), &[(20, 10)], 50);
        assert_eq!(rows[5], 0..10 + MOST + 1);
    }
}
