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
    // A wording without a counterpart stands above already.
    const repeats = own && entry.ids.length === 1;
    for (const child of told.children) {
      if (child.matches(".gist, .sides") || (repeats && child.matches(".wording"))) continue;
      if (child.tagName !== "DETAILS") {
        block.append(child.cloneNode(true));
        block.lastChild.hidden = false;
      } else if (!child.querySelector("ul"))
        for (const part of child.children) if (part.tagName !== "SUMMARY") block.append(part.cloneNode(true));
    }
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
  // Brings a bar into sight within the picture; the page stays where the reader is.
  const bring = (element) => {
    const canvas = picture.closest(".canvas");
    const [box, own] = [canvas.getBoundingClientRect(), element.getBoundingClientRect()];
    const by = (before, behind) => (before < 0 ? before - 40 : behind > 0 ? behind + 40 : 0);
    canvas.scrollTop += by(own.top - box.top, own.bottom - box.bottom);
    canvas.scrollLeft += by(own.left - box.left, own.right - box.right);
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
      bring(bar.element);
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
      if (words) item.append(made("small", opening(wordingOf(words))));
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
      // What was merged with it stands on its own side.
      const { from, to } = link(id);
      const ends = new Set([...from.map((ribbon) => ribbon.from), ...to.map((ribbon) => ribbon.to)]);
      const others = entry.ids.filter((other) => other !== id && (!ends.size || ends.has(other)));
      if (others.length) {
        const cameOf = from.some((ribbon) => others.includes(ribbon.from));
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
    rewrite("");
    if (last && last.isConnected) last.focus({ preventScroll: true });
    last = null;
  };
  // An id may hold the sign itself.
  const ends = (target) => {
    const cuts = [...target].flatMap((letter, at, all) => (letter === LINK ? [[all.slice(0, at).join(""), all.slice(at + 1).join("")]] : []));
    return cuts.find(([from, to]) => bars().has(from) && bars().has(to));
  };
  // Shows what the address says: a provision, a link, a row or a part of the page. Tells whether the panel is open.
  const follow = () => {
    const target = restored();
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
    const part = target && document.getElementById(target);
    if (part) part.scrollIntoView();
    else if (target) {
      show("Not on this page", [made("p", "There is no provision " + target + " on this page.")], null, []);
      return true;
    }
    return false;
  };
  document.addEventListener("click", (event) => {
    const anchor = event.target.closest("a[href^='#']");
    if (event.ctrlKey || event.metaKey || event.shiftKey || anchor?.matches(".count, .skip")) return;
    if (anchor) {
      if (!panel.contains(anchor)) last = anchor;
      event.preventDefault();
      go(decoded(anchor.getAttribute("href")));
      return;
    }
    const found = event.target.closest(".picture") && (event.target.closest(".bundle")
      ? under(event) : { ribbon: ribbons().find(({ element }) => element && element === event.target.closest(".ribbon")) });
    if (found?.bar) go(found.bar.id);
    if (found?.ribbon) {
      const { from, to } = found.ribbon;
      last = barElement(bars().get(from));
      go(from + LINK + to);
    }
  });
  window.addEventListener("hashchange", follow);
  one("#close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
  });

  // The picture by keyboard: one stop for the tabulator, arrows within, over bars and captions.
  const stop = (element) => {
    for (const other of all("[tabindex='0']", picture)) other.setAttribute("tabindex", "-1");
    element.setAttribute("tabindex", "0");
  };
  const focusable = (element) => {
    uncover(bars().get(element.dataset.id));
    stop(element);
  };
  // Whoever cannot point has one to begin with; in a bundle it waits until there is time to look for it.
  const begin = () => {
    const first = columns().map((_, at) => steps(at)).find((column) => column.length)?.[0];
    if (first && !picture.querySelector("[tabindex='0']")) stop(stepElement(first));
  };
  if (!isBundled) begin();
  picture.addEventListener("keydown", (event) => {
    const element = event.target.closest(".bar, .caption");
    if (!element) return;
    const bar = bars().get(element.dataset.id);
    const section = !bar && sections().find((one) => one.element === element);
    const way = { ArrowLeft: ["from", "source"], ArrowRight: ["to", "target"] }[event.key];
    let next = null;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const column = steps((bar || section).column);
      next = column[column.indexOf(bar || section) + (event.key === "ArrowDown" ? 1 : -1)];
    } else if (bar && way) {
      const ribbon = link(bar.id)[way[0]][0];
      next = ribbon && standing(ribbon[way[1]]);
    } else if (section && (event.key === " " || event.key === "Enter")) {
      fold([section], !section.folded);
    } else if (bar && event.key === " ") {
      last = element;
      go(bar.id);
    } else return;
    event.preventDefault();
    if (!next) return;
    stop(stepElement(next));
    next.element.focus();
    if (isBundled) putBack();
  });

