import { cellOfIndex } from '../../../shared/game/board.ts';
import { cellName } from '../../../shared/game/notation.ts';
import { variants } from '../../../shared/game/variants.ts';
import type { Dispatch } from '../state/app-state.ts';
import { boardsPlayed, type Openings } from '../state/openings.ts';
import type { Profile, ProfileScreen } from '../state/pages.ts';
import { Select } from './choices.tsx';
import { FailureNotice, Loading } from './notices.tsx';
import { useText } from './text.ts';

/** The share of a cell that its square fills says how often it was chosen; so does the number where there is room. */
const HeatCell = ({
  openings,
  at,
  most,
}: {
  readonly openings: Openings;
  readonly at: number;
  readonly most: number;
}) => {
  const board = variants[openings.variant];
  const { x, y } = cellOfIndex(board, at);
  const count = openings.counts[at] ?? 0;
  const side = count === 0 ? 0 : 0.42 + 0.5 * (count / most);
  return (
    <g>
      <rect class="heat-cell" x={x + 0.04} y={y + 0.04} width={0.92} height={0.92} rx={0.08} />
      {count > 0 && (
        <rect class="heat" x={x + 0.5 - side / 2} y={y + 0.5 - side / 2} width={side} height={side} rx={0.08} />
      )}
      {count > 0 && board.width <= 9 && (
        <text class="heat-count" x={x + 0.5} y={y + 0.5}>
          {count}
        </text>
      )}
    </g>
  );
};

const HeatMap = ({ openings }: { readonly openings: Openings }) => {
  const { profile } = useText();
  const board = variants[openings.variant];
  const most = Math.max(...openings.counts);
  if (openings.games === 0) return <p class="quiet">{profile.openingsNone}</p>;
  const words = openings.counts
    .flatMap((count, at) =>
      count > 0 ? [{ count, said: profile.openingsCell(cellName(board, cellOfIndex(board, at)), count) }] : [],
    )
    .sort((a, b) => b.count - a.count)
    .map(({ said }) => said);
  return (
    <>
      <p class="quiet note">{profile.openingsHint(openings.games)}</p>
      <svg
        class="heat-map"
        viewBox={`0 0 ${board.width} ${board.height}`}
        role="img"
        aria-label={`${profile.openings}: ${words.join(', ')}`}
      >
        {openings.counts.map((_, at) => (
          <HeatCell key={at} openings={openings} at={at} most={most} />
        ))}
      </svg>
    </>
  );
};

interface OpeningsProps {
  readonly screen: ProfileScreen;
  readonly profile: Profile;
  readonly dispatch: Dispatch;
}

export const OpeningsCard = ({ screen, profile, dispatch }: OpeningsProps) => {
  const text = useText();
  const { openings } = screen;
  if (!openings) return null;
  const { found } = openings;
  return (
    <section class="card openings">
      <h2>{text.profile.openings}</h2>
      <Select
        label={text.profile.openingsBoard}
        value={openings.variant}
        options={boardsPlayed(profile.games).map((value) => ({ value, label: text.variants[value].name }))}
        onChange={(variant) => dispatch({ area: 'page', type: 'openings-of', variant })}
      />
      {found.is === 'loading' && <Loading />}
      {found.is === 'failed' && <FailureNotice failure={found.failure} />}
      {found.is === 'here' && <HeatMap openings={found.value} />}
    </section>
  );
};
