import type { PlayerId } from '../../../shared/kernel/ids.ts';
import type { Ladder, PlayerRating } from '../../ratings/ratings-store.ts';
import type { Change, Documents, Stored } from './documents.ts';
import { createLookUp, type LookUp } from './look-ups.ts';
import type { MongoDatabase } from './open-database.ts';

/** A player in a ladder. `turn` is the ladder's turn that wrote it. */
export interface RatingDoc extends Stored, PlayerRating {
  readonly _id: string;
  readonly hidden: boolean;
  readonly turn: number;
}

/** A row as a turn wants it; the turn gives it the rest. */
export type Row = Omit<RatingDoc, '_id' | 'turn'>;

/**
 * What a ladder has counted, so that a rank need not count players one by one: `counts` has the shown players by whole points.
 * Counts and rows are kept together by turns: the ladder's document takes the counts and, in `pending`, the whole rows of a
 * turn in one write, and only then are the rows written. Who dies in between leaves them to whoever has the next turn.
 */
interface LadderDoc extends Stored {
  readonly _id: Ladder;
  readonly turn: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly players: number;
  readonly pending: readonly RatingDoc[];
  /** Rows of this turn or an earlier one are from before the last clearing. */
  readonly clearedAt: number;
  /** Its rows are being deleted. */
  readonly clearing: boolean;
}

/** A ladder without its counts, of which there may be thousands. */
type LadderState = Pick<LadderDoc, '_id' | (typeof stateFields)[number]>;
const stateFields = ['turn', 'pending', 'clearedAt', 'clearing'] as const;

const rowId = (ladder: Ladder, player: PlayerId): string => `${ladder}|${player}`;
export const bucketOf = (rating: number): number => Math.trunc(rating);

const mostAttempts = 50;

/** Absolute and fenced by the turn, so that it may happen again, and too late. */
const upsertOf = ({ _id, ...content }: RatingDoc) => ({
  where: { _id, turn: { $lt: content.turn } },
  change: { $set: content },
});

/** What rows that came in the place of others do to the counts. */
const countsOf = (before: ReadonlyMap<PlayerId, Row>, after: readonly Row[]): Record<string, number> => {
  const change: Record<string, number> = {};
  const add = (row: Row | undefined, by: 1 | -1): void => {
    if (!row || row.hidden) return;
    for (const field of ['players', `counts.${bucketOf(row.rating)}`]) change[field] = (change[field] ?? 0) + by;
  };
  for (const row of after) {
    add(before.get(row.player), -1);
    add(row, 1);
  }
  return Object.fromEntries(Object.entries(change).filter(([, by]) => by !== 0));
};

interface Collections {
  readonly ladders: Documents<LadderDoc>;
  readonly rows: Documents<RatingDoc>;
  readonly hidden: Documents<Stored>;
  /** By name. */
  readonly states: LookUp<LadderState>;
  /** By `rowId`. */
  readonly rowsById: LookUp<RatingDoc>;
}

const finishClearing = async ({ ladders, rows }: Collections, { _id, turn }: LadderState): Promise<void> => {
  await rows.deleteMany({ ladder: _id });
  const empty = { counts: {}, players: 0, pending: [], clearing: false, clearedAt: turn, turn: turn + 1 };
  await ladders.updateOne({ _id, turn }, { $set: empty });
};

const finishTurn = async ({ ladders, rows }: Collections, { _id, turn, pending }: LadderState): Promise<void> => {
  await rows.upsertEach(pending.map(upsertOf));
  await ladders.updateOne({ _id, turn }, { $set: { pending: [] } });
};

/** The ladder with nothing left to finish. */
const settled = async (all: Collections, ladder: Ladder): Promise<LadderState> => {
  const found = (await all.states([ladder])).get(ladder);
  if (found && !found.clearing && found.pending.length === 0) return found;
  if (found) await (found.clearing ? finishClearing : finishTurn)(all, found);
  else {
    const fresh = { _id: ladder, turn: 0, counts: {}, players: 0, pending: [], clearedAt: 0, clearing: false };
    await all.ladders.insert(fresh);
  }
  return settled(all, ladder);
};

const rowsOf = async (
  { rowsById }: Collections,
  { _id, clearedAt }: LadderState,
  players: readonly PlayerId[],
): Promise<ReadonlyMap<PlayerId, RatingDoc>> => {
  const ids = players.map((player) => rowId(_id, player));
  const found = await rowsById(ids);
  const theirs = ids.flatMap((id) => found.get(id) ?? []);
  return new Map(theirs.filter(({ turn }) => turn > clearedAt).map((row) => [row.player, row]));
};

/** The rows that a turn changes, from the rows of its players as they are and from who of them is hidden. */
export type Turn = (rows: ReadonlyMap<PlayerId, Row>, hidden: ReadonlySet<PlayerId>) => readonly Row[];

/**
 * Takes one turn, alone among all nodes. Who is hidden is read after the ladder: whoever was hidden since then has taken
 * a turn as well, and this one begins anew.
 */
const takeTurn = async (all: Collections, ladder: Ladder, players: readonly PlayerId[], next: Turn): Promise<void> => {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const state = await settled(all, ladder);
    const [rows, hidden] = await Promise.all([
      rowsOf(all, state, players),
      all.hidden.find({ _id: { $in: [...players] } }),
    ]);
    const turn = state.turn + 1;
    const after = next(rows, new Set(hidden.map(({ _id }) => _id as PlayerId)));
    const pending = after.map((row): RatingDoc => ({ ...row, _id: rowId(ladder, row.player), turn }));
    const change = { $inc: { turn: 1, ...countsOf(rows, after) }, $set: { pending } } as Change<LadderDoc>;
    if (await all.ladders.updateOne({ _id: ladder, turn: state.turn, clearing: false }, change))
      return pending.length === 0 ? undefined : finishTurn(all, { ...state, turn, pending });
  }
  throw new Error(`the ladder ${ladder} changed at every attempt`);
};

const clearAll = async (all: Collections, alongside: () => Promise<void>): Promise<void> => {
  await all.ladders.updateMany({}, { $set: { clearing: true, pending: [] }, $inc: { turn: 1 } });
  await all.rows.deleteMany({});
  await alongside();
  for (const { _id } of await all.ladders.find({}, { fields: ['_id'] })) await settled(all, _id);
};

/** Ladders that change by turns; what a dead process left is finished by the next turn, or by reading `rows`. */
export const createLadders = (db: Pick<MongoDatabase, 'documents'>) => {
  const ladders = db.documents<LadderDoc>('ladders');
  const rows = db.documents<RatingDoc>('ratings');
  const keysOf = ({ _id }: Stored): readonly string[] => [String(_id)];
  const all: Collections = {
    ladders,
    rows,
    hidden: db.documents('rating_hidden'),
    states: createLookUp({
      find: (names) => ladders.find({ _id: { $in: names as Ladder[] } }, { fields: stateFields }),
      keysOf,
    }),
    rowsById: createLookUp<RatingDoc>({ find: (ids) => rows.find<keyof RatingDoc>({ _id: { $in: ids } }), keysOf }),
  };
  return {
    takeTurn: (ladder: Ladder, players: readonly PlayerId[], turn: Turn) => takeTurn(all, ladder, players, turn),
    rows: async (ladder: Ladder, players: readonly PlayerId[]) => rowsOf(all, await settled(all, ladder), players),
    counts: async (ladder: Ladder) =>
      (await all.ladders.findOne({ _id: ladder }, { fields: ['counts'] }))?.counts ?? {},
    players: () => all.ladders.find({ players: { $gt: 0 } }, { fields: ['players'] }),
    /** Empties every ladder; `alongside` deletes what was kept beside the rows. A clearing that died is finished by the next turn. */
    clear: (alongside: () => Promise<void>) => clearAll(all, alongside),
  };
};
