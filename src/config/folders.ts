import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Problem } from './problem.ts';

/** Makes the data folder, and looks whether both folders can be used. */
export function folderProblems({ dataDir, contentDir }: Pick<Config, 'dataDir' | 'contentDir'>): Problem[] {
  const problems: Problem[] = [];
  const add = (setting: string, problem: string, advice: string) => problems.push({ setting, severity: 'error', problem, advice });
  try {
    mkdirSync(dataDir, { recursive: true });
    accessSync(dataDir, constants.R_OK | constants.W_OK);
  } catch (error) {
    add('DATA_DIR', `is "${dataDir}", which cannot be used (${codeOf(error)})`, 'name a folder that this user may write to');
  }
  try {
    if (!statSync(join(contentDir, 'topics.yaml')).isFile()) throw new Error('topics.yaml is no file');
  } catch (error) {
    add('CONTENT_DIR', `is "${contentDir}", where there is no library (${codeOf(error)})`, 'name the folder that holds topics.yaml');
  }
  return problems;
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : String(error));
