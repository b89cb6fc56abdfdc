// A server of the built app for one test alone: one that is stopped, or that damages what it serves.
//
//     test('...', async ({serve}) => {
//       const server = await serve();                  // stopped with the test, if not before
import {spawn} from 'node:child_process';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

import {expect, test as base, type Page} from '@playwright/test';

export interface Server {
  address: string; // http://127.0.0.1:1234/
  stop(): Promise<void>;
}

type Damage = (path: string, bytes: Buffer) => Buffer; // the bytes to send instead

export const test = base.extend<{serve: (damage?: Damage) => Promise<Server>}>({
  serve: async ({}, use) => {
    const servers: Server[] = [];
    await use(async (damage) => {
      servers.push(await start());
      if (damage) servers.push(await standBefore(servers.at(-1)!, damage));
      return servers.at(-1)!;
    });
    for (const server of servers.reverse()) await server.stop();
  },
});

async function start(): Promise<Server> {
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

// Stands before another server and lets `damage` change what comes from there.
async function standBefore(behind: Server, damage: Damage): Promise<Server> {
  const proxy = createServer((asked, answer) => void relay(asked, answer));
  const relay = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
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
    },
  };
}

// Waits until all of the app is kept for use without a network, as the settings say.
export async function waitUntilKept(page: Page): Promise<void> {
  await page.goto('#/settings');
  await expect(page.locator('dt', {hasText: 'Works without a network'}).locator('+ dd')).toHaveText('yes', {timeout: 30_000});
}
