import type { Session } from '../session.ts';

export default function TodayPage(props: {
  readonly date: string | undefined;
  readonly session: Session;
}) {
  return <h1>{props.session.unit}</h1>;
}
