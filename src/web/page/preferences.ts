import type { Locale } from '../../kernel/locale.ts';

export type Theme = 'auto' | 'dark' | 'light';

const root = document.documentElement;

/** What this browser remembers; a browser that may keep nothing forgets it with the page. */
export const shelf = { tab: guarded(() => sessionStorage), browser: guarded(() => localStorage) };

export const locale = (): Locale => (root.dataset.locale === 'en' ? 'en' : 'zh');

/** The whole page is in the new language at once: it is read again, and what was being written is kept. */
export function setLocale(next: Locale): void {
  shelf.browser.set('transmission.locale', next);
  location.reload();
}

export function theme(): Theme {
  const set = root.dataset.theme;
  return set === 'dark' || set === 'light' ? set : 'auto';
}

export function setTheme(next: Theme): void {
  if (next === 'auto') delete root.dataset.theme;
  else root.dataset.theme = next;
  shelf.browser.set('transmission.theme', next);
}

function guarded(storage: () => Storage) {
  return {
    get(key: string): string | null {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    set(key: string, value: string | null): void {
      try {
        if (value === null) storage().removeItem(key);
        else storage().setItem(key, value);
      } catch {
        // Full or forbidden: the page works without.
      }
    },
  };
}
