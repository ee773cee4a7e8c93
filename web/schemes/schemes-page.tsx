export default function SchemesPage(_: Readonly<Record<string, unknown>>) {
  return <h1>SchemesPage</h1>;
}
