// The newest decisions with their reasons; older ones leave the page.
import { count, customerLink, deviceLink, el, pages, share, time, words } from './text.js';

const MOST_SHOWN = 50;
const MOST_CUTS_SHOWN = 200;

export class Decisions {
  constructor(list, none) {
    this.list = list;
    this.none = none;
    this.all = [];
  }

  clear() {
    this.all = [];
    this.list.replaceChildren();
    this.none.hidden = false;
  }

  /** The newest first, in whatever order they arrive: events come while older ones are still asked for. */
  add(decision) {
    const found = this.all.findIndex((known) => known.number <= decision.number);
    const place = found < 0 ? this.all.length : found;
    if (this.all[place]?.number === decision.number) return;
    this.all.splice(place, 0, decision);
    this.list.insertBefore(item(decision), this.list.children[place] ?? null);
    this.none.hidden = true;
    while (this.all.length > MOST_SHOWN) {
      this.all.pop();
      this.list.lastElementChild.remove();
    }
  }

  /** Those that cut a device. */
  of(path) {
    return this.all.filter((decision) => decision.devices.some((cut) => cut.device === path));
  }
}

/** What was wanted, why, from how many, and what came of it. */
export function sentence(d) {
  const why = d.trigger === 'operator' ? 'an operator asked' : `${words(d.urgency)}, ${words(d.trigger)}`;
  const outcome = d.result === 'freed'
    ? `freed ${pages(d.freed_pages)} in ${d.duration_millis.toFixed(1)} ms` : words(d.result);
  return `#${d.number} ${time(d.epoch_millis)} ${why}: wanted ${pages(d.demand_pages)}, planned `
    + `${pages(d.planned_pages)} of ${count(d.devices.length, 'LUN')}; ${outcome}`
    + (d.problem ? `; ${d.problem}` : '');
}

function item(decision) {
  const details = el('details', {}, el('summary', {}, sentence(decision)));
  // Thousands of cuts become elements only when somebody wants to see them.
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(...body(decision));
  });
  return el('li', { class: 'new', 'data-number': decision.number }, details);
}

function body(d) {
  const shown = d.devices.slice(0, MOST_CUTS_SHOWN);
  const more = d.devices.length - shown.length;
  return [
    el('p', { class: 'quiet' }, `available ${pages(d.available_bytes / 4096)}, stalled ${share(d.some_stall_share)}`),
    el('ul', { class: 'cuts' }, ...shown.map((cut) => el('li', {}, deviceLink(cut.device), ' (',
      customerLink(cut.customer), `): ${pages(cut.expected_pages)}, ${words(cut.verdict)}`)),
      ...(more > 0 ? [el('li', {}, `and ${more} more`)] : [])),
  ];
}
