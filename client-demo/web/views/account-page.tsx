import type { OwnPlayer, Session } from '../../../shared/protocol/accounts.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { AccountScreen } from '../state/form-screens.ts';
import { FormView } from './form-view.tsx';
import { LogOut } from './log-out.tsx';
import { FailureNotice, Loading } from './notices.tsx';
import { useText } from './text.ts';

interface AccountProps {
  readonly screen: AccountScreen;
  readonly player: OwnPlayer;
  readonly dispatch: Dispatch;
}

const Email = ({ screen, player, dispatch }: AccountProps) => {
  const { account } = useText();
  const { email } = player;
  if (email === null) return <p class="quiet">{account.guest}</p>;
  if (player.verified) return <p class="quiet">{account.verified(email)}</p>;
  return (
    <div class="notice">
      <p>{account.unverified(email)}</p>
      {screen.resent?.is === 'failed' && <FailureNotice failure={screen.resent.failure} />}
      {screen.resent?.is === 'here' ? (
        <p role="status">{account.resent}</p>
      ) : (
        <button type="button" class="button small" onClick={() => dispatch({ area: 'form', type: 'resend', email })}>
          {account.resend}
        </button>
      )}
    </div>
  );
};

const when = (locale: string, time: string): string =>
  new Date(time).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });

const browsers = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari'] as const;
const systems = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'] as const;

/** `Chrome · Linux` says more to a person than the header it is read from. */
const deviceOf = (userAgent: string): string | null => {
  const browser = browsers.find((name) => userAgent.includes(name));
  const system = systems.find((name) => userAgent.includes(name));
  const known = [browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser, system].filter(Boolean);
  return known.length > 0 ? known.join(' · ') : userAgent || null;
};

const SessionItem = ({ session, dispatch }: { readonly session: Session; readonly dispatch: Dispatch }) => {
  const { account, locale } = useText();
  return (
    <li class="row">
      <span class="row-main">
        <span class="ellipsis">{deviceOf(session.userAgent) ?? session.address}</span>
        <span class="quiet">{account.lastUsed(when(locale, session.lastUsedAt))}</span>
      </span>
      {session.current ? (
        <span class="chip">{account.current}</span>
      ) : (
        <button
          type="button"
          class="button small"
          onClick={() => dispatch({ area: 'form', type: 'revoke', session: session.id })}
        >
          {account.revoke}
        </button>
      )}
    </li>
  );
};

const Sessions = ({ screen, dispatch }: AccountProps) => {
  const { account } = useText();
  const { sessions } = screen;
  return (
    <section class="card">
      <h2>{account.sessions}</h2>
      {sessions.is === 'loading' && <Loading />}
      {sessions.is === 'failed' && <FailureNotice failure={sessions.failure} />}
      {sessions.is === 'here' && (
        <ul class="rows">
          {sessions.value.map((session) => (
            <SessionItem key={session.id} session={session} dispatch={dispatch} />
          ))}
        </ul>
      )}
    </section>
  );
};

export const AccountPage = (props: AccountProps) => {
  const { screen, dispatch } = props;
  const { account, forms } = useText();
  return (
    <div class="column">
      <header class="page-head">
        <h1>{account.title}</h1>
        <LogOut dispatch={dispatch} />
      </header>
      <Email {...props} />
      {(['name', 'password'] as const).map((name) => (
        <section class="card" key={name}>
          <h2>{forms.titles[name]}</h2>
          <FormView form={screen.forms[name]} dispatch={dispatch} />
        </section>
      ))}
      <Sessions {...props} />
      <section class="card">
        <h2>{forms.titles.delete}</h2>
        <p class="quiet">{forms.leads.delete}</p>
        <FormView form={screen.forms.delete} dispatch={dispatch} danger />
      </section>
    </div>
  );
};
