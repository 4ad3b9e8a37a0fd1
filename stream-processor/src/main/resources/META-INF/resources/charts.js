// Line charts of the last five minutes, drawn with uPlot.
import { byId, duration, rate, count } from './dom.js';

const WINDOW_SECONDS = 300;

/** `minimumScale` is the smallest upper end of the y axis; `describe` turns the latest values into text. */
const CHARTS = [
  {
    id: 'chart-throughput',
    minimumScale: 5,
    series: [(point) => point.classified, (point) => point.rejected],
    format: rate,
    describe: ([classified, rejected]) => `${rate(classified)} images/s classified, ${rate(rejected)} images/s rejected`,
  },
  {
    id: 'chart-latency',
    minimumScale: 0.1,
    series: [(point) => point.p50Seconds ?? null, (point) => point.p99Seconds ?? null],
    format: duration,
    describe: ([p50, p99]) => `p50 ${duration(p50)}, p99 ${duration(p99)}`,
  },
  {
    id: 'chart-lag',
    minimumScale: 10,
    series: [(point) => point.lagRecords],
    format: count,
    describe: ([lag]) => (lag == null ? 'unknown' : `${count(lag)} records`),
  },
];

const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function plot(chart, container) {
  const line = (stroke) => ({ stroke, width: 2, points: { show: false } });
  const axis = { stroke: color('--soft'), grid: { stroke: color('--line'), width: 1 }, ticks: { show: false }, font: '12px system-ui' };
  return new uPlot(
    {
      width: container.clientWidth,
      height: container.clientHeight,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_, low, high) => [0, Math.max(high ?? 0, chart.minimumScale) * 1.1] } },
      axes: [
        { ...axis, size: 30, space: 70, values: '{HH}:{mm}:{ss}' },
        { ...axis, size: 56, values: (_, ticks) => ticks.map(chart.format) },
      ],
      series: [{}, line(color('--accent')), line(color('--error'))].slice(0, chart.series.length + 1),
    },
    [[], ...chart.series.map(() => [])],
    container,
  );
}

/** Redraws the charts when the page size or the color scheme changes. */
export class Charts {
  #plots = [];
  #points = [];

  constructor() {
    this.#createPlots();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#createPlots());
    new ResizeObserver(() => this.#resize()).observe(byId('chart-throughput'));
  }

  #createPlots() {
    this.#plots.forEach((each) => each.destroy());
    this.#plots = CHARTS.map((chart) => plot(chart, byId(chart.id)));
    this.show(this.#points);
  }

  #resize() {
    this.#plots.forEach((each, i) => {
      const container = byId(CHARTS[i].id);
      each.setSize({ width: container.clientWidth, height: container.clientHeight });
    });
  }

  show(points) {
    this.#points = points;
    const times = points.map((point) => point.atMillis / 1000);
    const end = times.at(-1) ?? Date.now() / 1000;
    CHARTS.forEach((chart, i) => {
      const lines = chart.series.map((value) => points.map(value));
      this.#plots[i].setData([times, ...lines], false);
      this.#plots[i].setScale('x', { min: end - WINDOW_SECONDS, max: end });
      if (points.length) {
        byId(chart.id).setAttribute('aria-label', `Last five minutes; now ${chart.describe(lines.map((line) => line.at(-1)))}`);
      }
    });
  }
}
