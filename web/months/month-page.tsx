export default function MonthPage(_: Readonly<Record<string, unknown>>) {
  return <h1>MonthPage</h1>;
}
