import type { RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';

type Directives = Readonly<Record<string, readonly string[]>>;

/** Pages get everything from this server and nothing from elsewhere; no inline script, no inline style, no frames. */
const webClient: Directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  mediaSrc: ["'self'"],
  manifestSrc: ["'self'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  workerSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

const options = (directives: Directives, secure: boolean): HelmetOptions => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: Object.fromEntries(Object.entries(directives).map(([name, sources]) => [name, [...sources]])),
  },
  // Told only to who came by https, and for this name only: other names of the domain are not ours to decide on.
  strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  // Not `no-referrer`: with it a browser hides the origin of our own forms from us too.
  referrerPolicy: { policy: 'same-origin' },
  xPoweredBy: true,
});

/** Helmet's headers with a strict policy for the content; `directives` replaces single entries of it. */
export const securityHeaders = (directives: Directives = {}): RequestHandler => {
  const policy = { ...webClient, ...directives };
  const plain = helmet(options(policy, false));
  const secure = helmet(options(policy, true));
  return (request, response, next) => (request.secure ? secure : plain)(request, response, next);
};
