import type { HistoryLine, Line } from './history.ts';
import type { Replayed } from './replay.ts';
import type { Blame } from './verdict.ts';

type Sight = Line<'saw'>;

export interface Sightings {
  /** Takes a line of the history, in its order. */
  hear(line: HistoryLine): void;
  /** Judges what only the whole history shows. */
  finish(): void;
}

const isBlank = (cells: string): boolean => /^0*$/.test(cells);

/** Whether the log has this very board at this version; before the start there is none to show. */
const isRight = (replayed: Replayed, { version, cells, status }: Sight): boolean => {
  const board = replayed.cells.get(version);
  const ended = replayed.end !== null && version >= replayed.end.version;
  return (board === undefined ? isBlank(cells) : cells === board) && (status === 'finished') === ended;
};

/** Compares every board that a client saw with the log, and each connection with itself: it never goes back. */
export const createSightings = (log: ReadonlyMap<string, Replayed>, blame: Blame): Sightings => {
  const newest = new Map<string, number>();
  /** Versions that somebody saw as the log has them, by game. */
  const right = new Map<string, Set<number>>();
  /** The first wrong sight of each game and version. */
  const wrong = new Map<string, Sight>();

  const compare = (sight: Sight, replayed: Replayed): void => {
    const { game, version, player } = sight;
    if (version > replayed.version) {
      blame('phantom', game, `${player} saw version ${version}; the log ends at ${replayed.version}`);
    } else if (isRight(replayed, sight)) {
      const versions = right.get(game) ?? new Set();
      right.set(game, versions.add(version));
    } else {
      const key = `${game} ${version}`;
      if (!wrong.has(key)) wrong.set(key, sight);
    }
  };
  const see = (sight: Sight): void => {
    const { conn, game, player, version } = sight;
    const before = newest.get(conn) ?? 0;
    if (version < before) blame('reordered', game, `${player} saw version ${version} after ${before} on ${conn}`);
    newest.set(conn, Math.max(before, version));
    const replayed = log.get(game);
    if (replayed) compare(sight, replayed);
    else blame('phantom', game, `${player} saw a game that has no log`);
  };
  return {
    hear(line) {
      if (line.kind === 'saw') see(line);
      if (line.kind === 'closed') newest.delete(line.conn);
    },
    finish() {
      for (const { game, version, player, cells, status } of wrong.values()) {
        const differs = right.get(game)?.has(version) ?? false;
        const board = `${player} saw ${cells} (${status}) at version ${version}`;
        if (differs) blame('two-owners', game, `${board}; others saw another board at that version`);
        else blame('phantom', game, `${board}; the log has ${log.get(game)?.cells.get(version) ?? 'no board'}`);
      }
    },
  };
};
