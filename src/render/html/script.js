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
  const lazy = (make) => {
    let kept;
    return () => (kept === undefined ? (kept = make()) : kept);
  };
  const count = (number) => number.toLocaleString("en");

  // Long lists. What stands behind the first entries is kept as the text of a <noscript>, and becomes elements where it is
  // come to; until then it is read as a text. No tag can occur in it but those of the page's own rows and wordings, since
  // what documents say is escaped.
  const SIGNS = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };
  const unescaped = (text) => text.replace(/&(?:#(\d+)|(\w+));/g, (whole, number, name) =>
    (number ? String.fromCodePoint(Number(number)) : SIGNS[name] || whole));
  const untagged = (html) => unescaped(html.replace(/<\/?(?:p|dt|dd)\b[^>]*>/g, " ").replace(/<[^>]*>/g, "")).trim();
  const template = made("template");
  const lists = [];
  // A list: the box that its entries stand in, and its entries in their order, each with its markup, and with its element
  // if it has one.
  const listed = (box, name, block, words, adopt) => {
    const entries = Array.from(box.children, (element) => ({ html: element.outerHTML, element }));
    const rest = block.querySelector("noscript");
    if (rest) {
      const parts = rest.textContent.split(new RegExp("(?=<" + name + " id=)")).slice(1);
      parts.push(parts.pop().split("</tbody>")[0]);
      for (const html of parts) entries.push({ html, element: null });
      rest.remove();
    }
    const to = box.children.length;
    const list = { box, block, entries, words, adopt, order: entries, shown: entries, from: 0, to, gaps: [] };
    entries.forEach((entry, at) => Object.assign(entry, { list, at }));
    for (const entry of entries.slice(0, to)) adopt(entry);
    lists.push(list);
    if (rest) border(list);
    return list;
  };
  // How many entries are added at a time.
  const STEP = 100;
  const build = (list, entries) => {
    const missing = entries.filter((entry) => !entry.element);
    template.innerHTML = missing.map((entry) => entry.html).join("");
    Array.from(template.content.children).forEach((element, at) => {
      missing[at].element = document.adoptNode(element);
      list.adopt(missing[at]);
    });
    return entries.map((entry) => entry.element);
  };
  // What an entry looks like, whether or not it is to be seen.
  const elementOf = (entry) => entry.element || build(entry.list, [entry])[0];
  // Says before and behind a list what of it is not there, and brings it.
  const border = (list) => {
    const frame = list.box.closest(".scroll") || list.box;
    const [above, below] = [list.from, list.shown.length - list.to];
    const gap = (at, number, bring) => {
      let line = list.gaps[at];
      if (!number && !line) return;
      if (!line) {
        line = list.gaps[at] = made("p", "", "gap");
        for (const part of ["some", "rest"]) {
          const button = line.appendChild(made("button", "", part));
          button.type = "button";
          button.addEventListener("click", () => bring(list, part === "some" ? STEP : list.entries.length));
          line.append(" ");
        }
        frame[at ? "after" : "before"](line);
      }
      line.hidden = !number;
      const [some, rest] = line.children;
      some.textContent = count(Math.min(STEP, number)) + (at ? " more " : " earlier ") + list.words;
      rest.textContent = "All " + count(number);
      rest.hidden = number <= STEP;
    };
    gap(0, above, earlier);
    gap(1, below, further);
    if (!list.gaps[1]) return;
    nearing.unobserve(list.gaps[1]);
    if (below) nearing.observe(list.gaps[1]);
  };
  const further = (list, number) => {
    list.box.append(...build(list, list.shown.slice(list.to, list.to + number)));
    list.to = Math.min(list.to + number, list.shown.length);
    border(list);
  };
  const earlier = (list, number) => {
    const from = Math.max(list.from - number, 0);
    list.box.prepend(...build(list, list.shown.slice(from, list.from)));
    list.from = from;
    border(list);
  };
  // Shows a part of a list.
  const draw = (list, from, to) => {
    list.from = from;
    list.to = Math.min(to, list.shown.length);
    list.box.replaceChildren(...build(list, list.shown.slice(list.from, list.to)));
    border(list);
  };
  // Shows some entries of lists and no others: as many as there were in the beginning.
  const FIRST = 300;
  const narrow = (some, chosen) => {
    let room = FIRST;
    for (const list of some) {
      list.shown = list.order.filter(chosen);
      draw(list, 0, room);
      room -= list.to;
    }
  };
  // Whoever reads on finds more. Where the end of a list has come down from above, what is added would push it up again,
  // without an end.
  const nearing = new IntersectionObserver((seen) => {
    for (const { isIntersecting, boundingClientRect, target } of seen)
      if (isIntersecting && boundingClientRect.top > innerHeight / 5) further(lists.find((list) => list.gaps[1] === target), STEP);
  }, { rootMargin: "0px 0px 600px 0px" });
  // Brings an entry into the page.
  const reveal = (entry) => {
    const { list } = entry;
    let at = list.shown.indexOf(entry);
    if (at < 0) {
      one("#filters").reset();
      filter();
      at = list.shown.indexOf(entry);
    }
    if (at < list.from || at >= list.to) draw(list, Math.max(at - STEP / 5, 0), at + STEP);
    return entry.element;
  };

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

  // The picture. Its bars and ribbons are elements, or, where there are too many, parts of a few paths, out of which each
  // is taken as an element when it is needed.
  const picture = one(".picture");
  const SVG = "http://www.w3.org/2000/svg";
  const drawn = (name, attributes) => {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const isBundled = Boolean(picture.querySelector(".bundle"));
  const bundles = all(".bundle", picture);
  const parts = (path) => path.getAttribute("d").match(/M[^M]*/g) || [];
  const looksOf = (path) => Array.from(path.classList).filter((name) => !["bundle", "bars", "ribbon"].includes(name)).join(" ");
  const columns = lazy(() => all(".column", picture).map((column) => {
    if (!isBundled) return all(".bar", column).map((element) => ({ id: element.dataset.id, element }));
    const bars = all(".bars", column).flatMap((path) => {
      const ids = path.dataset.ids.split("\t");
      return parts(path).map((d, at) => {
        const [x, y, width] = d.slice(1).split(/[ h]/).map(Number);
        return { id: path.dataset.before + ids[at], d, x, y, width, height: Number(path.getAttribute("stroke-width")), path };
      });
    });
    return bars.sort((one, other) => one.y - other.y);
  }));
  const bars = lazy(() => new Map(columns().flat().map((bar) => [bar.id, bar])));
  const ribbons = lazy(() => {
    if (!isBundled) return all(".ribbon", picture).map((element) => ({
      from: element.dataset.from, to: element.dataset.to, element, relative: element.classList.contains("relative"),
    }));
    const end = (text) => { const [column, place] = text.split("."); return columns()[column][place]; };
    return all(".ribbon.bundle", picture).flatMap((path) => {
      const ends = path.dataset.ends.split(" ");
      const relative = path.classList.contains("relative");
      return parts(path).map((d, at) => {
        const [source, target] = [end(ends[2 * at]), end(ends[2 * at + 1])];
        return { from: source.id, to: target.id, relative, d, path };
      });
    });
  });
  // What was taken out of bundles.
  const taken = new Set();
  const group = isBundled && picture.appendChild(drawn("g", { class: "taken" }));
  const take = (part, name, attributes, title) => {
    if (part.element) return part.element;
    part.element = drawn(name, attributes);
    part.element.append(drawn("title", {}));
    part.element.firstChild.textContent = title;
    group.append(part.element);
    taken.add(part);
    return part.element;
  };
  const barElement = (bar) => {
    if (bar.element) return bar.element;
    const { id, x, y, width, height, path } = bar;
    const element = take(bar, "a", { class: "bar " + looksOf(path), href: address(id), tabindex: -1, "data-id": id },
      named(id) + ": " + (provisions().has(id) ? wordingOf(provisions().get(id)).slice(0, 140) : ""));
    element.append(drawn("rect", { x, y, width, height, "stroke-width": 0.5 }));
    return element;
  };
  const ribbonElement = (ribbon) => ribbon.element || take(ribbon, "path", {
    class: "ribbon line " + looksOf(ribbon.path), d: ribbon.d, "stroke-width": 1.8, "data-from": ribbon.from, "data-to": ribbon.to,
  }, ribbon.from + " → " + ribbon.to);
  // Puts back what need no longer be apart.
  const putBack = () => {
    for (const part of taken) {
      const { element } = part;
      if (element.matches(".lit, .chosen, [tabindex='0'], :focus")) continue;
      element.remove();
      part.element = null;
      taken.delete(part);
    }
  };
  // What of bundles is at a point of the screen: a bar, or the ribbon that passes nearest.
  const under = ({ clientX, clientY }) => {
    const { x, y } = new DOMPoint(clientX, clientY).matrixTransform(picture.getScreenCTM().inverse());
    for (const column of columns()) {
      const bar = column.find((bar) => x >= bar.x && x <= bar.x + bar.width && y >= bar.y - 0.3 && y <= bar.y + bar.height + 0.3);
      if (bar) return { bar };
    }
    let best = null;
    let least = 3;
    for (const ribbon of ribbons()) {
      ribbon.curve = ribbon.curve || ribbon.d.match(/[\d.]+/g).map(Number);
      const [fromX, fromY, , , , , toX, toY] = ribbon.curve;
      const share = (x - fromX) / (toX - fromX);
      if (!(share > 0 && share < 1)) continue;
      // Where the curve is at this x: its controls stand halfway.
      let [low, high] = [0, 1];
      for (let step = 0; step < 20; step += 1) {
        const t = (low + high) / 2;
        if (1.5 * t - 1.5 * t * t + t * t * t < share) low = t; else high = t;
      }
      const distance = Math.abs(fromY + (toY - fromY) * (3 * low * low - 2 * low * low * low) - y);
      if (distance < least) { least = distance; best = ribbon; }
    }
    return best && { ribbon: best };
  };
  if (isBundled) {
    let pointed = 0;
    picture.addEventListener("pointermove", (event) => {
      if (event.target.closest("a, .line")) return;
      cancelAnimationFrame(pointed);
      pointed = requestAnimationFrame(() => {
        putBack();
        const { bar, ribbon } = under(event) || {};
        if (bar) barElement(bar);
        if (ribbon) ribbonElement(ribbon);
      });
    });
  }

  // The links of each provision, to both sides.
  const links = lazy(() => {
    const found = new Map();
    const of = (id) => found.get(id) || found.set(id, { from: [], to: [] }).get(id);
    for (const ribbon of ribbons()) {
      of(ribbon.from).to.push(ribbon);
      of(ribbon.to).from.push(ribbon);
    }
    return found;
  });
  const link = (id) => links().get(id) || { from: [], to: [] };
  // All that a provision came of or led to.
  const walk = (ids, way, end) => {
    const found = new Set(ids);
    const passed = new Set();
    const open = [...ids];
    while (open.length) {
      for (const ribbon of link(open.pop())[way]) {
        // A thread follows principal links only.
        if (ribbon.relative) continue;
        passed.add(ribbon);
        const next = ribbon[end];
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
  const named = (id) => {
    const article = provisions().get(id);
    return article ? headingOf(article) + ", " + article.document : id;
  };
  const reference = (id, text) => {
    const anchor = made("a", text || id);
    anchor.href = address(id);
    return anchor;
  };
  const detail = (entry, own) => {
    const [, , became, certainty, told] = elementOf(entry).cells;
    complete(entry);
    const block = made("div", "", "link " + read(entry).relation);
    const title = made("p", "", "became");
    for (const child of became.childNodes) title.append(child.cloneNode(true));
    const sure = certainty.textContent.trim();
    if (sure) title.append(" ", made("small", "certainty " + sure));
    block.append(title);
    const details = told.querySelector("details");
    // Where there is no sentence, the lines say all.
    const hasSentence = details.querySelector(".sentence");
    for (const child of told.children)
      if (child.tagName === "P" && (child.className || !hasSentence)) block.append(child.cloneNode(true));
    // A wording without a counterpart stands above already.
    const repeats = own && entry.ids.length === 1;
    for (const child of details.children)
      if (child.tagName !== "SUMMARY" && (!repeats || !child.classList.contains("wording"))) block.append(child.cloneNode(true));
    return block;
  };
  let lightened = [];
  const light = (lit, chosen) => {
    picture.classList.toggle("lighting", Boolean(lit));
    for (const element of lightened) element.classList.remove("lit", "chosen");
    lightened = [];
    const add = (element, name) => {
      element.classList.add(name);
      lightened.push(element);
    };
    if (lit) for (const id of lit.ids) if (bars().has(id)) add(barElement(bars().get(id)), "lit");
    for (const id of chosen) if (bars().has(id)) add(barElement(bars().get(id)), "chosen");
    if (lit) for (const ribbon of lit.ribbons) add(ribbonElement(ribbon), "lit");
    chosenIds = chosen;
    const entries = new Set(chosen.flatMap((id) => rowsOf().get(id) || []));
    for (const { element } of entries) if (element) add(element, "lit");
    if (isBundled) putBack();
  };
  const show = (title, parts, lit, chosen) => {
    heading.textContent = title;
    body.replaceChildren(...parts);
    panel.hidden = false;
    document.body.classList.add("reading");
    panel.scrollTop = 0;
    light(lit, chosen);
    const bar = chosen.length && bars().get(chosen[0]);
    if (bar) {
      focusable(barElement(bar));
      bar.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  };
  const history = (lit, chosen) => {
    const list = made("ol", "", "path");
    const order = [...bars().keys()].filter((id) => lit.ids.has(id));
    for (const id of order) {
      const item = made("li");
      if (chosen.includes(id)) item.setAttribute("aria-current", "true");
      item.append(reference(id, named(id)));
      const words = provisions().get(id);
      if (words) item.append(made("small", wordingOf(words).slice(0, 140)));
      list.append(item);
    }
    return list;
  };
  const showProvision = (id) => {
    const article = provisions().get(id);
    if (!article) return false;
    const parts = [];
    const section = elementOf(article).querySelector(".section");
    if (section) parts.push(section.cloneNode(true));
    const wording = elementOf(article).lastElementChild.cloneNode(true);
    wording.className = "wording";
    parts.push(wording);
    const mine = rowsOf().get(id) || [];
    if (mine.length) parts.push(made("h3", "How it came about, and what became of it"));
    for (const entry of mine) {
      const others = entry.ids.filter((other) => other !== id);
      if (others.length) {
        const cameOf = link(id).from.some((ribbon) => others.includes(ribbon.from));
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
    const entries = (rowsOf().get(from) || []).filter((entry) => entry.ids.includes(to));
    if (!bars().has(from) || !bars().has(to)) return false;
    const lit = thread([from], [to]);
    for (const ribbon of link(from).to) if (ribbon.to === to) lit.ribbons.add(ribbon);
    const parts = entries.map((entry) => detail(entry));
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
  // An id may hold the sign itself.
  const ends = (target) => {
    const cuts = [...target].flatMap((letter, at, all) => (letter === LINK ? [[all.slice(0, at).join(""), all.slice(at + 1).join("")]] : []));
    return cuts.find(([from, to]) => bars().has(from) && bars().has(to));
  };
  const follow = () => {
    let target = "";
    try { target = decodeURIComponent(location.hash.slice(1)); } catch { return false; }
    const row = rowNamed(target);
    if (row) {
      hide();
      reveal(row).scrollIntoView({ block: "center" });
      return false;
    }
    const isProvision = target !== "" && provisions().has(target);
    const pair = isProvision || !target.includes(LINK) ? null : ends(target);
    if (isProvision ? showProvision(target) : pair && showLink(...pair)) {
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
    const found = event.target.closest(".picture") && !anchor && (event.target.closest(".bundle")
      ? under(event) : { ribbon: ribbons().find(({ element }) => element && element === event.target.closest(".ribbon")) });
    if (found?.bar) location.hash = address(found.bar.id);
    if (found?.ribbon) {
      const { from, to } = found.ribbon;
      last = barElement(bars().get(from));
      location.hash = address(from + LINK + to);
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
  // Whoever cannot point has one bar to begin with; in a bundle it waits until there is time to look for it.
  const begin = () => {
    const first = bars().values().next().value;
    if (first && !picture.querySelector(".bar[tabindex='0']")) focusable(barElement(first));
  };
  if (!isBundled) begin();
  picture.addEventListener("keydown", (event) => {
    const element = event.target.closest(".bar");
    if (!element) return;
    const { id } = element.dataset;
    const way = { ArrowLeft: ["from", "from"], ArrowRight: ["to", "to"] }[event.key];
    let next = null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const column = columns().find((bars) => bars.includes(bars.find((bar) => bar.id === id)));
      next = column[column.findIndex((bar) => bar.id === id) + (event.key === "ArrowDown" ? 1 : -1)];
    } else if (way) {
      const ribbon = link(id)[way[0]][0];
      next = ribbon && bars().get(ribbon[way[1]]);
    } else if (event.key === " ") {
      last = element;
      location.hash = address(id);
    } else return;
    event.preventDefault();
    if (!next) return;
    focusable(barElement(next));
    next.element.focus();
    if (isBundled) putBack();
  });

  // Filters.
  const form = one("#filters");
  const query = one("#query");
  const section = one("#section");
  const shown = one("#shown");
  const wordingText = (entry) => {
    if (entry.text === undefined) entry.text = plain(wordingOf(entry));
    return entry.text;
  };
  const rowText = (entry) => {
    if (entry.text === undefined) {
      const { ids, told } = read(entry);
      const texts = ids.map((id) => plain(id) + " " + (provisions().has(id) ? wordingText(provisions().get(id)) : ""));
      entry.text = texts.join(" ") + " " + plain(untagged("<td" + told));
    }
    return entry.text;
  };
  // Shows with which bars and ribbons the filters are passed.
  const fade = (isOpen, passesBar, passesRibbon) => {
    if (!isBundled) {
      for (const bar of bars().values()) bar.element.classList.toggle("passed", !passesBar(bar));
      for (const ribbon of ribbons()) ribbon.element.classList.toggle("passed", !passesRibbon(ribbon));
      return;
    }
    for (const copy of all(".bundle.copy", picture)) copy.remove();
    for (const path of bundles) path.classList.toggle("passed", !isOpen);
    if (isOpen) return;
    const passing = new Map();
    const keep = (part) => passing.set(part.path, (passing.get(part.path) || "") + part.d);
    for (const ribbon of ribbons()) if (passesRibbon(ribbon)) keep(ribbon);
    for (const bar of bars().values()) if (passesBar(bar)) keep(bar);
    for (const [path, d] of passing) {
      const copy = path.cloneNode();
      copy.setAttribute("d", d);
      copy.classList.remove("passed");
      copy.classList.add("copy");
      path.after(copy);
    }
  };
  let wasOpen = true;
  const filter = () => {
    const chosen = (name) => all("input[name='" + name + "']:checked", form).map((box) => box.value);
    const relations = chosen("relation");
    const facts = chosen("fact");
    const words = plain(query.value).split(/\s+/).filter(Boolean);
    const doubtful = one("#doubtful").checked;
    const heading = section && section.value ? String(section.selectedIndex - 1) : "";
    const chooses = relations.length || facts.length || doubtful || heading;
    const isOpen = !chooses && !words.length;
    if (isOpen && wasOpen) return;
    wasOpen = isOpen;
    const passing = new Set();
    // A lone number is a label before it is a word.
    const isLabel = words.length === 1 && rows.some((entry) => read(entry).labels.includes(words[0]));
    const says = (text) => words.every((word) => text.includes(word));
    const fitting = new Set();
    for (const entry of rows) {
      read(entry);
      const fits = (!relations.length || relations.includes(entry.relation))
        && facts.every((fact) => entry.facts.includes(fact))
        && (!doubtful || entry.doubtful)
        && (!heading || entry.sections.includes(heading))
        && (isLabel ? entry.labels.includes(words[0]) : !words.length || says(rowText(entry)));
      if (fits) { fitting.add(entry); entry.ids.forEach((id) => passing.add(id)); }
    }
    // Provisions that nothing became of are found by their words alone.
    let found = 0;
    if (!chooses && words.length && !isLabel)
      for (const [id, entry] of provisions())
        if (!passing.has(id) && says(plain(id) + " " + wordingText(entry))) { found += 1; passing.add(id); }
    narrow(rowLists, (entry) => fitting.has(entry));
    const passes = isOpen ? null : new Set(Array.from(passing, (id) => provisions().get(id)));
    narrow(wordingLists, (entry) => isOpen || passes.has(entry));
    fade(isOpen, ({ id }) => isOpen || passing.has(id), ({ from, to }) =>
      isOpen || (rowsOf().get(from) || []).some((entry) => fitting.has(entry) && entry.ids.includes(to)));
    const rest = found ? ", and " + found + (found === 1 ? " other provision" : " other provisions") : "";
    shown.textContent = (isOpen ? "" : fitting.size + " of ") + rows.length + (rows.length === 1 ? " row" : " rows") + rest;
    one("#nothing").hidden = isOpen || fitting.size > 0;
    for (const list of rowLists) list.block.hidden = !isOpen && !list.shown.length;
  };
  let waiting = 0;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 90); });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser that comes back to the page sets the boxes again, but not what they do.
  addEventListener("pageshow", filter);

  // Tables that sort.
  const collator = new Intl.Collator("en", { numeric: true });
  const keys = [
    (entry) => entry.names[0],
    (entry) => entry.names[1],
    (entry) => entry.relation,
    (entry) => entry.figure,
  ];
  const compare = (x, y) => (typeof x === "number" ? x - y : collator.compare(x, y));
  for (const list of rowLists) {
    const table = list.box.closest("table");
    all("thead th", table).slice(0, keys.length).forEach((head, at) => {
      const button = made("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"];
        for (const other of all("thead th", table)) other.removeAttribute("aria-sort");
        if (next !== "none") head.setAttribute("aria-sort", next);
        const sorted = [...list.entries].sort((a, b) => {
          if (next === "none") return a.at - b.at;
          const way = next === "ascending" ? 1 : -1;
          // What says nothing here stands last, whichever way.
          const [x, y] = [keys[at](read(a)), keys[at](read(b))];
          if (x === undefined || y === undefined) return (x === undefined) - (y === undefined) || a.at - b.at;
          return way * compare(x, y) || a.at - b.at;
        });
        const chosen = new Set(list.shown);
        list.order = sorted;
        list.shown = sorted.filter((entry) => chosen.has(entry));
        draw(list, 0, list.to - list.from);
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

  // On paper, everything is there and open.
  let opened = [];
  let drawnBefore = [];
  addEventListener("beforeprint", () => {
    drawnBefore = lists.map((list) => [list, list.from, list.to]);
    for (const list of lists) if (list.from || list.to < list.shown.length) draw(list, 0, list.shown.length);
    for (const list of rowLists) for (const entry of list.shown) complete(entry);
    opened = all("details:not([open])");
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    for (const [list, from, to] of drawnBefore) if (list.from !== from || list.to !== to) draw(list, from, to);
    opened = drawnBefore = [];
  });

  for (const hidden of all("#filters, #theme, .scripted")) hidden.hidden = false;
  if (follow()) {
    addEventListener("load", () => {
      window.scrollTo(0, 0);
      one(".bar.chosen")?.scrollIntoView({ block: "center", inline: "nearest" });
    });
  }

  // What a search will need is read while there is nothing else to do.
  const whenIdle = window.requestIdleCallback || ((act) => setTimeout(() => act({ timeRemaining: () => 8 }), 50));
  const tasks = [rowsOf, provisions, bars, links, begin];
  let place = 0;
  const prepare = (deadline) => {
    const end = performance.now() + Math.max(deadline.timeRemaining() - 2, 1);
    while (performance.now() < end) {
      const task = tasks.shift();
      if (task) task();
      else if (place < rows.length) rowText(rows[place++]);
      else return;
    }
    whenIdle(prepare);
  };
  if (lists.some((list) => list.entries.length > FIRST)) whenIdle(prepare);
  else begin();
})();
