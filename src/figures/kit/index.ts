/** The drawing kit: what a figure is made of. */
export { type FrameParts, frame, type LegendEntry, legend } from './frame.ts';
export { CANVAS, type Look, lookFor, MARGIN, type Palette, TYPE } from './look.ts';
export { arrow, box, DASHES, MARKS, type Mark, mark, type Stroke, segment } from './marks.ts';
export { type Axis, type Box, type Plot, type Point, plot } from './plot.ts';
export { el, group, nothing, type Svg } from './svg.ts';
export { type TextStyle, widthOf, words, wrapped } from './words.ts';
