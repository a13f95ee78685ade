import { variantNames, variants } from '../../../shared/game/variants.ts';
import type { LeaderboardEntry } from '../../../shared/protocol/ratings.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { LeaderboardScreen } from '../state/pages.ts';
import { ratingText, variantTitle } from './game-words.ts';
import { Link } from './link.tsx';
import { MiniBoard } from './mini-board.tsx';
import { Chip, FailureNotice, Loading } from './notices.tsx';
import { useText } from './text.ts';

interface LeaderboardProps {
  readonly screen: LeaderboardScreen;
  readonly me: string | null;
  readonly dispatch: Dispatch;
}

const Entry = ({ entry, me, dispatch }: { readonly entry: LeaderboardEntry } & Omit<LeaderboardProps, 'screen'>) => {
  const text = useText();
  const { rank, player, rating, games } = entry;
  return (
    <tr class={player.id === me ? 'mine' : ''}>
      <td class="numeral rank">{rank}</td>
      <th scope="row">
        <Link to={{ name: 'player', id: player.id }} dispatch={dispatch}>
          {player.name}
        </Link>{' '}
        {player.bot && <Chip>{text.nav.bot}</Chip>}
        {player.id === me && <Chip>{text.common.you}</Chip>}
      </th>
      <td class="numeral">{ratingText(rating)}</td>
      <td class="numeral">{games}</td>
    </tr>
  );
};

const Table = ({ screen, me, dispatch }: LeaderboardProps) => {
  const text = useText();
  if (screen.page.is === 'loading') return <Loading />;
  if (screen.page.is === 'failed') return <FailureNotice failure={screen.page.failure} />;
  const { items, next } = screen.page.value;
  if (items.length === 0) return <p class="quiet empty">{text.leaderboard.none}</p>;
  return (
    <>
      <table class="table">
        <caption class="unseen">{text.leaderboard.caption(variantTitle(text, screen.ladder))}</caption>
        <thead>
          <tr>
            <th scope="col">{text.leaderboard.rank}</th>
            <th scope="col">{text.leaderboard.player}</th>
            <th scope="col">{text.leaderboard.rating}</th>
            <th scope="col">{text.leaderboard.games}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry) => (
            <Entry key={entry.player.id} entry={entry} me={me} dispatch={dispatch} />
          ))}
        </tbody>
      </table>
      {next !== null && (
        <button type="button" class="button" onClick={() => dispatch({ area: 'page', type: 'more' })}>
          {text.leaderboard.more}
        </button>
      )}
    </>
  );
};

export const LeaderboardPage = (props: LeaderboardProps) => {
  const text = useText();
  const { screen, dispatch } = props;
  return (
    <div class="column">
      <h1>{text.leaderboard.title}</h1>
      <nav class="tabs" aria-label={text.leaderboard.ladders}>
        {variantNames.map((name) => (
          <Link
            key={name}
            to={{ name: 'leaderboard', ladder: name }}
            dispatch={dispatch}
            className="tab"
            current={name === screen.ladder}
          >
            <MiniBoard board={variants[name]} size={28} />
            {text.variants[name].name}
          </Link>
        ))}
      </nav>
      <section class="card">
        <Table {...props} />
      </section>
    </div>
  );
};
