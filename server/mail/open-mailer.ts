import { join } from 'node:path';
import type { Config } from '../config.ts';
import { randomId } from '../ids.ts';
import type { Report } from '../report.ts';
import { createMailer, type Mailer } from './mailer.ts';
import { outboxTransport, smtpTransport } from './transports.ts';

interface Needs {
  readonly config: Pick<Config, 'data' | 'smtpUrl' | 'mailFrom'>;
  readonly report: Report;
  /** ms since the epoch. */
  readonly now: () => number;
}

/** Sends by SMTP where a server is set, else writes into the outbox folder. */
export const openMailer = ({ config, report, now }: Needs): Mailer => {
  const { smtpUrl: url, mailFrom: from } = config;
  const folder = join(config.data, 'outbox');
  const transport =
    url === undefined
      ? outboxTransport({ folder, from, report, now, newId: randomId })
      : smtpTransport({ url, from, report });
  return createMailer({ transport, report });
};
