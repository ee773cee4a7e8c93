/** The template's functions, each in a thread of its own from its first call on. */
import { randomUUID } from 'node:crypto';
import { devNull } from 'node:os';
import type { TurnableClock } from '../clock.ts';
import type { FunctionDefinition } from '../template/description.ts';
import { findNamed } from '../template/find.ts';
import { type Environment, type InvocationResult, startEnvironment } from './environment.ts';
import { type FunctionLog, openLog } from './log.ts';

/** Lambda's limit for the event and for the answer of a synchronous call, in bytes. */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024;

export interface FunctionsOptions {
  readonly functions: readonly FunctionDefinition[];
  readonly clock: TurnableClock;
  readonly region: string;
  /** Address of each service, by the suffix of its environment variable: `S3`, `DYNAMODB` … */
  readonly endpoints: Readonly<Record<string, string>>;
  /** The credentials that name a role to the services. */
  readonly credentialsOf: (roleArn: string) => {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  readonly logDir: string;
  /** The address that links to objects lead to, where it is not the store's own. */
  readonly linksUrl?: string;
}

export interface Functions {
  /**
   * Calls a function (see findNamed) with an event as JSON and waits for its answer. A failure
   * of the function is a value; an unknown function throws.
   */
  invoke(function_: string, payload: string): Promise<InvocationResult>;
  definition(function_: string): FunctionDefinition;
  /** Ends every thread; calls under way fail. */
  stop(): Promise<void>;
}

interface Running {
  readonly log: FunctionLog;
  /** The last one takes the calls; those before it are finishing theirs. */
  environments: Environment[];
}

export function createFunctions(options: FunctionsOptions): Functions {
  const running = new Map<string, Running>();
  let stopped = false;

  const definition = (function_: string) => findNamed(options.functions, function_);

  function environmentOf(function_: FunctionDefinition): Environment {
    let entry = running.get(function_.name);
    if (!entry) {
      entry = { log: openLog(options.logDir, function_.name), environments: [] };
      running.set(function_.name, entry);
    }
    const current = entry.environments.at(-1);
    if (current?.usable) return current;
    const next = startEnvironment(
      function_,
      variables(function_, options),
      options.clock.offset,
      entry.log,
    );
    entry.environments = [...entry.environments.filter(({ alive }) => alive), next];
    return next;
  }

  return {
    definition,
    async invoke(function_, payload) {
      const target = definition(function_);
      if (stopped) return failure('Local.Stopped', 'The embedded cloud is stopping');
      if (Buffer.byteLength(payload) > PAYLOAD_LIMIT) {
        return failure('RequestTooLargeException', 'The event is larger than 6 MB');
      }
      const result = await environmentOf(target).call(randomUUID(), payload);
      if (result.ok && Buffer.byteLength(result.payload) > PAYLOAD_LIMIT) {
        return failure('Function.ResponseSizeTooLarge', 'The answer is larger than 6 MB');
      }
      return result;
    },
    async stop() {
      stopped = true;
      for (const { environments, log } of running.values()) {
        await Promise.all(environments.map((environment) => environment.terminate()));
        log.close();
      }
    },
  };
}

function failure(errorType: string, errorMessage: string): InvocationResult {
  return { ok: false, error: { errorType, errorMessage, trace: [] } };
}

/** The template's variables, Lambda's own, and where the services are on this machine. */
function variables(
  definition: FunctionDefinition,
  { region, endpoints, credentialsOf, linksUrl }: FunctionsOptions,
): Record<string, string> {
  const { accessKeyId, secretAccessKey } = credentialsOf(definition.roleArn);
  return {
    ...definition.environment,
    ...Object.fromEntries(
      Object.entries(endpoints).map(([service, url]) => [`AWS_ENDPOINT_URL_${service}`, url]),
    ),
    ...(linksUrl === undefined ? {} : { OBJECT_LINKS_URL: linksUrl }),
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    LAMBDA_TASK_ROOT: definition.codeDir,
    _HANDLER: definition.handler,
    TZ: 'UTC',
    // What the user of this machine has configured for AWS is none of the functions' business.
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
  };
}
