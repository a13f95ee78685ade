import { performance } from 'node:perf_hooks';
import { dataFolder, startServer } from '../support/server-process.ts';
import { fillLog } from './fill-log.ts';

const startTimes = async (data: string, times: number): Promise<number[]> => {
  const taken: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const began = performance.now();
    const server = await startServer(data);
    taken.push(performance.now() - began);
    await server.stop();
  }
  return taken.sort((a, b) => a - b);
};

/** Time from starting the process until it listens, with an empty log and with many games in it. Prints a table. */
export const benchStartUp = async (games = 100_000): Promise<void> => {
  await using empty = await dataFolder();
  await using full = await dataFolder();
  await startTimes(empty.path, 1);
  const events = await fillLog({ data: full.path, mongoUrl: undefined }, games);
  const none = await startTimes(empty.path, 5);
  const many = await startTimes(full.path, 5);
  const row = (name: string, times: readonly number[]): string =>
    `| ${name} | ${times[2]!.toFixed(0)} | ${times[0]!.toFixed(0)} to ${times[4]!.toFixed(0)} |`;
  console.log(`
## Start-up: from starting the process until it listens, median of five

| log | ms | range |
| --- | ---: | --- |
${row('empty', none)}
${row(`${games.toLocaleString('en')} games, ${events.toLocaleString('en')} events`, many)}

Ratio ${(many[2]! / none[2]!).toFixed(2)}.`);
};
