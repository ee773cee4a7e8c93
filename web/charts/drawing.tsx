/** A place where ECharts draws: the engine and the kinds of series are loaded when it is first seen. */
import type { EChartsCoreOption } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words.ts';
import type { Engine } from './engine.ts';
import { CONTEXT, FONTS, HAIRLINE, INK } from './theme.ts';
import { useChartWords } from './words.ts';

/** What a chart may be made of beyond axes and tooltips. */
const KINDS = {
  bar: () => import('./kinds/bar.ts'),
  canvas: () => import('./kinds/canvas.ts'),
  custom: () => import('./kinds/custom.ts'),
  labelLayout: () => import('./kinds/label-layout.ts'),
  line: () => import('./kinds/line.ts'),
  map: () => import('./kinds/map.ts'),
  markArea: () => import('./kinds/mark-area.ts'),
  markLine: () => import('./kinds/mark-line.ts'),
  scatter: () => import('./kinds/scatter.ts'),
  zoom: () => import('./kinds/zoom.ts'),
} as const;

export type Kind = keyof typeof KINDS;

async function loaded(kinds: readonly Kind[]) {
  const [engine, ...parts] = await Promise.all([
    import('./engine.ts'),
    ...kinds.map((kind) => KINDS[kind]()),
  ]);
  for (const part of parts) engine.use(part.default);
  return engine;
}

/** Something of a chart that was pointed at. */
export interface Picked {
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly name: string;
}

export interface DrawingProps {
  /** Made anew only when what it shows changes: useMemo. */
  readonly option: EChartsCoreOption;
  readonly kinds: readonly Kind[];
  /** In pixels. */
  readonly height: number;
  /** What the chart shows, for who hears it; the figure's data table has the rest. */
  readonly label: string;
  /** A map that the option names, by that name: decoded GeoJSON. */
  readonly map?: { readonly name: string; readonly json: object };
  /** Something was clicked. The same must be reachable by a link of the data table. */
  readonly onPick?: (picked: Picked) => void;
}

export function Drawing({ option, kinds, height, label, map, onPick }: DrawingProps) {
  const { language } = useWords();
  const { say } = useChartWords();
  const place = useRef<HTMLDivElement>(null);
  const [engine, setEngine] = useState<Engine>();
  const [isLost, setLost] = useState(false);
  const pick = useRef(onPick);
  pick.current = onPick;
  const asked = kinds.join(' ');

  useEffect(() => {
    let drawn: Engine | undefined;
    let isGone = false;
    const fit = () => {
      // A page that is being left has no size any more, and a map cannot be drawn into none.
      if (place.current?.clientWidth) drawn?.resize();
    };
    const watcher = new ResizeObserver(fit);
    window.addEventListener('beforeprint', fit);
    loaded(asked.split(' ').filter(isKind)).then(
      ({ init, registerMap }) => {
        const element = place.current;
        if (isGone || !element) return;
        if (map) registerMap(map.name, map.json as Parameters<typeof registerMap>[1]);
        // Many thousands of marks ask for the canvas by loading it.
        const renderer = asked.includes('canvas') ? 'canvas' : 'svg';
        drawn = init(element, undefined, { renderer });
        drawn.on('click', ({ seriesIndex = 0, dataIndex, name }) => {
          pick.current?.({ seriesIndex, dataIndex, name });
        });
        watcher.observe(element);
        setEngine(drawn);
      },
      () => setLost(true),
    );
    return () => {
      isGone = true;
      watcher.disconnect();
      window.removeEventListener('beforeprint', fit);
      drawn?.dispose();
    };
  }, [asked, map]);

  useEffect(() => {
    if (!engine || engine.isDisposed()) return;
    engine.setOption(
      {
        animation: false,
        textStyle: { fontFamily: FONTS[language], color: INK, fontSize: 12 },
        aria: { enabled: true, label: { description: label } },
        ...option,
      },
      { notMerge: true },
    );
  }, [engine, option, label, language]);

  if (isLost) return <p role="alert">{say.lost}</p>;
  return (
    <div
      ref={place}
      className={engine ? 'chart' : 'chart chart-awaited'}
      style={{ height }}
      role="img"
      aria-label={label}
    />
  );
}

function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name);
}

/** How value axes look: hairlines, no ticks, quiet labels. */
export const AXIS = {
  axisLine: { show: false, lineStyle: { color: HAIRLINE } },
  axisTick: { show: false },
  axisLabel: { color: CONTEXT, fontSize: 12 },
  splitLine: { lineStyle: { color: HAIRLINE } },
} as const;

/** How tooltips look: a hairline box without a shadow. */
export const TOOLTIP = {
  confine: true,
  borderColor: HAIRLINE,
  borderWidth: 1,
  padding: [6, 10],
  textStyle: { color: INK, fontSize: 13 },
  extraCssText: 'box-shadow:none;border-radius:2px;white-space:normal;max-width:280px',
} as const;
