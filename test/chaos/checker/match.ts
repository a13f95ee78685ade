import type { Command } from './commands.ts';
import type { LoggedMove, Replayed } from './replay.ts';
import type { Blame } from './verdict.ts';

const fits = (move: LoggedMove, { type, player, x, y }: Command): boolean =>
  type === 'move' && move.player === player && move.x === x && (y === null || move.y === y);

const named = ({ id, player, type, x, y }: Command): string =>
  type === 'move' ? `${id} (${player} to ${x},${y ?? 'its row'})` : `${id} (${type} of ${player})`;

/** The version that acknowledges a move: of its commit's last event, which is the end of the game where the move ended it. */
const answerOf = ({ version }: LoggedMove, { end }: Replayed): number =>
  end?.version === version + 1 && (end.reason === 'line' || end.reason === 'full') ? version + 1 : version;

type Holders = Map<LoggedMove, Command>;

/** Gives each acknowledged move its place in the log; what has none there is returned. */
const place = (replayed: Replayed, acknowledged: readonly Command[], holders: Holders, blame: Blame): Command[] => {
  const byAnswer = new Map(replayed.moves.map((move) => [answerOf(move, replayed), move]));
  return acknowledged.filter((command) => {
    const move = byAnswer.get(command.version!);
    if (!move || !fits(move, command)) return true;
    const holder = holders.get(move);
    if (holder) {
      blame('two-owners', replayed.game, `${named(holder)} and ${named(command)} both hold version ${command.version}`);
      return false;
    }
    holders.set(move, command);
    return false;
  });
};

const judgeHomeless = (replayed: Replayed, homeless: readonly Command[], holders: Holders, blame: Blame): void => {
  const byAnswer = new Map([...holders].map(([move, command]) => [answerOf(move, replayed), command]));
  for (const command of homeless) {
    const told = `${named(command)} was acknowledged as version ${command.version}`;
    const rival = byAnswer.get(command.version!);
    const elsewhere = replayed.moves.find((move) => !holders.has(move) && fits(move, command));
    if (rival) blame('two-owners', replayed.game, `${told}, and so was ${named(rival)}`);
    else if (elsewhere) {
      blame('reordered', replayed.game, `${told}; in the log it is version ${elsewhere.version}`);
      holders.set(elsewhere, command);
    } else blame('lost', replayed.game, told);
  }
};

/** Every move in the log that no acknowledgement explains must be one whose sender does not know what became of it. */
const judgeUnclaimed = (replayed: Replayed, commands: readonly Command[], holders: Holders, blame: Blame): void => {
  const free = new Set(commands.filter(({ version }) => version === null));
  for (const move of replayed.moves.filter((each) => !holders.has(each))) {
    const where = `version ${move.version}: ${move.player} to ${move.x},${move.y}`;
    const candidates = [...free].filter((command) => fits(move, command));
    const unknown = candidates.find(({ refusal }) => refusal === null);
    const used = unknown ?? candidates[0];
    if (used) {
      free.delete(used);
      holders.set(move, used);
      if (!unknown) blame('refused', replayed.game, `${where} was refused with ${used.refusal}`);
    } else if ([...holders.values()].some((command) => fits(move, command))) {
      blame('duplicated', replayed.game, `${where} is there once more than it was sent`);
    } else blame('phantom', replayed.game, `${where} was sent by nobody`);
  }
};

const judgeResignations = (replayed: Replayed, commands: readonly Command[], blame: Blame): void => {
  const resigned = replayed.end?.reason === 'resignation' ? replayed.end : null;
  const resignations = commands.filter(({ type }) => type === 'resign');
  for (const command of resignations.filter(({ version }) => version !== null))
    if (command.version !== resigned?.version)
      blame('lost', replayed.game, `${named(command)} was acknowledged as version ${command.version}`);
  if (resigned && !resignations.some(({ refusal }) => refusal === null))
    blame('phantom', replayed.game, `a resignation at version ${resigned.version} that nobody sent`);
};

/** One game's commands against its log. Quadratic only in the few commands of one game whose outcome is open. */
export const matchGame = (replayed: Replayed, commands: readonly Command[], blame: Blame): void => {
  const holders: Holders = new Map();
  const moves = commands.filter(({ type }) => type === 'move');
  const acknowledged = moves.filter(({ version }) => version !== null);
  for (const command of acknowledged.filter(({ refusal }) => refusal !== null))
    blame('refused', replayed.game, `${named(command)} was acknowledged, and refused with ${command.refusal}`);
  const homeless = place(replayed, acknowledged, holders, blame);
  judgeHomeless(replayed, homeless, holders, blame);
  judgeUnclaimed(replayed, moves, holders, blame);
  judgeResignations(replayed, commands, blame);
};
