/** A place by its name, which is Chinese in either language: so a screen reader reads it as Chinese. */
import { placeName } from './made-up.ts';

export const Place = ({ name }: { readonly name: string }) => (
  <span lang="zh-CN">{placeName(name)}</span>
);
