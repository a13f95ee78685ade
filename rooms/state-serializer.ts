import { type Client, ClientState, Protocol, type Serializer } from '@colyseus/core';
import { Encoder, Reflection, type Schema } from '@colyseus/schema';

/** Makes the serializers of all rooms of one kind. */
export type NewSerializer = () => Serializer<Schema>;

/**
 * Encodes the state of rooms as Colyseus' own serializer does, without views, and differs in two things. Rooms share one
 * buffer to encode in, where each would keep 32 KiB. And what is sent is a copy: a socket that cannot take a frame at
 * once keeps the bytes it was given, which the next patch would overwrite.
 */
export const createSerializers = (): NewSerializer => {
  const scratch = new Uint8Array(16 * 1024);
  let handshake: Uint8Array | undefined;

  const framed = (code: number, encode: (at: { offset: number }) => Uint8Array): Buffer => {
    scratch[0] = code;
    return Buffer.from(encode({ offset: 1 }));
  };
  return () => {
    let encoder: Encoder;
    return {
      id: 'schema',
      reset: (state: Schema) => {
        encoder = new Encoder(state);
        encoder.sharedBuffer = scratch;
      },
      getFullState: () => framed(Protocol.ROOM_STATE, (at) => encoder.encodeAll(at, scratch)),
      applyPatches: (clients: readonly Client[]) => {
        if (!encoder.hasChanges) return false;
        const patch = framed(Protocol.ROOM_STATE_PATCH, (at) => encoder.encode(at, undefined, scratch));
        for (const client of clients) if (client.state === ClientState.JOINED) client.raw(patch);
        encoder.discardChanges();
        return true;
      },
      handshake: () => (handshake ??= Uint8Array.from(Reflection.encode(encoder))),
    };
  };
};
