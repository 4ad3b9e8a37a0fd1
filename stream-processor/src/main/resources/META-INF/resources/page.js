// The live page: listens to /live and shows what it hears.
import { byId, element, count, rate, percent, duration, sum, sumByName } from './dom.js';
import { Charts } from './charts.js';
import { showImage, showRejection, acceptImages, classIndex } from './images.js';
import { showModels, acceptSelections } from './models.js';
import { acceptToken } from './operator.js';

const MINUTES = 5;
const BINS = 10;
const RETRY_MILLIS = 5_000;

const charts = new Charts();
let points = [];
let reasons = {};
let source = null;

function status(text, live = false) {
  // The same text again would be read out again.
  if (byId('status').textContent !== text) {
    byId('status').textContent = text;
  }
  byId('status').classList.toggle('live', live);
}

function listen() {
  source = new EventSource('live');
  const on = (name, show) => source.addEventListener(name, (event) => show(JSON.parse(event.data)));
  on('start', (start) => {
    ({ points, reasons } = start);
    charts.show(points);
  });
  on('second', second);
  on('image', showImage);
  on('rejection', showRejection);
  source.addEventListener('error', () => {
    status('the service does not answer, trying again');
    // After an answer that is no stream, a browser does not try by itself.
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(() => document.hidden || source || listen(), RETRY_MILLIS);
    }
  });
}

// A page that nobody sees asks for nothing.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    source?.close();
    source = null;
    status('asleep');
  } else if (!source) {
    listen();
  }
});

function second({ point, instances, selection }) {
  points = [...points, point].filter((each) => each.atMillis > point.atMillis - MINUTES * 60_000);
  charts.show(points);
  if (instances.length === 0) {
    status('no instance tells what it does: there may be no broker');
    ['rate', 'p50', 'p99', 'lag', 'classified', 'rejected'].forEach((id) => (byId(id).textContent = '–'));
    return;
  }
  const many = instances.length === 1 ? '1 instance' : `${instances.length} instances`;
  status(`live: ${many}, ${selection.selection.model}`, true);
  byId('rate').textContent = rate(point.received);
  byId('p50').textContent = duration(point.p50Seconds);
  byId('p99').textContent = duration(point.p99Seconds);
  byId('lag').textContent = count(point.lagRecords);
  const rejections = sumByName(instances.map((instance) => instance.counts.rejections));
  byId('classified').textContent = count(sum(instances.flatMap((instance) => Object.values(instance.counts.classes))));
  byId('rejected').textContent = count(sum(Object.values(rejections)));
  showShare(sumByName(points.map((each) => each.counts.classes)));
  showConfidence(points.map((each) => each.counts.confidence));
  showReasons(rejections);
  showModels(instances, selection);
  showInstances(instances);
}

function showShare(classes) {
  const all = sum(Object.values(classes));
  const parts = Object.entries(classes)
    .sort(([one], [other]) => classIndex(one) - classIndex(other))
    .map(([label, images]) => {
      const part = element('span', { class: `c${classIndex(label)}` }, `${label} ${percent(images / all, 0)}`);
      part.style.flexGrow = images;
      return part;
    });
  byId('share').replaceChildren(...parts);
}

function showConfidence(seconds) {
  const bins = Array.from({ length: BINS }, (_, bin) => sum(seconds.map((each) => each[bin] ?? 0)));
  const most = Math.max(1, ...bins);
  const bars = bins.map((images, bin) => {
    const from = 50 + (50 / BINS) * bin;
    const text = `${from} to ${from + 50 / BINS}%: ${count(images)} images`;
    const bar = element('li', { title: text }, element('span', { class: 'hidden' }, text));
    bar.style.height = `${(100 * images) / most}%`;
    return bar;
  });
  byId('confidence').replaceChildren(...bars);
}

function showReasons(rejections) {
  const found = Object.entries(rejections).sort(([, one], [, other]) => other - one);
  byId('no-rejections').hidden = found.length > 0;
  byId('reasons').hidden = found.length === 0;
  byId('reasons').tBodies[0].replaceChildren(
    ...found.map(([reason, images]) =>
      element('tr', {}, element('th', { scope: 'row' }, reason), element('td', {}, reasons[reason] ?? ''), element('td', { class: 'number' }, count(images))),
    ),
  );
}

function showInstances(instances) {
  byId('instances').tBodies[0].replaceChildren(
    ...instances.map((instance) => {
      const behind = instance.activeRevision === instance.desiredRevision ? `revision ${instance.activeRevision}` : `revision ${instance.activeRevision}, desired revision ${instance.desiredRevision}`;
      return element(
        'tr',
        {},
        element('th', { scope: 'row' }, instance.instance),
        element('td', { class: 'number' }, rate(instance.receivedPerSecond)),
        element('td', { class: 'number' }, count(instance.lagRecords)),
        element('td', { class: 'number' }, instance.residentBytes ? `${count(instance.residentBytes / 1e6)} MB` : '–'),
        element('td', {}, behind, instance.error ? element('span', { class: 'refused' }, ` ${instance.error}`) : ''),
      );
    }),
  );
}

acceptImages();
acceptSelections();
acceptToken();
if (!document.hidden) {
  listen();
}
