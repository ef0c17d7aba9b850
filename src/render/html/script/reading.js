  // What is chosen of the rows, how wordings are laid, and what is read stand in the address, so that a link shows the same.
  const form = one("#filters");
  const query = one("#query");
  const section = one("#section");
  const state = { in: "", only: [] };
  const searched = () => plain(query.value).split(/\s+/).filter(Boolean);
  const decoded = (hash) => {
    try { return decodeURIComponent(hash.slice(1)); } catch { return ""; }
  };
  const counts = all("a.count");
  const meant = (anchor) => {
    const said = new URLSearchParams(anchor.getAttribute("href").slice(1));
    return { key: said.get("in") || "", names: said.get("only").split(",") };
  };
  // Of names of one kind a row has one: relations, and which way the strength went. Others narrow further.
  const KINDS = [
    ["unchanged", "reworded", "split", "merged", "withdrawn", "new", "outside-coverage", "precedent", "follow-up"],
    ["weakened", "strengthened", "reversed"],
  ];
  const kindOf = (name) => KINDS.find((kind) => kind.includes(name)) || [name];
  const isPressed = (anchor) => {
    const { key, names } = meant(anchor);
    const relations = state.only.filter((name) => KINDS[0].includes(name));
    const isRelation = KINDS[0].includes(names[0]);
    return key === state.in && names.every((name) => state.only.includes(name)) && (!isRelation || relations.length === names.length);
  };
  const composed = (target) => {
    const parts = [];
    const put = (key, value) => {
      if (value) parts.push(key + "=" + encodeURIComponent(value).replace(/%2F/g, "/").replace(/%2C/g, ","));
    };
    put("in", state.in);
    put("only", state.only.join(","));
    put("q", query.value.trim());
    put("section", section?.value);
    put("alone", one("#alone")?.checked ? "yes" : "");
    put("view", layout === "inline" ? "" : layout);
    if (!parts.length) return target ? address(target) : "";
    put("at", target);
    return "#" + parts.join("&");
  };
  // What the address says, apart: what is to be read, and what was chosen.
  const parsed = () => {
    const whole = decoded(location.hash);
    if (!/^(in|only|q|section|alone|view|at)=/.test(whole) || provisions().has(whole)) return { target: whole, said: new URLSearchParams() };
    const said = new URLSearchParams(location.hash.slice(1));
    return { target: said.get("at") || "", said };
  };
  const go = (target) => {
    const hash = composed(target);
    if (hash !== location.hash) window.history.pushState(null, "", hash || location.pathname + location.search);
    follow();
  };
  // The address as it is to be by now, in place of that before; without a target it keeps its own.
  const rewrite = (target) => {
    const hash = composed(target === undefined ? parsed().target : target);
    if (hash !== location.hash) window.history.replaceState(null, "", hash || location.pathname + location.search);
  };
  // Chooses what the address says, and tells what is to be read.
  const restored = () => {
    const { target, said } = parsed();
    Object.assign(state, { in: said.get("in") || "", only: (said.get("only") || "").split(",").filter(Boolean) });
    query.value = said.get("q") || "";
    if (section) section.value = said.get("section") || "";
    if (section && section.selectedIndex < 0) section.value = "";
    if (one("#alone")) one("#alone").checked = said.has("alone");
    if (said.size) lay(said.get("view") || "inline");
    filter();
    return target;
  };

  // How wordings are laid, which is remembered from page to page.
  const remembered = (name, value) => {
    // A browser may keep nothing for a page that is a file.
    try {
      if (value === undefined) return localStorage.getItem("travaux." + name);
      localStorage.setItem("travaux." + name, value);
    } catch { /* It is not remembered, then. */ }
    return null;
  };
  const lay = (name) => {
    const box = all("input[name='layout']", form).find((one) => one.value === name);
    if (!box) return;
    box.checked = true;
    layout = name;
    document.body.dataset.layout = name;
    for (const entry of rows) if (entry.element) setOut(entry);
    mark();
  };
  for (const box of all("input[name='layout']", form))
    box.addEventListener("change", () => {
      const kept = topmost();
      lay(box.value);
      kept?.element.scrollIntoView({ block: "start" });
      remembered("layout", box.value);
      rewrite();
    });

  // From change to change.
  let current = null;
  const topmost = () => {
    const edge = form.getBoundingClientRect().bottom;
    const drawn = rowLists.flatMap((list) => list.shown.slice(list.from, list.to));
    return drawn.find(({ element }) => element.isConnected && element.getBoundingClientRect().bottom > edge + 24);
  };
  const isChange = (entry) => !["unchanged", "outside-coverage"].includes(read(entry).relation);
  const turnTo = (way) => {
    const shown = rowLists.flatMap((list) => list.shown);
    // From where the reader is: the row of before, if it is in sight still, or the first that is.
    const place = current?.element?.isConnected && shown.includes(current) && current.element.getBoundingClientRect();
    const isInSight = place && place.bottom > 0 && place.top < innerHeight;
    const first = topmost();
    const at = isInSight ? shown.indexOf(current) : first ? shown.indexOf(first) - (way > 0 ? 1 : 0) : shown.length;
    let next = at + way;
    while (shown[next] && !isChange(shown[next])) next += way;
    if (!shown[next]) return;
    current?.element?.classList.remove("current");
    current = shown[next];
    const element = reveal(current);
    element.classList.add("current");
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  };
  one("#next").addEventListener("click", () => turnTo(1));
  one("#previous").addEventListener("click", () => turnTo(-1));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type='radio'], [type='checkbox']), select, textarea")) return;
    if (event.key === "n") turnTo(1);
    if (event.key === "p") turnTo(-1);
    if (event.key === "/") {
      event.preventDefault();
      query.focus();
      query.select();
    }
  });

  // The words searched for are marked where they stand; the text itself stays as it is.
  const mark = () => {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    const words = searched();
    if (!words.length) return;
    const ranges = [];
    for (const box of all(".changes tbody, .synoptic tbody")) {
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const letters = Array.from(node.data);
        // Where each plain letter stands in the text.
        const places = letters.length === node.data.length && plain(node.data).length === node.data.length ? null : [];
        if (places) {
          let place = 0;
          for (const letter of letters) {
            for (let at = plain(letter).length; at > 0; at -= 1) places.push(place);
            place += letter.length;
          }
          places.push(place);
        }
        const text = plain(node.data);
        for (const word of words)
          for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
            const range = new Range();
            range.setStart(node, places ? places[at] : at);
            range.setEnd(node, Math.min(places ? places[at + word.length] ?? node.length : at + word.length, node.length));
            ranges.push(range);
          }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  let marking = 0;
  const drawnAnew = new MutationObserver(() => {
    if (!searched().length) return;
    cancelAnimationFrame(marking);
    marking = requestAnimationFrame(mark);
  });
  for (const list of [...rowLists, ...synopticLists]) drawnAnew.observe(list.box, { childList: true });

