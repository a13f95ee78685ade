import type { GameSummary } from '../../../shared/protocol/games.ts';
import type { GameRequestType } from '../../../shared/protocol/room.ts';
import type { Effect, RoomAsk } from './effect.ts';
import type { Failure } from './failure.ts';
import type { GameScreen, Role } from './game.ts';
import type { GameMessage } from './game-message.ts';
import { pressed } from './game-moves.ts';
import { newsOf } from './news.ts';
import { chosen, mayPremove, withPremove } from './premove.ts';

type Updated = [GameScreen, Effect[]];
type Message<Type extends GameMessage['type']> = Extract<GameMessage, { readonly type: Type }>;

const open = (screen: GameScreen, role: Role): Updated => [
  { ...screen, role, link: screen.view ? screen.link : 'connecting', eager: false, failure: null },
  [{ type: 'open-game', game: screen.id, role }],
];

/** A visitor comes in as a guest; the page is then entered anew, with what they came for in `eager`. */
const join = (screen: GameScreen, role: Role): Updated =>
  screen.me === null ? [{ ...screen, eager: role === 'player' }, [{ type: 'become-guest' }]] : open(screen, role);

const sits = (summary: GameSummary, player: string): boolean => summary.players.some(({ id }) => id === player);

/** How one comes into a game that was found: to one's seat, to a free one if one came to play, else to watch. */
const entered = (screen: GameScreen, summary: GameSummary): Updated => {
  const found = { ...screen, summary };
  if (screen.link !== 'looking') return [found, []];
  if (screen.me === null) return [{ ...found, link: 'outside' }, []];
  const plays = sits(summary, screen.me) || (screen.eager && summary.status === 'awaiting');
  return open(found, plays ? 'player' : 'spectator');
};

const maxTries = 6;

/** A rematch is agreed a moment before it exists: whoever comes to play asks again. */
const notFound = (screen: GameScreen, failure: Failure): Updated => {
  if (screen.summary) return [screen, []];
  const { eager, tries } = screen;
  if (!eager || failure.code !== 'game/not-found' || tries >= maxTries) {
    return [{ ...screen, link: 'closed', failure }, []];
  }
  return [{ ...screen, tries: tries + 1 }, [{ type: 'find-game', game: screen.id, afterMs: 100 * 2 ** tries }]];
};

const ask = (screen: GameScreen, asked: RoomAsk): Updated =>
  screen.asking.includes(asked.request)
    ? [screen, []]
    : [
        { ...screen, asking: [...screen.asking, asked.request], confirming: null, refusal: null },
        [{ type: 'ask-room', game: screen.id, ...asked }],
      ];

const withoutAsking = (screen: GameScreen, request: GameRequestType): GameScreen => ({
  ...screen,
  asking: screen.asking.filter((each) => each !== request),
});

/** What was typed after a line while that was on its way. */
const draftAfter = ({ draft, said }: GameScreen): string =>
  draft.trimStart().startsWith(said) ? draft.trimStart().slice(said.length).trimStart() : draft;

/** The answer to a move comes before or after the view that shows it: the move stays on the board until that view. */
const answered = (screen: GameScreen, request: GameRequestType): GameScreen =>
  request === 'chat'
    ? { ...withoutAsking(screen, request), draft: draftAfter(screen) }
    : withoutAsking(screen, request);

const say = (screen: GameScreen): Updated => {
  const said = screen.draft.trim();
  return said === '' || screen.asking.includes('chat')
    ? [screen, []]
    : ask({ ...screen, said }, { request: 'chat', body: { text: said } });
};

const refused = (screen: GameScreen, { request, failure }: Message<'refused'>): GameScreen => ({
  ...withoutAsking(screen, request),
  pending: request === 'move' ? null : screen.pending,
  refusal: failure,
});

/** A new picture of the game. Our unconfirmed move goes when the game has moved on, or was taken elsewhere. */
const viewed = (screen: GameScreen, { view, aheadMs }: Message<'view'>): Updated => {
  if (screen.view && view.version < screen.view.version) return [screen, []];
  const pending =
    screen.pending && view.status === 'playing' && view.plies <= screen.pending.plies ? screen.pending : null;
  const last = newsOf(screen.view, view);
  const news = last ? { count: (screen.news?.count ?? 0) + 1, last } : screen.news;
  const confirming = view.status === 'playing' ? screen.confirming : null;
  const next = { ...screen, view, aheadMs, pending, news, confirming, aim: null };
  const justEnded = screen.view?.status === 'playing' && view.status === 'finished';
  const [moved, effects] = withPremove(next);
  return [moved, justEnded && view.rated ? [...effects, { type: 'find-game', game: screen.id, afterMs: 0 }] : effects];
};

const chatted = (screen: GameScreen, { lines, whole }: Message<'chat'>): GameScreen => {
  const known = whole ? [] : screen.chat;
  const fresh = lines.filter(({ id }) => !known.some((line) => line.id === id));
  return { ...screen, chat: [...known, ...fresh] };
};

const told = (screen: GameScreen, message: GameMessage): Updated | null => {
  switch (message.type) {
    case 'found':
      return entered(screen, message.summary);
    case 'not-found':
      return notFound(screen, message.failure);
    case 'link':
      return [{ ...screen, link: message.link, role: message.role }, []];
    case 'closed':
      return [{ ...screen, link: 'closed', failure: message.failure, pending: null, asking: [] }, []];
    case 'view':
      return viewed(screen, message);
    case 'latency':
      return [{ ...screen, latencyMs: message.ms }, []];
    case 'chat':
      return [chatted(screen, message), []];
    case 'ratings':
      return [{ ...screen, ratingChanges: message.changes }, []];
    case 'answered':
      return [answered(screen, message.request), []];
    case 'refused':
      return [refused(screen, message), []];
    case 'bot-seated':
      return [{ ...screen, seatingBot: false, refusal: message.failure }, []];
    case 'copied':
      return [{ ...screen, copied: message.done }, []];
    default:
      return null;
  }
};

const done = (screen: GameScreen, message: GameMessage): Updated => {
  switch (message.type) {
    case 'join':
      return join(screen, message.role);
    case 'pressed':
      return mayPremove(screen) ? [chosen(screen, message.cell), []] : pressed(screen, message.cell, message.sure);
    case 'drop-premove':
      return [{ ...screen, premove: null }, []];
    case 'offer':
      return ask(screen, { request: message.offer, body: { action: message.action } });
    case 'ask':
      return ask(screen, { request: message.request, body: {} });
    case 'resign':
      return message.sure ? ask(screen, { request: 'resign', body: {} }) : [{ ...screen, confirming: 'resign' }, []];
    case 'keep-playing':
      return [{ ...screen, confirming: null }, []];
    case 'drafted':
      return [{ ...screen, draft: message.text }, []];
    case 'chat-sent':
      return say(screen);
    case 'bot-level':
      return [{ ...screen, botLevel: message.level }, []];
    case 'seat-bot':
      return [
        { ...screen, seatingBot: true, refusal: null },
        [{ type: 'seat-bot', game: screen.id, level: screen.botLevel }],
      ];
    case 'copy-link':
      return [screen, [{ type: 'copy-link', route: { name: 'game', id: screen.id } }]];
    case 'refusal-read':
      return [{ ...screen, refusal: null }, []];
    default:
      throw new Error(`no such message: ${message.type}`);
  }
};

export const updateGame = (screen: GameScreen, message: GameMessage): Updated =>
  message.game === screen.id ? (told(screen, message) ?? done(screen, message)) : [screen, []];
