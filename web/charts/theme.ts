/** Colours and type of every chart, from the design's tokens. */
import type { Language } from '../format.ts';

/** Categories, in this order; at most four, and grey for context. */
export const CATEGORIES = ['#12436D', '#28A197', '#801650', '#F46A25'] as const;
/** Light to dark. */
export const SEQUENCE = ['#6BACE6', '#2073BC', '#12436D'] as const;

/** Better than expected, worse, no special signal: never red and green, never colour alone. */
export const SIGNAL = { better: '#12436D', worse: '#F46A25', none: '#8C8C8C' } as const;

export const INK = '#1f1f1f';
export const CONTEXT = '#3D3D3D';
export const QUIET = '#595959';
export const HAIRLINE = '#d9d9d9';
export const FAINT = '#f0f0f0';
/** The target's band. */
export const BAND = '#e3edf5';

const CHINESE =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif';
/** A Latin font first in English: Chinese ones draw its quotation marks full-width. */
export const FONTS: Readonly<Record<Language, string>> = {
  zh: CHINESE,
  en: `"Segoe UI", Roboto, "Helvetica Neue", Arial, ${CHINESE}`,
};
