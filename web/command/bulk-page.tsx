import type { Session } from '../session.ts';

export default function BulkPage(props: {
  readonly id: string | undefined;
  readonly session: Session;
}) {
  return <h1>{props.session.unit}</h1>;
}
