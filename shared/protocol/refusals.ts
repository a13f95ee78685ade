import type { GameRefusal } from '../game/refusals.ts';

/** Why a room refuses a request or a join, besides the rules of the game. */
export type RoomRefusal =
  | 'room/invalid-message'
  | 'room/too-fast'
  | 'room/invalid-token'
  | 'room/token-used'
  | 'room/spectators-only-watch'
  | 'room/full'
  | 'room/not-open'
  | 'room/unavailable'
  | 'room/internal';

export type RefusalCode = GameRefusal | RoomRefusal;

/** What each code says to a person, in English; clients translate by the code. */
export const refusalMessages: Readonly<Record<RefusalCode, string>> = {
  'game/not-found': 'There is no such game.',
  'game/already-created': 'This game exists already.',
  'game/invalid-settings': 'These settings cannot be played.',
  'game/no-ladder': 'Only the named variants can be rated.',
  'game/not-rated': 'This player cannot play rated games.',
  'game/seat-taken': 'That seat is taken.',
  'game/already-seated': 'You sit in this game already.',
  'game/full': 'Every seat is taken.',
  'game/not-a-player': 'You do not play in this game.',
  'game/not-awaiting': 'This game has begun.',
  'game/not-playing': 'This game is not being played.',
  'game/not-ended': 'This game has not ended.',
  'game/not-your-turn': 'It is not your turn.',
  'game/outside-board': 'That cell is outside the board.',
  'game/cell-taken': 'That cell is taken.',
  'game/column-full': 'That column is full.',
  'game/row-needed': 'Say which row.',
  'game/out-of-time': 'Your time has run out.',
  'game/time-remains': 'There is time left on the clock.',
  'game/no-time-lost': 'No time was lost that has not been given back.',
  'game/too-late-to-abort': 'Each side has moved; the game can no longer be aborted.',
  'game/already-offered': 'You have offered that already.',
  'game/too-many-offers': 'You have made too many offers in this game.',
  'game/no-offer': 'There is no such offer.',
  'game/own-offer': 'You cannot answer your own offer.',
  'game/nothing-to-take-back': 'You have no move to take back.',
  'game/no-clock': 'This game has no clock.',
  'game/clock-full': 'The clock cannot hold more time.',
  'game/opponent-present': 'The opponent is here, or has not been gone for long enough.',
  'game/not-expired': 'This game has not expired.',
  'game/rematch-agreed': 'A rematch has been agreed already.',
  'room/invalid-message': 'That message cannot be understood.',
  'room/too-fast': 'Too many messages; slow down.',
  'room/invalid-token': 'This token does not open this room.',
  'room/token-used': 'This token has been used.',
  'room/spectators-only-watch': 'Spectators only watch.',
  'room/full': 'There is no room for more connections.',
  'room/not-open': 'This room is not open; ask for a new token and join again.',
  'room/unavailable': 'The store does not answer; try again.',
  'room/internal': 'Something went wrong on the server.',
};
