/** Ink and paper of a picture. A chat does not say which theme its reader has, so a picture brings its paper along. */
export type Theme = 'light' | 'dark';
