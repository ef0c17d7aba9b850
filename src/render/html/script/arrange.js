  // Where bars stand: a section can be folded to one bar, and what has no links can be left out. All that is drawn moves up
  // then; columns begin where they began, and the spaces between bars stay as they were drawn.
  const canvas = one(".canvas");
  // From how many bars in a column on sections begin folded, if it has some: one alone would hide all that there is to see.
  const MANY = 60;
  const SOME = 3;
  const SUMMARY = 18;
  let linkedOnly = false;
  let fadeAgain = () => {};
  // What the legend says of a class, and with which sign.
  const legend = lazy(() => new Map(all(".legend > g", picture).map((key) =>
    [key.classList[0], { name: key.dataset.name, sign: key.querySelector(".sign")?.textContent || "" }])));
  // What happened to each bar: at its left edge how it came about, at its right what became of it.
  const looks = lazy(() => {
    const found = new Map();
    const add = (bar, name, x) => found.set(bar, [...(found.get(bar) || []), { name, isLeft: x === bar.x }]);
    if (isBundled) for (const edge of edges()) add(edge.bar, looksOf(edge.path), edge.x);
    else for (const bar of bars().values())
      for (const edge of all(".edge", bar.element)) add(bar, edge.classList[1], Number(edge.firstChild.getAttribute("x")));
    return found;
  });
  const sections = lazy(() => all(".column", picture).flatMap((column, at) => all(".caption", column).map((element) => {
    const own = Number(element.firstChild.getAttribute("y"));
    const height = Number(element.firstChild.getAttribute("height"));
    const first = Number(element.dataset.first);
    const section = { element, column: at, own, height, folded: false };
    section.bars = columns()[at].slice(first, first + Number(element.dataset.count));
    for (const bar of section.bars) bar.section = section;
    return section;
  })));
  // The captions and the bars of each column, as they follow each other.
  const items = lazy(() => columns().map((column, at) => {
    for (const bar of column) bar.column = at;
    const all = [...sections().filter((section) => section.column === at), ...column];
    return all.sort((one, other) => one.own - other.own);
  }));
  const isLinked = ({ id }) => links().has(id);
  const isLeftOut = (bar) => linkedOnly && !isLinked(bar);
  // The captions and bars that are there to be walked over, and the element of one.
  const steps = (column) => items()[column].filter((item) => !item.away);
  const stepElement = (item) => (item.bars ? item.element : barElement(item));
  // A bar, or the caption that it is folded under.
  const standing = (bar) => (bar.away && bar.section ? bar.section : bar);

  // The one bar of a folded section: how many there are, and below in its left half how they came about, in its right what
  // became of them.
  const summaryOf = (section) => {
    const { x, width } = section.bars[0];
    const own = section.bars.flatMap((bar) => looks().get(bar) || []);
    const group = drawn("g", { class: "folded" });
    group.append(drawn("rect", { class: "body", x, y: 0, width, height: SUMMARY, rx: 2 }));
    const text = group.appendChild(drawn("text", { class: "count", x: x + 5, y: 11, "font-size": 9.5 }));
    text.textContent = section.bars.length;
    const strip = (from, name, count) => {
      const share = (count / section.bars.length) * (width / 2);
      group.append(drawn("rect", { class: "edge " + (name || "unchanged"), x: from, y: SUMMARY - 5, width: share, height: 5, "fill-opacity": name ? 1 : 0.3 }));
      return from + share;
    };
    for (const isLeft of [true, false]) {
      let from = isLeft ? x : x + width / 2;
      let rest = section.bars.length;
      for (const name of legend().keys()) {
        const count = own.filter((look) => look.name === name && look.isLeft === isLeft).length;
        if (!count) continue;
        from = strip(from, name, count);
        rest -= count;
        text.append(drawn("tspan", { class: name, dx: 5, "font-weight": 700 }));
        text.lastChild.textContent = legend().get(name).sign + count;
      }
      if (rest > 0) strip(from, "", rest);
    }
    group.addEventListener("click", () => fold([section], false));
    section.element.parentNode.append(group);
    return group;
  };

  // Where a height within a bar, as it was drawn, is now.
  const moved = (bar, y) => {
    const { section } = bar;
    if (!bar.away || !section) return y - bar.own + bar.y;
    const from = section.bars[0].own;
    const last = section.bars[section.bars.length - 1];
    return section.at + ((y - from) / (last.own + last.height - from)) * SUMMARY;
  };
  const put = (bar) => {
    if (isBundled) bar.d = bar.away ? "" : "M" + bar.x + " " + bar.y + "h" + bar.width;
    if (!bar.element) return;
    bar.element.classList.toggle("away", bar.away);
    if (!isBundled) bar.element.setAttribute("transform", "translate(0 " + (bar.y - bar.own) + ")");
    else for (const rect of all("rect", bar.element)) rect.setAttribute("y", bar.y);
  };
  const bend = (ribbon) => {
    const points = [...ribbon.points];
    for (const at of [1, 3, 13, 15]) if (at in points) points[at] = moved(ribbon.source, points[at]);
    for (const at of [5, 7, 9, 11]) if (at in points) points[at] = moved(ribbon.target, points[at]);
    let at = 0;
    ribbon.d = ribbon.drawn.replace(/[\d.]+/g, () => Math.round(points[at++] * 10) / 10);
    ribbon.curve = null;
    if (ribbon.element) ribbon.element.setAttribute("d", ribbon.d);
  };
  const arrange = () => {
    let bottom = 0;
    for (const column of items()) {
      let y = column.length ? column[0].own : 0;
      let end = y;
      let isFirst = true;
      for (const item of column) {
        const { section } = item;
        const space = item.own - end;
        end = item.own + item.height;
        item.away = item.bars ? item.bars.every(isLeftOut) : isLeftOut(item) || Boolean(section && section.folded);
        if (!item.away) {
          item.y = isFirst ? y : y + space;
          y = item.y + item.height;
          isFirst = false;
        }
        if (item.bars) {
          item.element.classList.toggle("away", item.away);
          item.element.setAttribute("transform", "translate(0 " + ((item.y || 0) - item.own) + ")");
          const isFolded = item.folded && !item.away;
          if (isFolded) {
            item.summary = item.summary || summaryOf(item);
            item.summary.setAttribute("transform", "translate(0 " + y + ")");
            item.at = y;
            y += SUMMARY;
          }
          item.summary?.classList.toggle("away", !isFolded);
          item.element.setAttribute("aria-expanded", String(!item.folded));
          item.chevron.setAttribute("d", item.folded ? "m3 0 4 4-4 4" : "m0 2 4 4 4-4");
        } else put(item);
      }
      bottom = Math.max(bottom, y);
    }
    for (const ribbon of ribbons()) bend(ribbon);
    if (isBundled) {
      for (const edge of edges()) edge.d = edge.bar.away ? "" : "M" + edge.x + " " + edge.bar.y + "h" + edge.width;
      const joined = new Map(bundles.map((path) => [path, []]));
      for (const part of [...bars().values(), ...edges(), ...ribbons()]) joined.get(part.path).push(part.d);
      for (const [path, all] of joined) path.setAttribute("d", all.join(""));
    }
    resize(bottom + 16);
    const isFolded = sections().length > 0 && sections().every((section) => section.folded);
    one("#fold").textContent = isFolded ? "Open all sections" : "Fold all sections";
    fadeAgain();
  };
  const fold = (which, folded) => {
    for (const section of which) section.folded = folded;
    arrange();
  };
  // Shows a bar that is folded or left out.
  const uncover = (bar) => {
    if (!bar || !bar.away) return;
    if (bar.section) bar.section.folded = false;
    if (isLeftOut(bar)) linkedOnly = one("#linked").checked = false;
    arrange();
  };
  const prepareSections = () => {
    for (const section of sections()) {
      section.element.setAttribute("role", "button");
      section.element.setAttribute("tabindex", "-1");
      section.element.setAttribute("aria-expanded", "true");
      const ground = section.element.firstChild;
      const [x, y] = [Number(ground.getAttribute("x")) + Number(ground.getAttribute("width")) - 10, section.own + section.height - 13];
      section.chevron = drawn("path", { class: "chevron", d: "m0 2 4 4 4-4", transform: "translate(" + x + " " + y + ")" });
      ground.after(section.chevron);
      section.element.addEventListener("click", () => fold([section], !section.folded));
    }
    one("#fold").hidden = !sections().length;
    const captions = (at) => sections().filter((section) => section.column === at).length;
    if (sections().length && columns().some((column, at) => column.length > MANY && captions(at) >= SOME)) fold(sections(), true);
  };
  one("#fold").addEventListener("click", () => fold(sections(), !sections().every((section) => section.folded)));
  one("#linked").addEventListener("change", (event) => { linkedOnly = event.target.checked; arrange(); });
