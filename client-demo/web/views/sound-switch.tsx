import type { Dispatch } from '../state/app-state.ts';
import type { Settings } from '../state/settings.ts';
import { Icon } from './icon.tsx';
import { useText } from './text.ts';

/** Beside the board, where sounds begin to disturb or are missed. */
export const SoundSwitch = ({ settings, dispatch }: { readonly settings: Settings; readonly dispatch: Dispatch }) => {
  const { settings: text } = useText();
  const { sound } = settings;
  return (
    <button
      type="button"
      class="button small icon-button quiet-button"
      role="switch"
      aria-checked={sound}
      aria-label={text.sound}
      title={sound ? text.soundOn : text.soundOff}
      onClick={() => dispatch({ area: 'app', type: 'set', change: { sound: !sound } })}
    >
      <Icon name={sound ? 'sound' : 'quiet'} />
    </button>
  );
};
