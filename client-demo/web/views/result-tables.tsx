import type { Statistics } from '../../../shared/protocol/games.ts';
import type { Dispatch } from '../state/app-state.ts';
import { gamesOf, opponentRows, scoreOf } from '../state/crosstable.ts';
import type { Profile } from '../state/pages.ts';
import { variantTitle } from './game-words.ts';
import { Link } from './link.tsx';
import { Chip } from './notices.tsx';
import { type Text, useText } from './text.ts';

const boardName = (text: Text, variant: string): string => variantTitle(text, variant === 'custom' ? null : variant);

/** All finished games, by board and by kind of opponent. */
export const ResultsTable = ({ statistics }: { readonly statistics: readonly Statistics[] }) => {
  const text = useText();
  const { profile } = text;
  const rows = statistics.filter(({ wins, draws, losses }) => wins + draws + losses > 0);
  if (rows.length === 0) return null;
  return (
    <section class="card table-card">
      <h2>{profile.results}</h2>
      <table class="table tight">
        <caption class="unseen">{profile.resultsCaption}</caption>
        <thead>
          <tr>
            {[profile.board, profile.won, profile.drawn, profile.lost].map((title) => (
              <th scope="col" key={title}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ variant, opponents, wins, draws, losses }) => (
            <tr key={`${variant} ${opponents}`}>
              <th scope="row">
                {boardName(text, variant)} <span class="quiet against">{profile[opponents]}</span>
              </th>
              <td class="numeral">{wins}</td>
              <td class="numeral">{draws}</td>
              <td class="numeral">{losses}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

interface CrosstableProps {
  readonly profile: Profile;
  readonly dispatch: Dispatch;
}

const Heads = () => {
  const { profile } = useText();
  return (
    <thead>
      <tr>
        {[profile.opponent, profile.won, profile.drawn, profile.lost, profile.score].map((title) => (
          <th scope="col" key={title}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
};

/** Games by opponent. */
export const Crosstable = ({ profile: { games, met, player }, dispatch }: CrosstableProps) => {
  const { profile, nav } = useText();
  const rows = opponentRows(games, met, player.id);
  if (rows.length === 0) return null;
  return (
    <section class="card table-card">
      <h2>{profile.crosstable}</h2>
      <table class="table tight opponents">
        <caption class="unseen">{profile.crosstableCaption}</caption>
        <Heads />
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                <Link to={{ name: 'player', id: row.id }} dispatch={dispatch}>
                  {row.name}
                </Link>{' '}
                {row.bot && <Chip>{nav.bot}</Chip>}
              </th>
              {[row.wins, row.draws, row.losses, `${scoreOf(row)} / ${gamesOf(row)}`].map((value, at) => (
                <td class="numeral" key={at}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p class="quiet note">{profile.scoreHint}</p>
    </section>
  );
};
