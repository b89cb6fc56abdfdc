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

let atlas = 0; // where the bytes of the loaded atlas lie

// Loads the compiled atlas, a Uint8Array. Throws an Error that says what is wrong with it.
Module['loadAtlas'] = (bytes) => {
  const pointer = _malloc(bytes.length);
  if (!pointer) throw new Error('out of memory');
  HEAPU8.set(bytes, pointer);
  const problem = UTF8ToString(_knotwork_load(pointer, bytes.length));
  _free(atlas);
  atlas = pointer;
  if (problem) throw new Error(problem);
};

// Traces a request in JSON and returns the answer in JSON. Throws when no atlas is loaded.
Module['trace'] = (request) =>
  withText(request, (pointer, size) => {
    const answer = _knotwork_trace(pointer, size);
    if (!answer) throw new Error('load an atlas first');
    return UTF8ToString(answer);
  });
