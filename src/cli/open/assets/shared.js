// What all pages of the workbench share: elements, questions to the server, windows, menus, redlines.

export const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));
export const one = (selector, within = document) => within.querySelector(selector);

// An element. What documents say comes in as text only, never as markup.
export const made = (name, set = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(set)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
    else if (key === "value") element.value = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...inside.flat(Infinity).filter((part) => part !== undefined && part !== null && part !== false));
  return element;
};
// What stands in an element from now on.
export const put = (element, ...inside) =>
  element.replaceChildren(...inside.flat(Infinity).filter((part) => part !== undefined && part !== null && part !== false && part !== ""));
export const button = (text, act, set = {}) => made("button", { type: "button", ...set, on: { click: act } }, text);
// A text that comes from a document, which may run from right to left.
export const foreign = (text, set = {}) => made("bdi", set, text);
// A symbol or path, which may break behind its strokes.
export const broken = (text, set = {}) =>
  made(
    "bdi",
    set,
    text.split("/").map((part, at) => (at ? ["/", made("wbr"), part] : part)),
  );
let last = 0;
export const fresh = (name) => name + "-" + (last += 1);

export const count = (number) => number.toLocaleString("en");
export const counted = (number, single, several = single + "s") => count(number) + " " + (number === 1 ? single : several);
export const percent = (share) => Math.round(share * 100) + " %";
export const address = (page, said) => page + "?" + new URLSearchParams(said);

// What a browser keeps for the workbench; it may keep nothing.
export const remembered = (name, value, where = "localStorage") => {
  try {
    if (value === undefined) return window[where].getItem("travaux." + name);
    window[where].setItem("travaux." + name, value);
  } catch {
    /* It is not remembered, then. */
  }
  return null;
};

// What the server refused, with all that it said of it.
export class Refused extends Error {
  constructor(status, said) {
    super(said.error);
    Object.assign(this, { status, said });
  }
}
export const GONE = "The workbench does not answer. It may have been closed; what you did until now is saved. Open it again to go on.";
export const ask = async (path, options) => {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { error: GONE });
  }
  const said = await answer.json().catch(() => ({}));
  if (answer.ok) return said;
  throw new Refused(answer.status, { error: `The workbench could not do this (${answer.status}).`, ...said });
};
export const send = (path, body) => ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

// Asks anew for what a page shows. Of what overlaps the newest counts; those before it are done when it is.
export const newest = (act) => {
  let last = null;
  return () => {
    const mine = act(() => last === mine).then(() => (last === mine ? undefined : last));
    last = mine;
    return mine;
  };
};

// The name of a document for people.
export const titled = (entry) => entry.title || entry.symbol || entry.id;
// Whether another document of those that are known has the same name.
export const isAmbiguous = (entry, documents) => documents.some((other) => other.id !== entry.id && titled(other) === titled(entry));
// The name by which a document is told from all others: by its id first where it has no title, or one that another has as well.
export const named = (entry, documents) =>
  titled(entry) !== entry.id && (!entry.title || isAmbiguous(entry, documents)) ? entry.id + ": " + titled(entry) : titled(entry);
// An id is that of the document, which holds no stroke, a stroke, and the printed number, which may hold some.
export const documentOf = (id) => id.split("/", 1)[0];
export const numberOf = (id) => id.slice(id.indexOf("/") + 1).replace(/^para-/, "paragraph ");
// What documents are made of, each kind with its number.
const KINDS = {
  recommendation: ["recommendation"],
  paragraph: ["paragraph"],
  article: ["article"],
  clause: ["clause"],
  preamble: ["paragraph of the preamble", "paragraphs of the preamble"],
  item: ["item"],
};
export const tallies = (entries) => {
  const sums = new Map();
  const add = (words, number) => sums.set(words, (sums.get(words) || 0) + number);
  for (const { counts, provisions } of entries) {
    let rest = provisions;
    for (const [kind, number] of Object.entries(counts || {})) {
      add(KINDS[kind] || [kind], number);
      rest -= number;
    }
    if (rest > 0) add(OTHERS, rest);
  }
  const told = [...sums].filter(([, number]) => number).map(([words, number]) => counted(number, ...words));
  return told.length ? told : [counted(0, "provision")];
};
const OTHERS = ["provision"];
export const STAGES = { draft: "draft", final: "final", other: "other" };
export const VERDICTS = { whole: "whole", gaps: "with gaps", poor: "poorly" };

// A redline.
const sign = ({ op, as, move }, ...inside) => {
  if (op === "same") return inside;
  const kind = { moved: "moved", punctuation: "slight", case: "slight" }[as] || as;
  return made(op === "gone" ? "del" : "ins", { class: move ? "moved" : kind }, ...inside);
};
// One side of it alone, which reads as its text, to the letter. A text that is not what its pieces give is shown without them.
export const sideOfRedline = (segments, side, text) => {
  const own = segments
    .filter(({ op }) => op !== (side === "old" ? "came" : "gone"))
    .map((segment) => [segment, segment.op === "same" && side === "old" ? (segment.old ?? segment.text) : segment.text]);
  if (text !== undefined && own.map(([, part]) => part).join("") !== text) return [text];
  return own.map(([segment, part]) => sign(segment, part));
};
// Both in one text. Spaces stay outside the signs, and none is lost where the two texts have different ones: a piece has the
// space before it that its own text has there; where that has none, a word behind a change is parted by the other text's.
// `show` makes what is shown of a piece.
const spaceBehind = (text) => {
  const space = text.slice(text.trimEnd().length);
  return space.includes("\n") ? "\n" : space && " ";
};
export const inOneText = (segments, show = (segment, text) => text) => {
  const behind = { old: "", new: "" };
  let last = null;
  return segments.map((segment) => {
    const { op, text, old } = segment;
    const [own, other] = op === "gone" ? ["old", "new"] : ["new", "old"];
    const isAcross = op === "gone" ? last === "came" : last === "gone";
    const space = behind[own] || (isAcross && /^\s*[\p{L}\p{N}]/u.test(text) ? behind[other] : "");
    if (op !== "came") behind.old = spaceBehind(old ?? text);
    if (op !== "gone") behind.new = spaceBehind(text);
    last = op;
    return [space, text.trim() && sign(segment, show(segment, text.trim()))];
  });
};
// How sure the program is, as a number and a bar.
export const sure = (confidence, word, isDoubted, of = "sure") =>
  made(
    "span",
    { class: "sure" },
    percent(confidence) + " " + of,
    made("span", { class: "share", "aria-hidden": "true", style: `--share: ${Math.max(0, Math.min(1, confidence))}` }),
    word && made("em", { class: isDoubted ? "doubt" : undefined }, word),
  );
export const wording = (...parts) => made("p", { class: "wording", dir: "auto" }, ...parts);

// Whether keys are meant for a field, or for a window that stands before the page.
export const isTyping = (event) =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  event.defaultPrevented ||
  Boolean(one("dialog[open]")) ||
  Boolean(one("[role='menu']")) ||
  Boolean(event.target.closest("input:not([type='radio'], [type='checkbox']), select, textarea"));

// A window before the page. Gives what `act` gave once it did, or null where it was given up. `act` is told which button it was.
// What is `inside` may be scrolled; what is at the `foot` of it is always in sight.
export const asked = ({ title, inside, foot = [], yes, act, no = "Cancel", wide = false }) =>
  new Promise((resolve) => {
    const before = document.activeElement;
    const id = fresh("window");
    const trouble = made("p", { class: "trouble", role: "alert" });
    let result = null;
    const agree = yes && made("button", { type: "submit", class: "main" }, yes);
    const form = made(
      "form",
      {},
      made("h2", { id }, title),
      made("div", { class: "inside" }, inside),
      made("div", { class: "foot" }, foot, trouble),
      made(
        "div",
        { class: "ends" },
        button(no, () => dialog.close()),
        agree,
      ),
    );
    const dialog = made("dialog", { "aria-labelledby": id, class: wide ? "wide" : undefined }, form);
    const done = (value) => {
      result = value;
      dialog.close();
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (agree) agree.disabled = true;
      trouble.textContent = "";
      try {
        const value = act ? await act(form, event.submitter) : true;
        // What was given up on the way leaves the window as it is.
        if (value !== null) done(value ?? true);
      } catch (error) {
        trouble.textContent = error.message;
      }
      if (agree) agree.disabled = false;
    });
    // A click beside the window gives it up, as Escape does.
    dialog.addEventListener("pointerdown", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      // Whoever went elsewhere meanwhile is left there.
      if (document.activeElement === document.body && before?.isConnected) before.focus({ preventScroll: true });
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    // What is only read must be scrolled by the keyboard as well.
    const read = one(".inside", form);
    const sizes = new ResizeObserver(() => {
      const isStop = read.scrollHeight > read.clientHeight && !all("input, select, textarea, button, a", read).some((element) => element.offsetParent);
      for (const [name, value] of Object.entries({ tabindex: "0", role: "group", "aria-labelledby": id })) isStop ? read.setAttribute(name, value) : read.removeAttribute(name);
    });
    for (const box of [read, ...read.children]) sizes.observe(box);
    (one("[autofocus]", form) || one("input, select, textarea", form) || agree || one("button", form)).focus();
  });

// A menu at a button. Entries: { text, act, href, isChosen, note, about }, null for a line between them, or a text for a line with a
// heading. What is said at its head is of all of them.
let menu = null;
export const closeMenu = (isBack = true) => {
  if (!menu) return;
  const { list, at } = menu;
  menu = null;
  at.setAttribute("aria-expanded", "false");
  const hadFocus = list.contains(document.activeElement) || document.activeElement === document.body;
  list.remove();
  if (isBack && hadFocus && at.isConnected) at.focus({ preventScroll: true });
};
// A menu stands below its button, or above it where there is more room, and goes with it.
const layOut = () => {
  const { list, at } = menu;
  const [place, own] = [at.getBoundingClientRect(), list.getBoundingClientRect()];
  if (place.bottom < 0 || place.top > innerHeight) return closeMenu();
  const below = place.bottom + own.height + 8 < innerHeight;
  list.style.top = Math.max(8, below ? place.bottom + 4 : place.top - own.height - 4) + "px";
  list.style.left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - own.width - 8)) + "px";
  return undefined;
};
export const openMenu = (at, label, entries, head) => {
  const isOpen = menu?.at === at;
  closeMenu();
  if (isOpen) return;
  const id = fresh("menu");
  const list = made("div", { role: "menu", class: "menu", popover: "manual", "aria-label": label, "aria-describedby": head && id }, head && made("div", { id, class: "head" }, head));
  let group = list;
  for (const entry of entries) {
    if (!entry || typeof entry === "string") {
      list.append(made("div", { role: "separator" }));
      group = entry ? made("div", { role: "group", "aria-label": entry }, made("div", { class: "head", "aria-hidden": "true" }, entry)) : list;
      if (entry) list.append(group);
      continue;
    }
    const isRadio = entry.isChosen !== undefined;
    group.append(
      made(
        entry.href ? "a" : "button",
        {
          type: entry.href ? undefined : "button",
          href: entry.href,
          role: isRadio ? "menuitemradio" : "menuitem",
          tabindex: "-1",
          "aria-checked": isRadio ? String(entry.isChosen) : undefined,
          on: {
            click: () => {
              closeMenu();
              entry.act?.();
            },
          },
        },
        entry.about ? made("span", {}, entry.text, made("small", {}, entry.about)) : entry.text,
        entry.note && made("small", { class: "note" }, entry.note),
      ),
    );
  }
  const items = all("button, a", list);
  list.addEventListener("keydown", (event) => {
    const place = items.indexOf(document.activeElement);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") closeMenu();
    else if (next !== undefined) items.at(next % items.length).focus();
    // A letter leads to the next entry that begins with it.
    else if (event.key.length === 1 && event.key !== " ") {
      const order = [...items.slice(place + 1), ...items.slice(0, place + 1)];
      order.find((item) => item.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    } else return;
    if (event.key !== "Tab") event.preventDefault();
    event.stopPropagation();
  });
  (at.closest("nav, main") || document.body).append(list);
  list.showPopover?.();
  at.setAttribute("aria-expanded", "true");
  menu = { list, at };
  layOut();
  (items.find((item) => item.getAttribute("aria-checked") === "true") || items[0])?.focus();
};
export const menuButton = (text, label, entries, set = {}, head = undefined) => {
  const at = button(
    text,
    async () => {
      const list = await entries();
      if (list.length) openMenu(at, label, list, head);
    },
    { "aria-haspopup": "menu", "aria-expanded": "false", ...set },
  );
  return at;
};
document.addEventListener("pointerdown", (event) => {
  if (menu && !menu.list.contains(event.target) && !event.composedPath().includes(menu.at)) closeMenu(false);
});
for (const name of ["scroll", "resize"])
  addEventListener(
    name,
    (event) => {
      if (menu && event.target !== menu.list) layOut();
    },
    { capture: true, passive: true },
  );

// One stop for the tabulator in a list, arrows within it.
export const roving = (box, selector) => {
  const stop = (item) => {
    for (const other of all(selector + "[tabindex='0']", box)) other.tabIndex = -1;
    item.tabIndex = 0;
  };
  box.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (item) stop(item);
  });
  box.addEventListener("keydown", (event) => {
    const item = event.target.closest(selector);
    if (!item || event.target !== item) return;
    const items = all(selector, box);
    const place = items.indexOf(item);
    const next = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  });
  return () => {
    const first = one(selector, box);
    if (first && !one(selector + "[tabindex='0']", box)) first.tabIndex = 0;
  };
};

// Copies a text; gives whether it could.
export const copied = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Where the browser keeps its clipboard from pages, a field that is chosen can still be copied.
    const before = document.activeElement;
    const field = made("textarea", { class: "aside", "aria-hidden": "true", tabindex: "-1", value: text });
    document.body.append(field);
    field.select();
    const could = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return could;
  }
};
