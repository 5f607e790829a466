import { join } from 'node:path';
import { COMMANDS } from './app/commands/index.ts';
import type { Messages } from './app/say.ts';
import { commandLines } from './chat/command-line.ts';
import { discordSyntax } from './discord/limits.ts';
import { readMessages } from './sources/messages.ts';
import { telegramSyntax } from './telegram/limits.ts';
import { webSyntax } from './web/limits.ts';

/** The bot's messages, with its commands as they are given on each platform. */
export const openMessages = (contentDir: string): Messages =>
  readMessages(join(contentDir, 'messages'), commandLines(COMMANDS, { discord: discordSyntax, telegram: telegramSyntax, web: webSyntax }));
