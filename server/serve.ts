import { flushCompileCache } from 'node:module';
import { startOctothorpe } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { keepYoung } from './keep-young.ts';
import { createLog } from './log.ts';
import { greeting, whyNotStarted } from './plain-words.ts';
import { createReport } from './report.ts';

const readOrExit = () => {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(`wrong configuration:\n${error.message}`);
    process.exit(2);
  }
};

/** A stop takes no longer, ms, whatever hangs: nothing that was acknowledged waits for it. */
const stopWithinMs = 4_500;

/** Environment, configuration, app; then waits for a signal. A second signal ends the process at once. */
export const serve = async (): Promise<void> => {
  const config = readOrExit();
  const report = createReport(createLog(config.logLevel));
  process.on('unhandledRejection', report.unhandledRejection);
  const lost = Promise.withResolvers<'store-lost'>();
  const onLost = (reason: string): void => {
    report.storeLost(reason);
    lost.resolve('store-lost');
  };
  const stopAsked = new Promise<string>((resolve) => {
    let isAsked = false;
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.on(signal, () => {
        if (isAsked) process.exit(1);
        isAsked = true;
        resolve(signal);
      });
    }
  });
  try {
    await using octothorpe = await startOctothorpe(config, report, onLost);
    // Not at the end, which a node that is killed has not.
    flushCompileCache();
    keepYoung();
    report.listening(octothorpe.url, octothorpe.at, Math.round(performance.now()));
    if (process.stdout.isTTY) console.log(greeting(octothorpe.url));
    const why = await Promise.race([stopAsked, lost.promise]);
    report.stopping(why);
    // It also keeps the process going while nothing else does: a stop may wait for timers that do not.
    setTimeout(() => {
      report.stopCut();
      process.exit();
    }, stopWithinMs);
    // Whoever keeps the server running starts it again; a process that cannot write helps nobody.
    if (why === 'store-lost') process.exitCode = 1;
  } catch (error) {
    report.startFailed(error);
    console.error(whyNotStarted(error, config));
    process.exit(1);
  }
  report.stopped();
  process.exit();
};
