import type { Session } from '../session.ts';

export default function AppealsPage(props: { readonly session: Session }) {
  return <h1>{props.session.unit}</h1>;
}
