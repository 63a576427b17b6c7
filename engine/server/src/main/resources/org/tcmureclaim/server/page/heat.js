// The heat map: a column for each LUN, in bands when there are more than fit; a row for each rung.
import { count, pages } from './text.js';

// From bright (used within a second) to dark (18 hours and more); readable without telling hues apart.
const COLOURS = {
  a: '#fff3a3', b: '#fddc6c', c: '#f7bd4b', d: '#ec9b3e', e: '#d97841',
  f: '#bd5a4c', g: '#964763', h: '#6b3a72', i: '#432f6b', j: '#231f4d',
};
const WITHIN = {
  a: '1 s', b: '4 s', c: '16 s', d: '1 min', e: '4 min', f: '17 min', g: '1 h', h: '5 h', i: '18 h', j: 'longer',
};
const RUNG_HEIGHT = 4;
const BAND_GAP = 6;
const NARROWEST = 3;

export class HeatMap {
  constructor(canvas, readout, legend, open) {
    this.canvas = canvas;
    this.readout = readout;
    this.rows = [];
    this.at = -1;
    legend.append('Used within');
    for (const [letter, colour] of Object.entries(COLOURS)) legend.append(swatch(colour, WITHIN[letter]));
    canvas.addEventListener('mousemove', (event) => this.point(this.deviceAt(event)));
    canvas.addEventListener('click', (event) => {
      const device = this.deviceAt(event);
      if (device >= 0) open(this.rows[device][0]);
    });
    canvas.addEventListener('keydown', (event) => this.key(event, open));
    new ResizeObserver(() => this.draw()).observe(canvas);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.draw());
  }

  /** Rows as the API has them: device, customer, resident pages, tail pages, heat. Grouped by customer. */
  show(rows) {
    this.rows = rows.sort((a, b) => (a[1] === b[1] ? compare(a[0], b[0]) : compare(a[1], b[1])));
    this.draw();
  }

  draw() {
    const width = this.canvas.clientWidth;
    const ratio = window.devicePixelRatio || 1;
    if (width === 0 || this.rows.length === 0) return;
    this.rungs = Math.max(...this.rows.map((row) => row[4].length));
    this.columnWidth = Math.max(NARROWEST, Math.floor(width / this.rows.length));
    this.perBand = Math.max(1, Math.floor(width / this.columnWidth));
    this.rungHeight = this.rungs < 8 ? 48 / this.rungs : RUNG_HEIGHT;
    this.bandHeight = this.rungs * this.rungHeight + BAND_GAP;
    const height = Math.ceil(this.rows.length / this.perBand) * this.bandHeight;
    this.canvas.width = width * ratio;
    this.canvas.height = height * ratio;
    this.canvas.style.height = height + 'px';
    const pen = this.canvas.getContext('2d');
    pen.scale(ratio, ratio);
    this.rows.forEach((row, i) => this.column(pen, row, i));
    if (this.at >= 0 && this.at < this.rows.length) this.frame(pen, this.at);
  }

  column(pen, row, i) {
    const [x, top] = this.place(i);
    const heat = row[4];
    const gap = this.columnWidth > 4 ? 1 : 0;
    for (let rung = 0; rung < heat.length; rung++) {
      if (heat[rung] === '.') continue;
      pen.fillStyle = COLOURS[heat[rung]];
      const y = top + (this.rungs - 1 - rung) * this.rungHeight;
      pen.fillRect(x, y, this.columnWidth - gap, this.rungHeight);
    }
    if (i > 0 && this.rows[i - 1][1] !== row[1]) {
      pen.fillStyle = getComputedStyle(document.body).color;
      pen.fillRect(x, top, 1, this.bandHeight - BAND_GAP);
    }
  }

  frame(pen, i) {
    const [x, top] = this.place(i);
    pen.strokeStyle = getComputedStyle(document.body).color;
    pen.lineWidth = 2;
    pen.strokeRect(x - 1, top, this.columnWidth + 1, this.bandHeight - BAND_GAP);
  }

  place(i) {
    return [(i % this.perBand) * this.columnWidth, Math.floor(i / this.perBand) * this.bandHeight];
  }

  deviceAt(event) {
    const column = Math.floor(event.offsetX / this.columnWidth);
    const device = Math.floor(event.offsetY / this.bandHeight) * this.perBand + column;
    return column < this.perBand && device < this.rows.length ? device : -1;
  }

  key(event, open) {
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.perBand, ArrowDown: this.perBand };
    if (event.key in steps) {
      event.preventDefault();
      this.point(Math.min(this.rows.length - 1, Math.max(0, this.at + steps[event.key])));
    } else if (event.key === 'Enter' && this.at >= 0) {
      open(this.rows[this.at][0]);
    }
  }

  point(device) {
    if (device === this.at || device < 0) return;
    this.at = device;
    const [path, customer, resident, tail, heat] = this.rows[device];
    const top = heat.replace(/\.+$/, '');
    const coldest = top === '' ? 'holds nothing' : 'its top was used within ' + WITHIN[top[top.length - 1]];
    this.readout.textContent =
      `${path} (${customer}): ${pages(resident)}, of it tail ${pages(tail)}; ${count(heat.length, 'rung')}, ${coldest}`;
    this.draw();
  }
}

/** The ladder of one device, from the start of its data area (left) to its end. */
export function drawLadder(canvas, heat) {
  canvas.width = heat.length;
  canvas.height = 1;
  const pen = canvas.getContext('2d');
  [...heat].forEach((letter, i) => {
    if (letter === '.') return;
    pen.fillStyle = COLOURS[letter];
    pen.fillRect(i, 0, 1, 1);
  });
}

/** As the API grades it: `a` within a second, each letter further four times as long. */
export function grade(idleSeconds) {
  let letter = 0;
  for (let limit = 1; idleSeconds >= limit && letter < 9; limit *= 4) letter++;
  return 'abcdefghij'[letter];
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

function swatch(colour, text) {
  const box = document.createElement('canvas');
  box.width = box.height = 1;
  const pen = box.getContext('2d');
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  const item = document.createElement('span');
  item.append(box, text);
  return item;
}
