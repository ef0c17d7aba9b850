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
        placeholder: "2019-09-11, 2019-09 or 2019",
        pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?",
        title: "A year, a year and month, or a day: 2019, 2019-09 or 2019-09-11",
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
        const value = control.value.trim();
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
