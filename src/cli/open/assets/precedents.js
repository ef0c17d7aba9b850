// The nearest agreed wordings to what is typed.
import { ask, button, copied, count, counted, foreign, made, one, percent, remembered, sure, titled, wording } from "./shared.js";
import { complain, say } from "./bench.js";

const field = one("#text");
const status = one("#status");
const results = one("#results");
const SESSION = "sessionStorage";
const NUMBERED = { recommendation: "recommendation", paragraph: "para.", article: "article", clause: "clause", preamble: "", item: "item" };

// How a provision is cited: the symbol or title, the number, the date.
const source = (found) => found.symbol || titled({ ...found, id: found.document });
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
  const parts = [];
  let byte = 0;
  for (const segment of found.redline) {
    if (segment.op === "gone") {
      parts.push(made("del", { class: segment.move ? "moved" : undefined }, segment.text));
      continue;
    }
    const bytes = encoder.encode(segment.text);
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
    if (segment.op === "same") parts.push(...pieces);
    else parts.push(made("ins", { class: segment.move ? "moved" : undefined }, pieces));
    byte = end;
  }
  return wording(parts);
};

const copy = async (found) => {
  const could = await copied(`${found.text}\n(${source(found)}, ${number(found)})`);
  if (could) say(`Copied: ${source(found)}, ${number(found)}.`);
  else complain(new Error("The browser does not let this page copy. Select the wording and copy it by hand."));
};
const resultOf = (found, level) => {
  const shifts = shiftsOf(found.shifts);
  return made(
    "li",
    { class: "result" },
    made(
      "div",
      { class: "about" },
      made(level, {}, foreign(source(found)), ", ", number(found)),
      found.stage !== "final" && made("span", { class: "tag" }, found.stage === "draft" ? "draft" : "other document"),
      sure(found.confidence, found.doubtful && "doubtful", true),
    ),
    made("p", { class: "section" }, found.title && source(found) !== found.title ? [foreign(found.title), ", "] : "", found.date || ""),
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
      button("Copy the agreed wording", () => copy(found), {
        "aria-label": `Copy the agreed wording of ${source(found)}, ${number(found)}`,
      }),
      made("a", { href: "trace?" + new URLSearchParams({ id: found.id }) }, "Its history"),
      found.share > 0 && made("span", { class: "hint" }, `${percent(found.share)} of your words stand there word for word`),
      made("details", {}, made("summary", {}, "As agreed"), wording(found.text)),
    ),
  );
};

// Answers that were overtaken are let go, and no longer waited for.
let turn = 0;
let pause = 0;
let stop = new AbortController();
let before = "";
const choice = () => ({
  text: field.value,
  all: one("#all").checked,
  doubtful: one("#doubtful").checked,
  limit: Number(one("#limit").value),
});
const look = async () => {
  clearTimeout(pause);
  stop.abort();
  const now = (turn += 1);
  const said = choice();
  remembered("text", said.text, SESSION);
  if (!said.text.trim()) {
    results.replaceChildren();
    status.textContent = "Nothing is looked for yet.";
    results.removeAttribute("aria-busy");
    before = "";
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
      status.textContent = "The documents are being made ready. This takes a moment the first time.";
      pause = setTimeout(look, 1000);
      return;
    }
    results.removeAttribute("aria-busy");
    // What is the same stays as it is: something of it may be selected.
    const text = JSON.stringify(answer.precedents);
    if (text !== before) draw(answer.precedents);
    before = text;
    const found = answer.precedents.queries.reduce((sum, query) => sum + query.results.length, 0);
    const { documents, provisions } = answer.precedents.searched;
    const where = `${counted(provisions, "provision")} in ${counted(documents.length, "document")}`;
    status.textContent = found
      ? `${counted(found, said.all ? "wording" : "agreed wording")} near to yours, of ${where}.`
      : `Nothing is near enough among ${where}.${said.doubtful ? "" : " Doubtful ones may still help."}`;
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
for (const id of ["#all", "#doubtful", "#limit"]) one(id).addEventListener("change", look);
one("#asked").addEventListener("submit", (event) => {
  event.preventDefault();
  look();
});
document.addEventListener("travaux:changed", () => {
  if (field.value.trim()) look();
});
field.value = remembered("text", undefined, SESSION) || field.value;
look();
