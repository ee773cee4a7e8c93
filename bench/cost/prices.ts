/** The price lists, as data: what was known on their dates and from where. */

import type { PriceList } from './model.ts';
import china from './prices/cn-north-1.json' with { type: 'json' };
import commercial from './prices/us-east-1.json' with { type: 'json' };

export const PRICE_LISTS: readonly PriceList[] = [china, commercial];
