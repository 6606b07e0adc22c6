import { BarChart } from 'echarts/charts';
import { use } from 'echarts/core';
import { GridComponent } from 'echarts/components';
import { Drawing } from './Drawing';

use([BarChart, GridComponent]);

export default Drawing;
