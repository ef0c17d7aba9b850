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

