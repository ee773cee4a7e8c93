/** What stands beside the map or the intervals: every unit, and what the shades mean. */
import type { KpiDefinition } from '../api.ts';
import { shadeOf } from '../charts/compared.ts';
import { headed, kpiValue, valueAlone } from '../format.ts';
import { Link, scorecardAddress } from '../router.tsx';
import { useWords } from '../words.ts';
import type { ComparedUnit, UnitsCompared } from './comparison.ts';
import { useOverviewWords } from './words.ts';

/** What scrolls must be reachable by keyboard. */
const SCROLLABLE = { tabIndex: 0 };

export function CompareTable({
  period,
  definition,
  own,
  units,
  toOverview,
}: {
  readonly period: string;
  readonly definition: KpiDefinition;
  /** The name of the unit above. */
  readonly own: string;
  readonly units: readonly ComparedUnit[];
  /** The same page of a unit; undefined for stations, which have none. */
  readonly toOverview: ((unit: string) => string) | undefined;
}) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  return (
    <section className="chart-data overview-table" aria-label={say.compare.figures} {...SCROLLABLE}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="overview-first">
              {say.compare.unit}
            </th>
            <th scope="col">{headed(say.compare.value, definition, language)}</th>
            <th scope="col">{say.compare.against(own)}</th>
            <th scope="col">{say.compare.interval}</th>
            <th scope="col">{say.compare.counts}</th>
          </tr>
        </thead>
        <tbody>
          {units.map((unit) => (
            <tr key={unit.code}>
              <th scope="row" className="overview-first">
                <Link to={scorecardAddress(period, unit.code)}>{unit.name}</Link>
                {toOverview && (
                  <Link
                    className="overview-down"
                    to={toOverview(unit.code)}
                    aria-label={say.compare.toOverviewOf(unit.name)}
                  >
                    {say.compare.toOverview}
                  </Link>
                )}
              </th>
              <td>{kpiValue(unit.value, definition, language)}</td>
              <td>{unit.note ?? unit.told}</td>
              <td>
                {unit.interval
                  ? unit.interval.map((end) => kpiValue(end, definition, language)).join('–')
                  : say.noInterval}
              </td>
              <td>{unit.counts}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The legend, in words: the range of every shade, and the marks. */
export function Shades({
  comparison: { units, classes },
  definition,
  isMap,
  line,
}: {
  readonly comparison: UnitsCompared;
  readonly definition: KpiDefinition;
  readonly isMap: boolean;
  /** The name of the unit whose value is drawn as a line. */
  readonly line: string | undefined;
}) {
  const { language } = useWords();
  const { say } = useOverviewWords();
  const print = (value: number) => kpiValue(value, definition, language);
  const has = (wanted: ComparedUnit['standing']) =>
    units.some(({ standing }) => standing === wanted);
  return (
    <ul className="overview-shades">
      {classes.ranges.map(([low, high], place) => (
        <li key={low}>
          <span
            className={isMap ? 'overview-swatch' : 'overview-dot'}
            style={{ background: shadeOf(place) }}
          />
          {(low === high ? '' : `${print(low)}–`) + valueAlone(high, definition, language)}
        </li>
      ))}
      {has('same') && (
        <li>
          <span
            className={isMap ? 'overview-swatch overview-hatched' : 'overview-dot overview-hollow'}
          />
          {isMap ? say.compare.sameMark : say.compare.sameDot}
        </li>
      )}
      {has('unknown') && (
        <li>
          {isMap ? (
            <span className="overview-swatch overview-dotted" />
          ) : (
            <span className="overview-cross" aria-hidden="true">
              ×
            </span>
          )}
          {isMap ? say.compare.unknownMark : say.compare.unknownDot}
        </li>
      )}
      {isMap && has('none') && (
        <li>
          <span className="overview-swatch overview-white" />
          {say.compare.noneMark}
        </li>
      )}
      {!isMap && line && <li>{say.compare.line(line)}</li>}
    </ul>
  );
}
