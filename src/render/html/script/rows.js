  // The wordings. Each is a paragraph with its heading before it, or an article that says the same.
  const article = ({ element }) => {
    const whole = made("article");
    whole.id = element.id;
    const [heading, section] = [element.querySelector("b"), element.querySelector("i")];
    whole.append(made("h4", heading.textContent));
    if (section) whole.append(made("p", section.textContent, "section"));
    heading.remove();
    section?.remove();
    element.removeAttribute("id");
    whole.append(element);
    return whole;
  };
  const wordingLists = all("#wordings > section").map((block) => {
    const title = block.querySelector("h3").textContent;
    const list = listed(block.querySelector("div"), "p", block, "provisions", (entry) => {
      if (entry.element.tagName === "P") entry.element = article(entry);
      // An address opens the panel here; without a script it leads to the wording below.
      entry.element.dataset.id = entry.element.id;
      entry.element.removeAttribute("id");
    });
    for (const entry of list.entries) entry.document = title;
    return list;
  });
  const inside = (html, before, behind) => {
    const start = html.indexOf(before) + before.length;
    return html.slice(start, html.indexOf(behind, start));
  };
  const provisions = lazy(() => {
    const found = new Map();
    for (const { entries } of wordingLists)
      for (const entry of entries) {
        const id = entry.element ? entry.element.dataset.id : unescaped(inside(entry.html, 'id="', '"'));
        found.set(id, entry);
      }
    return found;
  });
  const headingOf = ({ element, html }) =>
    (element ? element.querySelector("h4").textContent : unescaped(inside(html, "<b>", "</b>")));
  const wordingOf = ({ element, html }) =>
    (element ? element.lastElementChild.textContent : unescaped(html.slice(html.lastIndexOf(">") + 1)).trim());

  // The rows.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  // What a row says, by its markup.
  const read = (entry) => {
    if (entry.ids) return entry;
    const [tag, old, now, became, certainty, ...told] = entry.html.split("<td");
    const cited = [old, now].map((cell) => Array.from(cell.matchAll(/href="#([^"]*)">([^<]*)/g)));
    const [olds, news] = cited.map((side) => side.map(([, id]) => decodeURIComponent(unescaped(id))));
    const figure = parseFloat(certainty.slice(certainty.indexOf(">") + 1));
    return Object.assign(entry, {
      ids: [...olds, ...news],
      // The first provision of each side, where neither is empty.
      from: news.length ? olds[0] : undefined,
      to: olds.length ? news[0] : undefined,
      names: cited.map((side) => (side.length ? unescaped(side[0][2]) : undefined)),
      labels: cited.flat().map(([, , label]) => plain(unescaped(label))),
      relation: tag.match(/ class="?([a-z-]+)/)[1],
      doubtful: certainty.includes("<b>"),
      facts: Array.from(became.matchAll(/<(?:i|em)>([^<]*)/g), ([, fact]) => fact),
      sections: tag.includes("data-in=") ? inside(tag, 'data-in="', '"').split(" ") : [],
      figure: Number.isNaN(figure) ? undefined : figure,
      told: told.join("").split("<details")[0],
    });
  };
  const LINK = "→";
  const address = (id) => "#" + encodeURIComponent(id).replace(/%2F/g, "/");
  let chosenIds = [];
  const isChosen = (entry) => chosenIds.length > 0 && read(entry).ids.some((id) => chosenIds.includes(id));
  const DETAIL = one("tr summary")?.textContent;
  // What stands below as it is stands there only in a long table: it is brought to its row.
  const complete = (entry) => {
    const details = entry.element.querySelector("details");
    if (details.querySelector(".wording")) return;
    const { ids, to, relation } = read(entry);
    const articles = (to === undefined ? ids : ids.slice(ids.indexOf(to))).map((id) => provisions().get(id)).filter(Boolean);
    const line = made("p", "", "wording");
    const language = articles.map((article) => elementOf(article).lastElementChild.lang).find(Boolean);
    if (language) line.lang = language;
    line.append(made({ withdrawn: "del", new: "ins" }[relation] || "span", articles.map(wordingOf).join("\n")));
    details.querySelector("summary").after(line);
  };
  // The opening words of a text.
  const opening = (text) => {
    const words = text.slice(0, 80).split(/\s+/);
    return text.length > 80 ? words.slice(0, -1).join(" ") + " …" : words.join(" ");
  };
  // A row that has become an element leads to its link.
  const adopted = (entry) => {
    const { element } = entry;
    const { from, to } = read(entry);
    if (isChosen(entry)) {
      element.classList.add("lit");
      lightened.push(element);
    }
    if (from !== undefined) {
      const mark = element.cells[2].querySelector("b");
      const anchor = made("a", mark.textContent);
      anchor.href = address(from + LINK + to);
      mark.replaceChildren(anchor);
    }
    if (element.querySelector(".wording")) return;
    let details = element.querySelector("details");
    if (!details) {
      details = made("details");
      details.append(made("summary", DETAIL));
      element.cells[4].append(details);
    }
    if (from === undefined) {
      const words = entry.ids.map((id) => provisions().get(id)).filter(Boolean).map(wordingOf).join(" ");
      details.before(made("p", opening(words)));
    }
    details.addEventListener("toggle", () => complete(entry));
  };
  const rowLists = all("table.changes").map((table) =>
    listed(table.tBodies[0], "tr", table.closest("section"), "rows", adopted));
  const rows = rowLists.flatMap((list) => list.entries);
  const rowsOf = lazy(() => {
    const found = new Map();
    for (const entry of rows) for (const id of read(entry).ids) found.set(id, [...(found.get(id) || []), entry]);
    return found;
  });
  const rowNamed = (target) => /^(c\d+|e)-\d+$/.test(target)
    && rows.find(({ html }) => html.startsWith("<tr id=" + target + " ") || html.startsWith('<tr id="' + target + '"'));

