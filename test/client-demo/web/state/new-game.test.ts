import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type LobbyScreen, waitingFor } from '../../../../client-demo/web/state/lobby.ts';
import {
  type BoardChoice,
  changed,
  clockChoiceNames,
  newGameBody,
  newGameForm,
} from '../../../../client-demo/web/state/new-game.ts';
import { settingsRefusal } from '../../../../shared/game/settings-rules.ts';
import { variantNames, variants } from '../../../../shared/game/variants.ts';
import { newGame } from '../../../../shared/protocol/games.ts';
import { ann, failure, openedAt, summary, told, types } from '../fixtures.ts';

const size = fc.oneof(
  fc.integer({ min: -5, max: 40 }),
  fc.constant(Number.NaN),
  fc.double({ min: 0, max: 30, noNaN: true }),
);
const change = fc.record({
  choice: fc.constantFrom<BoardChoice>(...variantNames, 'custom'),
  custom: fc.record({ width: size, height: size, inARow: size, gravity: fc.boolean(), exact: fc.boolean() }),
  side: fc.constantFrom('random' as const, 'x' as const, 'o' as const),
  clock: fc.constantFrom(...clockChoiceNames),
  rated: fc.boolean(),
  teamSize: fc.integer({ min: 1, max: 4 }),
  open: fc.boolean(),
});

const lobby = openedAt({ name: 'home' }, ann);
const lobbyOf = (state: typeof lobby): LobbyScreen => {
  assert.ok(state.screen.name === 'lobby');
  return state.screen;
};

describe('web: a new game', () => {
  it('[WB12] every form makes a request that the schema and the rules accept', () => {
    fc.assert(
      fc.property(change, (to) => {
        const body = newGame.parse(newGameBody(changed(newGameForm(true), to)));
        const board = body.settings ?? variants[body.variant!];
        const { clock, rated, visibility } = body;
        assert.equal(settingsRefusal({ ...board, teamSize: body.teamSize ?? 1, clock, rated, visibility }), null);
      }),
    );
  });

  it('[WB12] a guest starts with an unrated form, a player with a rated one', () => {
    assert.equal(newGameForm(false).rated, false);
    assert.equal(newGameForm(true).rated, true);
  });

  it('[WB13] a custom board is pulled back inside the limits', () => {
    const { custom } = changed(newGameForm(true), {
      custom: { width: 99, height: 1, inARow: 30, gravity: false, exact: false },
    });
    assert.deepEqual(custom, { width: 19, height: 3, inARow: 19, gravity: false, exact: false });
  });

  it('[WB13] a custom board is never rated', () =>
    assert.equal(newGameBody(changed(newGameForm(true), { choice: 'custom', rated: true })).rated, false));

  it('[WB14] a quick game is private, unrated, without a clock, and calls the bot', () => {
    const { effects } = told(
      lobby,
      { area: 'lobby', type: 'quick', change: { variant: 'gomoku', level: 4 } },
      { area: 'lobby', type: 'quick-game' },
    );
    assert.deepEqual(effects, [
      {
        type: 'create-game',
        of: 'quick',
        body: { variant: 'gomoku', rated: false, visibility: 'private', clock: null },
        botLevel: 4,
      },
    ]);
  });

  it('[WB14] while one is asked for, no other is; after a refusal it can be', () => {
    const asked = told(lobby, { area: 'lobby', type: 'create' }, { area: 'lobby', type: 'quick-game' });
    assert.deepEqual(types(asked.effects), ['create-game']);
    const refused = told(asked.state, {
      area: 'lobby',
      type: 'refused',
      of: 'create',
      failure: failure('game/too-many'),
    });
    assert.equal(lobbyOf(refused.state).failure?.of, 'create');
    assert.deepEqual(types(told(refused.state, { area: 'lobby', type: 'quick-game' }).effects), ['create-game']);
  });
});

describe('web: the waiting games', () => {
  const by = (id: string, bot: boolean) => {
    const players = summary().players.map((player) => ({ ...player, id, bot }));
    return summary({ id: `game of ${id}`, createdBy: id, players });
  };

  it('[WB42] one finds people before bots, and oneself before all', () => {
    const view = {
      awaiting: [by('b1', true), by('bob', false), by('ann', false), by('zoe', false)],
      playing: [],
      online: 3,
    };
    assert.deepEqual(
      waitingFor(view, 'ann').map(({ createdBy }) => createdBy),
      ['ann', 'bob', 'zoe', 'b1'],
    );
  });
});
