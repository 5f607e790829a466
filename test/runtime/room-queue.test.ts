import { expect, it } from 'vitest';
import { roomId } from '../../src/kernel/ids.ts';
import { createRoomQueue } from '../../src/runtime/room-queue.ts';

const [here, there] = [roomId('web:here'), roomId('web:there')];

it('what arrives while a batch is worked on is the next batch, as a whole', async () => {
  const batches: number[][] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const queue = createRoomQueue<number, void>(async (_, items) => {
    batches.push([...items]);
    if (batches.length === 1) await gate;
  });
  const first = queue.add(here, 1);
  await Promise.resolve();
  await Promise.resolve();
  const rest = [2, 3, 4].map((item) => queue.add(here, item));
  open();
  await Promise.all([first, ...rest]);
  expect(batches).toEqual([[1], [2, 3, 4]]);
});

it('a room does not wait for another', async () => {
  const done: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const queue = createRoomQueue<string, void>(async (room, items) => {
    if (room === here) await gate;
    done.push(...items);
  });
  const slow = queue.add(here, 'slow');
  await queue.add(there, 'quick');
  expect(done).toEqual(['quick']);
  open();
  await slow;
  expect(done).toEqual(['quick', 'slow']);
});

it('a batch that fails fails for each of its own, and the room goes on', async () => {
  const queue = createRoomQueue<number, number>(async (_, items) => {
    if (items.includes(13)) throw new Error('unlucky');
    return items.length;
  });
  await expect(queue.add(here, 13)).rejects.toThrow('unlucky');
  await expect(queue.add(here, 1)).resolves.toBe(1);
  await queue.drain();
});

it('a batch is never larger than it may be', async () => {
  const sizes: number[] = [];
  const queue = createRoomQueue<number, void>(async (_, items) => {
    sizes.push(items.length);
  }, 10);
  await Promise.all(Array.from({ length: 25 }, (_, item) => queue.add(here, item)));
  expect(sizes).toEqual([10, 10, 5]);
});
