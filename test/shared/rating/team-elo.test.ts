import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  defaultLadder,
  type LadderSettings,
  rateTeams,
  type Score,
  type Team,
} from '../../../shared/rating/team-elo.ts';

const published: LadderSettings = { start: 800, lambda: 0.8, alpha: 64, floor: null, clampK: false };

const near = (
  actual: readonly (readonly (number | null)[])[],
  wanted: readonly (readonly (number | null)[])[],
): void => {
  assert.equal(actual.length, wanted.length);
  for (const [i, team] of wanted.entries()) {
    assert.equal(actual[i]!.length, team.length);
    for (const [j, value] of team.entries()) {
      const got = actual[i]![j]!;
      if (value === null || got === null) assert.equal(got, value);
      else assert.ok(Math.abs(got - value) < 5e-5, `team ${i}, member ${j}: ${got}, not ${value}`);
    }
  }
};

const team = (score: Score, ...ratings: readonly (number | null)[]): Team => ({ score, ratings });
const rating = fc.double({ min: 100, max: 5000, noNaN: true });
const members = fc.array(fc.option(rating, { nil: null, freq: 5 }), { minLength: 1, maxLength: 4 });
const scores = fc.constantFrom<readonly [Score, Score]>([1, 0], [0.5, 0.5], [0, 1]);
const match = fc
  .tuple(members, members, scores)
  .map(([a, b, [sa, sb]]): readonly Team[] => [team(sa, ...a), team(sb, ...b)]);

describe('team Elo', () => {
  it('[EL1] an even game moves both by half a step, and the draw after it pulls them together', () => {
    near(rateTeams([team(1, 800), team(0, 800)], published), [[832], [768]]);
    near(rateTeams([team(0.5, 832), team(0.5, 768)], published), [[829.174], [771.0615]]);
  });

  it('[EL1] the favourite gains little and the outsider much', () => {
    near(rateTeams([team(1, 1600), team(0, 800)], published), [[1602.9091], [794.1818]]);
    near(rateTeams([team(1, 800), team(0, 1600)], published), [[858.1818], [1570.9091]]);
  });

  it('[EL1] members of a team are weighed by the team and by themselves', () => {
    near(rateTeams([team(1, 1000, 600), team(0, 900, 800)], published), [
      [1025.9684, 648.1622],
      [869.1056, 766.16],
    ]);
  });

  it('[EL2] winners are measured against the opponents, not against their own mean', () => {
    const [[strong] = []] = rateTeams([team(1, 1200), team(0, 400)], published);
    const [[equal] = []] = rateTeams([team(1, 1200), team(0, 1200)], published);
    assert.ok(strong! < equal!, 'beating a weaker team must bring less than beating an equal one');
  });

  it('[EL3] an unrated player counts as the start and gets no new rating', () => {
    const [[guest] = [], [beaten] = []] = rateTeams([team(1, null), team(0, 800)], published);
    assert.equal(guest, null);
    assert.equal(beaten, 768);
  });

  it('[EL4] with several teams each is measured against the mean of the others', () => {
    const [first, second, third] = rateTeams([team(1, 800), team(0, 1000), team(0, 600)], published);
    const alone = (lost: number, opposing: number) => rateTeams([team(0, lost), team(1, opposing)], published)[0]!;
    near([first!, second!, third!], [[832], alone(1000, 700), alone(600, 900)]);
  });

  it('[EL5] every new rating is finite and not below the floor', () => {
    fc.assert(
      fc.property(match, (teams) => {
        for (const after of rateTeams(teams).flat())
          assert.ok(after === null || (Number.isFinite(after) && after >= 100));
      }),
    );
  });

  it('[EL5] thousands of losses in a row end at the floor', () => {
    let low = 800;
    for (let game = 0; game < 5_000; game += 1) low = rateTeams([team(1, null), team(0, low)])[1]![0]!;
    assert.ok(low >= 100 && low < 300);
  });

  it('[EL6] the step stays between half and twice alpha', () => {
    fc.assert(
      fc.property(match, (teams) => {
        for (const [i, side] of rateTeams(teams).entries()) {
          for (const [j, after] of side.entries()) {
            if (after !== null) assert.ok(Math.abs(after - teams[i]!.ratings[j]!) <= 2 * defaultLadder.alpha);
          }
        }
      }),
    );
    const [[top] = []] = rateTeams([team(1, 5000), team(0, 5000)]);
    assert.equal(top, 5000 + defaultLadder.alpha / 4);
  });

  it('[EL7] nobody loses by winning, nor gains by losing', () => {
    fc.assert(
      fc.property(members, members, (winners, losers) => {
        const [won, lost] = rateTeams([team(1, ...winners), team(0, ...losers)]);
        for (const [i, after] of won!.entries()) if (after !== null) assert.ok(after >= winners[i]!);
        for (const [i, after] of lost!.entries()) if (after !== null) assert.ok(after <= losers[i]!);
      }),
    );
  });

  it('[EL8] the order of teams and of members does not matter', () => {
    fc.assert(
      fc.property(match, (teams) => {
        const turned = teams.map(({ score, ratings }) => ({ score, ratings: ratings.toReversed() })).toReversed();
        const back = rateTeams(turned)
          .map((side) => side.toReversed())
          .toReversed();
        near(back, rateTeams(teams));
      }),
    );
  });

  it('[EL9] a draw of equals changes nothing', () => {
    fc.assert(
      fc.property(rating, (r) => {
        assert.deepEqual(rateTeams([team(0.5, r), team(0.5, r)]), [[r], [r]]);
      }),
    );
  });
});
