/** How the demo marks what is made up, for the pages. */
export { isMadeUp, markMadeUp, placeName } from '../shared/units/made-up.ts';
