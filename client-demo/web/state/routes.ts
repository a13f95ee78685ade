/** Where the address bar is. One-time tokens come in the fragment, which no server and no proxy ever sees. */
export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'game'; readonly id: string }
  | { readonly name: 'replay'; readonly id: string }
  | { readonly name: 'player'; readonly id: string }
  | { readonly name: 'leaderboard'; readonly ladder: string }
  | { readonly name: 'login' }
  | { readonly name: 'register' }
  | { readonly name: 'forgot' }
  | { readonly name: 'verify'; readonly token: string }
  | { readonly name: 'reset'; readonly token: string }
  | { readonly name: 'account' }
  | { readonly name: 'settings' }
  | { readonly name: 'lost' };

const firstLadder = 'xo';
const idShape = /^[A-Za-z0-9_-]{1,64}$/;

/** `#token` and `#token=…` both carry a one-time token. */
const tokenOf = (hash: string): string => hash.replace(/^#/, '').replace(/^token=/, '');

const withId = (name: string, id: string): Route | null => {
  if (!idShape.test(id)) return null;
  if (name === 'game' || name === 'replay' || name === 'player') return { name, id };
  return name === 'leaderboard' ? { name, ladder: id } : null;
};

const plain = (name: string, hash: string): Route | null => {
  switch (name) {
    case '':
      return { name: 'home' };
    case 'leaderboard':
      return { name, ladder: firstLadder };
    case 'login':
    case 'register':
    case 'forgot':
    case 'account':
    case 'settings':
      return { name };
    case 'verify':
    case 'reset':
      return { name, token: tokenOf(hash) };
    default:
      return null;
  }
};

/** The route of a path such as `/game/abc` and a fragment such as `#token`; what leads nowhere is `lost`. */
export const parseRoute = (path: string, hash: string): Route => {
  const [name = '', id, ...more] = path.replace(/\/$/, '').split('/').slice(1);
  if (name === 'game' && id && more.join('/') === 'replay') return withId('replay', id) ?? { name: 'lost' };
  if (more.length > 0) return { name: 'lost' };
  return (id ? withId(name, id) : plain(name, hash)) ?? { name: 'lost' };
};

/** The path of a route, without the token: it is not to stay in the history. */
export const pathOf = (route: Route): string => {
  switch (route.name) {
    case 'home':
    case 'lost':
      return '/';
    case 'game':
    case 'player':
      return `/${route.name}/${route.id}`;
    case 'replay':
      return `/game/${route.id}/replay`;
    case 'leaderboard':
      return `/leaderboard/${route.ladder}`;
    default:
      return `/${route.name}`;
  }
};

/** What is sent to a friend, so that they come here. */
export const linkTo = (origin: string, route: Route): string => `${origin}${pathOf(route)}`;
