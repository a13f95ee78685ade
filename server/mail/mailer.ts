import type { Mail } from './mails.ts';

/** Delivers one mail, or rejects. */
export interface MailTransport {
  deliver(mail: Mail): Promise<void>;
  close(): void;
}

export interface MailReport {
  mailSent(kind: string): void;
  /** Into the outbox, for want of an SMTP server. */
  mailWritten(kind: string, path: string): void;
  /** `reason` names no address. */
  mailFailed(kind: string, reason: string): void;
}

export interface Mailer {
  /** Composes and sends in the background, after this turn of the event loop; never throws. Null sends nothing. */
  post(compose: () => Promise<Mail | null>): void;
  /** Resolves once nothing that was posted is still under way. */
  drain(): Promise<void>;
  /** Waits for what is under way, two seconds at most. */
  close(): Promise<void>;
}

/** With the grace of connections it must fit into the five seconds of a stop. */
const closeWithinMs = 2_000;

interface Options {
  readonly transport: MailTransport;
  readonly report: Pick<MailReport, 'mailFailed'>;
  readonly mostUnderWay?: number;
}

/** A server's answer may quote the address, its code does not. */
const reasonOf = (error: unknown): string => {
  const { code, responseCode, name } = error as { code?: string; responseCode?: number; name?: string };
  return [code ?? name ?? 'Error', responseCode].filter((part) => part !== undefined).join(' ');
};

const within = (ms: number, work: Promise<unknown>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    void work.finally(() => {
      clearTimeout(timer);
      resolve();
    });
  });

export const createMailer = ({ transport, report, mostUnderWay = 1_000 }: Options): Mailer => {
  const underWay = new Set<Promise<void>>();

  const sendOne = async (compose: () => Promise<Mail | null>): Promise<void> => {
    let kind = 'unknown';
    try {
      const mail = await compose();
      kind = mail?.kind ?? kind;
      if (mail) await transport.deliver(mail);
    } catch (error) {
      report.mailFailed(kind, reasonOf(error));
    }
  };
  const drain = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay);
  };

  return {
    drain,
    post: (compose) => {
      if (underWay.size >= mostUnderWay) return report.mailFailed('unknown', 'too many mails are under way');
      // Not in this turn: the answer to the request must not wait for it, nor tell by its time what was found.
      const sent = new Promise<void>((resolve) => setImmediate(resolve))
        .then(() => sendOne(compose))
        .finally(() => underWay.delete(sent));
      underWay.add(sent);
    },
    close: async () => {
      await within(closeWithinMs, drain());
      transport.close();
    },
  };
};
