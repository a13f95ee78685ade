import assert from 'node:assert/strict';
import { ConfigError, readConfig } from '../../server/config.ts';

const refused = (env: NodeJS.ProcessEnv, pattern: RegExp) =>
  assert.throws(
    () => readConfig(env),
    (error) => error instanceof ConfigError && pattern.test(error.message),
  );

describe('the configuration', () => {
  it('[CF1] nothing set gives the documented defaults', () => {
    const config = readConfig({ PATH: '/bin' });
    assert.equal(config.host, '127.0.0.1');
    assert.equal(config.port, 2567);
    assert.equal(config.data, './data');
    assert.deepEqual(config.houseBots, [1, 3, 5]);
    assert.equal(config.verification, 'optional');
  });

  it('[CF2] an empty value counts as unset', () => {
    assert.equal(readConfig({ OCTO_PORT: '' }).port, 2567);
  });

  it('[CF3] a wrong value is refused with its name and the reason', () => {
    refused({ OCTO_PORT: '70000' }, /OCTO_PORT: .*65535/);
    for (const OCTO_PORT of ['http', ' ', '0x50', '1e3', '-1']) refused({ OCTO_PORT }, /OCTO_PORT/);
    for (const OCTO_PUBLIC_URL of [
      'ftp://x',
      'https://user:word@a.example',
      'https://a.example/?x',
      'https://a.example/#x',
    ])
      refused({ OCTO_PUBLIC_URL }, /OCTO_PUBLIC_URL/);
    refused({ OCTO_HOUSE_BOTS: '1,9' }, /OCTO_HOUSE_BOTS/);
    refused({ OCTO_ALLOWED_ORIGINS: 'https://a.example/path' }, /OCTO_ALLOWED_ORIGINS: must be an origin/);
    refused({ OCTO_PORT: 'x', OCTO_LOG_LEVEL: 'loud' }, /OCTO_PORT[\s\S]*OCTO_LOG_LEVEL/);
  });

  it('[CF4] a misspelt setting is refused instead of being ignored', () => {
    refused({ OCTO_PROT: '80' }, /OCTO_PROT: there is no such setting/);
  });

  it('[CF5] a MongoDB URL may have a user and a password, and anything else is refused without repeating it', () => {
    const OCTO_MONGO_URL = 'mongodb://user:word@one.example,two.example/octo?replicaSet=rs';
    assert.equal(readConfig({ OCTO_MONGO_URL }).mongoUrl, OCTO_MONGO_URL);
    for (const wrong of ['postgres://user:word@one.example', 'mongodb://', '127.0.0.1:27017'])
      assert.throws(() => readConfig({ OCTO_MONGO_URL: wrong }), {
        message: 'OCTO_MONGO_URL: must be a URL such as mongodb://host:27017/octothorpe',
      });
  });

  it('[CF10] many nodes need a shared store, and a path of their own a public address', () => {
    const redis = { OCTO_REDIS_URL: 'redis://127.0.0.1:6379' };
    refused(redis, /OCTO_REDIS_URL: needs OCTO_MONGO_URL/);
    refused({ OCTO_NODE: 'n1' }, /OCTO_NODE: needs OCTO_REDIS_URL[\s\S]*OCTO_NODE: needs OCTO_PUBLIC_URL/);
    refused({ OCTO_REDIS_URL: 'http://127.0.0.1:6379' }, /OCTO_REDIS_URL/);
    refused({ ...redis, OCTO_NODE: 'a/b', OCTO_PUBLIC_URL: 'http://a.example' }, /OCTO_NODE: a path segment/);
  });

  it('[CF6] e-mail verification is required by default where mail is sent by SMTP', () => {
    assert.equal(readConfig({ OCTO_SMTP_URL: 'smtp://127.0.0.1:1025' }).verification, 'required');
    assert.equal(
      readConfig({ OCTO_SMTP_URL: 'smtp://127.0.0.1:1025', OCTO_VERIFY_EMAIL: 'optional' }).verification,
      'optional',
    );
  });

  it('[CF7] no house bots are kept when the list is empty', () => {
    assert.deepEqual(readConfig({ OCTO_HOUSE_BOTS: ',' }).houseBots, []);
  });
});
