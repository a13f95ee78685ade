import type { AppState, Screen } from '../state/app-state.ts';
import { isTurnOfPlayer } from '../state/game-view.ts';
import { variantTitle } from './game-words.ts';
import type { Text } from './text.ts';

/** What is in front of one, in a few words; empty where only the product's name says it. */
const screenTitle = (text: Text, screen: Screen): string => {
  switch (screen.name) {
    case 'starting':
    case 'landing':
      return '';
    case 'game': {
      const mine = screen.view !== null && isTurnOfPlayer(screen.view, screen.me);
      const variant = screen.view?.variant ?? screen.summary?.variant ?? null;
      return mine ? text.game.yourTurn : text.game.title(variantTitle(text, variant));
    }
    case 'replay': {
      const { recording } = screen;
      const variant = recording.is === 'here' ? recording.value.summary.variant : null;
      return recording.is === 'here' ? text.replay.title(variantTitle(text, variant)) : text.replay.link;
    }
    case 'profile':
      return screen.profile.is === 'here' ? screen.profile.value.player.displayName : '';
    case 'leaderboard':
      return `${text.leaderboard.title}: ${variantTitle(text, screen.ladder)}`;
    case 'form':
      return text.forms.titles[screen.form.name];
    default:
      return text[screen.name].title;
  }
};

/** The tab's title: which screen, and whose turn it is, since people play in the background. */
export const pageTitle = (text: Text, { screen }: Pick<AppState, 'screen'>): string =>
  [screenTitle(text, screen), text.product].filter((words) => words !== '').join(' · ');
