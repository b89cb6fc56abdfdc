// Where the marks of a chart lie, in the units of its box: for the screen and for the PDF alike.
import type {Measure, Progress} from '$lib/types';

import {bandOf, type Series} from './tell';

export interface ChartInput {
  series: Series;
  measure: Measure | undefined;
  expected: Progress['expected']; // of pain alone
  begun: string;
  lastDay: number; // of the chart, from the beginning
  width: number;
  height: number;
  left?: number; // margins
  bottom?: number;
  top?: number;
  right?: number;
}

export interface ChartLayout {
  plot: {x: number; y: number; width: number; height: number};
  points: {x: number; y: number; day: number; value: number}[];
  trend: string; // SVG paths; '' where there is none
  trendBand: string;
  usual: string;
  usualBand: string;
  xTicks: {x: number; day: number}[];
  yTicks: {y: number; value: number}[];
  x(day: number): number;
  y(value: number): number;
}

const steps = [1, 2, 3, 7, 14, 28, 56, 91, 182, 364, 728];

// About `most` days with the same distance, from the first on.
export function dayTicks(first: number, last: number, most: number): number[] {
  const span = Math.max(1, last - first);
  const step = steps.find((one) => span / one <= most) ?? Math.ceil(span / most);
  const ticks: number[] = [];
  for (let day = Math.ceil(first / step) * step; day <= last; day += step) ticks.push(day);
  return ticks;
}

// Round values that reach over both ends.
export function valueTicks(low: number, high: number, most = 6): number[] {
  if (high - low < 1e-9) return valueTicks(low - 1, high + 1, most);
  const span = high - low;
  const power = 10 ** Math.floor(Math.log10(span / most));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => span / one <= most) ?? 10 * power;
  const ticks: number[] = [];
  for (let value = Math.floor(low / step + 1e-9) * step; value <= high + step * 0.999; value += step) ticks.push(Math.round(value / step) * step);
  return ticks;
}

const short = (value: number): string => String(Math.round(value * 100) / 100);

export function layOut(input: ChartInput): ChartLayout {
  const {left = 34, right = 10, top = 10, bottom = 26, width, height, series, measure, expected} = input;
  const plot = {x: left, y: top, width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom)};
  const firstDay = Math.min(0, ...series.readings.map(([day]) => day));
  const lastDay = Math.max(firstDay + 7, input.lastDay, ...series.readings.map(([day]) => day));
  const trend = (series.trend ?? []).map((point) => ({...point, ...bandOf(point, measure)}));
  const usual = (expected?.points ?? []).filter((point) => point.day <= lastDay);

  // A scale of few points is shown whole; else what occurs, and a little more.
  const range = measure?.range;
  const isWhole = range !== undefined && range[1] - range[0] <= 10;
  const values = [...series.readings.map(([, value]) => value), ...trend.flatMap(({low, high}) => [low, high])];
  const ticks = isWhole ? valueTicks(range[0], range[1], 5) : valueTicks(Math.min(...values), Math.max(...values));
  const low = ticks[0]!;
  const high = Math.max(ticks.at(-1)!, low + 1e-9);

  const x = (day: number): number => plot.x + ((day - firstDay) / (lastDay - firstDay)) * plot.width;
  const y = (value: number): number => plot.y + plot.height - ((Math.min(high, Math.max(low, value)) - low) / (high - low)) * plot.height;
  const line = (points: {day: number; value: number}[]): string =>
    points.map(({day, value}, index) => `${index ? 'L' : 'M'}${short(x(day))} ${short(y(value))}`).join('');
  const band = (points: {day: number; low: number; high: number}[]): string =>
    points.length < 2
      ? ''
      : `${line(points.map(({day, high}) => ({day, value: high})))}${line([...points].reverse().map(({day, low}) => ({day, value: low}))).replace('M', 'L')}Z`;

  return {
    plot,
    points: series.readings.map(([day, value]) => ({day, value, x: x(day), y: y(value)})),
    trend: trend.length > 1 ? line(trend.map(({day, level}) => ({day, value: level}))) : '',
    trendBand: band(trend),
    usual: usual.length > 1 ? line(usual.map(({day, expected: value}) => ({day, value}))) : '',
    usualBand: band(usual),
    xTicks: dayTicks(firstDay, lastDay, Math.max(2, Math.floor(plot.width / 84))).map((day) => ({day, x: x(day)})),
    yTicks: ticks.map((value) => ({value, y: y(value)})),
    x,
    y,
  };
}

export interface DayRow {
  day: number;
  measured: number | null;
  trend: {level: number; low: number; high: number} | null;
  usual: {level: number; low: number; high: number} | null;
}

// A row for each reading, in words' order: what was measured, and where the lines lie then.
export function listDays({series, measure, expected}: Pick<ChartInput, 'series' | 'measure' | 'expected'>): DayRow[] {
  return series.readings.map(([day, value]) => {
    const trend = nearest(series.trend ?? [], day);
    const usual = nearest(expected?.points ?? [], day);
    return {
      day,
      measured: value,
      trend: trend && {level: trend.level, ...bandOf(trend, measure)},
      usual: usual && {level: usual.expected, low: usual.low, high: usual.high},
    };
  });
}

function nearest<Point extends {day: number}>(points: readonly Point[], day: number): Point | null {
  let best: Point | null = null;
  for (const point of points) if (!best || Math.abs(point.day - day) < Math.abs(best.day - day)) best = point;
  return best && Math.abs(best.day - day) <= 1 ? best : null;
}
