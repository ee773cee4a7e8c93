export default function GuidePage() {
  return <h1>guide</h1>;
}
