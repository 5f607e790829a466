import { expect, it } from 'vitest';
import { hours, millis } from '../../src/kernel/time.ts';
import { pacing } from '../../src/runtime/pacing.ts';

it('a wait ends when its time is over', async () => {
  await expect(pacing.sleep(millis(1), new AbortController().signal)).resolves.toBeUndefined();
});

it('a wait ends when it is called off, before or meanwhile', async () => {
  await expect(pacing.sleep(hours(1), AbortSignal.abort())).resolves.toBeUndefined();
  const off = new AbortController();
  const waiting = pacing.sleep(hours(1), off.signal);
  off.abort();
  await expect(waiting).resolves.toBeUndefined();
});
