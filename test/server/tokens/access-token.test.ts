import assert from 'node:assert/strict';
import { createLocalJWKSet, exportSPKI, generateKeyPair, importJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { openKeyRing } from '../../../server/tokens/key-ring.ts';
import type { StoredKey } from '../../../server/tokens/key-store.ts';
import { day, type House, minute, openHouse } from '../accounts/house.ts';

const issuer = 'https://octo.example';

describe('access tokens', () => {
  let house: House;
  let token: string;
  let claims: JWTPayload;
  let kid: string;
  before(async () => {
    house = await openHouse();
    token = (await house.newcomer('anna')).access_token;
    const [header, payload] = token
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    claims = payload;
    kid = header.kid;
  });
  after(() => house.close());

  const callerOf = (each: string) => house.identity.authenticate(each);
  const sameButSigned = async (key: CryptoKey | Uint8Array, header: Record<string, string> = {}, more = {}) =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header }).sign(key);
  /** The server's own private key, as whoever stole the database has it. */
  const ownKey = async () => {
    const row = house.db.get<{ private_jwk: string }>('SELECT private_jwk FROM signing_keys')!;
    return (await importJWK(JSON.parse(row.private_jwk), 'EdDSA')) as CryptoKey;
  };
  const publicKey = async () =>
    (await importJWK(house.keys.jwks().keys[0]!, 'EdDSA', { extractable: true })) as CryptoKey;

  it('[TK1] speaks for its player until 15 minutes later', async () => {
    const opened = await openHouse();
    const anna = await opened.newcomer('anna');
    assert.equal(anna.expires_in, 900);
    opened.clock.now += 15 * minute - 1000;
    assert.equal((await opened.identity.authenticate(anna.access_token))?.player, anna.id);
    opened.clock.now += 10_000;
    assert.equal(await opened.identity.authenticate(anna.access_token), null);
    await opened.close();
  });

  it('[TK1] the test’s own forger makes tokens that are accepted when nothing is wrong with them', async () => {
    assert.equal((await callerOf(await sameButSigned(await ownKey())))?.player, claims.sub);
  });

  it('[TK2] no signature, or one of another algorithm, is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [header, payload, signature] = token.split('.');
    for (const alg of ['none', 'None', 'NONE'])
      assert.equal(await callerOf(`${part({ alg, kid, typ: 'at+jwt' })}.${payload}.`), null);
    assert.equal(await callerOf(`${header}.${payload}.`), null);
    assert.equal(await callerOf(`${part({ alg: 'none', kid, typ: 'at+jwt' })}.${payload}.${signature}`), null);
    const raw = Buffer.from(house.keys.jwks().keys[0]!.x!, 'base64url');
    const pem = Buffer.from(await exportSPKI(await publicKey()));
    for (const secret of [raw, pem]) assert.equal(await callerOf(await sameButSigned(secret, { alg: 'HS256' })), null);
    const { privateKey } = await generateKeyPair('ES256');
    assert.equal(await callerOf(await sameButSigned(privateKey, { alg: 'ES256' })), null);
  });

  it('[TK2] a foreign key is refused, under our key’s name, another, or with the key brought along', async () => {
    const foreign = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    assert.equal(await callerOf(await sameButSigned(foreign.privateKey)), null);
    assert.equal(await callerOf(await sameButSigned(foreign.privateKey, { kid: 'another' })), null);
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } as never;
    assert.equal(
      await callerOf(await sameButSigned(foreign.privateKey, { kid: '', jwk, jku: 'https://evil.example' })),
      null,
    );
  });

  it('[TK2] another audience, kind, issuer, session or time is refused', async () => {
    const key = await ownKey();
    const now = house.clock.now / 1000;
    const wrong = [
      { aud: 'game:g1' },
      { aud: undefined },
      { iss: 'https://evil.example' },
      { exp: now - 6 },
      { exp: undefined },
      { nbf: now + 60 },
      { sid: undefined },
      { sid: 'another' },
      { sub: undefined },
      { sub: 'another' },
    ];
    for (const more of wrong)
      assert.equal(await callerOf(await sameButSigned(key, {}, more)), null, JSON.stringify(more));
    assert.equal(await callerOf(await sameButSigned(key, { typ: 'intra+jwt' })), null);
    assert.equal(await callerOf(await sameButSigned(key, { typ: 'JWT' })), null);
  });

  it('[TK2] what is no token, or was changed in the smallest, is refused', async () => {
    for (const text of ['', '.', '..', 'a.b.c', 'x'.repeat(4000), token.slice(0, -2), `${token}x`, ` ${token} `])
      assert.equal(await callerOf(text), null);
    const [header, payload, signature] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'mallory' })).toString('base64url');
    assert.equal(await callerOf(`${header}.${other}.${signature}`), null);
    assert.equal(await callerOf(`${header}.${payload}.${signature!.split('').reverse().join('')}`), null);
  });

  it('[TK10] others can verify it by the published keys, which hold no secret', async () => {
    const { body, headers } = await house.get('/.well-known/jwks.json');
    assert.deepEqual(Object.keys(body.keys[0]).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x']);
    assert.match(headers!['Cache-Control']!, /max-age=300/);
    const { payload } = await jwtVerify(token, createLocalJWKSet(body), {
      issuer,
      audience: 'api',
      currentDate: new Date(house.clock.now),
    });
    assert.equal(payload.sub, claims.sub);
  });
});

describe('signing keys', () => {
  it('[TK9] a new one is made after 30 days, published before it signs; the old one goes when its last token has expired', async () => {
    const house = await openHouse();
    const kids = () => house.keys.jwks().keys.map(({ kid }) => kid);
    const use = { audience: 'api', type: 'test' };
    const sign = () => house.keys.sign({ sub: 'anna' }, use, 900);
    const kidOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString()).kid;
    const [first] = kids();
    house.clock.now += 30 * day;
    await house.keys.rotate();
    assert.deepEqual(kids(), [first]);
    house.clock.now += 1;
    await house.keys.rotate();
    const [, second] = kids();
    assert.equal(kids().length, 2);
    assert.equal(kidOf(await sign()), first);
    house.clock.now += 10 * minute;
    assert.equal(kidOf(await sign()), second);
    house.clock.now += day + 1;
    await house.keys.rotate();
    assert.deepEqual(kids(), [second]);
    await house.close();
  });

  it('[TK9] a token of a key that is gone is refused', async () => {
    const house = await openHouse();
    const { access_token } = await house.newcomer('anna');
    await house.db.write([{ sql: 'DELETE FROM signing_keys', params: [] }]);
    await house.keys.rotate();
    assert.equal(await house.identity.authenticate(access_token), null);
    await house.close();
  });

  it('[TK9] what another process made and dropped is so here too, once this one looks', async () => {
    const stored: StoredKey[] = [];
    const store = {
      list: async () => [...stored],
      add: async (key: StoredKey) => void stored.push(key),
      remove: async (kid: string) =>
        void stored.splice(
          stored.findIndex((key) => key.kid === kid),
          1,
        ),
    };
    const clock = { now: 0 };
    const needs = { store, issuer: () => issuer, now: () => clock.now };
    const [here, there] = [await openKeyRing(needs), await openKeyRing(needs)];
    const use = { audience: 'api', type: 'test' };
    const old = await here.sign({ sub: 'anna' }, use, 90 * 86_400);
    clock.now += 31 * day;
    await there.rotate();
    clock.now += 10 * minute;
    await here.reload();
    assert.deepEqual(here.jwks(), there.jwks());
    assert.equal((await there.verify(await here.sign({ sub: 'anna' }, use, 900), use))?.sub, 'anna');
    clock.now += 2 * day;
    await there.rotate();
    await here.reload();
    assert.equal(here.jwks().keys.length, 1);
    assert.equal(await here.verify(old, use), null);
  });

  it('[TK11] a key that another process made is found when its first token comes, with one look a second', async () => {
    const stored: StoredKey[] = [];
    let looks = 0;
    const store = {
      list: async () => {
        looks += 1;
        return [...stored];
      },
      add: async (key: StoredKey) => void stored.push(key),
      remove: async () => {},
    };
    const clock = { now: 0 };
    const needs = { store, issuer: () => issuer, now: () => clock.now };
    const here = await openKeyRing(needs);
    clock.now += 31 * day;
    const there = await openKeyRing(needs);
    clock.now += day;
    const use = { audience: 'api', type: 'test' };
    const token = await there.sign({ sub: 'anna' }, use, 900);
    assert.equal((await here.verify(token, use))?.sub, 'anna');
    const { privateKey } = await generateKeyPair('EdDSA');
    const invented = await new SignJWT({}).setProtectedHeader({ alg: 'EdDSA', kid: 'invented' }).sign(privateKey);
    looks = 0;
    for (let at = 0; at < 10; at += 1) assert.equal(await here.verify(invented, use), null);
    assert.equal(looks, 0);
    clock.now += 1000;
    for (let at = 0; at < 10; at += 1) await here.verify(invented, use);
    assert.equal(looks, 1);
  });
});
