/** The guide in Chinese as a page of `docs/`, with pictures of the page in place of drawings. */
import type { Guide } from './words.ts';

/** Each step's picture, of made-up data, is `images/guide-<picture>.png` beside the page. */
export function guideMarkdown({ title, intro, stepsTitle, steps, sections }: Guide): string {
  const told = steps.map(
    ({ title: step, text, picture }, index) =>
      `### ${index + 1}. ${step}\n\n${text}\n\n![${step}](images/guide-${picture}.png)\n`,
  );
  const rest = sections.map(
    ({ title: section, lines }) =>
      `## ${section}\n\n${lines.map((line) => `- ${line}\n`).join('')}`,
  );
  return [
    `# ${title}\n\n${intro}图中的人员、案件和数字都是虚构的。\n`,
    `## ${stepsTitle}\n`,
    ...told,
    ...rest,
  ].join('\n');
}
