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
    const idsOf = (side) => side.map(([, id]) => decodeURIComponent(unescaped(id)));
    const [olds, news] = cited.map(idsOf);
    // What is told as one names all of it below.
    const folded = tag.includes(" run\"") ? Array.from(told.join("").matchAll(/<a href="#([^"]*)">([^<]*)/g)) : null;
    const figure = parseFloat(certainty.slice(certainty.indexOf(">") + 1));
    return Object.assign(entry, {
      ids: folded ? idsOf(folded) : [...olds, ...news],
      // The first provision of each side, where neither is empty.
      from: news.length ? olds[0] : undefined,
      to: olds.length ? news[0] : undefined,
      names: cited.map((side) => (side.length ? unescaped(side[0][2]) : undefined)),
      // An id ends with the number.
      labels: (folded || cited.flat()).flatMap(([, , label]) => {
        const whole = plain(unescaped(label));
        return [whole, whole.slice(whole.lastIndexOf("/") + 1)];
      }),
      key: tag.match(/ id="?([a-z]+\d*)-/)[1],
      relation: tag.match(/ class="?([a-z-]+)/)[1],
      doubtful: certainty.includes("<b>"),
      facts: [
        ...Array.from(became.matchAll(/<(?:i|em)(?: [^>]*)?>([^<]*)/g), ([, fact]) => fact),
        ...(certainty.includes("<b>") ? ["doubtful"] : []),
        ...(/<p class="?outdated/.test(told.join("")) ? ["outdated-reference"] : []),
      ],
      sections: tag.includes("data-in=") ? inside(tag, 'data-in="', '"').split(" ") : [],
      figure: Number.isNaN(figure) ? undefined : figure,
      // What was told of it, without the wordings, which stand among all wordings as well.
      told: became + "<td" + told.join("").split("<details")[0].replace(/<p class="?wording.*?(?=<p class=|$)/gs, ""),
    });
  };
  const LINK = "→";
  const address = (id) => "#" + encodeURIComponent(id).replace(/%2F/g, "/");
  let chosenIds = [];
  const isChosen = (entry) => chosenIds.length > 0 && read(entry).ids.some((id) => chosenIds.includes(id));
  // A wording that stands among the wordings as it is stands only there in a long table: it is brought to its row.
  const complete = (entry) => {
    const { element } = entry;
    const { ids, to, relation } = read(entry);
    if (element.matches(".run") || element.querySelector(".wording")) return;
    const articles = (to === undefined ? ids : ids.slice(ids.indexOf(to))).map((id) => provisions().get(id)).filter(Boolean);
    const line = made("p", "", "wording");
    const language = articles.map((article) => elementOf(article).lastElementChild.lang).find(Boolean);
    if (language) line.lang = language;
    line.append(made({ withdrawn: "del", new: "ins" }[relation] || "span", articles.map(wordingOf).join("\n")));
    const gist = made("p", opening(line.textContent), "gist");
    element.cells[4].querySelector("details")?.before(line, gist) ?? element.cells[4].append(line, gist);
  };
  // The opening words of a text.
  const opening = (text) => {
    const words = text.slice(0, 80).split(/\s+/);
    return text.length > 80 ? words.slice(0, -1).join(" ") + " …" : words.join(" ");
  };
  // The wording of a row as it is to be read: in one text, or the old and the new one side by side, each without what only
  // the other has.
  let layout = "inline";
  const setOut = (entry) => {
    const line = entry.element.querySelector("p.wording");
    if (!line || !line.querySelector("del, ins")) return;
    const sides = entry.element.querySelector(".sides");
    if (layout !== "side" || sides) {
      if (sides) sides.hidden = layout !== "side";
    } else {
      const both = made("div", "", "sides");
      const { names } = read(entry);
      ["ins", "del"].forEach((other, at) => {
        const side = line.cloneNode(true);
        for (const element of side.querySelectorAll(other)) {
          // The space before what one side has alone is its own.
          const before = element.previousSibling;
          if (before?.nodeType === Node.TEXT_NODE) before.data = before.data.replace(/\s$/, "");
          element.remove();
        }
        both.append(side);
        side.prepend(made("b", names[at] === undefined ? "–" : (at ? "new " : "old ") + names[at]));
      });
      line.after(both);
    }
    line.hidden = layout === "side";
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
    complete(entry);
    setOut(entry);
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

  // The synoptic table.
  const synopticIds = (entry) => {
    if (!entry.ids) entry.ids = Array.from(entry.html.matchAll(/<a href="#([^"]*)"/g), ([, id]) => decodeURIComponent(unescaped(id)));
    return entry.ids;
  };
  const synopticLists = all("table.synoptic").map((table) =>
    listed(table.tBodies[0], "tr", table.closest("section"), "rows", () => {}));

