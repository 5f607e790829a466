import { ok } from '../../kernel/result.ts';
import { command, line, personLocale, privately } from '../call.ts';

/** A person's own language, for what only they see. */
export const language = command({
  name: 'language',
  params: { own: { kind: 'choice', values: ['zh', 'en', 'auto'] } },
  allowed: 'anyone',
  async run({ tables, parts, room, person, record, sayAll }, { own }) {
    const locale = own === 'auto' ? null : own;
    await tables.people.setLocale(person.id, locale);
    const say = parts.messages.in(personLocale({ ...record, locale }, person, sayAll.locale), room.platform);
    return ok([
      privately(line(say.rich(own === 'auto' ? 'language-auto-done' : 'language-done', { language: say(`language-${say.locale}`) }))),
    ]);
  },
});
