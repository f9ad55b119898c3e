"use strict";
// Copyright 2026 The badgescan authors
// SPDX-License-Identifier: Apache-2.0
//
// The report as a questionnaire. The page is complete without this script; the script adds editing, filters, search,
// live counting by the badge site's rules (the same as scanner/model/satisfies.cc and scanner/assess: one shared test
// vector proves it), saving in the browser, export and proposal links. Untrusted texts are only ever set as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = data.text;
  const root = document.documentElement;
  const levels = ["passing", "silver", "gold", "baseline-1", "baseline-2", "baseline-3"];
  const minJustification = 5;

  // --- counting -------------------------------------------------------------------------------------------------
  const counted = (justification) =>
    justification.startsWith("// ") ? "" : justification.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "");
  const hasUrl = (justification) => /https?:\/\/[^/. ]+\.[^ ]/.test(counted(justification));
  const justified = (justification) => [...counted(justification)].length >= minJustification;

  function satisfies(requirement, status, justification) {
    switch (status) {
      case "Met":
        if (requirement.url) return hasUrl(justification);
        return !requirement.met_why || justified(justification);
      case "N/A":
        return requirement.na && (!requirement.na_why || justified(justification));
      case "Unmet":
        if (requirement.category === "SUGGESTED") return true;
        return requirement.category === "SHOULD" && justified(justification);
      default:
        return false;
    }
  }

  // What a justification must still hold before a status that would do counts: "link", "reason" or "".
  function missing(requirement, status, justification) {
    const perfect = "https://example.org/";
    if (satisfies(requirement, status, justification) || !satisfies(requirement, status, perfect)) return "";
    return status === "Met" && requirement.url ? "link" : "reason";
  }

  const views = {
    proven: (a) => ({ status: a.confidence >= 3 ? a.status : "?", believed: false }),
    likely: (a) => ({ status: a.status, believed: a.status === "?" && a.people }),
    reachable: (a, r) => ({ status: a.status, believed: !(a.status === "Unmet" && r.category === "MUST") }),
  };
  const percentage = (satisfied, active) =>
    active === 0 || satisfied === active ? 100 : Math.min(99, Math.floor((200 * satisfied + active) / (2 * active)));

  function estimate(answers, view) {
    const out = { levels: {}, metal: null, baseline: null, score: 2, tiered: 0, baseline_tiered: 0 };
    levels.forEach((level, index) => {
      let satisfied = 0, active = 0;
      for (const answer of answers) {
        const requirement = answer.requirements.find((r) => r.level === level);
        if (!requirement) continue;
        ++active;
        const taken = view(answer, requirement);
        const fine = answer.derived
          ? out.levels[levels[index - 1]].percentage === 100
          : taken.believed || satisfies(requirement, taken.status, answer.justification);
        if (fine) ++satisfied;
      }
      out.levels[level] = { satisfied, active, percentage: percentage(satisfied, active) };
    });
    const climb = (first) => {
      const series = levels.slice(first, first + 3).map((level) => [level, out.levels[level]]);
      let reached = null, tiered = 0;
      for (const [level, progress] of series) {
        if (progress.active === 0 || progress.percentage < 100) break;
        reached = level;
      }
      for (const [, progress] of series) {
        tiered += progress.percentage;
        if (progress.percentage < 100) break;
      }
      return [reached, tiered];
    };
    [out.metal, out.tiered] = climb(0);
    [out.baseline, out.baseline_tiered] = climb(3);
    out.score = { passing: 5, silver: 7, gold: 10 }[out.metal] ?? 2;
    return out;
  }

  // --- state ----------------------------------------------------------------------------------------------------
  const key = `badgescan:${data.repository}:${data.commit}`;
  const original = new Map(data.answers.map((a) => [a.id, a]));
  const edits = new Map();
  try {
    // Other pages may write to the same storage: take nothing but known criteria with sound answers.
    for (const [id, edit] of Object.entries(JSON.parse(localStorage.getItem(key)) ?? {})) {
      const sound = Object.hasOwn(text.statuses, edit?.status) && typeof edit.justification === "string";
      if (sound && original.has(id) && !original.get(id).derived) edits.set(id, edit);
    }
  } catch { /* a page without storage still works, it only forgets */ }
  const save = () => {
    try {
      if (edits.size > 0) localStorage.setItem(key, JSON.stringify(Object.fromEntries(edits)));
      else localStorage.removeItem(key);
    } catch { /* see above */ }
  };

  function current() {
    return data.answers.map((answer) => {
      const edit = edits.get(answer.id);
      // What a person chose is as sure as it gets.
      return edit ? { ...answer, ...edit, confidence: edit.status === "?" ? 0 : 5 } : answer;
    });
  }

  /// Whether a MUST of the level, or of one that it builds on, is Unmet beyond a draft.
  function refused(answers, level) {
    const below = levels.slice(0, levels.indexOf(level) + 1);
    return answers.some((a) => a.status === "Unmet" && a.confidence >= 3 && !a.derived &&
      a.requirements.some((r) => r.category === "MUST" && below.includes(r.level)));
  }

  /// "Achieve passing" and "achieve silver" follow from the other answers.
  function derive(answers, likely) {
    for (const answer of answers.filter((a) => a.derived)) {
      const level = answer.requirements[0].level === "silver" ? "passing" : "silver";
      const reached = likely.metal !== null && levels.indexOf(likely.metal) >= levels.indexOf(level);
      const status = reached ? "Met" : refused(answers, level) ? "Unmet" : "?";
      const progress = likely.levels[level];
      Object.assign(answer, {
        status, confidence: { Met: 2, Unmet: 3, "?": 0 }[status],
        justification: fill(text.derived, progress.satisfied, progress.active, level),
      });
    }
  }

  const stateOf = (a) =>
    a.status === "?" ? "open" : a.status === "Unmet" ? "unmet" : a.confidence < 3 ? "draft" : a.status === "Met" ? "met" : "na";
  const signs = { met: "✔", draft: "≈", na: "–", unmet: "✘", open: "?" };
  const toDo = (a) => a.status === "?" || a.confidence < 3;
  // The templates are the program's: {} takes the next value, {1} a numbered one.
  const fill = (template, ...values) => {
    let next = 0;
    return template.replace(/\{(\d*)\}/g, (_, n) => String(values[n === "" ? next++ : Number(n)]));
  };
  const statusText = (a) => {
    const word = text.statuses[a.status];
    return a.status !== "?" && toDo(a) ? fill(text.draft, word) : word;
  };
  const nextOf = (reached, first) => levels[reached === null ? first : levels.indexOf(reached) + 1];

  // --- the page -------------------------------------------------------------------------------------------------
  const $ = (id) => document.getElementById(id);
  const articles = [...document.querySelectorAll("article.criterion")];
  const element = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  let answers, byId, estimates;

  function refresh() {
    answers = current().map((a) => ({ ...a }));
    estimates = Object.fromEntries(Object.entries(views).map(([name, view]) => [name, estimate(answers, view)]));
    const likely = estimates.likely;
    derive(answers, likely);
    byId = new Map(answers.map((a) => [a.id, a]));
    for (const node of document.querySelectorAll("[data-value]")) {
      const [name, level] = node.dataset.value.split(" ");
      const value = estimates[name].levels[level].percentage;
      node.textContent = `${value} %`;
      node.parentElement.querySelector(`[data-bar="${name} ${level}"]`).setAttribute("width", String(value));
    }
    for (const node of document.querySelectorAll("[data-likely]")) {
      const progress = likely.levels[node.dataset.likely];
      node.textContent = fill(text.likely, progress.satisfied, progress.active);
    }
    $("metal").textContent = likely.metal ?? text.in_progress;
    $("baseline").textContent = likely.baseline ?? text.in_progress;
    $("score").textContent = String(likely.score);
    $("tiered").textContent = `${likely.tiered} %`;
    $("now").textContent = [["level", likely.metal, 0], ["baseline", likely.baseline, 3]].map(([title, reached, first]) => {
      const next = nextOf(reached, first);
      const progress = next && levels.indexOf(next) < first + 3 ? ` · ${next} ${likely.levels[next].percentage} %` : "";
      return `${text[title]}: ${reached ?? text.in_progress}${progress}`;
    }).join("   ");
    articles.forEach(show);
    for (const node of document.querySelectorAll("[data-left]")) {
      const left = [...$(node.dataset.left).parentElement.querySelectorAll("article")].filter((a) => toDo(byId.get(a.dataset.id))).length;
      node.textContent = left === 0 ? "✔" : String(left);
    }
    for (const way of document.querySelectorAll(".way")) {
      const points = [...way.querySelectorAll("li")];
      for (const point of points) {
        const answer = byId.get(point.dataset.of);
        const requirement = answer.requirements.find((r) => r.level === way.dataset.level);
        point.className = !toDo(answer) && satisfies(requirement, answer.status, answer.justification) ? "done" : "";
      }
      const done = points.filter((point) => point.className === "done").length;
      const left = points.length - done;
      if (done > 0) way.querySelector("summary").textContent = fill(left === 1 ? text.one_left : text.done, way.dataset.level, left, done);
    }
    $("edits").hidden = edits.size === 0;
    $("edits").firstElementChild.textContent = fill(text.edits, edits.size);
    filter();
  }

  function show(article) {
    const answer = byId.get(article.dataset.id);
    const state = stateOf(answer);
    article.dataset.state = state;
    article.querySelector(".sign").textContent = signs[state];
    article.querySelector(".word").textContent = statusText(answer);
    if (answer.derived) article.querySelector(".justification").textContent = answer.justification;
    const edit = article.querySelector(".edit");
    if (!edit) return;
    for (const node of edit.querySelectorAll(".edited, .undo")) node.hidden = !edits.has(answer.id);
    edit.querySelector(".confirm").hidden = answer.status === "?" || !toDo(answer);
    const lacks = answer.requirements.map((r) => missing(r, answer.status, answer.justification)).find(Boolean);
    const hint = edit.querySelector(".lacks");
    hint.textContent = lacks ? text[lacks] : "";
    hint.hidden = !lacks;
  }

  // --- editing --------------------------------------------------------------------------------------------------
  const sizeToText = (area) => {
    if (CSS.supports("field-sizing", "content")) return;
    area.rows = Math.min(12, Math.max(2, area.value.split("\n").reduce((n, line) => n + 1 + Math.floor(line.length / 90), 0)));
  };

  function editor(article) {
    const answer = original.get(article.dataset.id);
    if (answer.derived) return;
    const now = edits.get(answer.id) ?? answer;
    const choices = ["Met", "Unmet", ...(answer.requirements.some((r) => r.na) ? ["N/A"] : []), "?"];
    const radios = choices.map((value) => element("input", { type: "radio", name: `status-${answer.id}`, value, checked: value === now.status }));
    const why = element("textarea", { id: `why-${answer.id}`, value: now.justification, rows: 2 });
    const edited = element("span", { className: "edited", textContent: text.edited });
    const confirm = element("button", { type: "button", className: "confirm", textContent: text.confirm });
    const undo = element("button", { type: "button", className: "undo", textContent: text.undo });
    const printed = article.querySelector(".justification") ?? element("p", { className: "justification" });
    const change = () => {
      edits.set(answer.id, { status: radios.find((r) => r.checked)?.value ?? "?", justification: why.value });
      printed.textContent = why.value;
      sizeToText(why);
      save();
      refresh();
    };
    for (const radio of radios) radio.addEventListener("change", change);
    why.addEventListener("input", change);
    confirm.addEventListener("click", change);
    article.reset = () => {
      edits.delete(answer.id);
      for (const radio of radios) radio.checked = radio.value === answer.status;
      printed.textContent = why.value = answer.justification;
      sizeToText(why);
    };
    undo.addEventListener("click", () => {
      article.reset();
      save();
      refresh();
    });
    printed.textContent = now.justification;
    printed.classList.add("print-only");
    sizeToText(why);
    article.querySelector(".asked").after(printed, element("div", { className: "edit" },
      element("div", { className: "row" },
        element("fieldset", { className: "choice" }, element("legend", { textContent: text.status }),
          ...radios.map((radio) => element("label", {}, radio, ` ${text.statuses[radio.value]}`))),
        confirm, undo, edited),
      element("label", { className: "hidden-label", htmlFor: why.id, textContent: text.justification }), why,
      element("p", { className: "lacks", hidden: true })));
  }

  // --- filters and search ---------------------------------------------------------------------------------------
  const search = $("search"), level = $("level"), must = $("must");
  const filters = [...document.querySelectorAll("button[data-filter]")];
  let chosen = "all";
  /// Decided, but not so that it counts: at the level that is looked at, else at the next ones.
  function blocks(answer) {
    const wanted = level.value ? [level.value] : [nextOf(estimates.likely.metal, 0), nextOf(estimates.likely.baseline, 3)];
    return answer.status !== "?" && !answer.derived &&
      answer.requirements.some((r) => wanted.includes(r.level) && !satisfies(r, answer.status, answer.justification));
  }
  const kinds = {
    all: () => true,
    blocking: blocks,
    drafts: (a) => a.status !== "?" && !a.derived && toDo(a),
    questions: (a) => a.status === "?",
  };
  const bodies = new Map(articles.map((a) => [a, a.textContent.toLowerCase()]));
  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const onlyMust = must.getAttribute("aria-pressed") === "true";
    const counts = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, 0]));
    let shown = 0;
    for (const article of articles) {
      const answer = byId.get(article.dataset.id);
      const asked = answer.requirements.some((r) => (!level.value || r.level === level.value) && (!onlyMust || r.category === "MUST"));
      const found = asked && words.every((word) => bodies.get(article).includes(word) || answer.justification.toLowerCase().includes(word));
      for (const [kind, fits] of Object.entries(kinds)) if (found && fits(answer)) ++counts[kind];
      // The criterion that is being edited stays in sight even when it no longer fits the filter.
      const busy = article.contains(document.activeElement);
      article.hidden = !(busy || (found && kinds[chosen](answer)));
      if (!article.hidden) ++shown;
    }
    for (const section of document.querySelectorAll("section.group, section.level")) {
      section.hidden = !section.querySelector("article.criterion:not([hidden])");
    }
    for (const heading of document.querySelectorAll(".subgroup")) {
      let next = heading.nextElementSibling;
      while (next?.hidden && !next.matches(".subgroup")) next = next.nextElementSibling;
      heading.hidden = !next?.matches("article");
    }
    for (const button of filters) button.querySelector("b").textContent = String(counts[button.dataset.filter]);
    $("nothing").hidden = shown > 0;
    $("shown").textContent = fill(text.shown, shown, articles.length);
  }
  for (const button of filters) {
    button.addEventListener("click", () => {
      chosen = button.dataset.filter;
      for (const other of filters) other.setAttribute("aria-pressed", String(other === button));
      filter();
    });
  }
  must.addEventListener("click", () => {
    must.setAttribute("aria-pressed", String(must.getAttribute("aria-pressed") !== "true"));
    filter();
  });
  search.addEventListener("input", filter);
  level.addEventListener("change", filter);
  // A link to a criterion must lead somewhere, whatever is filtered.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.closest("#answers [hidden]") && !target?.hidden) return;
    search.value = level.value = "";
    must.setAttribute("aria-pressed", "false");
    filters[0].click();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);

  // --- keyboard -------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, textarea, select");
    const article = articles.find((a) => a.contains(document.activeElement));
    if (event.key === "Escape" && typing) return article ? article.focus() : event.target.blur();
    if (typing && !(event.target.type === "radio" && "jkec/".includes(event.key))) return;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "j" || event.key === "k") {
      const visible = articles.filter((a) => !a.hidden);
      const at = visible.indexOf(article);
      const next = visible[event.key === "j" ? Math.min(at + 1, visible.length - 1) : Math.max(at - 1, 0)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: "start" });
    } else if (event.key === "e" && article) {
      event.preventDefault();
      (article.querySelector("input:checked") ?? article.querySelector("input"))?.focus();
    } else if (event.key === "c" && article) {
      article.querySelector(".confirm")?.click();
    }
  });

  // --- export ---------------------------------------------------------------------------------------------------
  // The same bytes as `--format bestpractices` and `--format urls` while nothing is edited; lengths are in bytes.
  const utf8 = new TextEncoder();
  const size = (string) => utf8.encode(string).length;
  const trim = (string) => string.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, "");
  function shorten(string, most) {
    const bytes = utf8.encode(string);
    if (bytes.length <= most) return string;
    let end = Math.max(most - 3, 0);
    while (end > 0 && (bytes[end] & 0xc0) === 0x80) --end;
    const space = end > 0 ? bytes.lastIndexOf(32, end - 1) : -1;
    if (space > Math.floor(end / 2)) end = space;
    return trim(new TextDecoder().decode(bytes.slice(0, end))) + "…";
  }
  function lastLink(string) {
    const at = Math.max(string.lastIndexOf("https://"), string.lastIndexOf("http://"));
    return at < 0 ? "" : string.slice(at).split(/[ \n\t]/)[0].replace(/[.,;)]+$/, "");
  }
  function shortenKeepingLink(why, most) {
    if (size(why) <= most) return why;
    const link = lastLink(why);
    if (!link || size(link) + 8 > most) return shorten(why, most);
    let head = shorten(why, most - size(link) - 1);
    if (head.includes(link)) return head;
    const broken = head.lastIndexOf("http");
    if (broken >= 0 && !head.includes(" ", broken)) head = trim(head.slice(0, broken));
    return `${head} ${link}`;
  }

  function claimFile() {
    let lines = answers.filter((a) => a.status !== "?" && !a.derived).map((a) => [a.id, a.status, a.justification]);
    const shortened = (most) => { lines = lines.map(([id, status, why]) => [id, status, shortenKeepingLink(why, most)]); };
    const dump = () => {
      const out = {};
      for (const [id, status, why] of lines) {
        out[`${id}_status`] = status;
        if (why) out[`${id}_justification`] = why;
      }
      return JSON.stringify(out, null, 2) + "\n";
    };
    // The badge site ignores a longer justification, and a file of more bytes, without a word.
    shortened(8192);
    for (let most = 2000; size(dump()) > 50000 && most >= 60; most = Math.floor(most * 4 / 5)) shortened(most);
    while (size(dump()) > 50000 && lines.length > 0) lines.pop();
    return dump();
  }

  const parameter = (name, value) =>
    `&${name}=${encodeURIComponent(value).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
  function justificationIn(answer, room) {
    if (!answer.justification) return "";
    const make = (most) => parameter(`${answer.id}_justification`, shortenKeepingLink(answer.justification, most));
    let most = 240, out = make(most);
    while (out.length > room && most > 40) out = make(most = Math.floor(most * 3 / 4));
    return out.length > room ? "" : out;
  }
  /// [level, URL, answers in it] a link.
  function proposalUrls() {
    const { bases, fields, most } = data.proposals;
    const urls = [];
    for (const [name, base] of Object.entries(bases)) {
      let start = base.length + fields.length <= most / 2 ? base + fields : base;
      let statuses = "", whys = "", count = 0;
      const flush = () => {
        if (count > 0) urls.push([name, start + statuses + whys, count]);
        start = base;
        statuses = whys = "";
        count = 0;
      };
      const room = () => most - Math.min(most, start.length + statuses.length + whys.length);
      for (const a of answers.filter((x) => x.status !== "?" && !x.derived && x.requirements.some((r) => r.level === name))) {
        const status = parameter(`${a.id}_status`, a.status);
        if (count > 0 && status.length + justificationIn(a, most).length > room()) flush();
        if (status.length > room()) continue;
        statuses += status;
        whys += justificationIn(a, room());
        ++count;
      }
      flush();
    }
    return urls;
  }

  $("export").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([claimFile()], { type: "application/json" }));
    const link = element("a", { href: url, download: ".bestpractices.json" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  const proposals = $("proposals");
  $("propose").addEventListener("click", () => {
    proposals.hidden = !proposals.hidden;
    $("propose").setAttribute("aria-expanded", String(!proposals.hidden));
    if (proposals.hidden) return;
    const urls = proposalUrls();
    const links = urls.map(([name, url, count]) =>
      element("li", {}, element("a", { href: url, target: "_blank", rel: "noopener noreferrer", textContent: fill(text.link_text, name, count) })));
    proposals.replaceChildren(element("p", { textContent: urls.length === 0 ? text.no_proposals : text.proposals }),
      ...(urls.length === 0 ? [] : [element("ol", {}, ...links)]));
    proposals.focus();
  });
  $("forget").addEventListener("click", () => {
    for (const article of articles) article.reset?.();
    save();
    refresh();
  });

  // --- start ----------------------------------------------------------------------------------------------------
  for (const node of document.querySelectorAll(".needs-script")) node.hidden = false;
  articles.forEach(editor);
  refresh();
  if (location.hash) reveal();
  // The bar that stays on top must not cover what a link or a key leads to.
  const bar = document.querySelector(".tools");
  const keepClear = () => {
    const sticky = getComputedStyle(bar).position === "sticky";
    root.style.scrollPaddingTop = sticky ? `${bar.offsetHeight + 12}px` : "12px";
    root.style.setProperty("--bar", sticky ? `${bar.offsetHeight}px` : "0px");
  };
  keepClear();
  new ResizeObserver(keepClear).observe(bar);
  // On paper nothing can be unfolded.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const details of folded) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of folded) details.open = false; });
  // For the tests that compare this script with the program.
  window.badgescan = Object.freeze({ satisfies, missing, estimate, views, percentage, claimFile, proposalUrls, current });
})();
