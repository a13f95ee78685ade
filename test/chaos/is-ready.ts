const patienceMs = 2_000;

/** What a node says of itself; one that is down or does not answer is not ready. */
export const isReady = async (url: string | undefined): Promise<boolean> => {
  if (url === undefined) return false;
  const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(patienceMs) }).catch(() => null);
  return answer?.ok ?? false;
};
