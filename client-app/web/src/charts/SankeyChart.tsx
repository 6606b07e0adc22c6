import { SankeyChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { Drawing } from './Drawing';

use([SankeyChart]);

export default Drawing;
