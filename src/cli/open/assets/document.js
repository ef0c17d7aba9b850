// How a document was read: its lines, what each was read as, and the provisions that came of them.
import { address, all, ask, asked, closeMenu, counted, foreign, made, newest, one, openMenu, put, roving, send, STAGES, tallies, titled, VERDICTS } from "./shared.js";
import { changed, complain, say } from "./bench.js";
import { choices, edit, FOUND, profileName } from "./form.js";

const id = new URLSearchParams(location.search).get("id") || "";
const linesBox = one(".lines");
const provisionsBox = one("#provisions ol");
const reading = one(".reading");
const NAMES = {
  front: "front page",
  heading: "heading",
  provision: "provision",
  continued: "continued",
  note: "footnote",
  furniture: "header or footer",
  outside: "other text",
  "left-out": "number left out",
  blank: "blank",
};
const MEANS = {
  front: "What stands before the text itself: the symbol, the date, the title.",
  heading: "A heading; provisions stand under it.",
  provision: "A provision begins here, with its number.",
  continued: "It goes on with the provision above.",
  note: "A footnote, kept apart.",
  furniture: "The header or footer of a page, left out.",
  outside: "Text that belongs to no provision.",
  "left-out": "A number that was not taken for the beginning of a provision. Look whether it is one.",
};

let data = null;
let lines = [];
// The provisions by the line they begin on.
let starts = [];

// Which provision a line belongs to: the last that begins on it or above.
const provisionAt = (at) => {
  if (!["provision", "continued"].includes(lines[at]?.is)) return -1;
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle].at <= at) low = middle + 1;
    else high = middle;
  }
  return low ? starts[low - 1].number : -1;
};
const markOf = (line) =>
  line.is === "provision" ? line.label || NAMES.provision : line.is === "left-out" && line.label ? `${line.label} left out` : NAMES[line.is] || line.is;
const mendedText = ({ is, number }) =>
  "corrected: " + (number ? "begins " + number : { text: "text", heading: "a heading", note: "a footnote", furniture: "header or footer" }[is] || is);

// The lines are made in parts, where they come into sight and while there is nothing else to do: there may be very many.
const PART = 100;
let parts = [];
let current = -1;
const lineElement = (line, at) => {
  if (line.is === "blank") return made("div", { class: "line blank", "data-at": at, role: "listitem", "aria-label": "blank line" });
  const mark = made(
    "button",
    {
      type: "button",
      class: "mark",
      tabindex: at === current ? "0" : "-1",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": `Line ${line.line}, ${line.is === "provision" ? "provision " : ""}${markOf(line)}${line.mended ? ", " + mendedText(line.mended) : ""}: ${line.text.slice(0, 120)}`,
    },
    markOf(line),
  );
  return made(
    "div",
    { class: `line ${line.is}${line.mended ? " mended" : ""}`, "data-at": at, role: "listitem" },
    mark,
    made("span", { class: "words", dir: "auto" }, line.text),
    line.mended && made("small", {}, mendedText(line.mended)),
  );
};
const fill = (part) => {
  if (part.isFilled) return;
  part.isFilled = true;
  part.element.replaceChildren(...lines.slice(part.from, part.to).map((line, at) => lineElement(line, part.from + at)));
};
const partOf = (at) => parts[Math.floor(at / PART)];
const elementOf = (at) => {
  const part = partOf(at);
  if (!part) return null;
  fill(part);
  return part.element.children[at - part.from];
};
const nearing = new IntersectionObserver(
  (seen) => {
    for (const { isIntersecting, target } of seen) if (isIntersecting) fill(parts[target.dataset.part]);
  },
  { root: one("#text"), rootMargin: "800px 0px" },
);
const whenIdle = window.requestIdleCallback || ((act) => setTimeout(() => act({ timeRemaining: () => 8 }), 50));
// A search of the browser finds what is there.
const fillRest = (deadline) => {
  for (const part of parts) {
    if (part.isFilled) continue;
    if (deadline.timeRemaining() < 4) return void whenIdle(fillRest);
    fill(part);
  }
};
const drawLines = () => {
  const groups = [];
  for (let from = 0; from < lines.length; from += PART)
    groups.push({ from, to: Math.min(from + PART, lines.length), text: JSON.stringify(lines.slice(from, from + PART)) });
  // What did not change keeps its elements, and the reader their place.
  groups.forEach((group, at) => {
    const before = parts[at];
    if (before && before.text === group.text) return;
    if (before) {
      Object.assign(before, group);
      if (before.isFilled) {
        before.isFilled = false;
        fill(before);
      }
      return;
    }
    const element = made("div", { class: "part", role: "presentation", "data-part": at });
    const rows = lines.slice(group.from, group.to).reduce((sum, line) => sum + (line.is === "blank" ? 0.5 : Math.ceil((line.text.length || 1) / 75)), 0);
    element.style.containIntrinsicSize = `auto ${Math.round(rows * 26)}px`;
    parts.push({ ...group, element, isFilled: false });
    linesBox.append(element);
    nearing.observe(element);
  });
  for (const part of parts.splice(groups.length)) {
    nearing.unobserve(part.element);
    part.element.remove();
  }
  if (parts.length) fill(parts[0]);
  whenIdle(fillRest);
};

// One line is the current one: the tabulator stops at it, and its provision is marked.
const isMarked = (at) => lines[at] && lines[at].is !== "blank";
// Parts that come into sight take their true heights, so that what is sought may move on the way.
const seek = (element, bring, tries = 12) => {
  bring(element);
  const [own, box] = [element.getBoundingClientRect(), element.closest(".pane").getBoundingClientRect()];
  const isThere = own.top >= box.top && own.bottom <= box.bottom;
  if (tries > 0 && (!isThere || tries > 9))
    requestAnimationFrame(() => {
      if (element.isConnected) seek(element, bring, tries - 1);
    });
};
const toCentre = (element) => element.scrollIntoView({ block: "center" });
// Within its pane only: the window stays where the reader is.
const intoPane = (element) => {
  const pane = element.closest(".pane");
  const [own, box] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  if (own.top < box.top + 40 || own.bottom > box.bottom) pane.scrollTop += own.top - box.top - 60;
};
const choose = (at, { isFocused = true, isSought = false } = {}) => {
  if (!isMarked(at)) return;
  const before = current;
  current = at;
  if (before >= 0 && before !== at && partOf(before)?.isFilled) {
    const old = elementOf(before);
    old?.classList.remove("current");
    const mark = old && one(".mark", old);
    if (mark) mark.tabIndex = -1;
  }
  const element = elementOf(at);
  element.classList.add("current");
  const mark = one(".mark", element);
  mark.tabIndex = 0;
  if (isSought) seek(element, toCentre);
  if (isFocused) mark.focus({ preventScroll: isSought });
  light(provisionAt(at), !isSought);
};
// Marks a provision at the right, and its lines; brings it into sight there if the reader came from the text.
const light = (number, isSought) => {
  for (const item of all(".lit", provisionsBox)) item.classList.remove("lit");
  for (const line of all(".line.lit", linesBox)) line.classList.remove("lit");
  if (number < 0) return;
  const item = provisionsBox.children[number];
  item?.classList.add("lit");
  if (isSought && item) seek(item, intoPane);
  const from = starts.find((start) => start.number === number)?.at ?? -1;
  for (let at = from; at >= 0 && at < lines.length && provisionAtOrBlank(at, number, from); at += 1)
    if (partOf(at).isFilled) elementOf(at).classList.add("lit");
};
const provisionAtOrBlank = (at, number, from) =>
  (at === from || lines[at].is !== "provision") &&
  at < from + 400 &&
  (lines[at].is === "blank" || provisionAt(at) === number || !["provision", "heading"].includes(lines[at].is));
const goTo = (at) => {
  // On a phone one of the views is seen; the text is what one goes to.
  if (reading.dataset.view !== "text") view("text");
  if (!isMarked(at)) at = lines.findIndex((_, place) => place > at && isMarked(place));
  if (at >= 0) choose(at, { isSought: true });
};
const atLine = (number) => lines.findIndex(({ line }) => line === number);

// What a person says of a line.
const correct = async (at, said, done) => {
  const line = lines[at];
  try {
    await send("api/reading", { id, begins: line.begins, nth: line.nth, is: null, number: null, ...said });
    changed();
    await load();
    say(done, said.is || said.number ? { action: "Take it away again", act: () => correct(at, {}, "The correction is taken away.") } : undefined);
    const now = lines.findIndex((one) => one.line === line.line);
    if (now >= 0 && isMarked(now)) choose(now);
  } catch (error) {
    complain(error);
  }
};
const begins = async (at) => {
  const line = lines[at];
  const guess = line.mended?.number || (line.label && line.is !== "continued" && line.label) || /^\W*(\d+[a-z]?)\b/.exec(line.text)?.[1] || "";
  const field = made("input", { name: "number", required: true, maxlength: "20", autocomplete: "off", value: guess });
  const number = await asked({
    title: "Which provision begins here?",
    yes: "It begins here",
    act: () => field.value.trim(),
    inside: [made("p", { class: "wording", dir: "auto" }, line.text.slice(0, 300)), made("label", { class: "field" }, "Its number", field)],
  });
  if (number) correct(at, { number }, `Line ${line.line} begins provision ${number}.`);
};
const menuOf = (at, mark) => {
  const line = lines[at];
  if (!data.correctable) {
    openMenu(mark, "This line", [{ text: "A list of units is read as it is; nothing can be corrected here.", act: () => {} }]);
    return;
  }
  const is = line.mended?.is;
  openMenu(mark, "Line " + line.line, [
    { text: "This is text", isChosen: is === "text", act: () => correct(at, { is: "text" }, `Line ${line.line} is text.`) },
    { text: "This is a heading", isChosen: is === "heading", act: () => correct(at, { is: "heading" }, `Line ${line.line} is a heading.`) },
    {
      text: "This is the header or footer of a page",
      isChosen: is === "furniture",
      act: () => correct(at, { is: "furniture" }, `Line ${line.line} is the header or footer of a page.`),
    },
    { text: "A provision begins here…", isChosen: Boolean(line.mended?.number), act: () => begins(at) },
    ...(line.mended ? [null, { text: "Take the correction away", act: () => correct(at, {}, "The correction is taken away.") }] : []),
  ]);
};
linesBox.addEventListener("click", (event) => {
  const element = event.target.closest(".line");
  if (!element || element.classList.contains("blank")) return;
  const at = Number(element.dataset.at);
  const mark = event.target.closest(".mark");
  // Whoever selects words of the text does not want to go anywhere.
  if (!mark && String(getSelection())) return;
  choose(at);
  if (mark) menuOf(at, mark);
});
linesBox.addEventListener("contextmenu", (event) => {
  const element = event.target.closest(".line:not(.blank)");
  if (!element || String(getSelection())) return;
  event.preventDefault();
  const at = Number(element.dataset.at);
  choose(at);
  menuOf(at, one(".mark", element));
});
linesBox.addEventListener("keydown", (event) => {
  const element = event.target.closest(".line");
  if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
  const at = Number(element.dataset.at);
  const way = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
  let next = event.key === "Home" ? 0 : event.key === "End" ? lines.length - 1 : way ? at + way : undefined;
  if (event.key === "ArrowRight") {
    event.preventDefault();
    const number = provisionAt(at);
    if (number >= 0) one("button", provisionsBox.children[number]).focus();
    return;
  }
  if (next === undefined) return;
  event.preventDefault();
  next = Math.max(0, Math.min(next, lines.length - 1));
  const by = event.key === "Home" || way > 0 ? 1 : -1;
  while (next >= 0 && next < lines.length && !isMarked(next)) next += by;
  if (isMarked(next)) choose(next);
});

// The provisions as read.
const begin = roving(provisionsBox, ".to-line");
const drawProvisions = () => {
  let path = "";
  const items = data.provisions.map((provision, number) => {
    const section = provision.section.join(" › ");
    const isNew = section !== path;
    path = section;
    return made(
      "li",
      { "data-number": number },
      isNew && section && made("p", { class: "section", dir: "auto" }, section),
      made(
        "button",
        { type: "button", class: "to-line", tabindex: "-1", "aria-label": `${provision.kind} ${provision.label}: go to its line` },
        foreign(provision.label),
      ),
      made("span", { class: "words", dir: "auto" }, provision.text),
    );
  });
  provisionsBox.replaceChildren(...items);
  // Very many are laid out only where they are seen.
  provisionsBox.classList.toggle("many", items.length > 300);
  one("#provisions-heading").textContent = counted(items.length, "provision") + " as read";
  begin();
};
provisionsBox.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (!item || (!event.target.closest("button") && String(getSelection()))) return;
  const at = atLine(data.provisions[item.dataset.number].line);
  if (at >= 0) goTo(at);
});
provisionsBox.addEventListener("keydown", (event) => {
  const item = event.target.closest("li");
  if (!item || event.key !== "ArrowLeft") return;
  event.preventDefault();
  item.querySelector("button").click();
});

// What to look at: what was left out, and what the reading itself remarks.
const doubts = () => {
  const found = data.warnings.map(({ line, label, message }) => ({ at: line === null ? -1 : atLine(line), label, message }));
  lines.forEach((line, at) => {
    if (line.is === "left-out" && !found.some((one) => one.at === at))
      found.push({
        at,
        label: line.label,
        message: `A number${line.label ? ", " + line.label + "," : ""} was not taken for the beginning of a provision: ${line.text.slice(0, 90)}`,
      });
  });
  return found;
};
let doubtful = [];
const drawWarnings = () => {
  const found = doubts();
  doubtful = [...new Set(found.map(({ at }) => at).filter((at) => at >= 0))].sort((one, other) => one - other);
  const box = one("#warnings");
  box.hidden = !found.length;
  if (found.length && !box.dataset.seen) {
    box.open = found.length <= 6;
    box.dataset.seen = "yes";
  }
  one("summary", box).textContent = counted(found.length, "remark") + " on how it was read";
  one("ul", box).replaceChildren(
    ...found.map(({ at, message }) =>
      made(
        "li",
        {},
        at >= 0 && made("button", { type: "button", class: "to-line", "data-at": at }, "Line " + lines[at].line),
        made("span", { dir: "auto" }, message),
      ),
    ),
  );
  one("#jumps").hidden = !doubtful.length;
  one("#how").textContent = data.correctable ? "Click the mark beside a line to say what it is." : "";
};
one("#warnings").addEventListener("click", (event) => {
  const to = event.target.closest(".to-line");
  if (to) goTo(Number(to.dataset.at));
});
one("#next-doubt").addEventListener("click", () => {
  const next = doubtful.find((at) => at > current) ?? doubtful[0];
  if (next !== undefined) goTo(next);
});

// Text, pages or, on a phone, provisions.
const view = (name) => {
  reading.dataset.view = name;
  for (const box of all("input[name='view']")) box.checked = box.value === name;
};
for (const box of all("input[name='view']")) box.addEventListener("change", () => view(box.value));
const drawPages = () => {
  one("#pages-choice").hidden = !data.pages;
  one("#views").classList.toggle("paged", data.pages > 0);
  if (!data.pages && reading.dataset.view === "pages") view("text");
  const box = one("#pages");
  // The pages of a file do not change with how it is read.
  if (box.childElementCount === data.pages) return;
  box.replaceChildren(
    ...Array.from({ length: data.pages }, (_, at) =>
      made(
        "figure",
        {},
        made("img", {
          src: address("api/page", { id, page: at + 1 }),
          alt: "Page " + (at + 1),
          loading: "lazy",
          on: { load: (event) => event.target.classList.add("there") },
        }),
        made("figcaption", {}, "Page " + (at + 1)),
      ),
    ),
  );
};

const drawHead = (entry) => {
  document.title = titled(entry) + document.title.slice(document.title.includes(" · ") ? document.title.indexOf(" · ") : Infinity);
  one("#title").textContent = titled(entry);
  put(
    one("#about"),
    entry.symbol && titled(entry) !== entry.symbol ? [foreign(entry.symbol), " · "] : "",
    entry.date ? entry.date + " · " : "",
    (STAGES[entry.stage] || entry.stage) + " · ",
    tallies([entry]).join(", ") + " · ",
    "read ",
    made("b", { class: "verdict " + entry.verdict }, VERDICTS[entry.verdict] || entry.verdict),
    entry.warnings > 0 && ": " + counted(entry.warnings, "remark"),
    " · ",
    foreign(entry.path),
  );
  choices(one("#profile"), [["", FOUND], ...data.profiles.map((name) => [name, profileName(name)])], entry.profile);
  const compare = one("#compare");
  compare.hidden = !entry.draft_of;
  if (entry.draft_of) {
    compare.href =
      "compare?" +
      new URLSearchParams([
        ["document", entry.id],
        ["document", entry.draft_of],
      ]);
    compare.textContent = "Compare with " + entry.draft_of;
  }
};
one("#profile").addEventListener("change", async (event) => {
  const { value } = event.target;
  try {
    await send("api/metadata", { id, fields: { profile: value || null } });
    changed();
    await load();
    say(value ? `Read anew as ${profileName(value)}.` : "Read anew as the program finds out.");
  } catch (error) {
    choices(event.target, [["", FOUND], ...data.profiles.map((name) => [name, profileName(name)])], data.document.profile);
    complain(error);
  }
});
one("#edit").addEventListener("click", async () => {
  try {
    if (data && (await edit(data.document, data))) await load();
  } catch (error) {
    complain(error);
  }
});
one(".legend ul").append(
  ...Object.entries(MEANS).map(([name, text]) =>
    made("li", { class: "line " + name }, made("span", { class: "mark" }, name === "provision" ? "13" : NAMES[name]), made("span", {}, text)),
  ),
);

let before = "";
const load = newest(async (isNewest) => {
  try {
    const answer = await ask(address("api/document", { id }));
    if (!isNewest()) return;
    const text = JSON.stringify(answer);
    if (text === before) return;
    before = text;
    closeMenu();
    data = answer;
    lines = answer.lines;
    const places = new Map(lines.map(({ line }, at) => [line, at]));
    starts = answer.provisions
      .map((provision, number) => ({ number, at: places.get(provision.line) ?? -1 }))
      .filter(({ at }) => at >= 0)
      .sort((one, other) => one.at - other.at);
    for (const busy of all("[aria-busy]")) busy.removeAttribute("aria-busy");
    drawHead(answer.document);
    drawWarnings();
    drawProvisions();
    drawPages();
    drawLines();
    if (isMarked(current)) {
      elementOf(current).classList.add("current");
      light(provisionAt(current), false);
    } else {
      current = lines.findIndex((_, at) => isMarked(at));
      if (current >= 0) one(".mark", elementOf(current)).tabIndex = 0;
    }
  } catch (error) {
    if (!isNewest()) return;
    if (!data) one("#about").textContent = "It could not be read.";
    complain(error);
  }
});
document.addEventListener("travaux:changed", load);
load();
