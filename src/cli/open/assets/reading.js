// On the pages that the program's renderer makes: decisions in the rows, and what can be saved as a file.
// It knows of such a page only its tables of rows (`table.changes`), whose links say which provisions a row is of.
import { all, ask, asked, button, foreign, made, menuButton, one } from "./shared.js";
import { complain, own, say } from "./bench.js";
import { decide, linker, pairText, reasonField, shownId, told, undo, VERBS } from "./deciding.js";

const what = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
const LINKED = "table.changes > tbody > tr:not(.run)";

// Saves it in a form. The name of the file is the server's.
const save = async (form) => {
  const close = say(`Making the file (${form.ending}) …`, { stays: true });
  try {
    const said = new URLSearchParams(location.search);
    said.set("what", what);
    said.set("form", form.name);
    const answer = await fetch("export?" + said);
    if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error || `It could not be made (${answer.status}).`);
    const name = /filename\*?="?(?:UTF-8'')?([^";]+)/i.exec(answer.headers.get("Content-Disposition") || "")?.[1];
    const place = URL.createObjectURL(await answer.blob());
    const anchor = made("a", { href: place, download: name ? decodeURIComponent(name) : `${what}.${form.ending}` });
    document.body.append(anchor);
    anchor.click();
    anchor.remove();
    setTimeout(() => URL.revokeObjectURL(place), 60000);
    say("The file is in your downloads.");
  } catch (error) {
    complain(error);
  } finally {
    close();
  }
};
// What each form is for. Those that an office needs stand first; the others go by what the server says of them.
const USUAL = {
  docx: ["Word document", what === "compare" ? "changes tracked, to read and work on" : "tables, to read and work on"],
  xlsx: ["Spreadsheet", "a row for each change, to sort and count"],
  html: ["Web page", "this page in one file, to send on"],
  svg: ["Picture", "what became of what, for a report"],
};
const OTHERS = {
  table: ["Plain text", "tables for an e-mail"],
  markdown: ["Markdown", "tables for a wiki"],
  fragment: ["HTML", "tables to be pasted into a page"],
  csv: ["CSV", "a line for each row, for statistics"],
  json: ["JSON", "all that is known of it, for a program"],
  dot: ["DOT", "a graph for Graphviz"],
  graphml: ["GraphML", "a graph for Gephi, yEd or NetworkX"],
  mermaid: ["Mermaid", "a graph for pages in Markdown"],
  akn: ["Akoma Ntoso", "changes as modifications, for systems of legislation"],
};
own.append(
  menuButton(
    "Save as…",
    "Save as",
    async () => {
      try {
        const said = new URLSearchParams(location.search);
        said.set("what", what);
        const { forms } = await ask("api/forms?" + said);
        const entry = (form, [text, about]) => ({ text, about, note: form.ending && "." + form.ending, act: () => save(form) });
        const usual = Object.keys(USUAL).map((name) => forms.find((form) => form.name === name)).filter(Boolean);
        const others = forms.filter((form) => !usual.includes(form));
        return [
          ...usual.map((form) => entry(form, USUAL[form.name])),
          others.length && "For other programs",
          ...others.map((form) => entry(form, OTHERS[form.name] || [form.about])),
        ].filter(Boolean);
      } catch (error) {
        complain(error);
        return [];
      }
    },
    {},
    "The whole is saved, whatever is filtered on the page.",
  ),
);

// Two meetings are told by what the later repeats of the earlier as well.
const compared = new URLSearchParams(location.search).getAll("document");
if (what === "compare" && compared.length === 2) own.append(made("a", { class: "button", href: "repeats" + location.search }, "What is repeated"));
if (what === "repeats" && compared.length === 2) own.append(made("a", { class: "button", href: "compare" + location.search }, "Compare"));
if (what === "history") own.append(made("a", { class: "button", href: "repeats" }, "What is repeated"));

// What was decided, by its pair.
let decisions = new Map();
const keyOf = (pair) => pair.join("\n");
const learn = async () => {
  try {
    decisions = new Map((await ask("api/decisions")).decisions.map((decision) => [keyOf([decision.old, decision.new]), decision]));
    for (const [row, host] of hosts) if (row.isConnected) nameOf(row, host);
  } catch (error) {
    complain(error);
  }
};
let documents = null;
const knownDocuments = async () => (documents ||= (await ask("api/documents")).documents);

// The provisions of a row stand in its links.
const idsOf = (row) =>
  [0, 1].map((at) =>
    all("a[href^='#']", row.cells[at])
      .map((anchor) => {
        try {
          return decodeURIComponent(anchor.getAttribute("href").slice(1));
        } catch {
          return "";
        }
      })
      .filter(Boolean),
  );
const pairsOf = ([olds, news]) => olds.flatMap((old) => news.map((now) => [old, now]));
const madeIn = (row) =>
  pairsOf(idsOf(row))
    .map((pair) => decisions.get(keyOf(pair)))
    .filter(Boolean);

// The buttons stand in a tree of their own: the page reads its rows' text and copies their parts, and finds none of it there.
const style = new CSSStyleSheet();
style.replaceSync(`:host { display: block; margin-top: .35rem; }
  div { display: flex; flex-wrap: wrap; gap: .35rem; }
  button { font: inherit; font-size: .88rem; color: var(--ink); background: var(--sheet); border: 1px solid var(--line); border-radius: 6px; padding: .2rem .45rem; white-space: nowrap; cursor: pointer; min-height: 28px; }
  button:hover { border-color: var(--accent); } button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
  .decided { border-color: var(--accent); color: var(--accent); }
  @media (max-width: 760px) { button { min-height: 44px; min-width: 44px; padding: .2rem .8rem; } }
  @media print { :host { display: none; } }`);
const hosted = (...buttons) => {
  const host = made("span", { class: "deciding" });
  const root = host.attachShadow({ mode: "open", delegatesFocus: true });
  root.adoptedStyleSheets = [style];
  const box = made("div", { role: "group", "aria-label": "Decide on this link" }, ...buttons);
  root.append(box);
  return host;
};
const hosts = new Map();
const nameOf = (row, host) => {
  const at = host.shadowRoot.querySelector("button");
  const decided = madeIn(row)[0];
  const open = row.matches(".withdrawn, .new") ? "Link by hand" : "Decide";
  at.textContent = decided ? { accept: "Accepted", reject: "Rejected", link: "Linked" }[decided.verdict] : open + "…";
  at.classList.toggle("decided", Boolean(decided));
  at.setAttribute("aria-label", (decided ? at.textContent : open) + ": " + row.cells[0].textContent.trim() + " → " + row.cells[1].textContent.trim());
};
const equip = (row) => {
  if (hosts.has(row) || !row.cells || row.cells.length < 5) return;
  const [olds, news] = idsOf(row);
  if (!olds.length && !news.length) return;
  const host = hosted(button("", () => open(row), { "aria-haspopup": "dialog" }));
  hosts.set(row, host);
  nameOf(row, host);
  row.cells[3].append(host);
};
// In what is opened of a row there is room for each of them.
const equipDetails = (row, details) => {
  const [olds, news] = idsOf(row);
  if (one(".deciding", details) || !olds.length || !news.length) return;
  details.append(
    hosted(
      ...["accept", "reject", "link"].map((verdict) =>
        button({ accept: "Accept", reject: "Reject", link: "Link to another…" }[verdict], () => open(row, verdict)),
      ),
    ),
  );
};

// A window with the wording of the row, the reason, and the verdicts.
const open = async (row, verdict) => {
  try {
    const [olds, news] = idsOf(row);
    const pairs = pairsOf([olds, news]);
    const before = madeIn(row);
    const reason = reasonField();
    const links = linker({ of: { old: olds, new: news }, documents: await knownDocuments(), among: compared });
    const other = made("section", { class: "other", hidden: true }, made("h3", {}, "Link to another"), links.element);
    const line = one("p.wording", row.cells[4])?.cloneNode(true);
    if (line) line.hidden = false;
    const give = made("button", { type: "submit", class: "main", hidden: true });
    const hint = made("p", { class: "hint asked", role: "status" });
    // As on the page of questions: a verdict leads to the reason, and Enter decides; what has its reason is decided at once.
    let begun = null;
    const begin = (name) => {
      begun = name;
      for (const [own, at] of Object.entries(verbs)) at.setAttribute("aria-pressed", String(own === name));
      reason.suggest(name);
      other.hidden = name !== "link";
      give.hidden = false;
      give.textContent = { accept: "Accept the link", reject: "Reject the link", link: "Make this link" }[name];
    };
    const chosen = (name) => {
      begin(name);
      if (name === "link" && !links.pairs().length) {
        other.scrollIntoView({ block: "nearest" });
        links.focus();
      } else if (reason.field.value.trim()) give.form.requestSubmit();
      else {
        hint.textContent = "Say why, then press Enter.";
        reason.field.focus();
      }
    };
    const verbs = {
      ...(pairs.length && { accept: button("Accept", () => chosen("accept"), { autofocus: true }), reject: button("Reject", () => chosen("reject")) }),
      link: button("Link to another…", () => chosen("link"), { autofocus: !pairs.length }),
    };
    if (verdict || !pairs.length) begin(verdict || "link");
    if (verdict && verdict !== "link") {
      verbs.accept.removeAttribute("autofocus");
      reason.field.setAttribute("autofocus", "");
    }
    reason.after.append(give, hint);
    const undoing = before.length > 0 && made("button", { type: "submit", value: "undo", formnovalidate: true }, "Undo the decision");
    const done = await asked({
      title: "Decide on this link",
      no: "Close",
      wide: true,
      inside: [
        made("p", { class: "section" }, foreign(olds.map(shownId).join(", ") || "–"), " → ", foreign(news.map(shownId).join(", ") || "–")),
        line,
        before.length > 0 && made("div", { class: "decisions" }, before.map(told), undoing),
        other,
      ],
      foot: [made("div", { class: "row verdicts" }, Object.values(verbs)), reason.element],
      act: async (_, by) => {
        if (by?.value === "undo") {
          const mine = before.map((one) => [one.old, one.new]);
          await undo(mine);
          return { name: "undo", pairs: mine };
        }
        if (!begun) {
          hint.textContent = "Choose a verdict first.";
          Object.values(verbs)[0].focus();
          return null;
        }
        const linked = begun === "link" ? links.pairs() : pairs;
        if (!linked.length) throw new Error("Choose what it is to be linked to.");
        return (await decide(linked, begun, reason.field.value.trim())) && { name: begun, pairs: linked };
      },
    });
    if (!done) return;
    // The page is shown anew with what was decided, at the same row.
    sessionStorage.setItem(DONE, JSON.stringify({ ...done, row: [...olds, ...news] }));
    location.reload();
  } catch (error) {
    complain(error);
  }
};

// What was decided before the page was shown anew.
const DONE = "travaux.done";
const doneBefore = JSON.parse(sessionStorage.getItem(DONE) || "null");
if (doneBefore) {
  sessionStorage.removeItem(DONE);
  const again = () => undo(doneBefore.pairs).then(() => location.reload(), complain);
  if (doneBefore.name === "undo") say(pairText(doneBefore.pairs) + ": the decision is taken back.");
  else say(`${pairText(doneBefore.pairs)}: ${VERBS[doneBefore.name]}.`, { action: "Undo", act: again, stays: true });
  addEventListener("load", () => {
    const anchors = all("table.changes > tbody > tr a[href^='#']");
    const anchor = anchors.find((one) => doneBefore.row.includes(decodeURIComponent(one.getAttribute("href").slice(1))));
    anchor?.focus();
    // A decision may take its row out of what is looked for.
    if (one("#nothing")?.hidden === false || (anchor && !anchor.checkVisibility())) say("The row is not shown now: the filters leave it out.");
  });
}

// What is linked to nothing, or doubtful, asks for a person: its button is there from the beginning.
const asks = (row) => row.matches?.(".withdrawn, .new") || one("td:nth-child(4) > b", row);
const equipAsking = () => all(LINKED).filter((row) => !hosts.has(row) && asks(row)).forEach(equip);
for (const body of all("table.changes > tbody")) new MutationObserver(equipAsking).observe(body, { childList: true });
equipAsking();

// Rows come and go with the page's own lists: whichever else is pointed at, or has the focus, gets its button then.
const rowOf = (event) => event.target.closest?.(LINKED);
for (const name of ["pointerover", "focusin", "click"])
  document.addEventListener(name, (event) => {
    const row = rowOf(event);
    if (row) equip(row);
  });
document.addEventListener(
  "toggle",
  (event) => {
    const row = rowOf(event);
    if (row && event.target.open) {
      equip(row);
      equipDetails(row, event.target);
    }
  },
  true,
);
document.addEventListener("travaux:changed", learn);
learn();
