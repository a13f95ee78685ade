import assert from 'node:assert/strict';

/** A caller of the HTTP API that knows nothing but its paths and bodies. */
export interface HttpClient {
  get<Body>(path: string): Promise<Body>;
  post<Body>(path: string, body?: unknown): Promise<Body>;
  /** The raw answer, for refusals. */
  raw(method: string, path: string, body?: unknown): Promise<Response>;
  readonly as: (accessToken: string) => HttpClient;
}

export const httpClient = (base: string, accessToken?: string): HttpClient => {
  const raw = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${base}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const expect = async <Body>(answer: Promise<Response>): Promise<Body> => {
    const response = await answer;
    const text = await response.text();
    assert.ok(response.ok, `${response.status} ${response.url}: ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as Body;
  };
  return {
    raw,
    get: (path) => expect(raw('GET', path)),
    post: (path, body) => expect(raw('POST', path, body)),
    as: (token) => httpClient(base, token),
  };
};
