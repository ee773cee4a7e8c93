/**
 * ECharts with what every chart needs; loaded with the first chart of a page. Kinds of series, and
 * what only some charts have, are loaded by those.
 */
import { AriaComponent, GridSimpleComponent, TooltipComponent } from 'echarts/components';
import { type init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([AriaComponent, GridSimpleComponent, TooltipComponent, SVGRenderer]);

export { init, registerMap, use } from 'echarts/core';

export type Engine = ReturnType<typeof init>;
