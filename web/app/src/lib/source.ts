// The id of a source: "gluteus-minimus/2/right", "s1-radiculopathy/left", "coccydynia".
export interface SourceParts {
  id: string; // of the muscle or condition
  point: number | null; // of a trigger point
  side: 'left' | 'right' | null;
}

export function parseSource(source: string): SourceParts {
  const [id = '', ...rest] = source.split('/');
  const last = rest.at(-1);
  const number = rest.find((part) => /^\d+$/.test(part));
  return {id, point: number ? Number(number) : null, side: last === 'left' || last === 'right' ? last : null};
}
