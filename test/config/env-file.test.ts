import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadEnvFile } from '../../src/config/env-file.ts';

const NAMES = ['ENV_FILE_TEST_A', 'ENV_FILE_TEST_B'];

describe('the env file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    for (const name of NAMES) delete process.env[name];
  });

  it('is added to the environment, which wins', () => {
    process.env.ENV_FILE_TEST_B = 'real';
    writeFileSync(join(folder, '.env'), '# a comment\nENV_FILE_TEST_A="from # file"\nENV_FILE_TEST_B=file\n');
    expect(loadEnvFile(join(folder, '.env'))).toEqual({ ok: true, value: 'loaded' });
    expect(NAMES.map((name) => process.env[name])).toEqual(['from # file', 'real']);
  });

  it('may be missing', () => {
    expect(loadEnvFile(join(folder, '.env'))).toEqual({ ok: true, value: 'missing' });
  });

  it('that cannot be read is named', () => {
    const loaded = loadEnvFile(folder);
    expect(loaded.ok ? '' : loaded.error).toMatch(/^.*env-file-.* cannot be read \([A-Z_]+\): check/);
  });

  it.skipIf(process.getuid?.() === 0)('that is forbidden is named', () => {
    const path = join(folder, '.env');
    writeFileSync(path, 'ENV_FILE_TEST_A=1');
    chmodSync(path, 0);
    expect(loadEnvFile(path)).toMatchObject({ ok: false });
  });
});
