import type { Side } from '../../../shared/game/seats.ts';

const mark = (side: Side): string => side.toUpperCase();

/** The English words of replays. */
export const enReplay = {
  replay: {
    title: (variant: string) => `Replay: ${variant}`,
    link: 'Replay',
    notOver: 'This game is not over yet. There is nothing to replay.',
    noMoves: 'Nobody moved in this game.',
    toGame: 'Go to the game',
    controls: 'Steps',
    first: 'To the start',
    back: 'One back',
    play: 'Play',
    pause: 'Pause',
    next: 'One on',
    last: 'To the end',
    scrubber: 'Position in the game',
    position: (ply: number, of: number) => `Move ${ply} of ${of}`,
    start: 'The empty board',
    moved: (side: Side, cell: string) => `${mark(side)} plays ${cell}`,
    takenBack: 'Moves were taken back',
    ended: 'The end',
    moves: 'Moves',
    share: 'Copy link',
    copied: 'Link copied',
    asText: 'Download as text',
    asLines: 'Download as JSON lines',
    keys: 'Keys: arrows step, Home and End jump, the space bar plays.',
    analysis: 'Marked by perfect play',
    analysisFrom: (unmarked: number) =>
      unmarked === 1
        ? 'Marked by perfect play, but for the first move: it takes too long to judge.'
        : `Marked by perfect play, but for the first ${unmarked} moves: they take too long to judge.`,
    keeps: 'keeps the best result',
    values: { win: 'win', draw: 'draw', loss: 'loss' },
    loses: (before: string, after: string) => `gives away: ${before} becomes ${after}`,
  },
};
