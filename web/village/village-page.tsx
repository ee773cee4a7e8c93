export default function VillagePage(_: Readonly<Record<string, unknown>>) {
  return <h1>VillagePage</h1>;
}
