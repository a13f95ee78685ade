import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { LadderRating, RatingChange } from '../../../shared/protocol/ratings.ts';
import type { Dispatch } from '../state/app-state.ts';
import { outcomeOf } from '../state/crosstable.ts';
import type { Profile, ProfileScreen } from '../state/pages.ts';
import { changeText, ratingText, variantTitle } from './game-words.ts';
import { Link } from './link.tsx';
import { LogOut } from './log-out.tsx';
import { MiniBoard } from './mini-board.tsx';
import { Chip, FailureNotice, Loading } from './notices.tsx';
import { OpeningsCard } from './openings.tsx';
import { RatingGraph } from './rating-graph.tsx';
import { Crosstable, ResultsTable } from './result-tables.tsx';
import { useText } from './text.ts';

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
      <RatingGraph label={text.profile.history(title)} changes={points} />
    </li>
  );
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
  readonly screen: ProfileScreen;
  readonly profile: Profile;
  readonly me: string | null;
  readonly dispatch: Dispatch;
}

/** Of the games that were read so many are listed. */
const shownGames = 12;

const ProfileView = ({ screen, profile, me, dispatch }: ProfileViewProps) => {
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
      <div class="profile-tables">
        <div class="profile-results">
          <ResultsTable statistics={profile.statistics} />
          <Crosstable profile={profile} dispatch={dispatch} />
        </div>
        <OpeningsCard screen={screen} profile={profile} dispatch={dispatch} />
      </div>
      <section class="card">
        <h2>{text.profile.games}</h2>
        {games.length === 0 && <p class="quiet">{text.profile.noGames}</p>}
        <ul class="rows">
          {games.slice(0, shownGames).map((game) => (
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
  return <ProfileView screen={screen} profile={profile.value} me={me} dispatch={dispatch} />;
};
