import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

interface ChoiceProps<Value extends string> {
  readonly legend: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: ComponentChildren }[];
  readonly className?: string;
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

/** Radio buttons in the shape of tiles: arrow keys and screen readers find what they know. */
export const Choice = <Value extends string>(props: ChoiceProps<Value>) => (
  <fieldset class={`choice ${props.className ?? ''}`}>
    <legend>{props.legend}</legend>
    <div class="choice-options">
      {props.options.map(({ value, label }) => (
        <label key={value} class="choice-option">
          <input
            type="radio"
            name={props.name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          <span class="choice-face">{label}</span>
        </label>
      ))}
    </div>
    {props.hint && <p class="note">{props.hint}</p>}
  </fieldset>
);

interface ToggleProps {
  readonly label: string;
  readonly hint: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export const Toggle = ({ label, hint, checked, disabled = false, onChange }: ToggleProps) => {
  const id = `toggle-${label.replace(/\W+/g, '-')}`;
  return (
    <div class="toggle">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label for={id}>{label}</label>
        <p class="note" id={`${id}-hint`}>
          {hint}
        </p>
      </div>
    </div>
  );
};

interface NumberProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/**
 * Taken over when the field is left, so that typing `12` does not pass through a refused `1`. Until then what is typed is kept here:
 * the page is drawn anew whenever anything happens in the lobby.
 */
export const NumberField = ({ label, value, min, max, onChange }: NumberProps) => {
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <label class="number-field">
      <span>{label}</span>
      <input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={draft ?? value}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onChange={(event) => {
          setDraft(null);
          onChange(event.currentTarget.valueAsNumber);
        }}
      />
    </label>
  );
};

interface SelectProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

export const Select = <Value extends string>({ label, value, options, hint, onChange }: SelectProps<Value>) => (
  <label class="select-field">
    <span>{label}</span>
    <select value={value} onChange={(event) => onChange(event.currentTarget.value as Value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
    {hint && <span class="note">{hint}</span>}
  </label>
);
