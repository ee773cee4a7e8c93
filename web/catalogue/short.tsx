/** The small things that stand in the list and on a KPI's own page. */
import { sourceLines } from '../../shared/kpis/documents.ts';
import { useCatalogueWords } from './words.ts';

/** A word in a frame: what it means stands below the tables and in the KPI's notes. */
export function Restricted() {
  const { say } = useCatalogueWords();
  return (
    <span className="catalogue-restricted" title={say.restrictedMore}>
      {say.restricted}
    </span>
  );
}

/** The founding documents that a KPI comes from, a line each, with what they published. */
export function Sources({ of }: { readonly of: string }) {
  const { language } = useCatalogueWords();
  return sourceLines(of, language).map((line) => (
    <span key={line} className="catalogue-source">
      {line}
    </span>
  ));
}
