// The pages of one device and of one customer.
import { get, post } from './asking.js';
import { sentence } from './decisions.js';
import { drawLadder, grade } from './heat.js';
import { limit } from './tables.js';
import { bytes, customerLink, el, pages, seconds, words } from './text.js';

const PAGE_BYTES = 4096;
/** Figures of a data area are told to be old from here on; a device is looked at every second or so. */
const STALE_SECONDS = 10;

/** Fills the page of a device; `decisions` are the newest that cut it. */
export async function showDevice(place, path, decisions, act) {
  const d = await get('/devices/' + encodeURI(path));
  const result = place.querySelector('#shrink-result')?.textContent ?? '';
  const keep = place.querySelector('#keep')?.value ?? '0';
  if (place.contains(document.activeElement)) return updateFacts(place, d, decisions);
  place.replaceChildren(
    el('p', {}, el('a', { href: '#/' }, 'Overview')),
    el('h2', {}, d.device),
    el('div', { id: 'facts' }),
    el('form', { class: 'actions', submit: (event) => {
      event.preventDefault();
      shrink(place, path, event.submitter.value === 'dry', act);
    } },
      el('label', {}, 'Keep MiB ', el('input', { id: 'keep', type: 'number', min: '0', step: 'any', value: keep, required: '' })),
      el('button', { value: 'dry' }, 'What would it free?'),
      el('button', { value: 'cut' }, 'Shrink'),
      el('span', { id: 'shrink-result', role: 'status' }, result)));
  updateFacts(place, d, decisions);
}

function updateFacts(place, d, decisions) {
  const ladder = el('canvas', { class: 'ladder', role: 'img', 'aria-label': 'Heat ladder from the start of the data area' });
  const heat = d.ladder.map((rung) => (rung.first_page < d.resident_pages ? grade(rung.idle_seconds) : '.')).join('');
  place.querySelector('#facts').replaceChildren(
    el('dl', { class: 'facts' },
      fact('Customer', customerLink(d.customer)), fact('Holds', holds(d)),
      fact('Tail', pages(d.tail_pages)), fact('Idle', seconds(d.idle_seconds)), fact('Policy', d.policy),
      fact('Last word', d.verdict_meaning), fact('By', d.rule), fact('It would be cut', whatItTakes(d)),
      fact('Commands', d.commands.toLocaleString()), fact('Transferred', bytes(d.transferred_bytes)),
      fact('State', d.flags.length ? d.flags.map(words).join(', ') : 'served'), fact('Generation', d.generation)),
    ...(heat ? [el('h3', {}, 'Heat ladder'), ladder, el('p', { class: 'quiet' }, ladderText(d))] : []),
    el('h3', {}, 'Cut lately'),
    decisions.length ? el('ul', {}, ...decisions.slice(0, 10).map((one) => el('li', {}, sentence(one))))
      : el('p', { class: 'quiet' }, 'Not by the newest decisions; tcmu-reclaim explain knows older ones.'));
  if (heat) drawLadder(ladder, heat);
}

/** What the picture of the ladder shows, as it has no axis. */
function ladderText(d) {
  const last = d.ladder.at(-1).first_page;
  return `${d.ladder.length} rungs, from the start of the data area on the left to ${pages(last)} and above on the right. `
    + 'Bright was used within 1 s, each shade darker within four times as long; blank holds nothing.';
}

/** With their age where the figures are older than a look at the host should leave them. */
function holds(d) {
  const old = d.sampled_seconds_ago > STALE_SECONDS ? ` (as of ${seconds(d.sampled_seconds_ago)} ago)` : '';
  return pages(d.resident_pages) + old;
}

function whatItTakes(d) {
  const ways = [];
  if (d.cut_at_idle_seconds !== null) ways.push('once idle for ' + seconds(d.cut_at_idle_seconds));
  if (d.cut_at_demand_pages !== null) ways.push('at a demand of ' + pages(d.cut_at_demand_pages));
  if (d.cut_after_seconds !== null) ways.push('in ' + seconds(d.cut_after_seconds));
  if (d.cut_above_customer_pages !== null) ways.push('its customer holding more than ' + pages(d.cut_above_customer_pages));
  if (d.cut_at_urgency !== null) ways.push('urgency ' + d.cut_at_urgency);
  return ways.length ? ways.join(', ') : '–';
}

async function shrink(place, path, dryRun, act) {
  const keepBytes = Math.round(place.querySelector('#keep').valueAsNumber * 1048576);
  await act(async () => {
    const r = await post('/devices/' + encodeURI(path) + '/shrink', { keep_bytes: keepBytes, dry_run: dryRun });
    place.querySelector('#shrink-result').textContent = dryRun
      ? `would free ${pages(r.expected_pages)} and keep ${bytes(r.keep_pages * PAGE_BYTES)}`
      : `${words(r.result)}: ${pages(r.freed_pages)}` + (r.problem ? ' (' + r.problem + ')' : '');
  });
}

/** Fills the page of a customer. */
export async function showCustomer(place, name, act) {
  const c = await get('/customers/' + encodeURIComponent(name));
  const toggle = el('button', { id: 'pause-customer', type: 'button', 'aria-pressed': c.paused, click: () => act(async () => {
    await post(c.paused ? '/resume' : '/pause', { customer: name });
    await showCustomer(place, name, act);
  }) }, (c.paused ? 'Resume ' : 'Pause ') + name);
  const focused = document.activeElement?.id === 'pause-customer';
  place.replaceChildren(
    el('p', {}, el('a', { href: '#/' }, 'Overview')),
    el('h2', {}, 'Customer ' + c.customer),
    el('dl', { class: 'facts' },
      fact('LUNs', c.devices), fact('Holds', pages(c.resident_pages)), fact('Tail', pages(c.tail_pages)),
      fact('Policy', c.policy), fact('Preference', c.preference), fact('Weight', c.weight),
      fact('min', limit(c.min_bytes)), fact('low', limit(c.low_bytes)), fact('high', limit(c.high_bytes)),
      fact('max', limit(c.max_bytes)), fact('Paused', c.paused ? 'yes: nothing of it is cut' : 'no')),
    el('p', { class: 'actions' }, toggle));
  if (focused) toggle.focus();
}

const fact = (name, value) => el('div', {}, el('dt', {}, name), el('dd', {}, value instanceof Node ? value : String(value)));
