/** One invalid field: a path such as `settings.width` and what is wrong with it. */
export interface FieldError {
  readonly path: string;
  readonly message: string;
}

/** A refusal on its way to the client as problem details (RFC 9457). Thrown by handlers, caught by the error border only. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Stable, `area/reason`. */
  readonly code: string;
  readonly errors: readonly FieldError[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    detail: string,
    more: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }
}
