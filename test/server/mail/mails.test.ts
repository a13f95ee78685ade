import assert from 'node:assert/strict';
import { attemptMail, passwordChangedMail, resetMail, verificationMail } from '../../../server/mail/mails.ts';

const to = { email: 'anna@example.org', username: 'anna' };
const url = 'https://octo.example';
const token = 'a'.repeat(43);

describe('mails', () => {
  it('[ML1] a link carries its token in the fragment alone, in the text and in the HTML', () => {
    for (const [mail, page] of [
      [verificationMail(to, url, token), 'verify'],
      [resetMail(to, url, token), 'reset'],
    ] as const) {
      const link = `${url}/${page}#${token}`;
      assert.ok(mail.text.includes(`\n${link}\n`));
      assert.ok(mail.html.includes(`href="${link}"`));
      assert.equal(mail.to, 'anna@example.org');
      assert.match(mail.text, /account anna/);
    }
  });

  it('[ML1] mails that only tell something carry no token', () => {
    for (const mail of [attemptMail(to, url), passwordChangedMail(to, url)]) assert.doesNotMatch(mail.text, /#/);
  });

  it('[ML2] what comes from people is escaped in the HTML', () => {
    const { html } = resetMail({ ...to, username: '<b>&"' }, url, token);
    assert.ok(html.includes('Hello &lt;b&gt;&amp;&quot;,'));
    assert.equal(html.includes('<b>'), false);
  });
});
