/** Our own words for failures, by their code; for any other the server's are said, which are English. */
export const enFailures = {
  'client/unreachable': 'The server cannot be reached. Check the connection and try again.',
  'client/failed': 'Something went wrong here. Reload the page and try again.',
  'client/premove-impossible': 'The move you had chosen is no longer possible.',
  'client/no-answer': 'The server did not answer in time.',
  'client/removed': 'An operator has closed this connection.',
  'game/seat-taken': 'Somebody was faster: every seat is taken.',
  'game/full': 'Somebody was faster: every seat is taken.',
  'game/not-found': 'There is no such game.',
};
