import type { RatingChange } from '../../../shared/protocol/ratings.ts';
import { ratingGraph } from '../state/rating-graph.ts';
import { ratingText } from './game-words.ts';
import { useText } from './text.ts';

/**
 * A rating over time with its scale and first and last day. Drawn here rather than by a library for canvases: some hundred points need
 * none, and this follows dark mode, printing and any width, and says in words what it shows.
 */
export const RatingGraph = ({
  label,
  changes,
}: {
  readonly label: string;
  readonly changes: readonly RatingChange[];
}) => {
  const { locale, profile } = useText();
  const graph = ratingGraph(changes);
  const first = changes.at(0);
  const last = changes.at(-1);
  if (!graph || !first || !last) return null;
  const day = (time: string): string => new Date(time).toLocaleDateString(locale, { day: 'numeric', month: 'short' });
  const range = profile.historyRange(
    ...([first.before, last.after, graph.low, graph.high].map(ratingText) as [string, string, string, string]),
  );
  const line = graph.points.map(({ x, y }) => `${x * 100},${100 - y * 100}`).join(' ');
  return (
    <figure class="rating-graph" role="img" aria-label={`${label}: ${range}`}>
      <div class="graph-scale" aria-hidden="true">
        {graph.ticks.map(({ rating, y }) => (
          <span key={rating} style={{ bottom: `${y * 100}%` }}>
            {rating}
          </span>
        ))}
      </div>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {graph.ticks.map(({ rating, y }) => (
          <path key={rating} class="graph-rule" d={`M0 ${100 - y * 100}H100`} />
        ))}
        <polyline points={line} />
      </svg>
      <div class="graph-days" aria-hidden="true">
        <span>{day(first.at)}</span>
        {day(last.at) !== day(first.at) && <span>{day(last.at)}</span>}
      </div>
    </figure>
  );
};
