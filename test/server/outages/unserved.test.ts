import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Life } from '../../../server/outages/life-store.ts';
import { type Interval, reentryMs, silenceMs, unserved } from '../../../server/outages/unserved.ts';

const life = (id: string, startedAt: number, lastBeat: number): Life => ({ id, startedAt, lastBeat });
const second = 1_000;
const [a, b] = [life('a', 0, 100 * second), life('b', 130 * second, 170 * second)];

describe('when a game could not be played', () => {
  const lost = (lives: readonly Life[], host: Life | undefined, from: number, now: number) =>
    unserved({ lives, host, from: from * second, now: now * second }).map(({ from: begun, until }) => [
      begun / second,
      until / second,
    ]);

  it('[OU2] it is from the last beat of the process that served it until it is served again', () => {
    assert.deepEqual(lost([a], a, 50, 103), [[100, 103]]);
    assert.deepEqual(lost([a, b], a, 50, 132), [[100, 132]]);
  });

  it('[OU2] whoever was in it has half a minute to be back, counted from when there is a process again', () => {
    assert.deepEqual(lost([a, b], a, 50, 171), [[100, 160]]);
    assert.deepEqual(lost([a, life('other', 50 * second, 170 * second)], a, 50, 171), [[100, 130]]);
  });

  it('[OU2] the next outage counts too when nobody was back before it', () =>
    assert.deepEqual(lost([a, b, life('c', 200 * second, 260 * second)], a, 50, 261), [
      [100, 160],
      [170, 230],
    ]));

  it('[OU2] a game that nobody was in is out of reach while no process lives', () => {
    assert.deepEqual(lost([a, b], undefined, 50, 171), [[100, 130]]);
    assert.deepEqual(lost([a, life('other', 90 * second, 170 * second)], undefined, 50, 171), []);
  });

  it('[OU2] a process that has beaten lately is alive', () => {
    assert.deepEqual(lost([a], undefined, 50, 103), []);
    assert.deepEqual(lost([a], undefined, 50, 104), [[100, 104]]);
  });

  it('[OU2] only what lies in the turn counts, and nothing before what is known', () => {
    assert.deepEqual(lost([a, b], undefined, 120, 140), [[120, 130]]);
    assert.deepEqual(lost([a, b], a, 120, 125), [[120, 125]]);
    assert.deepEqual(lost([], undefined, 50, 171), []);
    assert.deepEqual(lost([b], undefined, 50, 171), []);
  });

  it('[OU2] it is never more than the time in which no other process lived, and half a minute for each that came', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(200), fc.nat(100)), { maxLength: 6 }),
        fc.boolean(),
        fc.nat(250),
        (drawn, hosted, from) => {
          const lives = drawn.map(([at, long], n) => life(`${n}`, at * second, (at + long) * second));
          const host = hosted ? lives[0] : undefined;
          const now = 300 * second;
          const found = unserved({ lives, host, from: from * second, now });
          const others = lives.filter((each) => each !== host);
          const lived = (at: number) =>
            others.some(({ startedAt, lastBeat }) => {
              const begun = host ? Math.max(startedAt, host.lastBeat, from * second) + reentryMs : startedAt;
              return begun <= at && at < (now - lastBeat < silenceMs ? now : lastBeat);
            });
          const within = (at: number) => found.some((gap: Interval) => gap.from <= at && at < gap.until);
          const known = host?.lastBeat ?? Math.min(now, ...lives.map(({ startedAt }) => startedAt));
          for (let at = 0.5; at < 300; at += 1)
            assert.equal(
              within(at * second),
              at * second >= Math.max(known, from * second) && !lived(at * second),
              `${at}`,
            );
        },
      ),
      { numRuns: 300, seed: 7 },
    ));
});
