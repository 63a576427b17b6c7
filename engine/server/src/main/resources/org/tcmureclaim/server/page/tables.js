// Tables of devices and customers.
import { get } from './asking.js';
import { bytes, customerLink, deviceLink, el, pages, seconds } from './text.js';

const ROWS = 50;

/** A page of all devices at a time, sorted and filtered by the agent. */
export class DeviceTable {
  constructor() {
    this.table = document.getElementById('devices');
    this.sort = 'resident';
    this.offset = 0;
    this.customer = '';
    const filter = document.getElementById('filter-name');
    filter.addEventListener('input', () => this.turn(0));
    document.getElementById('filter').addEventListener('submit', (event) => event.preventDefault());
    document.getElementById('earlier').addEventListener('click', () => this.turn(this.offset - ROWS));
    document.getElementById('later').addEventListener('click', () => this.turn(this.offset + ROWS));
  }

  turn(offset) {
    this.offset = Math.max(0, offset);
    return this.load();
  }

  of(customer) {
    this.customer = customer;
    return this.turn(0);
  }

  async load() {
    const query = new URLSearchParams({ limit: ROWS, offset: this.offset, sort: this.sort });
    if (this.customer) query.set('customer', this.customer);
    const name = document.getElementById('filter-name').value;
    if (name) query.set('name', name);
    this.show(await get('/devices?' + query));
  }

  show(page) {
    const last = this.offset + page.items.length;
    document.getElementById('range').textContent =
      (page.items.length ? `${this.offset + 1} to ${last} of ` : 'none of ') + page.total
      + (this.customer ? ' of ' + this.customer : '');
    document.getElementById('earlier').disabled = this.offset === 0;
    document.getElementById('later').disabled = page.next_offset === undefined;
    const focused = document.activeElement?.dataset?.sort;
    this.table.replaceChildren(
      el('thead', {}, el('tr', {},
        this.head('LUN', 'device'), el('th', {}, 'Customer'), this.head('Holds', 'resident'),
        this.head('Tail', 'tail'), this.head('Idle', 'idle'), el('th', {}, 'Last word'), el('th', {}, 'Rule'))),
      el('tbody', {}, ...page.items.map((d) => el('tr', {},
        el('td', {}, deviceLink(d.device)), el('td', {}, customerLink(d.customer)),
        number(pages(d.resident_pages)), number(pages(d.tail_pages)), number(seconds(d.idle_seconds)),
        el('td', {}, d.verdict_meaning), el('td', {}, d.rule)))));
    if (focused) this.table.querySelector(`[data-sort=${focused}]`)?.focus();
  }

  head(text, sort) {
    const button = el('button', { type: 'button', 'data-sort': sort, click: () => {
      this.sort = sort;
      this.turn(0);
    } }, text);
    return el('th', {
      class: sort === 'device' ? undefined : 'number',
      'aria-sort': this.sort === sort ? (sort === 'device' ? 'ascending' : 'descending') : undefined,
    }, button);
  }
}

export function showCustomers(table, items) {
  table.replaceChildren(
    el('thead', {}, el('tr', {},
      el('th', {}, 'Customer'), el('th', {}, 'Policy'), ...['LUNs', 'Holds', 'Tail', 'min', 'low', 'high', 'max']
        .map((text) => el('th', { class: 'number' }, text)), el('th', {}, ''))),
    el('tbody', {}, ...items.map((c) => el('tr', {},
      el('td', {}, customerLink(c.customer)), el('td', {}, c.policy), number(c.devices),
      number(pages(c.resident_pages)), number(pages(c.tail_pages)), number(limit(c.min_bytes)),
      number(limit(c.low_bytes)), number(limit(c.high_bytes)), number(limit(c.max_bytes)),
      el('td', { class: 'warn' }, c.paused ? 'paused' : '')))));
}

export const limit = (amount) => (amount === null || amount === 0 ? '–' : bytes(amount));

const number = (text) => el('td', { class: 'number' }, String(text));
