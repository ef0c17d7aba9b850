// A working day at the workbench in a browser without a window, by the keyboard alone: reports are dropped, a reading is mended,
// two are compared, three links decided, a precedent looked up, a Word document and a spreadsheet saved. In the evening the
// program is started anew, and all is as it was.
// node workday.mjs day|evening ADDRESS BROWSER REPORT...
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [, , part, address, executablePath, ...reports] = process.argv;
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
const troubles = [];
const page = await context.newPage();
page.setDefaultTimeout(15000);
page.on("console", (message) => { if (["error", "warning"].includes(message.type())) troubles.push(message.text()); });
page.on("pageerror", (error) => troubles.push(error.stack));
page.on("request", (request) => { if (!request.url().startsWith(address) && !request.url().startsWith("blob:")) troubles.push("asked " + request.url()); });

const at = (view) => page.goto(address + view);
const keyboard = page.keyboard;
const text = (selector) => page.locator(selector).first().innerText();
// The focus goes from one thing to the next until it is where a person wants it.
const reach = async (selector, key = "Tab") => {
  for (let steps = 0; steps < 400; steps += 1) {
    const there = await page.evaluate((wanted) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      const host = active?.getRootNode().host;
      return Boolean(active?.matches(wanted) || host?.matches(wanted));
    }, selector);
    if (there) return;
    await keyboard.press(key);
  }
  throw new Error(`${selector} cannot be reached by the keyboard`);
};
const choose = async (selector, key = "Enter") => {
  await page.locator(selector).first().waitFor({ state: "attached" });
  await reach(selector);
  await keyboard.press(key);
};
// No serious fault for whoever uses the page by a screen reader, or sees little.
const sound = async (name) => {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  assert.deepEqual(serious.map((one) => `${name}: ${one.id}: ${one.nodes.map((node) => node.target).join(", ")}`), []);
};
const decided = async () => (await (await context.request.get(address + "api/decisions")).json()).decisions;
const lastMessage = () => page.locator(".message").last();

const day = {
  async "reports are dropped"() {
    await at("");
    await page.locator("body.empty").waitFor();
    await sound("the empty folder");
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), choose("#choose")]);
    await chooser.setFiles(reports);
    await page.locator(`#sent:has-text('${reports.length} documents were added')`).waitFor();
    assert.equal(await page.locator("#list tbody tr").count(), reports.length);
    await sound("the documents");
  },
  async "a reading is mended"() {
    await choose("#list tbody tr[data-id='2013-final'] a");
    await page.locator(".lines .line").first().waitFor();
    await sound("a document");
    const provisions = await page.locator("#provisions li").count();
    await reach(".lines .mark");
    // The date stands in a line of its own below the title.
    for (let steps = 0; steps < 30 && !/: 13 November 2013/.test(await page.evaluate(() => document.activeElement.getAttribute("aria-label"))); steps += 1) await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await page.locator("[role=menu]").waitFor();
    await sound("the menu of a line");
    while (!/header or footer/.test(await page.evaluate(() => document.activeElement.textContent))) await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await page.locator(".line.mended").waitFor();
    assert.equal(await page.locator("#provisions li").count(), provisions);
  },
  async "two are compared"() {
    await at("");
    await page.locator("#list tbody tr").first().waitFor();
    for (const id of ["2019-draft", "2019-final"]) await choose(`tr[data-id='${id}'] input[type=checkbox]`, "Space");
    await Promise.all([page.waitForURL(/compare\?document=2019-draft&document=2019-final/), (async () => {
      await reach("#compare", "Shift+Tab");
      await keyboard.press("Enter");
    })()]);
    await page.locator("table.changes tbody tr").first().waitFor();
    assert.match(await text("h1"), /2019-draft → 2019-final/);
    await sound("a comparison");
  },
  async "two links are decided in their rows"() {
    for (const [label, reason] of [["13", "The same procedures, recast"], ["12", "Capacity in both"]]) {
      const row = `table.changes tbody tr.reworded:has(td:nth-child(2) a[href='#2019-final/${label}'])`;
      await page.locator(row).first().locator("a").first().focus();
      await reach(".deciding");
      await keyboard.press("Enter");
      await page.locator("dialog").waitFor();
      await reach("dialog input[name=why]");
      await keyboard.type(reason);
      await keyboard.press("Enter");
      await keyboard.press("Enter");
      // The page is shown anew with what was decided.
      await page.locator(".message:has-text('accepted')").waitFor();
      await page.locator(row).first().locator("p.decision").waitFor();
    }
    // Of what it has just been made of, a page does not say that it is of before.
    while (!(await (await context.request.get(address + "api/state")).json()).ready) await page.waitForTimeout(100);
    await page.waitForResponse((answer) => answer.url().endsWith("api/state"));
    await page.waitForResponse((answer) => answer.url().endsWith("api/state"));
    assert.equal(await page.locator(".message:has-text('Load again')").count(), 0);
    assert.equal((await decided()).length, 2);
  },
  async "a doubtful link is decided in the queue"() {
    await at("decide");
    await page.locator("#question h2").waitFor();
    await sound("a question");
    assert.match(await text("#question h2"), /14 → 14/);
    await keyboard.press("a");
    await keyboard.type("Both are on breaking the business of smugglers");
    await keyboard.press("Enter");
    await page.locator(".message:has-text('accepted')").waitFor();
    const all = await decided();
    assert.equal(all.length, 3);
    assert.ok(all.every((one) => one.verdict === "accept" && one.fits), JSON.stringify(all));
  },
  async "a precedent is looked up as one types"() {
    await at("precedents");
    await reach("#text");
    await keyboard.type("States parties should adopt procedures in airports to combat the smuggling of migrants by air");
    await page.locator(".result").first().waitFor();
    assert.match(await text(".result"), /recommendation 13/);
    await sound("precedents");
    await choose(".result button");
    await page.locator(".message:has-text('Copied')").waitFor();
  },
  async "a Word document and a spreadsheet are saved"() {
    await at("compare?document=2019-draft&document=2019-final");
    await page.locator("table.changes tbody tr").first().waitFor();
    for (const [name, ending] of [["Word", "docx"], ["Spreadsheet", "xlsx"]]) {
      await page.locator("nav.bench button", { hasText: "Save as" }).focus();
      await keyboard.press("Enter");
      await page.locator("[role=menu] button").first().waitFor();
      while (!(await page.evaluate(() => document.activeElement.textContent)).includes(name)) await keyboard.press("ArrowDown");
      const [download] = await Promise.all([page.waitForEvent("download"), keyboard.press("Enter")]);
      assert.match(download.suggestedFilename(), new RegExp(`\\.${ending}$`));
      // Both are archives.
      assert.equal(fs.readFileSync(await download.path()).subarray(0, 2).toString(), "PK");
      await lastMessage().waitFor();
    }
  },
};

const evening = {
  async "the documents are there, and what was mended"() {
    await at("");
    await page.locator("#list tbody tr").nth(reports.length - 1).waitFor();
    await at("document?id=2013-final");
    await page.locator(".line.mended").waitFor();
  },
  async "so is what was decided"() {
    const all = await decided();
    assert.deepEqual(all.map((one) => [one.new, one.fits]).sort(), [["2019-final/12", true], ["2019-final/13", true], ["2019-final/14", true]]);
    await at("decide");
    await page.locator(".empty h2").waitFor();
    await at("compare?document=2019-draft&document=2019-final");
    await page.locator("p.decision").nth(2).waitFor();
    assert.match(await text("p.decision"), /accepted/);
  },
  async "history is told of all of them"() {
    await at("history");
    await page.locator("table.changes tbody tr").first().waitFor();
    await sound("the history");
    await Promise.all([page.waitForURL(/decide$/), choose("nav.bench a[href='decide']")]);
  },
};

for (const [name, act] of Object.entries(part === "day" ? day : evening)) {
  try {
    await act();
  } catch (error) {
    throw new Error(`${name}: ${error.stack}\n${troubles.join("\n")}`);
  }
}
assert.deepEqual(troubles, []);
await browser.close();
console.log(`the ${part} went well`);
