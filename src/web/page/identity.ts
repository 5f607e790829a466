import type { Entered } from '../protocol.ts';
import { shelf } from './preferences.ts';

const mine = 'transmission.me';
const known = 'transmission.people';
const most = 6;

/** Who this tab is. Another tab can be somebody else. */
export function whoAmI(): Entered | null {
  return read(shelf.tab.get(mine))[0] ?? null;
}

export function be(person: Entered): void {
  shelf.tab.set(mine, JSON.stringify([person]));
  shelf.browser.set(known, JSON.stringify([person, ...knownPeople().filter(({ id }) => id !== person.id)].slice(0, most)));
}

export function beNobody(): void {
  shelf.tab.set(mine, null);
}

/** People that this browser has been, the latest first. */
export const knownPeople = (): readonly Entered[] => read(shelf.browser.get(known));

export function forgetPerson(id: string): void {
  shelf.browser.set(known, JSON.stringify(knownPeople().filter((person) => person.id !== id)));
}

function read(text: string | null): Entered[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isEntered) : [];
  } catch {
    return [];
  }
}

function isEntered(value: unknown): value is Entered {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['id', 'name', 'secret'].every((key) => typeof (value as Record<string, unknown>)[key] === 'string') &&
    typeof (value as Record<string, unknown>).manager === 'boolean'
  );
}
