// Decisions on links: the reason, what else could be linked, and the asking that a decision may need.
import { ask, asked, button, documentOf, foreign, fresh, made, numberOf, percent, remembered, send, titled } from "./shared.js";
import { changed, complain, name, state } from "./bench.js";

// What people say most often; what was said last here for the same verdict comes before it.
const USUAL = {
  accept: ["Same matter, reworded", "Same duty, other addressee", "Narrower than before", "Broader than before"],
  reject: ["Different matter", "Only general words in common", "Stands elsewhere now"],
  link: ["Same matter, reworded", "Split into several", "Several merged into one", "Stands elsewhere now"],
};
const kept = (verdict) => {
  try {
    return JSON.parse(remembered("reasons." + verdict) || "[]").filter((one) => typeof one === "string");
  } catch {
    return [];
  }
};
const keep = (verdict, reasons) => remembered("reasons." + verdict, JSON.stringify(reasons.slice(0, 8)));
export const VERBS = { accept: "accepted", reject: "rejected", link: "linked by hand" };
export const shownId = (id) => documentOf(id) + ", " + numberOf(id);
export const pairText = (pairs) => {
  const [olds, news] = [0, 1].map((at) => [...new Set(pairs.map((pair) => pair[at]))]);
  return olds.map(shownId).join(" and ") + " → " + news.map(shownId).join(" and ");
};

// A field for the reason, with suggestions below.
export const reasonField = () => {
  const id = fresh("reasons");
  const field = made("input", { name: "why", required: true, maxlength: "1000", dir: "auto", autocomplete: "off", "aria-describedby": id });
  const chips = made("div", { class: "chips", role: "group", "aria-label": "Suggested reasons" });
  const hint = made("p", { class: "hint", id }, "One line, for colleagues who ask later.");
  const suggest = (verdict) => {
    const reasons = [...new Set([...kept(verdict).slice(0, 3), ...USUAL[verdict]])].slice(0, 6);
    chips.replaceChildren(
      ...reasons.map((reason) =>
        button(
          reason,
          () => {
            field.value = reason;
            field.focus();
          },
          { dir: "auto" },
        ),
      ),
    );
  };
  suggest("accept");
  // What a page puts beside the field.
  const after = made("div", { class: "after" });
  return {
    field,
    suggest,
    after,
    element: made("div", { class: "reason" }, made("div", { class: "given" }, made("label", { class: "field" }, "Reason", field), after), hint, chips),
  };
};

// Decides, and asks on the way for the name of who does, and whether what stands in the way is to be replaced. Gives the
// decisions, or null where it was given up.
export const decide = async (pairs, verdict, why, replace = false) => {
  try {
    // Who decides is asked first: the server would refuse it.
    if (state && !state.who && !(await name())) return null;
    const { decided } = await send("api/decide", { pairs, verdict, why, replace });
    keep(verdict, [why, ...kept(verdict).filter((one) => one !== why)]);
    changed();
    return decided;
  } catch (error) {
    if (error.status === 428) return (await name()) ? decide(pairs, verdict, why, replace) : null;
    if (error.status !== 409) throw error;
    const clashing = error.said.clashing || [];
    const agreed = await asked({
      title: "Replace what was decided before?",
      yes: "Replace",
      no: "Keep as it was",
      inside: [
        made("p", { dir: "auto" }, error.message),
        made(
          "ul",
          { class: "decisions" },
          clashing.map((one) => made("li", {}, told(one))),
        ),
      ],
    });
    return agreed ? decide(pairs, verdict, why, true) : null;
  }
};
export const undo = async (pairs) => {
  const isOf = ({ old, new: later }) => pairs.some((pair) => pair[0] === old && pair[1] === later);
  const { decisions } = await ask("api/decisions");
  const { undone } = await send("api/undo", { pairs });
  // What was said for what no longer stands is not suggested any more, unless something else stands on it.
  for (const { verdict, why } of decisions.filter(isOf))
    if (!decisions.some((one) => !isOf(one) && one.verdict === verdict && one.why === why)) keep(verdict, kept(verdict).filter((one) => one !== why));
  changed();
  return undone;
};
// A decision as it is told.
export const told = ({ old, new: later, verdict, why, who, when, fits, misfit }) =>
  made(
    "div",
    { class: "told" },
    made("p", {}, foreign(shownId(old)), " → ", foreign(shownId(later)), " ", made("b", { class: "verdict " + verdict }, VERBS[verdict])),
    made("p", { class: "why", dir: "auto" }, why),
    made(
      "p",
      { class: "hint" },
      foreign(who || ""),
      who && when ? ", " : "",
      when || "",
      fits === false && made("em", { class: "doubt" }, " – no longer holds: ", foreign(misfit || "the texts have changed since")),
    ),
  );

// Looks for provisions to be linked in the place of one side, several of which make a split or a merger.
// `of` says the ids of both sides, one of which may be empty; `rivals` what could have been linked.
export const linker = ({ of, rivals = [], documents, among = [], onChange = () => {} }) => {
  const known = new Map();
  const chosen = new Map();
  let side = of.old.length ? "new" : "old";
  let turn = 0;
  const other = () => (side === "new" ? "old" : "new");
  const group = fresh("side");
  const sides = ["new", "old"]
    .filter((name) => of[name === "new" ? "old" : "new"].length)
    .map((name) =>
      made(
        "label",
        { class: "choice" },
        made("input", {
          type: "radio",
          name: group,
          value: name,
          checked: name === side,
          on: {
            change: () => {
              turnTo(name);
            },
          },
        }),
        " ",
        made("span", {}, name === "new" ? "What became of " : "Where it came from: ", foreign(of[name === "new" ? "old" : "new"].map(shownId).join(", "))),
      ),
    );
  const select = made(
    "select",
    { "aria-label": "Look in this document", on: { change: () => find() } },
    documents.map((entry) => made("option", { value: entry.id }, titled(entry) === entry.id ? entry.id : entry.id + ": " + titled(entry).slice(0, 60))),
  );
  const field = made("input", {
    type: "search",
    autocomplete: "off",
    placeholder: "number or words",
    "aria-label": "Look for a number or words",
    dir: "auto",
  });
  const status = made("p", { class: "hint", role: "status" });
  const list = made("ul", { class: "found" });
  const summary = made("p", { class: "summary", "aria-live": "polite" });
  const pairs = () => {
    const fixed = of[other()];
    return [...chosen.keys()].flatMap((id) => fixed.map((mine) => (side === "new" ? [mine, id] : [id, mine])));
  };
  const tell = () => {
    const text = chosen.size ? pairText(pairs()) + (chosen.size > 1 ? (side === "new" ? " (a split)" : " (a merger)") : "") : "Choose one or several below.";
    // A link by hand ends what the program had linked its ends to; whoever makes it knows that before.
    const ended = [...chosen.values()].flatMap(({ id, linked = [] }) => linked.filter((mine) => !of[other()].includes(mine)).map((mine) => (side === "new" ? [mine, id] : [id, mine])));
    summary.replaceChildren(foreign(text), ended.length ? made("span", { class: "ended" }, ` In place of ${ended.map((pair) => pairText([pair])).join("; ")}.`) : "");
    onChange(pairs());
  };
  const put = (found, isIn) => {
    known.set(found.id, found);
    if (isIn) chosen.set(found.id, found);
    else chosen.delete(found.id);
    for (const box of list.querySelectorAll("input")) box.checked = chosen.has(box.value);
    tell();
    if (isIn && !found.linked) learnOf(found);
  };
  const besides = () => documentOf(of[other()][0] || "");
  // What is offered without being looked for is not known to be linked or free.
  const learnOf = async (offer) => {
    try {
      const { found } = await ask("api/find?" + new URLSearchParams({ words: offer.id, document: documentOf(offer.id), beside: besides(), limit: 1 }));
      offer.linked = found.find(({ id }) => id === offer.id)?.linked || [];
      tell();
    } catch (error) {
      complain(error);
    }
  };
  const line = (found) => {
    known.set(found.id, found);
    const box = made("input", {
      type: "checkbox",
      value: found.id,
      checked: chosen.has(found.id),
      on: { change: () => put(found, box.checked) },
    });
    return made(
      "li",
      {
        draggable: "true",
        on: {
          dragstart: (event) => {
            event.dataTransfer.setData("text/plain", found.id);
            event.dataTransfer.effectAllowed = "link";
          },
        },
      },
      made(
        "label",
        {},
        box,
        made(
          "span",
          {},
          made("b", {}, foreign(numberOf(found.id))),
          " ",
          made(
            "small",
            {},
            foreign(documentOf(found.id)),
            found.score === undefined ? "" : `, ${percent(found.score)} alike`,
            found.linked?.length ? [", linked to ", foreign(found.linked.map(numberOf).join(", ")), " now"] : "",
          ),
          made("span", { class: "words", dir: "auto" }, found.text || found.opening),
        ),
      ),
    );
  };
  // Without words stands what was chosen, and what the program itself thought of.
  const offered = () => {
    const fixed = of[other()];
    const near = rivals.filter((rival) => fixed.includes(rival[other()])).map((rival) => ({ id: rival[side], opening: rival.opening, score: rival.score }));
    return [...new Map([...chosen.values(), ...near].map((found) => [found.id, found])).values()];
  };
  const find = async () => {
    const now = (turn += 1);
    const words = field.value.trim();
    if (!words) {
      const near = offered();
      list.replaceChildren(...near.map(line));
      status.textContent = near.length ? "Nearest besides this link. Or look for a number or words." : "Look for a number or words.";
      return;
    }
    try {
      const { found } = await ask("api/find?" + new URLSearchParams({ words, document: select.value, beside: besides(), limit: 20 }));
      if (now !== turn) return;
      list.replaceChildren(...found.map(line));
      status.textContent = found.length ? (found.length === 20 ? "The first 20" : found.length + " found") : "Nothing found. Fewer words find more.";
    } catch (error) {
      if (now === turn) complain(error);
    }
  };
  let pause = 0;
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(find, 150);
  });
  field.addEventListener("keydown", (event) => {
    // Enter looks for the words and decides nothing.
    if (event.key === "Enter") {
      event.preventDefault();
      find();
    }
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    list.querySelector("input")?.focus();
  });
  list.addEventListener("keydown", (event) => {
    const boxes = Array.from(list.querySelectorAll("input"));
    const next = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!next || !boxes.includes(event.target)) return;
    event.preventDefault();
    (boxes[boxes.indexOf(event.target) + next] || field).focus();
  });
  const turnTo = (name) => {
    side = name;
    for (const label of sides) label.firstChild.checked = label.firstChild.value === name;
    chosen.clear();
    const own = of[name][0];
    // A link joins two documents: that of the given side is none to choose.
    const given = of[other()][0] && documentOf(of[other()][0]);
    for (const option of select.options) option.disabled = option.hidden = option.value === given;
    const free = Array.from(select.options).filter((option) => !option.disabled).map((option) => option.value);
    if (own) select.value = documentOf(own);
    else select.value = among.find((id) => free.includes(id)) ?? free[0] ?? "";
    if (own && select.selectedIndex < 0) {
      select.append(made("option", { value: documentOf(own) }, documentOf(own)));
      select.value = documentOf(own);
    }
    tell();
    find();
  };
  turnTo(side);
  return {
    element: made("div", { class: "linker" }, made("div", { class: "row" }, sides), made("div", { class: "row search" }, field, select), summary, status, list),
    focus: () => field.focus(),
    pairs,
    // Puts a provision in the place of a side.
    place: (name, id) => {
      const found = known.get(id);
      if (!found) return;
      if (side !== name) turnTo(name);
      put(found, true);
      if (!field.value.trim()) find();
    },
    choose: (rival) => {
      const name = of.old.includes(rival.old) ? "new" : "old";
      if (side !== name) turnTo(name);
      chosen.clear();
      put({ id: rival[name], opening: rival.opening, score: rival.score }, true);
      find();
    },
  };
};
