import { type Client, type REST, Routes } from 'discord.js';
import type { Notes } from '../chat/notes.ts';
import { after, type Clock, days } from '../kernel/time.ts';
import type { CommandJson } from './commands.ts';
import { sameCommands } from './registration.ts';

export interface Registration {
  readonly wanted: readonly CommandJson[];
  /** The one server that gets the commands. Null: all. */
  readonly devGuild: string | null;
  readonly notes: Notes;
  readonly clock: Clock;
}

/** Which server had commands of its own, so that it does not show them twice when it no longer has. */
const NOTE = 'discord:dev-guild';
const NOTED = days(10 * 365);

/** Tells Discord our commands, in one request, and only where it has others. */
async function register(rest: REST, application: string, { wanted, devGuild, notes, clock }: Registration): Promise<void> {
  const before = await notes.get(NOTE);
  if (before !== null && before !== devGuild) {
    await rest.put(Routes.applicationGuildCommands(application, before), { body: [] });
    await notes.remove(NOTE);
  }
  if (devGuild !== null) await notes.put(NOTE, devGuild, after(clock.now(), NOTED));
  const route = devGuild === null ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, devGuild);
  const current = (await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })) as readonly unknown[];
  if (!sameCommands(current, wanted, devGuild !== null))
    await rest.put(route, { body: devGuild === null ? wanted : wanted.map(forOneServer) });
}

/** Where a command works is asked of those for all servers only. */
function forOneServer({ contexts, integration_types, ...command }: CommandJson): object {
  return command;
}

/** Keeps at it: without commands nobody can do anything. */
export async function registerPatiently(
  client: Client<true>,
  registration: Registration,
  pause: (attempt: number) => Promise<void>,
  report: (what: string, error?: unknown) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await register(client.rest, client.application.id, registration);
    } catch (error) {
      report('the slash commands could not be registered', error);
      if (attempt === 5 || !client.isReady()) return;
      await pause(attempt);
    }
  }
}
