export default function CataloguePage(_: Readonly<Record<string, unknown>>) {
  return <h1>CataloguePage</h1>;
}
