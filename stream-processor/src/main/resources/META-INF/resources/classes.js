// Shows the predictions of the last five minutes by label and by confidence.
import { byId, element, count, percent, sum } from './dom.js';

const CONFIDENCE_BINS = 20;
const LARGEST_CLASSES = 10;

/** Shows the largest classes and the sum of the others, to which the instances add the classes that they do not name. */
export function showClasses({ other = 0, ...imagesByClass }) {
  const total = other + sum(Object.values(imagesByClass));
  const ranked = Object.entries(imagesByClass)
    .map(([label, images]) => ({ label, images, rank: Math.round((100 * images) / total) }))
    .sort((one, next) => next.images - one.images || one.label.localeCompare(next.label));
  // Classes of about the same size keep their places.
  const largest = ranked.slice(0, LARGEST_CLASSES).sort((one, next) => next.rank - one.rank || one.label.localeCompare(next.label));
  const others = other + sum(ranked.slice(LARGEST_CLASSES).map(({ images }) => images));
  const rows = others > 0 ? [...largest, { label: 'other', images: others }] : largest;
  byId('no-classes').hidden = rows.length > 0;
  byId('classes').replaceChildren(
    ...rows.map(({ label, images }) => {
      const bar = element('span', { class: 'share' });
      bar.style.width = `${(100 * images) / total}%`;
      return element('li', { title: `${label}: ${count(images)} images` }, bar, element('span', {}, label), element('span', {}, percent(images / total, 0)));
    }),
  );
}

/** Shows how many predictions have which probability of their label. */
export function showConfidence(seconds) {
  const bins = Array.from({ length: CONFIDENCE_BINS }, (_, bin) => sum(seconds.map((each) => each[bin] ?? 0)));
  const highest = Math.max(1, ...bins);
  const bars = bins.map((images, bin) => {
    const from = (100 / CONFIDENCE_BINS) * bin;
    const text = `${from} to ${from + 100 / CONFIDENCE_BINS}%: ${count(images)} images`;
    const bar = element('li', { title: text }, element('span', { class: 'hidden' }, text));
    bar.style.height = `${(100 * images) / highest}%`;
    return bar;
  });
  byId('confidence').replaceChildren(...bars);
}
