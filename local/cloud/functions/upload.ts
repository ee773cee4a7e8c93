import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionDefinition } from '../template/description.ts';

/**
 * Copies every function's code into the folder (replaced if it is there) and gives the functions
 * as they run from it, as an upload does: a new synthesis does not touch a running cloud.
 */
export function uploadCode(
  functions: readonly FunctionDefinition[],
  folder: string,
): FunctionDefinition[] {
  rmSync(folder, { recursive: true, force: true });
  return functions.map((definition) => {
    const codeDir = join(folder, definition.name);
    cpSync(definition.codeDir, codeDir, { recursive: true });
    return { ...definition, codeDir };
  });
}
