const DATA = JSON.parse(document.getElementById("data").textContent);
const by = id => document.getElementById(id);
const timeline = new Timeline(by("time"), by("readout"));
const chosen = {trace: 0, budget: "", policy: ""};

function unique(values) {
  return [...new Set(values)];
}

function options(select, entries, value) {
  select.innerHTML = entries.map(([key, text]) =>
    `<option value="${escaped(key)}"${String(key) === String(value) ? " selected" : ""}>${escaped(text)}</option>`).join("");
}

function traceTitle(trace) {
  return trace.trace + (trace.service_time === "none" ? "" : " (service time: " + trace.service_time + ")");
}

function head() {
  by("chips").innerHTML = ["open loop, fixed budget", DATA.version]
    .map(text => `<span class="chip">${escaped(text)}</span>`).join("");
  if (DATA.stopped_by) {
    by("partial").hidden = false;
    by("partial").textContent = "Partial report: the replay was stopped by " + DATA.stopped_by + ". " +
      (DATA.traces.map(t => traceTitle(t) + ": " + t.runs.length + " runs finished").join("; ") || "No trace had been read") +
      "; the command line named " + DATA.traces_named + (DATA.traces_named === 1 ? " trace." : " traces.");
  }
}

function provenance(trace) {
  const rows = [
    ["Source", trace.trace], ["Format", trace.format],
    ["Service time", {recorded: "recorded in the trace", none: "none: the source has ticks"}[trace.service_time]
      || trace.service_time + " (a model: it decides the result)"],
    ["Lines", whole(trace.lines) + " used, " + whole(trace.bad_lines) + " bad and left out"],
    ["Devices", whole(trace.devices)],
    ["Length", clock(trace.ticks * trace.tick_seconds) + " h, " + whole(trace.ticks) + " ticks of " + trimmed(trace.tick_seconds) + " s"],
    ["Sum of high-waters", bytes(trace.sum_high_water_pages) + ": what is held if nobody truncates"],
    ["Loop", "open: a fixed budget; no pressure (PSI) in the loop, no guard, no quota"],
    ["Command line", DATA.command_line, "wide"],
  ];
  by("provenance").innerHTML = rows.map(([name, text, wide]) =>
    `<dt>${name}</dt><dd${wide ? ' class="wide"' : ""}>${wide ? `<code>${escaped(text)}</code>` : escaped(text)}</dd>`).join("");
}

function ratio(value) {
  return value === null ? "∞" : value === undefined ? "–" : value.toFixed(2);
}

function toStock(trace, run) {
  const stock = trace.runs.find(r => r.policy === "stock" && r.budget === run.budget);
  if (!stock) return undefined;
  return stock.reallocated_pages ? run.reallocated_pages / stock.reallocated_pages
    : run.reallocated_pages ? null : 1;
}

function figures(trace, policies) {
  const heads = ["policy", "re-allocated pages", "× optimum", "× stock", "truncations", "pages freed",
    "ticks over budget", "mean held", "given back, GiB·h", "CPU s"];
  let body = "";
  for (const optimum of trace.optima) {
    const runs = trace.runs.filter(run => run.budget === optimum.budget);
    const fair = runs.filter(run => !run.avoidable_ticks_over_budget);
    const best = key => Math.min(...fair.map(run => run[key]));
    body += `<tr class="budget"><th colspan="${heads.length}">budget ${escaped(optimum.budget)}: ${bytes(optimum.budget_pages)}</th></tr>` +
      `<tr><td><i>optimum</i></td><td>${whole(optimum.reallocated_pages)}</td><td>1.00</td><td>${ratio(toStock(trace, {...optimum}))}</td>` +
      `<td></td><td></td><td></td><td>${bytes(optimum.mean_resident_pages)}</td><td></td><td></td></tr>`;
    for (const run of runs) {
      const isChosen = run.budget === chosen.budget && run.policy === chosen.policy;
      const mark = run.avoidable_ticks_over_budget ? " ⚠" : "";
      const strong = key => fair.includes(run) && run[key] === best(key) ? ' class="best"' : "";
      body += `<tr${isChosen ? ' class="chosen"' : ""}><td><span class="swatch" style="background:${colour(policies.indexOf(run.policy))}"></span>` +
        `<button type="button" data-budget="${escaped(run.budget)}" data-policy="${escaped(run.policy)}" aria-pressed="${isChosen}">${escaped(run.policy)}</button>${mark}</td>` +
        `<td${strong("reallocated_pages")}>${whole(run.reallocated_pages)}</td><td${strong("reallocated_pages")}>${ratio(run.ratio_to_optimum)}</td>` +
        `<td>${ratio(toStock(trace, run))}</td><td${strong("truncations")}>${whole(run.truncations)}</td><td>${whole(run.pages_freed)}</td>` +
        `<td>${whole(run.ticks_over_budget)}</td><td>${bytes(run.mean_resident_pages)}</td><td>${run.given_back_gib_hours.toFixed(2)}</td><td>${run.replay_cpu_seconds.toFixed(2)}</td></tr>`;
    }
  }
  by("figures").innerHTML = `<thead><tr>${heads.map(h => `<th scope="col">${h}</th>`).join("")}</tr></thead><tbody>${body}</tbody>`;
  const notes = ["Bold: the least at this budget."];
  if (trace.runs.some(run => run.avoidable_ticks_over_budget)) {
    notes.push("⚠ kept more than the budget though it could have freed it: not comparable.");
  }
  if (!trace.runs.some(run => run.policy === "stock")) notes.push("× stock needs the policy stock among those replayed.");
  by("table-notes").textContent = notes.join(" ");
}

/** The same trace under several service times, or several traces: ratios to the optimum. */
function spread() {
  by("spread-section").hidden = DATA.traces.length < 2;
  const find = (trace, policy) => trace.runs.find(r => r.policy === policy && r.budget === chosen.budget);
  by("spread-caption").textContent = "Re-allocated pages as a multiple of the optimum’s, at budget " + chosen.budget + ".";
  const names = unique(DATA.traces.flatMap(trace => trace.runs.map(run => run.policy)));
  by("spread").innerHTML = `<thead><tr><th scope="col">policy</th>${DATA.traces.map(t => `<th scope="col">${escaped(traceTitle(t))}</th>`).join("")}</tr></thead><tbody>` +
    names.map(name => `<tr><td>${escaped(name)}</td>${DATA.traces.map(trace => {
      const run = find(trace, name);
      return `<td>${run ? ratio(run.ratio_to_optimum) : "–"}</td>`;
    }).join("")}</tr>`).join("") + "</tbody>";
}

function overTime(trace) {
  const run = trace.runs.find(r => r.budget === chosen.budget && r.policy === chosen.policy);
  by("time-caption").textContent = run.policy + " at budget " + run.budget + " of " + traceTitle(trace) + ", in " +
    (trace.bucket_ticks.length - 1) + " stretches of about " + trimmed(trace.ticks / (trace.bucket_ticks.length - 1) * trace.tick_seconds) + " s.";
  const kinds = {device: "devices", name: "devices by the beginning of their names", size: "devices by size, an eighth of all high-waters each"};
  const item = (mark, text) => `<span class="item">${mark}${escaped(text)}</span>`;
  const line = style => `<svg width="26" height="11" aria-hidden="true"><line x1="0" x2="22" y1="6" y2="6" ${style}/></svg>`;
  by("legend").innerHTML = `<span class="note">${kinds[trace.groups_by]}: </span>` +
    trace.groups.map((g, i) => item(`<span class="swatch" style="background:${colour(i)}"></span>`, g.label)).join("") + "<br>" +
    item(line('stroke="var(--accent)" stroke-width="2" stroke-dasharray="9 4"'), "budget") +
    item(line('stroke="var(--text)" stroke-width="1.6"'), "in use: the sum of the devices’ peaks, most of each stretch") +
    item(line('stroke="var(--text)" stroke-width=".8"'), "most and least held (thin)");
  timeline.show(trace, run, trace.optima.find(o => o.budget === run.budget));
}

function render() {
  const trace = DATA.traces[chosen.trace];
  const policies = unique(trace.runs.map(run => run.policy));
  const budgets = unique(trace.runs.map(run => run.budget));
  if (!budgets.includes(chosen.budget)) chosen.budget = budgets.includes("35%") ? "35%" : budgets[0] || "";
  const here = trace.runs.filter(run => run.budget === chosen.budget);
  if (!here.some(run => run.policy === chosen.policy)) {
    chosen.policy = here.length ? here.reduce((a, b) => b.reallocated_pages < a.reallocated_pages ? b : a).policy : "";
  }
  options(by("trace"), DATA.traces.map((t, i) => [i, traceTitle(t)]), chosen.trace);
  options(by("budget"), budgets.map(b => [b, b]), chosen.budget);
  options(by("policy"), here.map(r => [r.policy, r.policy]), chosen.policy);
  provenance(trace);
  figures(trace, policies);
  spread();
  by("curve").innerHTML = curveChart(trace, policies, chosen.policy);
  const optimum = trace.optima.find(o => o.budget === chosen.budget);
  by("pareto").innerHTML = paretoChart(here, policies, optimum ? optimum.reallocated_pages : 0, chosen.policy);
  by("over-time").hidden = !here.length || !trace.ticks;
  if (here.length && trace.ticks) overTime(trace);
}

function choose(change) {
  Object.assign(chosen, change);
  render();
}

head();
if (DATA.traces.length) {
  render();
} else {
  document.querySelectorAll("main > section, .pair").forEach(part => part.hidden = true);
}
by("trace-choice").hidden = DATA.traces.length < 2;
by("trace").addEventListener("change", e => choose({trace: +e.target.value}));
by("budget").addEventListener("change", e => choose({budget: e.target.value}));
by("policy").addEventListener("change", e => choose({policy: e.target.value}));
by("figures").addEventListener("click", e => {
  const button = e.target.closest("button");
  if (!button) return;
  choose({budget: button.dataset.budget, policy: button.dataset.policy});
  const again = [...by("figures").querySelectorAll("button")].find(b => b.getAttribute("aria-pressed") === "true");
  if (again) again.focus({preventScroll: true});
});
document.querySelectorAll("[data-zoom]").forEach(button =>
  button.addEventListener("click", () => timeline.zoom(button.dataset.zoom)));
by("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
