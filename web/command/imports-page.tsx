import type { Session } from '../session.ts';

export default function ImportsPage(props: { readonly session: Session }) {
  return <h1>{props.session.unit}</h1>;
}
