import type { Fault } from '../fault.ts';
import type { Collection } from '../manuscript.ts';
import { coverageFaults } from './coverage.ts';
import { duplicateFaults } from './duplicates.ts';
import { type Compile, formulaFaults } from './formulas.ts';
import { giveawayFaults } from './giveaways.ts';
import { lengthFaults } from './lengths.ts';
import { questionTwinFaults } from './question-twins.ts';
import { stemFaults } from './stems.ts';
import { structureFaults } from './structure.ts';
import { tellFaults } from './tells.ts';
import { typographyFaults } from './typography.ts';

/** All that can be found out about a content folder without asking a person. */
export function allFaults(collection: Collection, compile: Compile): readonly Fault[] {
  const checks = [
    structureFaults,
    lengthFaults,
    coverageFaults,
    duplicateFaults,
    questionTwinFaults,
    tellFaults,
    stemFaults,
    giveawayFaults,
    typographyFaults,
  ];
  return [...checks.flatMap((check) => check(collection)), ...formulaFaults(collection, compile)];
}
