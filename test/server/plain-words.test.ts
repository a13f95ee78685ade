import assert from 'node:assert/strict';
import { greeting, whyNotStarted } from '../../server/plain-words.ts';

const config = { host: '127.0.0.1', port: 2567 };
const failed = (code: string) => Object.assign(new Error(`listen ${code}`), { code });

describe('plain words for the person at the terminal', () => {
  it('[CF8] a start that fails says why in one line, and what to change', () => {
    const taken = whyNotStarted(failed('EADDRINUSE'), config);
    assert.match(taken, /^cannot start: port 2567 on 127\.0\.0\.1 is taken .* OCTO_PORT$/);
    assert.match(whyNotStarted(failed('EADDRNOTAVAIL'), config), /no address 127\.0\.0\.1.* OCTO_HOST$/);
    assert.equal(whyNotStarted(new Error('the data is in use'), config), 'cannot start: the data is in use');
    assert.equal(whyNotStarted('odd', config), 'cannot start: odd');
  });

  it('[CF9] the greeting has the address', () => {
    assert.ok(greeting('http://127.0.0.1:2567').includes(' http://127.0.0.1:2567 '));
  });
});
