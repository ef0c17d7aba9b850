// What a document is: the window in which its details are said, for the pages that need it.
import { ask, asked, button, made, send, STAGES, titled } from "./shared.js";
import { changed } from "./bench.js";

const LANGUAGES = {
  ar: "Arabic",
  de: "German",
  en: "English",
  es: "Spanish",
  fr: "French",
  it: "Italian",
  nl: "Dutch",
  pt: "Portuguese",
  ru: "Russian",
  zh: "Chinese",
};
// What is said of layouts that the program knows, in words of their own; others go by their names.
const PROFILES = {
  articles: "articles of a treaty or law",
  clauses: "clauses of a standard or contract",
  drafts: "drafts under negotiation",
  observations: "concluding observations",
  recommendations: "recommendations of a report",
  resolutions: "resolutions",
  reviews: "country reviews",
  sections: "numbered sections",
};
export const profileName = (name) => (PROFILES[name] ? `${name} (${PROFILES[name]})` : name);
export const FOUND = "as the program finds out";

export const choices = (select, options, value) => {
  const known = options.some(([name]) => name === (value ?? ""));
  select.replaceChildren(...(known ? options : [...options, [value, value]]).map(([name, text]) => made("option", { value: name }, text)));
  select.value = value ?? "";
};

// A date as it is kept: 2015-10-23, 2015-10 or 2015. Other ways of writing one are turned into it where they can be read in one way
// only.
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WRITTEN = "2015-10-23, 2015-10 or 2015";
const monthOf = (text) => (/^\d+$/.test(text) ? Number(text) : MONTHS.findIndex((month) => text.toLowerCase().startsWith(month)) + 1);
export const dateOf = (text) => {
  const wrong = (why) => new Error(`${text} ${why}. Write the date as ${WRITTEN}.`);
  const parts = text.split(/[\s,./-]+/).filter((part) => part && !/^(of|the)$/i.test(part)).map((part) => part.replace(/^(\d+)(st|nd|rd|th)$/i, "$1"));
  const isNumber = parts.map((part) => /^\d{1,4}$/.test(part));
  const isMonth = parts.map((part) => /^\p{L}{3,9}$/u.test(part) && monthOf(part) > 0);
  const isYear = parts.map((part) => /^\d{4}$/.test(part));
  const yearAt = isYear.indexOf(true);
  if (parts.length > 3 || isYear.filter(Boolean).length !== 1 || !parts.every((_, at) => isNumber[at] || isMonth[at])) throw wrong("cannot be read as a date");
  const rest = parts.filter((_, at) => at !== yearAt);
  const named = rest.findIndex((part) => monthOf(part) && !/^\d/.test(part));
  let [month, day] = rest;
  if (rest.length === 2) {
    const [one, other] = rest.map(Number);
    // Behind a year stands the month, before it either; who writes points writes the day first.
    if (named >= 0) [month, day] = [rest[named], rest[1 - named]];
    else if (yearAt === 2 && (one > 12 || one === other || text.includes("."))) [day, month] = rest;
    else if (yearAt === 2 && other <= 12) throw wrong("can be read in two ways");
    else if (yearAt === 1) throw wrong("cannot be read as a date");
  }
  const [y, m, d] = [Number(parts[yearAt]), month === undefined ? null : monthOf(month), day === undefined ? null : Number(day)];
  const isThere = (m === null || (m >= 1 && m <= 12)) && (d === null || (d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()));
  if (!isThere) throw wrong("is no day of the calendar");
  return [parts[yearAt], ...[m, d].filter((number) => number !== null).map((number) => String(number).padStart(2, "0"))].join("-");
};

// Opens the window; gives the document as it is then, or null.
export const edit = async (entry, known) => {
  const { document: now, profiles, others } = known || (await ask("api/document?" + new URLSearchParams({ id: entry.id })));
  const names = new Map((await ask("api/documents")).documents.map((one) => [one.id, titled(one)]));
  const optional = (pairs) => [["", FOUND], ...pairs];
  const fields = [
    ["title", "Title", "text"],
    ["symbol", "Symbol", "text"],
    ["stage", "Stage", optional(Object.entries(STAGES))],
    [
      "date",
      "Date",
      "text",
      {
        placeholder: "2015-10-23 or 2015-10 or 2015",
        on: {
          // What was understood is seen before it is sent.
          change: ({ target }) => {
            try {
              if (target.value.trim()) target.value = dateOf(target.value.trim());
            } catch {
              /* It is said when it is to be saved. */
            }
          },
        },
      },
    ],
    ["language", "Language", optional(Object.entries(LANGUAGES))],
    [
      "draft_of",
      "Draft of",
      [
        ["", "none, or as the program finds out"],
        ...others.map((id) => [id, names.get(id) && names.get(id) !== id ? `${id} – ${names.get(id).slice(0, 70)}` : id]),
      ],
    ],
    ["body", "Body that met", "text"],
    ["meeting", "Number of the meeting", "number", { min: "1", max: "9999", step: "1" }],
    ["subject", "Subject", "text"],
    ["profile", "Laid out as", optional(profiles.map((name) => [name, profileName(name)]))],
  ];
  const controls = new Map();
  const rows = fields.map(([name, label, kind, set = {}]) => {
    const control = Array.isArray(kind)
      ? made("select", { name })
      : made("input", { name, type: kind, autocomplete: "off", dir: "auto", placeholder: "not known", ...set });
    if (Array.isArray(kind)) choices(control, kind, now[name]);
    else control.value = now[name] ?? "";
    controls.set(name, control);
    const isDeclared = now.declared.includes(name);
    // What was said by hand can be taken away: the field is then as the document itself says.
    const away =
      isDeclared &&
      button(
        "Take away",
        () => {
          control.value = "";
          control.placeholder = "as the document says";
          away.disabled = true;
          control.focus();
        },
        { "aria-label": "Take away what was said by hand: " + label, class: "bare" },
      );
    return made(
      "div",
      { class: isDeclared ? "field said" : "field" },
      made("label", {}, made("span", {}, label), isDeclared && made("small", {}, " said by hand"), control),
      away,
    );
  });
  return asked({
    title: "Details of " + titled(now),
    yes: "Save",
    wide: true,
    inside: [
      made("p", { class: "hint" }, "What is said here goes before what the document says of itself. An empty field is as the program finds out."),
      made("div", { class: "fields" }, rows),
    ],
    act: async () => {
      const said = {};
      for (const [name, control] of controls) {
        const typed = control.value.trim();
        const value = name === "date" && typed ? dateOf(typed) : typed;
        if (value === String(now[name] ?? "")) continue;
        said[name] = value === "" ? null : name === "meeting" ? Number(value) : value;
      }
      if (!Object.keys(said).length) return now;
      const { document } = await send("api/metadata", { id: now.id, fields: said });
      changed();
      return document;
    },
  });
};
