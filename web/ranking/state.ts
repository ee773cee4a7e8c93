/** What a ranking shows beside its period, unit and level: all of it stands in the address. */
import { useMemo } from 'react';
import { navigate, useAddress } from '../router.tsx';

/** The words of the address, and what they are where it does not say. */
const USUAL = {
  view: 'table',
  /** The KPI that is ranked; empty: the score. */
  kpi: '',
  sort: 'rank',
  /** As the API's: ranked within this peer group. */
  peers: '',
  /** `exact`: also where they are withheld. */
  positions: '',
  name: '',
  grade: '',
  echelon: '',
  area: '',
  certain: '',
  reported: '',
  /** What a caterpillar plot is of: `value` or `rank`. */
  of: 'value',
  /** `wide`: a funnel's limits widened to what units differ by in any case. */
  limits: '',
  /** `beyond`: of the changes only those beyond chance. */
  changes: '',
  /** A scheme to try out, and the weights that were changed in it. */
  scheme: '',
  weights: '',
} as const;

type Word = keyof typeof USUAL;
export type Shown = Readonly<Record<Word, string>>;
export type Changes = Readonly<Partial<Record<Word, string>>>;

export const VIEWS = ['table', 'caterpillar', 'funnel', 'changes', 'trial'] as const;
export type View = (typeof VIEWS)[number];

const isWord = (name: string): name is Word => Object.hasOwn(USUAL, name);

/** The words that an address says. */
export function shownBy(address: string): Shown {
  const { searchParams } = new URL(address, 'http://page');
  const said = [...searchParams].filter(([name]) => isWord(name));
  return { ...USUAL, ...Object.fromEntries(said) };
}

/** The address with other words; the usual ones are not written. */
export function changed(address: string, changes: Changes): string {
  const url = new URL(address, 'http://page');
  for (const [name, value] of Object.entries(changes)) {
    if (!isWord(name) || value === undefined || value === USUAL[name]) {
      url.searchParams.delete(name);
    } else url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

/** The same words with another path and other parameters of the route; undefined leaves one out. */
export function elsewhere(
  address: string,
  path: string,
  route: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(address, 'http://page');
  for (const [name, value] of Object.entries(route)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return path + url.search;
}

export interface ShownState {
  readonly shown: Shown;
  /** The page's address, as it is now. */
  readonly address: string;
}

export function useShown(): ShownState {
  const address = useAddress();
  const shown = useMemo(() => shownBy(address), [address]);
  return { shown, address };
}

/** The page's address at the moment: what is done when something is clicked goes by it. */
export const here = () => location.pathname + location.search;

/** Shows the page otherwise, without a step to go back to. */
export const show = (changes: Changes) => navigate(changed(here(), changes), 'replace');

/** Weights as the address has them: `time_in_community:30,timeliness:0`. */
export function weightsOf(word: string): Readonly<Record<string, number>> {
  return Object.fromEntries(
    word.split(',').flatMap((part) => {
      const [, id, weight] = /^([a-z_0-9]+):(\d{1,3}(?:\.\d{1,2})?)$/.exec(part) ?? [];
      return id !== undefined && Number(weight) <= 100 ? [[id, Number(weight)] as const] : [];
    }),
  );
}

export const weightsWord = (weights: Readonly<Record<string, number>>) =>
  Object.entries(weights)
    .map(([id, weight]) => `${id}:${weight}`)
    .join(',');
