#!/usr/bin/env node
// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Makes rules/licences/spdx_table.bin and rules/licences/spdx.tsv: what the licence engine knows of every SPDX text.
//
// The texts come from a clone of https://github.com/spdx/license-list-XML at a recorded commit, because only that form
// says which words are optional or replaceable. Flags come from published data packages. Nothing but hashes, ids, names
// and flags is written: no sentence of any licence ends up in this repository.
//
//   node scanner/licence/make_table.mjs --list CLONE --packages NODE_MODULES --fsf LIST.json \
//        --fingerprint build/dev/licence_fingerprint [--check]
//
//   --list         the clone; its HEAD is recorded
//   --packages     folder with the npm packages spdx-license-ids, spdx-license-list, @blueoak/list
//   --fsf          licenses.json of SPDX's list (Debian: raku-license-spdx, resources/*.json), for the FSF's verdicts
//   --fingerprint  our own program that normalises and hashes: there is one normaliser, in C++
//   --check        write nothing, fail when the committed files differ
import {execFileSync, spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const kOptional = ['\x01', '\x02'];  // must agree with scanner/licence/words.h
const kReplaceable = ['\x03', '\x04'];

function options(argv) {
  const found = {};
  for (let i = 0; i < argv.length; i++) {
    if (!argv[i].startsWith('--')) throw new Error(`unexpected argument ${argv[i]}`);
    const name = argv[i].slice(2);
    found[name] = name === 'check' ? true : argv[++i];
  }
  for (const name of ['list', 'packages', 'fsf', 'fingerprint'])
    if (!found[name]) throw new Error(`--${name} is missing; see the head of this file`);
  return found;
}

const entities = {lt: '<', gt: '>', amp: '&', quot: '"', apos: "'"};
const decode = (text) => text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (all, name) => {
  if (name[0] !== '#') return entities[name] ?? all;
  return String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10));
});

/** The text of a licence or exception with marks round what may be missing or replaced. */
function marked_text(xml) {
  const out = [];
  const stack = [];
  let muted = 0;
  const marks = {optional: kOptional, titleText: kOptional, copyrightText: kOptional, alt: kReplaceable};
  for (const [, comment, close, name, self, text] of
           xml.matchAll(/(<!--[\s\S]*?-->|<\?[\s\S]*?\?>)|<(\/?)([A-Za-z]+)[^>]*?(\/?)>|([^<]+)/g)) {
    if (comment) continue;
    if (text !== undefined) {
      if (!muted && stack.includes('text')) out.push(decode(text).replace(/[\x00-\x08]/g, ' '));
      continue;
    }
    if (name === 'bullet') muted += close ? -1 : self ? 0 : 1;
    if (['p', 'br', 'item', 'list', 'titleText', 'copyrightText', 'standardLicenseHeader'].includes(name)) out.push('\n');
    if (self) continue;
    if (close) {
      while (stack.length && stack.pop() !== name);
      if (marks[name]) out.push(marks[name][1]);
    } else {
      stack.push(name);
      if (marks[name]) out.push(marks[name][0]);
    }
  }
  return out.join('').trim();
}

/** `<standardLicenseHeader>`: what a source file says; kept as an entry of its own. */
function header_of(xml) {
  const found = xml.match(/<standardLicenseHeader>([\s\S]*?)<\/standardLicenseHeader>/);
  return found ? marked_text(`<text>${found[1]}</text>`) : '';
}

function read_list(clone) {
  const git = (...args) => execFileSync('git', ['-C', clone, ...args], {maxBuffer: 1 << 30}).toString();
  const commit = git('rev-parse', 'HEAD').trim();
  const paths = git('ls-tree', '-r', '--name-only', 'HEAD', 'src').split('\n').filter((p) => p.endsWith('.xml'));
  const asked = paths.map((p) => `HEAD:${p}\n`).join('');
  const batch = execFileSync('git', ['-C', clone, 'cat-file', '--batch'], {input: asked, maxBuffer: 1 << 30});
  const entries = [];
  for (let at = 0; at < batch.length;) {
    const end = batch.indexOf(10, at);
    const size = Number(batch.subarray(at, end).toString().split(' ')[2]);
    const xml = batch.subarray(end + 1, end + 1 + size).toString();
    at = end + 1 + size + 1;
    const head = xml.match(/<(license|exception)\s[^>]*>/);
    if (!head) continue;
    const attribute = (name) => decode(head[0].match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? '');
    entries.push({
      id: attribute('licenseId'),
      name: attribute('name').replace(/\s+/g, ' '),
      exception: head[1] === 'exception',
      osi: attribute('isOsiApproved') === 'true',
      deprecated: attribute('isDeprecated') === 'true',
      text: marked_text(xml),
      header: header_of(xml),
    });
  }
  return {commit, entries};
}

function add_flags(entries, packages, fsf_file) {
  const load = (path) => JSON.parse(readFileSync(join(packages, path), 'utf8'));
  const fsf = JSON.parse(readFileSync(fsf_file, 'utf8'));
  const libre = new Set(fsf.licenses.filter((l) => l.isFsfLibre).map((l) => l.licenseId));
  const not_libre = new Set(fsf.licenses.filter((l) => l.isFsfLibre === false).map((l) => l.licenseId));
  const rated = new Set(load('@blueoak/list/index.json').flatMap((r) => r.licenses.map((l) => l.id)));
  const deprecated = new Set(load('spdx-license-ids/deprecated.json'));
  const osi = new Set(Object.entries(load('spdx-license-list/spdx.json')).filter(([, l]) => l.osiApproved).map(([id]) => id));
  // Ids of older lists that the clone no longer has keep their meaning in expressions.
  for (const id of deprecated)
    if (!entries.some((e) => e.id === id)) entries.push({id, name: '', osi: osi.has(id), deprecated: true, text: '', header: ''});
  for (const e of entries) {
    const base = e.id.replace(/-(only|or-later)$/, '').replace(/\+$/, '');
    e.osi ||= osi.has(e.id);
    e.deprecated ||= deprecated.has(e.id) || e.id.endsWith('+');
    e.fsf = libre.has(e.id) || libre.has(base);
    e.fsf_no = not_libre.has(e.id);
    e.permissive = rated.has(e.id);
  }
  const version = (path) => load(`${path}/package.json`).version;
  return `fsf ${fsf.licenseListVersion}; spdx-license-ids ${version('spdx-license-ids')}; ` +
      `spdx-license-list ${version('spdx-license-list')}; @blueoak/list ${version('@blueoak/list')}`;
}

/** GPL-2.0, GPL-2.0-only, GPL-2.0-or-later and GPL-2.0+ are one text; only their notices differ. */
const family_of = (id) => id.replace(/\+$/, '').replace(/(-(no-)?invariants)?-(only|or-later)$/, '');

function records(entries) {
  const texts = new Map();
  const headers = new Map();
  const add = (map, kind, key, row, text) => {
    if (!map.has(key)) map.set(key, {kind, rows: [], text});
    map.get(key).rows.push(row);
  };
  for (const [row, e] of entries.entries()) {
    // "GPL-2.0-with-GCC-exception" was an id once; its text is the exception's, which has an id of its own.
    if (e.deprecated && e.id.includes('-with-')) continue;
    if (e.text) add(texts, 'T', family_of(e.id), row, e.text);
    if (e.header) add(headers, 'H', e.header.replace(/\s+/g, ' '), row, e.header);
  }
  return [...texts.values(), ...headers.values()];
}

function flags_of(e) {
  return (e.exception ? 'X' : '') + (e.osi ? 'O' : '') + (e.fsf ? 'F' : '') + (e.fsf_no ? 'N' : '') + (e.permissive ? 'P' : '') +
      (e.deprecated ? 'D' : '') || '-';
}

function emit(file, content, check) {
  if (!check) return writeFileSync(file, content);
  if (Buffer.compare(readFileSync(file), Buffer.from(content))) throw new Error(`${file} is not what the inputs give`);
}

function main() {
  const opt = options(process.argv.slice(2));
  const {commit, entries} = read_list(opt.list);
  const versions = add_flags(entries, opt.packages, opt.fsf);
  entries.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const stream = records(entries).map(({kind, rows, text}) => `${kind}${rows.join(' ')}\n${text}\0`).join('');
  const run = spawnSync(opt.fingerprint, [], {input: stream, maxBuffer: 1 << 28});
  if (run.status !== 0) throw new Error(`${opt.fingerprint} failed: ${run.stderr}`);
  const out = opt.out ?? join(dirname(fileURLToPath(import.meta.url)), '../../rules/licences');
  emit(join(out, 'spdx_table.bin'), run.stdout, opt.check);
  emit(join(out, 'spdx.tsv'),
      `# id, flags, name. O OSI approved, F FSF free, N FSF not free, P rated permissive by Blue Oak, D deprecated, X exception\n` +
      `# made by scanner/licence/make_table.mjs from spdx/license-list-XML ${commit}; ${versions}\n` +
      entries.map((e) => `${e.id}\t${flags_of(e)}\t${e.name}\n`).join(''), opt.check);
  process.stderr.write(`${entries.length} ids, table ${run.stdout.length} bytes\n${run.stderr}`);
}

main();
