// Ties the page together: the overview, the pages of devices and customers, and what the agent tells.
import { get, post } from './asking.js';
import { LineChart, bytes, share } from './charts.js';
import { Decisions } from './decisions.js';
import { showCustomer, showDevice } from './details.js';
import { HeatMap } from './heat.js';
import { listen } from './stream.js';
import { DeviceTable, showCustomers } from './tables.js';
import { count, el, pages, words } from './text.js';

const LOOK_EVERY_MILLIS = 3000;
const PAGE_BYTES = 4096;
const byId = (id) => document.getElementById(id);

const pressure = new LineChart(byId('pressure'), share);
const memory = new LineChart(byId('memory'), bytes);
const byCustomer = new LineChart(byId('customers-chart'), bytes);
const decisions = new Decisions(byId('decisions'), byId('no-decisions'));
const devices = new DeviceTable();
const heat = new HeatMap(byId('heat'), byId('heat-read'), byId('heat-legend'), (path) => {
  location.hash = '#/device/' + encodeURI(path);
});
let run = 0; // The start of the agent that is shown.
let status = null;
let gone = false; // Whether there is no agent to be seen.

listen({
  onLink: (up) => link(up),
  onStatus: showStatus,
  onDecision: (decision) => decisions.add(decision),
  onNotice: (notice) => { if (notice.level === 'warn') say(notice.message); },
});
byId('pause').addEventListener('click', () => act(async () => {
  await post(status.paused ? '/resume' : '/pause', {});
}));
window.addEventListener('hashchange', route);
setInterval(() => { if (!document.hidden) look(); }, LOOK_EVERY_MILLIS);
document.addEventListener('visibilitychange', () => { if (!document.hidden) look(); });
route();

function link(up) {
  byId('link').textContent = up ? 'live' : 'no connection';
  byId('link').className = 'badge ' + (up ? 'good' : 'bad');
  byId('pause').disabled = !up || status === null;
}

async function showStatus(newStatus) {
  if (newStatus.status) { // A problem, as RFC 9457 has it.
    absent(newStatus);
    return;
  }
  if (gone) {
    gone = false;
    link(true);
    say('');
  }
  status = newStatus;
  const agent = status.agent;
  if (run !== agent.started_epoch_millis) await begin(agent);
  byId('agent').textContent =
    `${agent.host} host, mode ${agent.mode}, truncator ${agent.truncator} (${agent.truncator_reason}), policy ${agent.policy}`;
  const pause = byId('pause');
  pause.disabled = false;
  pause.textContent = status.paused ? 'Resume' : 'Pause';
  pause.setAttribute('aria-pressed', status.paused);
  byId('paused').hidden = !status.paused && status.paused_customers.length === 0;
  byId('paused').textContent = status.paused
    ? 'Paused: the agent looks and decides, and cuts nothing but what an operator asks for.'
    : 'Paused customers, of whom nothing is cut: ' + status.paused_customers.join(', ');
  if (status.tick === 0) return; // The agent has not looked at its host yet.
  tiles();
  const now = Date.now() / 1000;
  pressure.add(now, { some: status.pressure.some_stall_share, full: status.pressure.full_stall_share });
  memory.add(now, { available: status.memory.available_bytes, 'with tails': status.memory.true_available_bytes });
  byCustomer.add(now, Object.fromEntries(
    status.customers.map((c) => [c.customer, c.resident_pages * PAGE_BYTES]).sort()));
}

/** The server answers, and sees no agent. */
function absent(problem) {
  gone = true;
  byId('link').textContent = 'no agent';
  byId('link').className = 'badge bad';
  byId('pause').disabled = true;
  say(problem.detail);
}

/** Another run of the agent: what was before is not of it. */
async function begin(agent) {
  if (run !== 0) say('The agent was started anew.');
  run = agent.started_epoch_millis;
  [pressure, memory, byCustomer].forEach((chart) => chart.clear());
  decisions.clear();
  const page = await get('/decisions?limit=50');
  page.items.reverse().forEach((decision) => decisions.add(decision));
  look();
}

function tiles() {
  const s = status;
  const tile = (name, value, colour = '') => el('div', {}, el('dt', {}, name), el('dd', { class: colour }, value));
  const urgencies = { none: 'good', gentle: 'good', urgent: 'warn', emergency: 'bad' };
  const paused = s.paused ? 'paused' : s.paused_customers.length ? count(s.paused_customers.length, 'customer') + ' paused' : '';
  byId('tiles').replaceChildren(
    tile('Urgency', paused || words(s.urgency), paused ? 'warn' : urgencies[s.urgency]),
    tile('Pressure some', share(s.pressure.some_stall_share)),
    tile('Available', bytes(s.memory.available_bytes)),
    tile('With all tails', bytes(s.memory.true_available_bytes)),
    tile(count(s.devices, 'LUN') + ' hold', pages(s.resident_pages)),
    tile('Freed', pages(s.counters.freed_pages)),
    tile('Came back', pages(s.counters.came_back_pages)));
}

/** Shows what the address says: everything, a device or a customer. */
function route() {
  byId('overview').hidden = detail() !== null;
  byId('detail').hidden = detail() === null;
  byId('detail').replaceChildren();
  const [kind, name] = detail() ?? ['', ''];
  devices.of(kind === 'customer' ? name : '').catch(() => {});
  if (kind) {
    byId('content').focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }
  look();
}

function detail() {
  const found = /^#\/(device|customer)\/(.+)$/.exec(location.hash);
  return found ? [found[1], decodeURIComponent(found[2])] : null;
}

/** Asks for what is not streamed, but only for what is to be seen. */
async function look() {
  try {
    const [kind, name] = detail() ?? ['', ''];
    if (kind === 'device') await showDevice(byId('detail'), name, decisions.of(name), act);
    else if (kind === 'customer') await showCustomer(byId('detail'), name, act);
    else {
      heat.show((await get('/heat')).devices);
      showCustomers(byId('customers'), (await get('/customers?limit=100')).items);
    }
    await devices.load();
  } catch (problem) {
    if (!(problem instanceof TypeError)) say(problem.message); // No connection is shown already.
  }
}

async function act(action) {
  try {
    await action();
    say('');
  } catch (problem) {
    say(problem.message);
  }
}

function say(message) {
  byId('message').textContent = message;
  byId('message').hidden = message === '';
}
