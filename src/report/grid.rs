//! Tables in one shape for every form: what a meeting repeats, in numbers, by theme, by proposer and one by one.

use std::borrow::Cow;

use super::english::{self, headings};
use super::repeats::{ProposerCount, RepeatRow, RepeatSide, RepeatTable, ThemeCount};

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// What stands above it.
    pub title: &'static str,
    /// What is said of it below its title, if anything.
    pub about: Option<&'static str>,
    /// Its columns.
    pub columns: Vec<GridColumn>,
    /// Its rows.
    pub rows: Vec<GridRow>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridColumn {
    /// Its heading.
    pub heading: Cow<'static, str>,
    /// Its share of the width, in hundredths.
    pub share: u32,
    /// Whether it holds numbers.
    pub is_figures: bool,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GridRow {
    /// What the rows below it have in common.
    Heading(String),
    /// A cell for each column.
    Cells(Vec<GridCell>),
}

/// A cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GridCell {
    /// A number.
    Figure(usize),
    /// A number with a bar, whose length is its share of the most that any has.
    Bar {
        /// The number.
        figure: usize,
        /// The most.
        of: usize,
    },
    /// Lines of text; none where there is nothing.
    Lines(Vec<GridLine>),
}

/// A line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GridLine {
    /// The number that stands before it, if it is a provision's wording.
    pub label: Option<String>,
    /// The text.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As any text.
    Plain,
    /// What matters most.
    Strong,
    /// What deserves doubt.
    Doubt,
}

impl Grid {
    /// Whether it holds numbers.
    pub fn has_figures(&self) -> bool {
        self.columns.iter().any(|column| column.is_figures)
    }
}

impl GridLine {
    pub(super) fn new(style: Style, text: impl Into<String>) -> Self {
        GridLine { label: None, text: text.into(), style }
    }

    fn of(provision: &RepeatSide) -> Self {
        GridLine { label: Some(provision.label.clone()), ..GridLine::new(Style::Plain, &*provision.text) }
    }
}

/// Cells of a name and numbers.
fn counted(name: &str, figures: &[usize]) -> GridRow {
    let name = GridCell::Lines(vec![GridLine::new(Style::Plain, name)]);
    GridRow::Cells(std::iter::once(name).chain(figures.iter().map(|&figure| GridCell::Figure(figure))).collect())
}

/// Columns of a name and numbers; the name takes what the numbers leave, but no more than it needs.
fn columns_of_counts(headings: &[&'static str]) -> Vec<GridColumn> {
    const FIGURE: u32 = 9;
    const NAME: u32 = 40;
    let figures = headings.len() as u32 - 1;
    let column = |(at, &heading): (usize, &&'static str)| match at {
        0 => {
            GridColumn { heading: Cow::Borrowed(heading), share: (100 - figures * FIGURE).min(NAME), is_figures: false }
        }
        _ => GridColumn { heading: Cow::Borrowed(heading), share: FIGURE, is_figures: true },
    };
    headings.iter().enumerate().map(column).collect()
}

impl RepeatTable {
    /// Its tables: in numbers, by theme, by proposer where any is named, and one by one.
    pub fn grids(&self) -> Vec<Grid> {
        let by_proposer = (!self.proposers.is_empty()).then(|| self.grid_of_proposers());
        [self.grid_of_counts(), self.grid_of_themes()]
            .into_iter()
            .chain(by_proposer)
            .chain([self.grid_of_rows()])
            .collect()
    }

    fn grid_of_counts(&self) -> Grid {
        let row = |(name, count): (String, usize)| counted(&name, &[count]);
        Grid {
            title: headings::OF_COUNTS,
            about: None,
            columns: columns_of_counts(&headings::COUNTS),
            rows: english::told_counts(self).into_iter().map(row).collect(),
        }
    }

    fn grid_of_themes(&self) -> Grid {
        let all = ThemeCount { name: Some(english::ALL_TOGETHER.to_owned()), counts: self.counts };
        let row = |theme: &ThemeCount| counted(english::theme(theme), &theme.figures());
        Grid {
            title: headings::OF_THEMES,
            about: Some(english::themes_by(self.themes_by)),
            columns: columns_of_counts(&headings::THEMES),
            rows: self.themes.iter().chain([&all]).map(row).collect(),
        }
    }

    fn grid_of_proposers(&self) -> Grid {
        let row = |one: &ProposerCount| counted(english::proposer(one), &one.figures());
        Grid {
            title: headings::OF_PROPOSERS,
            about: Some(english::SEVERAL_PROPOSERS),
            columns: columns_of_counts(&headings::BY_PROPOSER),
            rows: self.proposers.iter().map(row).collect(),
        }
    }

    fn grid_of_rows(&self) -> Grid {
        let shares = [38, 38, 24];
        let column = |(&heading, share): (&&'static str, u32)| GridColumn {
            heading: Cow::Borrowed(heading),
            share,
            is_figures: false,
        };
        let of_theme = |(theme, rows): (&ThemeCount, &[RepeatRow])| {
            let heading = GridRow::Heading(english::theme_heading(theme));
            std::iter::once(heading).chain(rows.iter().map(RepeatRow::cells)).collect::<Vec<_>>()
        };
        Grid {
            title: headings::OF_REPEATS,
            about: None,
            columns: headings::REPEATS.iter().zip(shares).map(column).collect(),
            rows: self.by_theme().flat_map(of_theme).collect(),
        }
    }
}

impl ThemeCount {
    /// The numbers of a table of themes.
    pub fn figures(&self) -> [usize; 7] {
        let counts = &self.counts;
        [
            counts.earlier,
            counts.repeated,
            counts.not_repeated,
            counts.later,
            counts.strengthened,
            counts.weakened,
            counts.new,
        ]
    }
}

impl ProposerCount {
    /// The numbers of a table of proposers.
    pub fn figures(&self) -> [usize; 8] {
        [self.earlier, self.repeated, self.taken_up, self.not_repeated, self.later, self.own, self.of_others, self.new]
    }
}

impl RepeatRow {
    /// What became of it, in lines of a few words.
    fn told_lines(&self) -> Vec<GridLine> {
        let doubt = self.certainty.and_then(english::doubt);
        let shifts = self.shifts().map(english::shift_lines).unwrap_or_default();
        let decisions = self.decisions().map(english::decided_on_both);
        std::iter::once(GridLine::new(Style::Strong, self.told))
            .chain(doubt.map(|word| GridLine::new(Style::Doubt, word)))
            .chain(decisions.map(|line| GridLine::new(Style::Strong, line)))
            .chain(shifts.into_iter().map(|line| GridLine::new(Style::Plain, line)))
            .collect()
    }

    fn cells(&self) -> GridRow {
        let earlier = self.earlier.iter().map(|one| GridLine::of(&one.provision)).collect();
        let later = self.later.iter().map(GridLine::of).collect();
        GridRow::Cells([earlier, later, self.told_lines()].map(GridCell::Lines).to_vec())
    }
}
