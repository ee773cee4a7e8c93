export default function MonthsPage(_: Readonly<Record<string, unknown>>) {
  return <h1>MonthsPage</h1>;
}
