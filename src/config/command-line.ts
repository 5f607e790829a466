import { type Config, readConfig } from './config.ts';
import { loadEnvFile } from './env-file.ts';
import { describeProblem } from './problem.ts';

/** The configuration from `.env` and the environment; where it cannot be used, all mistakes are named together and the process ends. */
export function configOrExit(): Config {
  const file = loadEnvFile();
  const config = readConfig(process.env);
  if (file.ok && config.ok) return config.value;
  console.error('The configuration cannot be used:');
  if (!file.ok) console.error(`  ${file.error}`);
  if (!config.ok) for (const problem of config.error) console.error(`  ${describeProblem(problem)}`);
  process.exit(1);
}
