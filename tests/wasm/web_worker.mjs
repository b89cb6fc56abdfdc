// Web workers for Node, where a test wants a page: enough of them for EngineClient.
import {Worker as Thread} from 'node:worker_threads';

const frame = `
  import {parentPort, workerData} from 'node:worker_threads';
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer);
  globalThis.addEventListener = (kind, listen) => parentPort.on(kind, (data) => listen({data}));
  await import(workerData);
`;

export class WebWorker extends EventTarget {
  #thread;

  constructor(url) {
    super();
    this.#thread = new Thread(new URL(`data:text/javascript,${encodeURIComponent(frame)}`), {workerData: String(url)});
    this.#thread.on('message', (data) => this.dispatchEvent(Object.assign(new Event('message'), {data})));
    this.#thread.on('error', ({message}) => this.dispatchEvent(Object.assign(new Event('error', {cancelable: true}), {message})));
  }
  postMessage(message, transfer) {
    this.#thread.postMessage(message, transfer);
  }
  terminate() {
    void this.#thread.terminate();
  }
}
