import type { HistoryLine, Line, LogEvent, WrittenOutcome } from './checker/history.ts';
import type { FaultKind } from './checker/verdict.ts';
import { outageMs, type Run } from './synthetic-run.ts';

/** As the API gives it: times are text. */
type Written<Event> = Event extends LogEvent ? Omit<Event, 'at'> & { readonly at: string } : never;
type LoggedEvent = Written<LogEvent>;
interface Log {
  readonly kind: 'log';
  readonly game: string;
  readonly events: readonly LoggedEvent[];
}
type MoveMade = Extract<LoggedEvent, { type: 'MoveMade' }>;

const is =
  <Kind extends HistoryLine['kind']>(kind: Kind) =>
  (line: HistoryLine): line is Line<Kind> =>
    line.kind === kind;
const isMove = (event: LoggedEvent): event is MoveMade => event.type === 'MoveMade';

const logs = ({ outcome }: Run): Log[] => outcome.filter((line) => line.kind === 'log') as unknown as Log[];
/** The first game of which this holds. */
const logWhere = (run: Run, holds: (log: Log) => boolean): Log => logs(run).find(holds)!;
const endOf = ({ events }: Log) => events.find((event) => event.type === 'GameEnded');
const withLog = (run: Run, log: Log): Run => ({
  ...run,
  outcome: run.outcome.map((line) =>
    line.kind === 'log' && line.game === log.game ? (log as unknown as WrittenOutcome) : line,
  ),
});
/** The same run with other lines in place of one, or in front of the first that fits. */
const replaced = (run: Run, line: HistoryLine, by: readonly HistoryLine[]): Run => ({
  ...run,
  history: run.history.flatMap((each) => (each === line ? by : [each])),
});
const mapped = (run: Run, change: (line: HistoryLine) => HistoryLine | null): Run => ({
  ...run,
  history: run.history.map(change).filter((line) => line !== null),
});
const sentBy = (run: Run, command: string): Line<'sent'> =>
  run.history.filter(is('sent')).find((line) => line.command === command)!;
const isUnrated = ({ events }: Log): boolean =>
  events[0]?.type === 'GameCreated' && !events[0].settings.rated && events[0].settings.clock === null;

/** An unrated game whose last move ended it, without its last commit and with an end that nobody made instead. */
const losesLastMove = (run: Run): Run => {
  const log = logWhere(run, (each) => isUnrated(each) && ['line', 'full'].includes(endOf(each)?.reason ?? ''));
  const end = endOf(log)!;
  const version = end.version - 1;
  const events = [...log.events.slice(0, -2), { ...end, version, reason: 'agreement', winner: null, line: [] }];
  const forgotten = mapped(run, (line) =>
    line.kind === 'saw' && line.game === log.game && line.version > version ? null : line,
  );
  return withLog(forgotten, { ...log, events: events as LoggedEvent[] });
};

/** A column game in which the same mark fell twice: the log has one move again at the end, before somebody gave up. */
const appendsTwice = (run: Run): Run => {
  const log = logWhere(run, (each) => isUnrated(each) && endOf(each)?.reason === 'resignation');
  const end = endOf(log)!;
  const again = log.events.findLast(isMove)!;
  const events = [...log.events.slice(0, -1), { ...again, version: end.version }, { ...end, version: end.version + 1 }];
  const later = mapped(run, (line) =>
    (line.kind === 'saw' || line.kind === 'acknowledged') && line.game === log.game && line.version === end.version
      ? { ...line, version: line.version + 1 }
      : line,
  );
  return withLog(later, { ...log, events: events as LoggedEvent[] });
};

const firstMove = (run: Run): Line<'acknowledged'> =>
  run.history.filter(is('acknowledged')).find((line) => sentBy(run, line.command).type === 'move')!;

/** One command, two answers. */
const answersTwice = (run: Run): Run => {
  const answer = firstMove(run);
  return replaced(run, answer, [answer, { ...answer, version: answer.version + 2 }]);
};

/** Two answers to one player that came in the wrong order. */
const swapsAnswers = (run: Run): Run => {
  const first = firstMove(run);
  const second = run.history
    .filter(is('acknowledged'))
    .find(({ game, player, version }) => game === first.game && player === first.player && version > first.version)!;
  return mapped(run, (line) => {
    if (line.kind !== 'acknowledged') return line;
    if (line.command === first.command) return { ...line, version: second.version };
    return line.command === second.command ? { ...line, version: first.version } : line;
  });
};

/** A connection that shows an older board after a newer one. */
const goesBack = (run: Run): Run => {
  const sights = run.history.filter(is('saw'));
  const later = sights.find(({ conn, version }) =>
    sights.some((each) => each.conn === conn && each.version < version),
  )!;
  const earlier = sights.find(({ conn, version }) => conn === later.conn && version < later.version)!;
  return replaced(run, later, [later, { ...earlier, at: later.at }]);
};

/** A move in the log whose sending the bots do not know of. */
const hidesSender = (run: Run): Run => {
  const { command } = firstMove(run);
  return mapped(run, (line) => ('command' in line && line.command === command ? null : line));
};

/** A mark on somebody's board that the log does not have; nobody else looked at that version. */
const seesMark = (run: Run): Run => {
  const sight = run.history.filter(is('saw')).findLast(({ status }) => status === 'playing')!;
  const cells = sight.cells.replace('0', '1');
  return mapped(run, (line) => {
    if (line.kind !== 'saw' || line.game !== sight.game || line.version !== sight.version) return line;
    return line === sight ? { ...line, cells } : null;
  });
};

/** A board beyond the end of the log. */
const seesFuture = (run: Run): Run => {
  const sight = run.history.findLast(is('saw'))!;
  return replaced(run, sight, [{ ...sight, version: sight.version + 1 }]);
};

/** A move that was refused and is in the log all the same. */
const refusesKept = (run: Run): Run => {
  const { command } = firstMove(run);
  return mapped(run, (line) => {
    if (line.kind !== 'acknowledged' || line.command !== command) return line;
    const { version: _, ...rest } = line;
    return { ...rest, kind: 'refused', code: 'game/cell-taken' };
  });
};

/** A game without its end. */
const neverEnds = (run: Run): Run => {
  const log = logWhere(run, (each) => isUnrated(each) && endOf(each)?.reason === 'line');
  const shorter = mapped(run, (line) =>
    line.kind === 'saw' && line.game === log.game && line.status === 'finished'
      ? { ...line, version: line.version - 1, status: 'playing' }
      : line,
  );
  const answered = mapped(shorter, (line) =>
    line.kind === 'acknowledged' && line.game === log.game && line.version === endOf(log)!.version
      ? { ...line, version: line.version - 1 }
      : line,
  );
  return withLog(answered, { ...log, events: log.events.slice(0, -1) });
};

/** Another winner than the board has. */
const wrongWinner = (run: Run): Run => {
  const log = logWhere(run, (each) => isUnrated(each) && endOf(each)?.reason === 'line');
  const events = log.events.map((event) =>
    event.type === 'GameEnded' ? { ...event, winner: event.winner === 'x' ? ('o' as const) : ('x' as const) } : event,
  );
  return withLog(run, { ...log, events });
};

const withRatings = (run: Run, change: (line: WrittenOutcome) => WrittenOutcome): Run => ({
  ...run,
  outcome: run.outcome.map(change),
});
type Rating = Extract<WrittenOutcome, { kind: 'rating' }>;
const firstRating = ({ outcome }: Run): Rating =>
  outcome.find((line) => line.kind === 'rating' && line.games > 1) as Rating;

/** A rating that is a thousandth off. */
const slightlyOff = (run: Run): Run => {
  const wrong = firstRating(run);
  return withRatings(run, (line) => (line === wrong ? { ...wrong, rating: wrong.rating + 0.001 } : line));
};

/** A game that counts twice for a player. */
const countsTwice = (run: Run): Run => {
  const wrong = firstRating(run);
  const again = { ...wrong.history[0]!, before: wrong.rating, after: wrong.rating };
  return withRatings(run, (line) =>
    line === wrong ? { ...wrong, games: wrong.games + 1, history: [...wrong.history, again] } : line,
  );
};

/** A player's first two games in the other order than their opponents have them. */
const countsOutOfOrder = (run: Run): Run => {
  const wrong = firstRating(run);
  const [first, second, ...rest] = wrong.history;
  return withRatings(run, (line) => (line === wrong ? { ...wrong, history: [second!, first!, ...rest] } : line));
};

/** A leaderboard without its leader. */
const forgetsLeader = (run: Run): Run =>
  withRatings(run, (line) => (line.kind === 'leaderboard' ? { ...line, items: line.items.slice(1) } : line));

/** No leaderboard where games have counted. */
const forgetsBoard = (run: Run): Run => {
  const { ladder } = firstRating(run);
  return { ...run, outcome: run.outcome.filter((line) => line.kind !== 'leaderboard' || line.ladder !== ladder) };
};

/** The leader comes second by number. */
const misranks = (run: Run): Run =>
  withRatings(run, (line) =>
    line.kind === 'leaderboard'
      ? { ...line, items: line.items.map((item, at) => (at === 0 ? { ...item, rank: 2 } : item)) }
      : line,
  );

/** Two commands of one moment were told that they are the same version. */
const acceptsTwice = (run: Run): Run => {
  const answer = firstMove(run);
  const sent = sentBy(run, answer.command);
  const rival = { ...sent, command: 'rival', x: sent.x! + 1 };
  return replaced(run, answer, [rival, answer, { ...answer, command: 'rival' }]);
};

/** Two people, one version, two boards. */
const splitsBoard = (run: Run): Run => {
  const sights = run.history.filter(is('saw'));
  const sight = sights.find(
    (one) =>
      one.status === 'playing' &&
      sights.some((two) => two !== one && two.game === one.game && two.version === one.version),
  )!;
  return replaced(run, sight, [{ ...sight, cells: sight.cells.replace('0', '2') }]);
};

/** A clock that ran through an outage. */
const keepsTime = (run: Run): Run => {
  const log = logWhere(run, ({ events }) => events.some(({ type }) => (type as string) === 'TimeGivenBack'));
  const back = log.events.findIndex(({ type }) => (type as string) === 'TimeGivenBack');
  const { version, at } = log.events[back]!;
  const events = log.events.with(back, { version, at, type: 'DrawDeclined' } as unknown as LoggedEvent);
  const next = events.findIndex((event, index) => index > back && isMove(event));
  const move = events[next];
  if (!move || !isMove(move) || move.clockMs === null) return withLog(run, { ...log, events });
  const lost = move.clockMs === 60_000 ? 0 : outageMs;
  const later = events.map((event, index) =>
    index >= next && isMove(event) && event.side === move.side && event.clockMs !== null
      ? { ...event, clockMs: event.clockMs - lost }
      : event,
  );
  return withLog(run, { ...log, events: later });
};

/** A clock that does not read what the log's own times give. */
const misreadsClock = (run: Run): Run => {
  const log = logWhere(run, ({ events }) => events.some((event) => isMove(event) && event.clockMs === 60_000));
  const wrong = log.events.find(isMove)!;
  const events = log.events.map((event) => (event === wrong ? { ...wrong, clockMs: 59_000 } : event));
  return withLog(run, { ...log, events });
};

/** Time given back that was not this turn's to lose; with a clock for each move no reading tells of it. */
const givesTooMuch = (run: Run): Run => {
  const isBack = ({ type }: LoggedEvent): boolean => (type as string) === 'TimeGivenBack';
  const log = logWhere(run, ({ events }) => {
    const [created] = events;
    const clock = created?.type === 'GameCreated' ? created.settings.clock : null;
    return clock !== null && 'moveMs' in clock && events.some(isBack);
  });
  const from = Date.parse(log.events[0]!.at) - 1;
  return withLog(run, { ...log, events: log.events.map((event) => (isBack(event) ? { ...event, from } : event)) });
};

export interface Doctored {
  readonly kind: FaultKind;
  readonly what: string;
  readonly doctor: (run: Run) => Run;
}

/** Every kind of verdict, each brought about in a true history; nothing else is wrong in it. */
export const doctored: readonly Doctored[] = [
  { kind: 'lost', what: 'an acknowledged move is not in the log', doctor: losesLastMove },
  { kind: 'duplicated', what: 'one command is acknowledged as two versions', doctor: answersTwice },
  { kind: 'reordered', what: 'two acknowledgements of one player are swapped', doctor: swapsAnswers },
  { kind: 'reordered', what: 'a connection goes back to an older version', doctor: goesBack },
  { kind: 'phantom', what: 'a logged move was sent by nobody', doctor: hidesSender },
  { kind: 'phantom', what: 'a board was seen that the log does not have', doctor: seesMark },
  { kind: 'phantom', what: 'a version was seen beyond the end of the log', doctor: seesFuture },
  { kind: 'refused', what: 'a refused move is in the log', doctor: refusesKept },
  { kind: 'stuck', what: 'a game has no end', doctor: neverEnds },
  { kind: 'illegal', what: 'the winner has no line', doctor: wrongWinner },
  { kind: 'ratings', what: 'a rating is a thousandth off', doctor: slightlyOff },
  { kind: 'ratings', what: 'a game counts twice for a player', doctor: countsTwice },
  { kind: 'ratings', what: 'two games are counted in different orders', doctor: countsOutOfOrder },
  { kind: 'ratings', what: 'a leaderboard lacks a player', doctor: forgetsLeader },
  { kind: 'ratings', what: 'a ladder has no leaderboard', doctor: forgetsBoard },
  { kind: 'ratings', what: 'a leaderboard numbers its places wrongly', doctor: misranks },
  { kind: 'two-owners', what: 'two commands hold one version', doctor: acceptsTwice },
  { kind: 'two-owners', what: 'one version was seen with two boards', doctor: splitsBoard },
  { kind: 'clocks', what: 'an outage was not given back', doctor: keepsTime },
  { kind: 'clocks', what: 'a reading is not what the times give', doctor: misreadsClock },
  { kind: 'clocks', what: 'more is given back than the turn had lost', doctor: givesTooMuch },
];

/** A move appended twice is against the rules as well, so two kinds are found. */
export const appendedTwice = appendsTwice;
