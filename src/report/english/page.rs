//! The words of a page for a browser; those that its script adds stand in the script.

/// The language of these words, as a code.
pub const LANGUAGE: &str = "en";
/// A link for whoever cannot see.
pub const SKIP: &str = "Go to the changes";
pub const DARK: &str = "Dark";
pub const FILTERS: &str = "Filter the changes";
pub const SEARCH: &str = "Search";
pub const SEARCH_HINT: &str = "words of a provision, or a number";
/// How wordings are shown, by the names that the address has and those that a reader sees; the first is what a page begins with.
pub const LAYOUT: &str = "Wording";
pub const LAYOUTS: [(&str, &str); 3] = [("inline", "In one text"), ("side", "Side by side"), ("short", "In short")];
/// From change to change.
pub const STEPS: &str = "From change to change";
pub const PREVIOUS: &str = "Previous change";
pub const NEXT: &str = "Next change";
/// The same with the keys that do it.
pub const PREVIOUS_BY_KEY: &str = "Previous change (p)";
pub const NEXT_BY_KEY: &str = "Next change (n)";
/// What a page consists of.
pub const PARTS: &str = "Parts of the page";
/// Above the counts of each of many comparisons.
pub const EACH_COMPARISON: &str = "Each comparison by itself";
/// Rows of a synoptic table that are there only if they are asked for.
pub const ALONE: &str = "also what is linked to no other document";
pub const SYNOPTIC: &str = super::SYNOPTIC;
/// Behind a count of lines on which reports are taken for one series.
pub const SERIES: &str = "lines on which reports are taken for one series";
/// Behind a count of what is told as one.
pub const PROVISIONS: &str = "provisions";
pub const SECTION: &str = "Section";
pub const ALL: &str = "all";
pub const SHOW_ALL: &str = "Show all";
pub const ROWS: &str = "rows";
pub const PICTURE: &str = "Picture";
pub const PICTURE_HINT: &str = "A bar for each provision, a ribbon for each link. At a bar's left edge stands how it came about, at its right what \
     became of it.";
/// What can be done with it; only where the script runs.
pub const PICTURE_USE: &str = "Choose one to read it, or a heading to fold its section. Arrow keys walk \
                              from bar to bar; + and − change the size, 0 fits it in.";
/// What stands above the picture.
pub const PICTURE_TOOLS: &str = "Size and parts of the picture";
pub const LINKED_ONLY: &str = "only what is linked";
pub const FOLD_ALL: &str = "Fold all sections";
pub const SMALLER: &str = "Smaller";
pub const LARGER: &str = "Larger";
pub const FIT: &str = "Fit";
/// What the picture is, for whoever cannot see it.
pub const PICTURE_LABEL: &str = "Picture of the lineage; the tables below say the same";
pub const CHANGES: &str = "Changes";
pub const NOTHING_COMPARED: &str = "None of these documents was compared with another: no draft was found with the \
                                    report of its meeting, and no two reports of one body.";
pub const NO_ROW: &str = "No row fits these filters.";
pub const DETAIL: &str = "Evidence";
pub const THREADS: &str = "Threads";
pub const THREADS_HINT: &str =
    "Each provision's line through time, the longest first: at most one wording for each meeting and stage.";
pub const OF_THREADS: [&str; 5] = ["Provisions", "Reworded", "Status", "Strength", "Last wording"];
pub const FAMILIES: &str = "Families";
pub const FAMILIES_HINT: &str = "Threads and single provisions on one matter, by the words that tell what it is.";
pub const DOCUMENTS: &str = "Documents";
pub const OF_DOCUMENTS: [&str; 5] = ["Document", "Symbol", "Date", "Stage", "Title"];
pub const WORDINGS: &str = "Wordings";
pub const CLOSE: &str = "Close";
/// Behind a word of doubt.
pub const LINK: &str = "link";

/// Above the charts and tables of drafts under negotiation.
pub const DRAFTS: &str = "Under negotiation";
