// What of WebGL 2 the picture of the body needs: triangles and points with a shader each, drawn in their order. A general
// renderer is twenty times as large, and the first visit waits for it (docs/performance.md).
//
//     const graphics = new Graphics(canvas);                // throws where the browser has no WebGL 2
//     const shader = {vertex, fragment, sides: 'front', isSolid: true, uniforms: {colour: [1, 0, 0]}};
//     graphics.compile(shader);                             // ahead of its first use, which would wait for it
//     const thing = {shader, attributes: {position: {values, size: 3}}, index};
//     graphics.draw([thing], view, projection);
//     values[0] = 1; graphics.changed(values);              // uploaded with the next draw
//
// What was uploaded belongs to its array: things that share an array share it on the card as well, and go together. A context that was lost and
// came back is filled again from what is kept here.
export interface Shader {
  vertex: string;
  fragment: string;
  sides: 'front' | 'back' | 'both';
  isSolid: boolean; // hides what lies behind it; otherwise it is laid over by its alpha
  uniforms: Record<string, number | readonly number[]>;
}

type Values = Float32Array | Uint8Array; // bytes are read as 0 to 1

export interface Thing {
  shader: Shader;
  attributes: Record<string, {values: Values; size: 1 | 2 | 3 | 4}>;
  index?: Uint16Array | Uint32Array; // of triangles; points without
}

interface Program {
  program: WebGLProgram;
  places: Map<string, WebGLUniformLocation | null>;
}

export class Graphics {
  #gl: WebGL2RenderingContext;
  #programs = new Map<Shader, Program>();
  #buffers = new Map<ArrayBufferView, WebGLBuffer>();
  #arrays = new Map<Thing, WebGLVertexArrayObject>();
  #changed = new Set<ArrayBufferView>();
  #ending = new AbortController();

  constructor(canvas: HTMLCanvasElement) {
    const gl = canvas.getContext('webgl2', {antialias: true, alpha: true, stencil: false});
    if (!gl) throw new Error('no WebGL 2');
    this.#gl = gl;
    const {signal} = this.#ending;
    // Asks for it back.
    canvas.addEventListener('webglcontextlost', (event) => event.preventDefault(), {signal});
    canvas.addEventListener('webglcontextrestored', () => this.#forget(), {signal});
  }

  compile(shader: Shader): void {
    if (this.#programs.has(shader)) return;
    const gl = this.#gl;
    const program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, shader.vertex], [gl.FRAGMENT_SHADER, shader.fragment]] as const) {
      const part = gl.createShader(kind);
      if (!part) continue; // the context is lost; all of it is made anew when it is back
      gl.shaderSource(part, text);
      gl.compileShader(part);
      gl.attachShader(program, part);
    }
    gl.linkProgram(program);
    this.#programs.set(shader, {program, places: new Map()});
  }

  changed(values: ArrayBufferView): void {
    this.#changed.add(values);
  }

  // Frees what the thing had on the card.
  remove(thing: Thing): void {
    const array = this.#arrays.get(thing);
    if (array) this.#gl.deleteVertexArray(array);
    this.#arrays.delete(thing);
    for (const values of valuesOf(thing)) {
      this.#gl.deleteBuffer(this.#buffers.get(values) ?? null);
      this.#buffers.delete(values);
    }
  }

  resize(width: number, height: number): void {
    const {canvas} = this.#gl;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
  }

  draw(things: Thing[], view: Float32Array, projection: Float32Array): void {
    const gl = this.#gl;
    if (gl.isContextLost()) return;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.depthMask(true);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
    this.#upload();
    for (const thing of things) this.#drawThing(thing, view, projection);
    gl.bindVertexArray(null);
  }

  // The context is given back: browsers keep only a few.
  dispose(): void {
    this.#ending.abort();
    this.#forget();
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #drawThing(thing: Thing, view: Float32Array, projection: Float32Array): void {
    const gl = this.#gl;
    const {shader, index, attributes} = thing;
    this.compile(shader);
    const {program, places} = this.#programs.get(shader)!;
    gl.useProgram(program);
    const place = (name: string) => {
      let found = places.get(name);
      if (found === undefined) places.set(name, (found = gl.getUniformLocation(program, name)));
      return found;
    };
    gl.uniformMatrix4fv(place('view'), false, view);
    gl.uniformMatrix4fv(place('projection'), false, projection);
    for (const [name, value] of Object.entries(shader.uniforms)) {
      if (typeof value === 'number') gl.uniform1f(place(name), value);
      else if (value.length === 2) gl.uniform2fv(place(name), value);
      else gl.uniform3fv(place(name), value);
    }
    if (shader.sides === 'both') {
      gl.disable(gl.CULL_FACE);
    } else {
      gl.enable(gl.CULL_FACE);
      gl.cullFace(shader.sides === 'front' ? gl.BACK : gl.FRONT);
    }
    gl.depthMask(shader.isSolid);
    if (shader.isSolid) {
      gl.disable(gl.BLEND);
    } else {
      gl.enable(gl.BLEND);
      gl.blendFuncSeparate(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA, gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    }
    gl.bindVertexArray(this.#arrayOf(thing, program));
    if (index) gl.drawElements(gl.TRIANGLES, index.length, index instanceof Uint16Array ? gl.UNSIGNED_SHORT : gl.UNSIGNED_INT, 0);
    else gl.drawArrays(gl.POINTS, 0, attributes['position']!.values.length / 3);
  }

  #arrayOf(thing: Thing, program: WebGLProgram): WebGLVertexArrayObject {
    const gl = this.#gl;
    let array = this.#arrays.get(thing);
    if (array) return array;
    array = gl.createVertexArray();
    gl.bindVertexArray(array);
    for (const [name, {values, size}] of Object.entries(thing.attributes)) {
      const place = gl.getAttribLocation(program, name);
      if (place < 0) continue; // the shader makes no use of it
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#bufferOf(values, gl.ARRAY_BUFFER));
      gl.enableVertexAttribArray(place);
      gl.vertexAttribPointer(place, size, values instanceof Uint8Array ? gl.UNSIGNED_BYTE : gl.FLOAT, values instanceof Uint8Array, 0, 0);
    }
    if (thing.index) gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#bufferOf(thing.index, gl.ELEMENT_ARRAY_BUFFER));
    this.#arrays.set(thing, array);
    return array;
  }

  #bufferOf(values: ArrayBufferView, kind: number): WebGLBuffer {
    const gl = this.#gl;
    let buffer = this.#buffers.get(values);
    if (buffer) return buffer;
    buffer = gl.createBuffer();
    gl.bindBuffer(kind, buffer);
    gl.bufferData(kind, values, gl.STATIC_DRAW);
    this.#buffers.set(values, buffer);
    return buffer;
  }

  #upload(): void {
    const gl = this.#gl;
    for (const values of this.#changed) {
      const buffer = this.#buffers.get(values);
      if (!buffer) continue; // goes up whole when it is first drawn
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferSubData(gl.ARRAY_BUFFER, 0, values);
    }
    this.#changed.clear();
  }

  #forget(): void {
    this.#programs.clear();
    this.#buffers.clear();
    this.#arrays.clear();
    this.#changed.clear();
  }
}

const valuesOf = ({attributes, index}: Thing): ArrayBufferView[] => [...Object.values(attributes).map(({values}) => values), ...(index ? [index] : [])];
