/** The province by city: classes of a value, hatched where chance explains the difference. */
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useMemo, useState } from 'react';
import { type Classes, type Compared, shadeOf } from './compared.ts';
import { Drawing, type Kind, TOOLTIP } from './drawing.tsx';
import { CONTEXT, INK, SEQUENCE } from './theme.ts';
import { tip } from './tip.ts';
import { useChartWords } from './words.ts';

export const MAP_HEIGHT = 420;
const NAME = 'henan';
const KINDS: readonly Kind[] = ['map'];

interface MapJson {
  readonly features: readonly {
    readonly id: string;
    readonly properties: { readonly name: string };
  }[];
}

/** The county that is a city of its own: the map names it by the county's code. */
const JIYUAN = { city: '419000', region: '419001' };

/** The map's region of a city. */
export function regionOf(city: string): string {
  const division = city.slice(0, JIYUAN.city.length);
  return division === JIYUAN.city ? JIYUAN.region : division;
}

/** Lines across what chance explains; on every shade they can be seen. */
const HATCH = {
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [1, 5],
  rotation: -Math.PI / 4,
  color: 'rgba(255,255,255,0.75)',
};

/** What of a name stands on the map. */
const short = (name: string) => name.replace(/市$/, '');

export function mapOption(
  json: MapJson,
  cities: readonly Compared[],
  classes: Classes,
  missing: string,
): EChartsCoreOption {
  const byRegion = new Map(cities.map((city) => [regionOf(city.code), city]));
  const regions = json.features.map(({ id, properties }) => ({
    region: properties.name,
    city: byRegion.get(id),
  }));
  return {
    tooltip: {
      ...TOOLTIP,
      formatter: ({ dataIndex }: { readonly dataIndex: number }) => {
        const found = regions[dataIndex];
        if (!found) return '';
        const { region, city } = found;
        return city ? tip(city.name, city.printed, city.told) : tip(region, missing);
      },
    },
    series: [
      {
        type: 'map',
        map: NAME,
        // A degree of longitude is shorter up here than one of latitude.
        aspectScale: 0.83,
        layoutCenter: ['50%', '50%'],
        layoutSize: '98%',
        selectedMode: false,
        label: { show: true, fontSize: 11, formatter: labelOf },
        emphasis: { label: { show: true }, itemStyle: { areaColor: undefined } },
        itemStyle: { borderColor: '#fff', borderWidth: 1 },
        data: regions.map(({ region, city }) => {
          const isValued = city !== undefined && city.value !== null;
          const color = isValued ? shadeOf(classes.of(city.value ?? 0)) : '#fff';
          const isDark = isValued && color !== SEQUENCE[0];
          const isSame = city?.standing === 'same';
          const style = {
            areaColor: color,
            borderColor: isValued ? '#fff' : CONTEXT,
            borderWidth: isValued ? 1 : 0.5,
            ...(isSame && { decal: HATCH }),
          };
          const label = {
            color: isDark ? '#fff' : INK,
            // On the hatching a name stands on a ground of its own.
            ...(isSame && { backgroundColor: color, padding: [1, 2] }),
          };
          return {
            name: region,
            value: city?.value ?? Number.NaN,
            itemStyle: style,
            label,
            emphasis: { itemStyle: { ...style, borderColor: INK, borderWidth: 2 }, label },
          };
        }),
      },
    ],
  };
}

const labelOf = ({ name }: { readonly name: string }) => short(name);

/** The map's file, once it is here; null where it could not be fetched. */
function useMapJson(): MapJson | null | undefined {
  const [json, setJson] = useState<MapJson | null>();
  useEffect(() => {
    let isGone = false;
    import('../map/henan.geo.json', { with: { type: 'json' } }).then(
      (module) => !isGone && setJson(module.default),
      () => !isGone && setJson(null),
    );
    return () => {
      isGone = true;
    };
  }, []);
  return json;
}

export function CityMap({
  cities,
  classes,
  label,
  missing,
  onPick,
}: {
  /** Made anew only when they change, like the classes: useMemo. */
  readonly cities: readonly Compared[];
  readonly classes: Classes;
  readonly label: string;
  /** What is said of a region that is none of the units. */
  readonly missing: string;
  readonly onPick: (code: string) => void;
}) {
  const { say } = useChartWords();
  const json = useMapJson();
  const option = useMemo(
    () => json && mapOption(json, cities, classes, missing),
    [json, cities, classes, missing],
  );
  const map = useMemo(() => json && { name: NAME, json }, [json]);
  if (json === null) return <p role="alert">{say.lost}</p>;
  if (!json || !option || !map) {
    return <div className="chart-awaited" style={{ height: MAP_HEIGHT }} />;
  }
  return (
    <Drawing
      option={option}
      kinds={KINDS}
      height={MAP_HEIGHT}
      label={label}
      map={map}
      onPick={({ name }) => {
        const region = json.features.find(({ properties }) => properties.name === name);
        const city = cities.find(({ code }) => regionOf(code) === region?.id);
        if (city) onPick(city.code);
      }}
    />
  );
}
