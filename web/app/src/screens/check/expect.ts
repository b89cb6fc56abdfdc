// How many would say yes to a question, with the source of these on which the answer bears most.
import {engine} from '$lib/engine.svelte';
import type {Response} from '@knotwork/engine';

export type Expected = Pick<Response<'expected-yes'>, 'with' | 'without'>;

export async function expectYes(answer: string, sources: string[]): Promise<Expected> {
  const all = await Promise.all(sources.map((source) => engine.call('expected-yes', {answer, source})));
  return all.reduce((best, next) => (next.with > best.with ? next : best));
}
