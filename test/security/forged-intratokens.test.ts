import assert from 'node:assert/strict';
import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import type { Caller } from '../../server/http/caller.ts';
import { gameId } from '../../shared/kernel/ids.ts';
import { day, type House, openHouse } from '../server/accounts/house.ts';

const game = gameId('g1');
const invalid = { ok: false, refusal: 'room/invalid-token' };
const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What somebody tries who has tokens of their own, the public keys, and time. */
describe('forged intratokens', () => {
  let house: House;
  let caller: Caller;
  let kid: string;
  let claims: JWTPayload;
  let forgeries = 0;

  beforeEach(async () => {
    house = await openHouse();
    const { access_token } = await house.newcomer('mallory');
    caller = (await house.identity.authenticate(access_token))!;
    const { token } = await house.identity.issueIntratoken({ game, caller, role: 'player', seat: 'x0' });
    const [header, payload] = token
      .split('.')
      .slice(0, 2)
      .map((text) => JSON.parse(Buffer.from(text, 'base64url').toString()));
    [kid, claims] = [header.kid, payload];
  });
  afterEach(() => house.close());

  /** Claims as of a real token, with a `jti` that was not used yet. */
  const fresh = (more: JWTPayload = {}): JWTPayload => {
    forgeries += 1;
    return { ...claims, jti: `forged-${forgeries}`, ...more };
  };
  const forge = (key: CryptoKey | Uint8Array, header: object = {}, more: JWTPayload = {}): Promise<string> =>
    new SignJWT(fresh(more)).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'intra+jwt', ...header }).sign(key);
  const verify = (token: string) => house.identity.verifyIntratoken(token, game);
  const ownKey = async (): Promise<CryptoKey> => {
    const row = house.db.get<{ private_jwk: string }>('SELECT private_jwk FROM signing_keys ORDER BY created_at');
    return (await importJWK(JSON.parse(row!.private_jwk), 'EdDSA')) as CryptoKey;
  };

  it('[TK12] the forger forges well: with the real key what it makes opens the game', async () => {
    assert.equal((await verify(await forge(await ownKey()))).ok, true);
  });

  it('[TK2] no signature, or a MAC made with the public key, opens nothing', async () => {
    const publicJwk = house.keys.jwks().keys[0]!;
    const spki = await exportSPKI((await importJWK(publicJwk, 'EdDSA', { extractable: true })) as CryptoKey);
    for (const alg of ['none', 'None', 'NONE', 'nOnE', ''])
      for (const signature of ['', 'AAAA'])
        assert.deepEqual(
          await verify(`${part({ alg, kid, typ: 'intra+jwt' })}.${part(fresh())}.${signature}`),
          invalid,
        );
    const secrets = [publicJwk.x!, spki, spki.trim(), JSON.stringify(publicJwk), kid].map((text) => Buffer.from(text));
    for (const secret of [...secrets, Buffer.from(publicJwk.x!, 'base64url')])
      assert.deepEqual(await verify(await forge(secret, { alg: 'HS256' })), invalid);
  });

  it('[TK2] a key of one’s own opens nothing, whatever the header says of it', async () => {
    const foreign = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    const jwk = await exportJWK(foreign.publicKey);
    const kids = [kid, undefined, '', 'unknown', '../../../dev/null', "' OR 1=1 --", '__proto__', 'k'.repeat(100_000)];
    for (const name of kids) assert.deepEqual(await verify(await forge(foreign.privateKey, { kid: name })), invalid);
    for (const brought of [
      { jwk },
      { jku: 'http://127.0.0.1:9/jwks' },
      { x5u: 'http://127.0.0.1:9/' },
      { x5c: ['AA'] },
    ])
      for (const name of [kid, 'mine', undefined])
        assert.deepEqual(await verify(await forge(foreign.privateKey, { ...brought, kid: name })), invalid);
    for (const odd of [7, null, {}, [kid], { toString: kid }]) {
      const token = `${part({ alg: 'EdDSA', typ: 'intra+jwt', kid: odd })}.${part(fresh())}.${'A'.repeat(86)}`;
      assert.deepEqual(await verify(token), invalid);
    }
  });

  it('[TK2] a key that was retired opens nothing any more, though its thief has it', async () => {
    const stolen = await ownKey();
    const still = () => ({ iat: Math.floor(house.clock.now / 1000), exp: Math.floor(house.clock.now / 1000) + 60 });
    house.clock.now += 30 * day + 1;
    await house.keys.rotate();
    house.clock.now += 2 * day;
    await house.keys.rotate();
    const { access_token } = await house.newcomer('later');
    const { player, session } = (await house.identity.authenticate(access_token))!;
    const session_ = { sub: player, sid: session };
    assert.deepEqual(await verify(await forge(stolen, {}, { ...session_, ...still() })), invalid);
    const kids = house.keys.jwks().keys.map((key) => key.kid);
    assert.equal(kids.includes(kid), false);
    for (const name of kids)
      assert.deepEqual(await verify(await forge(stolen, { kid: name }, { ...session_, ...still() })), invalid);
  });

  it('[TK2] the right key for another purpose, game, time or place opens nothing', async () => {
    const key = await ownKey();
    const now = house.clock.now / 1000;
    const wrong: JWTPayload[] = [
      { aud: 'game:g2' },
      { aud: 'game:G1' },
      { aud: 'game:' },
      { aud: ['api', 'server:1'] },
      { aud: 'api' },
      { iss: 'https://evil.example' },
      { iss: 'https://octo.example/' },
      { exp: now - 6 },
      { nbf: now + 6 },
      { sid: 'another' },
      { sub: 'another' },
    ];
    for (const more of wrong) assert.deepEqual(await verify(await forge(key, {}, more)), invalid, JSON.stringify(more));
    for (const typ of ['at+jwt', 'JWT', 'intra', 'application/at+jwt', ''])
      assert.deepEqual(await verify(await forge(key, { typ })), invalid, typ);
    for (const claim of ['aud', 'iss', 'exp', 'iat', 'sub', 'sid', 'jti', 'role'])
      assert.deepEqual(await verify(await forge(key, {}, { [claim]: undefined })), invalid, claim);
  });

  it('[TK12] one token tried by many at once opens the game once, and never again however it is spelt', async () => {
    const { token } = await house.identity.issueIntratoken({ game, caller, role: 'player', seat: 'x0' });
    const outcomes = await Promise.all(Array.from({ length: 40 }, () => verify(token)));
    assert.equal(outcomes.filter(({ ok }) => ok).length, 1);
    const changed = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const replay of [token, changed, `${token}=`, `${token}.`, ` ${token}`])
      assert.equal((await verify(replay)).ok, false);
  });
});
