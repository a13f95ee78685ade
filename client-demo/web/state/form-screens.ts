import type { OwnPlayer, Session } from '../../../shared/protocol/accounts.ts';
import type { Effect } from './effect.ts';
import { type Failure, loading, type Remote } from './failure.ts';
import {
  acceptedForm,
  blankForm,
  type Field,
  type Form,
  type FormName,
  filled,
  refusedForm,
  submitted,
} from './form.ts';

/** A screen that is one form: logging in, registering, asking for a new password and setting it. */
export interface FormScreen {
  readonly name: 'form';
  readonly form: Form;
  /** The one-time token of a password reset. */
  readonly token: string;
  /** A guest who registers keeps their games. */
  readonly upgrade: boolean;
}

export interface VerifyScreen {
  readonly name: 'verify';
  readonly outcome: Remote<null>;
}

export interface AccountScreen {
  readonly name: 'account';
  readonly forms: Readonly<Record<'name' | 'password' | 'delete', Form>>;
  readonly sessions: Remote<readonly Session[]>;
  readonly resent: Remote<null> | null;
}

export type FormMessage =
  | {
      readonly area: 'form';
      readonly type: 'typed';
      readonly form: FormName;
      readonly field: Field;
      readonly value: string;
    }
  | { readonly area: 'form'; readonly type: 'submitted'; readonly form: FormName }
  | { readonly area: 'form'; readonly type: 'accepted'; readonly form: FormName }
  | { readonly area: 'form'; readonly type: 'refused'; readonly form: FormName; readonly failure: Failure }
  | { readonly area: 'form'; readonly type: 'verified'; readonly outcome: Remote<null> }
  | { readonly area: 'form'; readonly type: 'resend'; readonly email: string }
  | { readonly area: 'form'; readonly type: 'resent'; readonly outcome: Remote<null> }
  | { readonly area: 'form'; readonly type: 'sessions'; readonly sessions: AccountScreen['sessions'] }
  | { readonly area: 'form'; readonly type: 'revoke'; readonly session: string };

export const enterForm = (name: FormName, more: Partial<FormScreen> = {}): FormScreen => ({
  name: 'form',
  form: blankForm(name),
  token: '',
  upgrade: false,
  ...more,
});

export const enterVerify = (token: string): [VerifyScreen, Effect[]] => [
  { name: 'verify', outcome: loading },
  [{ type: 'verify', token }],
];

export const enterAccount = (player: OwnPlayer): [AccountScreen, Effect[]] => [
  {
    name: 'account',
    forms: {
      name: blankForm('name', { displayName: player.displayName }),
      password: blankForm('password'),
      delete: blankForm('delete'),
    },
    sessions: loading,
    resent: null,
  },
  [{ type: 'load-sessions' }],
];

/** A form after a message about it, and whether it is now to be sent. */
const updateForm = (form: Form, message: FormMessage): { form: Form; send: boolean } => {
  switch (message.type) {
    case 'typed':
      return { form: filled(form, message.field, message.value), send: false };
    case 'submitted': {
      const next = form.busy ? form : submitted(form);
      return { form: next, send: next.busy && !form.busy };
    }
    case 'accepted':
      return { form: acceptedForm(form), send: false };
    case 'refused':
      return { form: refusedForm(form, message.failure), send: false };
    default:
      return { form, send: false };
  }
};

export const updateFormScreen = (screen: FormScreen, message: FormMessage): [FormScreen, Effect[]] => {
  if (!('form' in message) || message.form !== screen.form.name) return [screen, []];
  const { form, send } = updateForm(screen.form, message);
  const { upgrade, token } = screen;
  return [{ ...screen, form }, send ? [{ type: 'send-form', form, upgrade, token }] : []];
};

export const updateVerify = (screen: VerifyScreen, message: FormMessage): [VerifyScreen, Effect[]] => [
  message.type === 'verified' ? { ...screen, outcome: message.outcome } : screen,
  [],
];

const isOwn = (screen: AccountScreen, name: FormName): name is keyof AccountScreen['forms'] => name in screen.forms;

const updateOwnForm = (screen: AccountScreen, message: FormMessage): [AccountScreen, Effect[]] => {
  if (!('form' in message) || !isOwn(screen, message.form)) return [screen, []];
  const { form, send } = updateForm(screen.forms[message.form], message);
  const kept = message.form === 'name' && form.done ? { ...form, values: screen.forms.name.values } : form;
  const forms = { ...screen.forms, [message.form]: kept };
  return [{ ...screen, forms }, send ? [{ type: 'send-form', form, upgrade: false, token: '' }] : []];
};

export const updateAccount = (screen: AccountScreen, message: FormMessage): [AccountScreen, Effect[]] => {
  switch (message.type) {
    case 'sessions':
      return [{ ...screen, sessions: message.sessions }, []];
    case 'revoke':
      return [screen, [{ type: 'revoke-session', session: message.session }]];
    case 'resend':
      return [{ ...screen, resent: loading }, [{ type: 'resend-verification', email: message.email }]];
    case 'resent':
      return [{ ...screen, resent: message.outcome }, []];
    default:
      return updateOwnForm(screen, message);
  }
};
