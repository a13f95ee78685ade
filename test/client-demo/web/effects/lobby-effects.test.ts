import assert from 'node:assert/strict';
import type { Api } from '../../../../client-demo/connection/api.ts';
import type { LobbyPorts } from '../../../../client-demo/connection/lobby-connection.ts';
import { ApiProblem } from '../../../../client-demo/connection/problem.ts';
import { createLobbyEffects } from '../../../../client-demo/web/effects/lobby-effects.ts';
import type { Rooms } from '../../../../client-demo/web/effects/rooms.ts';
import type { Message } from '../../../../client-demo/web/state/app-state.ts';
import { enterLobby, updateLobby } from '../../../../client-demo/web/state/lobby.ts';
import { summary } from '../fixtures.ts';

/** The effects of the lobby with an API and a room that do as they are told. */
const withLobby = (api: Partial<Api>) => {
  const said: Message[] = [];
  const opened: LobbyPorts[] = [];
  const openLobby: Rooms['openLobby'] = (ports) => {
    opened.push(ports);
    return { view: () => ({}) as never, status: () => 'live', close: () => undefined };
  };
  const rooms = { openLobby, openGame: () => assert.fail('no game'), join: () => assert.fail('no room') };
  const effects = createLobbyEffects(
    api as Api,
    async () => rooms as unknown as Rooms,
    (message) => said.push(message),
  );
  return { effects, said, opened };
};

describe('web: effects of the lobby', () => {
  it('[WB67] a quick game whose bot does not come leads to the game, which says why', async () => {
    const { effects, said } = withLobby({
      createGame: async () => ({ game: summary({ id: 'g' }) }),
      seatBot: () => Promise.reject(new ApiProblem(404, 'game/no-such-bot', 'There is no such bot.')),
    });
    const body = { variant: 'xo', rated: false } as const;
    await effects.createGame({ type: 'create-game', of: 'quick', body, botLevel: 2 });
    assert.deepEqual(
      said.map(({ area, type }) => `${area} ${type}`),
      ['app follow', 'game bot-seated'],
    );
    const [, told] = said;
    assert.equal(told?.area === 'game' && told.type === 'bot-seated' && told.failure?.code, 'game/no-such-bot');
  });

  it('[WB68] a lobby that closes for good says so; one that was left says nothing', async () => {
    const { effects, said, opened } = withLobby({});
    await effects.open();
    opened[0]!.onStatus!('closed', { code: 'client/removed', detail: 'removed by an operator' });
    opened[0]!.onStatus!('closed', { code: 'client/left', detail: 'left' });
    assert.equal(said.length, 1);
    const [message] = said;
    assert.ok(message?.area === 'lobby');
    const [screen] = updateLobby(enterLobby(true), message);
    assert.equal(screen.closed?.code, 'client/removed');
  });
});
