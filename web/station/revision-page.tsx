import type { Session } from '../session.ts';

export default function RevisionPage(props: {
  readonly station: string;
  readonly date: string;
  readonly revision: number;
  readonly session: Session;
}) {
  return <h1>{props.session.unit}</h1>;
}
