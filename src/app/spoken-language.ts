import type { LanguageOf } from '../chat/place.ts';
import type { Locale } from '../kernel/locale.ts';
import { groupLocale, personLocale } from './call.ts';
import type { Tables } from './ports.ts';

/** For what is said to somebody outside of any use case: by an adapter, at the door. Reads only. */
export const spokenLanguage =
  (tables: Pick<Tables, 'people' | 'groups'>, fallback: Locale): LanguageOf =>
  async (person, room) => {
    const group = await tables.groups.get(room.group, room.platform);
    return personLocale({ locale: await tables.people.locale(person.id) }, person, groupLocale(group, room, fallback));
  };
