  // Filters.
  const shown = one("#shown");
  const wordingText = (entry) => {
    if (entry.text === undefined) entry.text = plain(headingOf(entry) + " " + wordingOf(entry));
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
  // Shows with which bars and ribbons the filters are passed; once more when the picture is arranged anew.
  const fade = (isOpen, passesBar, passesRibbon) => {
    fadeAgain = () => fade(isOpen, passesBar, passesRibbon);
    for (const section of sections()) section.summary?.classList.toggle("passed", !section.bars.some(passesBar));
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
    for (const edge of edges()) if (passesBar(edge.bar)) keep(edge);
    for (const [path, d] of passing) {
      const copy = path.cloneNode();
      copy.setAttribute("d", d);
      copy.classList.remove("passed");
      copy.classList.add("copy");
      path.after(copy);
    }
  };
  // Of these the rows stand in the synoptic table.
  const LONE = ["not-repeated", "not-before"];
  // What is linked to nothing has no place in a first look at several documents.
  const alone = one("#alone");
  let wasOpen = true;
  const narrowSynoptic = (fits) =>
    narrow(synopticLists, (entry) => (!alone || alone.checked || !wasOpen || !entry.html.startsWith("line alone", entry.html.indexOf('class="') + 7)) && fits(entry));
  let lately = () => true;
  alone?.addEventListener("change", () => { narrowSynoptic(lately); rewrite(); });
  if (alone) narrowSynoptic(lately);
  const filter = () => {
    const asked = [...new Set(state.only.map(kindOf))].map((kind) => state.only.filter((name) => kind.includes(name)));
    const words = searched();
    const heading = section && section.value ? String(section.selectedIndex - 1) : "";
    const chooses = state.in || state.only.length || heading;
    const isOpen = !chooses && !words.length;
    for (const anchor of counts) anchor.setAttribute("aria-pressed", String(isPressed(anchor)));
    form.querySelector("button[type='reset']").hidden = isOpen;
    if (isOpen && wasOpen) return;
    wasOpen = isOpen;
    const passing = new Set();
    // A lone number is a label before it is a word.
    const isLabel = words.length === 1 && rows.some((entry) => read(entry).labels.includes(words[0]));
    const says = (text) => words.every((word) => text.includes(word));
    const fitting = new Set();
    for (const entry of rows) {
      read(entry);
      const fits = (!state.in || entry.key === state.in || (state.in === "c" && entry.key !== "e"))
        && asked.every((names) => names.some((name) => name === entry.relation || entry.facts.includes(name)))
        && (!heading || entry.sections.includes(heading))
        && (isLabel ? entry.labels.includes(words[0]) : !words.length || says(rowText(entry)));
      if (fits) { fitting.add(entry); entry.ids.forEach((id) => passing.add(id)); }
    }
    // Provisions that nothing became of are found by their words alone.
    let found = 0;
    if (!chooses && words.length)
      for (const [id, entry] of provisions()) {
        const fits = isLabel ? plain(id).endsWith("/" + words[0]) : says(plain(id) + " " + wordingText(entry));
        if (!passing.has(id) && fits) { found += 1; passing.add(id); }
      }
    narrow(rowLists, (entry) => fitting.has(entry));
    const lone = LONE.filter((name) => state.only.includes(name));
    lately = lone.length
      ? (entry) => lone.some((name) => entry.html.slice(0, entry.html.indexOf(">")).includes(" " + name))
      : (entry) => isOpen || synopticIds(entry).some((id) => passing.has(id));
    narrowSynoptic(lately);
    const passes = isOpen ? null : new Set(Array.from(passing, (id) => provisions().get(id)));
    narrow(wordingLists, (entry) => isOpen || passes.has(entry));
    fade(isOpen, ({ id }) => isOpen || passing.has(id), ({ from, to }) =>
      isOpen || (rowsOf().get(from) || []).some((entry) => fitting.has(entry) && entry.ids.includes(to)));
    const rest = found ? ", and " + found + (found === 1 ? " other provision" : " other provisions") : "";
    const names = counts.filter(isPressed).map((anchor) => anchor.querySelector("span").textContent);
    shown.textContent = (isOpen ? "" : fitting.size + " of ") + rows.length + (rows.length === 1 ? " row" : " rows") + rest
      + (names.length ? ": " + names.join(", ") : "");
    one("#nothing").hidden = isOpen || fitting.size > 0 || lone.length > 0;
    for (const list of rowLists) list.block.hidden = !isOpen && !list.shown.length;
    mark();
  };
  let waiting = 0;
  form.addEventListener("input", (event) => {
    if (event.target.name === "layout") return;
    clearTimeout(waiting);
    waiting = setTimeout(() => { filter(); rewrite(); }, 90);
  });
  form.addEventListener("reset", () => {
    // The button goes away.
    query.focus({ preventScroll: true });
    Object.assign(state, { in: "", only: [] });
    const kept = layout;
    setTimeout(() => { lay(kept); filter(); rewrite(); });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser that comes back to the page sets the boxes again, but not what they do.
  addEventListener("pageshow", filter);

  // The numbers at the top lead to their rows, and once more back to all.
  for (const anchor of counts) {
    anchor.setAttribute("role", "button");
    const act = (event) => {
      event.preventDefault();
      const { key, names } = meant(anchor);
      const isOn = isPressed(anchor);
      const isKept = (name) => (KINDS[0].includes(names[0]) ? !KINDS[0].includes(name) : !names.includes(name));
      const kept = key === state.in ? state.only.filter(isKept) : [];
      const only = isOn ? kept : [...kept, ...names];
      Object.assign(state, { in: only.length ? key : "", only });
      hide();
      filter();
      // What no row has together is meant one by one.
      if (!isOn && kept.length && !rowLists.some((list) => list.shown.length)) {
        state.only = names;
        filter();
      }
      window.history.pushState(null, "", composed("") || location.pathname + location.search);
      const bar = form.getBoundingClientRect().bottom;
      const table = rowLists.find((list) => list.shown.length)?.box.closest("table");
      const top = table?.getBoundingClientRect().top;
      if (!isOn && LONE.includes(names[0])) one("#synoptic")?.scrollIntoView();
      else if (!isOn && table && (top > innerHeight * 0.7 || top < bar)) one("#changes").scrollIntoView();
    };
    anchor.addEventListener("click", (event) => { if (!event.ctrlKey && !event.metaKey) act(event); });
    anchor.addEventListener("keydown", (event) => { if (event.key === " ") act(event); });
  }

