import { type Client, type REST, Routes } from 'discord.js';
import type { CommandJson } from './commands.ts';
import { sameCommands } from './registration.ts';

/** Tells Discord our commands, in one request, and only where it has others. Returns whether it had. */
export async function register(rest: REST, application: string, devGuild: string | null, wanted: readonly CommandJson[]): Promise<boolean> {
  const route = devGuild === null ? Routes.applicationCommands(application) : Routes.applicationGuildCommands(application, devGuild);
  const current = (await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) })) as readonly unknown[];
  if (sameCommands(current, wanted, devGuild !== null)) return false;
  await rest.put(route, { body: devGuild === null ? wanted : wanted.map(forOneServer) });
  return true;
}

/** Where a command works is asked of those for all servers only. */
function forOneServer({ contexts, integration_types, ...command }: CommandJson): object {
  return command;
}

/** Keeps at it: without commands nobody can do anything. */
export async function registerPatiently(
  client: Client<true>,
  devGuild: string | null,
  wanted: readonly CommandJson[],
  pause: (attempt: number) => Promise<void>,
  report: (what: string, error?: unknown) => void,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await register(client.rest, client.application.id, devGuild, wanted);
      return;
    } catch (error) {
      report('the slash commands could not be registered', error);
      if (attempt === 5 || !client.isReady()) return;
      await pause(attempt);
    }
  }
}
