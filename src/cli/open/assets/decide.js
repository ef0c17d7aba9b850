// The links that a person should look at, one after the other.
import {
  ask, asked, button, count, documentOf, foreign, inOneText, isTyping, made, named, newest, numberOf, one, percent, put, remembered,
  sideOfRedline, sure, titled, wording,
} from "./shared.js";
import { complain, goOn, isStopped, say, state } from "./bench.js";
import { decide, linker, pairText, reasonField, told, undo, VERBS } from "./deciding.js";

const box = one("#question");
const done = one("#decisions");
const place = one("#place");
const also = one("#also");
const SESSION = "sessionStorage";
const FINAL = "from draft to final";
const MEETING = "from meeting to meeting";
const DONE = "from recommendation to what was done";
const KINDS = {
  version: [FINAL, "Is the later wording what became of the earlier?"],
  precedent: [MEETING, "Do both speak of one matter, so that the earlier is a precedent of the later?"],
  "follow-up": [DONE, "Does the later text tell what was done about the earlier?"],
};
// Where a link leads from and to, by the stages of both documents.
const WAYS = { "draft draft": "from draft to its revision", "draft final": FINAL, "final final": MEETING, "draft other": DONE, "final other": DONE };
const BECAME = {
  unchanged: "unchanged",
  reworded: "reworded",
  split: "split into several",
  merged: "merged into one",
  withdrawn: "not adopted",
  new: "new",
};

let documents = [];
// All that is asked, and what of it is shown: what is doubtful, and on demand the rest.
let found = [];
let questions = [];
let decisions = [];
// The question that is shown, by its key; those that were skipped; the decisions of this sitting, the last at the end.
let shown = null;
let view = null;
const skipped = new Set();
const sitting = [];
let wanted = null;
const keyOf = (question) => JSON.stringify([question.kind, question.old, question.new]);
const at = () => questions.findIndex((question) => keyOf(question) === shown);
const isDoubtful = ({ certainty }) => !certainty || certainty === "doubtful";
const choose = () => {
  questions = found.filter((question) => also.checked || isDoubtful(question));
  const rest = found.filter((question) => !isDoubtful(question)).length;
  one("#also-choice").hidden = !rest;
  one("#also-choice output").textContent = count(rest);
};
const entryOf = (id) => documents.find((entry) => entry.id === documentOf(id)) || { id: documentOf(id) };
const wayOf = (question) => WAYS[["old", "new"].map((side) => entryOf(question[side][0]).stage).join(" ")] || KINDS[question.kind]?.[0] || question.kind;
// Why what is hardly in doubt is asked: the nearest that could have been linked instead.
const askedFor = ({ certainty, old, rivals: [rival] }) => {
  if (!rival || isDoubtful({ certainty })) return "";
  const other = old.includes(rival.old) ? rival.new : rival.old;
  return [` ${certainty[0].toUpperCase() + certainty.slice(1)}, but `, foreign(numberOf(other)), " is nearly as like."];
};

// One side of a question. What is dragged onto it takes its place.
const sideOf = (question, side) => {
  const entry = entryOf(question[side][0]);
  const card = made(
    "section",
    { class: "side", "aria-label": side === "old" ? "Earlier wording" : "Later wording" },
    made("h3", {}, side === "old" ? "Earlier: " : "Later: ", foreign(question[side].map(numberOf).join(", "))),
    made(
      "p",
      { class: "section" },
      made("a", { href: "document?" + new URLSearchParams({ id: entry.id }), target: "_blank", title: "Opens in a tab of its own" }, foreign(named(entry, documents))),
      entry.symbol && titled(entry) !== entry.symbol ? [" ", foreign(entry.symbol)] : "",
      entry.date ? ", " + entry.date : "",
    ),
    // The wordings of several stand apart only as they are; their redline knows them as one.
    question[side].length > 1
      ? question[side].map((id, number) => wording(made("b", {}, foreign(numberOf(id))), " ", question[side + "_text"][number]))
      : made("div", { class: "sides" }, wording(...sideOfRedline(question.redline, side, question[side + "_text"]?.[0]))),
  );
  card.addEventListener("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "link";
    card.classList.add("over");
  });
  card.addEventListener("dragleave", () => card.classList.remove("over"));
  card.addEventListener("drop", (event) => {
    event.preventDefault();
    card.classList.remove("over");
    view.links.place(side, event.dataTransfer.getData("text/plain"));
    begin("link");
  });
  return card;
};

// Which of the verdicts is about to be given; the reason may still be wanting.
const begin = (verdict) => {
  view.verdict = verdict;
  for (const [name, at] of Object.entries(view.buttons)) at.setAttribute("aria-pressed", String(name === verdict));
  view.reason.suggest(verdict);
  view.other.hidden = verdict !== "link";
  // Both wordings stay in sight while something is looked for, and are what it is dragged onto.
  box.classList.toggle("linking", verdict === "link");
  view.give.hidden = false;
  view.give.textContent = { accept: "Accept the link", reject: "Reject the link", link: "Make this link" }[verdict];
};
const open = (question) => question.open.filter((_, number) => !view.boxes.length || view.boxes[number].checked).map((link) => [link.old, link.new]);
// Gives a verdict, or leads to what is wanting for it.
const give = async (verdict) => {
  begin(verdict);
  const question = questions[at()];
  const why = view.reason.field.value.trim();
  const pairs = verdict === "link" ? view.links.pairs() : open(question);
  if (!pairs.length) {
    if (verdict === "link") view.links.focus();
    else say("Choose at least one of the links.");
    return;
  }
  if (!why) {
    view.hint.textContent = "Say why in a few words, or choose a suggestion, then press Enter.";
    view.reason.field.focus();
    return;
  }
  if (view.isBusy) return;
  view.isBusy = true;
  try {
    const decided = await decide(pairs, verdict, why);
    if (!decided) return;
    sitting.push(pairs);
    say(pairText(pairs) + ": " + VERBS[verdict] + ".", { action: "Undo", act: () => takeBack(pairs) });
    // A question is answered when all its links are.
    const isAnswered = verdict === "link" || pairs.length === question.open.length;
    if (isAnswered) {
      const next = following(at());
      skipped.delete(shown);
      found = found.filter((one) => one !== question);
      choose();
      show(next, true);
    }
    await load();
  } catch (error) {
    complain(error);
  } finally {
    if (view) view.isBusy = false;
  }
};
const takeBack = async (pairs) => {
  try {
    await undo(pairs);
    const place = sitting.findIndex((one) => JSON.stringify(one) === JSON.stringify(pairs));
    if (place >= 0) sitting.splice(place, 1);
    say(pairText(pairs) + ": the decision is taken back.");
    // Its question comes back, perhaps only when all is compared again, and is what one wants to see then.
    wanted = pairs;
    await load();
  } catch (error) {
    complain(error);
  }
};
const undoLast = () => {
  const last = sitting.at(-1);
  if (last) takeBack(last);
  else if (decisions.length) one("#decisions summary").focus();
  else say("Nothing was decided yet.");
};

// The question after one, past those that were skipped, which come again when nothing else is left.
const following = (place) => {
  const order = [...questions.slice(place + 1), ...questions.slice(0, place)];
  return order.find((question) => !skipped.has(keyOf(question))) || order[0] || null;
};
const skip = () => {
  const question = questions[at()];
  if (!question) return;
  skipped.add(shown);
  const next = following(at());
  if (!next || skipped.has(keyOf(next))) say("All that is left was skipped. It is shown again.");
  show(next || question, true);
};
const step = (way) => {
  const next = questions[at() + way];
  if (next) show(next, true);
};

const tellPlace = () => {
  place.textContent = `${count(at() + 1)} of ${count(questions.length)}`;
  one("#before").disabled = at() === 0;
  one("#after").disabled = at() === questions.length - 1;
};
// Says why no question is shown.
const tell = (title, ...inside) => put(box, made("div", { class: "empty" }, made("h2", { tabindex: "-1" }, title), ...inside));
const tellWhy = (failure) => {
  one("#steps").hidden = true;
  // Where a list says what is followed, other files are not.
  const isNone = !documents.some((entry) => entry.in_manifest || !state?.has_manifest);
  const home = made("p", {}, made("a", { class: "button", href: "./" }, "To the documents"));
  if (isNone && documents.length) tell("Put documents in the list first", made("p", {}, "No document of the folder is in its list, so that there is nothing to compare."), home);
  else if (isNone) tell("Add documents first", made("p", {}, "There are no links to decide on before the folder has documents."), home);
  else if (failure) tell("The documents are not compared", made("p", { class: "trouble", role: "alert", dir: "auto" }, failure), isStopped(failure) && made("p", {}, goOn()));
  else put(box, made("p", { class: "note" }, "Comparing the documents …"));
  return isNone || Boolean(failure);
};

const show = (question, isFocused) => {
  const reason = reasonField();
  const isNew = !question || shown !== keyOf(question);
  shown = question ? keyOf(question) : null;
  box.classList.remove("linking");
  view = null;
  one("#steps").hidden = !question;
  if (!question) {
    const rest = found.length;
    tell(
      rest ? "No doubtful link waits for a decision" : "Nothing waits for a decision",
      made(
        "p",
        {},
        rest
          ? "What is left is likely to be right, but another wording is nearly as like."
          : "All links between the documents are either sure or decided. New documents may bring new questions.",
      ),
      rest > 0 && made("p", {}, button(`Show these (${count(rest)})`, () => also.click())),
      made("p", {}, made("a", { href: "history" }, "See the history of all documents")),
    );
    place.textContent = "";
    if (isFocused) one("h2", box).focus({ preventScroll: true });
    return;
  }
  const asking = KINDS[question.kind]?.[1] || "";
  const buttons = {
    accept: button("Accept", () => give("accept"), { "aria-keyshortcuts": "a", class: "accept" }),
    reject: button("Reject", () => give("reject"), { "aria-keyshortcuts": "r", class: "reject" }),
    link: button("Link to another…", () => toLink(), { "aria-keyshortcuts": "l", "aria-expanded": "false" }),
  };
  const boxes = question.open.length > 1 ? question.open.map((link) => made("input", { type: "checkbox", checked: true, value: JSON.stringify(link) })) : [];
  const hint = made("p", { class: "hint asked", role: "status" });
  const givenBy = made("button", { type: "submit", class: "main", hidden: true });
  const links = linker({ of: { old: question.old, new: question.new }, rivals: question.rivals, documents });
  const other = made(
    "section",
    { class: "other", "aria-label": "Link to another", hidden: true },
    made("h3", {}, "Link to another"),
    made("p", { class: "hint" }, "Tick what belongs together, or drag it onto one of the wordings above. Several on one side make a split or a merger."),
    links.element,
  );
  const form = made(
    "form",
    {
      class: "verdict",
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          if (view.verdict) give(view.verdict);
          else {
            view.hint.textContent = "Choose a verdict first.";
            view.buttons.accept.focus();
          }
        },
      },
    },
    made("div", { class: "row verdicts" }, Object.values(buttons), button("Skip", skip, { "aria-keyshortcuts": "s" })),
    reason.element,
  );
  reason.after.append(givenBy, hint);
  view = { verdict: null, reason, buttons, boxes, hint, give: givenBy, links, other, isBusy: false };
  const heading = made("h2", { tabindex: "-1" }, foreign(question.old.map(numberOf).join(", ")), " → ", foreign(question.new.map(numberOf).join(", ")));
  put(
    box,
    made(
      "div",
      { class: "about" },
      heading,
      made("span", { class: "tag" }, wayOf(question)),
      made("span", { class: "tag" }, BECAME[question.relation] || question.relation),
      sure(question.confidence, question.certainty, question.certainty === "doubtful"),
      skipped.has(shown) && made("span", { class: "tag" }, "skipped"),
    ),
    made("p", { class: "hint" }, asking, askedFor(question)),
    made("div", { class: "pair" }, sideOf(question, "old"), sideOf(question, "new")),
    made("section", { class: "one", "aria-label": "In one text" }, made("h3", {}, "In one text"), wording(...inOneText(question.redline))),
    boxes.length > 0 &&
      made(
        "fieldset",
        { class: "links" },
        made("legend", {}, "Which of these links"),
        question.open.map((link, number) =>
          made("label", { class: "choice" }, boxes[number], " ", foreign(numberOf(link.old)), " → ", foreign(numberOf(link.new))),
        ),
      ),
    other,
    form,
    question.rivals.length > 0 &&
      made(
        "section",
        { class: "rivals", "aria-label": "What else it could be" },
        made("h3", {}, "What else it could be"),
        made(
          "ul",
          {},
          question.rivals.map((rival) =>
            made(
              "li",
              {},
              button(
                "Take this",
                () => {
                  links.choose(rival);
                  toLink(true);
                },
                { "aria-label": `Take this: ${numberOf(rival.old)} → ${numberOf(rival.new)}` },
              ),
              made(
                "span",
                {},
                made("b", {}, foreign(numberOf(rival.old)), " → ", foreign(numberOf(rival.new))),
                " ",
                made("small", {}, `${percent(rival.score)} alike; this one: ${percent(question.score)}`),
                made("span", { class: "words", dir: "auto" }, rival.opening),
              ),
            ),
          ),
        ),
      ),
  );
  tellPlace();
  if (isFocused) {
    heading.focus({ preventScroll: true });
    if (isNew) window.scrollTo({ top: 0 });
  }
};
const toLink = (isChosen) => {
  begin("link");
  view.buttons.link.setAttribute("aria-expanded", "true");
  if (isChosen) view.reason.field.focus({ preventScroll: true });
  else {
    view.links.focus();
    view.other.scrollIntoView({ block: "nearest" });
  }
};

// What was decided.
const list = () => {
  const summary = one("#decisions summary");
  summary.textContent = decisions.length ? `Decisions (${count(decisions.length)})` : "No decisions yet";
  const outdated = decisions.filter((decision) => decision.fits === false).length;
  if (outdated) summary.textContent += `, ${count(outdated)} no longer in force`;
  one("ul", done).replaceChildren(
    ...[...decisions].reverse().map((decision) =>
      made(
        "li",
        {},
        told(decision),
        button(
          "Undo",
          async () => {
            await takeBack([[decision.old, decision.new]]);
            summary.focus({ preventScroll: true });
          },
          { "aria-label": "Undo: " + pairText([[decision.old, decision.new]]) },
        ),
      ),
    ),
  );
};

// All anew; the question that is being answered stays as it is if it is still asked.
let pause = 0;
const load = newest(async (isNewest) => {
  clearTimeout(pause);
  try {
    const [answer, kept, folder] = await Promise.all([ask("api/questions"), ask("api/decisions"), ask("api/documents")]);
    if (!isNewest()) return;
    [decisions, documents] = [kept.decisions, folder.documents];
    list();
    one("main").removeAttribute("aria-busy");
    one("#waiting").hidden = answer.ready || Boolean(answer.failure);
    if (answer.share === undefined) one("#waiting progress").removeAttribute("value");
    else one("#waiting progress").value = answer.share;
    if (!answer.ready) {
      if (!questions.length && tellWhy(answer.failure)) {
        one("#waiting").hidden = true;
        return;
      }
      pause = setTimeout(load, 1000);
      if (!questions.length) return;
    }
    const before = questions[at()];
    found = answer.review?.questions || (answer.ready ? [] : found);
    // The doubtful ones stand first, each sort in the order of the server.
    found = [...found.filter(isDoubtful), ...found.filter((question) => !isDoubtful(question))];
    const back = wanted && found.find(({ open }) => open.some((link) => wanted.some(([old, later]) => link.old === old && link.new === later)));
    if (back) {
      wanted = null;
      also.checked ||= !isDoubtful(back);
    }
    choose();
    const now = questions[at()];
    // Whoever is at it is not disturbed; whoever reads keeps the focus.
    const isAtIt = view && (view.verdict || view.reason.field.value);
    if (back && !isAtIt) show(back, true);
    else if (!now || !view || (!isAtIt && JSON.stringify(now) !== JSON.stringify(before)))
      show(now || questions.find((question) => !skipped.has(keyOf(question))) || questions[0] || null, box.contains(document.activeElement));
    else tellPlace();
  } catch (error) {
    if (isNewest()) complain(error);
  }
});

const KEYS = [
  ["a", "Accept"],
  ["r", "Reject"],
  ["l", "Link to another"],
  ["s", "Skip"],
  ["u", "Undo the last decision"],
  ["j, k", "Next and previous question"],
  ["Enter", "Give the verdict, in the field for the reason"],
  ["?", "These keys"],
];
const help = () =>
  asked({
    title: "Keys",
    no: "Close",
    inside: [
      made(
        "dl",
        { class: "keys" },
        KEYS.map(([key, name]) => [made("dt", {}, made("kbd", {}, key)), made("dd", {}, name)]),
      ),
    ],
  });
const ACTS = { a: () => give("accept"), r: () => give("reject"), l: () => toLink(), s: skip, j: () => step(1), k: () => step(-1) };
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === view?.reason.field) one("h2", box).focus({ preventScroll: true });
  if (isTyping(event)) return;
  const act = event.key === "?" ? help : event.key === "u" ? undoLast : view && ACTS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
one("#before").addEventListener("click", () => step(-1));
one("#after").addEventListener("click", () => step(1));
one("#keys").addEventListener("click", help);
also.checked = remembered("also", undefined, SESSION) === "yes";
also.addEventListener("change", () => {
  remembered("also", also.checked ? "yes" : "no", SESSION);
  const isThere = view && questions[at()];
  choose();
  if (isThere && at() >= 0) tellPlace();
  else show(questions[0] || null, also !== document.activeElement);
});
document.addEventListener("travaux:changed", load);
load();
