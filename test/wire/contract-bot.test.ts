import { botSuite } from '../support/bot-suite.ts';
import { discordKit } from '../support/discord-stage.ts';
import { telegramKit } from '../support/telegram-stage.ts';
import { webKit } from '../support/web-stage.ts';

for (const kit of [discordKit, telegramKit, webKit]) botSuite(kit);
