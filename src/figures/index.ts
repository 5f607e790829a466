import type { Figure } from './figure.ts';
import { gradientFigures } from './gradient.ts';
import { guidanceFigures } from './guidance.ts';
import { medusaFigures } from './medusa-figures.ts';
import { rectifiedFlowFigures } from './rectified-flow.ts';
import { stableDiffusionFigures } from './stable-diffusion.ts';

/** Every figure, a line a topic. */
export const FIGURES: readonly Figure[] = [
  ...gradientFigures,
  ...guidanceFigures,
  ...medusaFigures,
  ...rectifiedFlowFigures,
  ...stableDiffusionFigures,
];

const BY_NAME = new Map(FIGURES.map((one) => [one.name, one]));

export const figureNamed = (name: string): Figure | null => BY_NAME.get(name) ?? null;
