import { mkdirSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { NewId } from '../ids.ts';
import type { MailReport, MailTransport } from './mailer.ts';
import type { Mail } from './mails.ts';

const message = (from: string, { to, subject, text, html }: Mail) => ({
  from,
  to,
  subject,
  text,
  html,
  // Automatic answers to an automatic mail (RFC 3834) help nobody.
  headers: { 'Auto-Submitted': 'auto-generated' },
});

interface SmtpOptions {
  /** `smtp://` or `smtps://`, with user and password where the server wants them. */
  readonly url: string;
  readonly from: string;
  readonly report: Pick<MailReport, 'mailSent'>;
}

/** Sends by SMTP over a few kept connections. */
export const smtpTransport = ({ url, from, report }: SmtpOptions): MailTransport => {
  const transporter = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return {
    deliver: async (mail) => {
      await transporter.sendMail(message(from, mail));
      report.mailSent(mail.kind);
    },
    close: () => transporter.close(),
  };
};

interface OutboxOptions {
  readonly folder: string;
  readonly from: string;
  readonly report: Pick<MailReport, 'mailWritten'>;
  readonly now: () => number;
  readonly newId: NewId;
}

const writeWhole = async (path: string, content: Buffer): Promise<void> => {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.part`, path);
};

/** Writes each mail to a file of its own, which appears with its whole content; only the owner of the data reads it. */
export const outboxTransport = ({ folder, from, report, now, newId }: OutboxOptions): MailTransport => {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    deliver: async (mail) => {
      const { message: content } = await composer.sendMail(message(from, mail));
      const at = new Date(now()).toISOString().replace(/[:.]/g, '-');
      const path = join(folder, `${at}-${mail.kind}-${newId()}.eml`);
      await writeWhole(path, content as Buffer);
      report.mailWritten(mail.kind, path);
    },
    close: () => composer.close(),
  };
};
