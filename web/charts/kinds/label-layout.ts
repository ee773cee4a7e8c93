import { LabelLayout } from 'echarts/features';

export default LabelLayout;
