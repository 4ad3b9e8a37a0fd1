// DOM elements and number formats. The markup contains no inline styles, because the content security policy forbids them.

export const byId = (id) => document.getElementById(id);

/** Escapes characters that are invisible or change the direction of the text, because publishers control names. */
const printable = (text) =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) =>
    [...Array(character.length).keys()].map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );

/** Creates an element with attributes and children. Omits attributes that are null or false. */
export function element(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value != null && value !== false) {
      created.setAttribute(name, value === true ? '' : value);
    }
  }
  created.append(...children.map((child) => (typeof child === 'string' ? printable(child) : child)));
  return created;
}

const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

export const count = (value) => integers.format(value);
export const rate = (value) => (value < 100 ? oneDecimal : integers).format(value);

/** Formats a fraction as a percentage. Only 1 is 100%, and only 0 is 0%. */
export function percent(fraction, digits = 1) {
  const rounded = (100 * fraction).toFixed(digits);
  const step = 10 ** -digits;
  if (fraction < 1 && Number(rounded) === 100) {
    return `>${(100 - step).toFixed(digits)}%`;
  }
  return fraction > 0 && Number(rounded) === 0 ? `<${step.toFixed(digits)}%` : `${rounded}%`;
}

/** Formats a traffic share, which has at most two decimals as a percentage. */
export const trafficShare = (share) => `${Number((100 * share).toFixed(2))}%`;

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
  // Without a prototype, because a class may be named like one of its properties.
  const sums = Object.create(null);
  for (const [name, value] of objects.flatMap(Object.entries)) {
    sums[name] = (sums[name] ?? 0) + value;
  }
  return sums;
}
