/** A map's file as ECharts compresses it, decoded and laid out as paths. */

type Ring = string;
type Offset = readonly number[];

/** A region with its outline, or several of them, each with its holes. */
interface Feature {
  readonly id: string;
  readonly properties: { readonly name: string; readonly cp: readonly number[] };
  readonly geometry: {
    readonly type: string;
    readonly coordinates: readonly (Ring | readonly Ring[])[];
    readonly encodeOffsets: readonly (Offset | readonly Offset[])[];
  };
}

export interface MapFile {
  readonly features: readonly Feature[];
}

export interface Region {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** Where its name stands. */
  readonly at: readonly [number, number];
}

const SCALE = 1024;
const ZERO = 64;
type Point = readonly [number, number];

/** Differences in zigzag, a character for each coordinate; degrees. */
export function decoded(ring: string, [startX = 0, startY = 0]: Offset): readonly Point[] {
  const points: Point[] = [];
  let [x, y] = [startX, startY];
  for (let place = 0; place + 1 < ring.length; place += 2) {
    x += zigzag(ring.charCodeAt(place) - ZERO);
    y += zigzag(ring.charCodeAt(place + 1) - ZERO);
    points.push([x / SCALE, y / SCALE]);
  }
  return points;
}

const zigzag = (code: number) => (code >> 1) ^ -(code & 1);

function ringsOf({ geometry }: Feature): readonly (readonly Point[])[] {
  return geometry.coordinates.flatMap((part, place) => {
    const offset = geometry.encodeOffsets[place] ?? [];
    if (typeof part === 'string') return [decoded(part, offset.filter(isNumber))];
    return part.map((ring, inner) => {
      const start = offset[inner];
      return decoded(ring, typeof start === 'object' ? start : []);
    });
  });
}

const isNumber = (value: unknown): value is number => typeof value === 'number';

/** A degree of longitude is shorter up here than one of latitude. */
const NARROWER = Math.cos((34 / 180) * Math.PI);

/** The regions in a frame of that width and height, north at the top. */
export function layout(file: MapFile, width: number, height: number): readonly Region[] {
  const shapes = file.features.map((feature) => ({ feature, rings: ringsOf(feature) }));
  const points = shapes.flatMap(({ rings }) => rings.flat());
  const extent = (axis: 0 | 1) => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const point of points) {
      [least, most] = [Math.min(least, point[axis]), Math.max(most, point[axis])];
    }
    return [least, most] as const;
  };
  const [west, east] = extent(0);
  const [south, north] = extent(1);
  const scale = Math.min(width / ((east - west) * NARROWER), height / (north - south));
  const left = (width - (east - west) * NARROWER * scale) / 2;
  const top = (height - (north - south) * scale) / 2;
  const at = ([x = 0, y = 0]: readonly number[]): Point => [
    left + (x - west) * NARROWER * scale,
    top + (north - y) * scale,
  ];
  const written = (point: Point) =>
    at(point)
      .map((part) => part.toFixed(1))
      .join(' ');
  return shapes.map(({ feature: { id, properties }, rings }) => ({
    id,
    name: properties.name,
    path: rings.map((ring) => `M${ring.map(written).join('L')}Z`).join(''),
    at: at(properties.cp),
  }));
}
