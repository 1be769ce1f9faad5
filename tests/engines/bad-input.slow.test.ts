import { survive } from './bad-input.ts';
import { hostileFiles } from './hostile-files.ts';

survive((await hostileFiles()).filter(({ many }) => !many));
