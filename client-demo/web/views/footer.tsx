import type { Dispatch } from '../state/app-state.ts';
import { languages, type Settings } from '../state/settings.ts';
import { Link } from './link.tsx';
import { languageNames } from './settings-page.tsx';
import { useText } from './text.ts';

/** Below every screen: the other languages, and the way to the settings. */
export const Footer = ({ settings, dispatch }: { readonly settings: Settings; readonly dispatch: Dispatch }) => {
  const { settings: text } = useText();
  return (
    <footer class="foot">
      <Link to={{ name: 'settings' }} dispatch={dispatch} className="nav-link">
        {text.title}
      </Link>
      {languages
        .filter((language) => language !== settings.language)
        .map((language) => (
          <button
            key={language}
            type="button"
            class="nav-link"
            lang={language}
            onClick={() => dispatch({ area: 'app', type: 'set', change: { language } })}
          >
            {languageNames[language]}
          </button>
        ))}
    </footer>
  );
};
