import type { Session } from '../session.ts';

export default function EvidencePage(props: {
  readonly period: string;
  readonly unit: string;
  readonly kpi: string;
  readonly session: Session;
}) {
  return <h1>{props.session.unit}</h1>;
}
