// A text as a key of six letters, so that a translation need not carry the English beside it: 36 bits of a hash of 53 (cyrb53
// by bryc, public domain). That no two texts of the knowledge share a key is checked when the app is built.
//
//     keyOf('Gluteus minimus')            // 'k3_Zq0'
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

export function keyOf(text: string): string {
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  let key = '';
  for (const part of [a, b]) for (const shift of [0, 6, 12]) key += letters[(part >>> shift) & 63];
  return key;
}
