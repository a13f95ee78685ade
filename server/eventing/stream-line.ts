import type { Bus } from './bus.ts';
import type { Published } from './feed.ts';

/** What nodes that follow a stream say to each other beside its commits. */
interface Word {
  /** Whoever says it has begun to listen, and may have missed what was said before. */
  readonly listens?: true;
  /** The log has come this far, and not all of it was told. */
  readonly version?: number;
}

interface Needs<Event> {
  readonly bus: Bus;
  readonly stream: string;
  readonly onCommit: (commit: Published<Event>) => void;
  /** The log has this version. */
  readonly onVersion: (version: number) => void;
}

export const channelOf = (stream: string): string => `game:${stream}`;

/**
 * Tells the other nodes that follow a stream of its commits, for as long as this node follows it; keeps them to itself while it is
 * `alone`. It is alone once a message was heard by no other node, until one says that it listens, or messages may have been lost.
 *
 * Nobody stays behind, whatever comes first:
 * - Who begins to listen after that message says so after it. When this is heard before the message is known to have been unheard,
 *   `turn` has moved on, and that knowledge is worth nothing.
 * - A newcomer listens, says so, and then reads the log. What was kept back is either in the log by then, or was kept back before
 *   the newcomer was heard: the answer names its version. What comes later is told.
 * - The newcomer may not have been heard yet by one that stops following; so its last word is that version too.
 * - A word that is lost ends in a doubt, of those who missed it or whose answer it would have had: each then says again how far
 *   the log is, that it listens, and reads it.
 * What is left is a process that dies after it kept a commit back and before it heard the newcomer: as if before it told of it.
 */
export const createStreamLine = <Event>({ bus, stream, onCommit, onVersion }: Needs<Event>) => {
  const channel = channelOf(stream);
  let alone = false;
  let ended = false;
  /** The last version that was kept back, 0 when there is none. */
  let keptBack = 0;
  /** Counts what may have ended being alone. */
  let turn = 0;

  const say = (said: Published<Event> | Word): void => {
    const saidIn = turn;
    bus.publish(channel, JSON.stringify(said), () => {
      if (turn === saidIn) alone = true;
    });
  };
  const expectOthers = (): void => {
    turn += 1;
    alone = false;
    if (keptBack > 0) bus.publish(channel, JSON.stringify({ version: keptBack } satisfies Word));
    keptBack = 0;
  };
  const announce = (): void => {
    expectOthers();
    if (!ended) say({ listens: true });
  };
  const hear = (message: string): void => {
    const said = JSON.parse(message) as Published<Event> | Word;
    if ('events' in said) {
      onCommit(said);
      return;
    }
    if (said.listens) expectOthers();
    if (said.version) onVersion(said.version);
  };
  const subscription = bus.subscribe(channel, hear);
  return {
    /** Resolves once nothing is missed that is not in the log. */
    ready: subscription.ready.then(announce),
    publish: (commit: Published<Event>): void => {
      if (alone) keptBack = Math.max(keptBack, commit.version);
      else say(commit);
    },
    /** Messages may have been lost: whoever else may follow is told from now on. */
    expectOthers,
    /** To be called when messages may have been lost. */
    announce,
    end: (): void => {
      ended = true;
      expectOthers();
      subscription.end();
    },
  };
};
