import { err, ok, type Result } from '../kernel/result.ts';

/**
 * Adds what stands in an env file to the environment of this process; what is set there already wins.
 * A missing file is fine. The error is one line for the operator.
 */
export function loadEnvFile(path = '.env'): Result<'loaded' | 'missing', string> {
  try {
    process.loadEnvFile(path);
    return ok('loaded');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return code === 'ENOENT' ? ok('missing') : err(`${path} cannot be read (${code}): check that it is a file this user may read`);
  }
}
