// Becomes part of the module, inside the function that makes it: what callers use in place of the exported functions of main.cpp.

// withText(text, call): calls call(pointer, size) with the text as UTF-8 in the module's memory.
function withText(text, call) {
  const size = lengthBytesUTF8(text);
  const pointer = _malloc(size + 1);
  if (!pointer) throw new Error('out of memory');
  try {
    stringToUTF8(text, pointer, size + 1);
    return call(pointer, size);
  } finally {
    _free(pointer);
  }
}

// readArrays(pointer): the arrays that a function gave, as {pointer, count}; throws its error, the text of which is JSON.
function readArrays(pointer) {
  const [error, count, list] = HEAPU32.subarray(pointer >> 2, (pointer >> 2) + 3);
  if (error) throw new Error(UTF8ToString(error));
  return Array.from({length: count}, (_, i) => ({pointer: HEAPU32[(list >> 2) + 2 * i], count: HEAPU32[(list >> 2) + 2 * i + 1]}));
}

// Copies: the module's memory moves when it grows.
const floats = ({pointer, count}) => HEAPF32.slice(pointer >> 2, (pointer >> 2) + count);
const shorts = ({pointer, count}) => HEAPU16.slice(pointer >> 1, (pointer >> 1) + count);
const bytes = ({pointer, count}) => HEAPU8.slice(pointer, pointer + count);

let atlas = 0; // where the bytes of the loaded atlas lie

// Loads the compiled atlas, a Uint8Array. Throws an Error whose message is {"error": ...} in JSON.
Module['loadAtlas'] = (given) => {
  const pointer = _malloc(given.length);
  if (!pointer) throw new Error('out of memory');
  HEAPU8.set(given, pointer);
  const problem = UTF8ToString(_knotwork_load(pointer, given.length));
  _free(atlas);
  atlas = pointer;
  if (problem) throw new Error(problem);
};

// What can be called: a list in JSON.
Module['actions'] = () => UTF8ToString(_knotwork_actions());

// Calls an action with a request in JSON ('' where it needs none); returns the answer, or {"error": ...}, in JSON.
Module['call'] = (action, request) =>
  withText(action, (name) => withText(request, (pointer, size) => UTF8ToString(_knotwork_call(name, pointer, size))));

// The skin of a body: 'neutral', 'female' or 'male'.
Module['skin'] = (body) => {
  const [positions, triangles, region, mirror, hash] = readArrays(_knotwork_skin(['neutral', 'female', 'male'].indexOf(body)));
  return {
    positions: floats(positions), triangles: shorts(triangles), region: shorts(region), mirror: shorts(mirror),
    hash: String.fromCharCode(...bytes(hash)),
  };
};

// The joints of a body, and how its skin hangs on them.
Module['figure'] = (body) => {
  const [parents, centres, hung] = readArrays(_knotwork_figure(['neutral', 'female', 'male'].indexOf(body)));
  const both = bytes(hung); // four joints, then their four weights
  const joints = new Uint8Array(both.length / 2);
  const weights = new Uint8Array(both.length / 2);
  for (let v = 0; v < both.length / 8; ++v) {
    joints.set(both.subarray(8 * v, 8 * v + 4), 4 * v);
    weights.set(both.subarray(8 * v + 4, 8 * v + 8), 4 * v);
  }
  return {parents: bytes(parents), centres: floats(centres), joints, weights};
};

// The skin points that a drawing in JSON paints, one byte a point. Throws like loadAtlas.
Module['paint'] = (drawing) => withText(drawing, (pointer, size) => bytes(readArrays(_knotwork_paint(pointer, size))[0]));

// The referral field of a source, by its id. Throws like loadAtlas.
Module['field'] = (source) =>
  withText(source, (pointer) => {
    const [at, essential, ...parts] = readArrays(_knotwork_field(pointer));
    const zones = Array.from(bytes(essential), (flag, i) => ({
      essential: flag !== 0,
      points: shorts(parts[2 * i]),
      coverage: bytes(parts[2 * i + 1]),
    }));
    return {at: at.count ? Array.from(floats(at)) : null, zones};
  });

// The fibres of a muscle: polylines. Throws like loadAtlas.
Module['fibres'] = (muscle) => withText(muscle, (pointer) => readArrays(_knotwork_fibres(pointer)).map(floats));
