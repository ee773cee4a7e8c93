/** What units are called in sentences. A page says in a line of its own that a demo is one. */
import { count, type Language } from '../format.ts';
import { placeName } from '../units/made-up.ts';

export interface Place {
  readonly name: string;
  readonly level: string;
}

/** A unit's name: `舞钢市`, `庙街乡派出所`. */
export function unitName({ name, level }: Place, language: Language): string {
  const place = placeName(name);
  if (level !== 'station') return place;
  if (language === 'en') return `${place} station`;
  return place.endsWith('所') ? place : `${place}派出所`;
}

const WHOLE = { province: '全省', city: '全市', station: '本所' } as const;

/** All of the unit: 全省, 全市, 全县, 全区, 本所. A county may be called a city or a district. */
export function scopeName(unit: Place, language: Language): string {
  if (language === 'en') return unitName(unit, language);
  const { name, level } = unit;
  if (level === 'province' || level === 'city' || level === 'station') return WHOLE[level];
  const last = placeName(name).at(-1);
  return last === '市' || last === '区' ? `全${last}` : '全县';
}

/** Where a rank may lie: 名次约在第2至第6之间. */
export function rankSpan(
  interval: readonly [number, number] | null,
  language: Language,
): string | null {
  if (!interval) return null;
  const [low, high] = interval;
  const zh = language === 'zh';
  if (low === high) return zh ? `名次约为第${count(low)}` : `rank about ${count(low)}`;
  return zh
    ? `名次约在第${count(low)}至第${count(high)}之间`
    : `rank about ${count(low)} to ${count(high)}`;
}

/** So many units of a level: 14个派出所. */
export function unitsOf(level: string, units: number, language: Language): string {
  const zh: Readonly<Record<string, string>> = {
    city: '市',
    county: '县(市、区)',
    station: '派出所',
  };
  const en: Readonly<Record<string, string>> = {
    city: 'cities',
    county: 'counties',
    station: 'stations',
  };
  if (language === 'zh') return `${count(units)}个${zh[level] ?? '单位'}`;
  const several = en[level] ?? 'units';
  if (units !== 1) return `${count(units)} ${several}`;
  return `1 ${several.replace(/ies$/, 'y').replace(/s$/, '')}`;
}
