//! Documents in time: which drafts belong to which report, and which report is of a later meeting.

mod drafts;
mod groups;
mod likeness;
mod order;
mod series;

pub(crate) use drafts::is_revision_of;
pub(crate) use drafts::{Descent, descents};
pub use drafts::{Ground, assembled, draft_of};
pub(crate) use groups::groups;
pub use order::in_time_order;
pub(crate) use order::{comes_before, is_later_meeting, is_same_meeting, reports_on, undated};
pub(crate) use series::are_of_one_series;
pub use series::{Series, series};
