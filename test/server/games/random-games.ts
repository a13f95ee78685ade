import type { Caller } from '../../../server/http/caller.ts';
import type { GameCommand } from '../../../shared/game/commands.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { turnOf } from '../../../shared/game/turn.ts';
import type { GameId } from '../../../shared/kernel/ids.ts';
import { guest, person, type World, wanted } from './world.ts';

type Chance = () => number;

const pick = <Value>(values: readonly Value[], chance: Chance): Value => values[Math.floor(chance() * values.length)]!;

const accounts = Array.from({ length: 8 }, (_, index) => person(`p${index}`));
const guests = [guest('guest-1'), guest('guest-2')];

const fill = async (world: World, id: GameId, rated: boolean, chance: Chance): Promise<GameState> => {
  let state: GameState = { phase: 'absent' };
  const candidates = (rated ? accounts : [...accounts, ...guests]).toSorted(() => chance() - 0.5);
  for (const by of candidates) {
    const sitter = { player: by.player, standing: by.standing, rated: by.mayPlayRated };
    const outcome = await world.submit(
      id,
      { type: 'Sit', at: world.time.now, by: sitter, side: null, index: null },
      `sit-${by.player}`,
    );
    if (outcome.ok) state = outcome.state;
    if (state.phase === 'playing') break;
  }
  return state;
};

/** What may happen next: nearly always a move on a free cell, now and then an end by other means. */
const nextCommand = (state: GameState & { phase: 'playing' }, at: number, chance: Chance): GameCommand => {
  const turn = turnOf(state);
  const by = state.seats.find(({ side, index }) => side === turn.side && index === turn.index)!.player;
  if (chance() < 0.03) return { type: 'Resign', at, by };
  if (chance() < 0.03 && state.moves.length < 2) return { type: 'Abort', at, by };
  const free = [...state.cells.keys()].filter((cell) => state.cells[cell] === 0);
  const cell = pick(free, chance);
  const x = cell % state.settings.width;
  return { type: 'Move', at, by, x, y: state.settings.gravity ? null : Math.floor(cell / state.settings.width) };
};

/** Plays one game of seeded chance from its creation to its end. */
const playRandom = async (world: World, chance: Chance): Promise<GameId> => {
  world.time.now += 1 + Math.floor(chance() * 60_000);
  const rated = chance() < 0.8;
  const creator: Caller = pick(accounts, chance);
  const variant = pick(['xo', 'connect-four', 'xo-6x4'], chance);
  const body = wanted({ variant, rated, teamSize: chance() < 0.3 ? 2 : 1, side: chance() < 0.5 ? 'x' : 'o' });
  const { id } = await world.games.create(creator, body);
  let state = chance() < 0.9 ? await fill(world, id, rated, chance) : undefined;
  if (state?.phase !== 'playing') await world.command(id, { type: 'Abort', at: world.time.now, by: creator.player });
  while (state?.phase === 'playing') {
    world.time.now += 1 + Math.floor(chance() * 1_000);
    state = await world.command(id, nextCommand(state, world.time.now, chance));
  }
  return id;
};

/** Games of eight accounts and two guests, one after another, the same for the same chance. */
export const playRandomGames = async (world: World, count: number, chance: Chance): Promise<readonly GameId[]> => {
  const ids: GameId[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await playRandom(world, chance));
  return ids;
};
