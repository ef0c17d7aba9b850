// Opens a page that `travaux lineage` wrote of the corpus in a browser without a window, and uses it as a reader would; then
// one of a comparison of more than a thousand provisions.
// node page.mjs PAGE LONG-PAGE BROWSER [FOLDER FOR SCREENSHOTS]
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , file, longFile, executablePath, pictures] = process.argv;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const ROWS = ".changes tbody tr:not([hidden])";
const troubles = [];
const open = async (options, hash = "", of = file) => {
  const page = await (await browser.newContext(options)).newPage();
  page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => { if (!request.url().startsWith("file:")) troubles.push(request.url()); });
  await page.goto(pathToFileURL(of) + hash);
  return page;
};
const desktop = { viewport: { width: 1440, height: 900 } };
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const text = (page, selector) => page.locator(selector).first().innerText();
const shown = (page) => page.locator(ROWS).count();

// A ribbon opens the redline of its link.
const page = await open(desktop);
assert.ok(await page.locator("#panel").isHidden());
await page.locator(".ribbon[data-from='2019-draft/13'][data-to='2019-final/13']").click({ force: true });
await page.locator("#panel").waitFor({ state: "visible" });
assert.match(await text(page, "#panel .wording del"), /adopt strict/);
assert.match(await text(page, "#panel .wording ins"), /without prejudice/);
assert.match(await text(page, "#panel dl"), /airports/);
assert.equal(await page.locator(".ribbon.lit").count(), 1);
assert.equal(await page.locator(".bar.lit").count(), 2);
if (pictures) await page.screenshot({ path: `${pictures}/link.png` });
await page.keyboard.press("Escape");
assert.ok(await page.locator("#panel").isHidden());
assert.equal(await page.locator(".ribbon.lit").count(), 0);

// A bar opens its provision, with its history.
await page.locator(".bar[data-id='2019-final/17']").click();
assert.match(await text(page, "#panel-heading"), /Recommendation 17, 2019-final/);
assert.deepEqual(await page.locator("#panel .path a").allInnerTexts(), [
  "Recommendation 17, 2019-draft", "Recommendation 17, 2019-final", "Recommendation 12, 2021-final",
]);
await page.locator("#panel .path a").first().click();
assert.match(await text(page, "#panel-heading"), /Recommendation 17, 2019-draft/);
await page.locator("#close").click();

// Filters, alone and together.
const all = await shown(page);
await page.locator(".count.withdrawn").click();
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 1);
assert.equal(await text(page, "#shown"), `1 of ${all} rows: not adopted`);
assert.ok(await page.locator(".bar[data-id='2019-final/13']").evaluate((bar) => bar.classList.contains("passed")));
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);
await page.locator("#query").fill("strict AIRPORTS");
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 1);
assert.match(await text(page, ROWS), /13/);
await page.locator("#query").fill("lighthouse quay");
await page.waitForFunction(() => !document.querySelector("#nothing").hidden);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);
await page.locator(".count.doubtful").first().click();
await page.waitForFunction(() => Array.from(document.querySelectorAll(".changes tbody tr")).every((row) => row.cells[3].textContent.includes("doubtful")));
assert.ok((await shown(page)) > 0);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// The numbers at the top add up, and each leads to its rows and back.
for (const [one, whole] of [[0, 11], [1, 24]]) {
  const counted = await page.locator(".tally .counts").nth(one).locator("b").allInnerTexts();
  assert.equal(counted.reduce((sum, count) => sum + Number(count), 0), whole);
}
for (const name of ["weakened", "qualified", "renumbered", "strengthened"]) {
  const tally = page.locator(`.count.${name}:not(.zero)`).first();
  const count = Number(await tally.locator("b").innerText());
  await tally.click();
  await page.waitForFunction((count) => document.querySelectorAll(".changes tbody tr").length === count, count);
  assert.equal(await tally.getAttribute("aria-pressed"), "true");
  assert.ok(await page.locator(ROWS).evaluateAll((rows, name) => rows.every((row) => row.cells[2].textContent.includes(name)), name));
  await tally.click();
  await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);
}
// One number alone is of one table, two of it narrow further, and one of another begins anew.
await page.locator(".count.weakened").click();
await page.locator(".count.qualified").first().click();
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 5);
await page.locator(".count.qualified").nth(1).click();
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 2);
await page.goBack();
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 5);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// Every number leads to as many rows as it says, of provisions to as many provisions; what one row has of a kind is either of it.
for (const tally of await page.locator("a.count:not(.not-repeated, .not-before)").all()) {
  const href = await tally.getAttribute("href");
  const count = Number(await tally.locator("b").innerText());
  await page.evaluate((href) => { location.hash = href; }, href);
  await page.waitForFunction((href) => document.querySelector(`a.count[href='${href}']`).getAttribute("aria-pressed") === "true", href);
  const isOld = await tally.evaluate((one) => one.closest(".counts") === one.closest(".tally").querySelector(".counts"));
  const led = await page.locator(ROWS).evaluateAll((rows, isOld) => ({
    rows: rows.length,
    provisions: rows.reduce((sum, row) => sum + (row.matches(".run") ? row.querySelectorAll("li").length : row.cells[isOld ? 0 : 1].querySelectorAll("a").length), 0),
  }), isOld);
  assert.ok([led.rows, led.provisions].includes(count), `${href}: ${count}, ${JSON.stringify(led)}`);
}
await page.evaluate(() => { location.hash = "in=c0&only=weakened,strengthened"; });
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 8);
// A part of a whole takes its place, and does not take it away.
await page.evaluate(() => { location.hash = "in=c0&only=unchanged,reworded,split,merged"; });
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 10);
await page.locator(".count.withdrawn").click();
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 1);
assert.equal(await page.locator("a.count[aria-pressed='true']").count(), 1);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// What no later report repeats, and what no earlier one has, stands in the synoptic table.
for (const [name, lacking] of [["not-repeated", 3], ["not-before", 0]]) {
  const tally = page.locator(`.count.${name}`);
  const count = Number(await tally.locator("b").innerText());
  await tally.click();
  await page.waitForFunction((count) => document.querySelectorAll("table.synoptic tbody tr").length === count, count);
  assert.ok(await page.locator("table.synoptic tbody tr").evaluateAll((rows, lacking) => rows.every((row) => !row.cells[lacking].textContent.trim()), lacking), name);
  await page.locator("button[type='reset']").click();
  await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);
}
// Two numbers that no row has together: the second takes the place of the first.
await page.locator(".count.weakened").click();
await page.locator(".count.withdrawn").click();
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 1);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// What lies outside is one row, which names all of it.
const run = page.locator(".changes tr.run");
assert.equal(await run.count(), 1);
assert.match(await run.locator("td").nth(1).innerText(), /1–11/);
assert.equal(await run.locator("li").count(), 11);

// The wording is there without a click, in one text, side by side or in short; an address shows the same.
const row = page.locator(".changes tr", { has: page.locator("a[href='#2019-draft/13']") }).first();
assert.ok(await row.locator("td > .wording").isVisible());
await page.locator(".layouts span", { hasText: "Side by side" }).click();
assert.ok(await row.locator("td > .wording").isHidden());
const [before, after] = await row.locator(".sides .wording").allInnerTexts();
assert.match(before, /^old 13\s*States parties should adopt strict procedures in airports to combat smuggling of migrants by air\.$/);
assert.match(after, /^new 13\s*States parties should, without prejudice to .* procedures in airports to prevent and combat the smuggling/);
await page.locator("#query").fill("airports");
await page.waitForFunction(() => /q=airports/.test(location.hash));
const same = await open(desktop, await page.evaluate(() => location.hash));
assert.equal(await same.evaluate(() => document.body.dataset.layout), "side");
assert.equal(await same.locator("#query").inputValue(), "airports");
assert.equal(await shown(same), await shown(page));
assert.ok((await same.evaluate(() => CSS.highlights.get("found").size)) > 0, "what is searched for is marked");
await page.locator(".layouts span", { hasText: "In short" }).click();
assert.ok(await row.locator(".gist").first().isVisible());
assert.ok(await row.locator("td > .wording").isHidden());
// Which it was is remembered from page to page.
await page.locator("button[type='reset']").click();
await page.goto(pathToFileURL(file).href);
await page.waitForFunction(() => document.body.dataset.layout === "short");
await page.locator(".layouts span", { hasText: "In one text" }).click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// From change to change by key; what is no change is passed over. The bar stays in sight.
await page.keyboard.press("n");
assert.match(await text(page, ".changes tr.current"), /11\s+12/);
await page.keyboard.press("n");
assert.match(await text(page, ".changes tr.current"), /12\s+–/);
await page.keyboard.press("p");
assert.match(await text(page, ".changes tr.current"), /11\s+12/);
assert.ok(await page.locator("#filters").evaluate((bar) => bar.getBoundingClientRect().top === 0));
assert.ok(await page.locator(".changes tr.current").evaluate((row) =>
  row.getBoundingClientRect().top >= document.querySelector("#filters").getBoundingClientRect().bottom - 2));
await page.keyboard.press("/");
await page.keyboard.type("n");
assert.equal(await page.locator("#query").inputValue(), "n", "a letter in a field is a letter");
// A number is that of a provision, wherever it stands, and a word of what became of it finds its rows.
await page.locator("#query").fill("13");
await page.waitForFunction(() => /other provision/.test(document.querySelector("#shown").textContent));
assert.ok(!(await page.locator(".bar[data-id='2013-final/13']").evaluate((bar) => bar.classList.contains("passed"))));
await page.locator("#query").fill("weakened");
await page.waitForFunction(() => document.querySelectorAll(".changes tbody tr").length === 8);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// The synoptic table: a column for each document, what changed marked, and what one alone says only if it is asked for.
assert.deepEqual(await page.locator(".synoptic thead bdi").allInnerTexts(), ["2013-final", "2019-draft", "2019-final", "2021-final"]);
const line = page.locator("table.synoptic tr", { has: page.locator("a[href='#2019-draft/17']") });
assert.deepEqual(await line.locator("a").allInnerTexts(), ["17", "17", "12"]);
assert.equal(await line.locator("td").first().innerText(), "");
assert.match(await line.locator("td").nth(1).locator("del").first().innerText(), /should analyse/);
assert.match(await line.locator("td").nth(3).locator("ins").first().innerText(), /should seek to/);
const several = await page.locator("table.synoptic tbody tr").count();
await page.locator("#alone").check();
await page.waitForFunction((several) => document.querySelectorAll("table.synoptic tbody tr").length > several, several);
await page.locator("#alone").uncheck();

// What nothing became of is found as well, and a number in a text is no label.
await page.locator("#query").fill("controlled");
await page.waitForFunction(() => /other provision/.test(document.querySelector("#shown").textContent));
assert.ok(!(await page.locator(".bar[data-id='2013-final/19']").evaluate((bar) => bar.classList.contains("passed"))));
await page.locator("#query").fill("evidence");
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length < all, all);
await page.locator("button[type='reset']").click();
await page.waitForFunction((all) => document.querySelectorAll(".changes tbody tr").length === all, all);

// Each table sorts by certainty, what has none last.
for (const sorted of await page.locator("table.changes").all()) {
  const button = sorted.locator("th button").nth(3);
  for (const way of [1, -1]) {
    await button.click();
    const figures = await sorted.locator("tbody tr").evaluateAll((all) => all.map((row) => parseFloat(row.cells[3].textContent)));
    const known = figures.filter((figure) => !Number.isNaN(figure));
    assert.deepEqual(known, [...known].sort((a, b) => way * (a - b)));
    assert.ok(figures.slice(known.length).every((figure) => Number.isNaN(figure)));
  }
  await button.click();
}

// Tables sort, both ways and back.
const table = page.locator("table.changes").first();
const labels = () => table.locator("tbody td:nth-child(1)").allInnerTexts();
const order = await labels();
const head = table.locator("th button").first();
await head.click();
const up = (await labels()).filter((label) => label !== "–").map(Number);
assert.deepEqual(up, [...up].sort((a, b) => a - b));
await head.click();
const down = (await labels()).filter((label) => label !== "–").map(Number);
assert.deepEqual(down, [...up].reverse());
assert.equal(await table.locator("th").first().getAttribute("aria-sort"), "descending");
await head.click();
assert.deepEqual(await labels(), order);

// The keyboard: one stop in the picture, arrows within, Enter opens, Escape gives the focus back.
await page.locator(".bar[data-id='2019-draft/17']").click();
await page.keyboard.press("Escape");
await page.locator(".bar[tabindex='0']").focus();
await page.keyboard.press("ArrowDown");
const second = await page.evaluate(() => document.activeElement.dataset.id);
assert.equal(second, "2019-draft/18", "the one below what was read last");
await page.keyboard.press("Enter");
await page.waitForFunction(() => !document.querySelector("#panel").hidden);
await page.keyboard.press("Escape");
assert.equal(await page.evaluate(() => document.activeElement.dataset.id), second);
assert.equal(await page.locator(".bar[tabindex='0']").count(), 1);

// Going back closes what going forth opened; a ribbon gives the focus back as a bar does.
await page.locator(".bar[data-id='2019-final/15']").click();
await page.goBack();
await page.waitForFunction(() => document.querySelector("#panel").hidden);
await page.locator(".ribbon[data-from='2019-draft/13']").first().click({ force: true });
await page.waitForFunction(() => !document.querySelector("#panel").hidden);
await page.keyboard.press("Escape");
assert.equal(await page.evaluate(() => document.activeElement.dataset.id), "2019-draft/13");
await page.locator(".changes td:nth-child(3) b a").first().click();
await page.waitForFunction(() => !document.querySelector("#panel").hidden);
await page.keyboard.press("Escape");

// A precedent is told from what it led to.
const told = async (id) => {
  await page.locator(`.bar[data-id='${id}']`).click();
  await page.waitForFunction(() => !document.querySelector("#panel").hidden);
  const lines = (await page.locator("#panel-body > p:has(a)").allInnerTexts()).map((line) => line.trim());
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector("#panel").hidden);
  return lines;
};
assert.ok((await told("2019-final/5")).includes("Led to 2021-final/10"));
assert.ok((await told("2021-final/10")).includes("From 2019-final/5"));
assert.ok((await page.locator("table.threads tbody tr").count()) > 10);

// Deep links, of a provision and of a link.
const deep = await open(desktop, "#2019-final/13");
assert.match(await text(deep, "#panel-heading"), /Recommendation 13, 2019-final/);
assert.ok(await deep.locator(".bar.chosen").isVisible());
if (pictures) await deep.screenshot({ path: `${pictures}/provision.png` });
const nowhere = await open(desktop, "#2019-final/99");
assert.match(await text(nowhere, "#panel"), /no provision 2019-final\/99/);
const section = await open(desktop, "#threads");
assert.ok(await section.evaluate(() => scrollY > 500));
const linked = await open(desktop, "#" + encodeURIComponent("2019-draft/13→2019-final/13"));
assert.match(await text(linked, "#panel-heading"), /2019-draft\/13 → 2019-final\/13/);

// Each text stands out from its ground by 4.5 to 1 at least, in light and dark.
const contrasts = () => {
  const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parsed = (colour) => colour.match(/[\d.]+/g).map(Number);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = parsed(getComputedStyle(one).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *:not(svg, svg *, script, style)")) {
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility()) continue;
    const [one, other] = [light(parsed(getComputedStyle(element).color)), light(ground(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)} ${element.textContent.slice(0, 30)}`);
  }
  return poor;
};
for (const colorScheme of ["light", "dark"]) {
  const themed = await open({ ...desktop, colorScheme }, "#2019-final/13");
  await themed.evaluate(() => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  assert.deepEqual(await themed.evaluate(contrasts), [], colorScheme);
  if (pictures) await themed.screenshot({ path: `${pictures}/${colorScheme}.png` });
}
await page.locator("#theme").click();
assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");

// A phone: nothing sticks out, and the panel is a sheet at the foot.
for (const hash of ["", "#2019-final/13"]) {
  const narrow = await open(phone, hash);
  assert.ok(await narrow.evaluate(() => document.documentElement.scrollWidth <= 391), hash || "no address");
  const small = await narrow.locator("button:visible, select:visible, a.count:visible, nav a:visible").evaluateAll((all) =>
    all.filter((one) => !one.closest("th") && one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML.slice(0, 80)));
  assert.deepEqual(small, [], "what is touched is large enough");
}
const small = await open(phone, "#2019-final/13");
assert.ok(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1));
const sheet = await small.locator("#panel").boundingBox();
assert.ok(sheet.width >= 380 && sheet.y > 200, JSON.stringify(sheet));
if (pictures) await small.screenshot({ path: `${pictures}/phone.png` });

// On paper every wording is open and nothing of the machinery is left.
const paper = await open(desktop);
await paper.emulateMedia({ media: "print" });
assert.ok(await paper.locator("#filters").isHidden());
await paper.evaluate(() => { document.documentElement.dataset.theme = "dark"; });
assert.equal(await paper.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
await paper.evaluate(() => dispatchEvent(new Event("beforeprint")));
assert.ok(await paper.locator(".changes details").first().evaluate((one) => one.open));

// Without a script the address still leads to the wording.
const plain = await open({ ...desktop, javaScriptEnabled: false }, "#2019-final/13");
assert.ok(await plain.locator("#filters").isHidden());
assert.ok(await plain.locator("[id='2019-final/13']").isVisible());

// Whoever cannot see it: names for tables and regions, one heading of the first level, no number twice.
assert.deepEqual(await page.evaluate(() => ({
  headings: document.querySelectorAll("h1").length,
  unnamed: Array.from(document.querySelectorAll("table")).filter((table) => !table.caption?.textContent.trim()).length,
  twice: (() => { const ids = Array.from(document.querySelectorAll("[id]"), (one) => one.id); return ids.length - new Set(ids).size; })(),
  language: document.documentElement.lang,
})), { headings: 1, unnamed: 0, twice: 0, language: "en" });

// A long page: without a script, all is there.
const whole = await open({ ...desktop, javaScriptEnabled: false }, "", longFile);
const everything = await whole.locator("body").evaluate(() => {
  const rows = Array.from(document.querySelectorAll(".changes tbody tr"));
  const ids = Array.from(document.querySelectorAll("#wordings [id]"), (one) => one.id);
  return {
    rows: rows.map((row) => [row.id, row.cells[0].querySelector("a")?.textContent, row.classList[0]]),
    led: rows.flatMap((row) => Array.from(row.querySelectorAll("a"), (one) => decodeURIComponent(one.hash.slice(1)))),
    ids: ids.filter((id) => id !== "wordings-heading"),
    last: Array.from(document.querySelectorAll("#wordings noscript > p")).at(-1).lastChild.textContent,
    blocks: document.querySelectorAll("noscript").length,
  };
});
const total = everything.rows.length;
assert.ok(total > 1000 && everything.blocks === 3, `${total} rows, ${everything.blocks} blocks`);
assert.equal(new Set(everything.ids).size, everything.ids.length);
assert.deepEqual(everything.led.filter((id) => !everything.ids.includes(id)), [], "each row leads to its wordings");
const afar = await open({ ...desktop, javaScriptEnabled: false }, "#" + everything.ids.at(-1), longFile);
assert.ok(await afar.locator(`[id='${everything.ids.at(-1)}']`).evaluate((one) => one.getBoundingClientRect().top < innerHeight));

// With one, few elements are there in the beginning, and more where they are come to.
const long = await open(desktop, "", longFile);
assert.ok((await long.locator("*").count()) < 15_000);
assert.equal(await shown(long), 300);
assert.equal(await text(long, "#shown"), `${total} rows`);
await long.locator("#changes .gap").scrollIntoViewIfNeeded();
await long.waitForFunction((rows) => document.querySelectorAll(rows).length > 300, ROWS);
await long.locator("#changes .gap button").first().focus();
await long.keyboard.press("Enter");
await long.waitForFunction((rows) => document.querySelectorAll(rows).length > 400, ROWS);
if (pictures) await long.screenshot({ path: `${pictures}/long.png` });

// Filters and the search count what is not there yet, and find it.
const relations = everything.rows.map(([, , name]) => name);
for (const name of new Set(relations)) {
  const count = relations.filter((one) => one === name).length;
  await long.evaluate((name) => { location.hash = "only=" + name; }, name);
  await long.waitForFunction((said) => document.querySelector("#shown").textContent === said, `${count} of ${total} rows`);
  assert.equal(await shown(long), Math.min(count, 300));
  assert.ok(await long.locator(ROWS).evaluateAll((rows, name) => rows.every((row) => row.classList.contains(name)), name));
  await long.locator("button[type='reset']").click();
  await long.waitForFunction((said) => document.querySelector("#shown").textContent === said, `${total} rows`);
}
await long.locator("#query").fill(everything.last);
await long.waitForFunction(() => / of /.test(document.querySelector("#shown").textContent));
assert.ok((await long.locator(ROWS).evaluateAll((rows) => rows.map((row) => row.id))).some((id) => everything.rows.findIndex(([own]) => own === id) > 300));
assert.ok((await long.locator("#wordings article").allInnerTexts()).some((article) => article.includes(everything.last.trim())));
await long.locator("button[type='reset']").click();
await long.waitForFunction((said) => document.querySelector("#shown").textContent === said, `${total} rows`);

// Sorting sorts all rows.
await long.locator(".changes th button").first().click();
await long.locator(".changes th button").first().click();
const highest = Math.max(...everything.rows.map(([, old]) => Number(old)).filter((label) => !Number.isNaN(label)));
assert.equal(Number(await text(long, ".changes tbody td a")), highest);

// An address leads to a row and to a provision that are not there yet.
for (const [row] of [everything.rows.at(-1), everything.rows[Math.round(total / 2)]]) {
  const jump = await open(desktop, "#" + row, longFile);
  assert.ok(await jump.locator(`[id='${row}']`).evaluate((one) => one.getBoundingClientRect().top < innerHeight), row);
  await jump.locator("#changes .gap button").first().click();
  assert.ok((await shown(jump)) > 120);
}
const provision = await open(desktop, "#" + everything.ids.at(-1), longFile);
assert.ok((await text(provision, "#panel-body .wording")).includes(everything.last.trim()));
assert.equal(await provision.locator(".bar.chosen").count(), 1);

// A bar that is part of a path opens its provision, by pointer and by keyboard.
await provision.keyboard.press("Escape");
await provision.locator(".canvas").evaluate((one) => one.scrollIntoView({ block: "center" }));
// What comes into sight above may still grow, and push the picture down.
await provision.waitForTimeout(400);
await provision.locator(".bar[tabindex='0']").evaluate((one) => one.scrollIntoView({ block: "center" }));
const bar = await provision.locator(".bar[tabindex='0']").boundingBox();
await provision.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2 - 12);
await provision.waitForFunction(() => !document.querySelector("#panel").hidden);
await provision.keyboard.press("Escape");
await provision.locator(".bar[tabindex='0']").focus();
await provision.keyboard.press("ArrowUp");
await provision.keyboard.press("Enter");
await provision.waitForFunction(() => !document.querySelector("#panel").hidden);
assert.ok(everything.ids.includes(await provision.locator(".bar.chosen").getAttribute("data-id")));

// On paper all is there, and open; then it is as it was.
await provision.keyboard.press("Escape");
const inSight = await shown(provision);
await provision.evaluate(() => dispatchEvent(new Event("beforeprint")));
assert.deepEqual(await provision.evaluate((rows) => ({
  rows: document.querySelectorAll(rows).length,
  wordings: document.querySelectorAll("#wordings article").length,
  images: document.querySelectorAll("img").length,
  closed: document.querySelectorAll(".changes details:not([open])").length,
  wordless: Array.from(document.querySelectorAll(rows)).filter((row) => !row.querySelector(".wording")?.textContent.trim()).length,
}), ROWS), { rows: total, wordings: everything.ids.length, images: 0, closed: 0, wordless: 0 });
await provision.evaluate(() => dispatchEvent(new Event("afterprint")));
assert.equal(await shown(provision), inSight);

assert.deepEqual(troubles, []);
await browser.close();
console.log("the page does what a reader expects");
