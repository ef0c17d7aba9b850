// The nearest wordings to what is typed.
import {
  ask, button, copied, count, counted, foreign, inOneText, isAmbiguous, made, newest, one, percent, put, remembered, sure, titled, wording,
} from "./shared.js";
import { complain, goOn, isStopped, say, state } from "./bench.js";

const field = one("#text");
const status = one("#status");
const results = one("#results");
const SESSION = "sessionStorage";
const NUMBERED = { recommendation: "recommendation", paragraph: "para.", article: "article", clause: "clause", preamble: "", item: "item" };

// How a provision is cited: by the symbol, or by title, stage and date where there is none, and the number. Where another document
// has the same title, the document's own id stands for it, which mostly says the date.
let documents = [];
const source = (found) => {
  if (found.symbol) return found.symbol;
  const entry = { ...found, id: found.document };
  const isShared = isAmbiguous(entry, documents);
  const name = isShared ? entry.id : titled(entry);
  const isDated = isShared && found.date && name.includes(found.date.slice(0, 4));
  return [name, found.stage !== "other" && found.stage, !isDated && found.date].filter(Boolean).join(", ");
};
const number = (found) => [NUMBERED[found.kind] ?? found.kind, found.label].filter(Boolean).join(" ");

// What a change did, in short.
const DIRECTIONS = {
  weaker: "weaker",
  stronger: "stronger",
  reversed: "reversed",
  same: "as strong",
  "not-comparable": "not comparable",
  open: "left open",
};
const shiftsOf = (shifts) => {
  if (!shifts) return [];
  const { strength, addressee, qualifiers, lists = [] } = shifts;
  const arrow = (old, now) => `${old || "–"} → ${now || "–"}`;
  const set = ({ dropped = [], added = [] } = {}) => [...dropped.map((text) => "− " + text), ...added.map((text) => "+ " + text)];
  return [
    strength && strength.old !== strength.new && [DIRECTIONS[strength.direction], arrow(strength.old, strength.new)],
    addressee && ["addressed", arrow(addressee.old, addressee.new)],
    [
      "conditions",
      [
        ...qualifiers.dropped.map(({ text }) => "− " + text),
        ...qualifiers.replaced.map((pair) => arrow(pair.old.text, pair.new.text)),
        ...qualifiers.added.map(({ text }) => "+ " + text),
      ].join("; "),
    ],
    ["denial", set(shifts.negations).join("; ")],
    ["cites", set(shifts.citations).join("; ")],
    ["dates", set(shifts.dates).join("; ")],
    ["numbers", set(shifts.numbers).join("; ")],
    ["lists", lists.flatMap(set).join("; ")],
  ].filter((one) => one && one[1]);
};

// The redline against what was typed. What stands in both word for word is marked; where it stands is counted in bytes.
const marked = (found) => {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let behind = 0;
  const show = (segment, shown) => {
    if (segment.op === "gone") return shown;
    // What is shown is the piece without the spaces around it.
    const byte = behind + encoder.encode(segment.text.slice(0, segment.text.indexOf(shown))).length;
    behind += encoder.encode(segment.text).length;
    const bytes = encoder.encode(shown);
    const end = byte + bytes.length;
    const pieces = [];
    let from = byte;
    const piece = (to, isMarked) => {
      if (to <= from) return;
      const text = decoder.decode(bytes.subarray(from - byte, to - byte));
      pieces.push(isMarked ? made("mark", {}, text) : text);
      from = to;
    };
    for (const {
      in_query: [start, stop],
    } of found.verbatim) {
      if (stop <= from || start >= end) continue;
      piece(Math.max(start, from), false);
      piece(Math.min(stop, end), true);
    }
    piece(end, false);
    return pieces;
  };
  return wording(inOneText(found.redline, show));
};

const copy = async (found) => {
  const could = await copied(`${found.text}\n(${source(found)}, ${number(found)})`);
  if (could) say(`Copied: ${source(found)}, ${number(found)}.`);
  else complain(new Error("The browser does not let this page copy. Select the wording and copy it by hand."));
};
const resultOf = (found, level) => {
  const shifts = shiftsOf(found.shifts);
  const cited = source(found);
  return made(
    "li",
    { class: "result" },
    made(
      "div",
      { class: "about" },
      made(level, {}, foreign(cited), ", ", number(found)),
      // The stage is told once.
      found.stage !== "final" && !cited.includes(", draft") && made("span", { class: "tag" }, found.stage === "draft" ? "draft" : "other document"),
      sure(found.confidence, found.doubtful && "doubtful", true, "likely the same matter"),
    ),
    made("p", { class: "section" }, [!cited.startsWith(found.title) && found.title, !cited.endsWith(found.date) && found.date].filter(Boolean).map((text, at) => [at ? ", " : "", foreign(text)])),
    shifts.length > 0 &&
      made(
        "ul",
        { class: "shifts" },
        shifts.map(([name, text]) => made("li", {}, made("b", {}, name), " ", foreign(text))),
      ),
    marked(found),
    made(
      "div",
      { class: "row" },
      button("Copy this wording", () => copy(found), {
        "aria-label": `Copy this wording: ${cited}, ${number(found)}`,
      }),
      made("a", { href: "trace?" + new URLSearchParams({ id: found.id }) }, "Its history"),
      found.share > 0 && made("span", { class: "hint" }, `${percent(found.share)} of your words stand there word for word`),
      made("details", {}, made("summary", {}, "As it stands"), wording(found.text)),
    ),
  );
};

// Answers that were overtaken are let go, and no longer waited for.
let turn = 0;
let pause = 0;
let stop = new AbortController();
let before = "";
const [all, doubtful, limit] = ["#all", "#doubtful", "#limit"].map((id) => one(id));
const choice = () => ({ text: field.value, all: all.checked, doubtful: doubtful.checked, limit: Number(limit.value) });
// Says why nothing is found, and what can be done.
const offer = (text, ...what) => {
  status.textContent = text;
  put(results, what.length > 0 && made("p", { class: "row" }, what));
  results.removeAttribute("aria-busy");
  before = "";
};
const searchAll = (text) =>
  button(
    text,
    () => {
      all.checked = true;
      look();
      field.focus();
    },
    { class: "main" },
  );
const home = (text) => made("a", { class: "button", href: "./" }, text);
// What there is to search, as far as is known without a search.
const isEmpty = () => state?.documents === 0;
const NONE = "Add documents first: there is nothing to search.";
const look = async () => {
  clearTimeout(pause);
  stop.abort();
  const now = (turn += 1);
  const said = choice();
  remembered("text", said.text, SESSION);
  remembered("choices", JSON.stringify({ all: said.all, doubtful: said.doubtful, limit: limit.value }), SESSION);
  if (isEmpty()) {
    offer(NONE, home("Add documents"));
    return;
  }
  if (!said.text.trim()) {
    offer("Nothing is looked for yet.");
    return;
  }
  stop = new AbortController();
  results.setAttribute("aria-busy", "true");
  try {
    const answer = await ask("api/precedents", {
      method: "POST",
      signal: stop.signal,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(said),
    });
    if (now !== turn) return;
    if (!answer.ready) {
      const failure = answer.failure || state?.failure;
      if (failure) {
        offer("The documents are not ready: " + failure, ...(isStopped(failure) ? [goOn()] : [home("To the documents")]));
        return;
      }
      status.textContent = "The documents are being made ready. This takes a moment the first time.";
      pause = setTimeout(look, 1000);
      return;
    }
    results.removeAttribute("aria-busy");
    const found = answer.precedents.queries.reduce((sum, query) => sum + query.results.length, 0);
    const { documents: searched, provisions } = answer.precedents.searched;
    if (!searched.length && !said.all) {
      offer("Nothing in this folder has been adopted. Search its drafts and other documents?", searchAll("Search drafts and other documents"));
      return;
    }
    const where = `${counted(provisions, "provision")} in ${counted(searched.length, said.all ? "document" : "adopted document")}`;
    const elsewhere = answer.precedents.queries.reduce((sum, query) => sum + (query.elsewhere?.length || 0), 0);
    status.textContent = found
      ? `${counted(found, "wording")} near to yours, of ${where}.`
      : `Nothing is near enough among ${where}.${said.doubtful ? "" : " Doubtful ones may still help."}`;
    // What is the same stays as it is: something of it may be selected.
    const text = JSON.stringify(answer.precedents);
    if (text === before) return;
    before = text;
    draw(answer.precedents);
    if (!found && elsewhere && !said.all)
      results.append(made("p", { class: "row" }, `${counted(elsewhere, "wording")} of drafts and other documents ${elsewhere === 1 ? "is" : "are"} near. `, searchAll("Search them too")));
  } catch (error) {
    if (now !== turn || error.name === "AbortError") return;
    results.removeAttribute("aria-busy");
    status.textContent = "It could not be looked up.";
    complain(error);
  }
};
const draw = ({ queries }) => {
  results.replaceChildren(
    ...queries.map((query) =>
      made(
        "section",
        {},
        queries.length > 1 && made("h2", { class: "query", dir: "auto" }, query.text.length > 90 ? query.text.slice(0, 90) + " …" : query.text),
        query.results.length
          ? made(
              "ol",
              { class: "results" },
              query.results.map((found) => resultOf(found, queries.length > 1 ? "h3" : "h2")),
            )
          : queries.length > 1 && made("p", { class: "none" }, "Nothing is near enough."),
        query.more > 0 && made("p", { class: "hint" }, `${count(query.more)} more are near enough; show more at most to see them.`),
      ),
    ),
  );
};
field.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(look, 120);
});
for (const control of [all, doubtful, limit]) control.addEventListener("change", look);
one("#asked").addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
// Other documents of the same title make another citation.
const learn = newest(async (isNewest) => {
  try {
    const answer = await ask("api/documents");
    if (!isNewest()) return;
    if (JSON.stringify(answer.documents) !== JSON.stringify(documents)) before = "";
    documents = answer.documents;
  } catch (error) {
    if (isNewest()) complain(error);
  }
  if (isNewest()) look();
});
document.addEventListener("travaux:changed", learn);
document.addEventListener("travaux:state", () => {
  if (isEmpty() !== status.textContent.startsWith(NONE)) look();
});
field.value = remembered("text", undefined, SESSION) || field.value;
try {
  const said = JSON.parse(remembered("choices", undefined, SESSION)) || {};
  [all.checked, doubtful.checked] = [said.all === true, said.doubtful === true];
  if (said.limit) limit.value = said.limit;
} catch {
  /* They are as the page has them. */
}
learn();
