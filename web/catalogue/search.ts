/** Finding KPIs. */
import type { KpiDefinition } from '../api.ts';

/** The KPIs in whose names, id or formula every word of the search occurs. */
export function matching(kpis: readonly KpiDefinition[], asked: string): readonly KpiDefinition[] {
  const wanted = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return kpis.filter(({ id, name, formula, family }) => {
    const texts = [id, name.zh, name.en, formula.zh, formula.en, family.name.zh, family.name.en];
    const text = texts.join('\n').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export interface Family {
  readonly id: string;
  readonly name: KpiDefinition['family']['name'];
  readonly kpis: readonly KpiDefinition[];
}

/** The KPIs under their families, in the catalogue's order. */
export function familiesOf(kpis: readonly KpiDefinition[]): readonly Family[] {
  const families = new Map<string, KpiDefinition[]>();
  for (const kpi of kpis) {
    const others = families.get(kpi.family.id) ?? [];
    families.set(kpi.family.id, [...others, kpi]);
  }
  return [...families].flatMap(([id, members]) => {
    const [first] = members;
    return first ? [{ id, name: first.family.name, kpis: members }] : [];
  });
}
