import type { RequestHandler } from 'express';
import { z } from 'zod';
import { parseInput } from '../http/parse-input.ts';
import { Problem } from '../http/problem.ts';
import { parseFields } from '../http/read-body.ts';
import { operatorIn } from './require-operator.ts';

/** Calls a method of the room, on whichever node it lives; rejects when there is no such room. */
export type CallRoom = (room: string, method: string, args: unknown[]) => Promise<unknown>;

export interface MonitorReport {
  operatorActed(operator: string, action: string, room: string): void;
}

const removedByOperator = 4000;
const room = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
const inspectQuery = z.strictObject({ roomId: room });
const callQuery = z.strictObject({ roomId: room, method: z.string().max(64), args: z.string().max(8192) });

const noArgs = z.tuple([]);
const client = z.tuple([z.string().max(64)]);
const messageType = z.string().min(1).max(64);
const message = z.tuple([messageType, z.json().optional()]);
const messageTo = z.tuple([z.string().max(64), messageType, z.json().optional()]);
const asGiven = (args: readonly unknown[]): unknown[] => [...args];

/**
 * What the panel's buttons may do, and what that means here. The panel's own kick closes with a code after which clients
 * come back by themselves; editing the state would change a picture of the game, not the game.
 */
const calls = {
  disconnect: { args: noArgs, method: 'disconnect', given: () => [removedByOperator] },
  _forceClientDisconnect: {
    args: client,
    method: 'kickClient',
    given: ([session]: readonly unknown[]) => [session, removedByOperator],
  },
  broadcast: { args: message, method: 'broadcast', given: asGiven },
  _sendMessageToClient: { args: messageTo, method: '_sendMessageToClient', given: asGiven },
} as const;

const callNamed = (name: string): (typeof calls)[keyof typeof calls] => {
  if (!Object.hasOwn(calls, name))
    throw new Problem(403, 'operator/not-allowed', `Only ${Object.keys(calls).join(', ')} can be called.`);
  return calls[name as keyof typeof calls];
};

const parseArgs = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const queryOf = (url: string): Record<string, unknown> => parseFields(url.slice(url.indexOf('?') + 1));

const orNoRoom = (call: Promise<unknown>): Promise<unknown> =>
  call.catch(() => {
    throw new Problem(404, 'operator/no-such-room', 'There is no such room, or it does not answer.');
  });

/** `api/room`: a room as it is. */
export const inspectRoom =
  (callRoom: CallRoom): RequestHandler =>
  async (request, response) => {
    const { roomId } = (await parseInput('query', inspectQuery, queryOf(request.url))) as z.infer<typeof inspectQuery>;
    response.json(await orNoRoom(callRoom(roomId, 'getInspectData', [])));
  };

/** `api/room/call`: one of the few calls that are safe, as an operator's act. */
export const actOnRoom =
  (callRoom: CallRoom, report: MonitorReport): RequestHandler =>
  async (request, response) => {
    const query = (await parseInput('query', callQuery, queryOf(request.url))) as z.infer<typeof callQuery>;
    const { args, method, given } = callNamed(query.method);
    const parsed = (await parseInput('query', args, parseArgs(query.args))) as readonly unknown[];
    report.operatorActed(operatorIn(response), method, query.roomId);
    response.json((await orNoRoom(callRoom(query.roomId, method, given(parsed)))) ?? {});
  };
