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

