import type { ComponentChildren } from 'preact';
import type { Dispatch } from '../state/app-state.ts';
import { pathOf, type Route } from '../state/routes.ts';

interface LinkProps {
  readonly to: Route;
  readonly dispatch: Dispatch;
  readonly className?: string;
  readonly current?: boolean;
  readonly label?: string;
  readonly children: ComponentChildren;
}

const isPlainClick = (event: MouseEvent): boolean =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/** A real link, so that it can be opened in another tab; a plain click stays in the page. */
export const Link = ({ to, dispatch, className, current, label, children }: LinkProps) => (
  <a
    href={pathOf(to)}
    class={className}
    aria-current={current ? 'page' : undefined}
    aria-label={label}
    onClick={(event) => {
      if (!isPlainClick(event)) return;
      event.preventDefault();
      dispatch({ area: 'app', type: 'follow', route: to });
    }}
  >
    {children}
  </a>
);
