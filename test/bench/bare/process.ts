import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A bare bot in a process of its own, as ours is. */
export function startBare(
  platform: 'discord' | 'telegram',
  env: Readonly<Record<string, string>>,
  ...how: readonly string[]
): ChildProcess {
  const file = new URL(`./${platform}.ts`, import.meta.url).pathname;
  return spawn(process.execPath, [file, ...how], { env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'inherit', 'inherit'] });
}

export async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
