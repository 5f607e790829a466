import { discordKit } from '../support/discord-stage.ts';
import { telegramKit } from '../support/telegram-stage.ts';
import { transportSuite } from '../support/transport-suite.ts';
import { webKit } from '../support/web-stage.ts';

for (const kit of [discordKit, telegramKit, webKit]) transportSuite(kit);
