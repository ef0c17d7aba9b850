// The bar on top of every page of the workbench: where one can go, what is being done, what happened.
import { ask, asked, button, closeMenu, count, foreign, fresh, GONE, made, menuButton, one, percent, put, remembered, send } from "./shared.js";

const page = location.pathname.slice(location.pathname.lastIndexOf("/") + 1);
const isReport = !document.body.classList.contains("desk");
const LINKS = [
  ["./", "Documents", ["", "document", "compare"]],
  ["decide", "Decide", ["decide"]],
  ["precedents", "Precedents", ["precedents"]],
  ["history", "History", ["history", "trace", "repeats"]],
];

// What happened, said at the foot of the page where it moves nothing. Faults stay until they are closed.
const messages = made("div", { class: "messages", role: "region", "aria-label": "Messages", "aria-live": "polite" });
const told = (text, { isFault = false, action, act, stays = isFault } = {}) => {
  const close = () => {
    clearTimeout(timer);
    line.remove();
  };
  const line = made(
    "div",
    { class: isFault ? "message fault" : "message", "data-stays": stays ? "yes" : undefined, role: isFault ? "alert" : undefined },
    made("p", { dir: "auto" }, text),
    action &&
      button(action, () => {
        close();
        act();
      }),
    button("×", close, { "aria-label": "Close the message", class: "bare" }),
  );
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    if (!stays)
      timer = setTimeout(() => {
        if (!line.matches(":hover, :focus-within")) close();
        else wait();
      }, 8000);
  };
  // What is new takes the place of what was told before, but for what must be closed.
  for (const before of Array.from(messages.children)) if (!before.dataset.stays || before.firstChild.textContent === text) before.remove();
  messages.append(line);
  wait();
  return close;
};
export const say = (text, more) => told(text, more);
export const complain = (error) => {
  if (error.name === "AbortError") return;
  const close = told(error.message, { isFault: true });
  // That nobody answers is told until somebody does.
  if (error.status === 0) over = close;
};
let over = null;

// The bar.
const folder = foreign("", { class: "folder" });
const links = LINKS.map(([href, name, pages]) =>
  made("a", { href, "aria-current": pages.includes(page) ? (pages[0] === page ? "page" : "true") : undefined }, name),
);
const waiting = made("span", { class: "waiting", hidden: true });
links[1].append(" ", waiting);
const doing = made("div", { class: "doing", hidden: true });
const what = made("span");
const bar = made("progress", { max: "1", "aria-label": "How far it is" });
const stop = button("Stop", async () => {
  stop.disabled = true;
  await send("api/stop", {}).catch(complain);
  look();
});
doing.append(what, bar, stop);
// Why there is no lineage of the documents as they are. What was stopped can go on.
const failure = made("div", { class: "failure", role: "status", hidden: true });
export const isStopped = (text) => /\bstopped\b/.test(text);
export const goOn = () =>
  button("Go on", async (event) => {
    event.target.disabled = true;
    await send("api/again", {}).catch(complain);
    event.target.disabled = false;
    changed();
  });
// Where a page adds what is its own.
export const own = made("div", { class: "own" });

export let state = null;
const isDark = () => {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
const turn = () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  remembered("theme", document.documentElement.dataset.theme);
};
const quit = async () => {
  const agreed = await asked({
    title: "Close the workbench?",
    yes: "Close it",
    act: () => send("api/quit", {}),
    inside: [made("p", {}, "Everything you did is saved in the folder. Other tabs of the workbench stop working as well.")],
  });
  if (agreed) {
    channel?.postMessage("closed");
    close();
  }
};
// A plain sheet over a page that has nobody to answer it.
let sheet = null;
const cover = (title, ...inside) => {
  uncover();
  closeMenu(false);
  const id = fresh("sheet");
  sheet = made("dialog", { class: "sheet", "aria-labelledby": id }, made("div", {}, made("h1", { id, tabindex: "-1" }, title), ...inside));
  sheet.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(sheet);
  sheet.showModal();
  (one("button", sheet) || one("h1", sheet)).focus();
};
const uncover = () => {
  sheet?.close();
  sheet?.remove();
  sheet = null;
};
const AGAIN = () => ["Start it again with ", made("code", {}, "travaux open"), "."];
const close = () => {
  clearTimeout(timer);
  isOver = true;
  over?.();
  cover("The workbench is closed.", made("p", {}, AGAIN()));
};
// Where nobody has answered for so long, in milliseconds, the page is of no use until somebody does.
const PATIENCE = 10000;
let since = null;
const missed = (error) => {
  // An address that is no longer known is that of a workbench that was closed and started anew.
  if (![0, 404].includes(error.status)) return;
  since ??= Date.now();
  if (Date.now() - since < PATIENCE || sheet) return;
  const heard = made("p", { class: "note", role: "status" });
  const again = button("Try again", async () => {
    heard.textContent = "";
    await look();
    heard.textContent = "Still no answer.";
  });
  cover("The workbench does not answer.", made("p", {}, "It may have been closed. What you decided and saved is kept in the folder. ", AGAIN()), made("p", {}, again), heard);
};
const more = menuButton("More", "More", () => [
  { text: state?.who ? "You decide as " + state.who : "Say who you are", act: () => name().catch(complain) },
  // The pages of the program's renderer have a button for it.
  ...(isReport ? [] : [{ text: isDark() ? "Light colours" : "Dark colours", act: turn }]),
  null,
  { text: "Close the workbench", act: quit },
]);
const nav = one("nav.bench") || made("nav", { class: "bench", "aria-label": "Workbench" });
nav.append(folder, made("div", { class: "ways" }, ...links), doing, own, more, failure);
if (!nav.isConnected) one(".skip") ? one(".skip").after(nav) : document.body.prepend(nav);
document.body.append(messages);

// Who decides, asked when it is needed, and remembered by the server. Gives whether there is a name now.
export const name = async () => {
  // Whoever decided last in this folder does so again, most likely.
  const last = state?.who ? [] : (await ask("api/decisions").catch(() => ({ decisions: [] }))).decisions;
  const field = made("input", {
    name: "who",
    required: true,
    autocomplete: "name",
    maxlength: "200",
    value: state?.who || last.at(-1)?.who || "",
    dir: "auto",
  });
  const answer = await asked({
    title: "Who decides?",
    yes: "Keep this name",
    inside: [
      made("p", {}, "Each decision is kept with the name of who made it, so that colleagues know whom to ask."),
      made("label", { class: "field" }, "Your name", field),
    ],
    act: () => send("api/who", { who: field.value.trim() }),
  });
  if (answer) taken(answer);
  return Boolean(answer);
};

// What goes on is looked at every two seconds while the page is seen, and at once when another tab changed something.
let timer = 0;
let isOver = false;
const channel = window.BroadcastChannel ? new BroadcastChannel("travaux") : null;
const taken = (now) => {
  const before = state;
  state = now;
  folder.textContent = now.folder;
  if (before?.folder !== now.folder && !isReport) document.title = document.title.split(" · ")[0] + " · " + now.folder;
  waiting.hidden = !now.questions;
  waiting.textContent = now.questions ? count(now.questions) : "";
  waiting.setAttribute("aria-label", count(now.questions || 0) + " waiting");
  doing.hidden = !now.work;
  if (now.work) {
    what.textContent = now.work.doing;
    bar.value = now.work.share;
    bar.textContent = percent(now.work.share);
    stop.hidden = !now.work.stoppable;
    stop.disabled = false;
  }
  const why = (!now.work && now.failure) || "";
  if (why !== (failure.firstChild?.textContent || "")) put(failure, why && made("span", { dir: "auto" }, why), isStopped(why) && goOn());
  failure.hidden = !why;
  document.dispatchEvent(new CustomEvent("travaux:state", { detail: now }));
  if (before && now.revision > before.revision) {
    if (isReport && now.made_of !== before.made_of) told("This page shows how it was before the last change.", { action: "Load again", act: () => location.reload(), stays: true });
    document.dispatchEvent(new CustomEvent("travaux:changed", { detail: now }));
  }
};
let looks = 0;
const look = async () => {
  clearTimeout(timer);
  if (isOver) return;
  const turnOf = (looks += 1);
  try {
    const now = await ask("api/state");
    // An answer that was overtaken is let go.
    if (turnOf !== looks) return;
    over?.();
    [over, since] = [null, null];
    uncover();
    taken(now);
  } catch (error) {
    over ||= told(error.status ? error.message : GONE, { isFault: true });
    missed(error);
  }
  clearTimeout(timer);
  if (!document.hidden && !isOver) timer = setTimeout(look, 2000);
};
// Tells all tabs that something was changed here.
export const changed = () => {
  channel?.postMessage("changed");
  return look();
};
channel?.addEventListener("message", ({ data }) => {
  if (data === "closed") close();
  else look();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});
addEventListener("pagehide", () => closeMenu());
look();
