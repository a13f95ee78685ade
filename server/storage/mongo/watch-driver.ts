import type { mongo } from 'mongoose';

/**
 * So many looks, a second apart, may one thing take. A check connects and greets, in 2.5 s each; opening a connection also
 * logs in; a command has an end after 5 s without an answer.
 */
const mostLooks = { check: 7, connection: 20, starving: 20 };

interface OverConnection {
  readonly address: string;
  readonly connectionId: number | '<monitor>';
}

/** Connections that something has begun with, by their server, each with the look of that moment. */
const createConnections = (look: () => number) => {
  const servers = new Map<string, Map<OverConnection['connectionId'], number>>();
  return {
    begin: ({ address, connectionId }: OverConnection): void => {
      const its = servers.get(address) ?? new Map();
      servers.set(address, its.set(connectionId, look()));
    },
    end: ({ address, connectionId }: OverConnection): void => void servers.get(address)?.delete(connectionId),
    forget: (address: string): void => void servers.delete(address),
    since: (): readonly number[] => [...servers.values()].flatMap((its) => [...its.values()]),
  };
};

/**
 * Driver 7.8 waits for `drain` after it wrote to a socket that is destroyed but has not said so yet; that never comes, and
 * no time-out holds for such a socket. A check of the server that hits this moment is the last one: where the server gives no
 * `topologyVersion`, the driver then knows no server for ever. A command that hits it keeps one of the pool's connections.
 * Gives a function to be called every second, which tells whether either has happened. It counts its own calls, not time: a
 * process that stood still has not waited.
 */
export const watchDriver = (client: Pick<mongo.MongoClient, 'on'>): (() => boolean) => {
  let looks = 0;
  const checks = new Map<string, number>();
  const greeting = createConnections(() => looks);
  const inUse = createConnections(() => looks);
  client.on('serverHeartbeatStarted', ({ connectionId }) => void checks.set(connectionId, looks));
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => void checks.delete(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => void checks.delete(connectionId));
  client.on('serverClosed', ({ address }) => void checks.delete(address));
  client.on('connectionCreated', greeting.begin).on('connectionReady', greeting.end);
  client.on('connectionCheckedOut', inUse.begin).on('connectionCheckedIn', inUse.end);
  client.on('connectionClosed', greeting.end).on('connectionClosed', inUse.end);
  // Whatever was greeting then is given up without a word, unless that never ends: then its place is not had again.
  client.on('connectionPoolCleared', ({ address }) => greeting.forget(address));
  let starvingSince: number | undefined;
  const isFed = (): void => {
    starvingSince = undefined;
  };
  client.on('connectionCheckOutFailed', ({ reason }) => {
    if (reason === 'timeout') starvingSince ??= looks;
  });
  client.on('connectionCheckedOut', isFed).on('connectionReady', isFed);
  const hasOne = (begun: readonly number[], most: number): boolean => begun.some((since) => looks - since >= most);
  return () => {
    looks += 1;
    return (
      hasOne([...checks.values()], mostLooks.check) ||
      (starvingSince !== undefined && looks - starvingSince >= mostLooks.starving) ||
      hasOne([...greeting.since(), ...inUse.since()], mostLooks.connection)
    );
  };
};
