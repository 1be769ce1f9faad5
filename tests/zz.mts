import { makeStore } from '#tests/bench/scale/make';
import { sizes } from '#tests/bench/scale/sizes';

makeStore('/tmp/mc/s', 4000);
console.log(sizes('/tmp/mc/s').record);
