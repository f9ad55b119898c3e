// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The HTML report in a real browser: node report_test.mjs FOLDER VECTORS.json, with the folder that the unit test
// "pages" writes. Prints one line a test and "N passed, N failed"; exits 1 when one fails.
import { createRequire } from "node:module";
import { readFileSync, writeFileSync } from "node:fs";
import { launch, open } from "./browser.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const [folder, vectorFile] = process.argv.slice(2);
const [kept, hostile, german] = ["kept", "hostile", "german"].map((name) => `${folder}/${name}.html`);
const scriptless = `${folder}/scriptless.html`;
const written = (name) => readFileSync(`${folder}/${name}`, "utf8");
writeFileSync(scriptless, written("kept.html").replace(/<script>"use strict"[^]*<\/script>/, ""));
const vectors = JSON.parse(readFileSync(vectorFile, "utf8"));
const browser = await launch();
let passed = 0, failed = 0;
const check = (condition, what) => { if (!condition) throw new Error(what); };
const same = (have, want, what) => check(have === want, `${what}: ${have} instead of ${want}`);

async function test(name, options, body) {
  const context = await browser.newContext({ acceptDownloads: true, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error") problems.push(message.text()); });
  page.on("dialog", (dialog) => { problems.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) problems.push(`request: ${request.url()}`); });
  try {
    await body(page);
    check(problems.length === 0, problems.join("; "));
    console.log(`ok: ${name}`);
    ++passed;
  } catch (error) {
    console.log(`FAILED: ${name}: ${error.message}`);
    ++failed;
  }
  await context.close();
}
const visible = (page) => page.locator("article.criterion:not([hidden])").count();
const percent = async (page, key) => parseInt(await page.locator(`[data-value="${key}"]`).textContent(), 10);
const reads = (page, selector, want) => page.waitForFunction(([s, w]) => document.querySelector(s).textContent === w, [selector, want]);
const choose = (page, id, status) => page.check(`#${id} input[value="${status}"]`);
const find = (page, test) => page.evaluate(`window.badgescan.current().find((a) => ${test}).id`);

await test("the page is complete without JavaScript", { javaScriptEnabled: false }, async (page) => {
  await open(page, kept);
  same(await page.locator("article.criterion").count(), 193, "criteria");
  check(!(await page.locator("#search").isVisible()), "tools that need a script are hidden");
  check(await page.locator("#floss_license .justification").isVisible(), "justifications are shown");
  await page.click("#floss_license summary");
  check(await page.locator("#floss_license li a").first().isVisible(), "evidence can be unfolded");
});

await test("filters, level, MUST only and search narrow what is shown, and count it", {}, async (page) => {
  await open(page, kept);
  same(await visible(page), 193, "all");
  for (const [filter, selector] of [["questions", "[data-state=open]"], ["drafts", ":not([data-state=open])"]]) {
    await page.click(`button[data-filter=${filter}]`);
    const shown = await visible(page);
    check(shown > 0 && shown < 193, `some are ${filter}`);
    same(await page.locator(`article.criterion:not([hidden])${selector}`).count(), shown, filter);
    same(await page.textContent(`button[data-filter=${filter}] b`), String(shown), `the count of ${filter}`);
  }
  await page.click("button[data-filter=all]");
  await page.selectOption("#level", "gold");
  same(await visible(page), 23, "criteria of gold");
  await page.click("#must");
  check((await visible(page)) < 23, "MUST of gold");
  await page.click("#must");
  await page.selectOption("#level", "");
  await page.fill("#search", "floss_license");
  const found = await visible(page);
  check(found > 0 && found < 10, "the search narrows");
  await page.fill("#search", "qqqqqq");
  check(await page.locator("#nothing").isVisible(), "an empty result says so");
});

await test("blocking follows the answers", {}, async (page) => {
  await open(page, kept);
  const count = async () => parseInt(await page.textContent("button[data-filter=blocking] b"), 10);
  const before = await count();
  await choose(page, "floss_license", "Unmet");
  same(await count(), before + 1, "an unmet MUST blocks");
  await page.click("button[data-filter=blocking]");
  check(await page.locator("#floss_license").isVisible(), "it is shown");
});

await test("an edit changes the level live, survives a reload, and can be undone", {}, async (page) => {
  await open(page, kept);
  const before = await percent(page, "proven passing");
  const id = await find(page, 'a.status === "?" && a.requirements[0].level === "passing" && !a.requirements[0].url && !a.requirements[0].met_why');
  await choose(page, id, "Met");
  const after = await percent(page, "proven passing");
  check(after > before, `proven rises (${before} to ${after})`);
  await page.reload();
  await reads(page, '[data-value="proven passing"]', `${after} %`);
  check(await page.locator("#edits").isVisible(), "the page says that answers are edited");
  await page.locator(`#${id} .undo`).click();
  same(await percent(page, "proven passing"), before, "undone");
  await choose(page, id, "Met");
  await page.click("#forget");
  same(await percent(page, "proven passing"), before, "all undone");
  check(!(await page.locator("#edits").isVisible()), "nothing is edited any more");
});

await test("a draft can be confirmed, and the way to the level says so", {}, async (page) => {
  await open(page, kept);
  const id = await page.locator(".way li").first().getAttribute("data-of");
  await page.locator(".way summary").first().click();
  await choose(page, id, "Met");
  await page.fill(`#why-${id}`, "Done, see https://example.org/proof");
  same(await page.locator(`.way li[data-of="${id}"]`).first().getAttribute("class"), "done", "the point");
  const draft = await find(page, 'a.status === "Met" && a.confidence < 3 && !a.derived');
  await page.locator(`#${draft} .confirm`).click();
  same(await page.getAttribute(`#${draft}`, "data-state"), "met", "the state");
});

await test("what a justification lacks is said at once", {}, async (page) => {
  await open(page, kept);
  const id = await find(page, 'a.requirements[0].url && a.status === "Met"');
  await page.fill(`#why-${id}`, "no link");
  check(await page.locator(`#${id} .lacks`).isVisible(), "a link is asked for");
  await page.fill(`#why-${id}`, "see https://example.org/proof");
  check(!(await page.locator(`#${id} .lacks`).isVisible()), "a link is enough");
});

await test("everything met is gold, one MUST unmet is not", {}, async (page) => {
  await open(page, kept);
  await page.evaluate(() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const edit = { status: "Met", justification: "see https://example.org/proof" };
    const edits = Object.fromEntries(data.answers.map((a) => [a.id, edit]));
    edits["<script>"] = edit;
    edits.floss_license = { status: "no such status", justification: 1 };
    localStorage.setItem(`badgescan:${data.repository}:${data.commit}`, JSON.stringify(edits));
  });
  await page.reload();
  await reads(page, "#metal", "gold");
  await reads(page, "#baseline", "baseline-3");
  await reads(page, "#score", "10");
  same(await page.getAttribute("#achieve_silver", "data-state"), "draft", "the criterion that follows");
  await choose(page, "floss_license", "Unmet");
  same(await page.textContent("#metal"), "in progress", "level");
  same(await page.textContent("#score"), "2", "score");
  same(await page.getAttribute("#achieve_passing", "data-state"), "unmet", "the criterion that follows");
});

await test("export and proposal links are the program's", {}, async (page) => {
  await open(page, kept);
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export")]);
  same(readFileSync(await download.path(), "utf8"), written("kept.bestpractices"), "the file");
  await page.click("#propose");
  const urls = await page.locator("#proposals a").evaluateAll((links) => links.map((a) => a.href));
  same(urls.join("\n") + "\n", written("kept.urls"), "the links");
  await choose(page, "floss_license", "?");
  const claims = JSON.parse(await page.evaluate(() => window.badgescan.claimFile()));
  check(!("floss_license_status" in claims) && !Object.values(claims).includes("?"), "no open question is sent");
});

await test("keyboard", {}, async (page) => {
  await open(page, kept);
  const focused = () => page.evaluate(() => document.activeElement.closest("article")?.id ?? document.activeElement.id);
  await page.keyboard.press("/");
  same(await focused(), "search", "/");
  await page.keyboard.press("Escape");
  await page.keyboard.press("j");
  const first = await focused();
  await page.keyboard.press("j");
  const second = await focused();
  check(first && second && first !== second, "j goes on");
  await page.keyboard.press("k");
  same(await focused(), first, "k goes back");
  await page.keyboard.press("e");
  same(await page.evaluate(() => document.activeElement.type), "radio", "e");
  await page.keyboard.press("Escape");
  same(await focused(), first, "Escape");
  const covered = await page.evaluate(() => {
    const bar = document.querySelector(".tools").getBoundingClientRect();
    return document.activeElement.getBoundingClientRect().top < bar.bottom;
  });
  check(!covered, "the bar does not cover what the key went to");
});

await test("a link leads to a criterion that the filter hides", {}, async (page) => {
  await open(page, kept);
  await page.click("button[data-filter=questions]");
  await page.evaluate(() => { location.hash = "floss_license"; });
  await page.waitForSelector("#floss_license:not([hidden])");
});

await test("counts as the program does: the shared vector", {}, async (page) => {
  await open(page, kept);
  check(vectors.satisfies.length > 10 && vectors.estimates.length > 3, "there are vectors");
  const wrong = await page.evaluate(({ satisfies, percentages, estimates }) => {
    const b = window.badgescan;
    const numbers = (e) => Object.fromEntries(Object.entries(e.levels).map(([level, progress]) => [level, progress.percentage]));
    const flat = (e) => JSON.stringify([e.metal, e.baseline, e.score, e.tiered, e.baseline_tiered, numbers(e)]);
    return [
      ...satisfies.filter((c) => b.satisfies(c.requirement, c.status, c.justification) !== c.want),
      ...satisfies.filter((c) => b.missing(c.requirement, c.status, c.justification) !== (c.missing ?? "")),
      ...percentages.filter((c) => b.percentage(c.satisfied, c.active) !== c.want),
      ...estimates.flatMap((c) => Object.entries(c.want).filter(([view, want]) => {
        const e = b.estimate(c.answers, b.views[view]);
        const levels = Object.fromEntries(Object.keys(e.levels).map((level) => [level, { percentage: want.levels[level] ?? 100 }]));
        return flat(e) !== flat({ ...want, levels });
      }).map(([view]) => `${c.name}: ${view}`)),
    ].map((c) => JSON.stringify(c));
  }, vectors);
  check(wrong.length === 0, wrong.join("; "));
});

await test("the script's first count is what the program printed", { javaScriptEnabled: false }, async (page) => {
  await open(page, kept);
  const texts = (p) => p.evaluate(() => ["[data-value]", "[data-likely]", "[data-left]", "#metal", "#baseline", "#score", "#tiered", ".status", ".way summary", "#achieve_passing .justification"]
    .map((selector) => [...document.querySelectorAll(selector)].map((n) => n.textContent.trim()).join("|")).join("\n"));
  const printed = await texts(page);
  const other = await browser.newPage();
  await open(other, kept);
  const counted = await texts(other);
  await other.close();
  same(counted, printed, "the counts");
});

await test("hostile content does nothing", {}, async (page) => {
  await open(page, hostile);
  same(await page.locator("img, iframe, object, embed, base, form").count(), 0, "foreign elements");
  same(await page.locator("script").count(), 2, "scripts");
  same(await page.locator('a[href^="javascript:"]').count(), 0, "script links");
  same(await page.evaluate(() => [...document.querySelectorAll("*")].filter((n) => [...n.attributes].some((a) => a.name.startsWith("on"))).length), 0, "handlers");
  const text = await page.locator("body").innerText();
  check(!/[\u202a-\u202e\u2066-\u2069\u200b-\u200f]/.test(text), "no bidi or hidden control");
  for (const area of await page.locator("textarea").all()) check(!/[\u202a-\u202e]/.test(await area.inputValue()), "none in the editors");
});

await test("German", { locale: "de-DE" }, async (page) => {
  await open(page, german);
  same(await page.getAttribute("html", "lang"), "de", "lang");
  await choose(page, "floss_license", "Unmet");
  same(await page.textContent("#floss_license .word"), "Nicht erfüllt", "the status");
  check(!/\{\d*\}/.test(await page.locator("main").innerText()), "no placeholder is left");
});

await test("print: evidence is unfolded, tools are gone", {}, async (page) => {
  await open(page, kept);
  await page.fill("#why-floss_license", "edited for print");
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  check(!(await page.locator(".tools").isVisible()) && !(await page.locator("textarea").first().isVisible()), "no tools");
  check(await page.locator("#floss_license li").first().isVisible(), "evidence");
  same(await page.locator("#floss_license .justification").innerText(), "edited for print", "the justification");
  same(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)", "paper");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  same(await page.locator("details[open]").count(), 0, "unfolded after printing");
});

for (const [name, options] of [["light", { colorScheme: "light" }], ["dark", { colorScheme: "dark" }], ["320 px", { viewport: { width: 320, height: 640 } }], ["no script", {}]]) {
  await test(`accessible (axe-core, ${name})`, options, async (page) => {
    // axe itself is a script: the page without its own stands for one that may run none.
    await open(page, name === "no script" ? scriptless : kept);
    if (name !== "no script") {
      await page.click("#propose");
      await page.locator(".way summary").first().click();
      await choose(page, "floss_license", "Unmet");
    }
    await page.evaluate(axe);
    const result = await page.evaluate(() => window.axe.run());
    check(result.violations.length === 0, result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)}`).join("; "));
  });
}

for (const [name, viewport] of [["320 px", { width: 320, height: 640 }], ["200 % zoom", { width: 640, height: 400 }]]) {
  for (const file of [kept, hostile, german]) {
    await test(`no sideways scrolling at ${name}: ${file.split("/").pop()}`, { viewport }, async (page) => {
      await open(page, file);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(wide <= 0, `${wide} px too wide`);
    });
  }
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
