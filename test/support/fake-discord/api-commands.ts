import { type Answer, ApiError, type Call, invalid, type Route } from './call.ts';
import { commandProblems, type RegisteredCommand } from './commands.ts';
import type { Records } from './records.ts';

/** The register of commands, of all servers and of single ones. */
export function commandRoutes(records: Records): readonly Route[] {
  function listCommands(app: string | undefined, where: string): Answer {
    if (app !== records.application) throw new ApiError(403, 20_012, 'You are not authorized to perform this action on this application');
    return { status: 200, json: records.commands.get(where) ?? [] };
  }

  function putCommands({ body }: Call, app: string | undefined, where: string): Answer {
    listCommands(app, where);
    const wanted = body as readonly RegisteredCommand[];
    const problems = commandProblems(wanted);
    if (problems.length > 0) throw invalid(problems.join('; '));
    if (where !== 'global' && !records.guilds.get(where)?.hasBot) throw new ApiError(403, 50_001, 'Missing Access');
    const stored = wanted.map((one) => storedCommand(one, where));
    records.commands.set(where, stored);
    return { status: 200, json: stored };
  }

  /** What is empty is left out, and permissions come back as text. */
  function storedCommand(one: RegisteredCommand, where: string): RegisteredCommand {
    const { options, contexts, integration_types, ...named } = one;
    const permissions = (one.default_member_permissions ?? null) === null ? null : String(one.default_member_permissions);
    return {
      ...named,
      id: records.id(),
      type: one.type ?? 1,
      description: one.description ?? '',
      default_member_permissions: permissions,
      ...(where === 'global' ? { contexts: contexts ?? null, integration_types: integration_types ?? [0] } : {}),
      ...(options?.length ? { options: options.map(storedOption) } : {}),
      ...({
        application_id: records.application,
        version: records.id(),
        nsfw: false,
        ...(where === 'global' ? {} : { guild_id: where }),
      } as object),
    };
  }

  function storedOption<T extends { options?: readonly T[]; required?: boolean }>(one: T): T {
    const { options, required, ...rest } = one;
    return {
      ...rest,
      ...(required ? { required } : {}),
      ...(options?.length ? { options: options.map(storedOption) } : {}),
    } as unknown as T;
  }

  const routes: readonly Route[] = [
    ['GET', /^\/applications\/(\d+)\/commands$/, (_call, app) => listCommands(app, 'global')],
    ['PUT', /^\/applications\/(\d+)\/commands$/, (call, app) => putCommands(call, app, 'global')],
    ['GET', /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/, (_call, app, guild) => listCommands(app, guild ?? '')],
    ['PUT', /^\/applications\/(\d+)\/guilds\/(\d+)\/commands$/, (call, app, guild) => putCommands(call, app, guild ?? '')],
  ];
  return routes;
}
