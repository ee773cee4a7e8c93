export default function SchemePage(_: Readonly<Record<string, unknown>>) {
  return <h1>SchemePage</h1>;
}
