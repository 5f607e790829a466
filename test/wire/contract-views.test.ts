import { discordKit } from '../support/discord-stage.ts';
import { telegramKit } from '../support/telegram-stage.ts';
import { viewSuite } from '../support/view-suite.ts';
import { webKit } from '../support/web-stage.ts';

for (const kit of [discordKit, telegramKit, webKit]) viewSuite(kit);
