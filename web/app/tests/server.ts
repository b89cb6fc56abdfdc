// A server of the built app for one test alone: one that is stopped, or that damages what it serves.
import {spawn} from 'node:child_process';
import {createServer, type IncomingMessage} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

import {expect, type Page} from '@playwright/test';

export interface Server {
  address: string; // http://127.0.0.1:1234/
  stop(): Promise<void>;
}

export async function serve(): Promise<Server> {
  const program = spawn(fileURLToPath(new URL('../../../build/release/bin/knotwork', import.meta.url)), ['serve', '--port', '0']);
  const ended = new Promise<void>((done) => program.once('exit', () => done()));
  for await (const line of createInterface(program.stdout)) {
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(`${line}/`)?.[0];
    if (!address) continue;
    program.stdout.resume();
    return {
      address,
      stop: async () => {
        program.kill('SIGTERM');
        await ended;
      },
    };
  }
  throw new Error('knotwork serve ended at once');
}

// Stands before another server and lets `damage` change what comes from there: return the bytes to send.
export async function damaging(behind: Server, damage: (path: string, bytes: Buffer) => Buffer): Promise<Server> {
  const proxy = createServer((asked, answer) => void relay(asked, answer));
  const relay = async (asked: IncomingMessage, answer: import('node:http').ServerResponse): Promise<void> => {
    const found = await fetch(new URL(asked.url!, behind.address), {method: asked.method!, headers: {'accept-encoding': 'identity'}});
    const headers = [...found.headers].filter(([name]) => !['content-length', 'content-encoding', 'transfer-encoding', 'connection', 'keep-alive'].includes(name));
    answer.writeHead(found.status, Object.fromEntries(headers));
    answer.end(damage(asked.url!, Buffer.from(await found.arrayBuffer())));
  };
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  return {
    address: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/`,
    stop: async () => {
      proxy.closeAllConnections();
      await new Promise<void>((done) => proxy.close(() => done()));
      await behind.stop();
    },
  };
}

// Waits until all of the app is kept for use without a network, as the settings say.
export async function waitUntilKept(page: Page): Promise<void> {
  await page.goto('#/settings');
  await expect(page.locator('dt', {hasText: 'Works without a network'}).locator('+ dd')).toHaveText('yes', {timeout: 30_000});
}
