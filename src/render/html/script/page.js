  // Light and dark.
  const theme = one("#theme");
  const isDark = () => {
    const own = document.documentElement.dataset.theme;
    return own ? own === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  };
  const name = () => { theme.textContent = isDark() ? "Light" : "Dark"; };
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    remembered("theme", document.documentElement.dataset.theme);
    name();
  });
  const keptTheme = remembered("theme");
  if (keptTheme) document.documentElement.dataset.theme = keptTheme;
  name();

  // On paper stands what was chosen, all of it, and open.
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
  const keptLayout = remembered("layout");
  if (keptLayout) lay(keptLayout);
  if (follow()) {
    addEventListener("load", () => {
      const row = chosenIds.flatMap((id) => rowsOf().get(id) || [])[0];
      if (row && row.list.shown.includes(row)) reveal(row).scrollIntoView({ block: "center" });
      else window.scrollTo(0, 0);
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
