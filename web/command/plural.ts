/** A printed number with the English noun that it counts: `1 row`, `1,204 rows`. */
export const plural = (count: string, one: string, many = `${one}s`) =>
  `${count} ${count === '1' ? one : many}`;
