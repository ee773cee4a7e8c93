/** Which grants decided which calls, kept in a folder for the report on grants. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Decision, PolicyRequest } from './policy.ts';

const recordSchema = z.object({
  /** The role's ARN, or the service's name. */
  principal: z.string(),
  action: z.string(),
  resource: z.string(),
  context: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  allowed: z.boolean(),
  /** The action and the resource as the statement that allowed it writes them. */
  by: z.object({ action: z.string(), resource: z.string(), source: z.string() }).optional(),
});

/** The first call of its kind that was decided so: as many as there are kinds. */
export type GrantRecord = z.infer<typeof recordSchema>;

export type Recorder = (request: PolicyRequest, decision: Decision) => void;

/** Appends to a file of its own in the folder; nothing where there is no folder. */
export function openRecorder(folder: string | undefined): Recorder {
  if (!folder) return () => undefined;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${randomUUID()}.ndjson`);
  const known = new Set<string>();
  return ({ principal, action, resource, context }, decision) => {
    const name = principal.kind === 'role' ? principal.arn : principal.name;
    const kind = decision.allowed
      ? `${decision.by.action} ${decision.by.resource} ${decision.source}`
      : resource;
    const id = `${name} ${action} ${kind}`;
    if (known.has(id)) return;
    known.add(id);
    const record = {
      principal: name,
      action,
      resource,
      context: context(),
      allowed: decision.allowed,
      ...(decision.allowed && { by: { ...decision.by, source: decision.source } }),
    };
    appendFileSync(file, `${JSON.stringify(record)}\n`);
  };
}

/** All records in the folder; throws where there is none. */
export function readRecords(folder: string): GrantRecord[] {
  return readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => recordSchema.parse(JSON.parse(line))),
  );
}
