import type { Seen, TestBackend } from './backend.ts';

/** Enough of them that every node is asked for some, however they are shared. */
export const manyGames: readonly string[] = Array.from({ length: 100 }, (_, at) => `game-${at}`);

/** What a node that got a request may do instead of serving it. */
export const failures: Readonly<Record<string, NonNullable<TestBackend['behave']>>> = {
  'says 503': (_request, response) => void response.writeHead(503).end(),
  'hangs up': (request) => void request.socket.destroy(),
  'says nothing': () => undefined,
};

/** Asks for ways into games through a proxy before test backends. */
export const entrancesOf = (url: () => string) => {
  const enter = async (game: string, body = '{}'): Promise<Seen> => {
    const answer = await fetch(`${url()}/v1/games/${game}/intratoken?x=1`, { method: 'POST', body });
    return (await answer.json()) as Seen;
  };
  /** The nodes that are asked, one game after the other. */
  const doorsOf = async (games: readonly string[] = manyGames): Promise<readonly string[]> => {
    const doors: string[] = [];
    for (const game of games) doors.push((await enter(game)).node);
    return doors;
  };
  return { enter, doorsOf };
};
