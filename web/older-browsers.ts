/**
 * What the page calls and Chrome 109 does not have: the last one for Windows 7, which stations'
 * computers still run. The syntax is the bundler's affair (`target` in infra/bundle.ts).
 */
import 'core-js/actual/array/to-reversed.js';
import 'core-js/actual/array/to-sorted.js';
import 'core-js/actual/map/group-by.js';
import 'core-js/actual/string/to-well-formed.js';
