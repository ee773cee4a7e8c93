import { DataZoomInsideComponent } from 'echarts/components';

export default DataZoomInsideComponent;
