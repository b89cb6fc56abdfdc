// What a report is laid out with: sizes and colours, text broken into lines, blocks of known height, and the pages that they
// fill. It knows nothing of what the report says.
import {rgb, type Color, type PDFDocument, type PDFFont, type PDFPage} from 'pdf-lib';

import type {Text} from './report';

export const page = {width: 595.28, height: 841.89, margin: 36, head: 24, foot: 18};
export const width = page.width - 2 * page.margin;
export const gutter = 18;
export const half = (width - gutter) / 2;

export const hex = (value: number): Color => rgb(((value >> 16) & 255) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255);
export const ink = hex(0x20292b);
export const soft = hex(0x545b58);
export const line = hex(0xd5ccbc);
export const ground = hex(0xf6f2ea);
export const accent = hex(0x0e5a5a);
export const pain = hex(0xb3361f);
export const danger = hex(0xa5121f);
export const white = hex(0xffffff);

export interface Style {
  size: number;
  lead?: number; // height of a line, as a multiple of the size
  color?: Color;
  font?: 'text' | 'bold' | 'display';
}
export const body: Style = {size: 8.4, lead: 1.28};
export const small: Style = {size: 7.2, lead: 1.25, color: soft};

interface Piece {
  text: string;
  font: PDFFont;
  size: number;
  color: Color;
  rise: number;
  width: number;
}

// A thing of known height that is drawn at a place: what pages are filled with.
export interface Block {
  height: number;
  draw(on: PDFPage, x: number, y: number, line?: number): void; // y: its upper edge; line: this one alone
}

export class Layout {
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
