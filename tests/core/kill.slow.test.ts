import { killTimes } from './kill.ts';

killTimes(20);
