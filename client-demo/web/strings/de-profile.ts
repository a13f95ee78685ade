import type { enProfile } from './en-profile.ts';

/** The German words of a player's page. */
export const deProfile: typeof enProfile = {
  profile: {
    since: (date: string) => `hier seit ${date}`,
    ratings: 'Wertungen',
    noRatings: 'Noch keine gewerteten Partien.',
    tally: (wins: number, draws: number, losses: number) => `${wins} gewonnen · ${draws} remis · ${losses} verloren`,
    history: (ladder: string) => `Wertung auf ${ladder} im Lauf der Zeit`,
    historyRange: (from: string, to: string, low: string, high: string) =>
      `von ${from} zu ${to}, zwischen ${low} und ${high}`,
    games: 'Letzte Partien',
    noGames: 'Noch keine Partien.',
    outcomes: {
      won: 'Gewonnen',
      lost: 'Verloren',
      drawn: 'Remis',
      none: 'Ohne Ergebnis',
      playing: 'Läuft',
      awaiting: 'Wartet',
    },
    results: 'Ergebnisse',
    resultsCaption: 'Ergebnisse nach Brett und Art der Gegenseite',
    board: 'Brett',
    humans: 'gegen Menschen',
    bots: 'gegen Bots',
    won: 'Siege',
    drawn: 'Remis',
    lost: 'Verluste',
    crosstable: 'Gegner',
    crosstableCaption: 'Ergebnisse nach Gegner',
    opponent: 'Gegner',
    score: 'Punkte',
    scoreHint: 'Ein Gewinn zählt einen Punkt, ein Remis einen halben.',
    openings: 'Eröffnungszüge',
    openingsHint: (games: number) => `Wohin der erste Stein ging, in den letzten ${games} Partien auf diesem Brett.`,
    openingsNone: 'Noch keine beendete Partie auf diesem Brett.',
    openingsCell: (cell: string, count: number) => `${cell}: ${count}`,
    openingsBoard: 'Brett',
  },
};
