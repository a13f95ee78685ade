import type { Dispatch } from '../state/app-state.ts';
import type { FormScreen, VerifyScreen } from '../state/form-screens.ts';
import { FormView } from './form-view.tsx';
import { Link } from './link.tsx';
import { Logo } from './logo.tsx';
import { FailureNotice } from './notices.tsx';
import { useText } from './text.ts';

const Doors = ({ screen, dispatch }: { readonly screen: FormScreen; readonly dispatch: Dispatch }) => {
  const text = useText();
  const { name } = screen.form;
  if (name === 'login') {
    return (
      <p class="quiet doors">
        <Link to={{ name: 'forgot' }} dispatch={dispatch}>
          {text.forms.forgotLink}
        </Link>
        <span>
          {text.forms.noAccount}{' '}
          <Link to={{ name: 'register' }} dispatch={dispatch}>
            {text.nav.register}
          </Link>
        </span>
      </p>
    );
  }
  if (name === 'register' && screen.upgrade) return null;
  return (
    <p class="quiet doors">
      <span>
        {text.landing.haveOne}{' '}
        <Link to={{ name: 'login' }} dispatch={dispatch}>
          {text.nav.logIn}
        </Link>
      </span>
    </p>
  );
};

/** A page that is one form. */
export const FormPage = ({ screen, dispatch }: { readonly screen: FormScreen; readonly dispatch: Dispatch }) => {
  const { forms } = useText();
  const key = screen.upgrade && screen.form.name === 'register' ? 'upgrade' : screen.form.name;
  const lead = forms.leads[key as keyof typeof forms.leads];
  return (
    <section class="card door">
      <Logo size={40} />
      <h1>{forms.titles[key]}</h1>
      {lead && <p class="quiet">{lead}</p>}
      <FormView form={screen.form} dispatch={dispatch} />
      <Doors screen={screen} dispatch={dispatch} />
    </section>
  );
};

export const VerifyPage = ({ screen, dispatch }: { readonly screen: VerifyScreen; readonly dispatch: Dispatch }) => {
  const { verify } = useText();
  const { outcome } = screen;
  return (
    <section class="card door">
      <Logo size={40} />
      <h1>{verify.title}</h1>
      {outcome.is === 'failed' ? (
        <FailureNotice failure={outcome.failure} />
      ) : (
        <p role="status">{outcome.is === 'here' ? verify.done : verify.pending}</p>
      )}
      <Link to={{ name: 'home' }} dispatch={dispatch} className="button primary">
        {verify.play}
      </Link>
    </section>
  );
};
