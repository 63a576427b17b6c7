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
  const notes = trace.service_time === "none" ? [] : ["service time: " + trace.service_time];
  if (trace.host) notes.push("closed loop");
  return trace.trace + (notes.length ? " (" + notes.join("; ") + ")" : "");
}

function head() {
  if (DATA.stopped_by) {
    by("partial").hidden = false;
    by("partial").textContent = "Partial report: the replay was stopped by " + DATA.stopped_by + ". " +
      (DATA.traces.map(t => traceTitle(t) + ": " + t.runs.length + " runs finished").join("; ") || "No trace had been read") +
      "; the command line named " + DATA.traces_named + (DATA.traces_named === 1 ? " trace." : " traces.");
  }
}

function chips(trace) {
  const loop = trace.host ? "closed loop: the pressure of the host decides" : "open loop, fixed budget";
  by("chips").innerHTML = [loop, DATA.version].map(text => `<span class="chip">${escaped(text)}</span>`).join("");
}

const STALLS = {
  relieved: "as recorded, fewer where more is available than then, down to none at the high watermark; never more",
  recorded: "as recorded, whatever the policy does", ignored: "left out: watermarks alone decide",
};

function loopRows(trace) {
  if (!trace.host) return [["Loop", "open: a fixed budget; no pressure (PSI) in the loop; guard and quotas only with a configuration"]];
  const mib = value => bytes(value / 4096);
  const run = trace.runs[0];
  const rows = [
    ["Loop", "closed: what a policy leaves in data areas is missing from the memory of the host, which makes the demand"],
    ["Host", trace.host.source + (run ? ", " + mib(run.memory_bytes) : "")],
  ];
  if (!run) return rows;
  return rows.concat([
    ["Watermarks", `min ${mib(run.watermark_min_bytes)}, low ${mib(run.watermark_low_bytes)}, high ${mib(run.watermark_high_bytes)}`],
    ["Stalls (a model)", STALLS[run.psi_model]],
  ]);
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
    ...loopRows(trace),
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

/** A cell of a closed loop: re-allocations against those of whoever always keeps the high watermark. */
function highKept(trace, run) {
  if (!trace.host) return "";
  const most = trace.runs[0].optimum_at_high_reallocated_pages, mine = run.reallocated_pages;
  return `<td>${ratio(most ? mine / most : mine ? null : 1)}</td>`;
}

function figures(trace, policies) {
  const heads = ["policy", "re-allocated pages", "× optimum", ...(trace.host ? ["× high kept"] : []), "× stock", "truncations", "pages freed",
    trace.host ? "ticks below low" : "ticks over budget", "mean held", "given back, GiB·h", "CPU s"];
  let body = "";
  for (const optimum of trace.optima) {
    const runs = trace.runs.filter(run => run.budget === optimum.budget);
    const fair = runs.filter(run => !run.avoidable_ticks_over_budget);
    const best = key => Math.min(...fair.map(run => run[key]));
    body += `<tr class="budget"><th colspan="${heads.length}">${trace.host ? `what the host leaves with the low watermark kept: at least ${bytes(optimum.budget_pages)}`
      : `budget ${escaped(optimum.budget)}: ${bytes(optimum.budget_pages)}`}</th></tr>` +
      `<tr><td><i>optimum</i></td><td>${whole(optimum.reallocated_pages)}</td><td>1.00</td>${highKept(trace, optimum)}<td>${ratio(toStock(trace, {...optimum}))}</td>` +
      `<td></td><td></td><td></td><td>${bytes(optimum.mean_resident_pages)}</td><td></td><td></td></tr>`;
    for (const run of runs) {
      const isChosen = run.budget === chosen.budget && run.policy === chosen.policy;
      const mark = run.avoidable_ticks_over_budget ? " ⚠" : "";
      const strong = key => fair.includes(run) && run[key] === best(key) ? ' class="best"' : "";
      body += `<tr${isChosen ? ' class="chosen"' : ""}><td><span class="swatch" style="background:${colour(policies.indexOf(run.policy))}"></span>` +
        `<button type="button" data-budget="${escaped(run.budget)}" data-policy="${escaped(run.policy)}" aria-pressed="${isChosen}" title="${escaped(run.policy)}">${escaped(shortName(run.policy))}</button>${mark}</td>` +
        `<td${strong("reallocated_pages")}>${whole(run.reallocated_pages)}</td><td${strong("reallocated_pages")}>${ratio(run.ratio_to_optimum)}</td>` +
        `${highKept(trace, run)}<td>${ratio(toStock(trace, run))}</td><td${strong("truncations")}>${whole(run.truncations)}</td><td>${whole(run.pages_freed)}</td>` +
        `<td>${whole(run.ticks_over_budget)}</td><td>${bytes(run.mean_resident_pages)}</td><td>${run.given_back_gib_hours.toFixed(2)}</td><td>${run.replay_cpu_seconds.toFixed(2)}</td></tr>`;
    }
  }
  by("figures").innerHTML = `<thead><tr>${heads.map(h => `<th scope="col">${h}</th>`).join("")}</tr></thead><tbody>${body}</tbody>`;
  const notes = ["Bold: the least at this budget."];
  if (trace.runs.some(run => run.avoidable_ticks_over_budget)) {
    notes.push(trace.host ? "⚠ stayed below the low watermark though it could have freed more: not comparable."
      : "⚠ kept more than the budget though it could have freed it: not comparable.");
  }
  if (!trace.runs.some(run => run.policy === "stock")) notes.push("× stock needs the policy stock among those replayed.");
  if (trace.host && trace.runs.length) {
    notes.push("The optimum keeps the low watermark, which nobody who keeps it can beat; whoever always kept the high one would re-allocate " +
      whole(trace.runs[0].optimum_at_high_reallocated_pages) + " pages or more.");
  }
  by("table-notes").textContent = notes.join(" ");
}

/** What became of the host, in a closed loop. */
function memory(trace, policies) {
  by("memory-section").hidden = !trace.host;
  if (!trace.host) return;
  const heads = ["policy", "below min, s", "below low, s", "below high, s", "least available", "demands",
    "answered after, s", "at most, s", "not met, MiB·s", "of", "stalled, s", "PSI events"];
  const mib = value => value < 0 ? "−" + bytes(-value / 4096) : bytes(value / 4096);
  const body = trace.runs.map(run => `<tr${run.policy === chosen.policy ? ' class="chosen"' : ""}><td><span class="swatch" style="background:${colour(policies.indexOf(run.policy))}"></span>${escaped(shortName(run.policy))}</td>` +
    [trimmed(run.seconds_below_min), trimmed(run.seconds_below_low), trimmed(run.seconds_below_high), mib(run.least_available_bytes),
      whole(run.episodes), run.reaction_mean_seconds.toFixed(1), run.reaction_most_seconds.toFixed(1) + (run.episodes_unanswered ? " +" : ""),
      whole(run.unmet_page_seconds / PAGES_PER_MIB), whole(run.demand_page_seconds / PAGES_PER_MIB), run.stalled_seconds.toFixed(1),
      whole(run.psi_events)].map(text => `<td>${text}</td>`).join("") + "</tr>").join("");
  by("memory").innerHTML = `<thead><tr>${heads.map(h => `<th scope="col">${h}</th>`).join("")}</tr></thead><tbody>${body}</tbody>`;
  const run = trace.runs[0];
  by("memory-notes").textContent = run ? "As recorded, tasks were stalled for " + run.recorded_stalled_seconds.toFixed(1) + " s." +
    (trace.runs.some(r => r.episodes_unanswered) ? " +: the last demand was not answered before the trace ended." : "") +
    (run.ticks_without_host ? " Of " + whole(run.ticks_without_host) + " ticks nothing is known of the host." : "") : "";
}

/** The same trace under several service times, or several traces: ratios to the optimum. */
function spread() {
  by("spread-section").hidden = DATA.traces.length < 2;
  const given = unique(DATA.traces.filter(t => !t.host).flatMap(t => t.runs.map(run => run.budget)));
  const fixed = given.includes(chosen.budget) ? chosen.budget : given.includes("35%") ? "35%" : given[0];
  const find = (trace, policy) => trace.runs.find(r => r.policy === policy && (trace.host || r.budget === fixed));
  by("spread-caption").textContent = "Re-allocated pages as a multiple of the optimum’s" + (fixed ? ", at budget " + fixed : "") +
    (DATA.traces.some(t => t.host) ? (fixed ? ", and" : ",") + " in the closed loop." : ".");
  const names = unique(DATA.traces.flatMap(trace => trace.runs.map(run => run.policy)));
  by("spread").innerHTML = `<thead><tr><th scope="col">policy</th>${DATA.traces.map(t => `<th scope="col">${escaped(traceTitle(t))}</th>`).join("")}</tr></thead><tbody>` +
    names.map(name => `<tr><td>${escaped(shortName(name))}</td>${DATA.traces.map(trace => {
      const run = find(trace, name);
      return `<td>${run ? ratio(run.ratio_to_optimum) : "–"}</td>`;
    }).join("")}</tr>`).join("") + "</tbody>";
}

function overTime(trace) {
  const run = trace.runs.find(r => r.budget === chosen.budget && r.policy === chosen.policy);
  by("time-caption").textContent = run.policy + (trace.host ? " in a closed loop, " : " at budget " + run.budget + ", open loop, ") + "of " + traceTitle(trace) + ", in " +
    (trace.bucket_ticks.length - 1) + " stretches of about " + trimmed(trace.ticks / (trace.bucket_ticks.length - 1) * trace.tick_seconds) + " s.";
  const kinds = {device: "devices", customer: "customers", name: "devices by the beginning of their names", size: "devices by size, an eighth of all high-waters each"};
  const item = (mark, text) => `<span class="item">${mark}${escaped(text)}</span>`;
  const line = style => `<svg width="26" height="11" aria-hidden="true"><line x1="0" x2="22" y1="6" y2="6" ${style}/></svg>`;
  by("legend").innerHTML = `<span class="note">${kinds[trace.groups_by]}: </span>` +
    trace.groups.map((g, i) => item(`<span class="swatch" style="background:${colour(i)}"></span>`, g.label)).join("") + "<br>" +
    item(line('stroke="var(--accent)" stroke-width="2" stroke-dasharray="9 4"'), trace.host ? "the most that keeps the low watermark" : "budget") +
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
  chips(trace);
  provenance(trace);
  by("budget").closest("label").hidden = Boolean(trace.host);
  by("curve-section").hidden = Boolean(trace.host);
  memory(trace, policies);
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
addEventListener("resize", () => timeline.resized());
addEventListener("beforeprint", () => timeline.resized(1000));
addEventListener("afterprint", () => timeline.resized());
document.querySelectorAll("[data-zoom]").forEach(button =>
  button.addEventListener("click", () => timeline.zoom(button.dataset.zoom)));
by("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
