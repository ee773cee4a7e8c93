import type { Session } from '../session.ts';

export default function DayPage(props: {
  readonly station: string;
  readonly date: string;
  readonly session: Session;
}) {
  return <h1>{props.session.unit}</h1>;
}
