// The picture of a page that `travaux lineage` wrote of the corpus, in a browser without a window: colours, folding, what is
// linked, size, and cards; then those of two pages with long columns, of which one has sections.
// node picture.mjs PAGE LONG-PAGE PAGE-WITH-SECTIONS BROWSER [FOLDER FOR SCREENSHOTS]
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [, , file, longFile, partedFile, executablePath, pictures] = process.argv;
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const troubles = [];
const open = async (options, of = file, hash = "") => {
  const page = await (await browser.newContext(options)).newPage();
  page.on("console", (message) => { if (message.type() === "error") troubles.push(message.text()); });
  page.on("pageerror", (error) => troubles.push(error.message));
  await page.goto(pathToFileURL(of) + hash);
  return page;
};
const desktop = { viewport: { width: 1440, height: 900 } };
const shoot = async (page, name) => { if (pictures) await page.screenshot({ path: `${pictures}/picture-${name}.png` }); };
const card = (page) => page.locator("#card");
const shownBars = (page) => page.locator("a.bar:not(.away)").count();
const percent = async (page) => Number((await page.locator("#zoom").innerText()).replace(/\D/g, ""));

// Colours stand out from the paper by three to one at least, in light and dark, and each has a sign.
for (const colorScheme of ["light", "dark"]) {
  const page = await open({ ...desktop, colorScheme });
  const poor = await page.evaluate(() => {
    const channel = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    const light = (colour) => {
      const [r, g, b] = colour.match(/[\d.]+/g).map(Number);
      return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    };
    const paper = light(getComputedStyle(document.querySelector(".canvas")).backgroundColor);
    const looks = Array.from(document.querySelectorAll(".picture .edge, .picture .ribbon, .picture .legend .sign"));
    return looks.map((one) => getComputedStyle(one).fill).filter((colour) => {
      const own = light(colour);
      return (Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05) < 3;
    });
  });
  assert.deepEqual(poor, [], colorScheme);
  const signs = (id) => page.locator(`.bar[data-id='${id}'] .sign`).allInnerTexts();
  assert.equal(await page.locator(".bar[data-id='2019-final/17'] .edge.weaker .sign").textContent(), "▼");
  assert.equal(await page.locator(".bar[data-id='2019-draft/12'] .edge.withdrawn .sign").textContent(), "×");
  assert.ok((await signs("2019-final/13")).length <= 1);
  const [weaker, gone] = await page.evaluate(() => [".edge.weaker", ".edge.withdrawn"].map((one) => getComputedStyle(document.querySelector(one)).fill));
  assert.equal(weaker, gone, "one hue for less");
  await shoot(page, colorScheme);
}

// All columns begin at one height.
const page = await open(desktop);
const top = (selector) => page.locator(selector).first().evaluate((one) => one.getBoundingClientRect().top);
const tops = await page.evaluate(() => Array.from(document.querySelectorAll(".column"), (column) => column.querySelector(".caption, .bar").getBoundingClientRect().top));
assert.ok(tops.length === 5 && tops.every((one) => Math.abs(one - tops[0]) < 1), String(tops));

// A section folds to one bar, by pointer and by keyboard; ribbons lead there, and what stands below moves up.
const whole = await shownBars(page);
const parted = page.locator(".column").nth(2).locator(".caption");
const ribbon = page.locator(".ribbon[data-from='2019-draft/13'][data-to='2019-final/13']");
const path = await ribbon.getAttribute("d");
await parted.click();
assert.equal(await parted.getAttribute("aria-expanded"), "false");
assert.equal(await shownBars(page), whole - 11);
assert.match(await page.locator(".folded:not(.away)").textContent(), /^11×1/);
const [leaves, summary] = await page.evaluate(() => {
  const ribbon = document.querySelector(".ribbon[data-from='2019-draft/13'][data-to='2019-final/13']");
  const height = Number(ribbon.getAttribute("d").split(/[ C]/)[1]);
  const box = document.querySelector(".folded:not(.away)");
  return [height, Number(box.getAttribute("transform").match(/ ([\d.]+)/)[1])];
});
assert.ok(leaves >= summary && leaves <= summary + 18, `${leaves} in ${summary}`);
await parted.press("Enter");
assert.equal(await shownBars(page), whole);
assert.equal(await ribbon.getAttribute("d"), path, "as it was");
const below = await top(".bar[data-id='2013-final/16']");
await page.locator(".caption").first().click();
assert.ok((await top(".bar[data-id='2013-final/16']")) < below - 100);
await page.locator("#fold").click();
assert.equal(await shownBars(page), 0);
await shoot(page, "folded");
// What is led to from elsewhere is opened.
await page.evaluate(() => { location.hash = "#2019-final/17"; });
await page.waitForFunction(() => !document.querySelector("#panel").hidden);
assert.ok(await page.locator(".bar[data-id='2019-final/17']").isVisible());
await page.keyboard.press("Escape");
await page.locator("#fold").click();
await page.locator("#fold").click();
assert.equal(await shownBars(page), whole);

// Arrows walk over captions as well, and back from a bar to what it came of.
await page.locator(".bar[data-id='2019-final/12']").press("ArrowUp");
assert.match(await page.evaluate(() => document.activeElement.textContent), /^C\. Recommendations/);
await page.keyboard.press(" ");
assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-expanded")), "false");
await page.keyboard.press(" ");
await page.keyboard.press("ArrowDown");
await page.keyboard.press("ArrowLeft");
assert.equal(await page.evaluate(() => document.activeElement.dataset.id), "2019-draft/11");
assert.equal(await page.locator(".picture [tabindex='0']").count(), 1, "one stop for the tabulator");

// Only what is linked: the gaps close, and no ribbon is lost.
const height = () => page.locator(".picture:not(.sticky)").evaluate((one) => one.getBoundingClientRect().height);
const before = await height();
await page.locator("#linked").check();
assert.ok((await height()) < before - 200);
assert.equal(await page.locator(".bar[data-id='2013-final/5']").isVisible(), false);
assert.equal(await page.locator(".bar[data-id='2013-final/9']").isVisible(), true);
const ends = await page.evaluate(() => Array.from(document.querySelectorAll(".ribbon"), (one) => [one.dataset.from, one.dataset.to]).flat());
assert.equal(await shownBars(page), new Set(ends).size);
await shoot(page, "linked");
await page.locator("#linked").uncheck();
assert.equal(await height(), before);

// A card names what is pointed at and what has the focus.
await page.locator(".bar[data-id='2019-final/17']").hover();
await page.waitForTimeout(200);
await page.locator(".bar[data-id='2019-final/17'] .label").hover();
await card(page).waitFor({ state: "visible" });
assert.match(await card(page).innerText(), /Recommendation 17, 2019-final\s+▼ weaker[^]*States parties are encouraged/);
await shoot(page, "card");
await page.keyboard.press("Escape");
assert.ok(await card(page).isHidden());
await page.locator(".bar[data-id='2019-draft/13']").focus();
await page.keyboard.press("ArrowUp");
await card(page).waitFor({ state: "visible" });
assert.match(await card(page).innerText(), /Recommendation 12, 2019-draft\s+× not adopted/);
assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /2019-draft\/12 \(not adopted\)/);
await page.mouse.move(5, 5);
await page.locator(".ribbon[data-from='2019-draft/17']").hover({ force: true, position: { x: 40, y: 3 } }).catch(() => {});
await page.locator(".ribbon[data-from='2019-draft/17']").dispatchEvent("pointermove", { bubbles: true, clientX: 700, clientY: 500 });
assert.match(await card(page).innerText(), /2019-draft\/17 → 2019-final\/17\s+reworded, weaker/);

// The size changes by button, by key and by wheel; the names of the documents stay in sight.
assert.equal(await percent(page), 100);
await page.locator("#larger").click();
assert.equal(await percent(page), 125);
await page.locator(".canvas").focus();
await page.keyboard.press("-");
assert.equal(await percent(page), 100);
await page.keyboard.press("+");
await page.keyboard.press("0");
assert.equal(await percent(page), 100, "it fits as it is");
const box = await page.locator(".canvas").boundingBox();
await page.mouse.move(box.x + 300, box.y + 300);
await page.keyboard.down("Control");
await page.mouse.wheel(0, -100);
await page.keyboard.up("Control");
await page.waitForFunction(() => document.querySelector("#zoom").textContent === "115 %");
await page.locator("#fit").click();
await page.locator(".canvas").evaluate((one) => { one.scrollTop = 400; });
const stuck = await page.locator(".sticky .name").first().boundingBox();
const canvas = await page.locator(".canvas").boundingBox();
assert.ok(stuck.y >= canvas.y && stuck.y < canvas.y + 40, `${stuck.y} in ${canvas.y}`);

// A wide picture begins as one that fits; on a phone nothing sticks out of the page.
const wide = await open({ viewport: { width: 1000, height: 800 } });
assert.ok((await percent(wide)) < 80);
assert.ok(await wide.locator(".canvas").evaluate((one) => one.scrollWidth <= one.clientWidth + 1));
const phone = await open({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth + 1));
assert.equal(await percent(phone), 45);

// Without a script all is open, and what needs one is not there.
const plain = await open({ ...desktop, javaScriptEnabled: false });
assert.ok(await plain.locator(".tools").isHidden());
assert.equal(await shownBars(plain), whole);
assert.equal(await plain.locator(".bar title").count(), whole);

// In long columns sections begin folded: bars are parts of paths then, and open again.
const parts = await open(desktop, partedFile);
assert.equal(await parts.locator(".bundle").count() > 0, true);
const drawn = () => parts.evaluate(() => Array.from(document.querySelectorAll(".bars"), (path) => (path.getAttribute("d").match(/M/g) || []).length));
assert.deepEqual(await drawn(), [0, 0]);
assert.ok((await parts.locator(".folded:not(.away)").count()) > 20);
const ribbons = () => parts.evaluate(() => Array.from(document.querySelectorAll(".ribbon.bundle"), (path) => path.getAttribute("d").match(/M/g).length).reduce((sum, one) => sum + one, 0));
const links = await ribbons();
assert.ok(links > 500);
await shoot(parts, "parts");
const third = parts.locator(".caption").nth(2);
await third.click();
const count = Number(await third.getAttribute("data-count"));
assert.deepEqual(await drawn(), [count, 0]);
assert.equal(await ribbons(), links, "no ribbon is lost");
// A bar of it is found under the pointer, where it is now, with its card.
const place = await parts.evaluate(() => {
  const path = document.querySelector(".bars");
  const [x, y] = path.getAttribute("d").match(/[\d.]+/g).map(Number);
  const point = new DOMPoint(x + 20, y + 1).matrixTransform(path.ownerSVGElement.getScreenCTM());
  return { x: point.x, y: point.y };
});
await parts.mouse.move(place.x, place.y);
await parts.waitForTimeout(150);
await parts.mouse.move(place.x + 1, place.y);
await card(parts).waitFor({ state: "visible" });
const named = await parts.locator(".taken .bar").first().getAttribute("data-id");
assert.equal(named, await parts.evaluate(() => {
  const path = document.querySelector(".bars");
  return path.dataset.before + path.dataset.ids.split("\t")[Number(document.querySelectorAll(".caption")[2].dataset.first)];
}));
// A filter shows in it still, and an address opens its section.
await parts.locator(".count.withdrawn").first().click();
await parts.waitForFunction(() => document.querySelector(".folded.passed"));
await parts.locator("button[type='reset']").click();
await parts.waitForFunction(() => !document.querySelector(".folded.passed"));
const last = await parts.evaluate(() => {
  const path = Array.from(document.querySelectorAll(".bars")).at(-1);
  return path.dataset.before + path.dataset.ids.split("\t").at(-1);
});
const led = await open(desktop, partedFile, "#" + encodeURIComponent(last));
await led.waitForFunction(() => document.querySelector(".bar.chosen"));
assert.ok(await led.locator(".bar.chosen").isVisible());

// Without sections nothing is folded.
const long = await open(desktop, longFile);
assert.ok(await long.locator("#fold").isHidden());
assert.equal(await long.evaluate(() => document.querySelector(".bars").getAttribute("d").match(/M/g).length), 1200);
// By key: while rows of a long page are still laid out, what is above may push the box away from under a click.
await long.locator("#linked").press("Space");
assert.ok(await long.locator("#linked").isChecked());
assert.ok(await long.evaluate(() => document.querySelector(".bars").getAttribute("d").match(/M/g).length) < 1200);

assert.deepEqual(troubles, []);
await browser.close();
console.log("the picture does what a reader expects");
