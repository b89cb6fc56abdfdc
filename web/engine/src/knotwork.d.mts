// The module as apps/wasm builds it.
export interface KnotworkModule {
  loadAtlas(bytes: Uint8Array): void;
  actions(): string;
  call(action: string, request: string): string;
  skin(body: string): {
    positions: Float32Array<ArrayBuffer>;
    triangles: Uint16Array<ArrayBuffer>;
    region: Uint16Array<ArrayBuffer>;
    mirror: Uint16Array<ArrayBuffer>;
    hash: string;
  };
  figure(body: string): {
    parents: Uint8Array<ArrayBuffer>;
    centres: Float32Array<ArrayBuffer>;
    joints: Uint8Array<ArrayBuffer>;
    weights: Uint8Array<ArrayBuffer>;
  };
  paint(drawing: string): Uint8Array<ArrayBuffer>;
  field(source: string): {at: [number, number, number] | null; zones: {essential: boolean; points: Uint16Array<ArrayBuffer>; coverage: Uint8Array<ArrayBuffer>}[]};
  fibres(muscle: string): Float32Array<ArrayBuffer>[];
}
export default function createKnotwork(options: {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void): object;
}): Promise<KnotworkModule>;
