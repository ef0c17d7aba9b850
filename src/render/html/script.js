"use strict";
(() => {
  const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
  const one = (selector) => document.querySelector(selector);
  const made = (name, text, className) => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };
  const picture = one(".picture");
  const bars = new Map(all(".bar[data-id]", picture).map((bar) => [bar.dataset.id, bar]));
  const ribbons = all(".ribbon", picture);
  const provisions = new Map(all(".provision").map((article) => [article.id, article]));
  // An address opens the panel here; without a script it leads to the wording below.
  for (const [id, article] of provisions) { article.dataset.id = id; article.removeAttribute("id"); }
  const rows = all("tr.change").map((row) => ({
    row,
    ids: JSON.parse(row.dataset.ids),
    facts: row.dataset.facts.trim().split(" "),
    sections: JSON.parse(row.dataset.sections),
    at: Number(row.dataset.at),
  }));
  const rowsOf = new Map();
  for (const entry of rows) for (const id of entry.ids) rowsOf.set(id, [...(rowsOf.get(id) || []), entry]);

  // The links of each provision, to both sides.
  const links = new Map();
  const link = (id) => links.get(id) || links.set(id, { from: [], to: [] }).get(id);
  for (const ribbon of ribbons) {
    link(ribbon.dataset.from).to.push(ribbon);
    link(ribbon.dataset.to).from.push(ribbon);
  }
  // All that a provision came of or led to.
  const walk = (ids, way, end) => {
    const found = new Set(ids);
    const passed = new Set();
    const open = [...ids];
    while (open.length) {
      for (const ribbon of link(open.pop())[way]) {
        // A thread follows principal links only.
        if (ribbon.classList.contains("relative")) continue;
        passed.add(ribbon);
        const next = ribbon.dataset[end];
        if (!found.has(next)) { found.add(next); open.push(next); }
      }
    }
    return { found, passed };
  };
  const thread = (olds, news) => {
    const back = walk(olds, "from", "from");
    const forth = walk(news, "to", "to");
    return { ids: new Set([...back.found, ...forth.found]), ribbons: new Set([...back.passed, ...forth.passed]) };
  };

  // The panel: what stands in the page of a provision or a link, beside the picture.
  const panel = one("#panel");
  const body = one("#panel-body");
  const heading = one("#panel-heading");
  let last = null;
  const address = (id) => "#" + encodeURIComponent(id).replace(/%2F/g, "/");
  const named = (id) => {
    const article = provisions.get(id);
    return article ? article.querySelector("h4").textContent + ", " + article.dataset.document : id;
  };
  const reference = (id, text) => {
    const anchor = made("a", text || id);
    anchor.href = address(id);
    return anchor;
  };
  const detail = (entry, own) => {
    const block = made("div", "", "link");
    const title = made("p");
    for (const child of entry.row.querySelector(".relation").childNodes) title.append(child.cloneNode(true));
    const certainty = entry.row.querySelector(".certainty").textContent.trim();
    if (certainty) title.append(" ", made("small", "certainty " + certainty));
    block.append(title);
    for (const child of entry.row.querySelector(".told").children)
      if (child.tagName === "P" && !child.classList.contains("gist")) block.append(child.cloneNode(true));
    // A wording without a counterpart stands above already.
    const repeats = own && entry.ids.length === 1;
    for (const child of entry.row.querySelector(".detail").children)
      if (!repeats || !child.classList.contains("wording")) block.append(child.cloneNode(true));
    return block;
  };
  const light = (lit, chosen) => {
    picture.classList.toggle("lighting", Boolean(lit));
    for (const [id, bar] of bars) {
      bar.classList.toggle("lit", Boolean(lit) && lit.ids.has(id));
      bar.classList.toggle("chosen", chosen.includes(id));
    }
    for (const ribbon of ribbons) ribbon.classList.toggle("lit", Boolean(lit) && lit.ribbons.has(ribbon));
    for (const entry of rows) entry.row.classList.toggle("lit", entry.ids.some((id) => chosen.includes(id)));
  };
  const show = (title, parts, lit, chosen) => {
    heading.textContent = title;
    body.replaceChildren(...parts);
    panel.hidden = false;
    document.body.classList.add("reading");
    panel.scrollTop = 0;
    light(lit, chosen);
    const bar = bars.get(chosen[0]);
    if (bar) {
      focusable(bar);
      bar.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  const history = (lit, chosen) => {
    const list = made("ol", "", "path");
    const order = [...bars.keys()].filter((id) => lit.ids.has(id));
    for (const id of order) {
      const item = made("li");
      if (chosen.includes(id)) item.setAttribute("aria-current", "true");
      item.append(reference(id, named(id)));
      const words = provisions.get(id);
      if (words) item.append(made("small", words.querySelector(".wording").textContent.slice(0, 140)));
      list.append(item);
    }
    return list;
  };
  const showProvision = (id) => {
    const article = provisions.get(id);
    if (!article) return false;
    const parts = [];
    const section = article.querySelector(".section");
    if (section) parts.push(section.cloneNode(true));
    parts.push(article.querySelector(".wording").cloneNode(true));
    const mine = rowsOf.get(id) || [];
    if (mine.length) parts.push(made("h3", "How it came about, and what became of it"));
    for (const entry of mine) {
      const others = entry.ids.filter((other) => other !== id);
      if (others.length) {
        const cameOf = link(id).from.some((ribbon) => others.includes(ribbon.dataset.from));
        const line = made("p", cameOf ? "From " : "Led to ");
        for (const other of others) line.append(reference(other), " ");
        parts.push(line);
      }
      parts.push(detail(entry, true));
    }
    const lit = thread([id], [id]);
    if (lit.ids.size > 1) parts.push(made("h3", "History"), history(lit, [id]));
    show(named(id), parts, lit, [id]);
    return true;
  };
  const showLink = (from, to) => {
    const entries = rows.filter((entry) => entry.ids.includes(from) && entry.ids.includes(to));
    if (!bars.has(from) || !bars.has(to)) return false;
    const lit = thread([from], [to]);
    for (const ribbon of ribbons) if (ribbon.dataset.from === from && ribbon.dataset.to === to) lit.ribbons.add(ribbon);
    const parts = entries.map(detail);
    parts.push(made("h3", "History"), history(lit, [from, to]));
    show(from + " → " + to, parts, lit, [from, to]);
    return true;
  };
  const hide = () => {
    panel.hidden = true;
    document.body.classList.remove("reading");
    light(null, []);
  };
  const close = () => {
    hide();
    if (location.hash) window.history.replaceState(null, "", location.pathname + location.search);
    if (last && last.isConnected) last.focus({ preventScroll: true });
    last = null;
  };
  const LINK = "→";
  // An id may hold the sign itself.
  const ends = (target) => {
    const cuts = [...target].flatMap((letter, at, all) => (letter === LINK ? [[all.slice(0, at).join(""), all.slice(at + 1).join("")]] : []));
    return cuts.find(([from, to]) => bars.has(from) && bars.has(to));
  };
  const follow = () => {
    let target = "";
    try { target = decodeURIComponent(location.hash.slice(1)); } catch { return false; }
    const pair = provisions.has(target) ? null : ends(target);
    if (provisions.has(target) ? showProvision(target) : pair && showLink(...pair)) {
      panel.focus({ preventScroll: true });
      return true;
    }
    hide();
    if (target && !document.getElementById(target)) {
      show("Not on this page", [made("p", "There is no provision " + target + " on this page.")], null, []);
      return true;
    }
    return false;
  };
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href^='#']");
    if (anchor && !panel.contains(anchor)) last = anchor;
    // The same address once more opens what was closed.
    if (anchor && anchor.getAttribute("href") === location.hash) follow();
    const ribbon = event.target.closest(".ribbon");
    if (ribbon) {
      last = bars.get(ribbon.dataset.from);
      location.hash = address(ribbon.dataset.from + LINK + ribbon.dataset.to);
    }
  });
  window.addEventListener("hashchange", follow);
  one("#close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  // The picture by keyboard: one stop for the tabulator, arrows within.
  const focusable = (bar) => {
    for (const other of all(".bar[tabindex='0']", picture)) other.setAttribute("tabindex", "-1");
    bar.setAttribute("tabindex", "0");
  };
  const first = bars.values().next().value;
  if (first) focusable(first);
  picture.addEventListener("keydown", (event) => {
    const bar = event.target.closest(".bar");
    if (!bar) return;
    const way = { ArrowLeft: ["from", "from"], ArrowRight: ["to", "to"] }[event.key];
    let next = null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const column = all(".bar", bar.parentElement);
      next = column[column.indexOf(bar) + (event.key === "ArrowDown" ? 1 : -1)];
    } else if (way) {
      const ribbon = link(bar.dataset.id)[way[0]][0];
      next = ribbon && bars.get(ribbon.dataset[way[1]]);
    } else if (event.key === " ") {
      last = bar;
      location.hash = address(bar.dataset.id);
    } else return;
    event.preventDefault();
    if (next) { focusable(next); next.focus(); }
  });

  // Each row leads to its link.
  for (const { row } of rows) {
    const mark = row.querySelector(".relation .mark");
    if (!row.dataset.from || !mark) continue;
    const anchor = made("a", mark.textContent);
    anchor.href = address(row.dataset.from + LINK + row.dataset.to);
    mark.replaceChildren(anchor);
  }

  // Filters.
  const form = one("#filters");
  const query = one("#query");
  const section = one("#section");
  const shown = one("#shown");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wordings = new Map();
  for (const [id, article] of provisions) wordings.set(id, plain(id + " " + article.querySelector(".wording").textContent));
  for (const entry of rows) {
    const told = all(".told > p", entry.row).map((line) => line.textContent);
    entry.labels = all("td.label a", entry.row).map((anchor) => plain(anchor.textContent));
    entry.text = entry.ids.map((id) => wordings.get(id) || "").join(" ") + " " + plain(told.join(" "));
  }
  const filter = () => {
    const chosen = (name) => all("input[name='" + name + "']:checked", form).map((box) => box.value);
    const relations = chosen("relation");
    const facts = chosen("fact");
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    const doubtful = one("#doubtful").checked;
    const heading = section ? section.value : "";
    const passing = new Set();
    // A lone number is a label before it is a word.
    const isLabel = words.length === 1 && rows.some((entry) => entry.labels.includes(words[0]));
    const says = (text) => words.every((word) => text.includes(word));
    let count = 0;
    for (const entry of rows) {
      const { row } = entry;
      const fits = (!relations.length || relations.includes(row.dataset.relation))
        && facts.every((fact) => entry.facts.includes(fact))
        && (!doubtful || row.dataset.certainty === "doubtful")
        && (!heading || entry.sections.includes(heading))
        && (isLabel ? entry.labels.includes(words[0]) : says(entry.text));
      row.hidden = !fits;
      if (fits) { count += 1; entry.ids.forEach((id) => passing.add(id)); }
    }
    const chooses = relations.length || facts.length || doubtful || heading;
    const isOpen = !chooses && !words.length;
    // Provisions that nothing became of are found by their words alone.
    let found = 0;
    if (!chooses && words.length && !isLabel)
      for (const [id, text] of wordings) if (says(text)) { if (!passing.has(id)) found += 1; passing.add(id); }
    for (const [id, article] of provisions) article.hidden = !isOpen && !passing.has(id);
    for (const [id, bar] of bars) bar.classList.toggle("passed", !isOpen && !passing.has(id));
    for (const ribbon of ribbons) {
      const { from, to } = ribbon.dataset;
      const fits = isOpen || (rowsOf.get(from) || []).some((entry) => !entry.row.hidden && entry.ids.includes(to));
      ribbon.classList.toggle("passed", !fits);
    }
    const rest = found ? ", and " + found + (found === 1 ? " other provision" : " other provisions") : "";
    shown.textContent = (isOpen ? "" : count + " of ") + rows.length + (rows.length === 1 ? " row" : " rows") + rest;
    one("#nothing").hidden = isOpen || count > 0;
    for (const table of all("table.changes")) {
      const block = table.closest("section");
      block.hidden = !isOpen && !all("tr.change:not([hidden])", table).length;
    }
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 90); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser that comes back to the page sets the boxes again, but not what they do.
  addEventListener("pageshow", filter);

  // Tables that sort.
  const collator = new Intl.Collator("en", { numeric: true });
  const label = (cell) => cell.querySelector("a")?.textContent.trim();
  const keys = [
    (row) => label(row.cells[0]),
    (row) => label(row.cells[1]),
    (row) => row.dataset.relation,
    (row) => (row.dataset.confidence === undefined ? undefined : Number(row.dataset.confidence)),
  ];
  const compare = (x, y) => (typeof x === "number" ? x - y : collator.compare(x, y));
  for (const table of all("table.changes")) {
    all("thead th", table).slice(0, keys.length).forEach((head, at) => {
      const button = made("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"];
        for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
        if (next !== "none") head.setAttribute("aria-sort", next);
        const body = table.tBodies[0];
        const order = (row) => Number(row.dataset.at);
        const sorted = [...body.rows].sort((a, b) => {
          if (next === "none") return order(a) - order(b);
          const way = next === "ascending" ? 1 : -1;
          // What says nothing here stands last, whichever way.
          const [x, y] = [keys[at](a), keys[at](b)];
          if (x === undefined || y === undefined) return (x === undefined) - (y === undefined) || order(a) - order(b);
          return way * compare(x, y) || order(a) - order(b);
        });
        body.append(...sorted);
      });
    });
  }

  // Light and dark.
  const theme = one("#theme");
  const isDark = () => {
    const own = document.documentElement.dataset.theme;
    return own ? own === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    name();
  });
  name();

  // On paper, everything is open.
  let opened = [];
  addEventListener("beforeprint", () => { opened = all("details:not([open])"); opened.forEach((one) => { one.open = true; }); });
  addEventListener("afterprint", () => { opened.forEach((one) => { one.open = false; }); opened = []; });

  for (const hidden of all("#filters, #theme, .scripted")) hidden.hidden = false;
  if (follow()) {
    addEventListener("load", () => {
      window.scrollTo(0, 0);
      one(".bar.chosen")?.scrollIntoView({ block: "center", inline: "nearest" });
    });
  }
})();
