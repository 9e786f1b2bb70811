import { fillFrame } from './fillFrame.ts';
import type { Fill } from './fillRequest.ts';

export const contentFill: Fill = (request) => fillFrame(request).rgba;
