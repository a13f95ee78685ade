import type { Policy } from './policy.ts';

/** The `policy` that a module exports, by its `file:` URL. Rejects, with the reason for the person who wrote it, where there is none. */
export const loadPolicy = async (url: string): Promise<Policy> => {
  const module: unknown = await import(url);
  if (typeof module === 'object' && module !== null && 'policy' in module && typeof module.policy === 'function')
    return module.policy as Policy;
  throw new Error(`${url} exports no function \`policy\``);
};
