import { z } from 'zod';

/**
 * A function's settings from its environment, read once when it is loaded. Throws one error that
 * names every setting that is missing.
 */
export function settings<const Name extends string>(
  names: readonly Name[],
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Name, string>> {
  const schema = z.object(
    Object.fromEntries(names.map((name) => [name, z.string().min(1)])) as Record<Name, z.ZodString>,
  );
  const parsed = schema.safeParse(environment);
  if (!parsed.success) {
    const missing = parsed.error.issues.map(({ path }) => path.join('.'));
    throw new Error(`settings missing from the environment: ${missing.join(', ')}`);
  }
  return parsed.data as Readonly<Record<Name, string>>;
}
