import type { Failure } from './failure.ts';

export type Field = 'username' | 'email' | 'password' | 'again' | 'current' | 'who' | 'displayName';
export type FormName = 'login' | 'register' | 'forgot' | 'reset' | 'password' | 'name' | 'delete';

/** What is wrong with a field: one of our own findings, or the server's words. */
export type Complaint =
  | { readonly key: 'required' | 'username' | 'email' | 'short' | 'long' | 'differs' | 'taken' | 'wrong' }
  | { readonly words: string };

/** A form as it is being filled in. `failure` is about the whole of it; `done` says that it was accepted. */
export interface Form {
  readonly name: FormName;
  readonly values: Readonly<Partial<Record<Field, string>>>;
  readonly complaints: Readonly<Partial<Record<Field, Complaint>>>;
  readonly failure: Failure | null;
  readonly busy: boolean;
  readonly done: boolean;
}

export const formFields: Readonly<Record<FormName, readonly Field[]>> = {
  login: ['who', 'password'],
  register: ['username', 'email', 'password'],
  forgot: ['email'],
  reset: ['password', 'again'],
  password: ['current', 'password', 'again'],
  name: ['displayName'],
  delete: ['current'],
};

export const blankForm = (name: FormName, values: Form['values'] = {}): Form => ({
  name,
  values,
  complaints: {},
  failure: null,
  busy: false,
  done: false,
});

export const fieldValue = (form: Form, field: Field): string => form.values[field] ?? '';

type Check = (value: string, form: Form) => Complaint | null;

const chosenPassword: Check = (value) => {
  if (value.length < 8) return { key: 'short' };
  return value.length > 128 ? { key: 'long' } : null;
};

/** The shapes that `shared/protocol/accounts.ts` asks for, said before the request is sent. */
const checks: Readonly<Partial<Record<Field, Check>>> = {
  username: (value) => (/^[A-Za-z0-9_-]{3,20}$/.test(value) ? null : { key: 'username' }),
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : { key: 'email' }),
  password: (value, form) => (form.name === 'login' ? null : chosenPassword(value, form)),
  again: (value, form) => (value === fieldValue(form, 'password') ? null : { key: 'differs' }),
};

const complaintOn = (form: Form, field: Field): Complaint | null => {
  const value = fieldValue(form, field);
  return value === '' ? { key: 'required' } : (checks[field]?.(value, form) ?? null);
};

/** What is wrong with a form, field by field; empty when it can be sent. */
const complaintsOf = (form: Form): Form['complaints'] => {
  const found = formFields[form.name].map((field) => [field, complaintOn(form, field)] as const);
  return Object.fromEntries(found.filter(([, complaint]) => complaint !== null));
};

const isFaultless = (complaints: Form['complaints']): boolean => Object.keys(complaints).length === 0;

/** A field with a new value, without the complaint about the old one. */
export const filled = (form: Form, field: Field, value: string): Form => {
  const { [field]: _answered, ...complaints } = form.complaints;
  return { ...form, values: { ...form.values, [field]: value }, complaints, failure: null, done: false };
};

/** Checks a form and marks it as sent, or shows what is wrong; `busy` tells which. */
export const submitted = (form: Form): Form => {
  const complaints = complaintsOf(form);
  return { ...form, complaints, failure: null, busy: isFaultless(complaints), done: false };
};

const fieldOf = (form: Form, path: string): Field | undefined =>
  formFields[form.name].find((field) => field === path || (field === 'who' && path === 'username'));

/** Refusals that are about one field although they do not name it. */
const codesOfFields: Readonly<Record<string, { readonly field: Field; readonly complaint: Complaint }>> = {
  'account/username-taken': { field: 'username', complaint: { key: 'taken' } },
  'auth/wrong-password': { field: 'current', complaint: { key: 'wrong' } },
};

/** A refused form: everything typed stays, and each complaint goes to its field. */
export const refusedForm = (form: Form, failure: Failure): Form => {
  const complaints: Partial<Record<Field, Complaint>> = {};
  for (const { path, message } of failure.fields) {
    const field = fieldOf(form, path);
    if (field) complaints[field] = { words: message };
  }
  const known = codesOfFields[failure.code];
  if (known && formFields[form.name].includes(known.field)) complaints[known.field] = known.complaint;
  return { ...form, complaints, failure: isFaultless(complaints) ? failure : null, busy: false };
};

export const acceptedForm = (form: Form): Form => ({ ...blankForm(form.name), done: true });
