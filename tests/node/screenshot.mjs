// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Pictures of the HTML report: node screenshot.mjs REPORT.html OUT.png [light|dark] [WIDTH] [HEIGHT] [#ID]
import { launch, open } from "./browser.mjs";

const [report, out, colorScheme = "light", width = "1280", height = "1380", anchor] = process.argv.slice(2);
const browser = await launch();
const page = await browser.newPage({ viewport: { width: Number(width), height: Number(height) }, colorScheme, reducedMotion: "reduce" });
await open(page, report + (anchor ?? ""));
await page.screenshot({ path: out });
await browser.close();
