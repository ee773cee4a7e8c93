/** Back-filling many stations with one file: choose it, watch it go, see what came of it. */
import type { Session } from '../session.ts';
import { Failed } from '../states.tsx';
import { useWords } from '../words.ts';
import { BulkFollow } from './bulk-follow.tsx';
import { BulkUpload } from './bulk-upload.tsx';

export default function BulkPage({
  id,
  session,
}: {
  readonly id: string | undefined;
  readonly session: Session;
}) {
  const { words } = useWords();
  // The page asks for nothing before a file is chosen, so no answer would say so.
  if (session.role === 'viewer') {
    const failure = { kind: 'forbidden', detail: words.forbiddenText } as const;
    return <Failed failure={failure} retry={() => location.reload()} />;
  }
  return id === undefined ? <BulkUpload /> : <BulkFollow key={id} id={id} />;
}
