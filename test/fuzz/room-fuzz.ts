import { randomUUID } from 'node:crypto';
import type { Room } from '@colyseus/sdk';
import { seeded } from '../support/random.ts';

type Chance = () => number;

const pick = <Item>(chance: Chance, items: readonly Item[]): Item => items[Math.floor(chance() * items.length)]!;

/** Values that no field takes, some of which have brought down other servers. */
const hostile = (chance: Chance): unknown =>
  pick<() => unknown>(chance, [
    () => null,
    () => undefined,
    () => true,
    () => -1,
    () => 1.5,
    () => Number.NaN,
    () => Number.POSITIVE_INFINITY,
    () => 2 ** 53,
    () => 1e308,
    () => 12345678901234567890n,
    () => '',
    () => ' ',
    () => '__proto__',
    () => 'constructor',
    () => '\u0000',
    () => '\u202Etxt.exe',
    () => '\uD800',
    () => 'x'.repeat(3_000),
    () => "'; DROP TABLE commits; --",
    () => '<img src=x onerror=alert(1)>',
    () => '{"$gt":""}',
    () => ({ $gt: '' }),
    () => ({ length: 1e9 }),
    () => ({ toString: 'no' }),
    () => JSON.parse('{"__proto__": {"admin": true}}'),
    () => [],
    () => Array(300).fill(0),
    () => [[[[[[[[[[[[]]]]]]]]]]]],
    () => new Date(0),
    () => new Uint8Array(64),
    () => new Map([['x', 1]]),
    () => /(a+)+$/,
  ])();

const offerBody = (chance: Chance) => ({ action: pick(chance, ['offer', 'accept', 'decline']) });
const sound: Readonly<Record<string, (chance: Chance) => Record<string, unknown>>> = {
  move: (chance) => ({ x: Math.floor(chance() * 4), y: Math.floor(chance() * 4) }),
  abort: () => ({}),
  draw: offerBody,
  takeback: offerBody,
  rematch: offerBody,
  'give-time': () => ({}),
  claim: () => ({}),
  chat: () => ({ text: 'hello' }),
};
/** `resign` ends a game and is left to those who are done with it. */
const types = Object.keys(sound);
const strangeTypes = [
  '',
  '*',
  '__proto__',
  'constructor',
  'toString',
  'list',
  'onMessage',
  'x'.repeat(200),
  'Move',
  '_$bmove',
];

/** A sound body with one thing wrong, or something else altogether. */
const bodyFor = (chance: Chance, type: string): unknown => {
  const body: Record<string, unknown> = {
    commandId: randomUUID(),
    ...(types.includes(type) ? sound[type]!(chance) : {}),
  };
  const field = pick(chance, Object.keys(body));
  const spoil = Math.floor(chance() * 6);
  if (spoil === 0) return body;
  if (spoil === 1) return hostile(chance);
  if (spoil === 2) return { ...body, [pick(chance, ['player', 'seat', 'at', 'version', 'extra'])]: hostile(chance) };
  if (spoil === 3) delete body[field];
  else body[field] = hostile(chance);
  return body;
};

export interface RoomFuzz {
  /** A room that was joined; its connection must last. */
  readonly room: Pick<Room, 'request' | 'send' | 'onLeave'>;
  readonly seed: number;
  readonly rounds: number;
  /** Called before each message, such as to wait for the pace that the room allows. */
  readonly between?: () => Promise<void> | void;
}

const isRefusal = (reason: unknown): boolean => {
  const { code, message } = (reason ?? {}) as { code?: unknown; message?: unknown };
  return (
    typeof code === 'string' && /^(game|room)\/[a-z-]+$/.test(code) && typeof message === 'string' && message !== ''
  );
};

const show = (type: string, body: unknown): string => {
  const seen =
    typeof body === 'bigint'
      ? `${body}n`
      : JSON.stringify(body, (_, value) => (typeof value === 'bigint' ? `${value}n` : value));
  return `${type} ${String(seen).slice(0, 200)}`;
};

/** What is wrong with the answer to one request; undefined when it is an answer or a coded refusal. */
const violation = async (asking: Promise<unknown>): Promise<string | undefined> => {
  try {
    const answer = (await asking) as { version?: unknown } | undefined;
    return Number.isInteger(answer?.version) ? undefined : `answered ${JSON.stringify(answer)}`;
  } catch (error) {
    const { name, message, reason } = error as Error & { reason?: unknown };
    if (name !== 'rejected') return `${name}: ${message}`;
    if (!isRefusal(reason)) return `refused without a code: ${JSON.stringify(reason)}`;
    return (reason as { code: string }).code === 'room/internal' ? 'room/internal' : undefined;
  }
};

/**
 * Sends every type of message with missing, extra, wrong, huge and hostile values, the same for the same seed, and lists
 * what is not answered by a version or a refusal with a code. An empty list means that the room kept its word.
 */
export const fuzzRoom = async ({ room, seed, rounds, between }: RoomFuzz): Promise<readonly string[]> => {
  const chance = seeded(seed);
  const found: string[] = [];
  room.onLeave((code) => void found.push(`the connection ended with ${code}`));
  for (let round = 0; round < rounds && found.length < 20; round += 1) {
    await between?.();
    const type = chance() < 0.15 ? pick(chance, strangeTypes) : pick(chance, types);
    const body = bodyFor(chance, type);
    if (chance() < 0.1) room.send(type as never, body as never);
    else {
      const wrong = await violation(room.request(type as never, body as never));
      if (wrong !== undefined) found.push(`${wrong} <- ${show(type, body)}`);
    }
  }
  return found;
};
