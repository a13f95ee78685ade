import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../../server/config.ts';
import { dataFolder } from '../support/server-process.ts';

const problemsOf = (env: NodeJS.ProcessEnv): string => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return '';
};

describe('settings in files', () => {
  it('[CF20] a setting with a secret may name a file, whose one line it takes', async () => {
    await using folder = await dataFolder();
    const file = join(folder.path, 'smtp');
    await writeFile(file, 'smtp://user:word@mail.example:587\n');
    assert.equal(readConfig({ OCTO_SMTP_URL_FILE: file }).smtpUrl, 'smtp://user:word@mail.example:587');
    await writeFile(file, 'a token of some length');
    assert.match(problemsOf({ OCTO_METRICS_TOKEN_FILE: file }), /^OCTO_METRICS_TOKEN: /);
    await writeFile(file, '0123456789abcdef\r\n');
    assert.equal(readConfig({ OCTO_METRICS_TOKEN_FILE: file }).metricsToken, '0123456789abcdef');
    assert.equal(readConfig({ OCTO_SMTP_URL_FILE: '' }).smtpUrl, undefined);
  });

  it('[CF21] a file that cannot be read or does not hold one line is refused, without a word of its content', async () => {
    await using folder = await dataFolder();
    const absent = join(folder.path, 'absent');
    const file = join(folder.path, 'two-lines');
    await writeFile(file, 'secret one\nsecret two\n');
    assert.equal(
      problemsOf({ OCTO_SMTP_URL_FILE: absent, OCTO_METRICS_TOKEN_FILE: file }),
      [
        `OCTO_SMTP_URL_FILE: ${absent} cannot be read (ENOENT)`,
        `OCTO_METRICS_TOKEN_FILE: ${file} must hold one line`,
      ].join('\n'),
    );
    await writeFile(file, ' \n');
    assert.match(problemsOf({ OCTO_SMTP_URL_FILE: file }), /must hold one line/);
  });

  it('[CF22] a setting that is given both ways is refused, and so is a file for any other setting', () => {
    assert.match(
      problemsOf({ OCTO_SMTP_URL: 'smtp://a', OCTO_SMTP_URL_FILE: '/dev/null' }),
      /^OCTO_SMTP_URL_FILE: OCTO_SMTP_URL is set as well/,
    );
    assert.equal(problemsOf({ OCTO_PORT_FILE: '/dev/null' }), 'OCTO_PORT_FILE: there is no such setting');
  });
});
