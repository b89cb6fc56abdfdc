// A citation in short ("Suri and others 2010") and where it can be read.
import type {Citation} from '../types';

export const isJudgement = (key: string): boolean => key === 'judgement';

export function shortAuthors(authors: string, others: string): string {
  const comma = authors.indexOf(',');
  let first = comma < 0 ? authors : authors.slice(0, comma);
  // "Finucane LM": without the initials, which are the last word.
  const blank = first.lastIndexOf(' ');
  if (comma >= 0 && blank >= 0 && blank + 4 >= first.length) first = first.slice(0, blank);
  return comma < 0 ? first : first + others;
}

export const shortCitation = (work: Citation, others: string): string => `${shortAuthors(work.authors, others)} ${work.year}`;

export interface Place {
  text: string;
  address: string;
}

// DOI and PubMed first, since they last; else the address that was read.
export function placesOf(work: Citation): Place[] {
  const places: Place[] = [];
  if (work.doi) places.push({text: `doi:${work.doi}`, address: `https://doi.org/${encodeURI(work.doi)}`});
  if (work.pmid) places.push({text: `PMID ${work.pmid}`, address: `https://pubmed.ncbi.nlm.nih.gov/${work.pmid}/`});
  if (!places.length && work.url && /^https?:\/\//.test(work.url))
    places.push({text: new URL(work.url).host, address: work.url});
  return places;
}
