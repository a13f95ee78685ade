import type { GameCommand } from '../../shared/game/commands.ts';
import { game as rules } from '../../shared/game/decider.ts';
import type { GameEvent } from '../../shared/game/events.ts';
import type { Settings } from '../../shared/game/settings.ts';
import type { Ended, GameState, Playing } from '../../shared/game/state.ts';
import { turnOf } from '../../shared/game/turn.ts';
import { variants } from '../../shared/game/variants.ts';
import { playerId } from '../../shared/kernel/ids.ts';
import { seeded } from '../support/random.ts';
import type { HistoryLine, WrittenOutcome } from './checker/history.ts';
import { ratingsOf } from './synthetic-ratings.ts';

export interface Run {
  readonly history: readonly HistoryLine[];
  readonly outcome: readonly WrittenOutcome[];
}

/** A game of the synthetic server, with the connection that each of its players has. */
interface Table {
  readonly id: string;
  readonly players: readonly [string, string];
  readonly conns: Map<string, string>;
  node: string;
  state: GameState;
  readonly events: GameEvent[];
}

const plain = { teamSize: 1, exact: false, clock: null, rated: false, visibility: 'public' } as const;
const kinds: readonly Settings[] = [
  { ...plain, ...variants.xo, rated: true },
  { ...plain, ...variants['connect-four'], rated: true, clock: { initialMs: 300_000, incrementMs: 2_000 } },
  { ...plain, ...variants['xo-6x4'] },
  { ...plain, width: 5, height: 4, inARow: 4, gravity: false, exact: true, clock: { moveMs: 60_000 } },
];

/** Between a kill and the first state from the other process. */
export const outageMs = 3_000;

/**
 * What honest bots would write down about a server that makes no mistakes: moves, refusals, lost answers, repeated commands and a
 * killed process. The rules and ratings in it are the product's, so an honest run also holds the checker's own against them.
 */
export const syntheticRun = (seed: number, games = 24): Run => {
  const chance = seeded(seed);
  const below = (most: number): number => Math.floor(chance() * most);
  const history: HistoryLine[] = [];
  const finished: { readonly id: string; readonly state: Ended }[] = [];
  let now = 1_700_000_000_000;
  let count = 0;
  const next = (prefix: string): string => `${prefix}${++count}`;

  const submit = (table: Table, command: GameCommand): number => {
    const decided = rules.decide(table.state, command);
    if (!decided.ok) throw new Error(`${command.type}: ${decided.refusal}`);
    table.events.push(...decided.value);
    table.state = decided.value.reduce(rules.evolve, table.state);
    if (table.state.phase === 'ended') finished.push({ id: table.id, state: table.state });
    return table.events.length;
  };
  const at = (table: Table, player: string) => ({
    ...{ at: now, player, game: table.id, conn: table.conns.get(player)! },
  });
  const saw = (table: Table, player: string): void => {
    const { state } = table;
    if (state.phase === 'absent') return;
    const cells = state.phase === 'awaiting' ? '' : [...state.cells].join('');
    const status = state.phase === 'ended' ? 'finished' : state.phase;
    history.push({ kind: 'saw', ...at(table, player), version: table.events.length, cells, status });
  };
  const enter = (table: Table, player: string): void => {
    table.conns.set(player, next('conn-'));
    history.push({ kind: 'opened', ...at(table, player), node: table.node });
    saw(table, player);
  };
  const drop = (table: Table, player: string): void => {
    history.push({ kind: 'closed', ...at(table, player), left: false });
  };
  const setTable = (index: number): Table => {
    const settings = kinds[index % kinds.length]!;
    const players = [`p${index % 5}`, `q${below(5)}`] as const;
    const sitter = (player: string) => ({
      ...{ player: playerId(player), standing: 'account' as const, rated: settings.rated },
    });
    const table: Table = {
      ...{ id: `game-${index}`, players, conns: new Map(), node: index % 3 === 0 ? 'n1/a' : 'n2/b' },
      ...{ state: rules.initial, events: [] },
    };
    submit(table, { type: 'Create', at: now, by: sitter(players[0]), settings, side: 'x', chance: 0 });
    enter(table, players[0]);
    submit(table, { type: 'Sit', at: now, by: sitter(players[1]), side: null, index: null });
    enter(table, players[1]);
    saw(table, players[0]);
    return table;
  };

  const freeCell = ({ cells, settings }: Playing): { x: number; y: number | null } => {
    const free = [...cells].flatMap((mark, cell) => (mark === 0 ? [cell] : []));
    const cell = free[below(free.length)]!;
    return { x: cell % settings.width, y: settings.gravity ? null : Math.floor(cell / settings.width) };
  };
  const sent = (table: Table, player: string, command: string, type: string, to: { x: number; y: number | null }) =>
    history.push({ kind: 'sent', ...at(table, player), command, type, ...to });
  const acknowledged = (table: Table, player: string, command: string, version: number): void => {
    history.push({ kind: 'acknowledged', ...at(table, player), command, version });
  };
  /** The connection ends with the answer on its way; the bot enters again and asks again. */
  const loseAnswer = (table: Table, player: string, command: string): void => {
    history.push({ kind: 'unanswered', ...at(table, player), command });
    drop(table, player);
    now += 300;
    enter(table, player);
  };
  const move = (table: Table, state: Playing): void => {
    const player = table.players[turnOf(state).side === 'x' ? 0 : 1];
    const opponent = table.players.find((each) => each !== player) ?? player;
    if (chance() < 0.05) {
      const early = next('command-');
      sent(table, opponent, early, 'move', { x: 0, y: state.settings.gravity ? null : 0 });
      history.push({ kind: 'refused', ...at(table, opponent), command: early, code: 'game/not-your-turn' });
    }
    const [command, to, luck] = [next('command-'), freeCell(state), chance()];
    const isResigning = state.moves.length > 6 && luck > 0.97;
    const type = isResigning ? 'resign' : 'move';
    const where = isResigning ? { x: null as never, y: null } : to;
    sent(table, player, command, type, where);
    if (luck < 0.04) {
      loseAnswer(table, player, command);
      sent(table, player, command, type, where);
    }
    const by = playerId(player);
    const version = submit(table, isResigning ? { type: 'Resign', at: now, by } : { type: 'Move', at: now, by, ...to });
    if (luck > 0.04 && luck < 0.1) {
      loseAnswer(table, player, command);
      sent(table, player, command, type, where);
    }
    now += 1;
    acknowledged(table, player, command, version);
    saw(table, player);
    saw(table, opponent);
    if (luck > 0.1 && luck < 0.14) {
      sent(table, player, command, type, where);
      acknowledged(table, player, command, version);
    }
  };
  const kill = (tables: readonly Table[]): void => {
    history.push({ kind: 'killed', at: now, node: 'n1', signal: 'SIGKILL' });
    const from = now;
    const orphans = tables.filter(({ node }) => node === 'n1/a');
    for (const table of orphans) for (const player of table.players) drop(table, player);
    now += outageMs;
    for (const table of orphans) {
      table.node = 'n2/b';
      if (table.state.phase === 'playing' && table.state.clocks)
        submit(table, { type: 'GiveTimeBack', at: now, from, until: now });
      for (const player of table.players) enter(table, player);
    }
  };

  const tables = Array.from({ length: games }, (_, index) => setTable(index));
  for (let step = 0; ; step += 1) {
    const playing = tables.filter(({ state }) => state.phase === 'playing');
    if (playing.length === 0) break;
    if (step === games * 3) kill(playing);
    now += 40 + below(200);
    const table = playing[below(playing.length)]!;
    move(table, table.state as Playing);
  }
  const logs = tables.map(({ id, events }) => ({
    ...{ kind: 'log' as const, game: id },
    events: events.map((event, index) => ({ ...event, version: index + 1, at: new Date(event.at).toISOString() })),
  }));
  return { history, outcome: [...(logs as unknown as WrittenOutcome[]), ...ratingsOf(finished)] };
};
