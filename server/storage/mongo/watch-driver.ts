import type { mongo } from 'mongoose';

/**
 * So many looks, a second apart, may one thing take. A check connects and greets, in 2.5 s each; opening a connection also
 * logs in; a command has an end after 5 s without an answer.
 */
const mostLooks = { check: 7, connection: 20 };

interface OverConnection {
  readonly address: string;
  readonly connectionId: number | '<monitor>';
}

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
  const connections = new Map<string, number>();
  const begin = ({ address, connectionId }: OverConnection): void =>
    void connections.set(`${address} ${connectionId}`, looks);
  const end = ({ address, connectionId }: OverConnection): void =>
    void connections.delete(`${address} ${connectionId}`);
  client.on('serverHeartbeatStarted', ({ connectionId }) => void checks.set(connectionId, looks));
  client.on('serverHeartbeatSucceeded', ({ connectionId }) => void checks.delete(connectionId));
  client.on('serverHeartbeatFailed', ({ connectionId }) => void checks.delete(connectionId));
  client.on('serverClosed', ({ address }) => void checks.delete(address));
  client.on('connectionCreated', begin).on('connectionCheckedOut', begin);
  client.on('connectionReady', end).on('connectionCheckedIn', end).on('connectionClosed', end);
  const hasOne = (begun: ReadonlyMap<string, number>, most: number): boolean =>
    begun.values().some((since) => looks - since >= most);
  return () => {
    looks += 1;
    return hasOne(checks, mostLooks.check) || hasOne(connections, mostLooks.connection);
  };
};
