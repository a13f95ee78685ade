import type { Side } from '../../../shared/game/seats.ts';
import type { enReplay } from './en-replay.ts';

const mark = (side: Side): string => side.toUpperCase();

/** The German words of replays. */
export const deReplay: typeof enReplay = {
  replay: {
    title: (variant: string) => `Nachgespielt: ${variant}`,
    link: 'Nachspielen',
    notOver: 'Diese Partie ist noch nicht zu Ende. Es gibt nichts nachzuspielen.',
    noMoves: 'In dieser Partie hat niemand gezogen.',
    toGame: 'Zur Partie',
    controls: 'Schritte',
    first: 'Zum Anfang',
    back: 'Einen zurück',
    play: 'Abspielen',
    pause: 'Anhalten',
    next: 'Einen vor',
    last: 'Zum Ende',
    scrubber: 'Stelle in der Partie',
    position: (ply: number, of: number) => `Zug ${ply} von ${of}`,
    start: 'Das leere Brett',
    moved: (side: Side, cell: string) => `${mark(side)} setzt auf ${cell}`,
    takenBack: 'Züge wurden zurückgenommen',
    ended: 'Das Ende',
    moves: 'Züge',
    share: 'Link kopieren',
    copied: 'Link kopiert',
    asText: 'Als Text laden',
    asLines: 'Als JSON-Zeilen laden',
    keys: 'Tasten: Pfeile gehen Schritte, Pos1 und Ende springen, die Leertaste spielt ab.',
    analysis: 'Gemessen am vollkommenen Spiel',
    analysisFrom: (unmarked: number) =>
      unmarked === 1
        ? 'Gemessen an vollkommenem Spiel, bis auf den ersten Zug: ihn zu beurteilen dauert zu lange.'
        : `Gemessen an vollkommenem Spiel, bis auf die ersten ${unmarked} Züge: sie zu beurteilen dauert zu lange.`,
    keeps: 'hält das beste Ergebnis',
    values: { win: 'Gewinn', draw: 'Remis', loss: 'Verlust' },
    loses: (before: string, after: string) => `verschenkt: aus ${before} wird ${after}`,
  },
};
