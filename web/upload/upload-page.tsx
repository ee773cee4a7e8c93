import type { Session } from '../session.ts';

export default function UploadPage(props: { readonly station: string; readonly session: Session }) {
  return <h1>{props.session.unit}</h1>;
}
