import { createPolicies, type Level } from '../../client-demo/bots/levels.ts';
import { shareOf, type Tally, wilsonInterval } from '../../client-demo/bots/tournament/tally.ts';
import { type VariantName, variants } from '../../shared/game/variants.ts';
import { playMatch } from '../support/bot-match.ts';

const pairs: readonly (readonly [VariantName, Level, Level])[] = [
  ['connect-four', 2, 1],
  ['connect-four', 3, 2],
  ['connect-four', 4, 3],
  ['connect-four', 5, 4],
  ['gomoku', 4, 3],
];

const percent = (share: number): string => (100 * share).toFixed(1);

const row = (name: string, { wins, draws, losses }: Tally, seconds: number): string => {
  const tally = { wins, draws, losses };
  const [least, most] = wilsonInterval(tally);
  const ahead = percent((wins - losses) / (wins + draws + losses));
  const cells = [
    name,
    wins,
    draws,
    losses,
    `${percent(shareOf(tally))} (${percent(least)} to ${percent(most)})`,
    ahead,
  ];
  return `| ${[...cells, seconds.toFixed(0)].join(' | ')} |`;
};

/** Levels against each other without a server, the first move alternating, seeded; prints a table as it goes. */
export const benchLevels = (games: number, seed = 1_000): void => {
  const policyOf = createPolicies();
  console.log(`
## Levels against each other, ${games} games each

Points with their 95 % confidence interval (Wilson), and wins less losses in a hundred games.

| | won | drawn | lost | points % | ahead by | s |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |`);
  for (const [variant, better, worse] of pairs) {
    const began = performance.now();
    const match = { board: variants[variant], first: policyOf(better), second: policyOf(worse), games, seed };
    const tally = playMatch(match);
    console.log(row(`${variant}: ${better} against ${worse}`, tally, (performance.now() - began) / 1000));
  }
};
