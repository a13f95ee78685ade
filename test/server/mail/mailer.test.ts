import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { createMailer } from '../../../server/mail/mailer.ts';
import type { Mail } from '../../../server/mail/mails.ts';

const mail = (to: string): Mail => ({ kind: 'verify', to, subject: 's', text: 't', html: 'h' });

const post = (deliver: (mail: Mail) => Promise<void>, more: { mostUnderWay?: number; closeWithinMs?: number } = {}) => {
  const failed: string[] = [];
  const closed: string[] = [];
  const transport = { deliver, close: () => void closed.push('closed') };
  const mailFailed = (kind: string, reason: string) => void failed.push(`${kind}: ${reason}`);
  return { mailer: createMailer({ transport, report: { mailFailed }, ...more }), failed, closed };
};

describe('the mailer', () => {
  it('[ML4] nothing is composed or sent before the caller goes on; one can wait for all that is under way', async () => {
    const sent: string[] = [];
    const { mailer } = post(async ({ to }) => void sent.push(to));
    mailer.post(async () => mail('one'));
    mailer.post(async () => null);
    mailer.post(async () => {
      mailer.post(async () => mail('two'));
      return mail('three');
    });
    assert.deepEqual(sent, []);
    await mailer.drain();
    assert.deepEqual(sent.sort(), ['one', 'three', 'two']);
  });

  it('[ML5] what fails is reported without the address, and disturbs nobody', async () => {
    const refused = Object.assign(new Error('550 <anna@example.org> unknown'), {
      code: 'EENVELOPE',
      responseCode: 550,
    });
    const { mailer, failed } = post(() => Promise.reject(refused));
    mailer.post(async () => mail('anna@example.org'));
    mailer.post(() => Promise.reject(new TypeError('anna@example.org')));
    await mailer.drain();
    assert.deepEqual(failed.sort(), ['unknown: TypeError', 'verify: EENVELOPE 550']);
  });

  it('[ML5] beyond so many under way mails are dropped, and that is reported', async () => {
    const { mailer, failed } = post(async () => {}, { mostUnderWay: 2 });
    for (let at = 0; at < 3; at += 1) mailer.post(async () => mail('anna'));
    await mailer.drain();
    assert.deepEqual(failed, ['unknown: too many mails are under way']);
  });

  it('[ML6] closing waits for what is under way, but not for ever', async () => {
    const sent: string[] = [];
    const quick = post(async ({ to }) => void sent.push(to));
    quick.mailer.post(async () => mail('one'));
    await quick.mailer.close();
    assert.deepEqual([sent, quick.closed], [['one'], ['closed']]);
    const stuck = post(() => new Promise(() => {}));
    mock.timers.enable({ apis: ['setTimeout'] });
    stuck.mailer.post(async () => mail('two'));
    const closing = stuck.mailer.close();
    mock.timers.tick(1_999);
    assert.deepEqual(stuck.closed, []);
    mock.timers.tick(1);
    await closing;
    mock.timers.reset();
    assert.deepEqual(stuck.closed, ['closed']);
  });
});
