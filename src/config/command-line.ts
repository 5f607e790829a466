import { type Config, readConfig } from './config.ts';
import { loadEnvFile } from './env-file.ts';
import { folderProblems } from './folders.ts';
import { describeProblem } from './problem.ts';

/** The configuration from `.env` and the environment; where it cannot be used, all mistakes are named together and the process ends. */
export function configOrExit(): Config {
  const file = loadEnvFile();
  const config = readConfig(process.env);
  const folders = config.ok ? folderProblems(config.value) : [];
  if (file.ok && config.ok && folders.length === 0) return config.value;
  console.error('The configuration cannot be used:');
  if (!file.ok) console.error(`  ${file.error}`);
  for (const problem of config.ok ? folders : config.error) console.error(`  ${describeProblem(problem)}`);
  process.exit(1);
}
