declare module 'pngjs' {
  export class PNG {
    constructor(options: {width: number; height: number});
    width: number;
    height: number;
    data: Uint8Array;
    static readonly sync: {read(file: Uint8Array): PNG; write(picture: PNG): Uint8Array};
  }
}
