/** A delivery of a bulk file's message: the first one, with all the time there is, unless said otherwise. */
import type { Delivery } from '../submissions/bulk.ts';

export function deliveryOf(other: Partial<Delivery> = {}): Delivery {
  return {
    message: 'm1',
    count: 1,
    isLast: false,
    timeLeft: () => 900_000,
    sendAgain: async () => {},
    ...other,
  };
}
