import type { Dispatch } from '../state/app-state.ts';
import { useText } from './text.ts';

/** For narrow windows, whose navigation has no room for it. */
export const LogOut = ({ dispatch }: { readonly dispatch: Dispatch }) => (
  <button type="button" class="button small narrow-only" onClick={() => dispatch({ area: 'app', type: 'log-out' })}>
    {useText().nav.logOut}
  </button>
);
