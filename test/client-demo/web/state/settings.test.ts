import assert from 'node:assert/strict';
import { initialState } from '../../../../client-demo/web/state/app-state.ts';
import { defaultSettings, parseSettings } from '../../../../client-demo/web/state/settings.ts';
import { soundOf } from '../../../../client-demo/web/state/sounds.ts';
import { texts } from '../../../../client-demo/web/strings/languages.ts';
import { ann, inGame, openedAt, seat, told, view } from '../fixtures.ts';

describe('web: settings', () => {
  const cases: readonly (readonly [string, string | null, readonly string[], ReturnType<typeof parseSettings>])[] = [
    ['nothing kept', null, [], defaultSettings],
    ['the first language that there is', null, ['fr-FR', 'de-AT', 'en'], { language: 'de', sound: false }],
    ['kept ones before the browser', '{"language":"en","sound":true}', ['de'], { language: 'en', sound: true }],
    ['nonsense', '{"language":"tlh","sound":"loud"', ['de'], { language: 'de', sound: false }],
    ['wrong kinds', '[1]', [], defaultSettings],
    ['a wrong value', '{"language":7,"sound":"yes"}', [], defaultSettings],
  ];
  for (const [title, kept, preferred, settings] of cases) {
    it(`[WB52] ${title}`, () => assert.deepEqual(parseSettings(kept, preferred), settings));
  }

  it('[WB52] a change is kept; what another tab set is only taken over', () => {
    const state = initialState({ name: 'home' });
    const set = told(state, { area: 'app', type: 'set', change: { language: 'de' } });
    const settings = { ...defaultSettings, language: 'de' } as const;
    assert.deepEqual([set.state.settings, set.effects], [settings, [{ type: 'keep-settings', settings }]]);
    const taken = told(state, { area: 'app', type: 'settings', settings });
    assert.deepEqual([taken.state.settings, taken.effects], [settings, []]);
  });
});

describe('web: sounds', () => {
  const theirs = view({ turn: { side: 'o', index: 0 }, plies: 1, version: 5, lastMove: 0, cells: Uint8Array.of(1) });
  const changed = (
    change: Parameters<typeof inGame>[0],
    last: NonNullable<ReturnType<typeof inGame>['news']>['last'],
  ) => inGame({ news: { count: 1, last }, ...change });
  const cases = [
    ['one’s own move at once', inGame(), inGame({ pending: { cell: { x: 0, y: 0 }, side: 'x', plies: 0 } }), 'move'],
    [
      'not again when it is confirmed',
      inGame({ pending: { cell: { x: 0, y: 0 }, side: 'x', plies: 0 } }),
      changed({ view: theirs }, { is: 'moved', side: 'x', at: 0, turn: 'o' }),
      null,
    ],
    [
      'the turn',
      inGame({ view: theirs }),
      changed({ view: view({ seats: [seat('x', 'ann')] }) }, { is: 'moved', side: 'o', at: 1, turn: 'x' }),
      'turn',
    ],
    [
      'another’s move',
      inGame(),
      changed({ view: theirs, me: 'zoe' }, { is: 'moved', side: 'x', at: 0, turn: 'o' }),
      'move',
    ],
    ['an offer', inGame(), changed({}, { is: 'offered', offer: 'draw', side: 'o' }), 'offer'],
    ['the end', inGame(), changed({}, { is: 'ended' }), 'end'],
    ['nothing new', inGame(), inGame({ spectators: 1 } as never), null],
  ] as const;
  for (const [title, before, now, sound] of cases) {
    it(`[WB53] ${title}`, () => assert.equal(soundOf(before, now), sound));
  }

  it('[WB53] silent unless asked for; asking lets one be heard', () => {
    const press = { area: 'game', game: 'g', type: 'pressed', cell: { x: 0, y: 0 }, sure: true } as const;
    const state = { ...openedAt({ name: 'game', id: 'g' }, ann), screen: inGame() };
    assert.deepEqual(
      told(state, press).effects.map(({ type }) => type),
      ['ask-room'],
    );
    const { effects } = told(state, { area: 'app', type: 'set', change: { sound: true } }, press);
    assert.deepEqual(
      effects.map(({ type }) => type),
      ['keep-settings', 'sound', 'ask-room', 'sound'],
    );
  });
});

/** Every path of a text to a string or a function. */
const leaves = (value: unknown, path = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => leaves(each, `${path}.${key}`))
    : [path];

describe('web: languages', () => {
  it('[WB54] the German words have every key of the English ones, and none is empty', () => {
    const own = (path: string): boolean => !path.startsWith('.failures.codes');
    assert.deepEqual(leaves(texts.de).filter(own).sort(), leaves(texts.en).filter(own).sort());
    assert.doesNotMatch(JSON.stringify([texts.de, texts.en]), /""/);
    assert.ok(leaves(texts.en).filter(own).length > 250);
  });
});
