export default function OverviewPage(_: Readonly<Record<string, unknown>>) {
  return <h1>OverviewPage</h1>;
}
