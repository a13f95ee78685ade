import type { Dispatch } from '../state/app-state.ts';
import { type Complaint, type Field, type Form, fieldValue } from '../state/form.ts';
import { type Text, useText } from './text.ts';

interface FieldProps {
  readonly form: Form;
  readonly field: Field;
  readonly dispatch: Dispatch;
}

const isNew = ({ name }: Form): boolean => name !== 'login';

const labelOf = (text: Text, form: Form, field: Field): string =>
  field === 'password' && (form.name === 'reset' || form.name === 'password')
    ? text.forms.labels.newPassword
    : text.forms.labels[field];

const hintOf = (text: Text, form: Form, field: Field): string | null => {
  if (field === 'username') return text.forms.hints.username;
  if (field === 'email' && form.name === 'register') return text.forms.hints.email;
  return field === 'password' && isNew(form) ? text.forms.hints.password : null;
};

const typeOf = (field: Field): 'password' | 'email' | 'text' => {
  if (field === 'password' || field === 'again' || field === 'current') return 'password';
  return field === 'email' ? 'email' : 'text';
};

/** What password managers look for. */
const autocompleteOf = (form: Form, field: Field): string => {
  if (field === 'password' || field === 'again') return isNew(form) ? 'new-password' : 'current-password';
  if (field === 'current') return 'current-password';
  if (field === 'displayName') return 'nickname';
  return field === 'email' ? 'email' : 'username';
};

const words = (text: Text, complaint: Complaint): string =>
  'key' in complaint ? text.forms.complaints[complaint.key] : complaint.words;

/** A labelled input with its hint below it, in whose place what is wrong is said. */
export const FieldView = ({ form, field, dispatch }: FieldProps) => {
  const text = useText();
  const id = `${form.name}-${field}`;
  const complaint = form.complaints[field];
  const note = complaint ? words(text, complaint) : hintOf(text, form, field);
  return (
    <div class={`field ${complaint ? 'field-bad' : ''}`}>
      <label for={id}>{labelOf(text, form, field)}</label>
      <input
        id={id}
        name={field}
        // The typing of inputs by ARIA role wants one literal; each of these has the same attributes.
        type={typeOf(field) as 'text'}
        autocomplete={autocompleteOf(form, field)}
        autocapitalize="none"
        spellcheck={false}
        value={fieldValue(form, field)}
        aria-invalid={complaint ? true : undefined}
        aria-describedby={`${id}-note`}
        onInput={({ currentTarget: { value } }) =>
          dispatch({ area: 'form', type: 'typed', form: form.name, field, value })
        }
      />
      <p class="note" id={`${id}-note`} role={complaint ? 'alert' : undefined}>
        {note}
      </p>
    </div>
  );
};
