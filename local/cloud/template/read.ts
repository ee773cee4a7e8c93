import { readAssembly } from './assembly.ts';
import { catalogue } from './catalogue.ts';
import { readEventSources, readFunctions, readSchedules } from './compute.ts';
import type { CloudDescription } from './description.ts';
import { readHttpApi } from './http-api.ts';
import { readEncryptions } from './keys.ts';
import { readResourcePolicies, readRoles } from './policies.ts';
import { type Locality, resolveResources } from './resources.ts';
import {
  readBuckets,
  readGlueDatabases,
  readGlueTables,
  readQueues,
  readTables,
  readTopics,
  readWorkGroups,
} from './stores.ts';

/**
 * What the synthesized templates in `cdkOut` describe, resolved for this machine. Throws
 * TemplateError, naming the resource, on anything that is not known here.
 */
export function readTemplate(cdkOut: string, locality: Locality): CloudDescription {
  const assembly = readAssembly(cdkOut);
  const resources = catalogue(resolveResources(assembly, locality));
  return {
    buckets: readBuckets(resources),
    tables: readTables(resources),
    queues: readQueues(resources),
    topics: readTopics(resources),
    glueDatabases: readGlueDatabases(resources),
    glueTables: readGlueTables(resources),
    workGroups: readWorkGroups(resources),
    functions: readFunctions(resources, assembly.assets),
    eventSources: readEventSources(resources),
    schedules: readSchedules(resources),
    httpApi: readHttpApi(resources),
    roles: readRoles(resources),
    resourcePolicies: readResourcePolicies(resources),
    encryptions: readEncryptions(resources),
  };
}
