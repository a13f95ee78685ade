import assert from 'node:assert/strict';
import { StoreUnavailable } from '../../../server/eventing/event-store.ts';
import { createServedRooms, RoomGone } from '../../../server/realtime/served-rooms.ts';

type Listing = NonNullable<Awaited<ReturnType<ReturnType<typeof createServedRooms>['find']>>>;

const setUp = () => {
  const listings = new Map<string, Listing>();
  const alive = new Set(['me', 'other']);
  const here = new Set<string>();
  const told: string[] = [];
  const rooms = createServedRooms({
    self: () => 'me',
    isHere: (room) => here.has(room),
    find: async (room) => listings.get(room),
    isAlive: async (node) => alive.has(node),
    drop: async (room, node) => void (listings.get(room)?.processId === node && listings.delete(room)),
    report: { roomTakenOver: (room, from) => void told.push(`${room} of ${from}`) },
  });
  const list = (roomId: string, processId: string, locked = false): Listing => {
    const listing = { roomId, processId, locked } as Listing;
    listings.set(roomId, listing);
    return listing;
  };
  return { rooms, list, listings, alive, here, told };
};

describe('rooms of several nodes', () => {
  it('[RL33] a room is found where it runs, here or on a node that lives', async () => {
    const { rooms, list, here, told } = setUp();
    here.add('mine');
    const [mine, theirs] = [list('mine', 'me'), list('theirs', 'other')];
    assert.deepEqual([await rooms.find('mine'), await rooms.find('theirs')], [mine, theirs]);
    assert.equal(await rooms.find('none'), undefined);
    assert.deepEqual(told, []);
  });

  it('[RL34] one whose node is dead, is going away, or does not have it is struck off', async () => {
    const { rooms, list, listings, told } = setUp();
    list('dead', 'gone');
    list('leaving', 'other', true);
    list('lost', 'me');
    for (const room of ['dead', 'leaving', 'lost']) assert.equal(await rooms.find(room), undefined);
    assert.equal(listings.size, 0);
    assert.deepEqual(told, ['dead of gone', 'leaving of other', 'lost of me']);
  });

  it('[RL35] nobody waits for an answer of a node that dies meanwhile', async () => {
    const { rooms, list, listings, alive } = setUp();
    const listing = list('r', 'other');
    const asking = rooms.ask(
      listing,
      () => new Promise(() => alive.delete('other')),
      () => false,
    );
    await assert.rejects(asking, RoomGone);
    assert.equal(listings.size, 0);
  });

  it('[RL35] a living node that does not let anybody in has lost the room; any other refusal stands', async () => {
    const { rooms, list, listings } = setUp();
    const listing = list('r', 'other');
    const refusal = new Error('not yours');
    const refused = (isGone: boolean) =>
      rooms.ask(
        listing,
        () => Promise.reject(refusal),
        () => isGone,
      );
    await assert.rejects(refused(false), refusal);
    assert.equal(listings.size, 1);
    await assert.rejects(refused(true), RoomGone);
    assert.equal(listings.size, 0);
  });

  it('[RL37] a room of another node is not asked while one of its id is closing here, and stays listed', async () => {
    const { rooms, list, listings, here } = setUp();
    const listing = list('r', 'other');
    here.add('r');
    const asking = rooms.ask(
      listing,
      () => Promise.reject(new Error('r is already full')),
      () => true,
    );
    await assert.rejects(asking, StoreUnavailable);
    assert.equal(listings.get('r'), listing);
  });

  it('[RL36] of a room of this node it is known whether it has closed, and nobody has to be asked', async () => {
    const { rooms, list, here } = setUp();
    const seat = () =>
      rooms.ask(
        list('mine', 'me'),
        async () => 'seat',
        () => true,
      );
    await assert.rejects(seat(), RoomGone);
    here.add('mine');
    assert.equal(await seat(), 'seat');
  });
});
