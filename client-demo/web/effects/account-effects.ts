import type { Api } from '../../connection/api.ts';
import { ApiProblem } from '../../connection/problem.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { Effect } from '../state/effect.ts';
import { failed, here } from '../state/failure.ts';
import { type Form, fieldValue } from '../state/form.ts';
import { failureOf } from './failure-of.ts';

type SendForm = Extract<Effect, { type: 'send-form' }>;

const credentials = (form: Form) => {
  const who = fieldValue(form, 'who').trim();
  const password = fieldValue(form, 'password');
  return who.includes('@') ? { email: who, password } : { username: who, password };
};

const registration = (form: Form) => ({
  username: fieldValue(form, 'username'),
  email: fieldValue(form, 'email').trim(),
  password: fieldValue(form, 'password'),
});

type Register = (effect: SendForm) => Promise<void>;

/** Registers and logs in. When only the second is refused, the next try is about that alone: the name is taken by oneself. */
const createRegister = (api: Api): Register => {
  let made: string | null = null;
  return async ({ form, upgrade }) => {
    const body = registration(form);
    if (upgrade) return void (await api.upgrade(body));
    if (made !== body.username) await api.register(body);
    made = body.username;
    await api.login({ username: body.username, password: body.password });
    made = null;
  };
};

/** What each form does; afterwards the viewer is looked at again. */
const send = (api: Api, register: Register, effect: SendForm): Promise<unknown> => {
  const { form, token } = effect;
  switch (form.name) {
    case 'login':
      return api.login(credentials(form));
    case 'register':
      return register(effect);
    case 'forgot':
      return api.forgotPassword(fieldValue(form, 'email').trim());
    case 'reset':
      return api.resetPassword(token, fieldValue(form, 'password'));
    case 'password':
      return api.changePassword(fieldValue(form, 'current'), fieldValue(form, 'password'));
    case 'name':
      return api.updateMe({ displayName: fieldValue(form, 'displayName').trim() });
    case 'delete':
      return api.deleteMe({ password: fieldValue(form, 'current') });
  }
};

const changesViewer = ({ name }: Form): boolean => ['login', 'register', 'name', 'delete'].includes(name);

/** Who the viewer is, asked anew. */
const createViewer = (api: Api, dispatch: Dispatch) => {
  const nobody = (): void => dispatch({ area: 'app', type: 'viewer', viewer: { is: 'nobody' } });
  const find = async (): Promise<void> => {
    if (!api.isSignedIn()) return nobody();
    try {
      dispatch({ area: 'app', type: 'viewer', viewer: { is: 'player', player: await api.me() } });
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) nobody();
      else dispatch({ area: 'app', type: 'viewer-unknown', failure: failureOf(error) });
    }
  };
  const becomeGuest = async (): Promise<void> => {
    try {
      await api.guest();
      await find();
    } catch (error) {
      dispatch({ area: 'app', type: 'guest-refused', failure: failureOf(error) });
    }
  };
  const logOut = async (): Promise<void> => {
    await api.logout().catch(() => undefined);
    nobody();
  };
  return { find, becomeGuest, logOut };
};

export const createAccountEffects = (api: Api, dispatch: Dispatch) => {
  const viewer = createViewer(api, dispatch);
  const register = createRegister(api);

  const sendForm = async (effect: SendForm): Promise<void> => {
    const { form } = effect;
    try {
      await send(api, register, effect);
      dispatch({ area: 'form', type: 'accepted', form: form.name });
      if (changesViewer(form)) await viewer.find();
    } catch (error) {
      dispatch({ area: 'form', type: 'refused', form: form.name, failure: failureOf(error) });
    }
  };
  const outcome = (type: 'verified' | 'resent', done: Promise<void>): Promise<void> =>
    done.then(
      () => dispatch({ area: 'form', type, outcome: here(null) }),
      (error) => dispatch({ area: 'form', type, outcome: failed(failureOf(error)) }),
    );
  const verify = async (token: string): Promise<void> => {
    await outcome('verified', api.verify(token));
    if (api.isSignedIn()) await viewer.find();
  };
  const loadSessions = (): Promise<void> =>
    api.mySessions().then(
      ({ items }) => dispatch({ area: 'form', type: 'sessions', sessions: here(items) }),
      (error) => dispatch({ area: 'form', type: 'sessions', sessions: failed(failureOf(error)) }),
    );
  const revoke = async (session: string): Promise<void> => {
    await api.revokeSession(session).catch(() => undefined);
    await loadSessions();
  };
  const resend = (email: string): Promise<void> => outcome('resent', api.resendVerification(email));
  return { viewer, sendForm, verify, resend, loadSessions, revoke };
};
