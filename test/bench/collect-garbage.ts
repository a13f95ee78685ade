/** Preloaded into a server under measurement (with --expose-gc): SIGUSR2 collects garbage, so that memory means what is held. */
process.on('SIGUSR2', () => {
  globalThis.gc?.();
  globalThis.gc?.();
});
