import type { OwnPlayer, Session } from '../../../shared/protocol/accounts.ts';
import type { Dispatch } from '../state/app-state.ts';
import type { AccountScreen } from '../state/form-screens.ts';
import { FormView } from './form-view.tsx';
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

const when = (time: string): string =>
  new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });

const SessionItem = ({ session, dispatch }: { readonly session: Session; readonly dispatch: Dispatch }) => {
  const { account } = useText();
  return (
    <li class="row">
      <span class="row-main">
        <span class="ellipsis">{session.userAgent || session.address}</span>
        <span class="quiet">{account.lastUsed(when(session.lastUsedAt))}</span>
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
      <h1>{account.title}</h1>
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
