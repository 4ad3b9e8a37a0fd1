// DOM elements and number formats. The markup contains no inline styles, because the content security policy forbids them.

export const byId = (id) => document.getElementById(id);

/** Creates an element with attributes and children. Omits attributes that are null or false. */
export function element(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) {
      created.setAttribute(name, value === true ? '' : value);
    }
  }
  created.append(...children);
  return created;
}

const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = (value) => integers.format(value);
export const rate = (value) => (value < 100 ? oneDecimal : integers).format(value);
export const percent = (fraction, digits = 1) => `${(100 * fraction).toFixed(digits)}%`;

/** Formats a duration: 83 ms, 1.2 s, or a dash if it is absent. */
export function duration(seconds) {
  if (seconds == null) {
    return '–';
  }
  return seconds < 1 ? `${Math.round(seconds * 1000)} ms` : `${oneDecimal.format(seconds)} s`;
}

export const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Adds the numbers of several objects by property name. */
export function sumByName(objects) {
  const sums = {};
  for (const [name, value] of objects.flatMap(Object.entries)) {
    sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}
