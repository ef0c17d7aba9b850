// On the pages that the program's renderer makes: decisions in the rows, and what can be taken out.
// It knows of such a page only its tables of rows (`table.changes`), whose links say which provisions a row is of.
import { all, ask, asked, button, foreign, made, menuButton, one } from "./shared.js";
import { complain, own, say } from "./bench.js";
import { decide, linker, pairText, reasonField, shownId, told, undo, VERBS } from "./deciding.js";

const what = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
const LINKED = "table.changes > tbody > tr:not(.run)";

// What may be taken out. The name of the file is the server's.
const take = async (form) => {
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
// What an office takes out most often stands first.
const USUAL = ["docx", "xlsx", "html", "svg"];
own.append(
  menuButton("Take out", "Take out as a file", async () => {
    try {
      const said = new URLSearchParams(location.search);
      said.set("what", what);
      const { forms } = await ask("api/forms?" + said);
      const rank = ({ name }) => (USUAL.includes(name) ? USUAL.indexOf(name) : USUAL.length);
      const order = [...forms].sort((one, other) => rank(one) - rank(other));
      return order.map((form) => ({ text: form.about.split(":")[0].replace(/\.$/, ""), note: form.ending && "." + form.ending, act: () => take(form) }));
    } catch (error) {
      complain(error);
      return [];
    }
  }),
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
  at.textContent = decided ? { accept: "Accepted", reject: "Rejected", link: "Linked" }[decided.verdict] : "Decide…";
  at.classList.toggle("decided", Boolean(decided));
  at.setAttribute("aria-label", (decided ? at.textContent : "Decide") + ": " + row.cells[0].textContent.trim() + " → " + row.cells[1].textContent.trim());
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
    if (verdict) reason.suggest(verdict);
    const links = linker({ of: { old: olds, new: news }, documents: await knownDocuments() });
    const other = made("section", { class: "other", hidden: verdict !== "link" && pairs.length > 0 }, made("h3", {}, "Link to another"), links.element);
    const line = one("p.wording", row.cells[4])?.cloneNode(true);
    if (line) line.hidden = false;
    const verb = (name, text, isMain) => made("button", { type: "submit", value: name, class: isMain ? "main" : undefined }, text);
    const isLink = verdict === "link" || !pairs.length;
    const linkButton = verb("link", "Make this link", true);
    const verbs = [
      pairs.length > 0 && verb("accept", "Accept", verdict === "accept"),
      pairs.length > 0 && verb("reject", "Reject", verdict === "reject"),
      isLink
        ? linkButton
        : button("Link to another…", (event) => {
            other.hidden = false;
            event.target.replaceWith(linkButton);
            reason.suggest("link");
            links.focus();
          }),
      before.length > 0 && made("button", { type: "submit", value: "undo", formnovalidate: true }, "Undo the decision"),
    ].filter(Boolean);
    // Enter gives the verdict that was chosen, which comes first; where none was, it leads to them.
    verbs.sort((one, other) => other.classList.contains("main") - one.classList.contains("main"));
    reason.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || verbs[0].classList.contains("main")) return;
      event.preventDefault();
      verbs[0].focus();
    });
    const done = await asked({
      title: "Decide on this link",
      no: "Close",
      wide: true,
      inside: [
        made("p", { class: "section" }, foreign(olds.map(shownId).join(", ") || "–"), " → ", foreign(news.map(shownId).join(", ") || "–")),
        line,
        before.length > 0 && made("div", { class: "decisions" }, before.map(told)),
        reason.element,
        made("div", { class: "row verdicts" }, verbs),
        other,
      ],
      act: async (_, by) => {
        const name = by?.value || "accept";
        if (name === "undo") {
          const mine = before.map((one) => [one.old, one.new]);
          await undo(mine);
          return { name, pairs: mine };
        }
        const chosen = name === "link" ? links.pairs() : pairs;
        if (!chosen.length) throw new Error("Choose what it is to be linked to.");
        return (await decide(chosen, name, reason.field.value.trim())) && { name, pairs: chosen };
      },
    });
    if (!done) return;
    await learn();
    if (done.name === "undo") say(pairText(done.pairs) + ": the decision is taken back.");
    else say(`${pairText(done.pairs)}: ${VERBS[done.name]}.`, { action: "Undo", act: () => undo(done.pairs).then(learn, complain) });
  } catch (error) {
    complain(error);
  }
};

// Rows come and go with the page's own lists: whichever is pointed at, or has the focus, gets its button then.
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
