import { ErrorCode, ServerError } from '@colyseus/core';
import { type RefusalCode, refusalMessages } from '../shared/protocol/refusals.ts';
import type { RequestRefusal } from '../shared/protocol/room.ts';

/** What a refused request rejects with. */
export const refusalOf = (code: RefusalCode): RequestRefusal => ({ code, message: refusalMessages[code] });

/** Refuses a join: the matchmaker gives an error's message to the client, and the message is the code. */
export const refusedJoin = (code: RefusalCode): ServerError => new ServerError(ErrorCode.AUTH_FAILED, code);
