import { createBot } from '../../../client-demo/bots/bot.ts';
import { createCanStillWin } from '../../../client-demo/bots/can-still-win.ts';
import { chanceFrom } from '../../../client-demo/bots/chance.ts';
import { createPolicies, type Level } from '../../../client-demo/bots/levels.ts';
import type { BotMove, BotView } from '../../../client-demo/bots/policy.ts';
import type { GameView } from '../../../client-demo/connection/game-view.ts';
import { RoomRefused } from '../../../client-demo/connection/joined-room.ts';
import { createServerClock } from '../../../client-demo/connection/server-clock.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { gameId, playerId } from '../../../shared/kernel/ids.ts';
import { xo } from '../../shared/game/fixtures.ts';
import { fakeRooms } from '../connection/fake-room.ts';
import { begun, played, shown } from '../connection/room-state.ts';
import { manualTiming } from '../manual-timing.ts';

type Body = { readonly x?: number; readonly y?: number; readonly action?: 'offer' | 'accept' | 'decline' };

const offers = { offer: 'Offer', accept: 'Accept', decline: 'Decline' } as const;
const kinds: Readonly<Record<string, 'draw' | 'takeback' | 'rematch'>> = {
  draw: 'draw',
  takeback: 'takeback',
  rematch: 'rematch',
};

const commandOf = (type: string, body: Body, player: string, at: number): GameCommand => {
  const by = playerId(player);
  const kind = kinds[type];
  if (kind && body.action)
    return { type: offers[body.action], at, by, offer: kind, next: gameId('game-2') } as GameCommand;
  if (type === 'move') return { type: 'Move', at, by, x: body.x!, y: body.y ?? null };
  if (type === 'claim') return { type: 'Claim', at, by, opponentGoneSince: 0 };
  return { type: type === 'abort' ? 'Abort' : 'Resign', at, by };
};

/** A bot called Ben at a table where the rules of the game hold, against Ann, whom the test moves. */
export const botTable = async (
  options: {
    readonly settings?: Partial<Settings>;
    readonly commands?: readonly GameCommand[];
    readonly level?: Level;
    readonly think?: (view: BotView) => Promise<BotMove>;
  } = {},
) => {
  const timing = manualTiming();
  const log: string[] = [];
  const settings = { ...xo, ...options.settings };
  let { state, version } = played(options.commands ?? begun(settings));

  const show = (change: (schema: ReturnType<typeof shown>) => void = () => undefined): void => {
    const schema = shown({ state, version }, timing.now());
    change(schema);
    fake.last().show(schema);
  };
  const submit = (command: GameCommand): { version: number } => {
    const decided = game.decide(state, command);
    if (!decided.ok) throw new RoomRefused(decided.refusal, decided.refusal);
    state = decided.value.reduce<GameState>(game.evolve, state);
    version += decided.value.length;
    show();
    return { version };
  };
  const fake = fakeRooms(async (type, body) => {
    log.push([type, (body as Body).action].filter(Boolean).join(' '));
    return submit(commandOf(type, body as Body, 'ben', timing.now()));
  });
  const policy = createPolicies()(options.level ?? 5);
  const chance = chanceFrom(1);
  const over: [string, GameView | null][] = [];
  const started: string[] = [];
  const bot = createBot({
    api: {
      clock: createServerClock(),
      intratoken: async (id: string) => ({ access_token: 'intra', type: 'Intra', expires_in: 60, room: { id } }),
    },
    ...{ timing, join: fake.join, me: 'ben', delayMs: () => 0, patienceMs: 60_000, rematchWaitMs: 20_000 },
    think: options.think ?? (async (view) => policy(view, chance)),
    canStillWin: createCanStillWin(),
    report: {
      refused: (_game, action, code) => log.push(`${action} refused ${code}`),
      thinkingFailed: (_game, error) => log.push(`failed ${(error as Error).message}`),
    },
    onGameOver: (id, view) => over.push([id, view]),
  });
  bot.play('game-1', () => started.push('game-1'));
  await timing.settle();
  show();
  await timing.advance(1);

  /** Ann does something, and the bot has the time to answer. */
  const ann = async (type: string, body: Body = {}): Promise<void> => {
    submit(commandOf(type, body, 'ann', timing.now()));
    await timing.advance(1);
  };
  return { timing, fake, bot, log, over, started, ann, show, state: () => state };
};
