// Puts a report on pages of A4: about two, more where there is more to say; nothing is cut.
//
//     const bytes = await layOutReport(content, {fonts, drawing, map, film});
//
// Same content, same bytes, but for what pdf-lib compresses. Letters that the fonts do not have are written by their base
// letter, else as "?".
import fontkit from '@pdf-lib/fontkit';
import {LineCapStyle, PDFDocument, rgb, type Color, type PDFFont, type PDFImage, type PDFPage} from 'pdf-lib';

import {date} from '$lib/i18n.svelte';

import {layOut, type ChartInput} from '../progress/chart';
import {dayToDate} from '../progress/tell';
import {number, words as progressWords} from '../progress/words';
import type {PlanRow, ReportContent, Text} from './report';
import {words} from './report-words';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Picture {
  png: Bytes;
  label: string; // which side is seen
}
export interface ReportMaterial {
  fonts: {text: Bytes; bold: Bytes; display: Bytes};
  drawing: Picture[];
  map: Picture[];
  film: {png: Bytes; day: string; note: string}[];
  made: Date;
}

const page = {width: 595.28, height: 841.89, margin: 36, head: 24, foot: 18};
const width = page.width - 2 * page.margin;
const gutter = 18;
const half = (width - gutter) / 2;

const hex = (value: number): Color => rgb(((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255);
const ink = hex(0x20292b);
const soft = hex(0x545b58);
const line = hex(0xd5ccbc);
const ground = hex(0xf6f2ea);
const accent = hex(0x0e5a5a);
const pain = hex(0xb3361f);
const danger = hex(0xa5121f);
const white = hex(0xffffff);

interface Style {
  size: number;
  lead?: number; // height of a line, as a multiple of the size
  color?: Color;
  font?: 'text' | 'bold' | 'display';
}
const body: Style = {size: 8.4, lead: 1.28};
const small: Style = {size: 7.2, lead: 1.25, color: soft};

interface Piece {
  text: string;
  font: PDFFont;
  size: number;
  color: Color;
  rise: number;
  width: number;
}

// A thing of known height that is drawn at a place: what pages are filled with.
interface Block {
  height: number;
  draw(on: PDFPage, x: number, y: number, line?: number): void; // y: its upper edge; line: this one alone
}

class Layout {
  readonly doc: PDFDocument;
  #fonts: {text: PDFFont; bold: PDFFont; display: PDFFont};
  #known: Map<PDFFont, Set<number>>;
  #widths = new Map<string, number>();
  pages: PDFPage[] = [];
  #y = 0;

  constructor(doc: PDFDocument, fonts: {text: PDFFont; bold: PDFFont; display: PDFFont}) {
    this.doc = doc;
    this.#fonts = fonts;
    this.#known = new Map(Object.values(fonts).map((font) => [font, new Set(font.getCharacterSet())]));
  }

  font(name: Style['font'] = 'text'): PDFFont {
    return this.#fonts[name];
  }

  // What the font can write of a text.
  clean(text: string, font: PDFFont): string {
    const known = this.#known.get(font)!;
    let out = '';
    for (const letter of text.normalize('NFC')) {
      const point = letter.codePointAt(0)!;
      if (point < 32) out += ' ';
      else if (known.has(point)) out += letter;
      else if (point === 0x2212) out += '–';
      else if (point === 0x00a0 || point === 0x202f) out += ' ';
      else {
        const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
        out += base && [...base].every((one) => known.has(one.codePointAt(0)!)) ? base : '?';
      }
    }
    return out;
  }

  widthOf(text: string, font: PDFFont, size: number): number {
    const key = `${font.name}\u0000${text}`;
    let known = this.#widths.get(key);
    if (known === undefined) {
      known = font.widthOfTextAtSize(text, 1000) / 1000;
      this.#widths.set(key, known);
    }
    return known * size;
  }

  // Words with their fonts, broken into lines. Citations stand small, after what they belong to.
  #lines(texts: readonly Text[], style: Style, most: number): Piece[][] {
    const lines: Piece[][] = [[]];
    let at = 0;
    const put = (piece: Piece, over = 0) => {
      if (at + piece.width > most + over && at > 0) {
        lines.push([]);
        at = 0;
        piece = {...piece, text: piece.text.trimStart()};
        piece.width = this.widthOf(piece.text, piece.font, piece.size);
      }
      lines.at(-1)!.push(piece);
      at += piece.width;
    };
    for (const {text, isBold, cites} of texts) {
      const font = this.font(isBold ? 'bold' : style.font);
      const color = style.color ?? ink;
      for (const word of this.clean(text, font).split(/(?<=[ ])|(?=[ ])/).reduce<string[]>((all, part) => {
        // A blank goes with the word after it.
        if (part.trim() === '' && part !== '') all.push(part);
        else if (all.length && all.at(-1)!.trim() === '') all[all.length - 1] += part;
        else all.push(part);
        return all;
      }, [])) {
        for (const part of this.#split(word, font, style.size, most)) put({text: part, font, size: style.size, color, rise: 0, width: this.widthOf(part, font, style.size)});
      }
      if (cites?.length) {
        const size = style.size * 0.72;
        const mark = ` ${compress(cites)}`;
        // Rather a little into the margin than alone on a line.
        put({text: mark, font: this.font('text'), size, color: soft, rise: style.size * 0.28, width: this.widthOf(mark, this.font('text'), size)}, 16);
      }
    }
    return lines;
  }

  // A word that is wider than the line (an address) is broken where it must be.
  #split(word: string, font: PDFFont, size: number, most: number): string[] {
    if (this.widthOf(word, font, size) <= most) return [word];
    const parts: string[] = [];
    let part = '';
    for (const letter of word) {
      if (part && this.widthOf(part + letter, font, size) > most) {
        parts.push(part);
        part = '';
      }
      part += letter;
    }
    return [...parts, part];
  }

  paragraph(texts: readonly Text[] | string, style: Style = body, most = width, after = 3): Block {
    const lines = this.#lines(typeof texts === 'string' ? [{text: texts}] : texts, style, most);
    const step = style.size * (style.lead ?? 1.3);
    return {
      height: lines.length * step + after,
      draw: (on, x, y, line) => {
        (line === undefined ? lines : [lines[line]!]).forEach((pieces, index) => {
          let at = x;
          for (const piece of pieces) {
            on.drawText(piece.text, {x: at, y: y - index * step - style.size * 0.95 + piece.rise, size: piece.size, font: piece.font, color: piece.color});
            at += piece.width;
          }
        });
      },
    };
  }

  // A paragraph that may go on on the next page, or in the next column.
  lines(texts: readonly Text[], style: Style, most: number): Block[] {
    const whole = this.paragraph(texts, style, most, 0);
    const step = style.size * (style.lead ?? 1.3);
    return this.#lines(texts, style, most).map((_, index) => ({
      height: step,
      draw: (on, x, y) => whole.draw(on, x, y, index),
    }));
  }

  // A heading with a line over it, and what stands beside it in grey.
  heading(title: string, aside = '', most = width): Block {
    const font = this.font('bold');
    return {
      height: 24,
      draw: (on, x, y) => {
        on.drawLine({start: {x, y: y - 4}, end: {x: x + most, y: y - 4}, thickness: 0.8, color: ink});
        const text = this.clean(title, font);
        on.drawText(text, {x, y: y - 17, size: 10.5, font, color: ink});
        if (aside) on.drawText(this.clean(aside, this.font()), {x: x + this.widthOf(text, font, 10.5) + 8, y: y - 17, size: 7.6, font: this.font(), color: soft});
      },
    };
  }

  gap = (height: number): Block => ({height, draw: () => undefined});

  // Blocks on a ground of their own.
  boxed(make: (inner: number) => Block[], fill: Color, bar: Color | null, most = width): Block {
    const pad = 8;
    const blocks = make(most - 2 * pad - 3);
    const height = blocks.reduce((sum, block) => sum + block.height, 0) + 2 * pad;
    return {
      height: height + 6,
      draw: (on, x, y) => {
        on.drawRectangle({x, y: y - height, width: most, height, color: fill});
        if (bar) on.drawRectangle({x, y: y - height, width: 3, height, color: bar});
        let at = y - pad;
        for (const block of blocks) {
          block.draw(on, x + pad + 3, at);
          at -= block.height;
        }
      },
    };
  }

  newPage(): void {
    this.pages.push(this.doc.addPage([page.width, page.height]));
    this.#y = page.height - page.margin - (this.pages.length > 1 ? page.head : 0);
  }

  get room(): number {
    return this.#y - page.margin - page.foot;
  }

  add(...blocks: Block[]): void {
    for (const block of blocks) {
      if (block.height > this.room && this.room < page.height - 2 * page.margin - page.foot - page.head - 1) this.newPage();
      block.draw(this.pages.at(-1)!, page.margin, this.#y);
      this.#y -= block.height;
    }
  }

  // Blocks that stay together where a page can hold them.
  together(...blocks: Block[]): void {
    const height = blocks.reduce((sum, block) => sum + block.height, 0);
    if (height > this.room && height <= page.height - 2 * page.margin - page.foot - page.head) this.newPage();
    this.add(...blocks);
  }

  // Two columns side by side; each goes on on the next page where it must.
  columns(left: Block[], right: Block[]): void {
    let rest: [Block[], Block[]] = [[...left], [...right]];
    while (rest[0].length || rest[1].length) {
      const room = this.room;
      const taken = rest.map((blocks) => {
        const out: Block[] = [];
        let height = 0;
        while (blocks.length && (height + blocks[0]!.height <= room || (out.length === 0 && room > 500))) {
          height += blocks[0]!.height;
          out.push(blocks.shift()!);
        }
        return {out, height};
      });
      taken.forEach(({out}, column) => {
        let y = this.#y;
        for (const block of out) {
          block.draw(this.pages.at(-1)!, page.margin + column * (half + gutter), y);
          y -= block.height;
        }
      });
      this.#y -= Math.max(...taken.map(({height}) => height));
      rest = [rest[0], rest[1]];
      if (rest[0].length || rest[1].length) this.newPage();
    }
  }
}

// [1, 2, 3, 7] as "1–3, 7".
export function compress(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let i = 0; i < sorted.length; ) {
    let j = i;
    while (sorted[j + 1] === sorted[j]! + 1) ++j;
    parts.push(j - i >= 2 ? `${sorted[i]}–${sorted[j]}` : sorted.slice(i, j + 1).join(', '));
    i = j + 1;
  }
  return parts.join(', ');
}

export async function layOutReport(content: ReportContent, material: ReportMaterial): Promise<Bytes> {
  const doc = await PDFDocument.create();
  doc.registerFontkit(fontkit);
  const embed = (font: Bytes) => doc.embedFont(font, {subset: true});
  const fonts = {text: await embed(material.fonts.text), bold: await embed(material.fonts.bold), display: await embed(material.fonts.display)};
  const image = (png: Bytes): Promise<PDFImage> => doc.embedPng(png);
  const drawing = await Promise.all(material.drawing.map(async ({png, label}) => ({image: await image(png), label})));
  const map = await Promise.all(material.map.map(async ({png, label}) => ({image: await image(png), label})));
  const film = await Promise.all(material.film.map(async (one) => ({...one, image: await image(one.png)})));
  doc.setTitle(`${content.kind}${content.who ? ` ${content.who}` : ''}`);
  doc.setCreator('Knotwork');
  doc.setProducer('Knotwork');
  doc.setCreationDate(material.made);
  doc.setModificationDate(material.made);

  const lay = new Layout(doc, fonts);
  const w = words();
  lay.newPage();
  addHead(lay, content);
  for (const group of content.urgency) {
    const color = group.isDark ? white : ink;
    lay.add(
      lay.boxed(
        (inner) => [
          lay.paragraph([{text: group.heading, isBold: true}], {size: group.isDark ? 15 : 11, color}, inner),
          ...group.items.map((item) => lay.paragraph(item, {...body, size: group.isDark ? 10 : 8.8, color}, inner)),
        ],
        group.isDark ? danger : hex(0xf8e6c4),
        group.isDark ? null : hex(0x8a5300),
      ),
    );
  }

  if (!content.isEmergency) addAnswer(lay, content);
  addPictures(lay, content, drawing, map);
  if (film.length > 1) addFilm(lay, film);

  const dangerBlocks = [
    lay.heading(content.danger.title, content.danger.aside, half),
    ...content.danger.lines.map((texts) => lay.paragraph(texts, body, half)),
    ...(content.danger.quiet.length ? lay.lines(content.danger.quiet, small, half) : []),
    lay.gap(4),
  ];
  if (content.isEmergency) {
    lay.columns(dangerBlocks, []);
  } else {
    const left = [
      lay.heading(w.reasons, '', half),
      ...(content.reasons.covers ? [lay.paragraph(content.reasons.covers, body, half)] : []),
      ...(content.reasons.rows.length ? [reasonHead(lay), ...content.reasons.rows.map((row) => reasonRow(lay, row))] : []),
      lay.paragraph(content.reasons.note, small, half, 8),
    ];
    const right = [
      lay.heading(w.others, '', half),
      ...(content.others.length
        ? content.others.map(({name, share}) => lay.paragraph([{text: `${name}: `, isBold: true}, {text: share}], body, half))
        : [lay.paragraph(w.noOthers, body, half)]),
      ...content.chain.map((texts) => lay.paragraph(texts, body, half)),
      lay.gap(4),
      ...dangerBlocks,
    ];
    lay.columns(left, right);
    if (content.plan) addPlan(lay, content.plan);
    if (content.course) addCourse(lay, content.course);
  }
  if (content.notes.length) lay.together(lay.paragraph([{text: w.notes, isBold: true}], {...small, color: ink}), ...content.notes.map((note) => lay.paragraph(`– ${note}`, small)));
  const [first, ...rest] = lay.lines(content.works.flatMap((work, index) => [{text: `${index + 1} `, isBold: true}, {text: `${work}   `}]), {...small, size: 6.4}, width);
  if (content.works.length && first) {
    lay.together(lay.gap(2), lay.paragraph([{text: w.works, isBold: true}], {...small, color: ink}, width, 1), first);
    lay.add(...rest);
  }
  addFrames(lay, content);
  return (await doc.save()) as Bytes;
}

function addHead(lay: Layout, content: ReportContent): void {
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

function addAnswer(lay: Layout, content: ReportContent): void {
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
function addPictures(lay: Layout, content: ReportContent, drawing: Shown[], map: Shown[]): void {
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

function addFilm(lay: Layout, film: {image: PDFImage; day: string; note: string}[]): void {
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

function reasonHead(lay: Layout): Block {
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

function reasonRow(lay: Layout, {reply, text, bits}: {reply: string; text: string; bits: number}): Block {
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

function addPlan(lay: Layout, plan: NonNullable<ReportContent['plan']>): void {
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

function addCourse(lay: Layout, course: NonNullable<ReportContent['course']>): void {
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
function addFrames(lay: Layout, content: ReportContent): void {
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
