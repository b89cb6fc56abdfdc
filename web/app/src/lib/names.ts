// A name that begins with a capital, as it stands within a sentence: "gluteus minimus", but "S1 radiculopathy".
export function within(name: string): string {
  const second = name[1] ?? '';
  const isWord = second === second.toLowerCase() && !/\d/.test(second);
  return isWord && !/^Achilles\b/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

export const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// A text of the atlas as a sentence: with a capital and a full stop.
export const sentence = (text: string): string => begun(/[.!?]$/.test(text) ? text : `${text}.`);
