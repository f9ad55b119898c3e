// The HTML report in a real browser: node report_test.mjs KEPT.html HOSTILE.html VECTORS.json
// Prints one line a test and "N passed, N failed"; exits 1 when one fails.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [kept, hostile, vectorFile] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
let passed = 0, failed = 0;
const check = (condition, what) => { if (!condition) throw new Error(what); };

async function test(name, options, body) {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("dialog", (dialog) => { problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) problems.push(`request: ${request.url()}`); });
  try {
    await body(page, problems);
    check(problems.length === 0, problems.join("; "));
    console.log(`ok: ${name}`);
    ++passed;
  } catch (error) {
    console.log(`FAILED: ${name}: ${error.message}`);
    ++failed;
  }
  await context.close();
}
const open = (page, file) => page.goto(pathToFileURL(file).href);
const visible = (page) => page.locator("article.criterion:not([hidden])").count();
const percent = async (page, key) => parseInt(await page.locator(`[data-value="${key}"]`).textContent(), 10);

await test("the page is complete without JavaScript", { javaScriptEnabled: false }, async (page) => {
  await open(page, kept);
  check((await page.locator("article.criterion").count()) === 193, "193 criteria");
  check(!(await page.locator("#search").isVisible()), "tools that need a script are hidden");
});

await test("filters and search", {}, async (page) => {
  await open(page, kept);
  check((await visible(page)) === 193, "all are shown");
  await page.click("button[data-filter=questions]");
  const questions = await visible(page);
  check(questions > 0 && questions < 193, "some are questions");
  check((await page.locator("article.criterion:not([hidden]):not([data-state=open])").count()) === 0, "only questions");
  await page.click("button[data-filter=all]");
  await page.fill("#search", "floss_license");
  const found = await visible(page);
  check(found > 0 && found < 10, "the search narrows");
});

await test("an edit changes the level live, survives a reload, and can be undone", {}, async (page) => {
  await open(page, kept);
  const before = await percent(page, "proven passing");
  const id = await page.evaluate(() => window.badgescan.current().find((a) => a.status === "?" && !a.derived && a.requirements[0].level === "passing" && !a.requirements[0].url).id);
  await page.selectOption(`#status-${id}`, "Met");
  const after = await percent(page, "proven passing");
  check(after > before, `proven rises (${before} to ${after})`);
  await page.reload();
  check((await percent(page, "proven passing")) === after, "the edit is still there");
  await page.locator(`#${id}`).getByRole("button", { name: "Undo" }).click();
  check((await percent(page, "proven passing")) === before, "undone");
});

await test("everything met is gold, one MUST unmet is not", {}, async (page) => {
  await open(page, kept);
  await page.evaluate(() => {
    const edits = {};
    for (const a of window.badgescan.current()) edits[a.id] = { status: "Met", justification: "see https://example.org/proof" };
    localStorage.setItem(Object.keys(localStorage)[0] ?? "x", JSON.stringify(edits));
    const data = JSON.parse(document.getElementById("data").textContent);
    localStorage.setItem(`badgescan:${data.repository}:${data.commit}`, JSON.stringify(edits));
  });
  await page.reload();
  check((await page.textContent("#metal")) === "gold" && (await page.textContent("#score")) === "10", "gold");
  await page.selectOption("#status-floss_license", "Unmet");
  check((await page.textContent("#metal")) === "in progress" && (await page.textContent("#score")) === "2", "in progress");
});

await test("export and proposals", {}, async (page) => {
  await open(page, kept);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export")]);
  const claims = JSON.parse(readFileSync(await download.path(), "utf8"));
  check(claims.floss_license_status === "Met", "the file holds the answers");
  check(!Object.values(claims).includes("?"), "no open questions");
  await page.click("#propose");
  const urls = await page.locator("#proposals a").evaluateAll((links) => links.map((a) => a.href));
  check(urls.length > 0 && urls.every((url) => url.length <= 2000 && url.startsWith("https://www.bestpractices.dev/projects?as=edit&section=")), "proposal links");
});

await test("keyboard", {}, async (page) => {
  await open(page, kept);
  await page.keyboard.press("/");
  check(await page.evaluate(() => document.activeElement.id === "search"), "/ goes to the search");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  const first = await page.evaluate(() => document.activeElement.dataset.id);
  await page.keyboard.press("j");
  const second = await page.evaluate(() => document.activeElement.dataset.id);
  check(first && second && first !== second, "j goes on");
  await page.keyboard.press("e");
  check(await page.evaluate(() => document.activeElement.tagName === "SELECT"), "e edits");
});

await test("counts as the program does: the shared vector", {}, async (page) => {
  await open(page, kept);
  const vectors = JSON.parse(readFileSync(vectorFile, "utf8"));
  check(vectors.satisfies.length > 10, "there are vectors");
  const wrong = await page.evaluate((cases) => cases.filter((c) => window.badgescan.satisfies(c.requirement, c.status, c.justification) !== c.want), vectors.satisfies);
  check(wrong.length === 0, JSON.stringify(wrong));
  const rounded = await page.evaluate((cases) => cases.filter((c) => window.badgescan.percentage(c.satisfied, c.active) !== c.want), vectors.percentages);
  check(rounded.length === 0, JSON.stringify(rounded));
  // The page's own first count must equal what the program printed into it.
  const same = await page.evaluate(() => {
    const shown = [...document.querySelectorAll("[data-value]")].map((n) => [n.dataset.value, parseInt(n.textContent, 10)]);
    const answers = window.badgescan.current();
    return shown.every(([key, value]) => {
      const [name, level] = key.split(" ");
      return window.badgescan.estimate(answers, window.badgescan.views[name]).levels[level].percentage === value;
    });
  });
  check(same, "the first count");
});

await test("first count equals the program's without the script", { javaScriptEnabled: false }, async (page) => {
  await open(page, kept);
  const printed = await page.locator("[data-value]").allTextContents();
  const other = await browser.newPage();
  await open(other, kept);
  const counted = await other.locator("[data-value]").allTextContents();
  await other.close();
  check(JSON.stringify(printed) === JSON.stringify(counted), `${printed} against ${counted}`);
});

await test("hostile content does nothing", {}, async (page) => {
  await open(page, hostile);
  check((await page.locator("img, iframe, object, embed").count()) === 0, "no foreign element");
  check((await page.locator("script").count()) === 2, "our two scripts only");
  check((await page.locator('a[href^="javascript:"]').count()) === 0, "no script link");
  const text = await page.locator("body").innerText();
  check(!/[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/.test(text), "no bidi or hidden control");
  for (const area of await page.locator("textarea").all()) check(!/[\u202a-\u202e]/.test(await area.inputValue()), "none in the editors");
});

for (const [name, options] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }]]) {
  await test(`accessible (axe-core, ${name})`, options, async (page) => {
    await open(page, kept);
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run());
    check(result.violations.length === 0, result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`).join("; "));
  });
}

for (const [name, viewport] of [["320 px", { width: 320, height: 640 }], ["200 % zoom", { width: 640, height: 400 }]]) {
  await test(`no sideways scrolling at ${name}`, { viewport }, async (page) => {
    await open(page, kept);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    check(wide <= 0, `${wide} px too wide`);
  });
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
