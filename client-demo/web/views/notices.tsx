import type { ComponentChildren } from 'preact';
import type { Failure } from '../state/failure.ts';
import { failureText } from './failure-text.ts';
import { useText } from './text.ts';

export const FailureNotice = ({
  failure,
  children,
}: {
  readonly failure: Failure;
  readonly children?: ComponentChildren;
}) => (
  <div class="notice notice-bad" role="alert">
    <p>{failureText(useText(), failure)}</p>
    {children}
  </div>
);

export const Loading = () => (
  <p class="loading" role="status">
    {useText().common.loading}
  </p>
);

/** A dot beside its words: the words say it, the dot only shows it. */
export const Chip = ({ tone, children }: { readonly tone?: string; readonly children: ComponentChildren }) => (
  <span class={`chip ${tone ? `chip-${tone}` : ''}`}>{children}</span>
);
