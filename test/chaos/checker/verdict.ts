/** Everything that the checker can find fault with. */
export const faultKinds = [
  /** Acknowledged, but not in the log. */
  'lost',
  /** One command, or one move, twice. */
  'duplicated',
  /** What one client was told contradicts the order of the log, or went backwards. */
  'reordered',
  /** A move that nobody sent, or a board that no version of the log explains. */
  'phantom',
  /** Refused to whoever sent it, and yet in the log. */
  'refused',
  /** A game without an end. */
  'stuck',
  /** The log itself breaks the rules of the game. */
  'illegal',
  /** Ratings, histories or leaderboards that a recomputation does not give. */
  'ratings',
  /** Two processes have both decided: two commands hold one version, or two boards one version. */
  'two-owners',
  /** Time that was not the player's to lose. */
  'clocks',
] as const;
export type FaultKind = (typeof faultKinds)[number];

interface Problem {
  readonly kind: FaultKind;
  /** The game, or for ratings the ladder. */
  readonly where: string;
  readonly detail: string;
}

/** How much there was to judge. */
export interface Judged {
  readonly games: number;
  readonly acknowledgements: number;
  /** States that somebody saw. */
  readonly sights: number;
}

export interface Verdict {
  readonly judged: Judged;
  /** How many of each kind. */
  readonly counts: Readonly<Record<FaultKind, number>>;
  /** The first few of each kind. */
  readonly examples: readonly Problem[];
  /** Nothing is wrong, and there was something of everything to judge: an empty run shows nothing. */
  readonly clean: boolean;
}

export type Blame = (kind: FaultKind, where: string, detail: string) => void;

const examplesEach = 5;

/** Collects problems; memory stays bounded however bad a run was. */
export const createVerdict = (): { readonly blame: Blame; verdict(judged: Judged): Verdict } => {
  const counts = Object.fromEntries(faultKinds.map((kind) => [kind, 0])) as Record<FaultKind, number>;
  const examples: Problem[] = [];
  return {
    blame: (kind, where, detail) => {
      counts[kind] += 1;
      if (counts[kind] <= examplesEach) examples.push({ kind, where, detail });
    },
    verdict: (judged) => ({
      ...{ judged, counts, examples },
      clean: faultKinds.every((kind) => counts[kind] === 0) && Object.values(judged).every((count) => count > 0),
    }),
  };
};
