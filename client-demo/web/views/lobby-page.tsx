import { variantNames } from '../../../shared/game/variants.ts';
import type { OwnPlayer } from '../../../shared/protocol/accounts.ts';
import type { Dispatch } from '../state/app-state.ts';
import { type LobbyScreen, waitingFor } from '../state/lobby.ts';
import { Select } from './choices.tsx';
import { GameList } from './game-list.tsx';
import { NewGame } from './new-game-form.tsx';
import { FailureNotice } from './notices.tsx';
import { useText } from './text.ts';

interface LobbyProps {
  readonly screen: LobbyScreen;
  readonly player: OwnPlayer;
  readonly dispatch: Dispatch;
}

const QuickGame = ({ screen, dispatch }: Omit<LobbyProps, 'player'>) => {
  const text = useText();
  const { lobby } = text;
  const { quick, failure, busy } = screen;
  return (
    <form
      class="card quick"
      aria-labelledby="quick"
      onSubmit={(event) => {
        event.preventDefault();
        dispatch({ area: 'lobby', type: 'quick-game' });
      }}
    >
      <div>
        <h2 id="quick">{lobby.quickTitle}</h2>
        <p class="quiet">{lobby.quickHint}</p>
      </div>
      <div class="quick-controls">
        <Select
          label={lobby.quickBoard}
          value={quick.variant}
          options={variantNames.map((value) => ({ value, label: text.variants[value].name }))}
          onChange={(variant) => dispatch({ area: 'lobby', type: 'quick', change: { variant } })}
        />
        <Select
          label={lobby.level}
          value={String(quick.level)}
          options={lobby.levels.map((label, at) => ({ value: String(at + 1), label }))}
          onChange={(level) => dispatch({ area: 'lobby', type: 'quick', change: { level: Number(level) } })}
        />
        <button type="submit" class="button primary" aria-disabled={busy !== null}>
          {lobby.quickGo}
        </button>
      </div>
      {failure?.of === 'quick' && <FailureNotice failure={failure.failure} />}
    </form>
  );
};

export const LobbyPage = ({ screen, player, dispatch }: LobbyProps) => {
  const { lobby, common } = useText();
  const { view } = screen;
  return (
    <>
      <header class="page-head">
        <h1>{lobby.title}</h1>
        {view && <p class="quiet">{lobby.online(view.online)}</p>}
        <p class="lobby-link" role="status">
          {screen.link === 'reconnecting' && lobby.reconnecting}
        </p>
      </header>
      {screen.closed && (
        <FailureNotice failure={screen.closed}>
          <button
            type="button"
            class="button small"
            onClick={() => dispatch({ area: 'app', type: 'follow', route: { name: 'home' } })}
          >
            {common.again}
          </button>
        </FailureNotice>
      )}
      <div class="lobby">
        <QuickGame screen={screen} dispatch={dispatch} />
        <div class="lobby-lists">
          <GameList
            id="waiting-games"
            title={lobby.waiting}
            none={lobby.waitingNone}
            games={view && waitingFor(view, player.id)}
            player={player}
            dispatch={dispatch}
          />
          <GameList
            id="live-games"
            title={lobby.live}
            none={lobby.liveNone}
            games={view?.playing ?? null}
            player={player}
            dispatch={dispatch}
          />
        </div>
        <NewGame screen={screen} player={player} dispatch={dispatch} />
      </div>
    </>
  );
};
