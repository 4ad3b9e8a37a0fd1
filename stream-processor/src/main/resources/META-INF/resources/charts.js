// The lines of the last five minutes, drawn by uPlot.
import { byId, duration, rate, count } from './dom.js';

const SECONDS = 300;

const CHARTS = [
  { id: 'chart-rate', least: 5, of: [(p) => p.classified, (p) => p.rejected], format: rate, says: ([c, r]) => `${rate(c)} classified and ${rate(r)} rejected a second` },
  { id: 'chart-latency', least: 0.1, of: [(p) => p.p50Seconds ?? null, (p) => p.p99Seconds ?? null], format: duration, says: ([h, n]) => `half within ${duration(h)}, 99% within ${duration(n)}` },
  { id: 'chart-lag', least: 10, of: [(p) => p.lagRecords], format: count, says: ([l]) => (l == null ? 'not known' : `${count(l)} images wait`) },
];

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function plot(chart, place) {
  const line = (stroke) => ({ stroke, width: 2, points: { show: false } });
  const axis = { stroke: color('--soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  return new uPlot(
    {
      width: place.clientWidth,
      height: place.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_, low, high) => [0, Math.max(high ?? 0, chart.least) * 1.1] } },
      axes: [
        { ...axis, size: 30, space: 70, values: '{HH}:{mm}:{ss}' },
        { ...axis, size: 56, values: (_, ticks) => ticks.map(chart.format) },
      ],
      series: [{}, line(color('--dog')), line(color('--bad'))].slice(0, chart.of.length + 1),
    },
    [[], ...chart.of.map(() => [])],
    place,
  );
}

/** Charts that are drawn anew when the page changes its size or its colours. */
export class Charts {
  #plots = [];
  #points = [];

  constructor() {
    this.#make();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#make());
    new ResizeObserver(() => this.#resize()).observe(byId('chart-rate'));
  }

  #make() {
    this.#plots.forEach((each) => each.destroy());
    this.#plots = CHARTS.map((chart) => plot(chart, byId(chart.id)));
    this.show(this.#points);
  }

  #resize() {
    this.#plots.forEach((each, i) => {
      const place = byId(CHARTS[i].id);
      each.setSize({ width: place.clientWidth, height: place.clientHeight });
    });
  }

  show(points) {
    this.#points = points;
    const times = points.map((p) => p.atMillis / 1000);
    const end = times.at(-1) ?? Date.now() / 1000;
    CHARTS.forEach((chart, i) => {
      const lines = chart.of.map((value) => points.map(value));
      this.#plots[i].setData([times, ...lines], false);
      this.#plots[i].setScale('x', { min: end - SECONDS, max: end });
      if (points.length) {
        byId(chart.id).setAttribute('aria-label', `The last five minutes; now ${chart.says(lines.map((l) => l.at(-1)))}`);
      }
    });
  }
}
