/** A scheme: read, compared with another, or edited as its next version. */
import { lazy, Suspense } from 'react';
import type { Scheme } from '../../shared/scoring/scheme.ts';
import type { KpiDefinition, List } from '../api.ts';
import type { SchemeEntry } from '../months/months.ts';
import { useResource } from '../resource.ts';
import { useRights } from '../rights.ts';
import type { Session } from '../session.ts';
import { Failed, Loading } from '../states.tsx';
import { useWords } from '../words.ts';
import { useEditorWords } from './editor-words.ts';
import { SchemeView } from './scheme-view.tsx';

const Editor = lazy(() => import('./editor.tsx'));

export default function SchemePage({
  scheme: name,
  isEdited,
  session,
}: {
  readonly scheme: string;
  readonly isEdited: boolean;
  readonly session: Session;
}) {
  const { language } = useWords();
  const { say } = useEditorWords();
  const mayEdit = session.role === 'administrator';
  const isRefused = isEdited && !mayEdit;
  const path = (of: string) => (isRefused ? undefined : of);
  const scheme = useResource<Scheme>(path(`/schemes/${encodeURIComponent(name)}`), language);
  const entries = useResource<List<SchemeEntry>>(path('/schemes'), language);
  const catalogue = useResource<List<KpiDefinition>>(path('/kpis'), language);
  const { rights, ...own } = useRights(session);
  const forbidden = { kind: 'forbidden', detail: say.administratorsOnly } as const;
  if (isRefused || (isEdited && rights && !rights.isAdministrator)) {
    return <Failed failure={forbidden} retry={() => location.reload()} />;
  }
  const failed = [scheme, entries, catalogue, own].find(({ failure }) => failure);
  if (failed?.failure) return <Failed failure={failed.failure} retry={failed.retry} />;
  if (!scheme.value || !entries.value || !catalogue.value || !rights) return <Loading rows={12} />;
  const props = {
    scheme: scheme.value,
    entries: entries.value.items,
    catalogue: catalogue.value.items,
    rights,
  };
  return isEdited ? (
    <Suspense fallback={<Loading rows={12} />}>
      <Editor {...props} />
    </Suspense>
  ) : (
    <SchemeView {...props} />
  );
}
