/** A request that was refused or never arrived, as views show it. `code` is stable (`area/reason`); `text` is for people. */
export interface Failure {
  readonly code: string;
  readonly text: string;
  /** What is wrong with which field, by its path in the request. */
  readonly fields: readonly { readonly path: string; readonly message: string }[];
  /** Seconds after which another try makes sense, or null. */
  readonly retryAfter: number | null;
}

/** Something that is fetched to be shown. */
export type Remote<Value> =
  | { readonly is: 'loading' }
  | { readonly is: 'here'; readonly value: Value }
  | { readonly is: 'failed'; readonly failure: Failure };

export const loading = { is: 'loading' } as const;
export const here = <Value>(value: Value): Remote<Value> => ({ is: 'here', value });
export const failed = (failure: Failure): Remote<never> => ({ is: 'failed', failure });
