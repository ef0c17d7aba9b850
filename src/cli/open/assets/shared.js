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
// An id is that of the document, a stroke, and the printed number. The document's own may hold strokes.
export const documentOf = (id) => id.slice(0, id.lastIndexOf("/"));
export const numberOf = (id) => id.slice(id.lastIndexOf("/") + 1).replace(/^para-/, "paragraph ");
export const STAGES = { draft: "draft", final: "final", other: "other" };
export const VERDICTS = { whole: "whole", gaps: "with gaps", poor: "poorly" };

// A redline: in one text, or one side of it alone.
export const redline = (segments, side) => {
  const parts = [];
  for (const segment of segments) {
    if (segment.op === "same") parts.push(side === "old" ? (segment.old ?? segment.text) : segment.text);
    else if (!side || (side === "old") === (segment.op === "gone")) {
      const kind = { moved: "moved", punctuation: "slight", case: "slight" }[segment.as] || segment.as;
      parts.push(made(segment.op === "gone" ? "del" : "ins", { class: segment.move ? "moved" : kind }, segment.text));
    }
  }
  return parts;
};
// How sure the program is, as a number and a bar.
export const sure = (confidence, word, isDoubted) =>
  made(
    "span",
    { class: "sure" },
    percent(confidence) + " sure",
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
export const asked = ({ title, inside, yes, act, no = "Cancel", wide = false }) =>
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
      ...inside,
      trouble,
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
    (one("[autofocus]", form) || one("input, select, textarea", form) || agree || one("button", form)).focus();
  });

// A menu at a button. Entries: { text, act, href, isChosen, note }, or null for a line between them.
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
export const openMenu = (at, label, entries) => {
  const isOpen = menu?.at === at;
  closeMenu();
  if (isOpen) return;
  const list = made("div", { role: "menu", class: "menu", popover: "manual", "aria-label": label });
  for (const entry of entries) {
    if (!entry) {
      list.append(made("div", { role: "separator" }));
      continue;
    }
    const isRadio = entry.isChosen !== undefined;
    list.append(
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
        entry.text,
        entry.note && made("small", {}, entry.note),
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
export const menuButton = (text, label, entries, set = {}) => {
  const at = button(
    text,
    async () => {
      const list = await entries();
      if (list.length) openMenu(at, label, list);
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
