import assert from 'node:assert/strict';
import { UsageError } from '../../../client-demo/bots/option-values.ts';
import { readOptions } from '../../../client-demo/bots/options.ts';

const refusal = (...argv: string[]): string => {
  try {
    readOptions(argv, {});
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  throw new Error('not refused');
};

describe('the arguments of the bot', () => {
  it('[BT27] without any it is a guest of level 3 at one table of xo', () => {
    assert.deepEqual(readOptions([], {}), {
      ...{ url: 'http://127.0.0.1:2567', mind: 3, variant: 'xo', games: 1, credentials: null, name: null },
      ...{ join: false, rated: false, delayMs: [300, 900] },
    });
    assert.equal(readOptions(['--help'], {}), null);
  });

  it('[BT27] a key and a password may come from the environment', () => {
    assert.deepEqual(readOptions([], { OCTO_BOT_KEY: 'k' })?.credentials, { api_key: 'k' });
    const env = { OCTO_BOT_PASSWORD: 'p' };
    assert.deepEqual(readOptions(['--username', 'ann'], env)?.credentials, { username: 'ann', password: 'p' });
    assert.deepEqual(readOptions(['--username', 'a@b.c'], env)?.credentials, { email: 'a@b.c', password: 'p' });
  });

  it('[BT27] joining takes any variant where none is named', () => {
    assert.equal(readOptions(['--join'], {})?.variant, null);
    assert.equal(readOptions(['--join', '--variant', 'gomoku'], {})?.variant, 'gomoku');
  });

  it('[BT28] says what is wrong with an argument', () => {
    assert.match(refusal('--level', '9'), /--level .* 1 to 5, not "9"/);
    assert.match(refusal('--games', 'many'), /--games .*"many"/);
    assert.match(refusal('--variant', 'chess'), /no variant "chess"; there are xo/);
    assert.match(refusal('--url', 'ftp://x'), /--url .*"ftp:\/\/x"/);
    assert.match(refusal('--delay', 'slow'), /--delay/);
    assert.match(refusal('--colour', 'red'), /--colour/);
    assert.match(refusal('--rated'), /--rated needs --key/);
    assert.match(refusal('--username', 'ann'), /OCTO_BOT_PASSWORD/);
    assert.match(refusal('--key', 'k', '--username', 'ann'), /not both/);
    assert.match(refusal('--key', 'k', '--name', 'Ann'), /--name is for guests/);
  });
});
