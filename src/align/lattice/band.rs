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
