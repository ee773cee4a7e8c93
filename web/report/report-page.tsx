export default function ReportPage(_: Readonly<Record<string, unknown>>) {
  return <h1>ReportPage</h1>;
}
