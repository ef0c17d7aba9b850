//! The headings of tables and sheets, by what their rows are.

pub const CHANGES: [&str; 5] = ["Old", "New", "Relation", "Certainty", "Wording"];
/// Of a table of changes in a report.
pub const CHANGES_IN_FULL: [&str; 5] = ["Old", "New", "Relation", "Certainty", "What changed"];
/// Of a table of changes beside their redlines.
pub const REDLINES: [&str; 4] = ["Old", "New", "What became of it", "Wording"];
pub const LINKS: [&str; 4] = ["From, to", "Certainty", "Shared", "Later wording"];
/// The same where both wordings stand.
pub const LINKS_IN_FULL: [&str; 4] = ["Earlier", "Later", "Certainty", "Shared"];
pub const UNLINKED: [&str; 3] = ["Earlier", "Later", "Decided"];
pub const THREADS: [&str; 5] = ["From, to", "Size", "Reworded", "Status", "Strength, last wording"];
/// Of a table of families.
pub const FAMILIES: [&str; 3] = ["Telling words", "Size", "Threads and single provisions"];
/// Of a table of groups of documents.
pub const GROUPS: [&str; 3] = ["Provisions", "Documents", "Which"];
/// Of a table of documents; the last stands only where some cite others.
pub const DOCUMENTS: [&str; 6] = ["Document", "Date", "Stage", "Rec.", "Para.", "Cites"];
pub const PROVISIONS: [&str; 4] = ["No.", "Kind", "Line", "Text"];
pub const PARTS: [&str; 5] = ["No.", "Addressee", "Phrase", "Qualifiers", "Core"];
pub const DECISIONS: [&str; 5] = ["Earlier", "Later", "Verdict", "Who, when", "Why"];
pub const SCORES: [&str; 8] = ["Kind", "Relation", "Gold", "Found", "Right", "Precision", "Recall", "F1"];
pub const JUDGED: [&str; 4] = ["Kind", "The reader says", "Pairs", "Found"];

/// Of a table of what a meeting repeats.
pub const REPEATS: [&str; 3] = ["Earlier", "Later", "What became of it"];
/// Of a table of counts.
pub const COUNTS: [&str; 2] = ["", "Number"];
/// Of a table of themes.
pub const THEMES: [&str; 8] = ["Theme", "Earlier", "Repeated", "Not\nrepeated", "Later", "Stronger", "Weaker", "New"];
/// Of a table of proposers: how many of their earlier recommendations they repeat themselves, only others take up, and
/// nobody repeats; how many of their later ones repeat one of their own, repeat only such of others, and are new.
pub const BY_PROPOSER: [&str; 9] = [
    "Proposer",
    "Earlier",
    "By\nitself",
    "Only by\nothers",
    "Not\nrepeated",
    "Later",
    "Own\nagain",
    "Others’\nonly",
    "New",
];

/// Above tables.
pub const OF_DOCUMENTS: &str = "Documents";
pub const OF_COUNTS: &str = "In numbers";
pub const OF_THEMES: &str = "By theme";
pub const OF_PROPOSERS: &str = "By proposer";
pub const OF_REPEATS: &str = "Recommendation by recommendation";
pub const OF_UNLINKED: &str = "Not linked, by a person's decision";
pub const OF_THREADS: &str = "Threads: each provision's line through time";
pub const OF_FAMILIES: &str = "Families: threads and single provisions on one matter";
pub const OF_GROUPS: &str = "Groups: documents that links may join";

/// Of a table of what is open in each part of a text.
pub const PART: &str = "Part of the text";
pub const OF_PROGRESS: &str = "Open brackets and options";
pub const ABOUT_PROGRESS: &str = "How many brackets and options each part of the text has in each revision.";
/// Of a table of proposals.
pub const PROVENANCE: [&str; 3] = ["Draft", "Proposed", "What stands of it"];
pub const OF_PROVENANCE: &str = "Whose words stand";
pub const ABOUT_PROVENANCE: &str =
    "Each wording that a draft names a proposer for, once, held against what its provision became in the last text.";
/// Their sheets in a workbook.
pub const SHEETS_OF_DRAFTS: [&str; 2] = ["Progress", "Provenance"];
pub const SHEET_OF_PROVENANCE: [&str; 7] =
    ["Proposer", "Draft", "Proposed", "Words", "Standing", "Became", "What stands of it"];

/// The names of a workbook's sheets: the synoptic table, changes, links between meetings, threads, documents.
pub const SHEETS: [&str; 5] = ["Synoptic", "Changes", "Between meetings", "Threads", "Documents"];
/// The sheet of numbers, where they are too many to stand above a table.
pub const SHEET_OF_NUMBERS: &str = "Numbers";
pub const SHEET_OF_CHANGES: [&str; 18] = [
    "Old",
    "New",
    "Relation",
    "Facts",
    "Shifts",
    "Certainty",
    "Redline",
    "What shifted",
    "Remarks",
    "Confidence",
    "Old wording",
    "New wording",
    "Old section",
    "New section",
    "Old document",
    "New document",
    "Score",
    "Evidence",
];
pub const SHEET_OF_LINKS: [&str; 10] = [
    "Earlier",
    "Later",
    "Kind",
    "Shifts",
    "Redline",
    "Earlier wording",
    "Later wording",
    "Confidence",
    "Certainty",
    "Words in common, remarks",
];
pub const SHEET_OF_THREADS: [&str; 7] =
    ["Provisions", "Wordings", "Reworded", "Status", "Strength, first and last", "Last wording", "Family"];
pub const SHEET_OF_DOCUMENTS: [&str; 11] = [
    "Document",
    "Symbol",
    "Date",
    "Stage",
    "Body",
    "Meeting",
    "Language",
    "Recommen-\ndations",
    "Other\nprovisions",
    "Title",
    "Inferred, stands in no document",
];

/// The names of the sheets of a workbook on what is repeated, and the headings of each.
pub const SHEETS_OF_REPEATS: [&str; 4] = ["Recommendations", "Themes", "Proposers", "Numbers"];
pub const SHEET_OF_REPEATS: [&str; 16] = [
    "Earlier document",
    "Later document",
    "Theme",
    "What became of it",
    "Earlier",
    "Later",
    "Earlier by",
    "Later by",
    "Earlier wording",
    "Later wording",
    "Shifts",
    "Confidence",
    "Certainty",
    "In common",
    "Remarks",
    "Later section",
];
/// Of the documents that a row of a sheet is on; other headings follow.
pub const OF_BOTH: [&str; 2] = ["Earlier document", "Later document"];

/// What marks in a redline mean where a phrase was moved, and where words did not change; each with examples of what
/// stands in the old text and in the new.
pub const LEGEND_OF_MOVES: (&str, &str, &str) = ("from here", "to here", "the same phrase, moved");
pub const LEGEND_OF_SLIGHT: (&str, &str, &str) = ("was", "is", "only punctuation or letter case");
/// As above, where only who says it was changed.
pub const LEGEND_OF_ATTRIBUTIONS: (&str, &str, &str) = ("was", "is", "who proposes it");

/// The same of the signs of brackets that went, and of those that came.
pub const LEGEND_OF_BRACKETS: (&str, &str) = ("brackets gone", "brackets new");

/// Of a column of what became of brackets; it stands only where there are some.
pub const BRACKETS: &str = "Brackets";

/// Of a column of those who propose a provision; it stands only where somebody is named.
pub const PROPOSERS: &str = "By";
/// The same of both wordings.
pub const PROPOSERS_OF_BOTH: [&str; 2] = ["Old by", "New by"];
