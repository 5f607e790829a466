import type { Locale } from '../../kernel/locale.ts';
import type { Theme } from '../../kernel/theme.ts';

/** The colours of everything the bot draws; the local room's page has the same. */
export interface Palette {
  readonly paper: string;
  readonly surface: string;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly edge: string;
  readonly accent: string;
  readonly wash: string;
  readonly signal: string;
  readonly danger: string;
  /** Colours of curves and groups, told apart in both themes and by the colour-blind; a shape or a dash tells them apart too. */
  readonly series: readonly [string, string, string, string, string, string];
}

export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    paper: '#f4f2ea',
    surface: '#fffefb',
    ink: '#1b2426',
    soft: '#566163',
    line: '#ddd8ca',
    edge: '#84867d',
    accent: '#0a6760',
    wash: '#e3efe9',
    signal: '#875000',
    danger: '#a52f1d',
    series: ['#0a7a70', '#c07a00', '#b8442e', '#2f65b0', '#7c4aa6', '#5d6b6e'],
  },
  dark: {
    paper: '#0d1416',
    surface: '#141d20',
    ink: '#e4eae7',
    soft: '#9aa8a8',
    line: '#2a383c',
    edge: '#62757a',
    accent: '#78d6c5',
    wash: '#16302f',
    signal: '#f2bb6b',
    danger: '#ff9f8b',
    series: ['#6fd3c0', '#f2b35c', '#ff9180', '#8ab8ff', '#cda8f3', '#a7b4b6'],
  },
};

/** For whom a figure is drawn. */
export interface Look {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly paint: Palette;
}

export const lookFor = (locale: Locale, theme: Theme): Look => ({ locale, theme, paint: PALETTES[theme] });

/**
 * Sizes in the units of a figure's canvas. A canvas is 400 wide and a phone shows it about as many CSS pixels wide, so nothing may be
 * smaller than `small`.
 */
export const TYPE = { title: 16, label: 12.5, small: 11.5 } as const;
export const CANVAS = 400;
export const MARGIN = 16;

/** The fonts in the order in which a letter is looked for; the renderer brings them along. */
export const FONTS = "'Noto Sans SC', 'Noto Sans Math', sans-serif";
