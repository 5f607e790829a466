import type { Api } from 'grammy';

type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>;

/** grammY's declarations name the AbortSignal of a package; the one of the runtime is what it takes. */
export const forGrammy = (signal: AbortSignal): GrammySignal => signal as unknown as GrammySignal;
