// Lines over time, of the last ten minutes: what is older is forgotten, so a page left open does not grow.
import { bytes, share, time } from './text.js';

const MOST_POINTS = 600;
const SHORTEST_SECONDS = 60;
const HEIGHT = 180;
// Bytes are told in powers of two, so that is where the axis has its lines.
const POWERS_OF_TWO = Array.from({ length: 53 }, (none, power) => 2 ** power);
const COLOURS = ['#2f7ed8', '#d9730d', '#2a9d5c', '#b04fc4', '#c2353b', '#7a8b00', '#0097a7', '#8d6e63'];

export class LineChart {
  /** `format` turns a number of the axis into text. */
  constructor(element, format) {
    this.element = element;
    this.format = format;
    this.names = [];
    this.points = []; // [seconds, {name: value}]
    this.plot = null;
    new ResizeObserver(() => this.fit()).observe(element);
    // Lines and letters of a chart are painted, so they do not follow the system into the night, or onto paper, by themselves.
    for (const query of ['(prefers-color-scheme: dark)', 'print']) {
      matchMedia(query).addEventListener('change', () => { this.rebuild(); this.draw(); });
    }
  }

  clear() {
    this.points = [];
    this.draw();
  }

  /** One moment; a name that is new becomes a line of its own. */
  add(seconds, values) {
    this.points.push([seconds, values]);
    if (this.points.length > MOST_POINTS) this.points.splice(0, this.points.length - MOST_POINTS);
    const names = Object.keys(values);
    if (names.some((name) => !this.names.includes(name))) {
      this.names = names;
      this.rebuild();
    }
    if (!document.hidden) this.draw();
  }

  draw() {
    if (!this.plot) return;
    this.plot.setData([
      this.points.map((point) => point[0]),
      ...this.names.map((name) => this.points.map((point) => point[1][name] ?? null)),
    ]);
    // Without a pointer over it the legend tells the newest values.
    if (this.plot.cursor.idx == null && this.points.length) this.plot.setLegend({ idx: this.points.length - 1 });
  }

  fit() {
    if (this.plot) this.plot.setSize({ width: this.element.clientWidth, height: HEIGHT });
  }

  rebuild() {
    this.plot?.destroy();
    const ink = getComputedStyle(document.body);
    const axis = {
      stroke: ink.color, grid: { stroke: ink.getPropertyValue('--line'), width: 1 }, ticks: { show: false },
    };
    const clock = (seconds) => time(seconds * 1000);
    const format = this.format;
    this.plot = new uPlot({
      width: this.element.clientWidth || 400,
      height: HEIGHT,
      cursor: { y: false },
      scales: { x: { range: (plot, low, high) => [Math.min(low, high - SHORTEST_SECONDS), high] }, y: { range: (plot, low, high) => [0, Math.max(high || 0, format === share ? 0.01 : 1)] } },
      axes: [{ ...axis, space: 80, values: (plot, ticks) => ticks.map(clock) }, { ...axis, size: 75, incrs: format === bytes ? POWERS_OF_TWO : undefined, values: (plot, ticks) => ticks.map(format) }],
      series: [{ label: 'Time', value: (plot, at) => (at == null ? '–' : clock(at)) }, ...this.names.map((name, i) => ({
        label: name,
        stroke: COLOURS[i % COLOURS.length],
        width: 2,
        dash: i >= COLOURS.length ? [6, 3] : undefined,
        value: (plot, value) => (value == null ? '–' : format(value)),
      }))],
    }, [[], ...this.names.map(() => [])], this.element);
  }
}

export { bytes, share };
