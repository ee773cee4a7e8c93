import type { Text } from '../kpis/definition.ts';

/** What the files of reference data are called. */
export const REFERENCE_NAMES: Readonly<Record<string, Text>> = {
  units: { zh: '单位', en: 'units' },
  grids: { zh: '村(社区)', en: 'grids' },
  roster: { zh: '花名册', en: 'roster' },
  successions: { zh: '撤并', en: 'successions' },
  staffing: { zh: '编制', en: 'staffing' },
  surveys: { zh: '调查', en: 'surveys' },
  leadership: { zh: '领导下访', en: 'leadership' },
};
