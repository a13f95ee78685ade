import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { verificationMail } from '../../../server/mail/mails.ts';
import { outboxTransport, smtpTransport } from '../../../server/mail/transports.ts';
import { temporaryFolder } from '../storage/sqlite/temporary-database.ts';

const from = 'Octothorpe <octothorpe@localhost>';
const token = 'a'.repeat(43);
const mail = verificationMail({ email: 'anna@example.org', username: 'anna' }, 'http://127.0.0.1:2567', token);

/** As much of RFC 5321 as a client needs to hand over one mail. */
const smtpServer = async (): Promise<{ server: Server; url: string; received: string[] }> => {
  const received: string[] = [];
  const server = createServer((socket) => {
    let data: string | undefined;
    socket.setEncoding('utf8').write('220 test\r\n');
    socket.on('data', (chunk: string) => {
      if (data === undefined && chunk.startsWith('DATA')) {
        data = '';
        socket.write('354 go on\r\n');
      } else if (data !== undefined) {
        data += chunk;
        if (!data.endsWith('\r\n.\r\n')) return;
        received.push(data);
        data = undefined;
        socket.write('250 taken\r\n');
      } else socket.write('250 fine\r\n');
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
};

describe('mail transports', () => {
  it('[ML3] the outbox has one whole file a mail, for the owner alone, and its path is reported', async () => {
    const folder = temporaryFolder();
    const paths: string[] = [];
    const report = { mailWritten: (kind: string, path: string) => void paths.push(`${kind} ${path}`) };
    const outbox = join(folder.path, 'outbox');
    let ids = 0;
    const transport = outboxTransport({ folder: outbox, from, report, now: () => 0, newId: () => `id${++ids}` });
    await Promise.all([transport.deliver(mail), transport.deliver(mail)]);
    transport.close();
    const names = ['1970-01-01T00-00-00-000Z-verify-id1.eml', '1970-01-01T00-00-00-000Z-verify-id2.eml'];
    assert.deepEqual(readdirSync(outbox).sort(), names);
    assert.deepEqual(
      paths.sort(),
      names.map((name) => `verify ${join(outbox, name)}`),
    );
    assert.equal(statSync(join(outbox, names[0]!)).mode & 0o777, 0o600);
    const text = readFileSync(join(outbox, names[0]!), 'utf8');
    assert.match(text, /^To: anna@example\.org\r$/m);
    assert.match(text, /^From: Octothorpe <octothorpe@localhost>\r$/m);
    assert.match(text, /^Auto-Submitted: auto-generated\r$/m);
    assert.ok(text.includes(`\r\nhttp://127.0.0.1:2567/verify#${token}\r\n`), 'the link stands on a line of its own');
    folder.remove();
  });

  it('[ML7] with an SMTP server mails go there', async () => {
    const { server, url, received } = await smtpServer();
    const sent: string[] = [];
    const transport = smtpTransport({ url, from, report: { mailSent: (kind) => void sent.push(kind) } });
    await transport.deliver(mail);
    transport.close();
    server.close();
    assert.deepEqual(sent, ['verify']);
    assert.equal(received.length, 1);
    assert.match(received[0]!, /Subject: Please confirm your e-mail address/);
  });

  it('[ML7] an SMTP server that is not there makes the delivery fail', async () => {
    const { server, url } = await smtpServer();
    server.close();
    await once(server, 'close');
    const transport = smtpTransport({ url, from, report: { mailSent: () => assert.fail('sent') } });
    await assert.rejects(transport.deliver(mail));
    transport.close();
  });
});
