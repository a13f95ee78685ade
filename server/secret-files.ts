import { readFileSync } from 'node:fs';

/** Settings that hold a secret, or an address with one; each may name a file instead, as `OCTO_MONGO_URL_FILE` does. */
const secrets = ['OCTO_MONGO_URL', 'OCTO_REDIS_URL', 'OCTO_SMTP_URL', 'OCTO_METRICS_TOKEN'];

export interface Resolved {
  readonly env: NodeJS.ProcessEnv;
  /** Each with the name of the variable. */
  readonly problems: readonly string[];
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';

/** The one line in a file. @throws Error that says what is wrong with it, never what is in it */
const readLine = (path: string, read: (path: string) => string): string => {
  let text: string;
  try {
    text = read(path).trim();
  } catch (error) {
    throw new Error(`${path} cannot be read (${(error as { code?: string }).code ?? 'unknown'})`);
  }
  if (text === '' || text.includes('\n')) throw new Error(`${path} must hold one line`);
  return text;
};

/**
 * Takes the content of files where a setting names one. Secrets that containers are given as files stay out of the
 * environment in that way, which is printed by many tools.
 */
export const readSecretFiles = (
  env: NodeJS.ProcessEnv,
  read = (path: string): string => readFileSync(path, 'utf8'),
): Resolved => {
  const resolved = { ...env };
  const problems: string[] = [];
  for (const name of secrets) {
    const file = `${name}_FILE`;
    const path = env[file];
    delete resolved[file];
    if (!isSet(path)) continue;
    try {
      if (isSet(env[name])) throw new Error(`${name} is set as well; only one of them may be`);
      resolved[name] = readLine(path, read);
    } catch (error) {
      problems.push(`${file}: ${(error as Error).message}`);
    }
  }
  return { env: resolved, problems };
};
