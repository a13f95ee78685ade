import type { OwnPlayer } from '../../../shared/protocol/accounts.ts';
import type { GameSummary, SeatedPlayer } from '../../../shared/protocol/games.ts';
import type { Dispatch } from '../state/app-state.ts';
import { isMine } from '../state/lobby.ts';
import { boardWords, clockWords, ratingText, variantTitle } from './game-words.ts';
import { MiniBoard } from './mini-board.tsx';
import { Chip } from './notices.tsx';
import { useText } from './text.ts';

interface RowProps {
  readonly game: GameSummary;
  readonly player: OwnPlayer;
  readonly dispatch: Dispatch;
}

const Person = ({ seated }: { readonly seated: SeatedPlayer }) => {
  const text = useText();
  return (
    <span class={`person person-${seated.side}`}>
      <span class="person-name">{seated.name}</span>
      {seated.rating !== null && <span class="numeral quiet"> {ratingText(seated.rating)}</span>}
      {seated.bot && <Chip>{text.nav.bot}</Chip>}
    </span>
  );
};

const People = ({ game }: { readonly game: GameSummary }) => {
  const { common } = useText();
  const sides = (['x', 'o'] as const).map((side) => game.players.filter((seated) => seated.side === side));
  const teams = sides.filter((team) => team.length > 0);
  return (
    <span class="people">
      {teams.map((team, at) => (
        <span key={team[0]?.side}>
          {at > 0 && <span class="quiet"> {common.vs} </span>}
          {team.map((seated, index) => (
            <span key={seated.id}>
              {index > 0 && ', '}
              <Person seated={seated} />
            </span>
          ))}
        </span>
      ))}
    </span>
  );
};

/** What the button of a row does for this player. */
const useWay = ({ game, player }: RowProps) => {
  const { lobby } = useText();
  if (isMine(game, player.id)) return { label: lobby.open, eager: true, blocked: null };
  if (game.status !== 'awaiting') return { label: lobby.watch, eager: false, blocked: null };
  const closed = game.settings.rated && !player.mayPlayRated;
  const why = player.guest ? lobby.needsAccount : lobby.needsVerified;
  return { label: lobby.join, eager: true, blocked: closed ? why : null };
};

const Row = (props: RowProps) => {
  const text = useText();
  const { game, player, dispatch } = props;
  const { label, eager, blocked } = useWay(props);
  const go = (): void => dispatch({ area: 'app', type: 'follow', route: { name: 'game', id: game.id }, eager });
  return (
    <li class="row game-row" data-testid={`${game.status}-game`} data-game={game.id}>
      <MiniBoard board={game.settings} size={44} />
      <span class="row-main">
        <People game={game} />
        <span class="quiet">
          <strong>{variantTitle(text, game.variant)}</strong> {boardWords(text, game.settings)}
        </span>
        <span class="quiet">
          {game.settings.rated ? text.lobby.rated : text.lobby.casual} · {clockWords(text, game.settings.clock)}
          {game.settings.teamSize > 1 && ` · ${text.board.team(game.settings.teamSize)}`}
          {isMine(game, player.id) && ` · ${text.lobby.yours}`}
        </span>
        {blocked && <span class="quiet">{blocked}</span>}
      </span>
      <button type="button" class="button small" disabled={blocked !== null} onClick={go}>
        {label}
      </button>
    </li>
  );
};

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly none: string;
  readonly games: readonly GameSummary[] | null;
  readonly player: OwnPlayer;
  readonly dispatch: Dispatch;
}

export const GameList = ({ id, title, none, games, player, dispatch }: ListProps) => {
  const { common } = useText();
  return (
    <section class="card list" aria-labelledby={id}>
      <h2 id={id}>
        {title} {games && games.length > 0 && <span class="count">{games.length}</span>}
      </h2>
      {games === null && <p class="quiet empty">{common.loading}</p>}
      {games?.length === 0 && <p class="quiet empty">{none}</p>}
      <ul class="rows list-rows" data-testid={id}>
        {games?.map((game) => (
          <Row key={game.id} game={game} player={player} dispatch={dispatch} />
        ))}
      </ul>
    </section>
  );
};
