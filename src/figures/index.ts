import { activationFigures } from './activation-figures.ts';
import { actorCriticFigures } from './actor-critic-figures.ts';
import { adaboostFigures } from './adaboost-figures.ts';
import { adamwFigures } from './adamw.ts';
import { anchorFreeFigures } from './anchor-free.ts';
import { autoregressiveFigures } from './autoregressive-figures.ts';
import { biasFigures } from './bias-figures.ts';
import { continuousFlowFigures } from './continuous-flow-figures.ts';
import { controlnetFigures } from './controlnet-figures.ts';
import { cpcFigures } from './cpc-figures.ts';
import { ddimFigures } from './ddim-figures.ts';
import { ddpFigures } from './ddp-figures.ts';
import { ddpgFigures } from './ddpg.ts';
import { deformableConvFigures } from './deformable-conv.ts';
import { diffusionSdeFigures } from './diffusion-sde.ts';
import { edmFigures } from './edm.ts';
import { featureEngineeringFigures } from './feature-engineering-figures.ts';
import type { Figure } from './figure.ts';
import { flashAttentionFigures } from './flash-attention-figures.ts';
import { gbdtFigures } from './gbdt-figures.ts';
import { gradientFigures } from './gradient.ts';
import { guidanceFigures } from './guidance.ts';
import { kdTreeFigures } from './kd-tree-figures.ts';
import { kimiK15Figures } from './kimi-k15.ts';
import { logisticRegressionFigures } from './logistic-regression-figures.ts';
import { medusaFigures } from './medusa-figures.ts';
import { mixedPrecisionFigures } from './mixed-precision-figures.ts';
import { mmbenchFigures } from './mmbench.ts';
import { multiScaleFigures } from './multi-scale.ts';
import { niceFigures } from './nice-figures.ts';
import { normalizingFlowFigures } from './normalizing-flow.ts';
import { pcaFigures } from './pca-figures.ts';
import { quadraticFormFigures } from './quadratic-form.ts';
import { rFcnFigures } from './r-fcn.ts';
import { randomForestFigures } from './random-forest-figures.ts';
import { randomWalkFigures } from './random-walk.ts';
import { receptiveFieldFigures } from './receptive-field-figures.ts';
import { rectifiedFlowFigures } from './rectified-flow.ts';
import { scoreSdeFigures } from './score-sde.ts';
import { sd3Figures } from './sd3.ts';
import { selfSupervisedFigures } from './self-supervised-figures.ts';
import { smallObjectsFigures } from './small-objects.ts';
import { smoothMetricsFigures } from './smooth-metrics.ts';
import { somFigures } from './som-figures.ts';
import { stableDiffusionFigures } from './stable-diffusion.ts';
import { stochasticApproximationFigures } from './stochastic-approximation.ts';
import { tfExportFigures } from './tf-export-figures.ts';
import { upsamplingFigures } from './upsampling-figures.ts';
import { vaeFigures } from './vae.ts';
import { vqVaeFigures } from './vq-vae-figures.ts';
import { xgboostFigures } from './xgboost-figures.ts';
import { yoloFigures } from './yolo-figures.ts';

/** Every figure, a line a topic. */
export const FIGURES: readonly Figure[] = [
  ...activationFigures,
  ...actorCriticFigures,
  ...adaboostFigures,
  ...adamwFigures,
  ...anchorFreeFigures,
  ...autoregressiveFigures,
  ...biasFigures,
  ...continuousFlowFigures,
  ...controlnetFigures,
  ...cpcFigures,
  ...ddimFigures,
  ...ddpFigures,
  ...ddpgFigures,
  ...deformableConvFigures,
  ...diffusionSdeFigures,
  ...edmFigures,
  ...featureEngineeringFigures,
  ...flashAttentionFigures,
  ...gbdtFigures,
  ...gradientFigures,
  ...guidanceFigures,
  ...kdTreeFigures,
  ...kimiK15Figures,
  ...logisticRegressionFigures,
  ...medusaFigures,
  ...mixedPrecisionFigures,
  ...mmbenchFigures,
  ...multiScaleFigures,
  ...niceFigures,
  ...normalizingFlowFigures,
  ...pcaFigures,
  ...quadraticFormFigures,
  ...randomForestFigures,
  ...randomWalkFigures,
  ...receptiveFieldFigures,
  ...rectifiedFlowFigures,
  ...rFcnFigures,
  ...scoreSdeFigures,
  ...sd3Figures,
  ...selfSupervisedFigures,
  ...smallObjectsFigures,
  ...smoothMetricsFigures,
  ...somFigures,
  ...stableDiffusionFigures,
  ...stochasticApproximationFigures,
  ...tfExportFigures,
  ...upsamplingFigures,
  ...vaeFigures,
  ...vqVaeFigures,
  ...xgboostFigures,
  ...yoloFigures,
];

const BY_NAME = new Map(FIGURES.map((one) => [one.name, one]));

export const figureNamed = (name: string): Figure | null => BY_NAME.get(name) ?? null;
