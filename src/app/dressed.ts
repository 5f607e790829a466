import type { View } from '../chat/view.ts';
import type { Group } from './ports.ts';

/** A View as the group wants its pictures and formulas. Dark pictures are what a View without a word has. */
export const dressed = (view: View, group: Pick<Group, 'pictures' | 'richMath'>): View => ({
  ...view,
  ...(group.pictures === 'dark' ? {} : { pictures: group.pictures }),
  ...(group.richMath ? { richMath: true } : {}),
});
