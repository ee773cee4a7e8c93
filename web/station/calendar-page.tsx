import type { Session } from '../session.ts';

export default function CalendarPage(props: {
  readonly station: string;
  readonly month: string | undefined;
  readonly session: Session;
}) {
  return <h1>{props.session.unit}</h1>;
}
