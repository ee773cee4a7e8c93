/**
 * The compliance pages claim what the repository holds. Whatever stands there between backticks is
 * looked up: a path exists, a script is in package.json, anything else (a setting, a parameter, a
 * route, a prefix of keys) stands word for word in the code or in what is deployed. Fenced blocks
 * are examples of others' products and are not looked at.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const ROOT = join(import.meta.dirname, '..');
const PAGES = join(ROOT, 'docs/compliance');
const CODE = ['functions', 'infra', 'local', 'shared', 'web', 'deploy'];
const TOP = new Set(readdirSync(ROOT));

const code = CODE.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    join(ROOT, folder, file),
  ),
)
  .filter((file) => !/\.test\.tsx?$/.test(file) && statSync(file).isFile())
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

/** What stands between backticks outside fenced blocks, and where links within the repository lead. */
function claimsIn(page: string): { readonly spans: string[]; readonly links: string[] } {
  const text = page.replace(/^```.*?^```$/gms, '');
  const links = Array.from(text.matchAll(/\]\((?!https?:)([^)#]+)/g), ([, target]) => target ?? '');
  return { spans: Array.from(text.matchAll(/`([^`\n]+)`/g), ([, span]) => span ?? ''), links };
}

function holds(span: string): boolean {
  const script = /^npm run ([\w:-]+)/.exec(span)?.[1];
  if (script !== undefined) return Object.hasOwn(packageJson.scripts, script);
  const isPath = span.includes('/') && TOP.has(span.split('/')[0] ?? '');
  if (isPath || TOP.has(span)) return existsSync(join(ROOT, span));
  // A setting may stand with a value of the reader's.
  const [, setting] = /^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=.*)?$/.exec(span) ?? [];
  return setting === undefined ? code.includes(span) : new RegExp(`\\b${setting}\\b`).test(code);
}

/** What the text claims and the repository does not hold. */
function wrongIn(page: string): string[] {
  const { spans, links } = claimsIn(page);
  return [
    ...spans.filter((span) => !holds(span)),
    ...links.filter((target) => !existsSync(join(PAGES, target))),
  ];
}

it('a claim of what is not there is found', () => {
  const text =
    '`shared/none.ts` `npm run none` `FENGQIAO_NONE=1` `raw/` [a](none.md) `GET /v1/none` `HOST`\n```\n`none`\n```\n';
  expect(wrongIn(text)).toEqual([
    'shared/none.ts',
    'npm run none',
    'FENGQIAO_NONE=1',
    'GET /v1/none',
    'none.md',
  ]);
});

it.each(readdirSync(PAGES))('docs/compliance/%s names only what the repository holds', (page) => {
  const text = readFileSync(join(PAGES, page), 'utf8');
  expect(claimsIn(text).links).not.toEqual([]);
  expect(wrongIn(text)).toEqual([]);
});
