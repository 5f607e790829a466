import type { Figure } from './figure.ts';
import { gradientFigures } from './gradient.ts';
import { guidanceFigures } from './guidance.ts';
import { rectifiedFlowFigures } from './rectified-flow.ts';

/** Every figure, a line a topic. */
export const FIGURES: readonly Figure[] = [...gradientFigures, ...guidanceFigures, ...rectifiedFlowFigures];

const BY_NAME = new Map(FIGURES.map((one) => [one.name, one]));

export const figureNamed = (name: string): Figure | null => BY_NAME.get(name) ?? null;
