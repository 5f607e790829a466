import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Families of the Expo packages of Google's fonts, as TrueType: neither resvg nor typst reads woff. All under the Open Font License. */
const FILES: readonly string[] = [
  'noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  'noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
  'noto-sans-math/400Regular/NotoSansMath_400Regular.ttf',
  'nanum-gothic/400Regular/NanumGothic_400Regular.ttf',
  'noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf',
  'noto-sans-devanagari/400Regular/NotoSansDevanagari_400Regular.ttf',
  'noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf',
  'noto-sans-thai/400Regular/NotoSansThai_400Regular.ttf',
];

/** Paths of the font files; the first two draw all of our own words, the others what people are called. */
export const fontFiles = (): readonly string[] => FILES.map((file) => require.resolve(`@expo-google-fonts/${file}`));

/** In the order in which a letter is looked for. Mathematics stands after the scripts: it has single Arabic letters that do not join. */
export const FAMILIES = [
  'Noto Sans SC',
  'NanumGothic',
  'Noto Sans Arabic',
  'Noto Sans Devanagari',
  'Noto Sans Hebrew',
  'Noto Sans Thai',
  'Noto Sans Math',
  // Typst brings these along: Greek, Cyrillic, Georgian and signs that none of the others have.
  'DejaVu Sans Mono',
  'Libertinus Serif',
] as const;

/** For code; typst brings it along. */
export const MONO = ['DejaVu Sans Mono'] as const;
