import type { GameCommand } from '../../../shared/game/commands.ts';
import { game } from '../../../shared/game/decider.ts';
import type { Side } from '../../../shared/game/seats.ts';
import type { Settings } from '../../../shared/game/settings.ts';
import type { GameState } from '../../../shared/game/state.ts';
import { playerId } from '../../../shared/kernel/ids.ts';
import { GameRoomState, PlayerState } from '../../../shared/sync/game-room-state.ts';
import { createGameProjection } from '../../../shared/sync/project-game.ts';
import { xo } from '../../shared/game/fixtures.ts';

/** The state of a game after these commands, and how many events led there. @throws when one is refused */
export const played = (
  commands: readonly GameCommand[],
  from: GameState = game.initial,
): { state: GameState; version: number } => {
  let state = from;
  let version = 0;
  for (const command of commands) {
    const decided = game.decide(state, command);
    if (!decided.ok) throw new Error(`${command.type} refused: ${decided.refusal}`);
    for (const event of decided.value) state = game.evolve(state, event);
    version += decided.value.length;
  }
  return { state, version };
};

const sitter = (name: string) => ({ player: playerId(name), standing: 'account', rated: true }) as const;

/** Ann, on this side, against Ben. */
export const begun = (settings: Settings = xo, side: Side = 'x'): GameCommand[] => [
  { type: 'Create', at: 1_000, by: sitter('ann'), settings, side, chance: 0 },
  { type: 'Sit', at: 2_000, by: sitter('ben'), side: null, index: null },
];

/** A game room's schema, as the server would show the state. */
export const shown = ({ state, version }: { state: GameState; version: number }, now = 3_000): GameRoomState => {
  const schema = new GameRoomState();
  const project = createGameProjection(schema);
  project({ id: 'game-1', version, state, now });
  for (const seat of state.phase === 'absent' ? [] : state.seats) {
    const player = new PlayerState();
    Object.assign(player, {
      id: seat.player,
      name: seat.player.toUpperCase(),
      rated: true,
      connected: true,
      goneSince: 0,
      bot: false,
    });
    schema.players.set(`${seat.side}${seat.index}`, player);
  }
  return schema;
};
