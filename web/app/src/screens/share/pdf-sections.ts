// The sections of a report on its pages; pdf.ts tells in which order they stand.
import {LineCapStyle, type PDFFont, type PDFImage, type PDFPage} from 'pdf-lib';

import {date} from '$lib/i18n.svelte';

import {layOut, type ChartInput} from '../progress/chart';
import {dayToDate} from '../progress/tell';
import {number, words as progressWords} from '../progress/words';
import {accent, body, ground, half, ink, line, page, pain, small, soft, white, width, type Block, type Layout, type Style} from './pdf-layout';
import type {PlanRow, ReportContent} from './report';
import {words} from './report-words';

export function addHead(lay: Layout, content: ReportContent): void {
  const day = lay.clean(content.day, lay.font());
  lay.add({
    height: 58,
    draw: (on, x, y) => {
      on.drawText(lay.clean(content.kind, lay.font('bold')), {x, y: y - 8, size: 8, font: lay.font('bold'), color: accent});
      on.drawText('Knotwork', {x: x + width - lay.widthOf('Knotwork', lay.font('bold'), 8), y: y - 8, size: 8, font: lay.font('bold'), color: soft});
      on.drawText(lay.clean(content.who || '—', lay.font('display')), {x, y: y - 30, size: 21, font: lay.font('display'), color: ink});
      on.drawText(day, {x: x + width - lay.widthOf(day, lay.font(), 8.8), y: y - 30, size: 8.8, font: lay.font(), color: ink});
      on.drawText(lay.clean(content.facts, lay.font()), {x, y: y - 44, size: 8.8, font: lay.font(), color: soft});
      on.drawLine({start: {x, y: y - 51}, end: {x: x + width, y: y - 51}, thickness: 1, color: accent});
    },
  });
}

export function addAnswer(lay: Layout, content: ReportContent): void {
  const {kicker, title, paragraphs} = content.answer;
  lay.add(lay.paragraph([{text: kicker, isBold: true}], {size: 8, color: accent}, width, 1));
  if (title) lay.add(lay.paragraph(title, {size: 17, lead: 1.15, font: 'display'}, width, 4));
  lay.add(...paragraphs.map((texts) => lay.paragraph(texts)), lay.gap(4));
}

interface Shown {
  image: PDFImage;
  label: string;
}

// The drawing beside what the leading source refers.
export function addPictures(lay: Layout, content: ReportContent, drawing: Shown[], map: Shown[]): void {
  if (!drawing.length && !map.length) return;
  const w = words();
  const height = 186;
  const panel = (title: string, legend: string, pictures: Shown[], most: number): Block => ({
    height: height + 6,
    draw: (on, x, y) => {
      const head = lay.paragraph([{text: title, isBold: true}], {size: 9, lead: 1.2}, most - 16);
      on.drawRectangle({x, y: y - height, width: most, height, color: ground});
      const cell = (most - 16) / Math.max(1, pictures.length);
      pictures.forEach(({image, label}, index) => {
        const scale = Math.min((cell - 6) / image.width, (height - 44 - head.height) / image.height);
        const left = x + 8 + index * cell + (cell - image.width * scale) / 2;
        on.drawImage(image, {x: left, y: y - 10 - head.height - image.height * scale, width: image.width * scale, height: image.height * scale});
        const text = lay.clean(label, lay.font());
        on.drawText(text, {x: x + 8 + index * cell + (cell - lay.widthOf(text, lay.font(), 7)) / 2, y: y - height + 22, size: 7, font: lay.font(), color: soft});
      });
      head.draw(on, x + 8, y - 7);
      lay.paragraph(legend, {...small, size: 6.8}, most - 16).draw(on, x + 8, y - height + 18);
    },
  });
  const left = drawing.length ? [panel(w.drawing, w.legendDrawing, drawing, map.length ? half : width)] : [];
  const right = map.length ? [panel(content.mapTitle, w.legendMap, map, drawing.length ? half : width)] : [];
  if (left.length && right.length) {
    if (lay.room < height + 6) lay.newPage();
    lay.columns(left, right);
  } else {
    lay.add(...left, ...right);
  }
  if (content.marks) lay.add(lay.paragraph(content.marks, small));
  lay.add(lay.gap(4));
}

export function addFilm(lay: Layout, film: {image: PDFImage; day: string; note: string}[]): void {
  const shown = film.length > 6 ? [film[0]!, ...film.slice(-5)] : film;
  const cell = Math.min(width / shown.length, width / 4);
  const height = 96;
  lay.together(lay.heading(words().overTime), {
    height: height + 6,
    draw: (on, x, y) => {
      shown.forEach(({image, day, note}, index) => {
        const left = x + index * cell;
        on.drawRectangle({x: left, y: y - height, width: cell - 6, height, color: ground});
        const scale = Math.min((cell - 18) / image.width, (height - 30) / image.height);
        on.drawImage(image, {x: left + (cell - 6 - image.width * scale) / 2, y: y - height + 4, width: image.width * scale, height: image.height * scale});
        on.drawText(lay.clean(day, lay.font('bold')), {x: left + 6, y: y - 11, size: 7.4, font: lay.font('bold'), color: ink});
        on.drawText(lay.clean(note, lay.font()), {x: left + 6, y: y - 20, size: 6.6, font: lay.font(), color: soft});
      });
    },
  });
}

const barFrom = half - 74; // where the bars of the reasons have their middle
const barMost = 34;

export function reasonHead(lay: Layout): Block {
  const w = words();
  return {
    height: 11,
    draw: (on, x, y) => {
      const font = lay.font();
      const against = lay.clean(w.against, font);
      on.drawText(against, {x: x + barFrom - 4 - lay.widthOf(against, font, 6.6), y: y - 7, size: 6.6, font, color: soft});
      on.drawText(lay.clean(w.for, font), {x: x + barFrom + 4, y: y - 7, size: 6.6, font, color: soft});
    },
  };
}

export function reasonRow(lay: Layout, {reply, text, bits}: {reply: string; text: string; bits: number}): Block {
  const label = lay.paragraph(text, {...body, size: 8.2}, barFrom - barMost - 26, 3);
  const length = Math.min(barMost, (Math.abs(bits) / 3) * barMost);
  return {
    height: label.height,
    draw: (on, x, y) => {
      on.drawText(lay.clean(reply, lay.font()), {x, y: y - 8, size: 7.4, font: lay.font(), color: soft});
      label.draw(on, x + 20, y);
      on.drawLine({start: {x: x + barFrom, y: y + 1}, end: {x: x + barFrom, y: y - label.height + 1}, thickness: 0.5, color: line});
      on.drawRectangle({x: bits > 0 ? x + barFrom : x + barFrom - length, y: y - 8, width: length, height: 5.5, color: bits > 0 ? accent : pain});
      const times = `×${number(2 ** bits)}`;
      const font = lay.font('bold');
      on.drawText(times, {x: bits > 0 ? x + barFrom + length + 3 : x + barFrom - length - 3 - lay.widthOf(times, font, 7), y: y - 8, size: 7, font, color: ink});
    },
  };
}

export function addPlan(lay: Layout, plan: NonNullable<ReportContent['plan']>): void {
  const heading = lay.heading(plan.title, plan.aside);
  if (plan.refused) return lay.together(heading, lay.paragraph([{text: plan.refused, isBold: true}]));
  const rows = plan.items.map((item, index) => planRow(lay, item, index + 1));
  lay.together(heading, ...(plan.objective.length ? [lay.paragraph(plan.objective, body, width, 5)] : []), ...rows.slice(0, 1));
  lay.add(...rows.slice(1), lay.gap(3));
  for (const {title, lines} of plan.notes)
    lay.together(lay.paragraph([{text: title, isBold: true}], {...body, size: 8}, width, 1), ...lines.map((text) => lay.paragraph(`– ${text}`, {...body, size: 8}, width, 2)));
  lay.add(lay.gap(4));
}

function planRow(lay: Layout, item: PlanRow, index: number): Block {
  const columns = [14, 190, 118, width - 14 - 190 - 118 - 16];
  const what = [
    lay.paragraph([{text: `${item.kind}: ${item.name}`, isBold: true}], body, columns[1], 1),
    ...(item.where ? [lay.paragraph(item.where, body, columns[1], 1)] : []),
    lay.paragraph([{text: item.evidence, cites: item.why.cites}], small, columns[1], 1),
  ];
  const dose = lay.paragraph(item.dose, body, columns[2]);
  const why = lay.paragraph(item.why.text, {...body, size: 8.2}, columns[3]);
  const height = Math.max(what.reduce((sum, block) => sum + block.height, 0), dose.height, why.height) + 6;
  return {
    height,
    draw: (on, x, y) => {
      on.drawLine({start: {x, y}, end: {x: x + width, y}, thickness: 0.5, color: line});
      on.drawText(String(index), {x, y: y - 12, size: 8.8, font: lay.font('bold'), color: accent});
      let at = y - 4;
      for (const block of what) {
        block.draw(on, x + columns[0]!, at);
        at -= block.height;
      }
      dose.draw(on, x + columns[0]! + columns[1]! + 8, y - 4);
      why.draw(on, x + columns[0]! + columns[1]! + columns[2]! + 16, y - 4);
    },
  };
}

export function addCourse(lay: Layout, course: NonNullable<ReportContent['course']>): void {
  const w = words();
  lay.together(lay.heading(course.title, course.aside), lay.paragraph(course.sentences), ...(course.chart ? [chartBlock(lay, course.chart)] : []));
  const columns = [186, 34, 34, width - 186 - 34 - 34 - 24];
  const at = [0, 194, 236, 278];
  const row = (cells: string[], style: Style, isHead: boolean): Block => {
    const blocks = cells.map((cell, index) => lay.paragraph([{text: cell, isBold: isHead || index === 0}], style, columns[index], 1));
    const height = Math.max(...blocks.map((block) => block.height)) + 3;
    return {
      height,
      draw: (on, x, y) => {
        if (!isHead) on.drawLine({start: {x, y}, end: {x: x + width, y}, thickness: 0.4, color: line});
        blocks.forEach((block, index) => block.draw(on, x + at[index]!, y - 2));
      },
    };
  };
  if (course.rows.length) {
    lay.together(row([w.measure, w.first, w.last, w.change], {...small, size: 6.8}, true), row([course.rows[0]!.title, course.rows[0]!.first, course.rows[0]!.last, course.rows[0]!.words], {...body, size: 8}, false));
    lay.add(...course.rows.slice(1).map((one) => row([one.title, one.first, one.last, one.words], {...body, size: 8}, false)));
    lay.add(lay.paragraph(w.readingsNote, small));
  }
  const sessions = [lay.paragraph([{text: w.sessions, isBold: true}], body, half, 1), ...course.sessions.map((text) => lay.paragraph(text, body, half))];
  const next = course.next.length ? [lay.paragraph([{text: w.next, isBold: true}], body, half, 1), ...course.next.map((texts) => lay.paragraph(texts, body, half))] : [];
  lay.add(lay.gap(3));
  lay.columns(sessions, next);
}

// The same chart as on the screen, in lines: dots are readings, the solid line their course, the dashed one what is usual.
function chartBlock(lay: Layout, chart: Omit<ChartInput, 'width' | 'height'>): Block {
  const height = 104;
  const p = progressWords();
  const layout = layOut({...chart, width: width - 130, height, left: 22, right: 6, top: 6, bottom: 16});
  return {
    height: height + 8,
    draw: (on, x, y) => {
      const font = lay.font();
      for (const {y: at, value} of layout.yTicks) {
        on.drawLine({start: {x: x + layout.plot.x, y: y - at}, end: {x: x + layout.plot.x + layout.plot.width, y: y - at}, thickness: 0.4, color: line});
        const text = number(value);
        on.drawText(text, {x: x + layout.plot.x - 5 - lay.widthOf(text, font, 6.8), y: y - at - 2.4, size: 6.8, font, color: soft});
      }
      for (const {x: at, day} of layout.xTicks) {
        const text = lay.clean(date(dayToDate(chart.begun, day), 'short'), font);
        on.drawText(text, {x: x + at - lay.widthOf(text, font, 6.8) / 2, y: y - height + 5, size: 6.8, font, color: soft});
      }
      const path = (d: string, options: Parameters<PDFPage['drawSvgPath']>[1]) => d && on.drawSvgPath(d, {x, y, ...options});
      path(layout.usualBand, {color: soft, opacity: 0.1, borderColor: soft, borderWidth: 0.4, borderOpacity: 0.6, borderDashArray: [1, 2]});
      path(layout.usual, {borderColor: soft, borderWidth: 1.1, borderDashArray: [4, 3]});
      path(layout.trendBand, {color: accent, opacity: 0.16});
      path(layout.trend, {borderColor: accent, borderWidth: 1.8, borderLineCap: LineCapStyle.Round});
      for (const point of layout.points) on.drawCircle({x: x + point.x, y: y - point.y, size: 1.7, color: white, borderColor: pain, borderWidth: 0.9});
      // Beside it, what the marks mean.
      const right = x + width - 118;
      const legend = (index: number, sign: (x: number, y: number) => void, text: string) => {
        const at = y - 12 - index * 30;
        sign(right, at);
        lay.paragraph(text, {...small, size: 7, color: ink}, 92).draw(on, right + 24, at + 5);
      };
      legend(0, (lx, ly) => on.drawCircle({x: lx + 9, y: ly, size: 1.9, color: white, borderColor: pain, borderWidth: 0.9}), p.measured);
      if (layout.trend)
        legend(1, (lx, ly) => {
          on.drawRectangle({x: lx, y: ly - 4, width: 18, height: 8, color: accent, opacity: 0.16});
          on.drawLine({start: {x: lx, y: ly}, end: {x: lx + 18, y: ly}, thickness: 1.8, color: accent});
        }, `${words().trend}, ${p.trendBand}`);
      if (layout.usual)
        legend(2, (lx, ly) => {
          on.drawRectangle({x: lx, y: ly - 4, width: 18, height: 8, color: soft, opacity: 0.1, borderColor: soft, borderWidth: 0.4, borderDashArray: [1, 2]});
          on.drawLine({start: {x: lx, y: ly}, end: {x: lx + 18, y: ly}, thickness: 1.1, color: soft, dashArray: [4, 3]});
        }, `${p.usual}, ${p.usualBand}`);
    },
  };
}

// As many words as there is room for.
function shorten(lay: Layout, text: string, font: PDFFont, size: number, most: number): string {
  const whole = lay.clean(text, font);
  if (lay.widthOf(whole, font, size) <= most) return whole;
  const words = whole.split(' ');
  while (words.length > 1 && lay.widthOf(`${words.join(' ')} …`, font, size) > most) words.pop();
  return `${words.join(' ')} …`;
}

// What stands at the head and foot of every page, once it is known how many there are.
export function addFrames(lay: Layout, content: ReportContent): void {
  const w = words();
  const font = lay.font();
  lay.pages.forEach((on, index) => {
    const x = page.margin;
    if (index > 0) {
      const y = page.height - page.margin + 4;
      const day = lay.clean(content.day, font);
      const room = width - lay.widthOf(day, font, 7.4) - 12;
      const head = shorten(lay, [content.who, content.title].filter(Boolean).join('  ·  '), lay.font('bold'), 7.4, room);
      on.drawText(head, {x, y: y - 6, size: 7.4, font: lay.font('bold'), color: ink});
      on.drawText(day, {x: x + width - lay.widthOf(day, font, 7.4), y: y - 6, size: 7.4, font, color: soft});
      on.drawLine({start: {x, y: y - 13}, end: {x: x + width, y: y - 13}, thickness: 0.6, color: accent});
    }
    const y = page.margin - 8;
    on.drawText(lay.clean(w.foot, font), {x, y, size: 7.2, font, color: soft});
    const right = lay.clean(`${content.atlas}   ·   ${w.page(index + 1, lay.pages.length)}`, font);
    on.drawText(right, {x: x + width - lay.widthOf(right, font, 7.2), y, size: 7.2, font, color: soft});
  });
}
