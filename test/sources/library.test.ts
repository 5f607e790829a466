import { expect, test } from 'vitest';
import { faultsOf, goodLibrary, writeLibrary } from '../support/mini-library.ts';
test('good', () => { for (const f of faultsOf(writeLibrary(goodLibrary()))) console.log(f.file, f.line, f.severity, f.problem); expect(1).toBe(1); });
