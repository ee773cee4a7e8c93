/** The guide for the clerk, on one page that can be printed and put on the wall. */
import { Button } from 'antd';
import { useWords } from '../words.ts';
import { Drawing } from './drawings.tsx';
import { guideOf } from './words.ts';

export default function GuidePage() {
  const { language } = useWords();
  const guide = guideOf(language);
  return (
    <article className="guide">
      <h1>{guide.title}</h1>
      <p className="guide-intro">{guide.intro}</p>
      <div className="controls">
        <Button onClick={() => window.print()}>{guide.print}</Button>
      </div>
      <h2>{guide.stepsTitle}</h2>
      <ol className="guide-steps">
        {guide.steps.map(({ picture, title, text }) => (
          <li key={picture}>
            <div>
              <h3>{title}</h3>
              <p>{text}</p>
            </div>
            <Drawing picture={picture} title={title} drawn={guide.drawn} />
          </li>
        ))}
      </ol>
      <div className="guide-sections">
        {guide.sections.map(({ title, lines }) => (
          <section key={title}>
            <h2>{title}</h2>
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </section>
        ))}
      </div>
    </article>
  );
}
