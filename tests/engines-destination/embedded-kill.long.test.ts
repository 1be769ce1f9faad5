import { describe } from 'vitest';
import { deliverer, killWhileDelivering } from './embedded-kill.ts';

describe('the embedded destination, killed at many moments', () => {
  killWhileDelivering(
    deliverer(),
    Array.from({ length: 14 }, (_, n) => n * 30),
  );
});
