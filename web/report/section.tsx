/** Parts of the bulletin under a heading, which the style sheet numbers. */
import type { ReactNode } from 'react';
import type { Language } from '../format.ts';
import { useWords } from '../words.ts';
import type { Report } from './data.ts';

export function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="report-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type Sentences = Report['sections'][number]['sentences'];

const textOf = (sentences: Sentences, language: Language) =>
  sentences.map(({ words }) => words[language]).join(language === 'zh' ? '' : ' ');

/** Sentences as one paragraph. */
export function Paragraph({ sentences }: { readonly sentences: Sentences }) {
  const { language } = useWords();
  return <p>{textOf(sentences, language)}</p>;
}

/** Sentences each with its number. */
export function Points({ sentences }: { readonly sentences: Sentences }) {
  const { language } = useWords();
  return (
    <ol className="report-points">
      {sentences.map(({ id, words }) => (
        <li key={id}>{words[language]}</li>
      ))}
    </ol>
  );
}
