import { type Html, html } from '../http/html.ts';

const page = (title: string, content: Html): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex">
<title>${title} · Octothorpe</title><link rel="stylesheet" href="/operator/operator.css">
</head>
<body><main><p class="mark"><b>#</b> Octothorpe</p><h1>${title}</h1>${content}</main></body>
</html>`.html;

const notice = (message: string | undefined): Html | '' =>
  message === undefined ? '' : html`<p class="notice" role="alert">${message}</p>`;

const passwordField = (name: string, label: string, autocomplete: string): Html => html`
<label>${label}<input name="${name}" type="password" required maxlength="128" autocomplete="${autocomplete}"></label>`;

export const loginPage = (message?: string): string =>
  page(
    'Operators',
    html`${notice(message)}<form method="post" action="/operator/login">
<label>Name<input name="name" required autofocus maxlength="32" autocomplete="username"></label>
${passwordField('password', 'Password', 'current-password')}
<button>Log in</button></form>`,
  );

export const choosePage = (operator: string, message?: string): string =>
  page(
    'Choose a password',
    html`${notice(message)}<p>Welcome, ${operator}. Choose a password of your own, at least 12 characters long; until then
nothing else is open.</p><form method="post" action="/operator/password">
<input hidden autocomplete="username" value="${operator}">
${passwordField('password', 'New password', 'new-password')}${passwordField('again', 'Once more', 'new-password')}
<button>Keep it</button></form>`,
  );

export const homePage = (operator: string, message?: string): string =>
  page(
    'Operators',
    html`${notice(message)}<p>Logged in as ${operator}.</p>
<ul><li><a href="/monitor/">Rooms and connections</a></li><li><a href="/metrics">Metrics</a></li>
<li><a href="/docs">HTTP API</a></li></ul>
<form method="post" action="/operator/change"><input hidden autocomplete="username" value="${operator}">
${passwordField('current', 'Present password', 'current-password')}
<button class="quiet">Choose another password</button></form>
<form method="post" action="/operator/logout"><button class="quiet">Log out</button></form>`,
  );
