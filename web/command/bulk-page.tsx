/** Back-filling many stations with one file: choose it, watch it go, see what came of it. */
import type { Session } from '../session.ts';
import { BulkFollow } from './bulk-follow.tsx';
import { BulkUpload } from './bulk-upload.tsx';

export default function BulkPage({
  id,
}: {
  readonly id: string | undefined;
  readonly session: Session;
}) {
  return id === undefined ? <BulkUpload /> : <BulkFollow key={id} id={id} />;
}
