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
  ): Promise<{ readonly errors?: object; readonly analysis?: { readonly result: string } }>;
}

const [folder = ''] = process.argv.slice(2);
const { runSimulation } = createRequire(join(folder, 'package.json'))(
  '@cloud-copilot/iam-simulate',
) as Library;
const simulations = JSON.parse(await text(process.stdin)) as object[];
const answers: boolean[] = [];
for (const simulation of simulations) {
  const { errors, analysis } = await runSimulation(simulation, { simulationMode: 'Strict' });
  if (!analysis) throw new Error(JSON.stringify({ errors, simulation }));
  answers.push(analysis.result === 'Allowed');
}
process.stdout.write(JSON.stringify(answers));
