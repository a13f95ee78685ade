import assert from 'node:assert/strict';
import type { Api } from '../../../../client-demo/connection/api.ts';
import { ApiProblem } from '../../../../client-demo/connection/problem.ts';
import { createAccountEffects } from '../../../../client-demo/web/effects/account-effects.ts';
import type { Message } from '../../../../client-demo/web/state/app-state.ts';
import { blankForm } from '../../../../client-demo/web/state/form.ts';
import { ann } from '../fixtures.ts';

describe('web: effects of accounts', () => {
  it('[WB69] an account that was made but could not log in at once is not made again', async () => {
    const called: string[] = [];
    const said: Message[] = [];
    let isBusy = true;
    const api = {
      register: async () => void called.push('register'),
      login: async () => {
        called.push('login');
        if (isBusy) throw new ApiProblem(429, 'auth/too-many-attempts', 'Too many attempts.', [], 60_000);
      },
      isSignedIn: () => true,
      me: async () => ann,
    } as unknown as Api;
    const { sendForm } = createAccountEffects(api, (message) => said.push(message));
    const form = blankForm('register', { username: 'ann', email: 'ann@example.org', password: 'correct horse' });
    const effect = { type: 'send-form', form, upgrade: false, token: '' } as const;
    await sendForm(effect);
    isBusy = false;
    await sendForm(effect);
    assert.deepEqual(called, ['register', 'login', 'login']);
    assert.deepEqual(
      said.map(({ type }) => type),
      ['refused', 'accepted', 'viewer'],
    );
    await sendForm(effect);
    assert.deepEqual(called.slice(3), ['register', 'login']);
  });
});
