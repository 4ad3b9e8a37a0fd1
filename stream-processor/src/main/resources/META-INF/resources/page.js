// The live page: subscribes to the events of /live and shows them.
import { byId, element, count, rate, duration, sum, sumByName } from './dom.js';
import { Charts } from './charts.js';
import { showClasses, showConfidence } from './classes.js';
import { showImage, showRejection, acceptImages } from './images.js';
import { showModels, acceptSelections } from './models.js';
import { acceptToken } from './operator.js';

const WINDOW_MILLIS = 5 * 60_000;
const RECONNECT_MILLIS = 5_000;

const charts = new Charts();
let points = [];
let explanations = {};
let source = null;

function showStatus(text, connected = false) {
  // Screen readers announce each assignment, even if the text is unchanged.
  if (byId('status').textContent !== text) {
    byId('status').textContent = text;
  }
  byId('status').classList.toggle('connected', connected);
}

function connect() {
  source = new EventSource('live');
  const on = (name, show) => source.addEventListener(name, (event) => show(JSON.parse(event.data)));
  on('start', (start) => {
    points = start.points;
    explanations = start.reasons;
    charts.show(points);
  });
  on('second', showSecond);
  on('image', showImage);
  on('rejection', showRejection);
  source.addEventListener('error', () => {
    showStatus('disconnected, reconnecting');
    // A browser reconnects automatically, except after a response that is not an event stream.
    if (source?.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(() => document.hidden || source || connect(), RECONNECT_MILLIS);
    }
  });
}

// Hidden pages disconnect.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) {
    source?.close();
    source = null;
    showStatus('paused');
  } else if (!source) {
    connect();
  }
});

function showSecond({ point, instances, selection }) {
  points = [...points, point].filter((each) => each.atMillis > point.atMillis - WINDOW_MILLIS);
  charts.show(points);
  if (instances.length === 0) {
    showStatus('no instances are reporting their status; check the connection to the broker');
    ['throughput', 'p50', 'p99', 'lag', 'classified', 'rejected'].forEach((id) => (byId(id).textContent = '–'));
    return;
  }
  const instanceCount = instances.length === 1 ? '1 instance' : `${instances.length} instances`;
  showStatus(`live: ${instanceCount}, default model ${selection.selection.model}`, true);
  byId('throughput').textContent = rate(point.received);
  byId('p50').textContent = duration(point.p50Seconds);
  byId('p99').textContent = duration(point.p99Seconds);
  byId('lag').textContent = count(point.lagRecords);
  const rejections = sumByName(instances.map((instance) => instance.counts.rejections));
  byId('classified').textContent = count(sum(instances.flatMap((instance) => Object.values(instance.counts.classes))));
  byId('rejected').textContent = count(sum(Object.values(rejections)));
  showClasses(sumByName(points.map((each) => each.counts.classes)));
  showConfidence(points.map((each) => each.counts.confidence));
  showReasons(rejections);
  showModels(instances, selection);
  showInstances(instances);
}

function showReasons(rejections) {
  const reasons = Object.entries(rejections).sort(([, one], [, other]) => other - one);
  byId('no-rejections').hidden = reasons.length > 0;
  byId('reasons').hidden = reasons.length === 0;
  byId('reasons').tBodies[0].replaceChildren(
    ...reasons.map(([reason, images]) =>
      element('tr', {}, element('th', { scope: 'row' }, reason, element('p', {}, explanations[reason] ?? '')), element('td', { class: 'number' }, count(images))),
    ),
  );
}

function showInstances(instances) {
  byId('instances').tBodies[0].replaceChildren(
    ...instances.map(({ instance, activeRevision, desiredRevision, error, receivedPerSecond, lagRecords, residentBytes }) => {
      // Until a selection is published, the instance uses its configured model.
      const active = activeRevision < 0 ? 'no selection' : `selection revision ${activeRevision}`;
      const revisions = activeRevision === desiredRevision ? active : `${active}, desired ${desiredRevision}`;
      const memory = residentBytes ? `memory ${count(residentBytes / 1e6)} MB, ` : '';
      return element(
        'tr',
        {},
        element(
          'th',
          { scope: 'row' },
          instance,
          element('p', {}, `${memory}${revisions}`),
          error ? element('p', { class: 'error' }, error) : '',
        ),
        element('td', { class: 'number' }, rate(receivedPerSecond)),
        element('td', { class: 'number' }, count(lagRecords)),
      );
    }),
  );
}

acceptImages();
acceptSelections();
acceptToken();
if (!document.hidden) {
  connect();
}
