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

