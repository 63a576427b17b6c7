/** What only a closed loop has: the memory of the host, and how long tasks waited for it. */
function hostPanels(trace, run, seconds) {
  const seen = values => values.map(pages => Math.max(0, pages));
  const share = values => values.map((v, i) => Math.min(100, v / seconds[i] / 1e4));
  const high = run.watermark_high_bytes / 4096;
  return [
    {title: "available at least; dotted: the watermarks min, low, high", ink: "var(--c9)", pages: true,
      values: seen(run.series.least_available_pages), other: seen(trace.host.recorded_available_pages),
      otherName: "as recorded", least: high * 1.1,
      lines: [{value: run.watermark_min_bytes / 4096, ink: "var(--c3)"},
        {value: run.watermark_low_bytes / 4096, ink: "var(--c1)"}, {value: high, ink: "var(--c2)"}]},
    {title: "PSI some, % of the time", ink: "var(--c6)", values: share(run.series.some_micros),
      other: share(trace.host.recorded_some_micros), otherName: "as recorded", bars: true},
  ];
}

/** One run over time: panels with one time axis, a cursor and a zoom. */
class Timeline {
  constructor(element, readout) {
    this.element = element;
    this.readout = readout;
    this.cursor = null;
    element.addEventListener("pointermove", e => this.moved(e));
    element.addEventListener("pointerdown", e => {
      this.dragFrom = this.tickAt(e);
      element.setPointerCapture(e.pointerId);
    });
    element.addEventListener("pointerup", e => this.dropped(e));
    element.addEventListener("pointerleave", () => this.point(null));
    element.addEventListener("dblclick", () => this.zoom("all"));
    element.addEventListener("keydown", e => this.key(e));
  }

  /** Shows a run; keeps the zoom where the trace is the same. */
  show(trace, run, optimum) {
    if (this.trace !== trace || this.to === undefined) {
      this.from = 0;
      this.to = trace.ticks;
      this.cursor = null;
    }
    Object.assign(this, {trace, run, optimum});
    this.width = this.fitting();
    this.seconds = trace.bucket_ticks.slice(1).map((end, i) => (end - trace.bucket_ticks[i]) * trace.tick_seconds);
    const rate = values => values.map((v, i) => v / this.seconds[i]);
    let behind = 0;
    const regret = run.series.reallocated_pages.map((v, i) =>
      Math.max(0, behind += v - optimum.series.reallocated_pages[i]));
    this.panels = (trace.host ? hostPanels(trace, run, this.seconds) : []).concat([
      {title: "re-allocated pages/s", ink: "var(--c3)", values: rate(run.series.reallocated_pages),
        other: rate(optimum.series.reallocated_pages), otherName: "the optimum’s", bars: true},
      {title: "cuts/s", ink: "var(--c4)", values: rate(run.series.truncations), bars: true},
      {title: "demand, pages/s asked back", ink: "var(--c5)", values: rate(run.series.demand_pages), bars: true},
      {title: "regret, pages re-allocated beyond the optimum so far (0 while ahead of it)", ink: "var(--c1)", values: regret},
    ]);
    this.draw();
  }

  /** Drawn as wide as it is shown, so that its text is as large as that of the page. */
  fitting() {
    return Math.min(1270, Math.max(560, this.element.clientWidth || 1270));
  }

  resized(width) {
    const wanted = width || this.fitting();
    if (this.trace && wanted !== this.width) {
      this.width = wanted;
      this.draw();
    }
  }

  buckets() {
    return this.trace.bucket_ticks.length - 1;
  }

  bucketOf(tick) {
    let low = 0, high = this.buckets() - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.trace.bucket_ticks[middle] <= tick) low = middle; else high = middle - 1;
    }
    return low;
  }

  draw() {
    const width = this.width, left = this.left = 78, right = this.right = width - 30;
    const first = this.bucketOf(this.from), last = this.bucketOf(Math.max(this.from, this.to - 1));
    this.x = tick => left + (right - left) * (tick - this.from) / (this.to - this.from);
    let top = 24;
    let body = `<defs><clipPath id="inside"><rect x="${left}" y="0" width="${right - left}" height="1200"/></clipPath>` +
      `<clipPath id="inside-stack"><rect x="${left}" y="${top}" width="${right - left}" height="300"/></clipPath></defs>`;
    body += this.stack(first, last, top, top + 300);
    top += 300;
    for (const panel of this.panels) {
      const high = panel.pages ? 140 : 100;
      body += this.panel(panel, first, last, top + 30, top + high);
      top += high;
    }
    this.bottom = top;
    body += this.timeMarks(top);
    body += `<g id="cursor"></g>`;
    this.height = top + 38;
    this.element.innerHTML = svg(width, this.height, body, "The run over time");
    this.point(this.cursor);
  }

  /** A stair of one value in each bucket, as the points of a path. */
  stair(values, first, last, y) {
    const out = [];
    for (let i = first; i <= last; i++) {
      const at = y(values[i]).toFixed(1);
      out.push(this.x(this.trace.bucket_ticks[i]).toFixed(1) + "," + at,
        this.x(this.trace.bucket_ticks[i + 1]).toFixed(1) + "," + at);
    }
    return out;
  }

  stack(first, last, top, bottom) {
    const series = this.run.series;
    const seen = values => Math.max(0, ...values.slice(first, last + 1));
    const held = Math.max(seen(series.most_held_pages), seen(this.trace.in_use_pages));
    const most = this.trace.host ? held * 1.06 : Math.max(this.run.budget_pages, held);
    const marks = roundPages(most, 5);
    const y = v => bottom - (bottom - top) * v / marks[marks.length - 1];
    let body = marks.map(mark => this.mark(y(mark), mark ? bytes(mark) : "0")).join("");
    let below = new Array(this.buckets()).fill(0);
    series.group_pages.forEach((pages, group) => {
      const above = below.map((v, i) => v + pages[i]);
      const edge = this.stair(above, first, last, y);
      body += `<path clip-path="url(#inside)" fill="${colour(group)}" d="M${edge.join("L")}L` +
        `${this.stair(below, first, last, y).reverse().join("L")}Z"/>`;
      below = above;
    });
    const line = (values, style) => `<polyline clip-path="url(#inside)" fill="none" points="` +
      `${this.stair(values, first, last, y).join(" ")}" ${style}/>`;
    return body + line(series.most_held_pages, 'stroke="var(--text)" stroke-width=".8"') +
      line(series.least_held_pages, 'stroke="var(--text)" stroke-width=".8" stroke-opacity=".5"') +
      line(this.trace.in_use_pages, 'stroke="var(--back)" stroke-width="3" stroke-opacity=".8"') +
      line(this.trace.in_use_pages, 'stroke="var(--text)" stroke-width="1.2"') +
      (this.trace.host ? this.changingBudget(first, last, y) : this.fixedBudget(y)) +
      `<text class="faint" x="${this.left}" y="${top - 9}">held at the ends of ticks</text>`;
  }

  fixedBudget(y) {
    const budget = y(this.run.budget_pages).toFixed(1);
    return `<line x1="${this.left}" x2="${this.right}" y1="${budget}" y2="${budget}" stroke="var(--accent)" stroke-width="2" stroke-dasharray="9 4"/>` +
      `<text class="halo" x="${this.right - 4}" y="${budget - 6}" text-anchor="end">budget ${bytes(this.run.budget_pages)}</text>`;
  }

  /** What the host leaves; often far above all that is held, and then outside of the chart. */
  changingBudget(first, last, y) {
    return `<polyline clip-path="url(#inside-stack)" fill="none" stroke="var(--accent)" stroke-width="2" stroke-dasharray="9 4" ` +
      `points="${this.stair(this.trace.host.most_pages, first, last, y).join(" ")}"/>`;
  }

  panel(panel, first, last, top, bottom) {
    const seen = values => values.slice(first, last + 1);
    const most = Math.max(0, panel.least || 0, ...seen(panel.values), ...seen(panel.other || []));
    const marks = panel.pages ? roundPages(most, 3) : roundSteps(most, 2);
    const y = v => bottom - (bottom - top) * v / marks[marks.length - 1];
    const points = this.stair(panel.values, first, last, y);
    let body = marks.map(mark => this.mark(y(mark), panel.pages && mark ? bytes(mark) : compact(mark))).join("");
    (panel.lines || []).filter(line => line.value <= marks[marks.length - 1]).forEach(line => {
      const at = y(line.value).toFixed(1);
      body += `<line x1="${this.left}" x2="${this.right}" y1="${at}" y2="${at}" stroke="${line.ink}" stroke-dasharray="3 3"/>`;
    });
    body += panel.bars
      ? `<path clip-path="url(#inside)" fill="${panel.ink}" d="M${this.x(this.trace.bucket_ticks[first]).toFixed(1)},${bottom}L${points.join("L")}L${this.x(this.trace.bucket_ticks[last + 1]).toFixed(1)},${bottom}Z"/>`
      : `<polyline clip-path="url(#inside)" fill="none" stroke="${panel.ink}" stroke-width="2" points="${points.join(" ")}"/>`;
    if (panel.other) {
      body += `<polyline clip-path="url(#inside)" fill="none" stroke="var(--text)" stroke-width="1" points="${this.stair(panel.other, first, last, y).join(" ")}"/>`;
    }
    return body + `<text class="faint" x="${this.left}" y="${top - 7}">${panel.title}${panel.other ? "; thin: " + panel.otherName : ""}</text>`;
  }

  mark(y, text) {
    return `<line class="grid" x1="${this.left}" x2="${this.right}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>` +
      `<text class="faint" x="${this.left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${text}</text>`;
  }

  timeMarks(bottom) {
    const second = this.trace.tick_seconds, span = (this.to - this.from) * second;
    const steps = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400, 604800, 2592000];
    const step = steps.find(s => span / s <= 10) || steps[steps.length - 1] * 12;
    let body = "";
    for (let t = Math.ceil(this.from * second / step) * step; t <= this.to * second; t += step) {
      const x = this.x(t / second).toFixed(1);
      body += `<line class="grid" x1="${x}" x2="${x}" y1="24" y2="${bottom}"/>` +
        `<text class="faint" x="${x}" y="${bottom + 16}" text-anchor="middle">${clock(t)}</text>`;
    }
    return body + `<text class="faint" x="${this.right}" y="${bottom + 33}" text-anchor="end">h:min:s since the trace began</text>`;
  }

  tickAt(event) {
    const box = this.element.getBoundingClientRect();
    const x = (event.clientX - box.left) * this.width / box.width;
    const tick = this.from + (x - this.left) / (this.right - this.left) * (this.to - this.from);
    return Math.min(this.to - 1, Math.max(this.from, Math.floor(tick)));
  }

  moved(event) {
    this.point(this.tickAt(event));
  }

  dropped(event) {
    const from = this.dragFrom, to = this.tickAt(event);
    this.dragFrom = undefined;
    if (from !== undefined && Math.abs(this.x(to) - this.x(from)) > 8) {
      this.look(Math.min(from, to), Math.max(from, to) + 1);
    }
  }

  key(event) {
    const here = this.cursor === null ? this.from : this.cursor;
    const bucket = this.bucketOf(here);
    const go = i => this.point(this.trace.bucket_ticks[Math.min(this.buckets() - 1, Math.max(0, i))]);
    const actions = {
      ArrowLeft: () => event.shiftKey ? this.zoom("left") : go(bucket - 1),
      ArrowRight: () => event.shiftKey ? this.zoom("right") : go(bucket + 1),
      Home: () => go(0), End: () => go(this.buckets() - 1),
      "+": () => this.zoom("in"), "=": () => this.zoom("in"), "-": () => this.zoom("out"),
      "0": () => this.zoom("all"), Escape: () => this.zoom("all"),
    };
    if (actions[event.key] && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      actions[event.key]();
    }
  }

  zoom(how) {
    const span = this.to - this.from;
    const middle = this.cursor === null ? (this.from + this.to) / 2 : this.cursor;
    const looks = {
      in: [middle - span / 4, middle + span / 4], out: [middle - span, middle + span],
      left: [this.from - span / 2, this.to - span / 2], right: [this.from + span / 2, this.to + span / 2],
      all: [0, this.trace.ticks],
    };
    this.look(...looks[how]);
  }

  /** No closer than four buckets, and never outside of the trace. */
  look(from, to) {
    const ticks = this.trace.ticks;
    const span = Math.min(ticks, Math.max(Math.round(to - from), 4 * Math.ceil(ticks / this.buckets())));
    this.from = Math.round(Math.min(ticks - span, Math.max(0, from)));
    this.to = this.from + span;
    this.draw();
  }

  point(tick) {
    this.cursor = tick;
    const mark = this.element.querySelector("#cursor");
    if (tick === null) {
      mark.innerHTML = "";
      this.readout.textContent = "";
      return;
    }
    const i = this.bucketOf(tick), second = this.trace.tick_seconds, series = this.run.series;
    const x = this.x((this.trace.bucket_ticks[i] + this.trace.bucket_ticks[i + 1]) / 2).toFixed(1);
    const drag = this.dragFrom === undefined ? "" :
      `<rect x="${Math.min(this.x(this.dragFrom), x)}" y="24" width="${Math.abs(this.x(this.dragFrom) - x)}" height="${this.bottom - 24}" fill="var(--accent)" fill-opacity=".2"/>`;
    mark.innerHTML = drag + `<line x1="${x}" x2="${x}" y1="24" y2="${this.bottom}" stroke="var(--text)"/>`;
    const host = this.trace.host ? `available at least ${bytes(series.least_available_pages[i])} (as recorded ` +
      `${bytes(this.trace.host.recorded_available_pages[i])}), stalled ${trimmed(series.some_micros[i] / this.seconds[i] / 1e4)} % ` +
      `(${trimmed(this.trace.host.recorded_some_micros[i] / this.seconds[i] / 1e4)} %), ` : "";
    const groups = this.trace.groups.map((g, k) => g.label + ": " + bytes(series.group_pages[k][i]));
    this.readout.innerHTML = `<b>${clock(this.trace.bucket_ticks[i] * second)}–${clock(this.trace.bucket_ticks[i + 1] * second)}</b> ` + host +
      `held ${bytes(series.least_held_pages[i])}–${bytes(series.most_held_pages[i])}, in use up to ${bytes(this.trace.in_use_pages[i])}, ` +
      `re-allocated ${whole(series.reallocated_pages[i])} pages (optimum ${whole(this.optimum.series.reallocated_pages[i])}), ` +
      `${whole(series.truncations[i])} cuts, ${whole(series.demand_pages[i])} pages asked back<br>` +
      `<span class="note">${escaped(groups.join(" · "))}</span>`;
  }
}
