/**
 * A fault as it may be logged. Parsers quote what they could not read, which may be anything that
 * somebody has sent: of their faults, and of those behind others, the place alone is told.
 */
export function loggable(fault: unknown): Error {
  if (!(fault instanceof Error)) return new Error(`a fault that is no error: ${typeof fault}`);
  const isQuoting = fault instanceof SyntaxError;
  const told = new Error(isQuoting ? 'a text that could not be parsed' : fault.message);
  told.name = fault.name;
  const frames = fault.stack?.split('\n').filter((line) => /^ +at /.test(line)) ?? [];
  told.stack = [`${told.name}: ${told.message}`, ...frames].join('\n');
  if (fault.cause !== undefined) told.cause = loggable(fault.cause);
  return told;
}
