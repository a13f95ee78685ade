import type { HistoryLine, Line } from './history.ts';
import type { Blame } from './verdict.ts';

/** One command as its sender knows it, over all the tries to have it carried out. */
export interface Command {
  readonly id: string;
  readonly game: string;
  readonly player: string;
  readonly type: string;
  readonly x: number | null;
  readonly y: number | null;
  /** The newest version that its sender had been told of, in this game, when it was first sent. */
  readonly after: number;
  /** The version that acknowledged it, from the first answer. */
  version: number | null;
  /** A refusal that is final. */
  refusal: string | null;
}

/** Refusals of the connection or the store: they do not say that nothing was decided, at least not by an earlier try. */
const unsettling: ReadonlySet<string> = new Set([
  'room/too-fast',
  'room/unavailable',
  'room/internal',
  'room/not-open',
]);

export interface Commands {
  /** Takes a line of the history, in its order. */
  hear(line: HistoryLine): void;
  /** By game, in the order of sending. */
  byGame(): ReadonlyMap<string, readonly Command[]>;
}

const fresh = ({ command, game, player, type, x, y }: Line<'sent'>, after: number): Command => ({
  ...{ id: command, game, player, type, x, y, after },
  ...{ version: null, refusal: null },
});

/** Follows every command to its outcome, and judges what one client was told by itself. */
export const createCommands = (blame: Blame): Commands => {
  const commands = new Map<string, Command>();
  const games = new Map<string, Command[]>();
  /** The newest acknowledged version, by client and game. */
  const told = new Map<string, number>();
  const toldKey = ({ player, game }: { player: string; game: string }): string => `${game} ${player}`;

  const send = (line: Line<'sent'>): void => {
    if (commands.has(line.command)) return;
    const command = fresh(line, told.get(toldKey(line)) ?? 0);
    commands.set(line.command, command);
    const others = games.get(line.game);
    if (others) others.push(command);
    else games.set(line.game, [command]);
  };
  const acknowledge = (command: Command, version: number): void => {
    const { game, id, after } = command;
    if (command.version !== null) {
      if (command.version !== version)
        blame('duplicated', game, `${id} is acknowledged as version ${command.version} and as ${version}`);
      return;
    }
    command.version = version;
    if (version <= after) blame('reordered', game, `${id} came after version ${after} and is version ${version}`);
    const key = toldKey(command);
    told.set(key, Math.max(told.get(key) ?? 0, version));
  };
  const refuse = (command: Command, code: string): void => {
    if (!unsettling.has(code)) command.refusal ??= code;
  };
  const answered = (line: Line<'acknowledged' | 'refused' | 'unanswered'>): void => {
    const command = commands.get(line.command);
    if (!command) {
      blame('phantom', line.game, `an answer to ${line.command}, which nobody sent`);
      return;
    }
    if (line.kind === 'acknowledged') acknowledge(command, line.version);
    else if (line.kind === 'refused') refuse(command, line.code);
  };
  return {
    hear(line) {
      if (line.kind === 'sent') send(line);
      else if (line.kind === 'acknowledged' || line.kind === 'refused' || line.kind === 'unanswered') answered(line);
    },
    byGame: () => games,
  };
};
