// Where a citation can be read.
import type {Citation} from '../types';

export const isJudgement = (key: string): boolean => key === 'judgement';

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
