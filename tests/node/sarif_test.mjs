// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// SARIF files against the official JSON schema of SARIF 2.1.0 and the limits that GitHub's code scanning documents:
// node sarif_test.mjs FILE.sarif …  Prints one line a file; exits 1 when one is wrong.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const ajv = new Ajv({ schemaId: "id", meta: false, allErrors: true, unknownFormats: "ignore", logger: false });
const meta = require("ajv/lib/refs/json-schema-draft-04.json");
ajv.addMetaSchema(meta);
ajv._opts.defaultMeta = meta.id;
const valid = ajv.compile(require("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"));

function limits(text) {
  const wrong = [];
  const most = (what, have, limit) => { if (have > limit) wrong.push(`${what}: ${have}, at most ${limit}`); };
  const log = JSON.parse(text);
  most("bytes compressed", gzipSync(text).length, 10 * 1024 * 1024);
  most("runs", log.runs.length, 20);
  for (const run of log.runs) {
    const rules = run.tool.driver.rules;
    most("rules", rules.length, 25000);
    most("results", run.results.length, 5000);  // more are dropped
    for (const rule of rules) {
      most(`${rule.id}: characters of the id`, rule.id.length, 255);
      for (const part of ["shortDescription", "fullDescription"]) most(`${rule.id}: ${part}`, rule[part].text.length, 1024);
      if (!rule.help?.text) wrong.push(`${rule.id}: no help`);
      most(`${rule.id}: tags`, rule.properties?.tags?.length ?? 0, 10);
    }
    for (const result of run.results) {
      if (rules[result.ruleIndex].id !== result.ruleId) wrong.push(`${result.ruleId}: ruleIndex names another rule`);
      if (result.locations.length < 1) wrong.push(`${result.ruleId}: no location`);
      most(`${result.ruleId}: locations`, result.locations.length, 100);
      for (const { physicalLocation: { artifactLocation, region } } of result.locations) {
        if (/^([a-z]+:|\/|\.\.)/i.test(artifactLocation.uri)) wrong.push(`${result.ruleId}: ${artifactLocation.uri} is not relative`);
        if (region && region.startLine < 1) wrong.push(`${result.ruleId}: line ${region.startLine}`);
      }
    }
  }
  return wrong;
}

let failed = 0;
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const wrong = valid(JSON.parse(text)) ? limits(text) : valid.errors.slice(0, 5).map((e) => `${e.dataPath} ${e.message}`);
  console.log(`${wrong.length === 0 ? "ok" : "FAILED"}: ${file.split("/").pop()} ${wrong.slice(0, 5).join("; ")}`.trim());
  if (wrong.length > 0) ++failed;
}
process.exit(failed === 0 && process.argv.length > 2 ? 0 : 1);
