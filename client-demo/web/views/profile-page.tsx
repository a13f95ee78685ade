import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { LadderRating, RatingChange } from '../../../shared/protocol/ratings.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { Profile, ProfileScreen } from '../state/pages.ts';
import { changeText, ratingText, variantTitle } from './game-words.ts';
import { Link } from './link.tsx';
import { LogOut } from './log-out.tsx';
import { MiniBoard } from './mini-board.tsx';
import { Chip, FailureNotice, Loading } from './notices.tsx';
import { type Text, useText } from './text.ts';

/** A quiet line of how a rating went; its first and last value are said in words. */
const Sparkline = ({ label, points }: { readonly label: string; readonly points: readonly RatingChange[] }) => {
  const first = points[0];
  if (!first) return null;
  const values = [first.before, ...points.map(({ after }) => after)];
  const low = Math.min(...values);
  const span = Math.max(1, Math.max(...values) - low);
  const path = values.map((value, at) => `${(at / (values.length - 1)) * 100},${36 - ((value - low) / span) * 32}`);
  return (
    <svg
      class="spark"
      viewBox="0 0 100 40"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}: ${values.map(ratingText).slice(-6).join(', ')}`}
    >
      <polyline points={path.join(' ')} />
    </svg>
  );
};

const RatingCard = ({
  rating,
  points,
}: {
  readonly rating: LadderRating;
  readonly points: readonly RatingChange[];
}) => {
  const text = useText();
  const title = variantTitle(text, rating.ladder);
  return (
    <li class="card rating-card">
      <h3>{title}</h3>
      <p class="rating-number">{ratingText(rating.rating)}</p>
      <p class="quiet">{text.profile.tally(rating.wins, rating.draws, rating.losses)}</p>
      <Sparkline label={text.profile.history(title)} points={points} />
    </li>
  );
};

const outcomeOf = (game: GameSummary, player: string): keyof Text['profile']['outcomes'] => {
  if (game.status !== 'finished') return 'playing';
  const winner = game.result?.winner ?? null;
  if (winner === null) return game.result?.reason === 'aborted' || game.result?.reason === 'expired' ? 'none' : 'drawn';
  return game.players.some(({ id, side }) => id === player && side === winner) ? 'won' : 'lost';
};

const GameRow = ({
  game,
  player,
  dispatch,
}: {
  readonly game: GameSummary;
  readonly player: string;
  readonly dispatch: Dispatch;
}) => {
  const text = useText();
  const outcome = outcomeOf(game, player);
  const others = game.players.filter(({ id }) => id !== player).map(({ name }) => name);
  const change = game.players.find(({ id }) => id === player)?.ratingChange ?? null;
  return (
    <li class="row">
      <MiniBoard board={game.settings} size={34} />
      <span class="row-main">
        <Link
          to={{ name: game.status === 'finished' && game.startedAt ? 'replay' : 'game', id: game.id }}
          dispatch={dispatch}
        >
          {variantTitle(text, game.variant)}
        </Link>
        <span class="quiet ellipsis">
          {text.common.vs} {others.join(', ') || text.common.noOne}
        </span>
      </span>
      {change !== null && <span class="numeral">{changeText(change)}</span>}
      <Chip tone={outcome}>{text.profile.outcomes[outcome]}</Chip>
    </li>
  );
};

interface ProfileViewProps {
  readonly profile: Profile;
  readonly me: string | null;
  readonly dispatch: Dispatch;
}

const ProfileView = ({ profile, me, dispatch }: ProfileViewProps) => {
  const text = useText();
  const { player, ratings, games, history } = profile;
  return (
    <div class="column wide">
      <header class="profile-head">
        <h1>{player.displayName}</h1>
        <p class="quiet">
          {player.bot && <Chip>{text.nav.bot}</Chip>} {player.guest && <Chip>{text.nav.guest}</Chip>}{' '}
          {text.profile.since(new Date(player.createdAt).toLocaleDateString(text.locale, { dateStyle: 'long' }))}
        </p>
        {player.id === me && <LogOut dispatch={dispatch} />}
      </header>
      <h2>{text.profile.ratings}</h2>
      {ratings.length === 0 && <p class="quiet">{text.profile.noRatings}</p>}
      <ul class="rating-cards">
        {ratings.map((rating) => (
          <RatingCard key={rating.ladder} rating={rating} points={history[rating.ladder] ?? []} />
        ))}
      </ul>
      <section class="card">
        <h2>{text.profile.games}</h2>
        {games.length === 0 && <p class="quiet">{text.profile.noGames}</p>}
        <ul class="rows">
          {games.map((game) => (
            <GameRow key={game.id} game={game} player={player.id} dispatch={dispatch} />
          ))}
        </ul>
      </section>
    </div>
  );
};

interface ProfilePageProps {
  readonly screen: ProfileScreen;
  readonly me: string | null;
  readonly dispatch: Dispatch;
}

export const ProfilePage = ({ screen, me, dispatch }: ProfilePageProps) => {
  const { profile } = screen;
  if (profile.is === 'loading') return <Loading />;
  if (profile.is === 'failed') return <FailureNotice failure={profile.failure} />;
  return <ProfileView profile={profile.value} me={me} dispatch={dispatch} />;
};
