"use strict";
// Charts are strings of SVG: put into innerHTML they need no namespace, so the page names no
// address at all.

const PAGES_PER_MIB = 256;

function escaped(text) {
  return String(text).replace(/[&<>"']/g, c => "&#" + c.charCodeAt(0) + ";");
}

function whole(number) {
  return Math.round(number).toLocaleString("en-US");
}

function compact(number) {
  const size = Math.abs(number);
  if (size >= 1e9) return trimmed(number / 1e9) + " G";
  if (size >= 1e6) return trimmed(number / 1e6) + " M";
  if (size >= 1e4) return trimmed(number / 1e3) + " k";
  return trimmed(number);
}

function trimmed(number) {
  return Number(number.toPrecision(3)).toLocaleString("en-US", {maximumFractionDigits: 4});
}

function bytes(pages) {
  const mib = pages / PAGES_PER_MIB;
  return mib >= 1024 ? trimmed(mib / 1024) + " GiB"
    : mib >= 1 || pages === 0 ? trimmed(mib) + " MiB" : trimmed(pages * 4) + " KiB";
}

/** Of a configuration the name of its file: a path is too long for tables and charts. */
function shortName(policy) {
  return policy.startsWith("config:") ? "config:" + policy.split("/").pop().replace(/^config:/, "") : policy;
}

/** Round numbers of pages, in the unit in which they will be shown. */
function roundPages(most, count) {
  const unit = most / PAGES_PER_MIB >= 1024 ? 1024 * PAGES_PER_MIB : PAGES_PER_MIB;
  return roundSteps(most / unit, count).map(mark => mark * unit);
}

function clock(seconds) {
  const s = Math.round(seconds);
  const part = number => String(number).padStart(2, "0");
  return Math.floor(s / 3600) + ":" + part(Math.floor(s / 60) % 60) + ":" + part(s % 60);
}

function colour(index) {
  return "var(--c" + index % 10 + ")";
}

/** Round numbers from 0 to at least `most`, about `count` of them. */
function roundSteps(most, count, base = 10) {
  if (!(most > 0)) return [0, 1];
  const raw = most / count;
  const power = Math.pow(base, Math.floor(Math.log(raw) / Math.log(base)));
  const steps = base === 10 ? [1, 2, 5, 10] : [1, 2, 4, 8, 16];
  const step = steps.map(s => s * power).find(s => s >= raw * 0.999);
  const out = [];
  for (let i = 0; i * step < most + step * 0.999; i++) out.push(i * step);
  return out;
}

/** Maps values to pixels; logarithmic where they differ much, with 0 where the axis begins. */
function axis(values, fromPixel, toPixel, count, mayBeLog) {
  const most = Math.max(...values, 0);
  const least = Math.min(...values.filter(v => v > 0));
  if (mayBeLog && most > 0 && most / least > 6) {
    const hasZero = values.some(v => v <= 0);
    const low = Math.pow(10, Math.floor(Math.log10(least)) - (hasZero ? 1 : 0));
    const high = Math.pow(10, Math.ceil(Math.log10(most)));
    const marks = [];
    const dense = high / low <= 1000;
    for (let mark = low; mark <= high * 1.001; mark *= 10) {
      (dense ? [1, 2, 5] : [1]).forEach(k => k * mark <= high * 1.001 && marks.push(k * mark));
    }
    const below = marks.filter(m => hasZero ? m < least : m <= least);
    const from = Math.max(...below), to = Math.min(...marks.filter(m => m >= most));
    const span = Math.log(to / from) || 1;
    return {
      log: true, zero: hasZero ? from : null, marks: marks.filter(m => m >= from && m <= to),
      at: v => fromPixel + (toPixel - fromPixel) * Math.log(Math.max(v, from) / from) / span,
    };
  }
  const marks = roundSteps(most, count);
  const top = marks[marks.length - 1];
  return {log: false, marks, at: v => fromPixel + (toPixel - fromPixel) * v / top};
}

function svg(width, height, content, label) {
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">${content}</svg>`;
}

function frame(box, x, y, xTitle, yTitle, xText) {
  const lines = y.marks.map(mark => {
    const at = y.at(mark).toFixed(1);
    return `<line class="grid" x1="${box.left}" x2="${box.right}" y1="${at}" y2="${at}"/>` +
      `<text class="faint" x="${box.left - 6}" y="${+at + 4}" text-anchor="end">${mark === y.zero ? "0" : compact(mark)}</text>`;
  });
  const across = x.marks.map(mark => {
    const at = x.at(mark).toFixed(1);
    return `<line class="grid" x1="${at}" x2="${at}" y1="${box.top}" y2="${box.bottom}"/>` +
      `<text class="faint" x="${at}" y="${box.bottom + 16}" text-anchor="middle">${mark === x.zero ? "0" : escaped(xText(mark))}</text>`;
  });
  return lines.join("") + across.join("") +
    `<text class="faint" x="${box.left}" y="${box.top - 8}">${escaped(yTitle + (y.log ? " (logarithmic)" : ""))}</text>` +
    `<text class="faint" x="${box.right}" y="${box.bottom + 33}" text-anchor="end">${escaped(xTitle + (x.log ? " (logarithmic)" : ""))}</text>`;
}

/** Moves labels apart that would lie on each other; in and out by their `y`. */
function spreadLabels(labels, gap, top, bottom) {
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((label, i) => {
    label.y = Math.max(label.y, i ? labels[i - 1].y + gap : top);
  });
  for (let i = labels.length - 1; i >= 0; i--) {
    labels[i].y = Math.min(labels[i].y, i < labels.length - 1 ? labels[i + 1].y - gap : bottom);
  }
  return labels;
}

/** Re-allocations of every policy over budgets, above the area that nobody can reach. */
function curveChart(trace, policies, chosen) {
  const width = 620, height = 380;
  const longest = Math.max(8, ...policies.map(policy => shortName(policy).length));
  const box = {left: 64, right: width - 24 - 7 * longest, top: 26, bottom: height - 44};
  const optima = [...trace.optima].sort((a, b) => a.budget_pages - b.budget_pages);
  if (!optima.length) return "<p class=note>No run is finished.</p>";
  const lines = policies.map((policy, index) => ({
    name: policy, index,
    points: trace.runs.filter(run => run.policy === policy)
      .map(run => ({x: run.budget_pages, y: run.reallocated_pages, budget: run.budget}))
      .sort((a, b) => a.x - b.x),
  })).filter(line => line.points.length);
  const values = lines.flatMap(line => line.points.map(p => p.y)).concat(optima.map(o => o.reallocated_pages));
  const y = axis(values, box.bottom, box.top, 6, true);
  const widest = optima[optima.length - 1].budget_pages * 1.02 || 1;
  const x = {marks: optima.map(o => o.budget_pages), at: v => box.left + (box.right - box.left) * v / widest};
  const names = new Map(optima.map(o => [o.budget_pages, o.budget]));
  const place = p => `${x.at(p.x).toFixed(1)},${y.at(p.y).toFixed(1)}`;
  const floor = optima.map(o => ({x: o.budget_pages, y: o.reallocated_pages, budget: o.budget}));
  let body = `<path d="M${place(floor[0])}L${floor.map(place).join("L")}L${x.at(floor[floor.length - 1].x)},${box.bottom}` +
    `L${x.at(floor[0].x)},${box.bottom}Z" fill="var(--faint)" fill-opacity=".16"/>`;
  const all = lines.concat({name: "optimum", index: -1, points: floor});
  all.forEach(line => {
    const ink = line.index < 0 ? "var(--text)" : colour(line.index);
    const wide = line.index < 0 ? 2 : line.name === chosen ? 3.2 : 1.6;
    body += `<polyline points="${line.points.map(place).join(" ")}" fill="none" stroke="${ink}" stroke-width="${wide}"` +
      `${line.index < 0 ? ' stroke-dasharray="6 3"' : ""}/>` +
      line.points.map(p => `<circle cx="${x.at(p.x).toFixed(1)}" cy="${y.at(p.y).toFixed(1)}" r="4" fill="${ink}">` +
        `<title>${escaped(line.name)} at ${escaped(p.budget)} (${bytes(p.x)}): ${whole(p.y)} pages</title></circle>`).join("");
  });
  const labels = all.map(line => ({line, y: y.at(line.points[line.points.length - 1].y) + 4}));
  spreadLabels(labels, 14, box.top + 4, box.bottom + 8).forEach(label => {
    const line = label.line;
    body += `<text x="${box.right + 10}" y="${label.y.toFixed(1)}" style="fill:${line.index < 0 ? "var(--text)" : colour(line.index)}` +
      `${line.name === chosen ? ";font-weight:700" : ""}">${escaped(shortName(line.name))}</text>`;
  });
  return svg(width, height, frame(box, x, y, "budget", "re-allocated pages", mark => names.get(mark)) + body,
    "Re-allocated pages of each policy over budgets");
}

/** What each policy paid in re-allocations and in truncations at one budget: less is better in both. */
function paretoChart(runs, policies, optimum, chosen) {
  const width = 620, height = 380;
  const box = {left: 64, right: width - 84, top: 26, bottom: height - 44};
  if (!runs.length) return "<p class=note>No run is finished.</p>";
  const points = runs.map(run => ({
    run, index: policies.indexOf(run.policy), x: run.truncations, y: run.reallocated_pages,
  }));
  const y = axis(points.map(p => p.y).concat(optimum), box.bottom, box.top, 6, true);
  const x = axis(points.map(p => p.x), box.left, box.right, 6, true);
  const beaten = p => points.some(q => q.x <= p.x && q.y <= p.y && (q.x < p.x || q.y < p.y));
  const front = points.filter(p => !beaten(p)).sort((a, b) => a.x - b.x);
  const floor = y.at(optimum).toFixed(1);
  let body = `<rect x="${box.left}" y="${floor}" width="${box.right - box.left}" height="${Math.max(0, box.bottom - floor)}" fill="var(--faint)" fill-opacity=".16"/>` +
    `<line x1="${box.left}" x2="${box.right}" y1="${floor}" y2="${floor}" stroke="var(--text)" stroke-width="2" stroke-dasharray="6 3"/>` +
    `<text class="halo" x="${box.left + 4}" y="${box.bottom - floor > 20 ? +floor + 14 : floor - 6}">optimum ${compact(optimum)}</text>` +
    `<polyline points="${front.map((p, i) => (i ? `${x.at(p.x)},${y.at(front[i - 1].y)} ` : "") + `${x.at(p.x)},${y.at(p.y)}`).join(" ")}" fill="none" stroke="var(--faint)" stroke-width="1.5"/>`;
  // Labels lie on nothing: neither on another nor on anybody's dot.
  const taken = points.map(p => ({x: x.at(p.x) - 8, y: y.at(p.y) + 4, wide: 16}));
  points.sort((a, b) => y.at(a.y) - y.at(b.y)).forEach(p => {
    const px = x.at(p.x), py = y.at(p.y);
    let ty = py + 4;
    const wide = 7 * shortName(p.run.policy).length + 6;
    const before = px + 10 + wide > width;
    const left = before ? px - 10 - wide : px + 10;
    const near = t => Math.abs(t.y - ty) < 13 && left < t.x + t.wide && t.x < left + wide;
    const step = py > box.bottom - 50 ? -2 : 2;
    while (taken.some(near)) ty += step;
    taken.push({x: left, y: ty, wide});
    body += `<circle cx="${px.toFixed(1)}" cy="${py.toFixed(1)}" r="${p.run.policy === chosen ? 8 : 5.5}" fill="${colour(p.index)}">` +
      `<title>${escaped(p.run.policy)}: ${whole(p.y)} pages re-allocated, ${whole(p.x)} truncations</title></circle>` +
      `<text class="halo" x="${before ? px - 11 : px + 11}" y="${ty.toFixed(1)}"${before ? ' text-anchor="end"' : ""}` +
      `${p.run.policy === chosen ? ' style="font-weight:700"' : ""}>${escaped(shortName(p.run.policy))}</text>`;
  });
  return svg(width, height, frame(box, x, y, "truncations", "re-allocated pages", compact) + body,
    "Re-allocated pages against truncations");
}
