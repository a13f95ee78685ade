import assert from 'node:assert/strict';
import { createProgram } from '../../../client-demo/web/program.ts';
import { initialState } from '../../../client-demo/web/state/app-state.ts';
import { ann, seenBy } from './fixtures.ts';

describe('web: the program', () => {
  it('[WB32] a message that an effect sends at once waits until the one before it is done', () => {
    const shown: string[] = [];
    const ran: string[] = [];
    const dispatch = createProgram({
      initial: initialState({ name: 'home' }),
      show: (state) => shown.push(`${state.viewer.is} ${state.screen.name}`),
      effects: (send) => (effect) => {
        if (effect.type === 'find-viewer') send(seenBy(ann));
        ran.push(effect.type);
      },
    });
    dispatch({ area: 'app', type: 'look-again' });
    assert.deepEqual(ran, ['find-viewer', 'open-lobby']);
    assert.deepEqual(shown, ['unknown starting', 'player lobby']);
  });

  it('[WB32] an update that changes nothing shows nothing', () => {
    let shows = 0;
    const dispatch = createProgram({
      initial: initialState({ name: 'home' }),
      show: () => {
        shows += 1;
      },
      effects: () => () => undefined,
    });
    dispatch({ area: 'app', type: 'session-changed' });
    assert.equal(shows, 0);
  });
});
