import type { Fault } from '../fault.ts';
import type { Collection } from '../manuscript.ts';
import { glossaryFaults } from './glossary.ts';
import { linkFaults } from './links.ts';
import { questionFaults } from './questions.ts';
import { registerFaults } from './register.ts';
import { twinFaults } from './twins.ts';

/** Where the files of the library contradict each other or themselves: cheap enough for every start of the bot. */
export function structureFaults(collection: Collection): readonly Fault[] {
  return [registerFaults, twinFaults, linkFaults, questionFaults, glossaryFaults].flatMap((check) => check(collection));
}
