/** The numbers of the rules, in ms unless said otherwise. */

/** No bank grows beyond this, whatever increments and gifts it receives. */
export const bankCapMs = 86_400_000;
/** What one `GiveTime` adds to the opponent's clock. */
export const giftMs = 15_000;
/** How long the opponents must have been gone before the game can be claimed. */
export const claimAfterMs = 30_000;
/** A game that nobody completes is closed after this. */
export const awaitingLifeMs = 86_400_000;
/** The longest turn in a game without a clock. */
export const idleTurnMs = 14 * 86_400_000;
/** Offers that a side may make in a game, and as many rematches after it: nobody can make a log grow for ever by asking. */
export const mostOffers = 100;
/** Until this many moves are made (one a side), a game can be aborted without a winner. */
export const abortableMoves = 2;
