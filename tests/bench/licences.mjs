#!/usr/bin/env node
// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// Licence detection beside licensee and licensecheck on the same files; prints the table of docs/accuracy.md.
//
//   node tests/bench/licences.mjs --bench build/release/tests/licence_bench --packages NODE_MODULES --mirror FOLDER [--work /tmp/x] [--only-ours]
//
// NODE_MODULES holds the npm package spdx-license-list; FOLDER holds bare clones OWNER+NAME/repo of the repositories named in
// licence_labels.tsv and of licensee/licensee, jpeddicord/askalono and google/licenseclassifier. Nothing of them is kept.
// Debian packages: ruby-licensee, licensecheck.
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const opt = {work: '/tmp/licence-bench'};
for (let i = 2; i < process.argv.length; i++) {
  const name = process.argv[i].slice(2);
  opt[name] = name === 'only-ours' ? true : process.argv[++i];
}
const big = {maxBuffer: 1 << 30};
const run = (program, args, input) => spawnSync(program, args, {input, ...big}).stdout.toString();
const family = (id) => id.replace(/\+$/, '').replace(/(-(no-)?invariants)?-(only|or-later)$/, '').replace(/ WITH .*/, '');

// --- the three tools; each returns, for every path, the list of ids it names

function ours(paths) {
  const times = [];
  const found = new Map();
  for (const line of run(opt.bench, ['files'], paths.join('\n') + '\n').trim().split('\n')) {
    const [path, micro, list] = line.split('\t');
    times.push(Number(micro));
    const all = list.trim().split(' ').filter(Boolean).map((item) => item.split(':'));
    const texts = all.filter(([how]) => how === 'text' || how === 'tag');
    found.set(path, (texts.length ? texts : all).map(([, ids]) => ids.split(/[/&~]/)));
  }
  times.sort((a, b) => a - b);
  return {found, median: times[times.length >> 1], p95: times[Math.floor(times.length * 0.95)]};
}

function licensee(paths) {
  const script = `require 'licensee'
STDIN.each_line(chomp: true) { |p| f = Licensee::ProjectFiles::LicenseFile.new(File.read(p, encoding: 'utf-8').scrub, 'LICENSE')
puts "#{p}\\t#{f.license ? f.license.spdx_id : ''}" }`;
  const begin = Date.now();
  const found = new Map();
  for (const line of run('ruby', ['-e', script], paths.join('\n') + '\n').trim().split('\n')) {
    const [path, id] = line.split('\t');
    found.set(path, id && id !== 'NOASSERTION' ? [[id]] : []);
  }
  return {found, median: ((Date.now() - begin) * 1000) / paths.length};
}

function licensecheck(paths) {
  const begin = Date.now();
  const found = new Map();
  for (const line of run('licensecheck', ['--machine', '--shortname-scheme=spdx', '--lines=0', '--check=.*', ...paths]).trim().split('\n')) {
    const [path, text] = line.split('\t');
    if (!text) continue;
    found.set(path, text === 'UNKNOWN' ? [] : text.split(/ and\/or | and | or |, /).map((id) => [id.trim()]));
  }
  return {found, median: ((Date.now() - begin) * 1000) / paths.length};
}

const tools = opt['only-ours'] ? {badgescan: ours} : {badgescan: ours, licensee, licensecheck};
const names = (lists) => lists.flat().map(family);

/** right: exactly the wanted text; wrong: another one is named; none: nothing is. */
function judge(paths, wanted, found) {
  const out = {right: 0, wrong: 0, none: 0, misses: []};
  for (const path of paths) {
    // A licence with its exception is one answer.
    const lists = (found.get(path) ?? []).filter((ids, i) => i === 0 || !ids.every((id) => /exception/i.test(id)));
    const want = wanted(path);
    const hit = lists.some((ids) => ids.map(family).some((id) => want.includes(id)));
    if (hit && lists.length === 1) out.right++;
    else if (!lists.length) out.none++;
    else out.wrong++;
    if (!(hit && lists.length === 1)) out.misses.push(`${basename(path)} → ${names(lists).slice(0, 4).join(', ') || 'nothing'}`);
  }
  return out;
}

const rows = [];
function table(title, paths, wanted, note = '') {
  const cells = [];
  for (const [name, tool] of Object.entries(tools)) {
    const result = tool(paths);
    const verdict = judge(paths, wanted, result.found);
    cells.push(`${verdict.right} / ${verdict.wrong} / ${verdict.none}`);
    if (name === 'badgescan') {
      console.error(`${title}: ${verdict.right} of ${paths.length}; median ${result.median} µs, p95 ${result.p95} µs`);
      for (const miss of verdict.misses) console.error(`    ${miss}`);
    } else {
      console.error(`${title}: ${name} ${verdict.right} of ${paths.length}; ${Math.round(result.median)} µs a file`);
    }
  }
  rows.push(`| ${title} | ${paths.length} | ${cells.join(' | ')} |${note}`);
}

// --- (a), (b): the texts of the SPDX list as npm publishes them, and changed copies

function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
function wrap(words, width) {
  const lines = [''];
  for (const word of words) {
    if (lines.at(-1).length + word.length >= width) lines.push('');
    lines[lines.length - 1] += (lines.at(-1) ? ' ' : '') + word;
  }
  return lines.join('\n') + '\n';
}
const kPreface = 'Widget Frobnicator\n\nThe licence of Widget Frobnicator, a small tool that somebody wrote on a rainy day.\nPlease read it first.\n\n';

/** The old ids "GPL-2.0-with-X-exception" hold the text of an exception only. */
const exceptions = readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../rules/licences/spdx.tsv'), 'utf8').split('\n').map((l) => l.split('\t')).filter((f) => (f[1] ?? '').includes('X')).map((f) => f[0]);
function wanted_of(id) {
  const stem = id.match(/-with-(.*)-exception$/)?.[1];
  return stem ? [id, ...exceptions.filter((e) => e.toLowerCase().startsWith(stem.toLowerCase()))] : [family(id)];
}

function spdx_texts() {
  const list = JSON.parse(readFileSync(join(opt.packages, 'spdx-license-list/spdx-full.json'), 'utf8'));
  const next = random(20260821);
  const vocabulary = list['Artistic-2.0'].licenseText.split(/\s+/).filter((word) => /^[a-z]+$/.test(word));
  const change = (text, share) => text.split(/\s+/).flatMap((word) => next() >= share ? [word] : next() < 0.5 ? [] : [vocabulary[Math.floor(next() * vocabulary.length)]]);
  const sets = {
    'every text of the list': (text) => text,
    'rewrapped': (text) => wrap(text.split(/\s+/), 61),
    '1 % of the words changed, rewrapped, preface': (text) => kPreface + wrap(change(text, 0.01), 72),
    '5 % of the words changed, rewrapped, preface': (text) => kPreface + wrap(change(text, 0.05), 66),
  };
  Object.entries(sets).forEach(([title, make], i) => {
    const folder = join(opt.work, `spdx${i}`);
    mkdirSync(folder, {recursive: true});
    const paths = Object.entries(list).map(([id, licence]) => {
      writeFileSync(join(folder, id), make(licence.licenseText));
      return join(folder, id);
    });
    table(title, paths, (path) => wanted_of(basename(path)));
  });
}

// --- (c): public corpora and real repositories

const git_dir = (name) => [join(opt.mirror, name.replace('/', '+'), 'repo/.git'), join(opt.mirror, name.replace('/', '+'), 'repo')].find(existsSync);
function unpack(name, path) {
  const folder = join(opt.work, name.replace('/', '+'));
  mkdirSync(folder, {recursive: true});
  execFileSync('tar', ['x', '-C', folder], {input: execFileSync('git', ['-C', git_dir(name), 'archive', 'HEAD', path], big)});
  return join(folder, path);
}

function askalono() {
  const folder = unpack('jpeddicord/askalono', 'tests/data/real-licenses');
  const paths = readdirSync(folder).flatMap((id) => readdirSync(join(folder, id)).map((file) => join(folder, id, file)));
  table("askalono's real files", paths, (path) => [basename(dirname(path))]);
}

function licenseclassifier() {
  const folder = unpack('google/licenseclassifier', 'licenses');
  const known = new Set(readFileSync(join(dirname(fileURLToPath(import.meta.url)), '../../rules/licences/spdx.tsv'), 'utf8').split('\n').map((l) => l.split('\t')[0]));
  const id_of = (path) => basename(path).replace(/\.txt$/, '').split('_')[0];
  const paths = readdirSync(folder).filter((f) => f.endsWith('.txt') && !f.includes('.header') && known.has(id_of(f))).map((f) => join(folder, f));
  const wanted = (path) => {
    const [, base, exception] = id_of(path).match(/^(GPL-\d\.\d)-with-(.*)-exception$/) ?? [];
    return base ? [base, ...wanted_of(id_of(path))] : [family(id_of(path))];
  };
  table("licenseclassifier's texts", paths, wanted);
}

function repositories_of(folders) {
  const found = new Map();
  for (const line of run(opt.bench, ['repositories'], folders.join('\n') + '\n').trim().split('\n')) {
    const [path, , expression, freedom] = line.split('\t');
    found.set(path, {ids: expression.split(/[ ()]+/).filter((w) => w && !['OR', 'AND', 'WITH'].includes(w)).map(family), freedom});
  }
  return found;
}

function fixtures() {
  const folder = unpack('licensee/licensee', 'spec/fixtures');
  const expected = [...readFileSync(join(folder, 'fixtures.yml'), 'utf8').matchAll(/^([a-z0-9][^:\n]*):\n  key: *(\S*)/gm)].map(([, name, key]) => [name, key]);
  const folders = expected.map(([name]) => {
    const path = join(folder, name);
    rmSync(join(path, '.git'), {recursive: true, force: true});
    execFileSync('git', ['init', '-q', path]);
    execFileSync('git', ['-C', path, 'add', '-A']);
    execFileSync('git', ['-C', path, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'x', '--no-gpg-sign', '--allow-empty']);
    return path;
  });
  const found = repositories_of(folders);
  let right = 0;
  expected.forEach(([name, key], i) => {
    const ids = found.get(folders[i]).ids.map((id) => id.toLowerCase());
    // Their "none" and "other" mean: none of the licences that licensee knows.
    const good = key === 'none' || key === '' || key === 'other' ? true : ids.includes(family(key));
    if (good) right++;
    else console.error(`    ${name}: wanted ${key}, got ${ids.join(' ')}`);
  });
  rows.push(`| licensee's fixtures (repositories) | ${expected.length} | ${right} / ${expected.length - right} / 0 | its own | – |`);
  console.error(`licensee's fixtures: ${right} of ${expected.length}`);
}

/** The labels of one set ("first" to "fourth"), with the folders of those repositories that are there. */
function labels_of(set) {
  const lines = readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'licence_labels.tsv'), 'utf8').split('\n').filter((l) => l && !l.startsWith('#'));
  return lines.map((l) => l.split('\t')).filter((fields) => (fields[3] ?? 'first') === set)
      .map(([name, ids, freedom]) => ({name, wanted: ids.split(' ').filter(Boolean).map((id) => id.split('/')), freedom, folder: git_dir(name)}))
      .filter((l) => l.folder);
}

/** The licence files of the top folder, for tools that read folders or files. */
function export_licences(label) {
  const folder = join(opt.work, 'repos', label.name.replace('/', '+'));
  mkdirSync(folder, {recursive: true});
  for (const line of execFileSync('git', ['-C', label.folder, 'ls-tree', 'HEAD'], big).toString().split('\n')) {
    const [, mode, oid, file] = line.match(/^(\d+) blob (\S+)\t(.*)$/) ?? [];
    if (!file || !/(licen[cs]e|copying|copyright)/i.test(file) || /\.(go|json|py|sh)$/.test(file) || mode === '120000') continue;
    writeFileSync(join(folder, file), execFileSync('git', ['-C', label.folder, 'cat-file', 'blob', oid], big));
  }
  return folder;
}

function repositories(set, title) {
  const labels = labels_of(set);
  const found = repositories_of(labels.map((l) => l.folder));
  const count = {badgescan: [0, 0, 0], licensee: [0, 0, 0], licensecheck: [0, 0, 0]};
  let wrong_freedom = 0;
  const add = (tool, label, ids) => {
    const right = label.wanted.length ? label.wanted.every((any) => any.some((id) => ids.includes(id))) : !ids.some((id) => !id.startsWith('LicenseRef'));
    count[tool][right ? 0 : ids.length ? 1 : 2]++;
    if (tool === 'badgescan' && !right) console.error(`    ${label.name}: wanted ${label.wanted.join(' ')}, got ${ids.join(' ')}`);
  };
  for (const label of labels) {
    const said = found.get(label.folder);
    add('badgescan', label, said.ids);
    if (said.freedom !== label.freedom) {
      if (said.freedom !== 'unknown') wrong_freedom++;
      console.error(`    ${label.name}: ${said.freedom}, labelled ${label.freedom}`);
    }
    if (opt['only-ours']) continue;
    const folder = export_licences(label);
    const detected = JSON.parse(run('licensee', ['detect', '--json', folder]) || '{}');
    add('licensee', label, (detected.licenses ?? []).map((l) => family(l.spdx_id)).filter((id) => id !== 'NOASSERTION'));
    const files = readdirSync(folder).map((file) => join(folder, file));
    add('licensecheck', label, files.length ? names([...licensecheck(files).found.values()].flat()) : []);
  }
  rows.push(`| ${title} | ${labels.length} | ${Object.keys(tools).map((tool) => count[tool].join(' / ')).join(' | ')} |`);
  console.error(`${title}: ${count.badgescan[0]} of ${labels.length}, wrong verdicts free/not free: ${wrong_freedom}`);
}

/** LICENSE files that try to stall or break a reader; prints the processor time of the engine, and of a repository that holds it. */
function hostile() {
  const list = JSON.parse(readFileSync(join(opt.packages, 'spdx-license-list/spdx-full.json'), 'utf8'));
  const texts = Object.values(list).map((licence) => licence.licenseText).join('\n');
  const next = random(7);
  const fill = (bytes, text) => text.repeat(Math.ceil(bytes / text.length)).slice(0, bytes);
  const cases = {
    '100 MB of licence texts': fill(100e6, texts),
    '100 MB of random bytes': Buffer.from(Uint32Array.from({length: 25e6}, () => next() * 4294967296).buffer),
    '50 MB in one line': fill(50e6, texts.replace(/\s+/g, ' ')),
    '8 MB of one licence, word by word on lines': fill(8e6, list['GPL-3.0-only'].licenseText.replace(/\s+/g, '\n')),
    '8 MB of brackets and quotes': fill(8e6, '((("\'<!--{[/*'),
  };
  for (const [title, content] of Object.entries(cases)) {
    const folder = join(opt.work, 'hostile');
    rmSync(folder, {recursive: true, force: true});
    execFileSync('git', ['init', '-q', folder]);
    writeFileSync(join(folder, 'LICENSE'), content);
    execFileSync('git', ['-C', folder, 'add', '-A']);
    execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'x', '--no-gpg-sign']);
    const engine = run(opt.bench, ['files'], join(folder, 'LICENSE') + '\n').split('\t')[1];
    const whole = run(opt.bench, ['repositories'], folder + '\n').split('\t')[1];
    console.error(`${title}: engine ${Math.round(engine / 1000)} ms, repository ${whole} ms`);
    rmSync(folder, {recursive: true, force: true});
  }
}

mkdirSync(opt.work, {recursive: true});
const [unpacked, loaded, bytes] = run(opt.bench, ['start']).trim().split('\t');
console.error(`table ${bytes} bytes; unpack ${unpacked} ms, with rules ${loaded} ms`);
spdx_texts();
askalono();
licenseclassifier();
fixtures();
repositories('first', 'real repositories, labelled by hand');
repositories('second', 'further repositories, labelled before the first run');
repositories('third', 'more of them, labelled after the mending');
repositories('fourth', 'still more, labelled before the first run');
hostile();
console.log(`| files | number | ${Object.keys(tools).map((tool) => `${tool} right / wrong / nothing`).join(' | ')} |\n| --- | --- |${' --- |'.repeat(Object.keys(tools).length)}`);
console.log(rows.join('\n'));
