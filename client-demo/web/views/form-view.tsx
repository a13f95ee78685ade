import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Dispatch } from '../state/app-state.ts';
import { type Form, formFields } from '../state/form.ts';
import { FieldView } from './field.tsx';
import { FailureNotice } from './notices.tsx';
import { useText } from './text.ts';

interface FormProps {
  readonly form: Form;
  readonly dispatch: Dispatch;
  readonly danger?: boolean;
  readonly children?: ComponentChildren;
}

/** After a refusal the focus goes to the first field that is wrong. */
const useFocusOnComplaint = (form: Form) => {
  const root = useRef<HTMLFormElement>(null);
  const first = form.busy ? undefined : formFields[form.name].find((field) => form.complaints[field]);
  const count = Object.keys(form.complaints).length;
  const before = useRef(0);
  useEffect(() => {
    if (first && count > before.current) root.current?.querySelector<HTMLElement>(`[name=${first}]`)?.focus();
    before.current = form.busy ? 0 : count;
  });
  return root;
};

/** A form as its state has it. The browser's own bubbles are off: complaints stand beside their fields. */
export const FormView = ({ form, dispatch, danger, children }: FormProps) => {
  const text = useText();
  const root = useFocusOnComplaint(form);
  const done = form.done ? text.forms.done[form.name as keyof typeof text.forms.done] : null;
  return (
    <form
      ref={root}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        dispatch({ area: 'form', type: 'submitted', form: form.name });
      }}
    >
      {formFields[form.name].map((field) => (
        <FieldView key={field} form={form} field={field} dispatch={dispatch} />
      ))}
      {form.failure && <FailureNotice failure={form.failure} />}
      {done && (
        <p class="notice notice-good" role="status">
          {done}
        </p>
      )}
      <div class="actions">
        <button type="submit" class={`button ${danger ? 'danger' : 'primary'}`} aria-disabled={form.busy}>
          {text.forms.submit[form.name]}
        </button>
        {children}
      </div>
    </form>
  );
};
