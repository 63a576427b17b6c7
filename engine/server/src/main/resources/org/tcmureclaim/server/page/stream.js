// What the agent tells by server-sent events (WHATWG HTML, 9.2). Read by fetch, as an EventSource sends no token,
// which an agent over TLS asks for. Connects again by itself, and asks for the decisions that it missed meanwhile.
import { open } from './asking.js';

const AGAIN_MILLIS = 1000;
const LATER_MILLIS = 5000; // After a refusal, such as too many viewers.
const SILENCE_MILLIS = 10000; // A status comes each second, so the connection is dead then.
const LONGEST_EVENT = 8 << 20;

export async function listen(handlers) {
  let lastId = '';
  for (;;) {
    let wait = AGAIN_MILLIS;
    try {
      await follow(lastId, handlers, (id) => { lastId = id; });
    } catch (problem) {
      if (problem.refused) wait = LATER_MILLIS;
    }
    handlers.onLink(false);
    await new Promise((resume) => setTimeout(resume, wait));
  }
}

async function follow(lastId, handlers, remember) {
  const given = new AbortController();
  let watch = setTimeout(() => given.abort(), SILENCE_MILLIS);
  try {
    const response = await open('/events', lastId ? { 'Last-Event-ID': lastId } : {}, given.signal);
    if (!response.ok) throw Object.assign(new Error('refused'), { refused: true });
    handlers.onLink(true);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      clearTimeout(watch);
      watch = setTimeout(() => given.abort(), SILENCE_MILLIS);
      const events = (rest + value).split('\n\n');
      rest = events.pop();
      if (rest.length > LONGEST_EVENT) throw new Error('an event without end');
      events.forEach((text) => tell(text, handlers, remember));
    }
  } finally {
    clearTimeout(watch);
    given.abort();
  }
}

function tell(text, handlers, remember) {
  const fields = {};
  for (const line of text.split('\n')) {
    const colon = line.indexOf(': ');
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
  }
  if (fields.id) remember(fields.id);
  const handler = { status: handlers.onStatus, decision: handlers.onDecision, notice: handlers.onNotice }[fields.event];
  if (handler) handler(JSON.parse(fields.data));
}
