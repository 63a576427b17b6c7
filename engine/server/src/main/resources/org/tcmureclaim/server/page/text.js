// Numbers as people read them, and elements with their text: nothing here is ever parsed as HTML.
const SIZES = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const PAGE_BYTES = 4096;

export function bytes(amount) {
  let unit = 0;
  while (Math.abs(amount) >= 999.5 && unit < SIZES.length - 1) {
    amount /= 1024;
    unit++;
  }
  return amount.toFixed(unit === 0 || Math.abs(amount) >= 99.95 ? 0 : 1) + ' ' + SIZES[unit];
}

export const pages = (count) => bytes(count * PAGE_BYTES);
export const share = (part) => (part * 100).toFixed(1) + ' %';
export const words = (name) => name.replaceAll('_', ' ');
export const time = (epochMillis) => new Date(epochMillis).toLocaleTimeString([], { hour12: false });

export function seconds(amount) {
  if (amount < 99.95) return amount.toFixed(1) + ' s';
  if (amount < 6000) return Math.floor(amount / 60) + ' min';
  if (amount < 360000) return Math.floor(amount / 3600) + ' h';
  return Math.floor(amount / 86400) + ' d';
}

export const count = (number, singular) => number + ' ' + singular + (number === 1 ? '' : 's');

/** An element with attributes (`class`, `href`, …; functions become listeners) and children. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export const deviceLink = (path) => el('a', { href: '#/device/' + encodeURI(path) }, path);
export const customerLink = (name) => el('a', { href: '#/customer/' + encodeURIComponent(name) }, name);
