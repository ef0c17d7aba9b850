// The folder: its documents, and what can be done with them.
import {
  address, ask, asked, broken, counted, foreign, isAmbiguous, made, menuButton, named, newest, one, percent, Refused, GONE, send, STAGES,
  tallies, titled, VERDICTS,
} from "./shared.js";
import { changed, complain, say } from "./bench.js";
import { edit } from "./form.js";

const body = one("#list tbody");
const heading = one("#list-heading");
let documents = [];
let pairs = [];
const ticked = new Set();

// The documents.
const chosen = () => documents.filter(({ id }) => ticked.has(id)).map(({ id }) => id);
const addressOf = (page, ids) => page + "?" + new URLSearchParams(ids.map((id) => ["document", id]));
const compareAddress = (ids) => addressOf("compare", ids);
const isOwnDraft = (ids) => pairs.some((pair) => ids.includes(pair.old) && ids.includes(pair.new));
const tell = () => {
  const ids = chosen();
  const number = ids.length;
  one("#ticked").textContent =
    number > 1 ? counted(number, "document") + " chosen" : number ? "Choose one more to compare" : documents.length > 1 ? "Choose two or more to compare" : "";
  one("#compare").setAttribute("aria-disabled", String(number < 2));
  one("#compare").textContent = number > 2 ? "Show their history" : "Compare";
  // Of two meetings the later may repeat what the earlier adopted.
  const isOfMeetings = number === 2 && documents.every(({ id, stage }) => !ticked.has(id) || stage === "final") && !isOwnDraft(ids);
  one("#repeated").hidden = !isOfMeetings;
  if (isOfMeetings) one("#repeated").href = addressOf("repeats", ids);
};
one("#compare").addEventListener("click", () => {
  const ids = chosen();
  if (ids.length > 1) location.href = addressOf(ids.length > 2 ? "history" : "compare", ids);
  else one("input", body)?.focus();
});

const forget = async (entry) => {
  const agreed = await asked({
    title: "Remove it from the list?",
    yes: "Remove",
    inside: [made("p", {}, foreign(named(entry, documents))), made("p", { class: "hint" }, "The file stays in the folder: ", foreign(entry.path))],
    act: () => send("api/forget", { id: entry.id }),
  });
  if (!agreed) return;
  ticked.delete(entry.id);
  say(`${titled(entry)} was removed from the list. The file stays in the folder.`);
  changed();
  await load();
  heading.focus({ preventScroll: true });
};
// Of a folder with a list only what stands in it is followed from document to document.
const isUnlisted = (entry) => !entry.in_manifest && documents.some((one) => one.in_manifest);
const refocus = (id) => one(`[data-more="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
const enlist = async (entry) => {
  try {
    await send("api/metadata", { id: entry.id, fields: {} });
    changed();
    await load();
    say(`${titled(entry)} is in the list.`);
    refocus(entry.id);
  } catch (error) {
    complain(error);
  }
};
const change = async (entry) => {
  try {
    const now = await edit(entry);
    if (!now) return;
    await load();
    say("Saved: " + titled(now));
    // The row was made anew.
    refocus(entry.id);
  } catch (error) {
    complain(error);
  }
};
const rowOf = (entry, finals) => {
  const page = address("document", { id: entry.id });
  const whole = finals.find(({ id }) => id === entry.id)?.finals || [];
  const name = named(entry, documents);
  const cell = (label, ...inside) => made("td", { "data-name": label }, ...inside);
  const declared = (field, text) =>
    entry.declared.includes(field) ? made("span", { class: "said", title: "Said by hand" }, text, made("span", { class: "aside" }, " (said by hand)")) : text;
  return made(
    "tr",
    { "data-id": entry.id },
    made(
      "td",
      { class: "tick" },
      made(
        "label",
        {},
        made("span", { class: "aside" }, "Choose " + name),
        made("input", {
          type: "checkbox",
          checked: ticked.has(entry.id),
          on: {
            change: (event) => {
              if (event.target.checked) ticked.add(entry.id);
              else ticked.delete(entry.id);
              tell();
            },
          },
        }),
      ),
    ),
    made(
      "th",
      { scope: "row" },
      made("a", { href: page }, foreign(name)),
      isUnlisted(entry) && [" ", made("span", { class: "tag", title: "Left out of the history, the questions and the precedents" }, "not in the list")],
      made("small", {}, broken(entry.path), entry.subject && [" · ", foreign(entry.subject)]),
    ),
    cell("Symbol", declared("symbol", broken(entry.symbol || "–"))),
    cell("Date", declared("date", entry.date || "–")),
    cell("Stage", declared("stage", STAGES[entry.stage] || entry.stage)),
    cell("Provisions", tallies([entry]).join(", ")),
    cell(
      "Read",
      made("a", { href: page, class: "verdict " + entry.verdict }, VERDICTS[entry.verdict] || entry.verdict),
      entry.warnings > 0 && ": " + counted(entry.warnings, "remark"),
      entry.mended > 0 && made("small", {}, counted(entry.mended, "correction")),
    ),
    cell(
      "Draft of",
      whole.length
        ? whole.map((id) => {
            const final = documents.find((one) => one.id === id);
            const text = final?.symbol || (final && !isAmbiguous(final, documents) ? titled(final) : id);
            return made(
              "p",
              {},
              broken(text, { class: "short", title: final ? named(final, documents) : id }),
              " ",
              made("a", { href: compareAddress([entry.id, id]), "aria-label": `Compare ${name} with ${text}` }, "compare"),
            );
          })
        : entry.draft_of
          ? foreign(entry.draft_of)
          : made("span", { class: "none" }, "–"),
    ),
    made(
      "td",
      { class: "do" },
      menuButton(
        "⋯",
        "What can be done with " + name,
        () => [
          { text: "Edit details…", act: () => change(entry) },
          { text: "How it was read", href: page },
          ...whole.map((id) => ({ text: "Compare with " + id, href: compareAddress([entry.id, id]) })),
          ...(entry.in_manifest ? [null, { text: "Remove from the list…", act: () => forget(entry).catch(complain) }] : []),
          ...(isUnlisted(entry) ? [null, { text: "Put in the list", act: () => enlist(entry) }] : []),
        ],
        { "aria-label": "What can be done with " + name, "data-more": entry.id },
      ),
    ),
  );
};

let before = "";
const load = newest(async (isNewest) => {
  try {
    const answer = await ask("api/documents");
    if (!isNewest()) return;
    // What did not change is not drawn anew: a menu may be open, or a box have the focus.
    const text = JSON.stringify(answer);
    if (text === before) return;
    before = text;
    ({ documents, pairs } = answer);
    for (const id of ticked) if (!documents.some((entry) => entry.id === id)) ticked.delete(id);
    const finals = documents.map(({ id }) => ({ id, finals: answer.pairs.filter((pair) => pair.old === id).map((pair) => pair.new) }));
    const focused = document.activeElement?.closest?.("#list tr")?.dataset.id;
    body.replaceChildren(...documents.map((entry) => rowOf(entry, finals)));
    if (focused) one(`tr[data-id="${CSS.escape(focused)}"] input`, body)?.focus({ preventScroll: true });
    const isEmpty = !documents.length;
    one("#list").hidden = isEmpty;
    document.body.classList.toggle("empty", isEmpty);
    one("#drop-heading").textContent = isEmpty ? "Put the first documents here" : "Add documents";
    one("#drop-hint").textContent = isEmpty
      ? "Drop the drafts and reports of a negotiation here, as Word, PDF or text files. They are read on this computer only, and what became of each numbered paragraph is then shown side by side."
      : "Drop files or folders anywhere on this page, or choose them.";
    one("#about").textContent = isEmpty
      ? "The folder is still empty."
      : `${counted(documents.length, "document")} in the order of time, with ${tallies(documents).join(", ")}.`;
    one("#problems").hidden = !answer.problems.length;
    one("#problems ul").replaceChildren(
      ...answer.problems.map(({ path, error }) => made("li", {}, made("b", {}, foreign(path)), made("p", { dir: "auto" }, error))),
    );
    tell();
  } catch (error) {
    if (isNewest()) {
      one("#about").textContent = "The folder could not be read.";
      complain(error);
    }
  }
});

// Sends a file; `tell` hears how much of it has gone.
const LIMIT = 64 * 1024 * 1024;
const sent = (file, name, tell) =>
  new Promise((resolve, reject) => {
    if (file.size > LIMIT) {
      reject(
        new Refused(413, {
          error: `It is larger than ${LIMIT / 1024 / 1024} MB, the most that can be added here. Copy it into the folder by hand.`,
        }),
      );
      return;
    }
    const request = new XMLHttpRequest();
    request.open("POST", "api/file?" + new URLSearchParams({ name }));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.addEventListener("progress", ({ loaded, total }) => tell(loaded / total));
    request.addEventListener("load", () => {
      let said = {};
      try {
        said = JSON.parse(request.responseText);
      } catch {
        /* The status tells enough. */
      }
      if (request.status < 300) resolve(said);
      else reject(new Refused(request.status, { error: said.error || `It could not be added (${request.status}).` }));
    });
    request.addEventListener("error", () => reject(new Refused(0, { error: GONE })));
    request.send(file);
  });
// One after the other, those that come meanwhile behind the others.
const waiting = [];
let isSending = false;
const took = { added: 0, failed: 0 };
const sending = one("ul.sending");
const add = (files) => {
  if (!files.length) return;
  if (!isSending) {
    sending.replaceChildren();
    Object.assign(took, { added: 0, failed: 0 });
  }
  for (const { file, name } of files) {
    const status = made("span", { class: "hint" }, "waiting");
    const line = made("li", {}, foreign(name), " ", status);
    sending.append(line);
    waiting.push({ file, name, line, status });
  }
  one("#sending").hidden = false;
  if (!isSending) work();
};
const work = async () => {
  isSending = true;
  one("#sending-heading").textContent = "Adding";
  one("#sending-close").hidden = true;
  while (waiting.length) {
    const { file, name, line, status } = waiting.shift();
    one("#sent").textContent = `Adding ${name}; ${waiting.length ? counted(waiting.length, "file") + " to go" : "the last"}.`;
    const bar = made("progress", { max: "1", "aria-label": "Sent of " + name });
    line.append(bar);
    try {
      const { document } = await sent(file, name, (share) => {
        bar.value = share;
        status.textContent = share < 1 ? percent(share) : "reading …";
      });
      took.added += 1;
      line.classList.add("good");
      status.replaceChildren(
        made("a", { href: address("document", { id: document.id }) }, "read " + (VERDICTS[document.verdict] || document.verdict)),
        ", " + tallies([document]).join(", "),
      );
    } catch (error) {
      took.failed += 1;
      line.classList.add("bad");
      status.className = "trouble";
      status.textContent = error.message;
    }
    bar.remove();
    changed();
    await load();
  }
  isSending = false;
  const parts = [
    took.added && `${counted(took.added, "document was", "documents were")} added`,
    took.failed && `${counted(took.failed, "file")} could not be added`,
  ].filter(Boolean);
  one("#sending-heading").textContent = "Added";
  one("#sent").textContent = parts.join("; ") + ".";
  one("#sending-close").hidden = false;
};
one("#sending-close").addEventListener("click", () => {
  one("#sending").hidden = true;
  one("#choose").focus({ preventScroll: true });
});

// What systems put into folders for themselves is no document.
const isOwn = (name) => name.split("/").some((part) => part.startsWith(".") || part.startsWith("~$")) || /(^|\/)(Thumbs\.db|desktop\.ini)$/i.test(name);
const taken = (files) => add(files.filter(({ name }) => !isOwn(name)).sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true })));
const ofInput = (input) => {
  taken(Array.from(input.files, (file) => ({ file, name: file.webkitRelativePath || file.name })));
  input.value = "";
};
// All files below what was dropped, which a browser tells a hundred at a time.
const walked = async (entry, path = "") => {
  if (entry.isFile) return [{ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), name: path + entry.name }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (!some.length) break;
    for (const one of some) found.push(...(await walked(one, path + entry.name + "/")));
  }
  return found;
};
const dropped = async (data) => {
  // The entries must be taken before anything is waited for.
  const entries = Array.from(data.items || [], (item) => item.kind === "file" && item.webkitGetAsEntry?.()).filter(Boolean);
  const files = Array.from(data.files, (file) => ({ file, name: file.name }));
  try {
    taken(entries.length ? (await Promise.all(entries.map((entry) => walked(entry)))).flat() : files);
  } catch {
    complain(new Error("What was dropped could not be read. Choose it with the buttons instead."));
  }
};
one("#choose").addEventListener("click", () => one("#files").click());
one("#choose-folder").addEventListener("click", () => one("#folder").click());
for (const id of ["#files", "#folder"]) one(id).addEventListener("change", (event) => ofInput(event.target));
// Files may be dropped anywhere: a browser would else open them in place of the page.
let depth = 0;
const hasFiles = (event) => Array.from(event.dataTransfer?.types || []).includes("Files");
const over = (by) => {
  depth = by ? Math.max(0, depth + by) : 0;
  document.body.classList.toggle("over", depth > 0);
};
addEventListener("dragenter", (event) => {
  if (hasFiles(event)) over(1);
});
addEventListener("dragleave", (event) => {
  if (hasFiles(event)) over(-1);
});
addEventListener("dragover", (event) => {
  if (hasFiles(event)) event.preventDefault();
});
addEventListener("drop", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  over(0);
  dropped(event.dataTransfer);
});

document.addEventListener("travaux:changed", load);
load();
