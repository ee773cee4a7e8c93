/**
 * A process of its own around a kept IAM simulation library, whose licence (AGPL) does not let it
 * into this project's own programs: JSON in, JSON out. The argument is the folder of the library.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The part of the library that is called here. */
interface Library {
  runSimulation(
    simulation: object,
    options: object,
  ): Promise<{ readonly errors?: object; readonly overallResult?: string }>;
}

const [folder = ''] = process.argv.slice(2);
const { runSimulation } = createRequire(join(folder, 'package.json'))(
  '@cloud-copilot/iam-simulate',
) as Library;
const simulations = JSON.parse(await text(process.stdin)) as object[];
const answers: boolean[] = [];
for (const simulation of simulations) {
  const { errors, overallResult } = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (!overallResult) throw new Error(JSON.stringify({ errors, simulation }));
  answers.push(overallResult === 'Allowed');
}
process.stdout.write(JSON.stringify(answers));
