import { z } from 'zod';

/** What a bot wrote down while it played, a line a happening, and what was read from outside when all was over. */

const happening = {
  /** On the bot's own clock, ms since the epoch. */
  at: z.number(),
  player: z.string(),
  game: z.string(),
  /** One connection to a room; a bot that enters again has a new one. */
  conn: z.string(),
};
const attempt = { ...happening, command: z.string() };

const historyLine = z.discriminatedUnion('kind', [
  /** Was told which room to join: from now on the game is served again, whatever joining takes. */
  z.strictObject({ kind: z.literal('entering'), at: z.number(), player: z.string(), game: z.string() }),
  /** Connected; `node` is the process as the address names it: the node's name, a slash, and one run of it. */
  z.strictObject({ kind: z.literal('opened'), ...happening, node: z.string() }),
  /** `left`: the bot itself ended it. */
  z.strictObject({ kind: z.literal('closed'), ...happening, left: z.boolean() }),
  /** One try to have a command carried out; further tries bear the same `command`. */
  z.strictObject({
    kind: z.literal('sent'),
    ...attempt,
    type: z.string(),
    x: z.int().nullable(),
    y: z.int().nullable(),
  }),
  z.strictObject({ kind: z.literal('acknowledged'), ...attempt, version: z.int() }),
  z.strictObject({ kind: z.literal('refused'), ...attempt, code: z.string() }),
  /** The connection ended, or time ran out, before an answer: the outcome is unknown. */
  z.strictObject({ kind: z.literal('unanswered'), ...attempt }),
  /** A state as it arrived: one digit a cell, row by row from the top. */
  z.strictObject({
    kind: z.literal('saw'),
    ...happening,
    version: z.int(),
    cells: z.string(),
    status: z.string(),
  }),
  /** Whoever made the trouble ended a process: the one that the node of this name then was. */
  z.strictObject({
    kind: z.literal('killed'),
    at: z.number(),
    node: z.string(),
    signal: z.enum(['SIGKILL', 'SIGTERM']),
  }),
  /** The player's own way to the server was cut, or what is on it vanishes unheard: not the server's doing. */
  z.strictObject({ kind: z.literal('cut-off'), at: z.number(), player: z.string() }),
  /** The client held that it was refused for good, although the game was not over; its bot opened it anew. */
  z.strictObject({
    kind: z.literal('gave-up'),
    at: z.number(),
    player: z.string(),
    game: z.string(),
    code: z.string(),
  }),
  /** Nobody could bring this game to its end, although everything was up again. */
  z.strictObject({ kind: z.literal('stuck'), game: z.string(), why: z.string() }),
]);
export type HistoryLine = z.infer<typeof historyLine>;
export type Line<Kind extends HistoryLine['kind']> = Extract<HistoryLine, { kind: Kind }>;

const cell = z.object({ x: z.int(), y: z.int() });
const side = z.enum(['x', 'o']);
const time = z.iso.datetime().transform((at) => Date.parse(at));
const common = { version: z.int(), at: time };
const event = <Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) =>
  z.object({ ...common, type: z.literal(type), ...shape });

const boardSettings = z.object({
  width: z.int(),
  height: z.int(),
  inARow: z.int(),
  gravity: z.boolean(),
  exact: z.boolean(),
  teamSize: z.int(),
  clock: z.union([z.object({ initialMs: z.int(), incrementMs: z.int() }), z.object({ moveMs: z.int() })]).nullable(),
  rated: z.boolean(),
});
export type BoardSettings = z.infer<typeof boardSettings>;

const judged = [
  event('GameCreated', { settings: boardSettings }),
  event('SeatTaken', { player: z.string(), side, index: z.int(), rated: z.boolean() }),
  event('SeatLeft', { player: z.string() }),
  event('GameStarted', { first: side }),
  event('MoveMade', {
    player: z.string(),
    side,
    x: z.int(),
    y: z.int(),
    clockMs: z.number().nullable(),
  }),
  event('MovesTakenBack', { count: z.int() }),
  event('TimeGiven', { to: side, ms: z.number() }),
  event('TimeGivenBack', { side, from: z.number(), until: z.number() }),
  event('GameEnded', { winner: side.nullable(), reason: z.string(), line: z.array(cell) }),
] as const;
const judgedTypes: readonly string[] = judged.map(({ shape }) => shape.type.value);
/** Events that say nothing about the board or the result are kept by their number only. */
const other = z
  .object({ ...common, type: z.string().refine((type) => !judgedTypes.includes(type)) })
  .transform(({ version, at }) => ({ version, at, type: 'other' as const }));
const logEvent = z.union([z.discriminatedUnion('type', judged), other]);
export type LogEvent = z.infer<typeof logEvent>;
export type Logged<Type extends LogEvent['type']> = Extract<LogEvent, { type: Type }>;

const ratingEntry = z.object({ game: z.string(), before: z.number(), after: z.number() });

const outcomeLine = z.discriminatedUnion('kind', [
  /** One game's whole log. */
  z.strictObject({ kind: z.literal('log'), game: z.string(), events: z.array(logEvent) }),
  /** A player on a ladder: the rating now, how many games it counts, and what each changed, oldest first. */
  z.strictObject({
    kind: z.literal('rating'),
    player: z.string(),
    ladder: z.string(),
    rating: z.number(),
    games: z.int(),
    history: z.array(ratingEntry),
  }),
  /** A whole leaderboard, from the first place down. */
  z.strictObject({
    kind: z.literal('leaderboard'),
    ladder: z.string(),
    items: z.array(z.object({ rank: z.int(), player: z.string(), rating: z.number() })),
  }),
]);
export type OutcomeLine = z.infer<typeof outcomeLine>;
/** As it was written, with times still as text. */
export type WrittenOutcome = z.input<typeof outcomeLine>;
export type Outcome<Kind extends OutcomeLine['kind']> = Extract<OutcomeLine, { kind: Kind }>;

/** @throws where a line is none of these: a history that cannot be read proves nothing. */
export const parseHistory = (line: unknown): HistoryLine => historyLine.parse(line);
export const parseOutcome = (line: unknown): OutcomeLine => outcomeLine.parse(line);
