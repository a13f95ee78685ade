import assert from 'node:assert/strict';
import { ApiProblem } from '../../../../client-demo/connection/problem.ts';
import { failureOf } from '../../../../client-demo/web/effects/failure-of.ts';
import type { AppState, Message } from '../../../../client-demo/web/state/app-state.ts';
import type { Field, Form, FormName } from '../../../../client-demo/web/state/form.ts';
import { en } from '../../../../client-demo/web/strings/en.ts';
import { failureText } from '../../../../client-demo/web/views/failure-text.ts';
import { failure, openedAt, told, types } from '../fixtures.ts';

const typed = (form: FormName, values: Partial<Record<Field, string>>): Message[] =>
  Object.entries(values).map(([field, value]) => ({ area: 'form', type: 'typed', form, field: field as Field, value }));
const submit = (form: FormName): Message => ({ area: 'form', type: 'submitted', form });
const refuse = (form: FormName, code: string, change = {}): Message => ({
  area: 'form',
  type: 'refused',
  form,
  failure: failure(code, change),
});

const formOf = ({ screen }: AppState): Form => {
  assert.ok(screen.name === 'form');
  return screen.form;
};
const register = openedAt({ name: 'register' }, null);
const good = { username: 'ann', email: 'ann@example.org', password: 'correct horse' };

describe('web: forms', () => {
  it('[WB8] an empty form says of each field that it is needed, and is not sent', () => {
    const { state, effects } = told(register, submit('register'));
    const needed = { key: 'required' };
    assert.deepEqual(formOf(state).complaints, { username: needed, email: needed, password: needed });
    assert.deepEqual(effects, []);
  });

  it('[WB8] each mistake is named beside its field', () => {
    const { state, effects } = told(
      register,
      ...typed('register', { username: 'a b', email: 'nowhere', password: 'short' }),
      submit('register'),
    );
    assert.deepEqual(formOf(state).complaints, {
      username: { key: 'username' },
      email: { key: 'email' },
      password: { key: 'short' },
    });
    assert.deepEqual(effects, []);
  });

  it('[WB8] a complaint goes when its field is changed', () => {
    const { state } = told(register, submit('register'), ...typed('register', { email: 'a' }));
    assert.deepEqual(Object.keys(formOf(state).complaints).sort(), ['password', 'username']);
  });

  it('[WB8] a new password is typed twice', () => {
    const reset = openedAt({ name: 'reset', token: 't' }, null);
    const { state } = told(
      reset,
      ...typed('reset', { password: 'long enough', again: 'long enouhg' }),
      submit('reset'),
    );
    assert.deepEqual(formOf(state).complaints, { again: { key: 'differs' } });
  });

  it('[WB8] a login asks nothing of the shape of a password', () => {
    const login = openedAt({ name: 'login' }, null);
    const { effects } = told(login, ...typed('login', { who: 'ann', password: 'x' }), submit('login'));
    assert.deepEqual(types(effects), ['send-form']);
  });

  it('[WB9] a refused form keeps what was typed and puts complaints beside their fields', () => {
    const { state } = told(
      register,
      ...typed('register', good),
      submit('register'),
      refuse('register', 'request/invalid', { fields: [{ path: 'email', message: 'no such host' }] }),
    );
    assert.deepEqual(formOf(state).values, good);
    assert.deepEqual(formOf(state).complaints, { email: { words: 'no such host' } });
    assert.equal(formOf(state).failure, null);
    assert.equal(formOf(state).busy, false);
  });

  it('[WB9] a taken name stands beside the name', () => {
    const { state } = told(
      register,
      ...typed('register', good),
      submit('register'),
      refuse('register', 'account/username-taken'),
    );
    assert.deepEqual(formOf(state).complaints, { username: { key: 'taken' } });
  });

  it('[WB9] a refusal that is about no field stands with the form', () => {
    const { state } = told(register, ...typed('register', good), submit('register'), refuse('register', 'auth/busy'));
    assert.equal(formOf(state).failure?.code, 'auth/busy');
    assert.deepEqual(formOf(state).values, good);
  });

  it('[WB10] pressing twice sends once, and after a refusal it can be sent again', () => {
    const once = told(register, ...typed('register', good), submit('register'), submit('register'));
    assert.deepEqual(types(once.effects), ['send-form']);
    const again = told(once.state, refuse('register', 'auth/busy'), submit('register'));
    assert.deepEqual(types(again.effects), ['send-form']);
  });

  it('[WB11] a 429 says when to try again', () => {
    const said = failureOf(new ApiProblem(429, 'auth/too-many-attempts', 'Too many failed attempts.', [], 41_200));
    assert.equal(said.retryAfter, 42);
    assert.equal(failureText(en, said), 'Too many failed attempts. Try again in 42 seconds.');
    assert.match(failureText(en, { ...said, retryAfter: 600 }), /in 10 minutes/);
  });
});
