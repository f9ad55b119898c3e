"use strict";
// The report as a questionnaire. The page is complete without this script; the script adds editing, filters, search,
// live counting by the badge site's rules (the same as scanner/model/satisfies.cc and scanner/assess: one shared test
// vector proves it), saving in the browser, export and proposal links. Untrusted texts are only ever set as text.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = data.text;
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
    const series = (first) => {
      let reached = null, tiered = 0;
      let whole = true;
      for (const level of levels.slice(first, first + 3)) {
        const progress = out.levels[level];
        if (whole) tiered += progress.percentage;
        if (progress.percentage < 100) whole = false;
        if (whole && progress.active > 0) reached = level;
      }
      return [reached, tiered];
    };
    [out.metal, out.tiered] = series(0);
    [out.baseline, out.baseline_tiered] = series(3);
    out.score = { passing: 5, silver: 7, gold: 10 }[out.metal] ?? 2;
    return out;
  }

  // --- state ----------------------------------------------------------------------------------------------------
  const key = `badgescan:${data.repository}:${data.commit}`;
  let edits = {};
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (saved && typeof saved === "object") edits = saved;
  } catch { /* a page without storage still works, it only forgets */ }
  const original = new Map(data.answers.map((a) => [a.id, a]));
  const save = () => { try { localStorage.setItem(key, JSON.stringify(edits)); } catch { /* see above */ } };

  function current() {
    return data.answers.map((answer) => {
      const edit = edits[answer.id];
      // What a person chose is as sure as it gets.
      return edit ? { ...answer, status: edit.status, justification: edit.justification, confidence: edit.status === "?" ? 0 : 5 } : answer;
    });
  }

  const stateOf = (a) =>
    a.status === "?" ? "open" : a.status === "Unmet" ? "unmet" : a.confidence < 3 ? "draft" : a.status === "Met" ? "met" : "na";
  const fill = (template, ...values) => template.replace(/\{\}/g, () => values.shift());
  const statusText = (a) => {
    const state = stateOf(a);
    return state === "open" ? text.open : state === "draft" ? fill(text.draft, a.status) : a.status;
  };

  // --- the page -------------------------------------------------------------------------------------------------
  const articles = [...document.querySelectorAll("article.criterion")];
  const element = (name, properties = {}, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };

  function refresh() {
    const answers = current();
    const byId = new Map(answers.map((a) => [a.id, a]));
    const estimates = Object.fromEntries(Object.entries(views).map(([name, view]) => [name, estimate(answers, view)]));
    for (const node of document.querySelectorAll("[data-value]")) {
      const [name, level] = node.dataset.value.split(" ");
      const value = estimates[name].levels[level].percentage;
      node.textContent = `${value} %`;
      node.parentElement.querySelector(`[data-bar="${name} ${level}"]`).setAttribute("width", String(value));
    }
    const likely = estimates.likely;
    document.getElementById("metal").textContent = likely.metal ?? text.in_progress;
    document.getElementById("baseline").textContent = likely.baseline ?? text.in_progress;
    document.getElementById("score").textContent = String(likely.score);
    document.getElementById("tiered").textContent = `${likely.tiered} %`;
    for (const article of articles) {
      const answer = byId.get(article.dataset.id);
      article.dataset.state = stateOf(answer);
      const status = article.querySelector(".status");
      status.textContent = statusText(answer);
      status.className = `status ${stateOf(answer)}`;
      const edited = article.querySelector(".edited");
      if (edited) edited.hidden = !edits[answer.id];
    }
    filter();
    return estimates;
  }

  // --- editing --------------------------------------------------------------------------------------------------
  function editor(article) {
    const answer = original.get(article.dataset.id);
    if (answer.derived) return;
    const now = edits[answer.id] ?? answer;
    const status = element("select", { id: `status-${answer.id}` });
    const choices = ["?", "Met", "Unmet"];
    if (answer.requirements.some((r) => r.na)) choices.push("N/A");
    for (const choice of choices) status.append(element("option", { value: choice, textContent: choice, selected: choice === now.status }));
    const why = element("textarea", { id: `why-${answer.id}`, value: now.justification });
    const edited = element("span", { className: "edited", textContent: text.edited, hidden: !edits[answer.id] });
    const confirm = element("button", { type: "button", textContent: text.confirm });
    const undo = element("button", { type: "button", textContent: text.undo });
    const change = () => {
      edits[answer.id] = { status: status.value, justification: why.value };
      save();
      refresh();
    };
    status.addEventListener("change", change);
    why.addEventListener("input", change);
    confirm.addEventListener("click", change);
    undo.addEventListener("click", () => {
      delete edits[answer.id];
      status.value = answer.status;
      why.value = answer.justification;
      save();
      refresh();
    });
    article.append(element("div", { className: "edit" },
      element("div", { className: "row" },
        element("label", { htmlFor: status.id, textContent: text.status }), status, confirm, undo, edited),
      element("label", { htmlFor: why.id, textContent: text.justification }), why));
    const shown = article.querySelector(".justification");
    if (shown) shown.hidden = true;
  }

  // --- filters and search ---------------------------------------------------------------------------------------
  const search = document.getElementById("search");
  const shownCount = document.getElementById("shown");
  let chosen = "all";
  function wanted(answer) {
    const must = answer.requirements.some((r) => r.category === "MUST");
    const state = stateOf(answer);
    switch (chosen) {
      case "blocking": return state === "unmet" && must;
      case "drafts": return state === "draft";
      case "questions": return state === "open";
      case "must": return must;
      default: return true;
    }
  }
  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const byId = new Map(current().map((a) => [a.id, a]));
    let shown = 0;
    for (const article of articles) {
      const body = article.textContent.toLowerCase();
      // The criterion that is being edited stays in sight even when it no longer fits the filter.
      const busy = article.contains(document.activeElement) && document.activeElement !== document.body;
      article.hidden = !(busy || (wanted(byId.get(article.dataset.id)) && words.every((word) => body.includes(word))));
      if (!article.hidden) ++shown;
    }
    for (const section of document.querySelectorAll("section.group, section.level")) {
      section.hidden = !section.querySelector("article.criterion:not([hidden])");
    }
    shownCount.textContent = fill(text.shown, shown, articles.length);
  }
  for (const button of document.querySelectorAll("button[data-filter]")) {
    button.addEventListener("click", () => {
      chosen = button.dataset.filter;
      for (const other of document.querySelectorAll("button[data-filter]")) other.setAttribute("aria-pressed", String(other === button));
      filter();
    });
  }
  search.addEventListener("input", filter);

  // --- keyboard -------------------------------------------------------------------------------------------------
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "Escape" && typing) return event.target.blur();
    if (typing) return;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "j" || event.key === "k") {
      const visible = articles.filter((a) => !a.hidden);
      const at = visible.findIndex((a) => a.contains(document.activeElement));
      const next = visible[event.key === "j" ? Math.min(at + 1, visible.length - 1) : Math.max(at - 1, 0)];
      if (next) {
        next.focus();
        next.scrollIntoView({ block: "start" });
      }
    } else if (event.key === "e") {
      const article = articles.find((a) => a.contains(document.activeElement));
      article?.querySelector("select")?.focus();
      event.preventDefault();
    }
  });

  // --- export ---------------------------------------------------------------------------------------------------
  const utf8 = new TextEncoder();
  const answered = (answers) => answers.filter((a) => a.status !== "?" && !a.derived);
  const cut = (why, most) => ([...why].length <= most ? why : [...why].slice(0, most - 1).join("").replace(/\s+\S*$/, "") + "…");

  function claimFile() {
    const answers = answered(current());
    for (let most = 8192; most >= 40; most = Math.floor(most * 0.75)) {
      const out = {};
      for (const a of answers) {
        out[`${a.id}_status`] = a.status;
        if (a.justification) out[`${a.id}_justification`] = cut(a.justification, most);
      }
      const json = JSON.stringify(out, null, 2) + "\n";
      // The badge site ignores a file of more than 50,000 bytes without a word.
      if (utf8.encode(json).length <= 50000) return json;
    }
    return "{}\n";
  }

  function proposalUrls() {
    const urls = [];
    for (const level of levels) {
      const base = data.project_id
        ? `https://www.bestpractices.dev/projects/${encodeURIComponent(data.project_id)}/${level}/edit?section=${level}`
        : `https://www.bestpractices.dev/projects?as=edit&section=${level}&url=${encodeURIComponent(data.url)}`;
      let statuses = "", whys = "";
      const flush = () => { if (statuses) urls.push([level, base + statuses + whys]); statuses = whys = ""; };
      for (const a of answered(current()).filter((x) => x.requirements.some((r) => r.level === level))) {
        const status = `&${a.id}_status=${encodeURIComponent(a.status)}`;
        const why = a.justification ? `&${a.id}_justification=${encodeURIComponent(cut(a.justification, 240))}` : "";
        if (base.length + statuses.length + whys.length + status.length + why.length > 2000) flush();
        statuses += status;
        if (base.length + statuses.length + whys.length + why.length <= 2000) whys += why;
      }
      flush();
    }
    return urls;
  }

  document.getElementById("export").addEventListener("click", () => {
    const url = URL.createObjectURL(new Blob([claimFile()], { type: "application/json" }));
    const link = element("a", { href: url, download: ".bestpractices.json" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  });
  const proposals = document.getElementById("proposals");
  document.getElementById("propose").addEventListener("click", () => {
    proposals.replaceChildren();
    const urls = data.url || data.project_id ? proposalUrls() : [];
    if (urls.length === 0) proposals.append(element("p", { textContent: text.no_proposals }));
    const list = element("ol");
    for (const [level, url] of urls) {
      list.append(element("li", {}, element("a", { href: url, target: "_blank", rel: "noopener noreferrer", textContent: `${level} (${url.length})` })));
    }
    proposals.append(list);
    proposals.hidden = false;
    proposals.focus();
  });

  for (const node of document.querySelectorAll(".needs-script")) node.hidden = false;
  articles.forEach(editor);
  refresh();
  // For the shared test vector.
  window.badgescan = Object.freeze({ satisfies, hasUrl, estimate, views, percentage, claimFile, proposalUrls, current });
})();
