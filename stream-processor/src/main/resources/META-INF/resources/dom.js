// Small helpers of the page. No styles in markup: the content security policy forbids them.

export const byId = (id) => document.getElementById(id);

/** An element with attributes and children; attributes that are null or false are left out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children);
  return made;
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const precise = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = (value) => numbers.format(value);
export const rate = (value) => (value < 100 ? precise : numbers).format(value);
export const percent = (share, digits = 1) => `${(100 * share).toFixed(digits)}%`;

/** A time for people: 83 ms, 1.2 s. */
export function duration(seconds) {
  if (seconds == null) {
    return '–';
  }
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${precise.format(seconds)} s`;
}

export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Adds the numbers of several objects, by their names. */
export function sumByName(objects) {
  const sums = {};
  for (const [name, value] of objects.flatMap(Object.entries)) {
    sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}
