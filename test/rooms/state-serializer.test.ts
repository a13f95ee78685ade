import assert from 'node:assert/strict';
import { type Client, ClientState, Protocol } from '@colyseus/core';
import { createSerializers } from '../../rooms/state-serializer.ts';
import { GameRoomState } from '../../shared/sync/game-room-state.ts';

describe('the serializer of rooms', () => {
  const clientOf = (state: number = ClientState.JOINED) => {
    const sent: Uint8Array[] = [];
    return { sent, client: { state, raw: (data: Uint8Array) => void sent.push(data) } as unknown as Client };
  };

  it('[RM60] what was handed to a slow socket is not overwritten by what comes after, of this room or another', () => {
    const newSerializer = createSerializers();
    const [one, two] = [new GameRoomState(), new GameRoomState()];
    const [first, second] = [newSerializer(), newSerializer()];
    first.reset(one);
    second.reset(two);
    const { sent, client } = clientOf();
    one.version = 1;
    first.applyPatches([client], one);
    const patch = Buffer.from(sent[0]!);
    const full = first.getFullState();
    const fullCopy = Buffer.from(full);
    one.version = 2;
    first.applyPatches([client], one);
    two.id = 'another game altogether';
    second.applyPatches([client], two);
    second.getFullState();
    assert.deepEqual(Buffer.from(sent[0]!), patch);
    assert.deepEqual(Buffer.from(full), fullCopy);
    assert.deepEqual([patch[0], fullCopy[0]], [Protocol.ROOM_STATE_PATCH, Protocol.ROOM_STATE]);
  });

  it('[RM60] nothing is sent without a change, nor to who has not got the whole state yet', () => {
    const serializer = createSerializers()();
    const state = new GameRoomState();
    serializer.reset(state);
    const [here, coming] = [clientOf(), clientOf(ClientState.JOINING)];
    state.version = 1;
    assert.equal(serializer.applyPatches([here.client, coming.client], state), true);
    assert.equal(serializer.applyPatches([here.client, coming.client], state), false);
    assert.deepEqual([here.sent.length, coming.sent.length], [1, 0]);
  });
});
