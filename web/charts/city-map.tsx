/**
 * The province by city: classes of a value, hatched where chance explains the difference, dotted
 * where there is nothing to judge it by.
 */
import { useEffect, useId, useMemo, useState } from 'react';
import { type Classes, type Compared, shadeOf } from './compared.ts';
import { layout, type MapFile } from './geo.ts';
import { usePicks } from './picks.ts';
import { CONTEXT, INK, SEQUENCE } from './theme.ts';
import { useWidth } from './width.ts';
import { useChartWords } from './words.ts';

const WIDTH = 500;
const HEIGHT = 420;
const FONT = 11;
const BLANK = '#fff';

/** The county that is a city of its own: the map names it by the county's code. */
const JIYUAN = { city: '419000', region: '419001' };

/** The map's region of a city. */
export function regionOf(city: string): string {
  const division = city.slice(0, JIYUAN.city.length);
  return division === JIYUAN.city ? JIYUAN.region : division;
}

/** What of a name stands on the map. */
const short = (name: string) => name.replace(/市$/, '');

/** The map's file, once it is here; null where it could not be fetched. */
function useMapFile(): MapFile | null | undefined {
  const [file, setFile] = useState<MapFile | null>();
  useEffect(() => {
    let isGone = false;
    import('../map/henan.geo.json', { with: { type: 'json' } }).then(
      (module) => !isGone && setFile(module.default),
      () => !isGone && setFile(null),
    );
    return () => {
      isGone = true;
    };
  }, []);
  return file;
}

export function CityMap({
  cities,
  classes,
  label,
  missing,
  onPick,
}: {
  readonly cities: readonly Compared[];
  readonly classes: Classes;
  /** What the map shows, for who hears it. */
  readonly label: string;
  /** What is said of a region that is none of the units. */
  readonly missing: string;
  /** A city was clicked; the same must be reachable by a link beside the map. */
  readonly onPick: (code: string) => void;
}) {
  const { say } = useChartWords();
  const [id, dots] = [useId(), useId()];
  const [place, width] = useWidth(WIDTH);
  usePicks(place, onPick);
  const file = useMapFile();
  const regions = useMemo(() => file && layout(file, WIDTH, HEIGHT), [file]);
  const byRegion = new Map(cities.map((city) => [regionOf(city.code), city]));
  const fillOf = (city: Compared | undefined) =>
    city?.value == null ? BLANK : shadeOf(classes.of(city.value));
  // Names stay as large as they are where the map is small.
  const font = FONT * Math.max(1, WIDTH / width);
  return (
    <div ref={place} className={regions ? 'chart' : 'chart chart-awaited'}>
      {file === null && <p role="alert">{say.lost}</p>}
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="drawn drawn-map"
        role="img"
        aria-label={label}
      >
        <defs>
          <pattern
            id={id}
            width="6"
            height="6"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <line x1="1" x2="1" y1="0" y2="6" stroke="#fff" strokeWidth="1.6" opacity="0.8" />
          </pattern>
          <pattern id={dots} width="7" height="7" patternUnits="userSpaceOnUse">
            <circle cx="3.5" cy="3.5" r="1.5" fill="#fff" opacity="0.9" />
          </pattern>
        </defs>
        {regions?.map(({ id: region, name, path }) => {
          const city = byRegion.get(region);
          const fill = fillOf(city);
          return (
            <g key={region} className={city ? 'pickable' : ''} data-code={city?.code}>
              <title>
                {city ? `${city.name}：${city.printed} · ${city.told}` : `${name}：${missing}`}
              </title>
              <path d={path} fill={fill} stroke={fill === BLANK ? CONTEXT : BLANK} />
              {city?.standing === 'same' && <path d={path} fill={`url(#${id})`} />}
              {city?.standing === 'unknown' && <path d={path} fill={`url(#${dots})`} />}
            </g>
          );
        })}
        {/* Above all regions: a name may be longer than its own is wide. */}
        {regions?.map(({ id: region, name, at: [x, y] }) => {
          const fill = fillOf(byRegion.get(region));
          const isDark = fill !== BLANK && fill !== SEQUENCE[0];
          return (
            <text
              key={region}
              {...{ x, y }}
              className="drawn-name"
              textAnchor="middle"
              fontSize={font}
              fill={isDark ? BLANK : INK}
              // On the hatching a name stands out by its rim.
              stroke={fill}
              strokeWidth={3}
              paintOrder="stroke"
            >
              {short(name)}
            </text>
          );
        })}
      </svg>
    </div>
  );
}
