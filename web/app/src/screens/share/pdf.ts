// Puts a report on pages of A4: about two, more where there is more to say; nothing is cut.
//
//     const bytes = await layOutReport(content, {fonts, drawing, map, film});
//
// Same content, same bytes, but for what pdf-lib compresses. Letters that the fonts do not have are written by their base
// letter, else as "?".
import fontkit from '@pdf-lib/fontkit';
import {PDFDocument, type PDFImage} from 'pdf-lib';

import {body, danger, half, hex, ink, Layout, small, white, width} from './pdf-layout';
import {addAnswer, addCourse, addFilm, addFrames, addHead, addPictures, addPlan, reasonHead, reasonRow} from './pdf-sections';
import type {ReportContent} from './report';
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
