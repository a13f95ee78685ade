import type { BoardSettings, LogEvent, Logged } from './history.ts';
import type { Outage } from './outages.ts';
import type { Replayed, Side } from './replay.ts';
import type { Blame } from './verdict.ts';

/** Of an outage, so much may stay with the player: what their client took to come back once there was somewhere to go. */
const toleratedMs = 2_000;
const mostMs = 86_400_000;

/** One turn as the log tells it: when it began, what was given back, and the event that ended it. */
interface Turn {
  readonly side: Side;
  readonly since: number;
  readonly until: number;
  readonly givenBack: number;
}

interface Clock {
  readonly left: Record<Side, number>;
  side: Side;
  since: number;
  givenBack: number;
  /** What lies before this was given back already, or was not this turn's. */
  owedFrom: number;
}

const opening = (clock: NonNullable<BoardSettings['clock']>): number =>
  'moveMs' in clock ? clock.moveMs : clock.initialMs || clock.incrementMs;

const other = (side: Side): Side => (side === 'x' ? 'o' : 'x');

const leftAt = ({ left, side, since, givenBack }: Clock, at: number): number =>
  Math.max(0, left[side] - Math.max(0, at - since - givenBack));

const afterMove = (settings: NonNullable<BoardSettings['clock']>, clock: Clock, at: number): number =>
  'moveMs' in settings ? settings.moveMs : Math.min(mostMs, leftAt(clock, at) + settings.incrementMs);

/** Nothing is given back twice, nor from another turn, nor from the future. */
const giveBack = (clock: Clock, event: Logged<'TimeGivenBack'>, tell: (detail: string) => void): void => {
  const { version, from, until, at } = event;
  if (from < clock.owedFrom || until > at || until <= from)
    tell(
      `version ${version}: given back from ${from} to ${until}, at ${at}, where no more than from ${clock.owedFrom} was lost`,
    );
  clock.owedFrom = Math.max(clock.owedFrom, until);
  clock.givenBack += until - from;
};

/** The turns of a game with a clock; where its readings are not what its own times give, that is told. */
const readTurns = (events: readonly LogEvent[], settings: BoardSettings, tell: (detail: string) => void): Turn[] => {
  const turns: Turn[] = [];
  let clock: Clock | null = null;
  const end = (at: number): void => {
    if (clock) turns.push({ side: clock.side, since: clock.since, until: at, givenBack: clock.givenBack });
  };
  for (const event of events) {
    if (event.type === 'GameStarted') {
      const ms = opening(settings.clock!);
      clock = { left: { x: ms, o: ms }, side: event.first, since: event.at, givenBack: 0, owedFrom: event.at };
    } else if (clock && event.type === 'TimeGiven') clock.left[event.to] += event.ms;
    else if (clock && event.type === 'TimeGivenBack') giveBack(clock, event, tell);
    else if (clock && event.type === 'MoveMade') {
      const right = afterMove(settings.clock!, clock, event.at);
      if (event.clockMs !== right)
        tell(`version ${event.version}: ${event.side} has ${event.clockMs} ms, should have ${right}`);
      end(event.at);
      // The log's reading goes on, so that one wrong reading is told once.
      clock.left[event.side] = event.clockMs ?? right;
      const since: number = Math.max(clock.since + clock.givenBack, event.at);
      Object.assign(clock, { side: other(event.side), since, givenBack: 0, owedFrom: event.at });
    } else if (clock && event.type === 'GameEnded') {
      const left = leftAt(clock, event.at);
      if (event.reason === 'time' && left > 0) tell(`version ${event.version}: time is up with ${left} ms left`);
      end(event.at);
      clock = null;
    }
  }
  return turns;
};

const overlap = (turn: Turn, outage: Outage): number =>
  Math.max(0, Math.min(turn.until, outage.until) - Math.max(turn.since, outage.from));

/**
 * A player's time is counted right by the log's own times, and an outage that the clients saw was given back.
 * Games in which moves were taken back are left out: their clocks go back with them.
 */
export const judgeClocks = ({ game, settings, events }: Replayed, outages: readonly Outage[], blame: Blame): void => {
  if (!settings?.clock || events.some(({ type }) => type === 'MovesTakenBack')) return;
  for (const turn of readTurns(events, settings, (detail) => blame('clocks', game, detail))) {
    const lost = outages.reduce((sum, outage) => sum + overlap(turn, outage), 0);
    if (lost - turn.givenBack > toleratedMs)
      blame('clocks', game, `${turn.side} could not move for ${lost} ms and was given back ${turn.givenBack} ms`);
  }
};
