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
  const looksOf = (path) => Array.from(path.classList).filter((name) => !["bundle", "bars", "edges", "ribbon", "passed", "copy"].includes(name)).join(" ");
  const figures = (d) => d.match(/[\d.]+/g).map(Number);
  // A bar as it was drawn; `y` is where it stands now, `own` where it was drawn.
  const columns = lazy(() => all(".column", picture).map((column) => {
    if (!isBundled) return all(".bar", column).map((element) => {
      const body = element.querySelector(".body");
      const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(body.getAttribute(name)));
      return { id: element.dataset.id, element, x, y, own: y, width, height };
    });
    const path = column.querySelector(".bars");
    if (!path) return [];
    const ids = path.dataset.ids.split("\t");
    const height = Number(path.getAttribute("stroke-width"));
    return parts(path).map((d, at) => {
      const [x, y, width] = figures(d);
      return { id: path.dataset.before + ids[at], d, x, y, own: y, width, height, path };
    });
  }));
  const bars = lazy(() => new Map(columns().flat().map((bar) => [bar.id, bar])));
  // The edges of bars in bundles, which have the colours of what happened.
  const edges = lazy(() => all(".column", picture).flatMap((column, at) => all(".edges", column).flatMap((path) => {
    const places = path.dataset.places.split(" ");
    return parts(path).map((d, place) => {
      const [x, , width] = figures(d);
      return { d, x, width, path, bar: columns()[at][places[place]] };
    });
  })));
  const ribbons = lazy(() => {
    const made = (element, d, source, target, path) => ({
      from: source.id, to: target.id, source, target, element, path, d, drawn: d, points: figures(d),
      relative: (element || path).classList.contains("relative"),
    });
    if (!isBundled) return all(".ribbon", picture).map((element) =>
      made(element, element.getAttribute("d"), bars().get(element.dataset.from), bars().get(element.dataset.to)));
    const end = (text) => { const [column, place] = text.split("."); return columns()[column][place]; };
    return all(".ribbon.bundle", picture).flatMap((path) => {
      const ends = path.dataset.ends.split(" ");
      return parts(path).map((d, at) => made(null, d, end(ends[2 * at]), end(ends[2 * at + 1]), path));
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
    const { id, x, y, width, height } = bar;
    const element = take(bar, "a", { class: "bar bare", href: address(id), tabindex: -1, "data-id": id },
      named(id) + ": " + (provisions().has(id) ? wordingOf(provisions().get(id)).slice(0, 140) : ""));
    element.append(drawn("rect", { class: "body", x, y, width, height }));
    for (const edge of edges())
      if (edge.bar === bar) element.append(drawn("rect", { class: "edge " + looksOf(edge.path), x: edge.x, y, width: edge.width, height }));
    element.classList.toggle("away", Boolean(bar.away));
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
      const bar = column.find((bar) => !bar.away && x >= bar.x && x <= bar.x + bar.width && y >= bar.y - 0.3 && y <= bar.y + bar.height + 0.3);
      if (bar) return { bar };
    }
    let best = null;
    let least = 3;
    for (const ribbon of ribbons()) {
      ribbon.curve = ribbon.curve || figures(ribbon.d);
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
      if (event.target.closest("a, .line, .caption, .folded")) return;
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

