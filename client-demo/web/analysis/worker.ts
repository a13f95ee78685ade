import type { BoardSettings } from '../../../shared/game/settings.ts';
import { type Grade, type GradedMove, gradeMoves } from './grade.ts';

export interface GradeRequest {
  readonly board: BoardSettings;
  readonly moves: readonly GradedMove[];
}
export type GradeAnswer = readonly (Grade | null)[];

/** A thread of its own: the page stays quick while a game is thought about. One question, one answer. */
self.addEventListener('message', ({ data: { board, moves } }: MessageEvent<GradeRequest>) => {
  self.postMessage(gradeMoves(board, moves, () => performance.now()));
});
