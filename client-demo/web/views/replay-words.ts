import { cellName } from '../../../shared/game/notation.ts';
import type { BoardSettings } from '../../../shared/game/settings.ts';
import type { Grade } from '../analysis/grade.ts';
import type { Step } from '../state/replay-steps.ts';
import { resultWords } from './announcements.ts';
import type { Text } from './text.ts';

/** What a step shows, such as `X plays b2` and, at the end, who won. */
export const stepText = (text: Text, board: BoardSettings, step: Step): string => {
  const { is, side, move, result } = step;
  const what = {
    start: text.replay.start,
    move: side && move ? text.replay.moved(side, cellName(board, move)) : '',
    takeback: text.replay.takenBack,
    end: text.replay.ended,
  }[is];
  return result ? `${what}. ${resultWords(text, result)}` : what;
};

const valueWords = { 1: 'win', 0: 'draw', '-1': 'loss' } as const;

/** `draw → loss` */
export const gradeShort = ({ replay: { values } }: Text, { before, after }: Grade): string =>
  `${values[valueWords[before]]} → ${values[valueWords[after]]}`;

/** Whether a move kept what could be had, in words. */
export const gradeText = (text: Text, { before, after }: Grade): string => {
  const { values, keeps, loses } = text.replay;
  return before === after ? keeps : loses(values[valueWords[before]], values[valueWords[after]]);
};
