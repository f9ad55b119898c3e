// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The browser that the tests and the screenshot share: nothing of it may reach the network.
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});
export const open = (page, file) => {
  const [path, anchor] = file.split("#");
  return page.goto(pathToFileURL(path).href + (anchor ? `#${anchor}` : ""));
};
