import type { Dispatch } from '../state/app-state.ts';
import { languages, type Settings } from '../state/settings.ts';
import { Choice, Toggle } from './choices.tsx';
import { useText } from './text.ts';

interface SettingsProps {
  readonly settings: Settings;
  readonly dispatch: Dispatch;
}

/** Each language says its own name. */
export const languageNames = { en: 'English', de: 'Deutsch' } as const;

export const SettingsPage = ({ settings, dispatch }: SettingsProps) => {
  const { settings: text } = useText();
  const set = (change: Partial<Settings>): void => dispatch({ area: 'app', type: 'set', change });
  return (
    <div class="column">
      <header>
        <h1>{text.title}</h1>
        <p class="quiet">{text.hint}</p>
      </header>
      <section class="card stack">
        <Choice
          legend={text.language}
          name="language"
          value={settings.language}
          className="segments"
          options={languages.map((value) => ({ value, label: <span lang={value}>{languageNames[value]}</span> }))}
          onChange={(language) => set({ language })}
        />
        <Toggle
          label={text.sound}
          hint={text.soundHint}
          checked={settings.sound}
          onChange={(sound) => set({ sound })}
        />
        <p class="note">{text.theme}</p>
      </section>
    </div>
  );
};
