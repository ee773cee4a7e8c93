import { expect, it } from 'vitest';
import { guideMarkdown } from './markdown.ts';
import { guideOf } from './words.ts';

it('tells the same in both languages, each step with its picture', () => {
  const [zh, en] = [guideOf('zh'), guideOf('en')];
  expect(en.steps.map(({ picture }) => picture)).toEqual(zh.steps.map(({ picture }) => picture));
  expect(en.sections.map(({ lines }) => lines.length)).toEqual(
    zh.sections.map(({ lines }) => lines.length),
  );
  const page = guideMarkdown(zh);
  expect(page).toContain('### 1. 点“填报”');
  expect(page).toContain('images/guide-calendar.png');
  expect(page).toContain('- 算：入户走访、矛盾调解、');
  for (const { lines } of zh.sections) for (const line of lines) expect(page).toContain(line);
});
