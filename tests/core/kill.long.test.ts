import { killTimes } from './kill.ts';

killTimes(100);
