// Asks the agent. The token lives as long as the tab, and comes from the fragment of the URL or a question.
const ROOT = '/api/v1';
const KEY = 'tcmu-reclaim-token';
let asking = null;

const given = /[#&]token=([^&]+)/.exec(location.hash);
if (given) {
  sessionStorage.setItem(KEY, decodeURIComponent(given[1]));
  history.replaceState(null, '', location.pathname + '#/');
}

export async function get(path) {
  let response = await open(path);
  if (response.status === 401 && await askForToken()) response = await open(path);
  return answer(response);
}

/** The response to a question, as it begins. */
export function open(path, headers = {}, signal = undefined) {
  return fetch(ROOT + path, { headers: { ...headers, ...authority() }, signal, cache: 'no-store' });
}

export async function post(path, body) {
  let response = await send(path, body);
  if (response.status === 401 && await askForToken()) response = await send(path, body);
  return answer(response);
}

function send(path, body) {
  const headers = { 'Content-Type': 'application/json', ...authority() };
  return fetch(ROOT + path, { method: 'POST', headers, body: JSON.stringify(body) });
}

function authority() {
  const token = sessionStorage.getItem(KEY);
  return token ? { Authorization: 'Bearer ' + token } : {};
}

async function answer(response) {
  const json = await response.json();
  if (!response.ok) throw new Error(json.title + ': ' + json.detail);
  return json;
}

/** One question at a time: several requests may be refused at once. */
function askForToken() {
  asking ??= showDialog().finally(() => { asking = null; });
  return asking;
}

function showDialog() {
  const dialog = document.getElementById('ask');
  const field = document.getElementById('token');
  field.value = '';
  dialog.showModal();
  return new Promise((resolve) => dialog.addEventListener('close', () => {
    const use = dialog.returnValue === 'ok' && field.value !== '';
    if (use) sessionStorage.setItem(KEY, field.value);
    field.value = '';
    resolve(use);
  }, { once: true }));
}
