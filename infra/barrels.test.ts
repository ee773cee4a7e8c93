import { describe, expect, test } from 'vitest';
import { behindIndex, withoutIndices } from './barrels.ts';

const INDEX = `export { default as Button } from './button';
export { install as LineChart } from '../chart/line/install.js';
export * from './more';
`;
const indices = new Map([['library', behindIndex(INDEX, '/lib/es')]]);

describe('imports through an index', () => {
  test('are led to the module behind each name, on the same line, and types fall away', () => {
    const source = `import { Button, type ButtonProps, LineChart } from 'library';
import { other } from './other.ts';
`;
    expect(withoutIndices(source, indices)).toBe(
      `import { default as Button } from "/lib/es/button"; import { install as LineChart } from "/lib/chart/line/install.js";
import { other } from './other.ts';
`,
    );
    const long = "import {\n  Button,\n  LineChart,\n} from 'library';\nrest();\n";
    expect(withoutIndices(long, indices).split('\n').indexOf('rest();')).toBe(4);
  });

  test('fail by name where the index has none', () => {
    expect(() => withoutIndices("import { Nothing } from 'library';", indices)).toThrow(
      'library has no module for Nothing',
    );
  });
});
