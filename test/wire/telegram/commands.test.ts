import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src/app/commands/index.ts';
import { commandsOn } from '../../../src/chat/command.ts';
import { type Menu, menus } from '../../../src/telegram/commands.ts';
import { commandIn } from '../../../src/telegram/decode.ts';
import { openMessages } from '../../../src/voice.ts';

const messages = openMessages(new URL('../../../content', import.meta.url).pathname);
const offered = menus(commandsOn(COMMANDS, 'telegram'), (locale, key) => messages.in(locale, 'telegram')(key), 'zh');
const menu = (type: Menu['scope']['type'], language: Menu['language']) =>
  offered.find((one) => one.scope.type === type && one.language === language)?.commands ?? [];

describe('the command menus', () => {
  it('are within Telegram’s rules, each command described in each language', () => {
    expect(offered).toHaveLength(9);
    for (const { commands } of offered) {
      expect(commands.length).toBeLessThanOrEqual(100);
      expect(new Set(commands.map((one) => one.command)).size).toBe(commands.length);
      for (const { command, description } of commands) {
        expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
        expect(description).not.toMatch(/^about-/);
        expect(description.length).toBeLessThanOrEqual(256);
      }
    }
  });

  it('offer a group’s members nothing that is for its managers', () => {
    const names = (type: Menu['scope']['type']) => menu(type, 'en').map((one) => one.command);
    expect(names('all_group_chats')).toContain('quiz');
    expect(names('all_group_chats')).not.toContain('schedule_digest');
    expect(names('all_chat_administrators')).toContain('schedule_digest');
    expect(names('all_private_chats')).toContain('settings_polls');
  });

  it('offer an answer only where nobody else reads it', () => {
    expect(menu('all_group_chats', 'en').map((one) => one.command)).not.toContain('quiz_answer');
    expect(menu('all_private_chats', 'en').map((one) => one.command)).toContain('quiz_answer');
  });

  it('speak the reader’s language, else the operator’s', () => {
    const about = (language: Menu['language']) => menu('all_private_chats', language).find((one) => one.command === 'help')?.description;
    expect(about('zh')).toBe(about(null));
    expect(about('en')).not.toBe(about('zh'));
  });

  it('name every command so that it is read back as itself', () => {
    for (const { command } of menu('all_chat_administrators', 'en')) {
      const typed = commandIn(`/${command}`, 'our_bot', COMMANDS, false);
      const full = `${typed?.name} ${typed?.args}`.trim();
      expect(COMMANDS.some((one) => one.name === full || (one.standard && one.name.split(' ')[0] === full))).toBe(true);
    }
  });
});
