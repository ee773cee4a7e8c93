/** The commands of the pages, held to the templates and to what the programs take. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { scratchAssemblies } from './testing.ts';

const ROOT = join(import.meta.dirname, '..');
const scratch = scratchAssemblies();
afterAll(scratch.remove);

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');
const PAGES = [
  ...['README.md', 'README.zh-CN.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** The lines of a page's blocks of commands, continued ones joined, without remarks. */
function blocks(page: string): string[] {
  const found = read(page).matchAll(/^ *```sh\n([\s\S]*?)^ *```$/gm);
  return [...found]
    .flatMap(([, block = '']) => block.replaceAll(/\\\n\s*/g, '').split('\n'))
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter(Boolean);
}

/** With those in the middle of a text that say more than a name. */
function commands(page: string, program: string): string[] {
  const inText = [...read(page).matchAll(/`([^`\n]+ -[^`\n]+)`/g)].map(([, text = '']) => text);
  return [...blocks(page), ...inText].filter((line) => line.startsWith(`${program} `));
}

interface Parameter {
  readonly Default?: unknown;
}

/** The stacks that the flags make, each with its parameters. */
const stacksOf = (() => {
  const known = new Map<string, ReadonlyMap<string, Readonly<Record<string, Parameter>>>>();
  return (context: Readonly<Record<string, string>>) => {
    const key = JSON.stringify(context);
    const name = `flags-${known.size}`;
    let stacks = known.get(key);
    if (!stacks) {
      scratch.write(name, { context });
      const folder = join(scratch.folder, name);
      const templates = readdirSync(folder).filter((file) => file.endsWith('.template.json'));
      stacks = new Map(
        templates.map((file) => {
          const { Parameters = {} } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
            Parameters?: Record<string, Parameter>;
          };
          return [file.replace('.template.json', ''), Parameters];
        }),
      );
      known.set(key, stacks);
    }
    return stacks;
  };
})();

/** What `cdk deploy` or `cdk destroy` is asked for. */
function readCommand(command: string) {
  const words = command.split(/\s+/).slice(3);
  const after = (option: string) =>
    words.flatMap((word, index) => (words[index - 1] === option ? [word] : []));
  const named = words.filter(
    (word, index) =>
      !word.startsWith('-') && !['-c', '--parameters'].includes(words[index - 1] ?? ''),
  );
  const context = Object.fromEntries(
    after('-c').map((pair) => pair.split('=') as [string, string]),
  );
  return { context, named, all: words.includes('--all'), parameters: after('--parameters') };
}

describe.each(PAGES.filter((page) => /npx cdk (deploy|destroy) .*-/.test(read(page))))(
  '%s',
  (page) => {
    const given = new Set<string>();
    const isFirst = /README|deploy/.test(page);

    test.each(['deploy', 'destroy'].flatMap((verb) => commands(page, `npx cdk ${verb}`)))(
      '%s',
      (command) => {
        const { context, named, all, parameters } = readCommand(command);
        const stacks = stacksOf(context);
        // Of several stacks the CDK asks which.
        if (!all && named.length === 0) expect([...stacks.keys()]).toHaveLength(1);
        for (const name of named) expect([...stacks.keys()]).toContain(name);
        const chosen = named.length > 0 ? named : [...stacks.keys()];
        for (const parameter of parameters) {
          const [, stack, name = ''] = /^(?:([\w-]+):)?(\w+)=/.exec(parameter) ?? [];
          // Without a stack's name it goes to all of them, and one that does not know it refuses.
          for (const one of stack ? [stack] : chosen) {
            expect(chosen).toContain(one);
            expect(Object.keys(stacks.get(one) ?? {})).toContain(name);
            given.add(`${one}:${name}`);
          }
        }
        if (!isFirst || command.startsWith('npx cdk destroy')) return;
        for (const one of chosen) {
          for (const [name, { Default }] of Object.entries(stacks.get(one) ?? {})) {
            if (Default === undefined) expect([...given]).toContain(`${one}:${name}`);
          }
        }
      },
    );
  },
);

test('every parameter and flag is in the table of both languages', () => {
  const names = [
    ...[...stacksOf({}).values(), ...stacksOf({ identity: 'cognito', edge: 'true' }).values()]
      .flatMap((parameters) => Object.keys(parameters))
      // The CDK fills in its own.
      .filter((name) => name !== 'BootstrapVersion'),
    ...['stage', 'identity', 'services', 'edge', 'table'].map((flag) => `-c ${flag}=`),
  ];
  for (const page of ['docs/deploy.md', 'docs/deploy.zh-CN.md']) {
    for (const name of names) expect(read(page)).toMatch(new RegExp(`^\\| .*\`${name}`, 'm'));
  }
});

test.each(['deploy', 'identity', 'backup'])('docs/%s has the same commands in both', (page) => {
  // What is to be filled in is in the language of the page.
  const same = (file: string) =>
    blocks(file).map((line) =>
      line
        .replaceAll(/<[^>]+>/g, '*')
        .replaceAll(/ACCOUNT|BACKUP|FILE/g, '*')
        .replaceAll(/[^\x20-\x7e]+/g, '*')
        .replaceAll(/(=https:\/\/|@)\*+/g, '$1*'),
    );
  expect(same(`docs/${page}.zh-CN.md`)).toEqual(same(`docs/${page}.md`));
});

describe('the AWS CLI, version 2', () => {
  const all = PAGES.flatMap((page) => commands(page, 'aws'));

  test('takes a payload of JSON only where it is told so, and waits for no function', () => {
    const invoking = all.filter((command) => command.startsWith('aws lambda invoke'));
    expect(invoking.length).toBeGreaterThan(1);
    for (const command of invoking) {
      // Else it reads the payload as base64, and gives up after a minute and calls again.
      expect(command).toContain('--cli-binary-format raw-in-base64-out');
      expect(command).toContain('--invocation-type Event');
    }
  });

  test.each(['docs/identity.md', 'docs/identity.zh-CN.md'])(
    '%s enters people with a password that somebody knows: Cognito can send none',
    (page) => {
      const entering = commands(page, 'aws cognito-idp admin-create-user');
      expect(entering).toHaveLength(1);
      expect(entering[0]).toMatch(/--temporary-password \S+ --message-action SUPPRESS/);
    },
  );
});
