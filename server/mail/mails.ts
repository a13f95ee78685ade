/** A mail ready to send. */
export interface Mail {
  /** For reports and file names; says nothing of whom it goes to. */
  readonly kind: 'verify' | 'reset' | 'attempt' | 'changed';
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Letter {
  readonly name: string;
  readonly before: readonly string[];
  readonly link?: { readonly label: string; readonly url: string };
  readonly after: readonly string[];
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => entities[character] ?? '');

const plain = ({ name, before, link, after }: Letter): string =>
  [`Hello ${name},`, ...before, ...(link ? [link.url] : []), ...after, 'Octothorpe'].join('\n\n').concat('\n');

const html = ({ name, before, link, after }: Letter): string => {
  const paragraph = (text: string): string => `<p>${escaped(text).replaceAll('\n', ' ')}</p>`;
  const button = link ? [`<p><a href="${escaped(link.url)}">${escaped(link.label)}</a></p>`] : [];
  return [`Hello ${name},`, ...before]
    .map(paragraph)
    .concat(button, after.map(paragraph), '<p>Octothorpe</p>')
    .join('\n');
};

const mail = (kind: Mail['kind'], to: string, subject: string, letter: Letter): Mail => ({
  kind,
  to,
  subject,
  text: plain(letter),
  html: html(letter),
});

/** Whom a mail goes to, and for which account. */
export interface Addressee {
  readonly email: string;
  readonly username: string;
}

const tokenLink = (publicUrl: string, page: 'verify' | 'reset', token: string): string =>
  // In the fragment: it never reaches a server's log or a Referer header.
  `${publicUrl}/${page}#${token}`;

export const verificationMail = (to: Addressee, publicUrl: string, token: string): Mail =>
  mail('verify', to.email, 'Please confirm your e-mail address', {
    name: to.username,
    before: [`welcome to Octothorpe. Please confirm that this is the address\nof the account ${to.username}:`],
    link: { label: 'Confirm this address', url: tokenLink(publicUrl, 'verify', token) },
    after: ['The link works once, for 24 hours. If you did not register,\nyou need do nothing.'],
  });

export const resetMail = (to: Addressee, publicUrl: string, token: string): Mail =>
  mail('reset', to.email, 'Choose a new password', {
    name: to.username,
    before: [`somebody, hopefully you, asked for a new password for the\naccount ${to.username}. Choose one here:`],
    link: { label: 'Choose a new password', url: tokenLink(publicUrl, 'reset', token) },
    after: [
      'The link works once, for one hour. If it was not you,\nyou need do nothing; your password stays as it is.',
    ],
  });

export const attemptMail = (to: Addressee, publicUrl: string): Mail =>
  mail('attempt', to.email, 'You have an account already', {
    name: to.username,
    before: [
      'somebody registered with this e-mail address. It belongs to\n' +
        `your account ${to.username}, which has not changed, and cannot be\nconfirmed for another one.`,
      'If it was you and you forgot your password, ask for a new one:',
    ],
    link: { label: 'Octothorpe', url: `${publicUrl}/forgot` },
    after: ['If it was not you, you need do nothing.'],
  });

export const passwordChangedMail = (to: Addressee, publicUrl: string): Mail =>
  mail('changed', to.email, 'Your password was changed', {
    name: to.username,
    before: [
      'your password was changed, and every other session was logged\nout. If it was not you, ask for a new password at once:',
    ],
    link: { label: 'Octothorpe', url: `${publicUrl}/forgot` },
    after: [],
  });
