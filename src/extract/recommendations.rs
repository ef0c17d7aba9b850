//! Which provisions are recommendations, where none has a heading that says so.

use super::build::{Builder, LineIndex};
use crate::model::{Item, Kind, Numbering, Provision};

impl Builder<'_> {
    /// In a document whose recommendations have no headings of their own, the numbered paragraphs
    /// of the section of recommendations are the recommendations, but for the one that leads in; or, where the section lists
    /// them, the items of its lists.
    pub(super) fn tell_recommendations(&mut self) {
        if !self.provisions.iter().any(|provision| provision.kind == Kind::Recommendation) {
            for provision in self.provisions.iter_mut().filter(|one| one.kind == Kind::Paragraph) {
                if self.layout.recommends(provision.text()) {
                    provision.kind = Kind::Recommendation;
                }
            }
            let has_any = self.provisions.iter().any(|provision| provision.kind == Kind::Recommendation);
            if !has_any && self.layout.profile.recommendations.by_section {
                self.tell_by_section();
            }
        }
        self.fold_items();
    }

    fn tell_by_section(&mut self) {
        let names =
            |provision: &Provision| provision.section.iter().any(|title| self.words.names_recommendations(title));
        let inside: Vec<bool> = self.provisions.iter().map(names).collect();
        let mut from = 0;
        while from < inside.len() {
            let to = (from..inside.len()).find(|&at| inside[at] != inside[from]).unwrap_or(inside.len());
            if inside[from] {
                self.tell_in_section(from..to);
            }
            from = to;
        }
    }

    /// Tells the recommendations of a section of them: the items of its lists, if its first paragraphs lead in to one or there
    /// are more of them than paragraphs; else all its paragraphs but the first, if that leads in.
    fn tell_in_section(&mut self, section: std::ops::Range<usize>) {
        let listed: Vec<usize> = self.items.range(section.clone()).copied().collect();
        let leads_in = |at: usize| self.words.leads_in(self.provisions[at].text());
        let mut paragraphs = section.clone().filter(|at| !self.items.contains(at));
        let led_in = paragraphs.by_ref().take_while(|at| leads_in(*at)).any(|at| self.items.contains(&(at + 1)));
        let is_listed = led_in || listed.len() * 2 > section.len();
        if !listed.is_empty() && is_listed {
            for at in listed {
                let item = &mut self.provisions[at];
                (item.kind, item.numbering) = (Kind::Recommendation, Numbering::Recommendation);
                self.items.remove(&at);
            }
            return;
        }
        let lettered: Vec<usize> =
            section.clone().take_while(|at| leads_in(*at)).filter(|at| self.leads_to_items(*at)).collect();
        if !lettered.is_empty() {
            self.lettered.extend(lettered);
            return;
        }
        let first = section.start + usize::from(leads_in(section.start));
        for at in (first..section.end).filter(|at| !self.items.contains(at)) {
            self.provisions[at].kind = Kind::Recommendation;
        }
    }

    /// Whether a paragraph is nothing but what leads in to the items that it sets out.
    fn leads_to_items(&self, at: usize) -> bool {
        let provision = &self.provisions[at];
        let lead = provision.items.first().map(|first| provision.text()[..first.range.start].trim_end());
        lead.is_some_and(|lead| lead.ends_with([':', '：'])) && !self.items.contains(&(at + 1))
    }

    /// Puts the items of lists that are no provisions of their own back into the one that holds them.
    fn fold_items(&mut self) {
        let mut whole: Vec<Provision> = Vec::with_capacity(self.provisions.len());
        for (at, provision) in std::mem::take(&mut self.provisions).into_iter().enumerate() {
            match whole.last_mut().filter(|_| self.items.contains(&at)) {
                Some(host) => {
                    host.passage.push_unprinted("\n");
                    let start = host.passage.text().len();
                    host.passage.append(&provision.mark);
                    host.passage.push_unprinted(" ");
                    let text = host.passage.text().len();
                    host.passage.append(&provision.passage);
                    host.items.push(Item { label: provision.label, range: start..host.passage.text().len() });
                    let within = provision.items.into_iter();
                    host.items.extend(
                        within.map(|item| Item { range: item.range.start + text..item.range.end + text, ..item }),
                    );
                }
                None if self.lettered.contains(&at) => whole.extend(parted(provision, &self.index)),
                None => whole.push(provision),
            }
        }
        self.provisions = whole;
    }
}

/// A paragraph that leads in to items, and each item as a recommendation: of paragraph 60 the recommendations 60(a), 60(b).
fn parted(paragraph: Provision, lines: &LineIndex) -> Vec<Provision> {
    let depth = |item: &Item| item.label[paragraph.label.len()..].matches('(').count();
    let listed: Vec<&Item> = paragraph.items.iter().filter(|item| depth(item) == 1).collect();
    let ends = listed.iter().skip(1).map(|item| item.range.start).chain([paragraph.text().len()]);
    let recommendations = listed.iter().zip(ends).map(|(item, end)| {
        let whole = paragraph.passage.slice(item.range.start..end).trim();
        let lead = whole
            .text()
            .find([')', '）'])
            .map_or(0, |at| at + whole.text()[at..].chars().next().map_or(0, char::len_utf8));
        let start = whole.text().len() - whole.text()[lead..].trim_start().len();
        let begins = item.range.start + start;
        let within = paragraph.items.iter().filter(|one| one.range.start >= begins && one.range.end <= end);
        let items = within
            .map(|one| Item { label: one.label.clone(), range: one.range.start - begins..one.range.end - begins });
        let passage = whole.slice(start..whole.text().len());
        Provision {
            label: item.label.clone(),
            kind: Kind::Recommendation,
            numbering: Numbering::Recommendation,
            items: items.collect(),
            line: lines.line(passage.span().start),
            mark: whole.slice(0..lead),
            passage,
            ..paragraph.clone()
        }
    });
    let first = listed.first().map_or(paragraph.text().len(), |first| first.range.start);
    let leading =
        Provision { items: Vec::new(), passage: paragraph.passage.slice(0..first).trim(), ..paragraph.clone() };
    [leading].into_iter().chain(recommendations).collect()
}
